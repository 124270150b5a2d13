"""A programme with its integer programme and its check, built once for many questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from prioritise.appraisal.value import OptionKey, key_of
from prioritise.optimise.chance.drawn_budgets import DrawnBudget, drawn_budgets, futures_of
from prioritise.optimise.chance.row_generation import DrawSolver
from prioritise.optimise.check.examination import Examiner
from prioritise.optimise.columns import Formulation, formulated, ones
from prioritise.optimise.formulation import model_of
from prioritise.optimise.model import Constraint, Model, Objective
from prioritise.optimise.rules import limits_and_goals
from prioritise.optimise.solver import Solver
from prioritise.programme.programme import Programme

Locks = Sequence[tuple[str, bool]]
"""Proposals, and whether each has to be in or out."""


@dataclass(frozen=True)
class Prepared:
    """What is asked, in the forms in which it is solved and checked."""

    programme: Programme
    formulation: Formulation
    examiner: Examiner
    locked: tuple[Constraint, ...] = ()
    """What has to be in, out, or done in one way, beside what the programme says."""

    @property
    def model(self) -> Model:
        """The integer programme; it aims at value."""
        return self._built[0]

    @cached_property
    def sought(self) -> tuple[Objective, ...]:
        """What is sought in place of value alone, first things first; value at the latest last."""
        goals = tuple(
            self.value if goal.is_value else objective
            for goal, objective in zip(self.programme.goals, self._built[1], strict=True)
        )
        return goals if not goals or self.value in goals else (*goals, self.value)

    @cached_property
    def _built(self) -> tuple[Model, tuple[Objective, ...]]:
        rows, goals = limits_and_goals(self.formulation)
        model, _ = model_of(self.formulation, *rows)
        return model.within(*self.locked), goals

    @property
    def value(self) -> Objective:
        """Value in figures."""
        return self.model.objective

    def in_draws(self, solver: Solver) -> DrawSolver | None:
        """A solver that is held to the draws; none where budgets need not be kept in any."""
        confidence = self.programme.confidence
        return None if confidence is None else DrawSolver(confidence, self._drawn_budgets, solver)

    @cached_property
    def _drawn_budgets(self) -> tuple[DrawnBudget, ...]:
        confidence = self.programme.confidence
        assert confidence is not None
        futures = futures_of(self.programme, 1, confidence.draws, confidence.seed)
        return drawn_budgets(self.formulation, futures)

    def within(self, locks: Locks, options: Sequence[OptionKey] = ()) -> Prepared:
        """The same with some proposals in or out, some options chosen; nothing is built anew."""
        rows = (*self._locked(locks), *self._chosen(options))
        narrower = replace(self, locked=(*self.locked, *rows))
        vars(narrower)["_built"] = self.model.within(*rows), self._built[1]
        return narrower

    def _locked(self, locks: Locks) -> Iterator[Constraint]:
        for name, chosen in locks:
            columns = ones(self.formulation.chosen(name))
            yield Constraint(f"{name} as asked", columns, "=", int(chosen), is_limit=False)

    def _chosen(self, options: Sequence[OptionKey]) -> Iterator[Constraint]:
        for key in options:
            columns = [
                chosen.column
                for chosen in self.formulation.options[key[0]]
                if key_of(chosen.option) == key
            ]
            yield Constraint(f"{key[0]} in this option", ones(columns), "=", 1, is_limit=False)


def prepared(programme: Programme) -> Prepared:
    """The integer programme, built where it is needed, and the check of a programme."""
    return Prepared(programme, formulated(programme), Examiner(programme))
