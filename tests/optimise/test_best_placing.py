"""A sum, placed as well as can be, buys what no other placing betters; a saving hurts least."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from prioritise.analysis.sweeps.more_money import budgets_for, curve, more_money
from prioritise.optimise import optimise
from prioritise.optimise.infeasible.best_placing import BestPlacing
from prioritise.optimise.infeasible.growing_budgets import with_more_money
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.programme import Programme
from tests import oracle
from tests.promises.agreement import how_many
from tests.small import PENCE, cost, programme, proposal, stream
from tests.strategies import EVERY_FAMILY
from tests.strategies import programme as drawn_programme

PARTS = 4
PROGRAMMES = how_many(quick=40, whole=1_000)
MOST_SHORTLISTS = 1_000
FLAT = ("plain", "payers", "nested", "contingency", "rates", "options")
"""Families in which, without carry-forward, what a list needs of each budget follows from it."""


def flat_programme(seed: int) -> Programme | None:
    """A small programme in which no money is carried; none where it is too large to be searched."""
    drawn = drawn_programme(seed, FLAT[seed % len(FLAT)])
    flat = tuple(s.model_copy(update={"carry_forward": Decimal(0)}) for s in drawn.streams)
    asked = drawn.revised(streams=flat)
    if oracle.count_of_shortlists(asked) > MOST_SHORTLISTS or oracle.best(asked) is None:
        return None
    return asked


@pytest.mark.parametrize("part", range(PARTS))
def test_a_sum_buys_what_it_buys_by_exhaustive_search(part):
    """At a step, a penny below it, between steps, and beyond the last."""
    for seed in range(part, PROGRAMMES, PARTS):
        asked = flat_programme(seed)
        if asked is None:
            continue
        steps = oracle.staircase(asked)
        rng = Random(f"placed/{seed}")
        some = rng.sample(steps, min(3, len(steps)))
        sums = {pence - less for pence, _ in some for less in (0, 1)}
        sums |= {rng.randint(0, steps[-1][0] + 1), steps[-1][0] + 10**9}
        found = more_money(optimise(asked), [pence for pence in sums if pence >= 0])
        for row in found.sums:
            best = max(value for pence, value in steps if pence <= row.amount)
            assert (row.value, row.bound) == (best, best), (seed, row.amount)
            assert row.placing is not None
            assert row.placing.total <= row.amount
            assert row.plan is not None
            assert not row.plan.problems


@pytest.mark.parametrize("part", range(PARTS))
def test_a_saving_leaves_what_it_leaves_by_exhaustive_search(part):
    for seed in range(part, PROGRAMMES, PARTS):
        asked = flat_programme(seed)
        if asked is None:
            continue
        by_saving = oracle.savings(asked)
        rng = Random(f"saved/{seed}")
        ends = [pence for pence, _ in rng.sample(by_saving, min(3, len(by_saving)))]
        sums = {pence + more for pence in ends for more in (0, 1)} - {0}
        found = more_money(optimise(asked), [-pence for pence in sums])
        for row in found.sums:
            left = [value for pence, value in by_saving if pence >= -row.amount]
            assert row.value == max(left, default=None), (seed, row.amount)
            if row.placing is not None:
                assert row.placing.total == row.amount
                assert all(pence < 0 for pence in row.placing.pence.values())


@pytest.mark.parametrize("part", range(PARTS))
def test_no_placing_of_a_sum_betters_the_one_that_is_found(part):
    """In programmes of every family, carried money and pots included."""
    for seed in range(part, PROGRAMMES, PARTS):
        asked = drawn_programme(seed, EVERY_FAMILY[seed % len(EVERY_FAMILY)])
        if oracle.count_of_shortlists(asked) > MOST_SHORTLISTS or oracle.best(asked) is None:
            continue
        rng = Random(f"any/{seed}")
        pence = rng.choice((1, 10_000, 1_000_000, rng.randint(1, 10**9)))
        cells = budgets_for(asked, (), (), saving=False)
        found = BestPlacing(asked, cells).of(pence)
        assert found is not None
        assert found.value == found.bound
        best = oracle.best(with_more_money(asked, found.pence))
        assert best is not None
        assert best.value == found.value, seed
        for _ in range(3):
            ends = sorted(rng.choices(range(pence + 1), k=len(cells) - 1))
            parts = [b - a for a, b in zip([0, *ends], [*ends, pence], strict=True)]
            other = oracle.best(with_more_money(asked, dict(zip(cells, parts, strict=True))))
            assert other is not None
            assert other.value <= found.value, seed


@pytest.mark.parametrize("part", range(PARTS))
def test_the_curve_has_every_step_that_exhaustive_search_finds(part):
    for seed in range(part, PROGRAMMES // 2, PARTS):
        asked = flat_programme(seed)
        if asked is None:
            continue
        found = curve(optimise(asked), seconds=60)
        steps = [step for step in oracle.staircase(asked) if step[0] > 0]
        assert [(row.amount, row.value) for row in found.sums] == steps, seed
        assert found.is_whole


def test_a_pot_around_grows_with_what_is_placed_within_it():
    streams = (stream("whole", (12, 0)), stream("part", (10, 0), parent="whole"))
    asked = programme([proposal("A")], [cost("A", 15, 0, stream="part")], streams=streams)
    row = more_money(optimise(asked), [5 * PENCE]).sums[0]
    assert row.placing is not None
    assert row.placing.pence == {("part", 0): 5 * PENCE}
    assert row.shortlist == ("A",)


def test_only_the_streams_and_years_that_are_named_take_money():
    asked = programme([proposal("A")], [cost("A", 12, 12)])
    plan = optimise(asked)
    assert more_money(plan, [100 * PENCE], years=["2018-19"]).sums[0].shortlist == ()
    assert more_money(plan, [100 * PENCE]).sums[0].shortlist == ("A",)


def test_more_than_there_is_cannot_be_saved():
    asked = programme([proposal("A")], [cost("A", 1, 1)])
    row = more_money(optimise(asked), [-(10**12)]).sums[0]
    assert (row.value, row.placing) == (None, None)


def test_where_nothing_is_possible_without_money_that_is_said():
    asked = programme([proposal("A", commitment="contracted")], [cost("A", 99, 0)])
    with pytest.raises(InfeasibleError):
        optimise(asked)
