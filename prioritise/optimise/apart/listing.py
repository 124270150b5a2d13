"""Every plan that reaches a figure, listed by searching the families of streams apart.

Links and rules are left out of the search; what breaks one is struck off the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import prod

import numpy as np

from prioritise.optimise.apart.joined import IMPOSSIBLE, MOST_CELLS, Tabled, best_sum
from prioritise.optimise.apart.shelf import (
    LARGEST,
    Shelf,
    ShelfIntegers,
    WorthOfWay,
    joint_tables,
    shelves_of,
)
from prioritise.optimise.apart.ways import Families, StreamWay, taken_apart
from prioritise.optimise.model import Objective
from prioritise.optimise.prepared import Prepared
from prioritise.optimise.warm_start import column_values
from prioritise.programme.options import Choice

ListedChoices = tuple[Choice, ...]

MOST_PLANS = 30
"""Plans that are listed; where there are more, a higher figure is asked for."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Every plan that reaches a figure."""

    least: int
    """The figure."""
    plans: tuple[ListedChoices, ...]
    """The plans, in order of their choices."""


def plans_above(asked: Prepared, objective: Objective, least: int) -> Listing | None:
    """Every plan whose figure is so much or more; a higher one where that would be too many.

    Parameters
    ----------
    asked : Prepared
        What is asked.
    objective : Objective
        What is maximised; without a constant.
    least : int
        The figure to be reached.

    Returns
    -------
    Listing or None
        None where the programme cannot be taken apart, or too many plans are as good as the best.
    """
    families = taken_apart(asked) if asked.model.columns else None
    if families is None or prod(map(len, families.joint)) > MOST_CELLS:
        return None
    worth = _worth(asked, objective)
    most = _most(asked, families, worth)
    if most is None or most < least:
        return None if most is None else Listing(least, ())
    shelves = shelves_of(asked.programme, families, worth, [asked.programme.streams], most - least)
    if shelves is None:
        return None
    while True:
        found = list(islice(_found(families, shelves, worth, least), MOST_PLANS + 1))
        if len(found) <= MOST_PLANS:
            kept = (c for c in found if column_values(asked.formulation, asked.model, c))
            return Listing(least, tuple(sorted(kept, key=repr)))
        if least == most:
            return None
        least = (least + most + 1) // 2


def _worth(asked: Prepared, objective: Objective) -> WorthOfWay:
    figures = dict(objective.terms)

    def worth(way: StreamWay) -> int:
        columns = asked.formulation.columns_of((way.choice,)) if way.choice else ()
        return sum(figures.get(column, 0) for column in columns)

    return worth


def _most(asked: Prepared, families: Families, worth: WorthOfWay) -> int | None:
    """The most that any plan is worth, links and rules left out; none where that is too much."""
    everyone = [*families.joint, *(ways for family in families.families for ways in family.own)]
    if sum(max(abs(worth(way)) for way in ways) for ways in everyone) > LARGEST:
        return None
    shelves = shelves_of(asked.programme, families, worth, [asked.programme.streams])
    if shelves is None:
        return None
    sizes = [len(ways) for ways in families.joint]
    tables = [shelf.table(sizes) for shelf in shelves] + joint_tables(families, worth, 1)
    summit = best_sum(tables, sizes, 1)
    return None if summit is None else int(summit.worth[0])


def _found(
    families: Families, shelves: Sequence[Shelf], worth: WorthOfWay, least: int
) -> Iterator[ListedChoices]:
    """Every plan that is worth so much, links and rules left out."""
    sizes = [len(ways) for ways in families.joint]
    tables = [shelf.table(sizes) for shelf in shelves]
    total = _total([*tables, *joint_tables(families, worth, 1)], sizes)
    for place in np.argwhere(total >= least):
        numbers = [int(number) for number in place]
        joint = [ways[number] for ways, number in zip(families.joint, numbers, strict=True)]
        rooms = [[numbers[at] for at in shelf.family.joint] for shelf in shelves]
        best = [int(t.worth[(*room, 0)]) for t, room in zip(tables, rooms, strict=True)]
        locals_ = [
            _local(families, shelf, room) for shelf, room in zip(shelves, rooms, strict=True)
        ]
        for ways in _joined(shelves, locals_, best, int(total[tuple(place)]) - least):
            choices = (way.choice for way in (*joint, *ways) if way.choice)
            yield tuple(sorted(choices, key=lambda choice: choice.proposal))


def _total(tables: Sequence[Tabled], sizes: Sequence[int]) -> ShelfIntegers:
    """The sum of all tables for every way of all joint proposals."""
    total: ShelfIntegers = np.zeros(tuple(sizes), np.int64)
    for table in tables:
        shape = [size if place in table.choices else 1 for place, size in enumerate(sizes)]
        total = np.maximum(total + table.worth.reshape(shape), IMPOSSIBLE)
    return total


def _local(families: Families, shelf: Shelf, room: Sequence[int]) -> int:
    local = 0
    for place, number in zip(shelf.family.joint, room, strict=True):
        local = local * len(families.joint[place]) + number
    return local


def _joined(
    shelves: Sequence[Shelf], locals_: Sequence[int], best: Sequence[int], spare: int
) -> Iterator[list[StreamWay]]:
    """One subset of each family, as long as together they give up no more than is to spare."""
    if not shelves:
        yield []
        return
    for worth, ways in shelves[0].within(locals_[0], best[0] - spare):
        left = spare - (best[0] - worth)
        for rest in _joined(shelves[1:], locals_[1:], best[1:], left):
            yield [*ways, *rest]
