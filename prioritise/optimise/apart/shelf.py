"""A family's own proposals: every subset of them that its money can pay for, the best first.

The subsets are listed once, without those that hold a proposal while leaving out another that takes
no more of any line and is worth more, by more than a margin: exchanging the two would gain more
than that. As money shrinks, the best that fits is only ever found further down the list. Nothing is
rounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import prod
from operator import le
from typing import Any

import numpy as np

from prioritise.optimise.apart.joined import IMPOSSIBLE, MOST_CELLS, SEVERAL, Tabled
from prioritise.optimise.apart.ways import Families, StreamFamily, StreamWay, usage
from prioritise.optimise.known_choices import SpendingLine, limits_of, lines_of
from prioritise.programme.programme import Programme
from prioritise.programme.records import Stream

MOST_SUBSETS = 500_000
"""Of one family's own proposals; where there are more, a solver does better."""
MOST_STEPS = 100_000_000
"""Subsets of one family times ways of the joint proposals that it pays a part of."""
LARGEST = 2**56
"""Whole numbers up to this size are added without going round."""
AT_ONCE = 4096
"""Subsets looked at in one step."""

ShelfIntegers = np.ndarray[Any, np.dtype[np.int64]]
WorthOfWay = Callable[[StreamWay], int]
"""What a way is worth, in whole numbers that can be added."""


@dataclass(slots=True)
class Shelf:
    """The subsets of a family's own proposals, the best first."""

    family: StreamFamily
    worth: ShelfIntegers
    used: ShelfIntegers
    """Pence by line and subset."""
    codes: ShelfIntegers
    """Which way of each proposal, in one number."""
    rooms: ShelfIntegers
    """Pence that joint ways leave, by local choice of them, point and line."""

    @classmethod
    def of(
        cls,
        programme: Programme,
        families: Families,
        family: StreamFamily,
        worth: WorthOfWay,
        purses: Sequence[Sequence[Stream]],
        margin: int = 0,
    ) -> Shelf | None:
        """The shelf of a family; none where it would be too long.

        Parameters
        ----------
        worth : callable
            Worth of a way.
        purses : sequence of sequence of Stream
            Budgets, the least money first; none is smaller anywhere than the one before it.
        margin : int
            How much less than the best a plan may be worth that is not to be missed.
        """
        streams = [[s for s in purse if s.stream in family.streams] for purse in purses]
        lines = lines_of(streams[-1])
        joint = [families.joint[place] for place in family.joint]
        locals_ = prod(map(len, joint))
        most_money = max((pence for each in streams for pence in limits_of(each)), default=0)
        if locals_ * len(purses) > MOST_CELLS or most_money > LARGEST:
            return None
        most_taken = [max(way.pence for way in ways) for ways in joint]
        if sum(most_taken) > LARGEST:
            return None
        limits = np.array([limits_of(each) for each in streams], np.int64)
        taken = np.zeros((1, len(lines)), np.int64)
        for ways in joint:  # the first joint proposal is the outermost
            takes = np.array([usage(way, lines, programme) for way in ways], np.int64)
            taken = (taken[:, None, :] + takes[None, :, :]).reshape(-1, len(lines))
        listed = _listed(programme, family, worth, margin, lines, limits[-1])
        if listed is None or len(listed[0]) * locals_ > MOST_STEPS:
            return None
        return cls(family, *listed, rooms=limits[None, :, :] - taken[:, None, :])

    def table(self, sizes: Sequence[int]) -> Tabled:
        """The best by joint choice and point, and in how many ways."""
        locals_, points, _ = self.rooms.shape
        worth = np.full((locals_, points), IMPOSSIBLE, np.int64)
        ways = np.ones((locals_, points), np.int64)
        for local in range(locals_):
            self._fill(self.rooms[local], worth[local], ways[local])
        shape = (*(sizes[place] for place in self.family.joint), points)
        return Tabled(self.family.joint, worth.reshape(shape), ways.reshape(shape))

    def ways(self, local: int, point: int) -> list[StreamWay]:
        """The ways in the best subset at a point."""
        room = self.rooms[local, point]
        first = 0
        while not (fits := self._fit(first, room)).any():
            first += AT_ONCE
            assert first < len(self.worth), "a subset that was found before fits"
        return self._coded(int(self.codes[first + int(fits.argmax())]))

    def within(self, local: int, least: int) -> Iterator[tuple[int, list[StreamWay]]]:
        """Worth and ways of every subset that fits and is worth so much, the best first."""
        last = int(np.searchsorted(-self.worth, -least, side="right"))
        fits = (self.used[:, :last] <= self.rooms[local, 0][:, None]).all(axis=0)
        for place in np.nonzero(fits)[0]:
            yield int(self.worth[place]), self._coded(int(self.codes[place]))

    def _coded(self, code: int) -> list[StreamWay]:
        """The ways that a code stands for."""
        found = []
        for ways in self.family.own:
            code, number = divmod(code, len(ways))
            found.append(ways[number])
        return found

    def _fill(self, rooms: ShelfIntegers, worth: ShelfIntegers, ways: ShelfIntegers) -> None:
        """The best with the money of each point, from the most money downwards."""
        point, first = len(rooms) - 1, 0
        while point >= 0 and first < len(self.worth):
            fits = self._fit(first, rooms[point])
            ahead = int(fits.argmax())
            if not fits[ahead]:
                first += AT_ONCE
                continue
            first += ahead
            least = int((self.used[:, first] <= rooms[: point + 1]).all(axis=1).argmax())
            worth[least : point + 1] = self.worth[first]
            same = first + 1
            while same < len(self.worth) and self.worth[same] == self.worth[first]:
                fit = (self.used[:, same] <= rooms[least : point + 1]).all(axis=1)
                ways[least : point + 1][fit] = SEVERAL
                same += 1
            point = least - 1

    def _fit(self, first: int, room: ShelfIntegers) -> ShelfIntegers:
        """Whether some subsets fit."""
        used = self.used[:, first : first + AT_ONCE]
        fits = used[0] <= room[0]
        for line in range(1, len(room)):
            fits &= used[line] <= room[line]
        return np.asarray(fits)


