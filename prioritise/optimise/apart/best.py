"""Many budgets answered at once, by searching the families of streams apart and joining them.

For each family and each way of the joint proposals y that it pays a part of, let W(y, k) be the
most that its own proposals bring with the money of point k that y leaves. Then the best at k is

    max over y of  worth(y) + sum over families of W(y, k)

but for links and rules, which are left out here: an answer that keeps them all is the answer, since
what keeps more limits is worth no more. Worth is value, then least public money, in one whole
number, and nothing is rounded.

What it is there for: on 100 drawn proposals (`benchmarks.sweeps`, seeds 1 to 3; 2026-11) 41 budgets
took 0.2 s with it and 7 to 10 s one by one, and 30 draws of costs 1.1 to 1.6 s against 9. It does
not apply where a bonus link or known shortlists tie proposals, as in the shipped scenarios.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

from prioritise.optimise.apart.joined import IMPOSSIBLE, Summit, best_sum
from prioritise.optimise.apart.shelf import LARGEST, Shelf, joint_tables, shelves_of
from prioritise.optimise.apart.ways import Families, StreamWay, taken_apart
from prioritise.optimise.prepared import Prepared
from prioritise.programme.options import Choice
from prioritise.programme.records import Stream


@dataclass(frozen=True, slots=True)
class Best:
    """The most valuable choices with some money, for the least public money."""

    choices: tuple[Choice, ...]
    figure: int
    """Value in figures."""
    settled: bool
    """Whether no others are as good."""


def best_of_each(asked: Prepared, purses: Sequence[Sequence[Stream]]) -> tuple[Best | None, ...]:
    """The best choices with each purse, links and rules left out.

    Parameters
    ----------
    asked : Prepared
        What is asked, with the last purse's budgets.
    purses : sequence of sequence of Stream
        Budgets, the least money first; none is smaller anywhere than the one before it.

    Returns
    -------
    tuple of Best or None
        None where nothing is possible, or throughout where the programme cannot be taken apart.
    """
    nothing: tuple[Best | None, ...] = (None,) * len(purses)
    families = taken_apart(asked)
    if families is None:
        return nothing
    scale = _scale_of(families)
    if scale is None:
        return nothing
    shelves = shelves_of(asked.programme, families, scale.worth, purses)
    if shelves is None:
        return nothing
    sizes = [len(ways) for ways in families.joint]
    tables = [shelf.table(sizes) for shelf in shelves] + joint_tables(
        families, scale.worth, len(purses)
    )
    summit = best_sum(tables, sizes, len(purses))
    if summit is None:
        return nothing
    return tuple(_best(families, shelves, summit, point) for point in range(len(purses)))


@dataclass(frozen=True, slots=True)
class _Scale:
    """Value and public money as one whole number: a figure counts more than any money."""

    figure: int
    pence: int
    """What all amounts are divided by."""

    def worth(self, way: StreamWay) -> int:
        return way.figure * self.figure - way.pence // self.pence


def _scale_of(families: Families) -> _Scale | None:
    """The scale; none where the numbers would be too large."""
    everyone = [*families.joint, *(ways for family in families.families for ways in family.own)]
    pence = gcd(*(way.pence for ways in everyone for way in ways)) or 1
    figure = 1 + sum(max(way.pence for way in ways) // pence for ways in everyone)
    largest = sum(max(abs(way.figure) for way in ways) + 1 for ways in everyone)
    return _Scale(figure, pence) if largest * figure < LARGEST else None


def _best(families: Families, shelves: Sequence[Shelf], summit: Summit, point: int) -> Best | None:
    if summit.worth[point] <= IMPOSSIBLE // 2:
        return None
    numbers = [int(number) for number in summit.taken[:, point]]
    taken = [ways[number] for ways, number in zip(families.joint, numbers, strict=True)]
    for shelf in shelves:
        local = 0
        for place in shelf.family.joint:
            local = local * len(families.joint[place]) + numbers[place]
        taken += shelf.ways(local, point)
    choices = sorted((way.choice for way in taken if way.choice), key=lambda c: c.proposal)
    figure = sum(way.figure for way in taken)
    return Best(tuple(choices), figure, int(summit.ways[point]) == 1)
