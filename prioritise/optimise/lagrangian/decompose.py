"""How a model is taken apart: ways of each proposal listed, rows sorted into blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product
from math import gcd, prod
from typing import Any

import numpy as np

from prioritise.optimise.columns import Formulation
from prioritise.optimise.lagrangian.blocks import (
    LARGEST,
    BudgetBlock,
    CouplingRows,
    Decomposition,
    Integers,
)
from prioritise.optimise.lagrangian.sorted_arrays import distinct
from prioritise.optimise.model import Constraint, Model

MOST_WAYS = 60
"""Ways of one proposal that are told apart: a bit each."""
MOSTLY = 0.5
"""Blocks that share more of the smaller one's proposals are searched as one."""


def decomposition_of(formulation: Formulation, model: Model) -> Decomposition | None:
    """The model taken apart; none where a column is more than a choice, or there is too much.

    Parameters
    ----------
    formulation : Formulation
        Which columns belong to which proposal.
    model : Model
        What is maximised within which rows.
    """
    listed = list(_ways_of_each(formulation, model))
    if not listed or not all(listed) or any(len(ways) > MOST_WAYS for ways in listed):
        return None
    if _largest(model) * len(listed) > LARGEST:
        return None
    columns = tuple(chain.from_iterable(listed))
    starts = _starts(map(len, listed))
    group_of = np.repeat(np.arange(len(listed)), np.diff(starts))
    table = _Table.of(columns, len(model.columns))
    own, block, coupling = _sorted_rows(model, group_of, table)
    possible = _possible(model, own, table, starts, group_of, columns)
    if possible is None:
        return None
    if not possible.all():
        columns = tuple(c for c, keeps in zip(columns, possible.tolist(), strict=True) if keeps)
        starts = np.searchsorted(group_of[possible], np.arange(len(listed) + 1))
        group_of = group_of[possible]
        table = _Table.of(columns, len(model.columns))
    figure = np.zeros(len(model.columns), np.int64)
    for column, coefficient in model.objective.terms:
        figure[column] = coefficient
    tied = _coupling(model, coupling, table)
    kind = _kinds(tied, starts, group_of)
    blocks = tuple(_blocks(model, block, table, starts, group_of, kind))
    copies = np.zeros(len(listed), np.int64)
    is_plain = np.ones(len(listed), bool)
    for each in blocks:
        copies[each.groups] += 1
        is_plain[each.groups] &= np.diff(each.starts) == np.diff(starts)[each.groups]
    figures = table.summed(figure)
    return Decomposition(
        model,
        starts,
        figures,
        columns,
        blocks,
        tuple(tuple(places) for places in block.values()),
        tied,
        group_of,
        copies,
        is_plain,
        _has_twins(blocks, figures, group_of),
    )


def _largest(model: Model) -> int:
    """The largest figure of any row, or of the objective."""
    limits = (abs(row.limit) for row in model.rows)
    sides = (model.objective.terms, *(row.terms for row in model.rows))
    return max(chain(limits, (abs(c) for terms in sides for _, c in terms)), default=0)


def _starts(sizes: Any) -> Integers:
    return np.concatenate([[0], np.cumsum(np.fromiter(sizes, np.int64))]).astype(np.int64)


def _ways_of_each(formulation: Formulation, model: Model) -> Iterator[list[tuple[int, ...]]]:
    """Columns of every way of every proposal, none of them first; then of every other column."""
    told = [False] * len(model.columns)
    for options in formulation.options.values():
        ways: list[tuple[int, ...]] = [()]
        for chosen in options:
            several = [[c for c, _ in row] for row in chosen.payers if len(row) > 1]
            told[chosen.column] = True
            for column in chain.from_iterable(several):
                told[column] = True
            if prod(map(len, several)) > MOST_WAYS:
                yield []
                return
            ways += [(chosen.column, *payers) for payers in product(*several)]
        if len(ways) > 1:
            yield ways
    for column, is_told in enumerate(told):
        if not is_told:
            yield [(), (column,)] if model.columns[column].top == 1 else []


