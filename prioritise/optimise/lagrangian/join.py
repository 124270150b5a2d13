"""Selections of all blocks joined, where the copies of every proposal agree.

Each block brings its selections near its best. A whole plan takes one of each block; what it
loses is what these lose together, and ways of a proposal that one block takes have to be ways that
every other can take. All plans that lose no more than a margin are found, block by block.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from prioritise.optimise.lagrangian.blocks import LARGEST, BudgetBlock, Decomposition, Integers
from prioritise.optimise.lagrangian.subproblem import NearSelections, TooMany

BitSets = np.ndarray[Any, np.dtype[np.uint64]]
"""Ways of a proposal that are left, one bit each."""

FIRST_AT_ONCE, MOST_AT_ONCE = 64, 2_048
"""Plans that are put together at once, the first and later times."""
EVERY = np.uint64(2**64 - 1)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the selections of one block say of the proposals that are not settled alike."""

    number: int
    lost: Integers
    """Against the best of the block, ascending."""
    groups: tuple[int, ...]
    """Proposals of which they say something."""
    bits: BitSets
    """Ways that are left, by selection and proposal."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Whole plans: a selection of each block, and the ways that are left of shared proposals."""

    lost: Integers
    picks: Integers
    """Selection of each block, by plan and block."""
    shared: tuple[int, ...]
    """Proposals that blocks share and that are not settled alike in all selections."""
    bits: BitSets
    """Ways of these, by plan and proposal."""
    settled: dict[int, int]
    """Ways of every other proposal that blocks share, as bits."""


def joined(
    parts: Decomposition,
    nears: Sequence[NearSelections],
    best: Sequence[int],
    margin: int,
    most: int,
) -> Joined:
    """Every whole plan that loses no more than a margin against what blocks bring at most.

    Raises
    ------
    TooMany
        More than `most` pairs would have to be looked at.
    """
    several = _shared(parts)
    settled, varying = _settled(parts, nears, several)
    told = [
        _told(parts, number, near, bound, varying)
        for number, (near, bound) in enumerate(zip(nears, best, strict=True))
    ]
    if not all(settled.values()):
        told = [_Told(t.number, t.lost[:0], t.groups, t.bits[:0]) for t in told]
    told.sort(key=lambda each: (len(each.lost), each.number))
    lost, picks = np.zeros(1, np.int64), np.zeros((1, len(nears)), np.int64)
    groups: tuple[int, ...] = ()
    bits: BitSets = np.zeros((1, 0), np.uint64)
    for each in told:
        ones, others = _pairs(parts, lost, groups, bits, each, margin, most)
        new = tuple(group for group in each.groups if group not in groups)
        wider = np.full((len(ones), len(groups) + len(new)), EVERY)
        wider[:, : len(groups)] = bits[ones]
        groups = groups + new
        for place, group in enumerate(each.groups):
            wider[:, groups.index(group)] &= each.bits[others, place]
        keeps = wider.all(axis=1)
        ones, others, bits = ones[keeps], others[keeps], wider[keeps]
        lost, picks = lost[ones] + each.lost[others], picks[ones]
        picks[:, each.number] = others
    return Joined(lost, picks, groups, bits, settled)


def _shared(parts: Decomposition) -> list[int]:
    return [int(group) for group in np.nonzero(parts.copies > 1)[0]]


def _bits_of(parts: Decomposition, block: BudgetBlock) -> BitSets:
    """The ways of each class, as bits."""
    group = parts.group_of[block.ways]
    bit = np.left_shift(np.uint64(1), (block.ways - parts.starts[group]).astype(np.uint64))
    return np.asarray(np.bitwise_or.reduceat(bit, block.classes))


def _settled(
    parts: Decomposition, nears: Sequence[NearSelections], several: Sequence[int]
) -> tuple[dict[int, int], tuple[int, ...]]:
    """What is left of each shared proposal that deviates nowhere; and those that deviate."""
    bits = np.full(len(parts.starts) - 1, EVERY)
    varies = np.zeros(len(bits), bool)
    for block, near in zip(parts.blocks, nears, strict=True):
        bits[block.groups] &= _bits_of(parts, block)[near.base]
        varies[block.groups[near.deviating]] = True
    settled = {group: int(bits[group]) for group in several if not varies[group]}
    return settled, tuple(group for group in several if varies[group])


def _told(
    parts: Decomposition, number: int, near: NearSelections, best: int, varying: Sequence[int]
) -> _Told:
    block = parts.blocks[number]
    places = np.searchsorted(block.groups, varying)
    bits_of = _bits_of(parts, block)
    at = {int(place): column for column, place in enumerate(near.deviating)}
    groups, columns = [], []
    for group, place in zip(varying, places.tolist(), strict=True):
        if place < len(block.groups) and block.groups[place] == group:
            groups.append(group)
            if place in at:
                columns.append(bits_of[near.classes[:, at[place]]])
            else:
                columns.append(np.full(len(near.worth), bits_of[near.base[place]]))
    bits = np.stack(columns, axis=1) if columns else np.zeros((len(near.worth), 0), np.uint64)
    return _Told(number, best - near.worth, tuple(groups), bits)