def shelves_of(
    programme: Programme,
    families: Families,
    worth: WorthOfWay,
    purses: Sequence[Sequence[Stream]],
    margin: int = 0,
) -> list[Shelf] | None:
    """The shelves of all families; none where one would be too long."""
    shelves = []
    for family in families.families:
        shelf = Shelf.of(programme, families, family, worth, purses, margin)
        if shelf is None:
            return None
        shelves.append(shelf)
    return shelves


def joint_tables(families: Families, worth: WorthOfWay, points: int) -> list[Tabled]:
    """What the joint proposals are worth by themselves."""
    tables = []
    for place, ways in enumerate(families.joint):
        own = np.repeat(np.array([[worth(way)] for way in ways], np.int64), points, axis=1)
        tables.append(Tabled((place,), own, np.ones_like(own)))
    return tables


def _listed(
    programme: Programme,
    family: StreamFamily,
    worth_of: WorthOfWay,
    margin: int,
    lines: Sequence[SpendingLine],
    most: ShelfIntegers,
) -> tuple[ShelfIntegers, ShelfIntegers, ShelfIntegers] | None:
    """Worth, use and code of the subsets that fit the most money; none where they are too many."""
    if prod(len(ways) for ways in family.own) > LARGEST:
        return None
    takes = [[usage(way, lines, programme) for way in ways] for ways in family.own]
    if any(pence > LARGEST for ways in takes for take in ways for pence in take):
        return None
    worths = [[worth_of(way) for way in ways] for ways in family.own]
    worth, codes, held = (np.zeros(1, np.int64) for _ in range(3))
    used = np.zeros((len(lines), 1), np.int64)
    before: list[int] = []
    """Proposals that are in or out, whose bits `held` holds."""
    for place in sorted(range(len(takes)), key=lambda place: (-max(worths[place]), place)):
        ways = family.own[place]
        in_or_out = len(ways) == 2 and ways[0].choice is None
        better = sum(
            1 << bit
            for bit, other in enumerate(before)
            if in_or_out
            and worths[other][1] > worths[place][1] + margin
            and all(map(le, takes[other][1], takes[place][1]))
        )
        radix = prod(map(len, takes[:place]))
        parts = []
        for number, take in enumerate(takes[place]):
            if number and better:
                (allowed,) = np.nonzero(held & better == better)
            else:
                allowed = np.arange(len(held))
            more = used[:, allowed] + np.array(take, np.int64)[:, None]
            fits = (more <= most[:, None]).all(axis=0)
            allowed = allowed[fits]
            parts.append(
                (
                    worth[allowed] + worths[place][number],
                    codes[allowed] + radix * number,
                    held[allowed] | (number << len(before) if in_or_out else 0),
                    more[:, fits],
                )
            )
        if sum(len(part[0]) for part in parts) > MOST_SUBSETS:
            return None
        worth, codes, held = (np.concatenate([part[i] for part in parts]) for i in range(3))
        used = np.concatenate([part[3] for part in parts], axis=1)
        if in_or_out:
            before.append(place)
    best_first = np.argsort(-worth, kind="stable")
    return worth[best_first], np.ascontiguousarray(used[:, best_first]), codes[best_first]
