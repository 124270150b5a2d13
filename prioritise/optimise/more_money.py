"""The least money that makes something possible, to the penny, and the programme with that money.

One integer programme answers it: what each budget grows by is a column (see `money_columns`), and
the least total is sought from its highest digit down, so that no figure is too large for a solver.
What is found that way is a penny too much once in a thousand times, so a question without any
objective has the last word: is anything possible with a penny less?
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from time import monotonic

from prioritise.optimise.check import Examiner
from prioritise.optimise.clock import left
from prioritise.optimise.columns import Formulation, formulated
from prioritise.optimise.conflict import NOTHING
from prioritise.optimise.digits import BASE
from prioritise.optimise.formulation import model_of
from prioritise.optimise.growing import with_more_money
from prioritise.optimise.highs import Manner, Outcome, Watch, solve
from prioritise.optimise.model import Column, Model, Objective, Row, Terms, collected, evaluate
from prioritise.optimise.money_asked import (
    all_that_is_asked,
    common_unit,
    most_asked,
    weakest_share,
)
from prioritise.optimise.money_columns import Cell, MoneyColumns
from prioritise.optimise.rules import rule_rows
from prioritise.programme.faults import SolverError
from prioritise.programme.options import Choice
from prioritise.programme.programme import Programme

MONEY = "more money"
"""Name of what is sought."""
LONGEST_TIDYING = 2.0
"""Seconds for putting the money into fewer budgets, once the total is settled."""


@dataclass(frozen=True, slots=True)
class MoreMoney:
    """The least money with which something is possible."""

    pence: Mapping[Cell, int]
    """Pence by stream and place of the year; only what is needed, none where all is well."""
    choices: tuple[Choice, ...]
    """A shortlist that needs it, and who pays."""
    value: Fraction
    """Points of that shortlist."""
    is_least: bool
    """Whether it is proven that a penny less would not do."""

    @property
    def total(self) -> int:
        """Pence in all."""
        return sum(self.pence.values())


def least_money(
    programme: Programme,
    cells: Sequence[Cell],
    *,
    at_least: Fraction | None = None,
    seconds: float | None = None,
    watch: Watch | None = None,
) -> MoreMoney | None:
    """The least money in some budgets with which a shortlist keeps everything that is asked.

    Parameters
    ----------
    programme : Programme
        What is asked, locks included.
    cells : sequence of (str, int)
        The budgets that may grow: id of the stream, place of the year.
    at_least : Fraction
        Points that the shortlist must be worth.
    seconds : float
        Time limit; without one, that of the programme.
    watch : callable
        Told about progress from time to time.

    Returns
    -------
    MoreMoney or None
        Among equal totals, one in as few budgets as may be; none where no money in these budgets
        makes it possible.

    Raises
    ------
    SolverError
        The solver failed, found nothing in time, or its answer did not pass the check.
    """
    limit = float(programme.solver.seconds) if seconds is None else seconds
    return _Search(programme, cells, at_least, monotonic() + left(limit), watch).least()


class _Search:
    """The model of a programme whose budgets may grow, and the search for the least growth."""

    def __init__(
        self,
        programme: Programme,
        cells: Sequence[Cell],
        at_least: Fraction | None,
        deadline: float,
        watch: Watch | None,
    ) -> None:
        self._programme = programme
        self._at_least = at_least
        self._deadline = deadline
        self._watch = watch
        helpful = {cell: weakest_share(programme, cell) for cell in sorted(set(cells))}
        shares = {cell: share for cell, share in helpful.items() if share}
        # With so much in these budgets their rows fall away, and nothing is ruled out for money.
        plenty = {
            cell: ceil(all_that_is_asked(programme) / share) for cell, share in shares.items()
        }
        self._formulation = formulated(with_more_money(programme, plenty))
        rules = rule_rows(self._formulation)
        model, value = model_of(self._formulation, *rules)
        unit = common_unit(programme, self._formulation, [name for name, _ in shares])
        tops = {
            cell: ceil(most_asked(programme, self._formulation, cell) / share)
            for cell, share in shares.items()
        }
        self._money = MoneyColumns(programme, self._formulation, tops, unit)
        rows = list(self._money.rows)
        if at_least is not None:
            figure = ceil(at_least * self._formulation.values.denominator)
            rows.append(value.held_at(figure))
        self._totals, tied = _totals(self._formulation, self._money)
        columns = tuple(self._formulation.columns)
        self._model = Model(columns, (*model.rows, *rows, *tied), value)
        self._values: tuple[int, ...] = ()
        self._has_answer = False
        self._is_least = False

    def least(self) -> MoreMoney | None:
        """Sink as low as the objective leads, then make sure that a penny less is impossible."""
        asked = self._model
        if not self._sinks(asked):
            return None
        while self._finds_less(asked):
            self._sinks(asked)
        if self._is_least:
            self._in_few_budgets(asked.within(self._at_most(self._total())))
        return self._answer()

    def _sinks(self, asked: Model) -> bool:
        """Seek the lowest total, highest digit first; False where no money makes it possible."""
        model = asked.within(self._at_most(self._total())) if self._has_answer else asked
        for terms in reversed(self._totals):
            objective = Objective(MONEY, "minimise", terms)
            outcome = self._solve(model.aiming(objective))
            if outcome.found == "infeasible" and not self._has_answer:
                outcome = self._solve(model.aiming(objective), "cautious")
                if outcome.found == "infeasible":
                    return False
            if not self._takes(outcome) and not self._has_answer:
                raise SolverError("no answer on more money was found in the time allowed")
            if outcome.found != "optimal":
                break
            model = model.within(objective.held_at(objective.at(self._values)))
        return True

    def _takes(self, outcome: Outcome) -> bool:
        """Take an answer in hand, where there is one; a model without columns has an empty one."""
        if outcome.found not in ("optimal", "feasible"):
            return False
        self._values, self._has_answer = outcome.values, True
        return True

    def _finds_less(self, asked: Model) -> bool:
        """Find an answer that needs less than the one in hand, or prove that there is none.

        The bound on an objective may be off by a penny where digits carry. The proof is a second
        configuration, without an objective, that finds nothing below the total either.
        """
        self._is_least = self._total() == 0
        if self._is_least:
            return False
        question = asked.within(self._at_most(self._total() - 1)).aiming(NOTHING)
        outcome = self._solve(question, "cautious", from_here=False)
        self._is_least = outcome.found == "infeasible"
        return self._takes(outcome)

    def _total(self) -> int:
        """What is added in all by the answer in hand, in units."""
        return evaluate(self._all_digits(), self._values)

    def _at_most(self, total: int) -> Row:
        return Row("money in all", self._all_digits(), "<=", total, is_limit=False)

    def _all_digits(self) -> Terms:
        return collected(
            (column, BASE**place * coefficient)
            for place, terms in enumerate(self._totals)
            for column, coefficient in terms
        )

    def _in_few_budgets(self, model: Model) -> None:
        """Of equal totals, take one that touches few budgets, if time allows."""
        used = self._money.pence(self._values)
        if len(used) < 2 or len(self._money.digits) < 3:
            return
        columns, rows, touched = list(model.columns), list(model.rows), []
        for (name, year), digits in self._money.digits.items():
            column = len(columns)
            columns.append(Column(f"u[{name},{self._programme.years[year]}]"))
            touched.append((column, 1))
            for digit in digits:
                terms = collected([(digit, 1), (column, -columns[digit].top)])
                rows.append(Row("a budget that grows", terms, "<=", 0, is_limit=False))
        self._deadline = min(self._deadline, monotonic() + LONGEST_TIDYING)
        fewest = Objective("budgets that grow", "minimise", tuple(touched))
        self._takes(self._solve(Model(tuple(columns), tuple(rows), fewest)))

    def _solve(
        self, model: Model, manner: Manner = "seeking", *, from_here: bool = True
    ) -> Outcome:
        return solve(
            model,
            seconds=max(self._deadline - monotonic(), 0.01),
            start=self._values if from_here else (),
            manner=manner,
            watch=self._watch,
        )

    def _answer(self) -> MoreMoney:
        """What was found, once the independent check has passed it on the programme with it."""
        pence = self._money.pence(self._values)
        choices = self._formulation.choices(self._values)
        seen = Examiner(with_more_money(self._programme, pence)).examine(choices)
        short = self._at_least is not None and seen.value < self._at_least
        if seen.violations or short:
            raise SolverError(
                "the answer on more money did not pass the independent check: "
                + ("; ".join(map(str, seen.violations)) or "its value is too low"),
                f"{self._model}\n\npence: {pence}\n\nchoices: {choices}\n",
            )
        return MoreMoney(pence, choices, seen.value, self._is_least)


def _totals(formulation: Formulation, money: MoneyColumns) -> tuple[list[Terms], list[Row]]:
    """The digits of all that is added, the lowest first, and the rows that tie them to it."""
    places = max((len(columns) for columns in money.digits.values()), default=1)
    at_place = [
        [columns[place] for columns in money.digits.values() if place < len(columns)]
        for place in range(places)
    ]
    if places == 1 or len(money.digits) == 1:
        return [tuple((column, 1) for column in columns) for columns in at_place], []
    totals: list[Terms] = []
    rows: list[Row] = []
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
        rows.append(Row(f"digit {place} of the total", collected(terms), "=", 0, is_limit=False))
        totals.append(((total, 1),))
    return totals, rows
