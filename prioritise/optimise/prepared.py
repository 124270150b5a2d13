"""A programme with its integer programme and its check, built once for many questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from prioritise.appraisal.value import OptionKey, key_of
from prioritise.optimise.check.examination import Examiner
from prioritise.optimise.columns import Formulation, formulated, ones
from prioritise.optimise.formulation import model_of
from prioritise.optimise.model import Constraint, Model, Objective
from prioritise.optimise.rules import rule_rows
from prioritise.programme.programme import Programme

Locks = Sequence[tuple[str, bool]]
"""Proposals, and whether each has to be in or out."""


@dataclass(frozen=True)
class Prepared:
    """What is asked, in the forms in which it is solved and checked."""

    programme: Programme
    formulation: Formulation
    examiner: Examiner

    @cached_property
    def model(self) -> Model:
        """The integer programme; it aims at value."""
        model, _ = model_of(self.formulation, *rule_rows(self.formulation))
        return model

    @property
    def value(self) -> Objective:
        """Value in figures."""
        return self.model.objective

    def within(self, locks: Locks, options: Sequence[OptionKey] = ()) -> Model:
        """The model with some proposals in or out, and some options chosen."""
        return self.model.within(*self._locked(locks), *self._chosen(options))

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
