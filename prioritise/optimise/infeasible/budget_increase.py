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
from functools import cached_property
from time import monotonic

from prioritise.optimise.check.examination import Examiner
from prioritise.optimise.clock import left
from prioritise.optimise.highs import solve
from prioritise.optimise.implicit_enumeration import settled
from prioritise.optimise.infeasible.budget_increase_columns import StreamYear
from prioritise.optimise.infeasible.budget_increase_model import MoneyModel
from prioritise.optimise.infeasible.growing_budgets import with_more_money
from prioritise.optimise.infeasible.iis import NOTHING
from prioritise.optimise.model import Constraint, Model, Objective, Variable, collected
from prioritise.optimise.solver import Manner, Outcome, Watch
from prioritise.programme.faults import SolverError
from prioritise.programme.options import Choice
from prioritise.programme.programme import Programme

MONEY = "more money"
"""Name of what is sought."""
LONGEST_TIDYING = 2.0
"""Seconds for putting the money into fewer budgets, once the total is settled."""


@dataclass(frozen=True, slots=True)
class BudgetIncrease:
    """The least money with which something is possible."""

    pence: Mapping[StreamYear, int]
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


def least_budget_increase(
    programme: Programme,
    cells: Sequence[StreamYear],
    *,
    at_least: Fraction | None = None,
    seconds: float | None = None,
    watch: Watch | None = None,
) -> BudgetIncrease | None:
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
    return _BudgetIncreaseSearch(
        programme, cells, at_least, monotonic() + left(limit), watch
    ).least()


class _BudgetIncreaseSearch:
    """The model of a programme whose budgets may grow, and the search for the least growth."""

    def __init__(
        self,
        programme: Programme,
        cells: Sequence[StreamYear],
        at_least: Fraction | None,
        deadline: float,
        watch: Watch | None,
    ) -> None:
        self._programme, self._cells = programme, cells
        self._at_least = at_least
        self._deadline = deadline
        self._watch = watch
        self._form = MoneyModel.of(programme, cells, at_least)
        self._values: tuple[int, ...] = ()
        self._in_hand: tuple[Mapping[StreamYear, int], tuple[Choice, ...]] | None = None
        self._is_least = False

    @cached_property
    def _plain(self) -> MoneyModel:
        """The same question otherwise: one column a budget, however large its figures."""
        return MoneyModel.of(self._programme, self._cells, self._at_least, is_plain=True)

    def least(self) -> BudgetIncrease | None:
        """Sink as low as the objective leads, then make sure that a penny less is impossible."""
        if not self._sinks():
            return None
        while self._finds_less():
            self._sinks()
        if self._is_least:
            self._in_few_budgets(self._form.at_most(self._total()))
        return self._answer()

    def _sinks(self) -> bool:
        """Seek the lowest total, highest digit first; False where no money makes it possible."""
        model = self._form.at_most(self._total()) if self._in_hand else self._form.model
        for terms in reversed(self._form.totals):
            objective = Objective(MONEY, "minimise", terms)
            outcome = self._solve(model.aiming(objective))
            if outcome.found == "infeasible" and not self._in_hand:
                outcome = self._solve(model.aiming(objective), "cautious")
                if outcome.found == "infeasible":
                    return False
            if not self._takes(outcome) and not self._in_hand:
                raise SolverError("no answer on more money was found in the time allowed")
            if outcome.found != "optimal":
                break
            model = model.within(objective.held_at(objective.at(self._values)))
        return True

    def _takes(self, outcome: Outcome) -> bool:
        """Take an answer in hand, where there is one; a model without columns has an empty one."""
        if outcome.found not in ("optimal", "feasible"):
            return False
        self._values = outcome.values
        self._in_hand = self._form.answer(outcome.values)
        return True

    def _finds_less(self) -> bool:
        """Find an answer that needs less than the one in hand, or prove that there is none.

        The bound on an objective may be off by a penny where digits carry. The proof is a second
        configuration, without an objective, that finds nothing below the total either, and then the
        same question put without digits.
        """
        self._is_least = self._total() == 0
        if self._is_least:
            return False
        question = self._form.at_most(self._total() - 1).aiming(NOTHING)
        outcome = self._solve(question, "cautious", from_here=False)
        if outcome.found != "infeasible":
            return self._takes(outcome)
        return self._finds_less_without_digits()

    def _finds_less_without_digits(self) -> bool:
        (terms,) = self._plain.totals
        least = self._plain.model.aiming(Objective(MONEY, "minimise", terms))
        opinion = settled(least, self._total())
        if opinion is None:
            question = self._plain.at_most(self._total() - 1).aiming(NOTHING)
            outcome = self._solve(question, from_here=False)
            self._is_least = outcome.found == "infeasible"
            exists, values = outcome.found in ("optimal", "feasible"), outcome.values
        else:
            self._is_least = not opinion.exists
            exists, values = opinion.exists, opinion.values
        if exists:
            self._values, self._in_hand = (), self._plain.answer(values)
        return exists

    def _total(self) -> int:
        """What is added in all by the answer in hand, in units."""
        assert self._in_hand is not None
        return sum(self._in_hand[0].values()) // self._form.money.unit

    def _in_few_budgets(self, model: Model) -> None:
        """Of equal totals, take one that touches few budgets, if time allows."""
        assert self._in_hand is not None
        money = self._form.money
        if len(self._in_hand[0]) < 2 or len(money.digits) < 3:
            return
        columns, rows, touched = list(model.columns), list(model.rows), []
        for (name, year), digits in money.digits.items():
            column = len(columns)
            columns.append(Variable(f"u[{name},{self._programme.years[year]}]"))
            touched.append((column, 1))
            for digit in digits:
                terms = collected([(digit, 1), (column, -columns[digit].top)])
                rows.append(Constraint("a budget that grows", terms, "<=", 0, is_limit=False))
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

    def _answer(self) -> BudgetIncrease:
        """What was found, once the independent check has passed it on the programme with it."""
        assert self._in_hand is not None
        pence, choices = self._in_hand
        seen = Examiner(with_more_money(self._programme, pence)).examine(choices)
        short = self._at_least is not None and seen.value < self._at_least
        if seen.violations or short:
            raise SolverError(
                "the answer on more money did not pass the independent check: "
                + ("; ".join(map(str, seen.violations)) or "its value is too low"),
                f"{self._form.model}\n\npence: {pence}\n\nchoices: {choices}\n",
            )
        return BudgetIncrease(pence, choices, seen.value, self._is_least)
