"""The objectives in their order: value, public money, changes, and what is preferred of equals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from prioritise.appraisal.value import key_of
from prioritise.optimise.columns import Formulation, ones
from prioritise.optimise.model import (
    Constraint,
    Objective,
    Terms,
    Variable,
    collected,
    evaluate,
)

ORDER = "order of ids"
"""Name of the last level."""
PREFERENCES_AT_ONCE = 20
"""Preferences that one solve settles, weighted by powers of two: figures stay below a million."""

LARGEST_TOGETHER = 1 << 40
"""Figures up to this size are told apart by a solver with room to spare: floats hold 2^53."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What one solve seeks."""

    objective: Objective
    entries: tuple[Terms, ...] = ()
    """Where it is a sum weighted by powers of two: its parts, each 0 or 1, first things first."""

    def is_at_best(self, values: Sequence[int]) -> bool:
        """Whether it is plain that nothing is better."""
        return bool(self.entries) and all(evaluate(entry, values) for entry in self.entries)

    def held(self, values: Sequence[int]) -> tuple[Constraint, ...]:
        """The rows that keep it as good as at these column values, which are its best."""
        if not self.entries:
            return (self.objective.held_at(self.objective.at(values)),)
        return tuple(
            Constraint("preferred", entry, "=", evaluate(entry, values)) for entry in self.entries
        )

    def rank(self, values: Sequence[int]) -> tuple[int, ...]:
        """What orders column values by it: the lesser is the better."""
        if self.entries:
            return tuple(-evaluate(entry, values) for entry in self.entries)
        sign = 1 if self.objective.sense == "minimise" else -1
        return (sign * self.objective.at(values),)


@dataclass(frozen=True, slots=True)
class ObjectiveLevel:
    """One objective in its turn; a further one is an entry in the list of levels."""

    name: str
    aims: tuple[Aim, ...]
    """Sought one after another."""


def together(
    objectives: Sequence[Objective], columns: Sequence[Variable]
) -> Iterator[tuple[Objective, tuple[Objective, ...]]]:
    """Objectives to be maximised in turn, as few as may be: some in one, and which these are.

    One that comes after another is outweighed by a single step of it: A K + B with K above all that
    B can differ by. What would be too large for a solver stays apart.
    """
    waiting = list(objectives)
    while waiting:
        whole = waiting.pop(0)
        parts = [whole]
        while waiting:
            above = _span(waiting[0], columns) + 1
            if _span(whole, columns) * above + above > LARGEST_TOGETHER:
                break
            parts.append(waiting.pop(0))
            pairs = [(column, coefficient * above) for column, coefficient in whole.terms]
            whole = Objective(whole.name, "maximise", collected([*pairs, *parts[-1].terms]))
        yield whole, tuple(parts)


def _span(objective: Objective, columns: Sequence[Variable]) -> int:
    """What its figures at any two plans differ by at most."""
    return sum(abs(coefficient) * columns[column].top for column, coefficient in objective.terms)


def levels_after_value(formulation: Formulation) -> tuple[ObjectiveLevel, ...]:
    """What settles which of the plans of equal value it is, first things first."""
    sought = (money_objective(formulation), change_objective(formulation))
    levels = [ObjectiveLevel(each.name, (Aim(each),)) for each in sought if each]
    return (*levels, ObjectiveLevel(ORDER, tuple(_preferring(preferences(formulation)))))


def _preferring(entries: Sequence[Terms]) -> Iterator[Aim]:
    for first in range(0, len(entries), PREFERENCES_AT_ONCE):
        block = tuple(entries[first : first + PREFERENCES_AT_ONCE])
        weights = [1 << place for place in reversed(range(len(block)))]
        terms = collected(
            (column, weight * coefficient)
            for entry, weight in zip(block, weights, strict=True)
            for column, coefficient in entry
        )
        yield Aim(Objective(ORDER, "maximise", terms), block)


def value_objective(formulation: Formulation, bonuses: Mapping[int, int]) -> Objective:
    """Value in figures."""
    values = formulation.values
    terms: list[tuple[int, int]] = []
    for options in formulation.options.values():
        for chosen in options:
            key = key_of(chosen.option)
            terms.append((chosen.column, values.certain[key]))
            for (row, stream), figure in values.by_payer[key].items():
                terms += [(c, figure) for c, payer in chosen.payers[row] if payer == stream]
    terms += [(column, values.bonus[place]) for place, column in bonuses.items()]
    return Objective("value", "maximise", collected(terms))


def money_objective(formulation: Formulation) -> Objective:
    """Public money in pence."""
    spent = ((payment.column, payment.paid) for payment in formulation.payments)
    return Objective("public money", "minimise", collected(spent))


def change_objective(formulation: Formulation) -> Objective | None:
    """Proposals that differ from the baseline shortlist, where there is one."""
    baseline = formulation.programme.baseline
    if baseline is None:
        return None
    terms = [
        (column, -1 if name in baseline else 1)
        for name in formulation.options
        for column in formulation.chosen(name)
    ]
    return Objective("changes from the baseline", "minimise", collected(terms), len(baseline))


def preferences(formulation: Formulation) -> tuple[Terms, ...]:
    """What is preferred to be 1 where all else is equal, first things first.

    Proposals in order of id, then for each its earliest option and largest share, then its payers
    in order of stream id.
    """
    first = [ones(formulation.chosen(name)) for name, found in formulation.options.items() if found]
    then = [
        ((column, 1),)
        for options in formulation.options.values()
        for chosen in options
        for column in (
            *([chosen.column] if len(options) > 1 else []),
            *(column for row in chosen.payers if len(row) > 1 for column, _ in row),
        )
    ]
    return (*first, *then)
