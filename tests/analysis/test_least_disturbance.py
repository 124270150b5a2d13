"""The least-disturbance frontier: every point as by exhaustive search, none missing."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from prioritise.analysis.replan.least_disturbance import fewest_changes, least_disturbance
from prioritise.optimise import check
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.staying import Near
from tests import oracle
from tests.promises.agreement import how_many
from tests.small import cost, proposal
from tests.small import programme as small
from tests.strategies import EVERY_FAMILY, programme

PROGRAMMES = how_many(quick=60, whole=1_000)
MOST_SHORTLISTS = 1_000


def moved(asked, near, plan):
    """By how much a plan of the search differs from the list in force."""
    ways = [
        way
        for name, option, tenths, payers in plan.chosen
        for way in oracle.ways_of(asked, asked.proposal_of[name])
        if (way.option.name, way.option.tenths, way.payers) == (option, tenths, payers)
    ]
    return oracle.moved(asked, near, ways)


def by_search(asked, near):
    """Change and value of every list that no other list beats in both."""
    best = {}
    for plan in oracle.all_feasible(asked):
        changes = moved(asked, near, plan)
        best[changes] = max(best.get(changes, plan.value), plan.value)
    frontier = []
    for changes, value in sorted(best.items()):
        if not frontier or value > frontier[-1][1]:
            frontier.append((changes, value))
    return frontier


def found_by_solving(asked, near):
    try:
        found = least_disturbance(asked, near)
    except InfeasibleError:
        return []
    for point in found.points:
        assert point.bound == point.plan.value
        assert not check(asked.revised(near=None), point.plan.choices)
    assert found.ending == ("impossible" if found.points[0].changes else "unchanged")
    return [(point.changes, point.plan.value) for point in found.points]


@pytest.mark.parametrize("by", ["count", "money"])
def test_every_point_is_that_of_exhaustive_search(by):
    wrong, compared, seed = [], 0, 0
    while compared < PROGRAMMES // 2:
        family = EVERY_FAMILY[seed % len(EVERY_FAMILY)]
        asked = programme(seed, family).revised(near=None)
        seed += 1
        if oracle.count_of_shortlists(asked) > MOST_SHORTLISTS:
            continue
        compared += 1
        ids, chance = list(asked.proposal_of), Random(f"{by}/{seed}")
        shortlist = tuple(chance.sample(ids, chance.randint(0, len(ids))))
        near = Near(shortlist=shortlist, most=0, by=by)
        if found_by_solving(asked, near) != by_search(asked, near):
            wrong.append(f"{family} {seed - 1}")
    assert not wrong, "\n".join(wrong)


FOUR = small(
    [proposal("A", 9), proposal("B", 8), proposal("C", 2), proposal("D", 1)],
    [cost("A", 10, 0), cost("B", 0, 10), cost("C", 10, 0), cost("D", 0, 10)],
)
IN_FORCE = Near(shortlist=("C", "D"), most=0)


def test_the_least_change_that_is_worth_nearly_as_much_as_the_best_is_found():
    """A for C, then B for D: 170 points are best, 100 need two changes, 30 none."""
    frontier = least_disturbance(FOUR, IN_FORCE)
    assert [(p.changes, p.plan.value) for p in frontier.points] == [(0, 30), (2, 100), (4, 170)]
    for share, changes in ((Fraction(0), 4), (Fraction(70, 170), 2), (Fraction(1), 0)):
        chosen, best = fewest_changes(FOUR, IN_FORCE, share)
        assert (chosen.changes, best.value) == (changes, 170)


def test_a_knee_is_where_further_change_buys_half_or_less():
    """100 points for the first two changes; then 70 more, or, of a worse B, 20."""
    assert least_disturbance(FOUR, IN_FORCE).knees == ()
    poor = FOUR.revised(proposals=(proposal("A", 9), proposal("B", 3), *FOUR.proposals[2:]))
    (knee,) = least_disturbance(poor, IN_FORCE).knees
    assert (knee.changes, knee.enters, knee.leaves) == (2, ("A",), ("C",))


def test_what_leaves_counts_as_money_in_its_earliest_option_and_whole():
    """A and C change hands for 10 each; both pairs for 40."""
    found = least_disturbance(FOUR, IN_FORCE.model_copy(update={"by": "money"}))
    assert [point.changes for point in found.points] == [0, 2_000_000, 4_000_000]


def test_what_no_longer_fits_leaves_and_less_is_proven_impossible():
    frontier = least_disturbance(FOUR, Near(shortlist=("A", "C"), most=0))
    assert frontier.ending == "impossible"
    assert frontier.points[0].leaves == ("C",)
