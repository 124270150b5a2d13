"""Lists of several aims that none other betters: all of them, as by exhaustive search."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from prioritise.analysis.agreed.aims import Aims
from prioritise.analysis.agreed.nearest import nearest_to, weights_of
from prioritise.analysis.agreed.non_dominated import non_dominated
from prioritise.optimise import check
from prioritise.programme.faults import InfeasibleError, UsageError
from prioritise.programme.records import Rule
from tests import oracle
from tests.promises.agreement import how_many
from tests.small import cost, proposal
from tests.small import programme as small
from tests.strategies import EVERY_FAMILY, programme

PROGRAMMES = how_many(quick=6, whole=1_000)
MOST_SHORTLISTS = 100
AIMS = ("value", "jobs", "count", "least:spend", "spend", "match", "future", "least:count")


def amounts_of(asked, plan, aims):
    """What a list of exhaustive search has of each aim; below 0 of what less is wanted of."""
    ways = [
        way
        for name, option, tenths, payers in plan.chosen
        for way in oracle.ways_of(asked, asked.proposal_of[name])
        if (way.option.name, way.option.tenths, way.payers) == (option, tenths, payers)
    ]
    values, found = oracle.Values(asked), []
    for aim in aims:
        measure = aim.removeprefix("least:")
        rule = Rule(name="aim", measure=measure)
        total = oracle.limit_of(asked, values, rule, ()).total(ways)
        if measure in ("spend", "future", "match"):
            total /= oracle.PENCE[asked.unit]
        found.append(-total if aim.startswith("least:") else total)
    return tuple(found)


def by_search(asked, aims):
    """The amounts that no others better in one aim without being worse in another."""
    every = {amounts_of(asked, plan, aims) for plan in oracle.all_feasible(asked)}
    return sorted(
        (
            one
            for one in every
            if not any(
                other != one and all(b >= a for a, b in zip(one, other, strict=True))
                for other in every
            )
        ),
        reverse=True,
    )


def found_by_solving(asked, aims):
    try:
        found = non_dominated(asked, Aims(asked, aims))
    except InfeasibleError:
        return []
    assert found.ending == "all"
    for point in found.points:
        assert point.is_proven
        assert not check(asked, point.plan.choices)
    return [point.amounts for point in found.points]


@pytest.mark.parametrize("number", [2, 3])
def test_the_whole_set_is_that_of_exhaustive_search(number):
    """Drawn programmes of every family, with aims that are drawn as well."""
    wrong, compared, seed = [], 0, 0
    while compared < PROGRAMMES:
        family = EVERY_FAMILY[seed % len(EVERY_FAMILY)]
        asked = programme(seed, family)
        seed += 1
        if oracle.count_of_shortlists(asked) > MOST_SHORTLISTS:
            continue
        compared += 1
        aims = Random(f"{number}/{seed}").sample(AIMS, number)
        if found_by_solving(asked, aims) != by_search(asked, aims):
            wrong.append(f"{family} {seed - 1} {aims}")
    assert not wrong, "\n".join(wrong)


def nearest_by_search(asked, aims, wish, ranges):
    """The best least achievement, and then the best weighted sum, of all lists."""
    weights = weights_of(ranges)

    def rank(amounts):
        least = min((a - w) / r for a, w, r in zip(amounts, wish, ranges, strict=True))
        return least, sum(m * a for m, a in zip(weights, amounts, strict=True))

    return max(rank(amounts_of(asked, plan, aims)) for plan in oracle.all_feasible(asked)), rank


def test_the_nearest_list_to_a_wish_is_that_of_exhaustive_search():
    """Wishes within reach, beyond it, and below what is to be had anyway."""
    wrong, compared, seed = [], 0, 0
    while compared < PROGRAMMES // 2:
        family = EVERY_FAMILY[seed % len(EVERY_FAMILY)]
        asked, chance = programme(seed, family), Random(f"wish/{seed}")
        seed += 1
        if not 2 <= oracle.count_of_shortlists(asked) <= MOST_SHORTLISTS:
            continue
        every = list(oracle.all_feasible(asked))
        if not every:
            continue
        compared += 1
        names = chance.sample(AIMS, chance.choice((2, 3)))
        drawn = amounts_of(asked, chance.choice(every), names)
        wish = tuple(Fraction(int(amount) + chance.randint(-2, 6)) for amount in drawn)
        signs = [-1 if name.startswith("least:") else 1 for name in names]
        wishes = {n: Decimal(int(s * w)) for n, s, w in zip(names, signs, wish, strict=True)}
        found = nearest_to(asked, Aims(asked, names), wishes)
        best, rank = nearest_by_search(asked, names, wish, found.ranges)
        if rank(found.point.amounts) != best or not found.point.is_proven:
            wrong.append(f"{family} {seed - 1} {names} {wish}")
    assert not wrong, "\n".join(wrong)


FOUR = small(
    [
        proposal("A", 9, jobs=Decimal(1)),
        proposal("B", 8, jobs=Decimal(5)),
        proposal("C", 6, jobs=Decimal(6)),
        proposal("D", 1, jobs=Decimal(9)),
    ],
    [cost(name, 10, 0) for name in "ABCD"],
)


def test_a_list_that_no_weights_would_find_is_found():
    """One of four fits: B (80, 5) and C (60, 6) lie below the line from A (90, 1) to D (10, 9)."""
    found = non_dominated(FOUR, Aims(FOUR, ("value", "jobs")))
    assert [point.amounts for point in found.points] == [(90, 1), (80, 5), (60, 6), (10, 9)]


def test_as_many_points_as_are_asked_for_are_efficient_and_said_not_to_be_all():
    found = non_dominated(FOUR, Aims(FOUR, ("value", "jobs")), most=2)
    assert (found.ending, len(found.points)) == ("enough", 2)


def test_a_wish_beyond_reach_is_met_by_the_list_that_falls_short_of_it_least():
    """Of a range of 80 points and 8 jobs, B lacks an eighth at most: 10 points and 0 jobs."""
    found = nearest_to(
        FOUR, Aims(FOUR, ("value", "jobs")), {"value": Decimal(90), "jobs": Decimal(5)}
    )
    assert found.point.plan.shortlist == ("B",)
    assert found.achievement == Fraction(-10, 80)


@pytest.mark.parametrize("aim", ["valeu", "share", "jobs:near", "least:"])
def test_what_cannot_be_an_aim_is_refused_by_name(aim):
    with pytest.raises(UsageError, match=aim):
        Aims(FOUR, (aim, "count"))


def test_an_aim_named_twice_is_refused():
    with pytest.raises(UsageError, match="jobs is named twice"):
        Aims(FOUR, ("jobs", "jobs"))
