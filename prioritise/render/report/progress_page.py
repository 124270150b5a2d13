"""The progress report as a page: one HTML file that asks nothing of anywhere."""

from __future__ import annotations

from prioritise.render.page.look import environment, policy, style
from prioritise.render.report.report import TEMPLATES, Report
from prioritise.views.progress.progress_page import in_words, sections, summary
from prioritise.views.progress.standing import Standing


def progress_page(standing: Standing) -> str:
    """The whole page."""
    programme = standing.plan.programme
    report = Report(
        programme.title,
        programme.scenario,
        in_words(standing.on),
        "",
        summary(standing),
        sections(standing),
    )
    template = environment(TEMPLATES).get_template("progress.html")
    return template.render(report=report, style=style(), policy=policy())