@dataclass(frozen=True, slots=True)
class _Table:
    """Which ways each column is 1 in, as two lists: ways by column, and where each begins."""

    start: Integers
    way: Integers
    ways: int

    @classmethod
    def of(cls, columns: Sequence[tuple[int, ...]], count: int) -> _Table:
        column = np.fromiter(chain.from_iterable(columns), np.int64)
        way = np.repeat(np.arange(len(columns)), [len(each) for each in columns])
        order = np.argsort(column, kind="stable")
        start = np.searchsorted(column[order], np.arange(count + 1))
        return cls(start, way[order], len(columns))

    def summed(self, by_column: Integers) -> Integers:
        """A figure of columns, summed by way."""
        summed = np.zeros(self.ways, np.int64)
        np.add.at(summed, self.way, np.repeat(by_column, np.diff(self.start)))
        return summed

    def spread(self, rows: Sequence[Constraint]) -> tuple[Integers, Integers, Integers]:
        """The coefficients of rows by way, as three lists: row, way, coefficient."""
        sizes = np.fromiter((len(row.terms) for row in rows), np.int64, len(rows))
        pairs = chain.from_iterable(chain.from_iterable(row.terms for row in rows))
        terms = np.fromiter(pairs, np.int64, 2 * int(sizes.sum())).reshape(-1, 2)
        row = np.repeat(np.arange(len(rows)), sizes)
        times = np.diff(self.start)[terms[:, 0]]
        which = np.repeat(self.start[terms[:, 0]] - (np.cumsum(times) - times), times)
        way = self.way[which + np.arange(len(which))]
        return np.repeat(row, times), way, np.repeat(terms[:, 1], times)


def _sorted_rows(
    model: Model, group_of: Integers, table: _Table
) -> tuple[list[int], dict[str, list[int]], list[int]]:
    """Rows of single proposals, budgets by block, and coupling rows; by place in the model."""
    # Every column is 1 in some way, so that its first way tells whose it is.
    group = group_of[table.way[np.minimum(table.start[:-1], len(table.way) - 1)]].tolist()
    own: list[int] = []
    block: dict[str, list[int]] = {}
    users: dict[str, set[int]] = {}
    coupling: list[int] = []
    for place, row in enumerate(model.rows):
        if row.stream:
            block.setdefault(row.stream, []).append(place)
            users.setdefault(row.stream, set()).update(group[column] for column, _ in row.terms)
        elif len({group[column] for column, _ in row.terms}) <= 1:
            own.append(place)
        else:
            coupling.append(place)
    return own, _merged(dict(sorted(block.items())), users), coupling


def _merged(block: dict[str, list[int]], users: dict[str, set[int]]) -> dict[str, list[int]]:
    """Blocks with those that share most of their proposals with them made one."""
    merged: dict[str, list[int]] = {}
    for name, places in block.items():
        home = name
        for other in merged:
            common = len(users[name] & users[other])
            if common > MOSTLY * min(len(users[name]), len(users[other])):
                home = other
                users[other] |= users[name]
                break
        merged.setdefault(home, []).extend(places)
    return merged


def _possible(
    model: Model,
    own: Sequence[int],
    table: _Table,
    starts: Integers,
    group_of: Integers,
    columns: Sequence[tuple[int, ...]],
) -> np.ndarray[Any, np.dtype[np.bool_]] | None:
    """Which ways keep the rows of their own proposal; none where one of these cannot be kept."""
    possible = np.ones(len(columns), bool)
    rows = [model.rows[place] for place in own if model.rows[place].terms]
    if any(not row.terms and not row.holds(()) for row in (model.rows[place] for place in own)):
        return None
    row, way, coefficient = table.spread(rows)
    if not rows:
        return possible
    first = table.way[table.start[[row.terms[0][0] for row in rows]]]
    group = group_of[first]
    sizes = np.diff(starts)[group]
    begins = np.cumsum(sizes) - sizes
    side = np.zeros(int(sizes.sum()), np.int64)
    np.add.at(side, begins[row] + way - starts[group[row]], coefficient)
    limit = np.repeat(np.array([row.limit for row in rows], np.int64), sizes)
    sense = np.repeat(np.array([row.sense for row in rows]), sizes)
    keeps = (
        ((sense == "<=") & (side <= limit))
        | ((sense == ">=") & (side >= limit))
        | ((sense == "=") & (side == limit))
    )
    which = np.repeat(starts[group] - begins, sizes) + np.arange(len(side))
    possible[which[~keeps]] = False
    counts = np.add.reduceat(possible.astype(np.int64), starts[:-1])
    return possible if counts.all() else None


