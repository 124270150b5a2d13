"""How the optimiser is compared with exhaustive search, and on how many programmes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fractions import Fraction

from prioritise.optimise import optimise
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.measures import ASKED_MEASURES, MEASURES
from prioritise.programme.programme import Programme
from tests import oracle

WHOLE = 10_000
"""Programmes of the exhaustive comparison in its whole form; other tests take a share of theirs."""

Answer = tuple[Fraction, int, oracle.Chosen]
"""Value, public money, and what is chosen; nothing stands for: no shortlist is possible."""


def how_many(quick: int, whole: int) -> int:
    """The quick number; with PRIORITISE_PROGRAMMES=10000 the whole one, with less its part."""
    asked = os.environ.get("PRIORITISE_PROGRAMMES")
    return quick if asked is None else max(1, whole * int(asked) // WHOLE)


def found_by_search(programme: Programme) -> Answer | None:
    """What exhaustive search says."""
    best = oracle.best(programme)
    return None if best is None else (best.value, best.public_cost, best.chosen)


def found_by_optimiser(programme: Programme) -> Answer | None:
    """What the optimiser says, proven to the last objective."""
    try:
        plan = optimise(programme)
    except InfeasibleError:
        return None
    assert plan.status == "optimal", "stopped by a limit"
    assert plan.bound == plan.value, "not proven"
    assert plan.unique_to == "order of ids", f"unique only to {plan.unique_to!r}"
    chosen = tuple((c.proposal, c.option, c.tenths, c.payers) for c in plan.choices)
    return plan.value, plan.public_cost, chosen


def difference(programme: Programme) -> str:
    """In what the optimiser and exhaustive search differ; empty where they agree."""
    searched, optimised = found_by_search(programme), found_by_optimiser(programme)
    if searched == optimised:
        return ""
    return f"search: {in_words(searched)}; optimiser: {in_words(optimised)}"


def in_words(answer: Answer | None) -> str:
    """An answer for people to read."""
    if answer is None:
        return "nothing is possible"
    value, public_cost, chosen = answer
    return f"{value} points for {public_cost} pence with {chosen}"


def kinds_in(programme: Programme) -> Iterator[str]:
    """The kinds of limit and of choice that a programme has."""
    yield from {f"rule on {column_or_measure(rule.measure)}" for rule in programme.rules}
    yield from {f"link {link.kind}" for link in programme.links}
    streams, proposals = programme.streams, programme.proposals
    told = {
        "payers picked": any(not cost.stream and any(cost.amounts) for cost in programme.costs),
        "kinds of money": any(stream.kind for stream in streams),
        "regions or hubs of a stream": any(s.regions or s.hubs for s in streams),
        "intervention rate": any(stream.intervention_rate is not None for stream in streams),
        "smallest award": any(stream.min_award for stream in streams),
        "largest award": any(stream.max_award for stream in streams),
        "carry-forward": any(stream.carry_forward for stream in streams),
        "contingency": any(stream.contingency for stream in streams),
        "over-programming": any(stream.over_programme for stream in streams),
        "parent": any(stream.parent for stream in streams),
        "linkage": any(len(proposal.hubs) > 1 for proposal in proposals),
        "alternatives": any(cost.option for cost in programme.costs),
        "alternatives of other worth": any(cost.worth is not None for cost in programme.costs),
        "timing": any(proposal.earliest or proposal.latest for proposal in proposals),
        "later years": bool(programme.later_years),
        "secured match": any(cost.secured for cost in programme.costs),
        "shares": any(proposal.min_share is not None for proposal in proposals),
        "contracted": any(proposal.commitment for proposal in proposals),
        "decisions": bool(programme.decisions),
        "baseline": programme.baseline is not None,
        "list in force": programme.near is not None,
        "size": programme.value.size != "none",
        "likelihood": programme.value.likelihood == "multiply",
        "curves": any(criterion.curve for criterion in programme.criteria),
        "thresholds": any(c.threshold is not None for c in programme.criteria),
        "scaled costs": programme.cost_scale != 1,
    }
    yield from (kind for kind, holds in told.items() if holds)


def column_or_measure(measure: str) -> str:
    """The measure of a rule; `column` for any numeric column."""
    return measure if measure in (*MEASURES, *ASKED_MEASURES) else "column"