def _pairs(
    parts: Decomposition,
    lost: Integers,
    groups: tuple[int, ...],
    bits: BitSets,
    each: _Told,
    margin: int,
    most: int,
) -> tuple[Integers, Integers]:
    """Pairs that lose no more than the margin, and that agree where agreement is equality."""
    own, other = np.zeros(len(lost), np.int64), np.zeros(len(each.lost), np.int64)
    size = 1
    for place, group in enumerate(each.groups):
        # Where every class is one way, sets of ways are equal or have nothing in common.
        ways = int(parts.starts[group + 1] - parts.starts[group])
        if group in groups and parts.is_plain[group] and size * ways * (margin + 1) < LARGEST:
            own = own * ways + _first_way(bits[:, groups.index(group)])
            other = other * ways + _first_way(each.bits[:, place])
            size *= ways
    span = margin + 1
    order = np.nonzero(each.lost <= margin)[0]
    compound = other[order] * span + each.lost[order]
    ascending = np.argsort(compound, kind="stable")
    order, compound = order[ascending], compound[ascending]
    begins = np.searchsorted(compound, own * span, side="left")
    ends = np.searchsorted(compound, own * span + np.maximum(margin - lost, 0), side="right")
    counts = np.where(lost <= margin, ends - begins, 0)
    if counts.sum() > most:
        raise TooMany
    ones = np.repeat(np.arange(len(lost)), counts)
    shift = begins - (np.cumsum(counts) - counts)
    return ones, order[np.repeat(shift, counts) + np.arange(len(ones))]


def _first_way(bits: BitSets) -> Integers:
    """The place of the only bit."""
    return np.log2(bits.astype(np.float64)).astype(np.int64)


def plans_of(
    parts: Decomposition, nears: Sequence[NearSelections], found: Joined
) -> Iterator[tuple[Integers, Integers]]:
    """Figures of plans, and the ways of each, some plans at once; the highest figure first."""
    figures = np.zeros(len(found.lost), np.int64)
    own: list[Integers] = []
    for number, (block, near) in enumerate(zip(parts.blocks, nears, strict=True)):
        best = _best_ways(parts, block)
        classes = np.repeat(near.base[None, :], len(near.worth), axis=0)
        classes[:, near.deviating] = near.classes
        own.append(best[classes])
        alone = parts.copies[block.groups] == 1
        figures += parts.figures[own[number][:, alone]].sum(axis=1)[found.picks[:, number]]
    chosen = np.zeros((len(found.lost), len(found.shared)), np.int64)
    for place, group in enumerate(found.shared):
        for bits in sorted(set(found.bits[:, place].tolist())):
            way = _way(parts, group, bits)
            chosen[found.bits[:, place] == np.uint64(bits), place] = way
            figures[found.bits[:, place] == np.uint64(bits)] += parts.figures[way]
    if not len(found.lost):
        return
    fixed = {group: _way(parts, group, bits) for group, bits in found.settled.items()}
    figures += sum(int(parts.figures[way]) for way in fixed.values())
    order = np.argsort(-figures, kind="stable")
    first, size = 0, FIRST_AT_ONCE
    while first < len(order):
        places = order[first : first + size]
        ways = np.zeros((len(places), len(parts.starts) - 1), np.int64)
        for number, block in enumerate(parts.blocks):
            ways[:, block.groups] = own[number][found.picks[places, number]]
        ways[:, list(fixed)] = list(fixed.values())
        ways[:, list(found.shared)] = chosen[places]
        yield figures[places], ways
        first, size = first + size, min(2 * size, MOST_AT_ONCE)


def _best_ways(parts: Decomposition, block: BudgetBlock) -> Integers:
    """The way of the highest figure in each class; the first of equals."""
    figures = parts.figures[block.ways]
    sizes = np.diff([*block.classes, len(block.ways)])
    best = np.repeat(np.maximum.reduceat(figures, block.classes), sizes)
    place = np.where(figures == best, np.arange(len(figures)), len(figures))
    return np.asarray(block.ways[np.minimum.reduceat(place, block.classes)])


def _way(parts: Decomposition, group: int, bits: int) -> int:
    """The way of the highest figure among some ways of a proposal; the first of equals."""
    start = int(parts.starts[group])
    ways = [start + place for place in range(bits.bit_length()) if bits >> place & 1]
    return max(ways, key=lambda way: (int(parts.figures[way]), -way))
