"""The integer programme of a programme whose budgets may grow or shrink, in digits or plainly.

In digits no figure is too large for a solver. Plainly, with one column a budget, there is less to
be searched; both say the same, so that the one is a second opinion on the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from prioritise.optimise.columns import Formulation, formulated
from prioritise.optimise.exact_coefficients import BASE
from prioritise.optimise.formulation import model_of
from prioritise.optimise.infeasible.budget_increase_bounds import (
    all_that_is_asked,
    common_unit,
    most_asked,
    weakest_share,
)
from prioritise.optimise.infeasible.budget_increase_columns import MoneyColumns, StreamYear
from prioritise.optimise.infeasible.growing_budgets import with_more_money
from prioritise.optimise.model import Constraint, Model, Sense, Terms, collected
from prioritise.optimise.rules import rule_rows
from prioritise.programme.options import Choice
from prioritise.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class MoneyModel:
    """What may be chosen, with what, and what that adds up to."""

    formulation: Formulation
    money: MoneyColumns
    totals: tuple[Terms, ...]
    """The digits of all that is added, in units, the lowest first; one where it has no digits."""
    model: Model
    """The limits; it aims at value."""
    choice_columns: int
    """Columns, from the first, that say what is chosen and who pays."""

    @classmethod
    def of(
        cls,
        programme: Programme,
        cells: Sequence[StreamYear],
        at_least: Fraction | None,
        *,
        is_plain: bool = False,
    ) -> MoneyModel:
        """The model of a programme in which some budgets may grow.

        Parameters
        ----------
        programme : Programme
            What is asked, locks included.
        cells : sequence of (str, int)
            The budgets that may grow: id of the stream, place of the year.
        at_least : Fraction
            Points that the shortlist must be worth.
        is_plain : bool
            One column for what a budget grows by, however large.
        """
        helpful = {cell: weakest_share(programme, cell) for cell in sorted(set(cells))}
        shares = {cell: share for cell, share in helpful.items() if share}
        # With so much in these budgets their rows fall away, and nothing is ruled out for money.
        plenty = {
            cell: ceil(all_that_is_asked(programme) / share) for cell, share in shares.items()
        }
        formulation = formulated(with_more_money(programme, plenty))
        rules = rule_rows(formulation)
        model, value = model_of(formulation, *rules)
        unit = common_unit(programme, formulation, [name for name, _ in shares])
        tops = {
            cell: ceil(most_asked(programme, formulation, cell) / share)
            for cell, share in shares.items()
        }
        money = MoneyColumns(programme, formulation, tops, unit, is_plain)
        rows = list(money.rows)
        if at_least is not None:
            rows.append(value.held_at(ceil(at_least * formulation.values.denominator)))
        totals, tied = _totals(formulation, money)
        whole = Model(tuple(formulation.columns), (*model.rows, *rows, *tied), value)
        return cls(formulation, money, tuple(totals), whole, len(model.columns))

    @classmethod
    def lowering(cls, programme: Programme, cells: Sequence[StreamYear]) -> MoneyModel:
        """The model of a programme from some of whose budgets money is taken away.

        Parameters
        ----------
        programme : Programme
            What is asked, locks included.
        cells : sequence of (str, int)
            The budgets that may shrink, and those around them with them.
        """
        formulation = formulated(programme)
        model, value = model_of(formulation, *rule_rows(formulation))
        chosen = sorted(set(cells))
        unit = common_unit(programme, formulation, [name for name, _ in chosen])
        tops = {(name, year): programme.stream_of[name].budgets[year] for name, year in chosen}
        money = MoneyColumns(programme, formulation, tops, unit, sign=-1)
        totals, tied = _totals(formulation, money)
        rows = (*model.rows, *money.rows, *tied)
        whole = Model(tuple(formulation.columns), rows, value)
        return cls(formulation, money, tuple(totals), whole, len(model.columns))

    def at_most(self, total: int) -> Model:
        """The model with so many units added in all, or fewer."""
        return self.model.within(self._in_all("<=", total))

    def at_least(self, total: int) -> Model:
        """The model with so many units taken away in all, or more."""
        return self.model.within(self._in_all(">=", total))

    def _in_all(self, sense: Sense, total: int) -> Constraint:
        terms = collected(
            (column, BASE**place * coefficient)
            for place, terms in enumerate(self.totals)
            for column, coefficient in terms
        )
        return Constraint("money in all", terms, sense, total, is_limit=False)

    def answer(
        self, values: tuple[int, ...]
    ) -> tuple[Mapping[StreamYear, int], tuple[Choice, ...]]:
        """Pence that budgets grow by, and what is chosen, at column values."""
        return self.money.pence(values), self.formulation.choices(values)


def _totals(formulation: Formulation, money: MoneyColumns) -> tuple[list[Terms], list[Constraint]]:
    """The digits of all that is added, the lowest first, and the rows that tie them to it."""
    places = max((len(columns) for columns in money.digits.values()), default=1)
    at_place = [
        [columns[place] for columns in money.digits.values() if place < len(columns)]
        for place in range(places)
    ]
    if places == 1 or len(money.digits) == 1:
        return [tuple((column, 1) for column in columns) for columns in at_place], []
    totals: list[Terms] = []
    rows: list[Constraint] = []
    carried: list[tuple[int, int]] = []
    most_carried = 0
    for place, columns in enumerate(at_place):
        most = most_carried + sum(formulation.columns[column].top for column in columns)
        is_last = place == places - 1
        total = formulation.column(f"t.{place}", most if is_last else min(most, BASE - 1))
        terms = [*((column, 1) for column in columns), *carried, (total, -1)]
        if not is_last:
            most_carried = most // BASE
            carry = formulation.column(f"carry t.{place}", most_carried)
            terms.append((carry, -BASE))
            carried = [(carry, 1)]
        rows.append(
            Constraint(f"digit {place} of the total", collected(terms), "=", 0, is_limit=False)
        )
        totals.append(((total, 1),))
    return totals, rows
