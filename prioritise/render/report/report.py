"""The whole report as a page: its parts gathered into records, then shown by one template."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from prioritise.render.page.look import environment, policy, style
from prioritise.render.report.assumed import assumed, not_considered
from prioritise.render.report.benefits import benefits
from prioritise.render.report.certainty import certainty
from prioritise.render.report.decided import decided
from prioritise.render.report.given import Given
from prioritise.render.report.money import money
from prioritise.render.report.more_money import more_money
from prioritise.render.report.places import places
from prioritise.render.report.proven import proven, sources
from prioritise.render.report.reach import reach
from prioritise.render.report.reserve_list import waiting
from prioritise.render.report.scenarios import scenarios
from prioritise.render.report.summary import answer, question
from prioritise.views.document import Block, Section

TEMPLATES = "render/report/templates"
_SECTIONS: tuple[Callable[[Given], Section | None], ...] = (
    places,
    waiting,
    money,
    more_money,
    scenarios,
    certainty,
    reach,
    benefits,
    decided,
    proven,
    assumed,
    not_considered,
    sources,
)
"""Sections in their order; one that has nothing to say is left out."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the page shows."""

    title: str
    scenario: str
    """Title of the scenario; empty where the programme stands as it is."""
    made: str
    question: str
    answer: tuple[Block, ...]
    sections: tuple[Section, ...]


def report_of(given: Given) -> Report:
    """Everything that the page shows, gathered."""
    programme = given.plan.programme
    found = (section(given) for section in _SECTIONS)
    return Report(
        programme.title,
        programme.scenario,
        given.made,
        question(given.plan),
        answer(given),
        tuple(section for section in found if section is not None),
    )


def report_page(given: Given) -> str:
    """The page: one HTML file that asks nothing of anywhere."""
    template = environment(TEMPLATES).get_template("report.html")
    return template.render(report=report_of(given), style=style(), policy=policy())
