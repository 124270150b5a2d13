"""Readiness: what the stage of the business case and scrutiny say about when, and how likely."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from prioritise.programme.records import Proposal

if TYPE_CHECKING:
    from prioritise.programme.programme import Programme


def ready_from(programme: Programme, proposal: Proposal) -> int:
    """First year in which a proposal may start for its stage and scrutiny; 0 where they allow any.

    What is contracted is under way, and waits for nothing.
    """
    if programme.appraisal is None or proposal.commitment:
        return 0
    said = programme.appraisal.readiness.earliest
    years = programme.horizon
    found = [said[word] for word in (proposal.stage, proposal.scrutiny) if word in said]
    return max((years.index(year) for year in found if year in years), default=0)


def likelihood_of(programme: Programme, proposal: Proposal) -> Decimal | None:
    """Likelihood of a proposal: its own, or the least that its stage and scrutiny give it."""
    if proposal.likelihood is not None or programme.appraisal is None:
        return proposal.likelihood
    said = programme.appraisal.readiness.likelihood
    return min(
        (said[word] for word in (proposal.stage, proposal.scrutiny) if word in said), default=None
    )
