"""What each budget is asked to pay in each draw: money by column, and the limit, in whole pence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from prioritise.optimise.columns import Formulation, Payment
from prioritise.programme.budgets import runs
from prioritise.programme.options import redrawn
from prioritise.programme.programme import Programme
from prioritise.programme.records import Stream
from prioritise.programme.sampling import Draw, Drawn, costed, drawn

_SAFE = 2**62
"""Sums below it are computed in 64 bits."""

WholeNumbers = np.ndarray[Any, Any]
Span = tuple[int, int]


@dataclass(frozen=True)
class DrawnBudget:
    """One limit on a stream's spending in a run of years, as it is in every draw."""

    stream: str
    first: int
    last: int
    columns: WholeNumbers
    """Columns that spend from it."""
    money: WholeNumbers
    """Pence that each of them spends: draw by column."""
    limits: WholeNumbers
    """Pence that may be spent, by draw."""
    planned: WholeNumbers
    """Pence that each column spends as it is planned."""
    planned_limit: int
    """Pence that may be spent as it is planned."""

    def excess(self, values: WholeNumbers) -> WholeNumbers:
        """WholeNumbers above the limit in each draw, at column values."""
        return self.money @ values[self.columns] - self.limits


def drawn_budgets(formulation: Formulation, futures: Sequence[Drawn]) -> tuple[DrawnBudget, ...]:
    """Every limit that some selection breaks in some draw, in order of stream and years.

    Parameters
    ----------
    formulation : Formulation
        The columns.
    futures : sequence of Drawn
        What was drawn, in order of draw.
    """
    programme = formulation.programme
    spending: dict[str, list[tuple[Payment, WholeNumbers]]] = {}
    for payment in formulation.payments:
        amounts = _amounts(formulation, payment, futures)
        for name in programme.ancestors.get(payment.stream, ()):
            spending.setdefault(name, []).append((payment, amounts))
    found = []
    for name in sorted(spending):
        limits = _limits(programme.stream_of[name], programme.sunk[name], futures)
        for first, last, planned in programme.spending_limits[name]:
            span = slice(first, last + 1)
            money, as_planned = dict[int, WholeNumbers](), dict[int, int]()
            for payment, amounts in spending[name]:
                column = payment.column
                money[column] = money.get(column, 0) + amounts[:, span].sum(axis=1)
                paid = sum(payment.amounts[span])
                as_planned[column] = as_planned.get(column, 0) + paid
            columns = [column for column in sorted(money) if money[column].any()]
            if not columns:
                continue
            budget = DrawnBudget(
                name,
                first,
                last,
                np.array(columns),
                np.stack([money[column] for column in columns], axis=1),
                limits[first, last],
                np.array([as_planned[column] for column in columns], limits[first, last].dtype),
                planned,
            )
            if (budget.money.sum(axis=1) > budget.limits).any():
                found.append(budget)
    return tuple(found)


def futures_of(programme: Programme, first: int, count: int, seed: int) -> tuple[Drawn, ...]:
    """Draws of a seed by number, from the first on."""
    return tuple(drawn(programme, Draw(seed, n)) for n in range(first, first + count))


def broken(budgets: Sequence[DrawnBudget], values: WholeNumbers, draws: int) -> WholeNumbers:
    """Whether each draw breaks each budget at column values: draw by budget."""
    if not budgets:
        return np.zeros((draws, 0), bool)
    return np.stack([budget.excess(values) > 0 for budget in budgets], axis=1)


def _amounts(formulation: Formulation, payment: Payment, futures: Sequence[Drawn]) -> WholeNumbers:
    """WholeNumbers of a payment by draw and year."""
    programme, option = formulation.programme, payment.chosen.option
    costs = [c for c in programme.costs_of[option.proposal] if c.option == option.alternative]
    factors = [tuple(map(future.factor_on, costs)) for future in futures]
    place = {each: number for number, each in enumerate(dict.fromkeys(factors))}
    rows = [
        redrawn(programme, option, list(map(costed, costs, each))).rows[payment.row].amounts
        for each in place
    ]
    return _whole(rows)[[place[each] for each in factors]]


def _limits(
    stream: Stream, gone: Sequence[int], futures: Sequence[Drawn]
) -> dict[Span, WholeNumbers]:
    """WholeNumbers of each limit of a stream, by draw."""
    known: dict[tuple[int, ...], dict[Span, int]] = {}
    rows = []
    for future in futures:
        changed = future.streams.changed(stream)
        if changed.budgets not in known:
            known[changed.budgets] = {(a, b): limit for a, b, limit in runs(changed, gone)}
        rows.append(known[changed.budgets])
    return {span: _whole([row[span] for row in rows]) for span in rows[0]}


def _whole(numbers: Sequence[Any]) -> WholeNumbers:
    """Whole numbers; of any size where 64 bits would not do for a sum of a thousand of them."""
    found = np.array(numbers, dtype=object)
    largest = max((abs(int(number)) for number in found.flat), default=0)
    return found if largest * 1000 > _SAFE else found.astype(np.int64)
