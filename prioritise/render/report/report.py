"""The whole report: its sections gathered into one document, for page and Word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from prioritise.render.report.assumed import assumed, not_considered
from prioritise.render.report.benefits import benefits
from prioritise.render.report.cases import cases
from prioritise.render.report.certainty import certainty
from prioritise.render.report.decided import decided
from prioritise.render.report.given import Given
from prioritise.render.report.money import money
from prioritise.render.report.more_money import more_money
from prioritise.render.report.outcomes import outcomes
from prioritise.render.report.places import places
from prioritise.render.report.promises import promises
from prioritise.render.report.proven import proven, sources
from prioritise.render.report.reach import reach
from prioritise.render.report.reserve_list import waiting
from prioritise.render.report.scenarios import scenarios
from prioritise.render.report.summary import answer, finding, question
from prioritise.views.document import Document, Fold, Section

MADE_WITH = "Made with prioritise, an open optimiser for public investment."
_SECTIONS: tuple[Callable[[Given], Section | None], ...] = (
    places,
    scenarios,
    more_money,
    promises,
    certainty,
    proven,
    waiting,
)
"""Sections in their order; one that has nothing to say is left out."""
_FOLDED: tuple[Callable[[Given], Section | None], ...] = (
    money,
    cases,
    reach,
    outcomes,
    benefits,
    decided,
    assumed,
    not_considered,
    sources,
)
"""Sections that unfold: what whoever decides can look up."""


def report_document(given: Given) -> Document:
    """Everything that the report shows, gathered."""
    programme = given.plan.programme
    shown = (section(given) for section in _SECTIONS)
    folded = (section(given) for section in _FOLDED)
    return Document(
        programme.title,
        finding(given.plan),
        programme.scenario,
        given.made,
        answer(given),
        (*filter(None, shown), *(_folded(section) for section in folded if section)),
        MADE_WITH,
        question(given.plan),
    )


def _folded(section: Section) -> Section:
    """The same section, its content to be unfolded."""
    return replace(section, blocks=(Fold(f"In full: {section.heading}", section.blocks),))
