"""The best placing of a sum that comes, or of a saving: where it does most, or hurts least.

    maximise  value
    budgets   those of the model, each grown by what is placed in it and in the streams within it
    sum       what is placed, over the budgets that may take it, <= the sum that comes;
              what is taken away, over all of them, >= the sum that is saved

One integer programme answers a sum (see `budget_increase_model`): over all lists, all payers and
all placings at once. A small second one then puts down no more than the list found needs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from time import monotonic

from prioritise.optimise.check.examination import Examiner
from prioritise.optimise.clock import left
from prioritise.optimise.highs import solve
from prioritise.optimise.infeasible.budget_increase import MONEY
from prioritise.optimise.infeasible.budget_increase_columns import StreamYear
from prioritise.optimise.infeasible.budget_increase_model import MoneyModel
from prioritise.optimise.infeasible.growing_budgets import with_more_money
from prioritise.optimise.model import Constraint, Model, Objective
from prioritise.optimise.solver import Outcome, Watch
from prioritise.optimise.warm_start import column_values
from prioritise.programme.faults import SolverError
from prioritise.programme.options import Choice
from prioritise.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a sum does most."""

    pence: Mapping[StreamYear, int]
    """Pence placed by stream and place of the year, below 0 where they are saved; the budgets
    around grow or shrink with these."""
    choices: tuple[Choice, ...]
    """A shortlist of that value, and who pays."""
    value: Fraction
    """Points of that shortlist."""
    bound: Fraction
    """What no shortlist with the sum placed anywhere can exceed, in points."""

    @property
    def total(self) -> int:
        """Pence placed in all; what a sum is more than this buys nothing."""
        return sum(self.pence.values())


class BestPlacing:
    """One programme, the budgets that may take money or give it, and any number of sums."""

    def __init__(
        self,
        programme: Programme,
        cells: Sequence[StreamYear],
        *,
        saving: bool = False,
        watch: Watch | None = None,
    ) -> None:
        """Build the model.

        Parameters
        ----------
        programme : Programme
            What is asked.
        cells : sequence of (str, int)
            The budgets that may change: id of the stream, place of the year.
        saving : bool
            Whether money is taken away.
        """
        self._programme, self._saving, self._watch = programme, saving, watch
        self._form = (
            MoneyModel.lowering(programme, cells)
            if saving
            else MoneyModel.of(programme, cells, None)
        )

    @property
    def least_step(self) -> Fraction:
        """Points below which two values do not differ."""
        return Fraction(1, self._form.formulation.values.denominator)

    def of(self, pence: int, known: Sequence[Choice] = ()) -> Placing | None:
        """The best placing of a sum; none where no shortlist is possible with so much saved.

        Parameters
        ----------
        pence : int
            The sum, 0 or more.
        known : sequence of Choice
            What is chosen in an answer that this sum could have too.

        Raises
        ------
        SolverError
            The solver failed, found nothing in time, or its answer did not pass the check.
        """
        form = self._form
        deadline = monotonic() + left(float(self._programme.solver.seconds))
        model = self._within(pence)
        start = column_values(form.formulation, model, known) if known else ()
        outcome = self._solve(model, deadline, start)
        if outcome.found == "infeasible":
            outcome = self._solve(model, deadline, cautious=True)
            if outcome.found == "infeasible":
                return None
        if outcome.found == "nothing":
            raise SolverError("no shortlist was found in the time allowed")
        value = form.model.objective
        figure = value.at(outcome.values)
        most = value.most(model.columns)
        bound = most if outcome.bound is None else min(outcome.bound, most)
        values = outcome.values
        if not self._saving:
            values = self._with_no_more_than_needed(model, values, deadline)
        placed, choices = form.answer(values)
        return self._checked(
            self._no_more_saved(placed, pence) if self._saving else placed,
            choices,
            form.formulation.values.in_points(figure),
            form.formulation.values.in_points(bound),
        )

    def _within(self, pence: int) -> Model:
        unit = self._form.money.unit
        if self._saving:
            return self._form.at_least(-(-pence // unit))
        return self._form.at_most(pence // unit)

    def _with_no_more_than_needed(
        self, model: Model, values: tuple[int, ...], deadline: float
    ) -> tuple[int, ...]:
        """The same list and payers with the least money that they need, as far as time allows."""
        model = model.within(
            *(
                Constraint(f"{column.name} as found", ((place, 1),), "=", value, is_limit=False)
                for place, (column, value) in enumerate(
                    zip(model.columns[: self._form.choice_columns], values, strict=False)
                )
            )
        )
        for terms in reversed(self._form.totals):
            least = Objective(MONEY, "minimise", terms)
            outcome = self._solve(model.aiming(least), deadline, values)
            if outcome.values:
                values = outcome.values
            if outcome.found != "optimal":
                break
            model = model.within(least.held_at(least.at(values)))
        return values

    def _no_more_saved(self, placed: Mapping[StreamYear, int], pence: int) -> dict[StreamYear, int]:
        """Just the saving that was asked, from few budgets: the smallest cuts are given back."""
        saved = {cell: -amount for cell, amount in placed.items()}
        over = sum(saved.values()) - pence
        for cell in sorted(saved, key=lambda cell: (saved[cell], cell)):
            back = min(over, saved[cell])
            saved[cell] -= back
            over -= back
        return {cell: -amount for cell, amount in sorted(saved.items()) if amount}

    def _solve(
        self,
        model: Model,
        deadline: float,
        start: Sequence[int] = (),
        *,
        cautious: bool = False,
    ) -> Outcome:
        return solve(
            model,
            seconds=max(deadline - monotonic(), 0.01),
            start=start,
            manner="cautious" if cautious else "seeking",
            watch=self._watch,
        )

    def _checked(
        self,
        placed: Mapping[StreamYear, int],
        choices: tuple[Choice, ...],
        value: Fraction,
        bound: Fraction,
    ) -> Placing:
        """What was found, once the independent check has passed it on the programme with it."""
        seen = Examiner(with_more_money(self._programme, placed)).examine(choices)
        if seen.violations or seen.value != value:
            raise SolverError(
                "the answer on money placed did not pass the independent check: "
                + ("; ".join(map(str, seen.violations)) or "its value is another"),
                f"{self._form.model}\n\npence: {placed}\n\nchoices: {choices}\n",
            )
        return Placing(placed, choices, value, bound)
