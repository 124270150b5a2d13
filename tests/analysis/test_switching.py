"""Switching values: shown by exhaustive search to switch there, and not a step before."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest

from prioritise.analysis.sweeps.sweep_settings import Weight
from prioritise.analysis.why.least_change_of_cost import WHOLE, with_cost_cut
from prioritise.analysis.why.least_change_of_score import step_of, with_score
from prioritise.analysis.why.switching import Switch, switching_values
from prioritise.optimise import Plan, optimise
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.programme import Programme
from tests import oracle, strategies
from tests.promises.agreement import how_many
from tests.small import cost, programme, proposal

LONG = 3_600.0
MOST_WAYS = 3_000
"""Shortlists of a programme that are searched for every step; larger ones are left out."""


def switch(found: tuple[Switch, ...], what: str, name: str) -> Switch:
    (one,) = (s for s in found if s.what == what and name in (s.proposal, s.criterion))
    return one


def test_a_score_and_a_cost_switch_where_simple_arithmetic_says():
    """Money for one: B (5) takes the place of A (7) below 5; B costs 1,000 of A's 1,000 k."""
    asked = programme(
        [proposal("A", 7), proposal("B", 5)], [cost("A", 10, 0), cost("B", 10, 0)]
    ).revised(streams=(_stream(10),))
    found = switching_values(optimise(asked), seconds=LONG)
    falls = switch(found, "score", "A")
    assert (falls.now, falls.at, falls.enters, falls.leaves) == (7, Fraction("4.9"), ("B",), ("A",))
    rises = switch(found, "score", "B")
    assert (rises.now, rises.at) == (5, Fraction("7.1"))
    dearer = switch(found, "cost", "A")
    assert dearer.at == Fraction(10 * 100_000 * 1001, 1000)
    cheaper = switch(found, "cost", "B")
    assert (cheaper.at, cheaper.enters, cheaper.leaves) == (0, ("B",), ())


def test_a_weight_switches_where_both_lists_are_worth_the_same():
    """A is 10 and 0, B is 4 and 8 on the criteria: equal at 4 to 3, which is a share of 4/7."""
    asked = programme([proposal("A", 10), proposal("B", 4)], [cost("A", 10, 0), cost("B", 10, 0)])
    impact = asked.criteria[0].model_copy(update={"weight": Decimal(7)})
    other = impact.model_copy(update={"name": "other", "weight": Decimal(3)})
    scores = {"A": Decimal(0), "B": Decimal(8)}
    asked = asked.revised(
        criteria=(impact, other),
        streams=(_stream(10),),
        proposals=tuple(
            p.model_copy(update={"scores": {**p.scores, "other": scores[p.proposal]}})
            for p in asked.proposals
        ),
    )
    found = switching_values(optimise(asked), seconds=LONG)
    less, more = (s for s in found if s.what == "weight" and s.criterion == "impact")
    assert (less.now, less.at) == (Fraction(7, 10), Fraction(4, 7))
    assert (less.enters, less.leaves) == (("B",), ("A",))
    assert more.at is None
    assert more.settled


def test_what_is_not_settled_in_time_is_told():
    """Without any time everything is open, and nothing is claimed."""
    asked = programme([proposal("A"), proposal("B")], [cost("A", 10), cost("B", 10)])
    found = switching_values(optimise(asked), seconds=-1)
    assert found
    assert not any(each.settled for each in found if each.now != each.end)


@pytest.mark.parametrize(
    "family", ["plain", "curves", "thresholds", "links", "bonus", "options", "shares", "payers"]
)
def test_exhaustive_search_finds_the_same_switches(family: str) -> None:
    """At each switch some other list is worth more, and a step before none; at no other end."""
    compared = 0
    for seed in range(how_many(quick=2, whole=60)):
        drawn = strategies.programme(seed, family)
        if oracle.count_of_shortlists(drawn) > MOST_WAYS:
            continue
        try:
            plan = optimise(drawn)
        except InfeasibleError:
            continue
        for found in switching_values(plan, seconds=LONG):
            assert found.settled, (family, seed, found)
            for asked, switches in steps_of(plan, found):
                assert other_is_worth_more(plan, asked) == switches, (family, seed, found)
                compared += 1
    assert compared


def steps_of(plan: Plan, found: Switch) -> Iterator[tuple[Programme, bool]]:
    """The switch and the step before, or the end where there is none."""
    asked = plan.programme
    if found.what == "score":
        (criterion,) = (c for c in asked.criteria if c.name == found.criterion)
        assert criterion.scale is not None
        step = Fraction(step_of(abs(criterion.scale[1] - criterion.scale[0])))
        sign = 1 if found.end > found.now else -1
        if found.at is None:
            yield at_score(asked, found, found.end), False
            return
        yield at_score(asked, found, found.at), True
        # Scores stand on whole steps, but for the first and the last.
        before = found.at - sign * step
        if found.at == found.end and found.at % step:
            before = found.at // step * step + (0 if sign > 0 else step)
        if sign * before > sign * found.now:
            yield at_score(asked, found, before), False
    elif found.what == "cost" and found.now:
        sign = 1 if found.end < found.now else -1
        end = found.end if found.at is None else found.at
        cut = int(abs(found.now - end) * WHOLE / found.now)
        yield with_cost_cut(asked, found.proposal, sign * cut), found.at is not None
        if found.at is not None:
            yield with_cost_cut(asked, found.proposal, sign * (cut - 1)), False
    elif found.what == "weight":
        inside = found.end if found.at is None else (found.at + found.now) / 2
        if abs(inside - found.now) > Fraction(1, 100) and 0 < inside < 1:
            share = Decimal(round(inside * 1000)) / 1000
            yield Weight(found.criterion, share).applied_to(asked), False


def at_score(asked: Programme, found: Switch, score: Fraction) -> Programme:
    exact = Decimal(score.numerator) / Decimal(score.denominator)
    return with_score(asked, found.proposal, found.criterion, exact)


def other_is_worth_more(plan: Plan, asked: Programme) -> bool:
    """By exhaustive search; a list is the same whoever pays, and however it is done."""
    same, other = [], []
    for found in oracle.all_feasible(asked):
        names = tuple(choice[0] for choice in found.chosen)
        (same if names == plan.shortlist else other).append(found.value)
    return not same or bool(other and max(other) > max(same))


def _stream(budget: int):
    from tests.small import stream

    return stream(budgets=(budget, 0))
