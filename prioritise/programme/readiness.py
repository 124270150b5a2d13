"""Readiness: what the stage of the business case and scrutiny say about when, and how likely."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from prioritise.programme.gates import first_year_open
from prioritise.programme.records import Proposal

if TYPE_CHECKING:
    from prioritise.programme.programme import Programme


def ready_from(programme: Programme, proposal: Proposal) -> int:
    """First year in which a proposal may start for its stage, scrutiny and gates; 0 for any.

    One past the last where none is late enough. What is contracted is under way, and waits for
    nothing.
    """
    if proposal.commitment:
        return 0
    opened = first_year_open(programme, proposal.proposal)
    if programme.appraisal is None:
        return opened
    said = programme.appraisal.readiness.earliest
    years = programme.horizon
    found = [said[word] for word in (proposal.stage, proposal.scrutiny) if word in said]
    return max([opened, *(years.index(year) for year in found if year in years)])


def likelihood_of(programme: Programme, proposal: Proposal) -> Decimal | None:
    """Likelihood of a proposal: its own, or the least that its stage and scrutiny give it."""
    if proposal.likelihood is not None or programme.appraisal is None:
        return proposal.likelihood
    said = programme.appraisal.readiness.likelihood
    return min(
        (said[word] for word in (proposal.stage, proposal.scrutiny) if word in said), default=None
    )
