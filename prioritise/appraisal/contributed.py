"""What proposals contribute to outcomes, as columns of numbers, and how far each is served."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from prioritise.programme.faults import Fault
from prioritise.programme.outcomes import ProgrammeOutcome
from prioritise.programme.programme import Programme


def contributions_of(
    programme: Programme,
) -> tuple[Mapping[str, Mapping[str, Decimal]], list[Fault]]:
    """Contributions by outcome, then by proposal; what nobody says is 0."""
    names = [proposal.proposal for proposal in programme.proposals]
    figures = {o.outcome: dict.fromkeys(names, Decimal(0)) for o in programme.outcomes}
    for row in programme.contributions:
        figures[row.outcome][row.proposal] = Decimal(row.contribution)
    return figures, []


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a shortlist serves an outcome."""

    outcome: ProgrammeOutcome
    could: int
    """Proposals that contribute to it at all, chosen or not."""
    serving: tuple[str, ...]
    """Chosen proposals that contribute to it, in order of id."""
    contribution: int
    """What these contribute in all."""
    without_evidence: tuple[str, ...]
    """Chosen proposals that contribute, and for which no evidence is named."""


def coverage_of(programme: Programme, shortlist: Collection[str]) -> tuple[Coverage, ...]:
    """How far a shortlist serves each outcome, in the order of the outcomes."""
    found = []
    for outcome in programme.outcomes:
        rows = sorted(
            (r for r in programme.contributions if r.outcome == outcome.outcome and r.contribution),
            key=lambda row: row.proposal,
        )
        chosen = [row for row in rows if row.proposal in shortlist]
        found.append(
            Coverage(
                outcome,
                len(rows),
                tuple(row.proposal for row in chosen),
                sum(row.contribution for row in chosen),
                tuple(row.proposal for row in chosen if not row.evidence),
            )
        )
    return tuple(found)
