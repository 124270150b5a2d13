"""Optima that others have published; skipped where the data are not at hand."""

from __future__ import annotations

import os
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil
from pathlib import Path

import pytest

from prioritise.optimise import optimise
from prioritise.programme.programme import Programme
from prioritise.programme.records import (
    Cost,
    Criterion,
    Hub,
    Link,
    Proposal,
    SolverSettings,
    Stream,
    ValueBasis,
)

SECONDS = Decimal(os.environ.get("PRIORITISE_SECONDS", "900"))
"""Most time for one programme."""
NRP_OPTIMA = {
    ("nrp1.txt", "0.3"): 1204,
    ("nrp1.txt", "0.5"): 1840,
    ("nrp-e1.txt", "0.3"): 7919,
    ("nrp-e1.txt", "0.5"): 11071,
}
"""Best profit, by file and share of the total cost that may be spent."""


def programme_of(
    worth: Sequence[Decimal],
    costs: Sequence[Sequence[int]],
    budgets: Sequence[int],
    requires: Sequence[tuple[int, int]] = (),
) -> Programme:
    """Proposals worth so much, with a row of cost in pounds for each budget."""
    name = "{:05}".format
    return Programme(
        title="Published",
        years=("2018-19",),
        unit="£",
        criteria=(Criterion(name="worth", weight=Decimal(1), scale=(Decimal(0), Decimal(100))),),
        value=ValueBasis(size="units"),
        hubs=(Hub(hub="h", name="H"),),
        streams=tuple(
            Stream(stream=name(place), name=name(place), budgets=(100 * budget,))
            for place, budget in enumerate(budgets)
        ),
        proposals=tuple(
            Proposal(
                proposal=name(place),
                title=name(place),
                hubs=("h",),
                scores={"worth": Decimal(1)},
                numbers={"units": units},
            )
            for place, units in enumerate(worth)
        ),
        costs=tuple(
            Cost(proposal=name(place), stream=name(stream), amounts=(100 * amounts[place],))
            for stream, amounts in enumerate(costs)
            for place in range(len(worth))
        ),
        links=tuple(
            Link(kind="requires", proposal=name(one), other=name(other)) for one, other in requires
        ),
        solver=SolverSettings(seconds=SECONDS),
    )


def numbers_in(path: Path) -> list[str]:
    return path.read_text("utf-8").split()


class Reader:
    """Numbers taken one after the other."""

    def __init__(self, words: list[str]) -> None:
        self.words = iter(words)

    def whole(self) -> int:
        return int(next(self.words))

    def wholes(self, how_many: int) -> list[int]:
        return [self.whole() for _ in range(how_many)]

    def decimals(self, how_many: int) -> list[Decimal]:
        return [Decimal(next(self.words)) for _ in range(how_many)]


def knapsacks(path: Path) -> list[tuple[Programme, Decimal]]:
    """Problems with several budgets, each with the optimum that its file gives, or 0."""
    read = Reader(numbers_in(path))
    problems = []
    for _ in range(read.whole()):
        projects, budgets = read.wholes(2)
        (optimum,) = read.decimals(1)
        worth = read.decimals(projects)
        costs = [read.wholes(projects) for _ in range(budgets)]
        problems.append((programme_of(worth, costs, read.wholes(budgets)), optimum))
    return problems


@pytest.mark.parametrize("problem", range(3))
def test_petersen(benchmarks: Path, problem: int) -> None:
    """Petersen's problems 1 to 3: 3800, 8706.1 and 4015."""
    programme, optimum = knapsacks(benchmarks / "petersen_1_3.txt")[problem]
    plan = optimise(programme)
    assert (plan.status, plan.value) == ("optimal", Fraction(optimum))


@pytest.mark.parametrize("problem", range(10))
def test_chu_and_beasley(benchmarks: Path, problem: int) -> None:
    """The first ten of Chu and Beasley, with 100 projects and 5 budgets, at their best values."""
    words = numbers_in(benchmarks / "mknapcb_best_known.txt")
    best_known = int(words[words.index(f"5.100-{problem:02}") + 1])
    programme, _ = knapsacks(benchmarks / "mknapcb1.txt")[problem]
    plan = optimise(programme)
    assert (plan.status, plan.value) == ("optimal", best_known)


@pytest.mark.parametrize(("file", "share"), NRP_OPTIMA)
def test_next_release(benchmarks: Path, file: str, share: str) -> None:
    """Customers who pay once all that they require, and what that requires, is built."""
    profits, costs, requires = next_release(benchmarks / file)
    budget = ceil(sum(costs) * Fraction(share))
    built, customers = len(costs), len(profits)
    worth = [*[Decimal(0)] * built, *map(Decimal, profits)]
    programme = programme_of(worth, [[*costs, *[0] * customers]], [budget], requires)
    plan = optimise(programme)
    assert (plan.status, plan.value) == ("optimal", NRP_OPTIMA[file, share])


def next_release(path: Path) -> tuple[list[int], list[int], list[tuple[int, int]]]:
    """Profit of each customer, cost of each requirement, and what requires what by place."""
    read = Reader(numbers_in(path))
    costs: list[int] = []
    for _ in range(read.whole()):
        costs += read.wholes(read.whole())
    requires = []
    for _ in range(read.whole()):
        needed, by = read.wholes(2)
        requires.append((by - 1, needed - 1))
    profits = []
    for customer in range(read.whole()):
        profits.append(read.whole())
        wanted = dict.fromkeys(read.wholes(read.whole()))
        requires += [(len(costs) + customer, place - 1) for place in wanted]
    return profits, costs, requires
