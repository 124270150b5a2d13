"""Faults of outcomes, of contributions to them, and of scores by several people."""

from __future__ import annotations

from collections.abc import Iterator

from prioritise.programme.faults import Fault
from prioritise.programme.validity_names import Lookup, Names, twice


def agreed_faults(look: Lookup) -> Iterator[Fault]:
    """Faults of both tables and of what the settings say of them."""
    yield from _contribution_faults(look)
    yield from _score_faults(look)


def _contribution_faults(look: Lookup) -> Iterator[Fault]:
    programme = look.programme
    rows = programme.contributions
    if rows and not programme.outcomes:
        yield Fault("contributions", 0, "outcome", rows[0].outcome, "outcomes in programme.yaml")
        return
    known = Names("an outcome of programme.yaml", [o.outcome for o in programme.outcomes])
    for place, row in enumerate(rows):
        if row.outcome not in known:
            yield known.fault("contributions", place, "outcome", row.outcome)
        if not look.proposals.accepts(row.proposal):
            yield look.proposals.fault("contributions", place, "proposal", row.proposal)
    pairs = [f"{row.proposal} and {row.outcome}" for row in rows]
    yield from twice("contributions", "outcome", pairs, "proposal and outcome")


def _score_faults(look: Lookup) -> Iterator[Fault]:
    programme = look.programme
    if programme.scoring is None:
        if programme.scores:
            expected = "the key scoring in programme.yaml, which says how scores become one"
            yield Fault("scores", 0, "score", str(programme.scores[0].score), expected)
        return
    scored = {c.name: c for c in programme.scored_criteria()}
    criteria = Names("a criterion that is scored", list(scored))
    for name in programme.scoring.criteria:
        if name not in criteria:
            yield criteria.fault("scoring", None, "criteria", name)
    by_many = Names("a criterion of scoring", programme.scored_by_many)
    for place, row in enumerate(programme.scores):
        if not look.proposals.accepts(row.proposal):
            yield look.proposals.fault("scores", place, "proposal", row.proposal)
        if row.criterion not in by_many:
            yield by_many.fault("scores", place, "criterion", row.criterion)
            continue
        scale = scored[row.criterion].scale if row.criterion in scored else None
        if scale and not min(scale) <= row.score <= max(scale):
            expected = f"a score from {min(scale)} to {max(scale)}, the scale"
            yield Fault("scores", place, "score", str(row.score), expected)
    cells = [f"{row.proposal}, {row.criterion} and {row.scorer}" for row in programme.scores]
    yield from twice("scores", "scorer", cells, "proposal, criterion and scorer")
