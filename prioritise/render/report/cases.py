"""Business cases on their way: the pipeline by stage and date."""

from __future__ import annotations

from dataclasses import replace

from prioritise.render.report.given import Given
from prioritise.views.document import Section, words
from prioritise.views.run.pipeline import pipeline_grid


def cases(given: Given) -> Section | None:
    """The whole section; none where there are no gates."""
    if not given.plan.programme.gates:
        return None
    told = words(
        "Money starts no earlier than the year in which the last gate of a case is passed, or is "
        "expected to be; what is contracted or has begun waits for none."
    )
    grid = replace(pipeline_grid(given.plan), hidden_caption=True)
    return Section("cases", "Business cases by stage and date", (told, grid))
