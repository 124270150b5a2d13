"""Selections near the best of a family, and large programmes searched by prices."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from itertools import combinations, product
from random import Random
from time import sleep

import numpy as np
import pytest

from benchmarks.suite.drawn import drawn
from prioritise.optimise import optimise
from prioritise.optimise.lagrangian import multipliers, search, solve
from prioritise.optimise.lagrangian.blocks import BudgetBlock
from prioritise.optimise.lagrangian.subproblem import Impossible, Subproblem, TooMany
from prioritise.optimise.lexicographic import OutOfTime
from prioritise.optimise.prepared import prepared
from prioritise.optimise.solver_thread import Enough
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.records import Link, Rule


def family_of(draw: Random, proposals: int, limits: int) -> tuple[BudgetBlock, np.ndarray]:
    """A family with one to three classes a proposal, the first of which takes nothing."""
    sizes = [draw.randint(1, 3) for _ in range(proposals)]
    starts = np.concatenate([[0], np.cumsum(sizes)])
    usage = np.array([draw.randint(0, 9) for _ in range(starts[-1] * limits)], np.int64)
    usage = usage.reshape(limits, starts[-1])
    usage[:, starts[:-1]] = 0
    worth = np.array([draw.randint(0, 60) for _ in range(starts[-1])])
    worth[starts[:-1]] = 0
    every = np.arange(starts[-1])
    money = np.array([draw.randint(0, 12) for _ in range(limits)], np.int64)
    return BudgetBlock(np.arange(proposals), every, every, starts, usage, money), worth


@pytest.mark.parametrize("seed", range(60))
def test_selections_near_the_best_are_all_that_trying_everything_finds(seed):
    draw = Random(seed)
    family, worth = family_of(draw, draw.randint(1, 7), draw.randint(0, 4))
    price = np.array([draw.randint(0, 8) for _ in family.limits], np.int64)
    priced = Subproblem.of(family, price, worth)
    margin = draw.randint(0, 80)
    expected = []
    for classes in product(*(range(a, b) for a, b in zip(family.starts, family.starts[1:]))):  # noqa: B905
        chosen = np.array(classes)
        fits = (family.usage[:, chosen].sum(axis=1) <= family.limits).all()
        if fits and worth[chosen].sum() >= priced.top - margin:
            expected.append((int(worth[chosen].sum()), tuple(classes)))
    near = priced.near(margin, 10**6)
    found = [
        (int(value), tuple(near.selection(place).tolist()))
        for place, value in enumerate(near.worth)
    ]
    assert sorted(found) == sorted(expected)
    assert [value for value, _ in found] == sorted((value for value, _ in found), reverse=True)


def test_a_list_that_would_be_too_long_is_not_cut_short():
    family, worth = family_of(Random(1), 14, 0)
    with pytest.raises(TooMany):
        Subproblem.of(family, np.zeros(0, np.int64), worth).near(10**6, 100)


def test_a_family_that_cannot_pay_for_what_is_promised_is_impossible():
    one = np.zeros(1, np.int64)
    dear = BudgetBlock(one, one, one, np.array([0, 1]), np.array([[5]]), np.array([4]))
    with pytest.raises(Impossible):
        Subproblem.of(dear, np.array([1]), one).best(None, 0, 100)


@pytest.mark.parametrize("scores", ["whole", "fine"])
def test_a_large_programme_has_the_answer_that_the_solver_gives(scores, monkeypatch):
    asked = drawn(80, scores=scores, seed=3)
    by_prices = optimise(asked)
    monkeypatch.setattr(solve, "LEAST_PROPOSALS", 10**9)
    by_solver = optimise(asked)
    assert by_prices.choices == by_solver.choices
    assert by_prices.figure == by_solver.figure == by_prices.bound_figure
    assert [stage.name for stage in by_prices.stages] == [stage.name for stage in by_solver.stages]
    assert all(stage.proven for stage in by_prices.stages)


def test_one_thread_and_two_give_the_same_answer(monkeypatch):
    asked = drawn(150, scores="fine", seed=2)
    one = optimise(asked)
    monkeypatch.setattr(multipliers, "LARGE", 0)
    assert optimise(asked).choices == one.choices


def test_who_has_enough_gets_the_best_so_far_and_its_bound():
    asked = prepared(drawn(400, scores="fine", seed=1))

    def enough(best, bound):
        raise Enough

    found = solve.searched(asked.formulation, asked.model, seconds=60, glance=enough)
    assert found is not None
    assert asked.model.holds(found.values)
    assert found.figure <= found.bound
    assert not found.equals


def test_time_that_is_up_leaves_a_plan_and_an_honest_bound():
    asked = drawn(400, scores="fine", seed=1)
    for seconds in (0.2, 1, 5, 25):  # a busy machine finds no plan at all in the shortest
        limits = asked.solver.model_copy(update={"seconds": seconds})
        with suppress(OutOfTime):
            plan = optimise(asked.revised(solver=limits))
            break
    assert plan.figure <= 14_577_873 <= plan.bound_figure


def test_a_limit_beyond_what_is_counted_in_is_left_to_the_solver():
    asked = drawn(45, scores="fine", seed=3)
    rule = Rule(name="no limit at all", measure="count", at_most=Decimal(10) ** 20)
    limited = asked.revised(rules=(*asked.rules, rule))
    assert optimise(limited).choices == optimise(asked).choices


def test_time_that_is_up_before_a_solver_is_asked_is_no_fault(monkeypatch):
    asked = prepared(drawn(45, scores="fine", seed=3))
    found = multipliers.Multipliers.standing

    def slow(*told):
        sleep(0.3)
        return found(*told)

    monkeypatch.setattr(search, "VERY_LARGE", 0)
    monkeypatch.setattr(multipliers.Multipliers, "standing", slow)
    got = solve.searched(asked.formulation, asked.model, seconds=0.2)
    assert got is None or got.figure <= 1_442_839 <= got.bound


def test_what_is_impossible_is_called_so_though_prices_find_no_plan():
    asked = drawn(120, scores="fine", seed=3)
    four = [proposal.proposal for proposal in asked.proposals[:4]]
    links = tuple(
        Link(kind="excludes", proposal=one, other=other) for one, other in combinations(four, 2)
    )
    rule = Rule(
        name="two of four",
        measure="count",
        where={"theme": ("theirs",)},
        at_least=Decimal(2),
    )
    themed = tuple(
        each.model_copy(update={"theme": "theirs"}) if each.proposal in four else each
        for each in asked.proposals
    )
    solver = asked.solver.model_copy(update={"seconds": Decimal(2)})
    with pytest.raises(InfeasibleError):
        optimise(
            asked.revised(
                proposals=themed,
                links=(*asked.links, *links),
                rules=(*asked.rules, rule),
                solver=solver,
            )
        )
