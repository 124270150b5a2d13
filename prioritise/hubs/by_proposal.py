"""People and proposals: who is within reach of a proposal's hubs, and whom its journeys bring near.

Such a figure can be a column of proposals, and so a size, a criterion or the measure of a rule. Two
proposals at one hub count the same people: figures of several proposals do not add up.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from prioritise.hubs.access import Access


@dataclass(frozen=True, slots=True)
class ProposalReach:
    """What one proposal means to people, at one threshold."""

    proposal: str
    minutes: Decimal
    """Threshold."""
    people: int
    """People within reach of at least one of its hubs, by the journeys of today."""
    gained: int
    """People whom the journeys that it makes bring within reach of an agreed hub or its own."""


def proposal_reaches(
    access: Access,
    again: Callable[[Container[str]], Access],
    improving: Container[str],
    thresholds: Sequence[Decimal],
) -> Iterator[ProposalReach]:
    """Every proposal at every threshold, in order of id.

    Parameters
    ----------
    access
        The journeys of today.
    again
        The same with the journeys that chosen proposals make.
    improving
        Proposals that make journeys.
    """
    for name, proposal in access.programme.proposal_of.items():
        hubs = [hub for hub in proposal.hubs if hub in access.hubs]
        done = again((name,)) if name in improving else access
        counted = (*access.agreed, *hubs)
        for minutes in thresholds:
            gained = done.reached(counted, minutes) - access.reached(counted, minutes)
            yield ProposalReach(name, minutes, access.reached(hubs, minutes), gained)
