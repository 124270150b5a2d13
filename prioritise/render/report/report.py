"""The whole report: its sections gathered into one document, for page and Word."""

from __future__ import annotations

from collections.abc import Callable

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
from prioritise.views.document import Document, Section

MADE_WITH = "Made with prioritise, an open optimiser for public investment."
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


def report_document(given: Given) -> Document:
    """Everything that the report shows, gathered."""
    programme = given.plan.programme
    found = (section(given) for section in _SECTIONS)
    return Document(
        "Shortlist of proposals",
        programme.title,
        programme.scenario,
        given.made,
        answer(given),
        tuple(section for section in found if section is not None),
        MADE_WITH,
        question(given.plan),
    )