def _blocks(
    model: Model,
    budgets: dict[str, list[int]],
    table: _Table,
    starts: Integers,
    group_of: Integers,
    kind: Integers,
) -> Iterator[BudgetBlock]:
    told = np.zeros(len(starts) - 1, bool)
    for places in budgets.values():
        rows = [model.rows[place] for place in places]
        row, way, coefficient = table.spread(rows)
        groups = distinct(group_of[way])
        told[groups] = True
        taken = np.zeros((len(rows), table.ways), np.int64)
        np.add.at(taken, (row, way), coefficient)
        limits = np.array([row.limit for row in rows], np.int64)
        common = np.array([gcd(*(c for _, c in row.terms)) for row in rows], np.int64)
        yield _block(groups, taken // common[:, None], limits // common, starts, kind)
    if not told.all():
        nothing = np.zeros((0, table.ways), np.int64)
        yield _block(np.nonzero(~told)[0], nothing, np.zeros(0, np.int64), starts, kind)


def _block(
    groups: Integers, taken: Integers, limits: Integers, starts: Integers, kind: Integers
) -> BudgetBlock:
    sizes = np.diff(starts)[groups]
    begins = np.cumsum(sizes) - sizes
    ways = np.repeat(starts[groups] - begins, sizes) + np.arange(int(sizes.sum()))
    of = np.repeat(np.arange(len(groups)), sizes)
    order = np.lexsort((ways, kind[ways], *taken[:, ways], of))
    ways, of = ways[order], of[order]
    usage, kinds = taken[:, ways], kind[ways]
    is_new = np.ones(len(ways), bool)
    is_new[1:] = (of[1:] != of[:-1]) | (kinds[1:] != kinds[:-1])
    is_new[1:] |= (usage[:, 1:] != usage[:, :-1]).any(axis=0)
    classes = np.nonzero(is_new)[0]
    firsts = np.searchsorted(of[classes], np.arange(len(groups) + 1))
    return BudgetBlock(groups, ways, classes, firsts, usage[:, classes], limits)


def _has_twins(blocks: Sequence[BudgetBlock], figures: Integers, group_of: Integers) -> bool:
    keys = np.full((len(blocks), len(figures)), -1)
    for key, block in zip(keys, blocks, strict=True):
        sizes = np.diff([*block.classes, len(block.ways)])
        key[block.ways] = np.repeat(np.arange(len(block.classes)), sizes)
    told = np.concatenate([keys, figures[None, :], group_of[None, :]])
    told = told[:, np.lexsort(told)]
    return bool((told[:, 1:] == told[:, :-1]).all(axis=0).any())


def _coupling(model: Model, places: Sequence[int], table: _Table) -> CouplingRows:
    rows = [model.rows[place] for place in places]
    row, way, coefficient = table.spread(rows)
    common = np.array([gcd(*(c for _, c in row.terms)) for row in rows], np.int64)
    least = [_end(row, ">=", -LARGEST, int(c)) for row, c in zip(rows, common, strict=True)]
    most = [_end(row, "<=", LARGEST, int(c)) for row, c in zip(rows, common, strict=True)]
    return CouplingRows(
        row,
        way,
        coefficient // common[row] if len(rows) else coefficient,
        np.array(least, np.int64),
        np.array(most, np.int64),
        tuple(places),
    )


def _kinds(coupling: CouplingRows, starts: Integers, group_of: Integers) -> Integers:
    """A number by way: the same for ways of one proposal that take the same of coupling rows."""
    kind = np.zeros(len(group_of), np.int64)
    order = np.lexsort((coupling.row, coupling.way))
    row, way, coefficient = (
        each[order] for each in (coupling.row, coupling.way, coupling.coefficient)
    )
    begins = np.searchsorted(way, np.arange(len(group_of) + 1))
    known: dict[bytes, int] = {b"": 0}
    for place in np.nonzero(np.diff(begins))[0].tolist():
        taken = slice(int(begins[place]), int(begins[place + 1]))
        told = row[taken].tobytes() + coefficient[taken].tobytes()
        kind[place] = known.setdefault(told, len(known))
    return kind


def _end(row: Constraint, sense: str, nothing: int, common: int) -> int:
    """The limit on one side of a row, divided by what its coefficients share."""
    if row.sense not in (sense, "="):
        return nothing
    if row.sense == ">=" or (row.sense == "=" and sense == ">="):
        return -(-row.limit // common)
    return row.limit // common
