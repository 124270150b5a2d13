"""The least score that brings in a proposal which a threshold screens out.

With the score at the threshold the proposal is like any other; where that is not yet enough, the
question is the usual one about a higher score.
"""

from __future__ import annotations

from dataclasses import replace

from prioritise.analysis.why.forced import forced, is_decided, is_proven
from prioritise.analysis.why.least_change import WORKS, standing
from prioritise.analysis.why.least_change_of_score import (
    LeastChangeOfScore,
    score_needed,
    with_score,
)
from prioritise.optimise.lexicographic import OutOfTime, optimise
from prioritise.optimise.plan import Plan
from prioritise.optimise.solver import Watch
from prioritise.programme.money import plain


def least_change_to_pass(
    plan: Plan, name: str, *, watch: Watch | None = None
) -> tuple[LeastChangeOfScore, ...]:
    """The least score that brings a proposal in, on the one criterion that screens it out.

    Nothing where several criteria screen it out, or where something else keeps it out as well.

    Parameters
    ----------
    plan : Plan
        The best shortlist.
    name : str
        Id of a proposal that is not eligible.
    watch : callable
        Told about progress from time to time.
    """
    programme, screened = plan.programme, plan.eligibility[name].screened
    if len(screened) != 1 or is_decided(programme, name) or not is_proven(plan):
        return ()
    (criterion,) = (one for one in programme.criteria if one.name == screened[0])
    assert criterion.scale is not None
    assert criterion.threshold is not None
    low, top = criterion.scale
    now, limit = programme.proposal_of[name].scores[criterion.name], criterion.threshold
    passing = with_score(programme, name, criterion.name, limit)
    seen = standing(passing, name, known=(plan,), without=plan, watch=watch)
    if seen in (*WORKS, "not settled"):
        needed = plain(limit) if seen in WORKS else None
        return (
            LeastChangeOfScore(
                criterion.name, plain(now), plain(top), top - low, needed, None, seen
            ),
        )
    try:
        further = optimise(passing, watch=watch)
    except OutOfTime:
        return ()
    inside = forced(further, name, watch=watch)
    if not inside.settled or not is_proven(further):
        return ()
    found = score_needed(further, inside.plan, name, criterion, watch=watch)
    return (replace(found, now=plain(now)),)
