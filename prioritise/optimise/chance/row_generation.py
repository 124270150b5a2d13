"""A solver whose answers keep their budgets in enough draws, by rows that enter as they are needed.

    y[d]     draw d does not count                  for `each`: y[s, d], stream by stream
    draws    sum_d y[d] <= floor((1 - level) N)
    budget   spend[s, a..b] in d <= limit[s, a..b] in d + M y[d]       M: see `relaxing`

There is one such row for each budget and draw, and nearly all of them are of no consequence. So a
few are stated, first for fractions of proposals, then for whole ones; what comes out is tested in
every draw, in whole pence, and what it breaks is stated, too. Rows that are left out, or stated in
a coarser unit with all figures rounded so that they allow more, leave every bound a bound; once
what comes out is kept in enough draws, it is the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from time import monotonic

import numpy as np

from prioritise.optimise import highs
from prioritise.optimise.chance.drawn_budgets import DrawnBudget, WholeNumbers, broken
from prioritise.optimise.chance.relaxing import most_above
from prioritise.optimise.exact_coefficients import LARGEST_FIGURE
from prioritise.optimise.lagrangian.relaxation import relaxed_values_of
from prioritise.optimise.model import Constraint, Model, Variable, collected
from prioritise.optimise.solver import Manner, Outcome, Solver, Watch
from prioritise.programme.confidence import Confidence

ROWS_A_BUDGET = 8
"""Rows of a budget that enter in one round over fractions; with them, 13 to 20 rounds did on the
example with 500 draws (2026-11)."""
LOOKED_AT = 60
"""Draws that are looked at for them, those that are exceeded most."""
ROUNDS = 40
"""Rounds over fractions at most."""
PART_FOR_A_PLAN = 0.15
"""Part of the time in which a plan is sought whose broken draws are chosen beforehand."""

Place = tuple[int, int]
"""A budget and a draw, by number."""
Group = tuple[str, int]
"""What a y stands for: nothing and a draw, or a stream and a draw where each is kept by itself."""


@dataclass
class DrawSolver:
    """Another solver, held to a share of the draws; it keeps the rows that it has stated."""

    confidence: Confidence
    budgets: tuple[DrawnBudget, ...]
    inner: Solver = highs
    _rows: dict[Place, int] = field(default_factory=dict)
    """Rows that are stated, and the pence that their unit is."""
    _most: dict[Place, int] = field(default_factory=dict)
    _is_begun: bool = False

    def version(self) -> str:
        """Version of the solver that works."""
        return self.inner.version()

    def holds(self, values: Sequence[int]) -> bool:
        """Whether column values keep their budgets in enough draws, in whole pence."""
        if not len(values):
            return not self.budgets
        return self._is_kept(self._broken(values))

    def solve(
        self,
        model: Model,
        *,
        seconds: float,
        gap: float = 0.0,
        start: Sequence[int] = (),
        manner: Manner = "seeking",
        work: int | None = None,
        watch: Watch | None = None,
    ) -> Outcome:
        """Solve a model within these draws; see `solver.Solver`."""
        search = _DrawSearch(self, model, monotonic() + seconds, gap, manner, work, watch)
        if start and self.holds(start):
            search.known = tuple(start)
        if not self._is_begun:
            self._is_begun = True
            search.state_for_fractions()
            search.seek_a_plan(monotonic() + PART_FOR_A_PLAN * seconds)
        return search.run()

    def _broken(self, values: Sequence[int]) -> WholeNumbers:
        return broken(self.budgets, np.array(values), self.confidence.draws)

    def _is_kept(self, seen: WholeNumbers) -> bool:
        return all(
            seen[:, list(numbers)].any(axis=1).sum() <= self.confidence.may_break
            for numbers in self.sets.values()
        )

    @cached_property
    def sets(self) -> Mapping[str, tuple[int, ...]]:
        """Budgets that are kept together, by number: all of them, or those of a stream."""
        if not self.confidence.each:
            return {"": tuple(range(len(self.budgets)))}
        found: dict[str, list[int]] = {}
        for number, budget in enumerate(self.budgets):
            found.setdefault(budget.stream, []).append(number)
        return {stream: tuple(numbers) for stream, numbers in found.items()}

    def group(self, place: Place) -> Group:
        """The y that relaxes a row."""
        budget, draw = place
        return (self.budgets[budget].stream if self.confidence.each else "", draw)

    def row(self, place: Place, relaxing: int) -> Constraint:
        """The row of a budget in a draw, in its unit; every figure rounded to allow more."""
        number, draw = place
        budget, unit = self.budgets[number], self._rows[place]
        money = zip(budget.columns, budget.money[draw], strict=True)
        terms = [(int(column), int(pence) // unit) for column, pence in money]
        above = -(-self.most_above(place) // unit)
        name = f"budget {budget.stream} {budget.first}..{budget.last} in draw {draw + 1}"
        limit = int(budget.limits[draw]) // unit
        return Constraint(name, collected([*terms, (relaxing, -above)]), "<=", limit)

    def most_above(self, place: Place) -> int:
        """The M of a row."""
        if place not in self._most:
            number, draw = place
            may_break = self.confidence.may_break
            self._most[place] = most_above(self.budgets[number], draw, may_break)
        return self._most[place]

    def state(self, place: Place) -> bool:
        """State a row, the second time to the penny; False where it stands so already."""
        if place not in self._rows:
            number, draw = place
            largest = max(int(self.budgets[number].money[draw].max()), self.most_above(place))
            largest = max(largest, int(self.budgets[number].limits[draw]))
            self._rows[place] = max(1, -(-largest // LARGEST_FIGURE))
            return True
        is_coarse = self._rows[place] > 1
        self._rows[place] = 1
        return is_coarse

    def is_stated(self, place: Place) -> bool:
        """Whether a row is stated."""
        return place in self._rows

    @property
    def stated(self) -> tuple[Place, ...]:
        """Rows that are stated."""
        return tuple(self._rows)


@dataclass
class _DrawSearch:
    """One question: what is known of it, and the rounds that settle it."""

    solver: DrawSolver
    model: Model
    deadline: float
    gap: float
    manner: Manner
    work: int | None
    watch: Watch | None
    known: tuple[int, ...] | None = None
    """The best column values that keep enough draws."""
    spent: int = 0
    bound: int | None = None

    def state_for_fractions(self) -> None:
        """State what fractions of proposals break, in a few rounds."""
        for _ in range(ROUNDS):
            left = self.deadline - monotonic()
            if left <= 0:
                return
            model, groups = self._master()
            values = relaxed_values_of(model, left)
            if values is None or not self._state_broken_by(values, groups):
                return

    def _state_broken_by(self, values: WholeNumbers, groups: dict[Group, int]) -> int:
        added = 0
        for number, budget in enumerate(self.solver.budgets):
            excess = budget.excess(values).astype(float)
            found = 0
            for draw in np.argsort(-excess, kind="stable")[:LOOKED_AT]:
                place = (number, int(draw))
                if excess[draw] <= 1 or found == ROWS_A_BUDGET:
                    break
                if self.solver.is_stated(place):
                    continue
                column = groups.get(self.solver.group(place))
                relaxed = 0.0 if column is None else values[column]
                above = self.solver.most_above(place)
                if excess[draw] > above * relaxed * (1 + 1e-6) + 1:
                    found += self.solver.state(place)
            added += found
        return added

    def seek_a_plan(self, deadline: float) -> None:
        """Seek a plan for which the draws that it breaks are chosen beforehand, and fit it."""
        model, _ = self._master()
        values = relaxed_values_of(model, max(deadline - monotonic(), 0.01))
        if values is None:
            return
        allowed = set(self._worst(values))
        known = self._generated(min(deadline, self.deadline), allowed)
        if known is not None:
            self._learn(known.values)

    def _worst(self, values: WholeNumbers) -> Iterator[Group]:
        """The draws that are exceeded most, as many as may be broken."""
        solver = self.solver
        above = [
            np.maximum(budget.excess(values).astype(float), 0) / (1 + budget.planned_limit)
            for budget in solver.budgets
        ]
        for stream, numbers in solver.sets.items():
            by_draw = np.sum([above[number] for number in numbers], axis=0)
            for draw in np.argsort(-by_draw, kind="stable")[: solver.confidence.may_break]:
                yield stream, int(draw)

    def run(self) -> Outcome:
        """Settle the question, or say what is known when time or work is up."""
        outcome = self._generated(self.deadline, None)
        assert outcome is not None
        return outcome

    def _generated(self, deadline: float, allowed: set[Group] | None) -> Outcome | None:
        """Rounds of solving and stating; with draws chosen beforehand, none where nothing is found.

        Bounds and claims that nothing is possible count only where no draws were chosen.
        """
        width = len(self.model.columns)
        while True:
            model, groups = self._master(allowed)
            outcome = self.solver.inner.solve(
                model,
                seconds=max(deadline - monotonic(), 0.01),
                gap=self.gap if allowed is None else 0.0,
                start=self._with_groups(self.known, groups) if allowed is None else (),
                manner=self.manner,
                work=None if self.work is None else max(1, self.work - self.spent),
                watch=self.watch,
            )
            self.spent += outcome.work
            if allowed is None and outcome.bound is not None:
                self.bound = self._better_bound(outcome.bound)
            if outcome.found not in ("optimal", "feasible"):
                return None if allowed is not None else self._ended(outcome)
            values = outcome.values[:width]
            if self.solver.holds(values):
                self._learn(values)
                figure = self.model.objective.at(values)
                outcome = replace(outcome, values=values, figure=figure)
                return outcome if allowed is not None else self._ended(outcome)
            is_over = monotonic() >= deadline or (self.work is not None and self.spent >= self.work)
            if is_over or not self._state_missed(outcome.values, groups):
                return None if allowed is not None else self._ended(replace(outcome, figure=None))

    def _ended(self, outcome: Outcome) -> Outcome:
        """What the last round says, or what was known before it, where that is better."""
        if outcome.found == "infeasible":
            return replace(outcome, work=self.spent)
        if self.known is None:
            return replace(
                outcome, found="nothing", values=(), figure=None, bound=self.bound, work=self.spent
            )
        figure = self.model.objective.at(self.known)
        if figure == outcome.figure:
            return replace(outcome, work=self.spent)
        proven = self.bound is not None and abs(self.bound - figure) <= self.gap * abs(figure)
        return replace(
            outcome,
            found="optimal" if proven else "feasible",
            values=self.known,
            figure=figure,
            bound=self.bound,
            work=self.spent,
        )

    def _learn(self, values: tuple[int, ...]) -> None:
        at, sense = self.model.objective.at, self.model.objective.sense
        gain = 1 if self.known is None else at(values) - at(self.known)
        if self.known is None or (gain if sense == "maximise" else -gain) > 0:
            self.known = values

    def _better_bound(self, bound: int) -> int:
        if self.bound is None:
            return bound
        return (min if self.model.objective.sense == "maximise" else max)(self.bound, bound)

    def _state_missed(self, values: tuple[int, ...], groups: dict[Group, int]) -> bool:
        """State, for each draw that is broken and counts, the budget that is exceeded most."""
        solver, chosen = self.solver, np.array(values[: len(self.model.columns)])
        excess = np.stack(
            [b.excess(chosen).astype(float) / (1 + b.planned_limit) for b in solver.budgets], axis=1
        )
        seen = broken(solver.budgets, chosen, solver.confidence.draws)
        added = False
        for draw in np.nonzero(seen.any(axis=1))[0]:
            for numbers in solver.sets.values():
                number = max(numbers, key=lambda n: excess[draw, n] if seen[draw, n] else -1)
                place = (number, int(draw))
                column = groups.get(solver.group(place))
                counts = column is None or not values[column]
                if seen[draw, number] and counts:
                    added = solver.state(place) or added
        return added

    def _master(self, allowed: set[Group] | None = None) -> tuple[Model, dict[Group, int]]:
        """The model with what is stated, and the column of each y."""
        solver, columns = self.solver, list(self.model.columns)
        groups: dict[Group, int] = {}
        rows = []
        for place in solver.stated:
            group = solver.group(place)
            if group not in groups:
                groups[group] = len(columns)
                columns.append(Variable(f"y[{group[0]},{group[1] + 1}]"))
            rows.append(solver.row(place, groups[group]))
        of_set: dict[str, list[tuple[int, int]]] = {}
        for (stream, _), column in groups.items():
            of_set.setdefault(stream, []).append((column, 1))
        may_break = solver.confidence.may_break
        for terms in of_set.values():
            if len(terms) > may_break:
                rows.append(Constraint("draws that do not count", tuple(terms), "<=", may_break))
        if allowed is not None:
            others = tuple((c, 1) for group, c in groups.items() if group not in allowed)
            rows.append(Constraint("draws that count", others, "<=", 0))
        return Model(tuple(columns), self.model.rows + tuple(rows), self.model.objective), groups

    def _with_groups(
        self, values: tuple[int, ...] | None, groups: dict[Group, int]
    ) -> tuple[int, ...]:
        """Column values with each y that they need; nothing where none are known."""
        if values is None:
            return ()
        seen = broken(self.solver.budgets, np.array(values), self.solver.confidence.draws)
        sets = self.solver.sets
        further = (int(seen[draw, list(sets[of])].any()) for of, draw in groups)
        return (*values, *further)
