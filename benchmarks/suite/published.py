"""Chu and Beasley's knapsacks of the OR-Library as programmes: a stream is a budget.

The files are no part of the project; `PRIORITISE_DATA` names the folder that holds them.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

from prioritise.programme.programme import Programme
from prioritise.programme.records import Cost, Criterion, Hub, Proposal, Stream, ValueBasis

PROBLEMS = 30
"""Problems of the first file: 100 projects, 5 budgets."""
POUND = 100


def folder() -> Path | None:
    """Where the published problems lie, if they are at hand."""
    place = os.environ.get("PRIORITISE_DATA")
    found = Path(place or "") / "benchmarks"
    return found if place and (found / "mknapcb1.txt").is_file() else None


def best_known(problem: int) -> int:
    """The best value that anybody has published."""
    words = (_folder() / "mknapcb_best_known.txt").read_text("utf-8").split()
    return int(words[words.index(f"5.100-{problem:02}") + 1])


def knapsack(problem: int) -> Programme:
    """One problem: value is a count of units, each of them a point."""
    worth, costs, budgets = _problems()[problem]
    name = "{:03}".format
    return Programme(
        title=f"Chu and Beasley 5.100-{problem:02}",
        years=("2018-19",),
        unit="£",
        criteria=(Criterion(name="worth", weight=Decimal(1), scale=(Decimal(0), Decimal(100))),),
        value=ValueBasis(size="units"),
        hubs=(Hub(hub="h", name="H"),),
        streams=tuple(
            Stream(stream=name(place), name=name(place), budgets=(budget * POUND,))
            for place, budget in enumerate(budgets)
        ),
        proposals=tuple(
            Proposal(
                proposal=name(place),
                title=name(place),
                hubs=("h",),
                scores={"worth": Decimal(1)},
                numbers={"units": Decimal(units)},
            )
            for place, units in enumerate(worth)
        ),
        costs=tuple(
            Cost(proposal=name(place), stream=name(stream), amounts=(amount * POUND,))
            for stream, amounts in enumerate(costs)
            for place, amount in enumerate(amounts)
        ),
    )


Numbers = Sequence[int]


@cache
def _problems() -> list[tuple[Numbers, list[Numbers], Numbers]]:
    """Worth of the projects, what each costs of each budget, and the budgets."""
    words = iter((_folder() / "mknapcb1.txt").read_text("utf-8").split())

    def wholes(how_many: int) -> list[int]:
        return [int(next(words)) for _ in range(how_many)]

    problems: list[tuple[Numbers, list[Numbers], Numbers]] = []
    for _ in range(wholes(1)[0]):
        projects, budgets, _unknown = wholes(3)
        worth = wholes(projects)
        problems.append((worth, [wholes(projects) for _ in range(budgets)], wholes(budgets)))
    return problems


def _folder() -> Path:
    found = folder()
    if found is None:
        raise FileNotFoundError("PRIORITISE_DATA names no folder with benchmarks/mknapcb1.txt")
    return found
