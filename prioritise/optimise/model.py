"""The integer programme as data: named columns, named rows of whole numbers, one objective.

Nothing here knows a solver. A row holds exact integers, so that any list of column values can be
tested without rounding, and printing a model prints the algebra.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor, lcm
from typing import Literal

Sense = Literal["<=", ">=", "="]
Terms = tuple[tuple[int, int], ...]
"""Column and whole coefficient, in order of column, none of them 0."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One whole number to be chosen, from 0 to its top."""

    name: str
    """Name in the algebra, such as `x[P3]`."""
    top: int = 1
    """Largest value."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """One named limit."""

    name: str
    """Name in the user's words."""
    terms: Terms
    """Left side."""
    sense: Sense
    """How the sides compare."""
    limit: int
    """Right side."""
    is_limit: bool = True
    """Whether it is a limit that people have set, rather than what a column means."""
    stream: str = ""
    """Stream whose own money it limits; empty where it limits what several spend, or no money."""

    def holds(self, values: Sequence[int]) -> bool:
        """Whether column values keep the limit, exactly."""
        side = evaluate(self.terms, values)
        if self.sense == "=":
            return side == self.limit
        return side <= self.limit if self.sense == "<=" else side >= self.limit


@dataclass(frozen=True, slots=True)
class Objective:
    """What is sought."""

    name: str
    """Name in plain words."""
    sense: Literal["maximise", "minimise"]
    """Direction."""
    terms: Terms
    """What is summed."""
    constant: int = 0
    """What is added whatever is chosen."""

    def at(self, values: Sequence[int]) -> int:
        """Its figure at column values, exactly."""
        return evaluate(self.terms, values) + self.constant

    def most(self, columns: Sequence[Variable]) -> int:
        """What it cannot exceed whatever the rows say."""
        tops = (max(0, coefficient) * columns[column].top for column, coefficient in self.terms)
        return sum(tops) + self.constant

    def divided(self, common: int) -> Objective:
        """The same aim in a unit that all coefficients share; the constant is left out."""
        terms = tuple((column, coefficient // common) for column, coefficient in self.terms)
        return Objective(self.name, self.sense, terms)

    def held_at(self, figure: int) -> Constraint:
        """The row that keeps it at least as good as a figure."""
        sense: Sense = ">=" if self.sense == "maximise" else "<="
        return Constraint(
            f"{self.name} as good as found", self.terms, sense, figure - self.constant
        )


@dataclass(frozen=True, slots=True)
class Model:
    """Columns, rows and an objective."""

    columns: tuple[Variable, ...]
    rows: tuple[Constraint, ...]
    objective: Objective

    def aiming(self, objective: Objective) -> Model:
        """The same limits with another objective."""
        return replace(self, objective=objective)

    def within(self, *rows: Constraint) -> Model:
        """The same model with further rows."""
        return replace(self, rows=self.rows + rows)

    def fixing(self, fixed: Mapping[int, int]) -> Model:
        """The same model with the value of some columns known, each of them 0 or 1."""
        columns = tuple(
            replace(column, top=0) if fixed.get(place, 1) == 0 else column
            for place, column in enumerate(self.columns)
        )
        ones = (
            Constraint(f"{self.columns[place].name} is known", ((place, 1),), "=", 1, False)
            for place, value in sorted(fixed.items())
            if value
        )
        return Model(columns, (*self.rows, *ones), self.objective)

    def holds(self, values: Sequence[int]) -> bool:
        """Whether column values keep every limit, exactly."""
        tops = zip(values, self.columns, strict=True)
        return all(0 <= value <= column.top for value, column in tops) and all(
            row.holds(values) for row in self.rows
        )

    def __str__(self) -> str:
        names = [column.name for column in self.columns]
        objective = self.objective
        lines = [f"{objective.sense} {objective.name}: {_side(objective.terms, names)}"]
        if objective.constant:
            lines[0] += f" + {objective.constant}"
        lines.append("subject to")
        lines += [
            f"  {row.name}: {_side(row.terms, names)} {row.sense} {row.limit}" for row in self.rows
        ]
        lines.append("with")
        lines += [f"  {column.name} in 0..{column.top}" for column in self.columns]
        return "\n".join(lines)


def evaluate(terms: Terms, values: Sequence[int]) -> int:
    """The sum of coefficient times value."""
    return sum(coefficient * values[column] for column, coefficient in terms)


def collected(pairs: Iterable[tuple[int, int]]) -> Terms:
    """Terms with each column once."""
    summed: dict[int, int] = {}
    for column, coefficient in pairs:
        summed[column] = summed.get(column, 0) + coefficient
    return tuple((column, summed[column]) for column in sorted(summed) if summed[column])


def whole_row(
    name: str, terms: Mapping[int, Fraction], sense: Sense, limit: Fraction
) -> Constraint:
    """A row of fractions, multiplied up until every term is whole; then so is the nearest limit.

    Raises
    ------
    ValueError
        No whole number equals the limit of an equation.
    """
    whole, factor = in_whole_numbers(terms)
    exact = limit * factor
    if sense == "=" and exact.denominator != 1:
        raise ValueError(f"{name}: {exact} is not whole")
    return Constraint(name, whole, sense, floor(exact) if sense == "<=" else ceil(exact))


def in_whole_numbers(terms: Mapping[int, Fraction]) -> tuple[Terms, int]:
    """Terms multiplied up until each is whole, and by how much."""
    factor = lcm(*(term.denominator for term in terms.values()))
    return collected((column, int(term * factor)) for column, term in terms.items()), factor


def _side(terms: Terms, names: list[str]) -> str:
    if not terms:
        return "0"
    text = " ".join(
        f"{'-' if coefficient < 0 else '+'} "
        + (names[column] if abs(coefficient) == 1 else f"{abs(coefficient)} {names[column]}")
        for column, coefficient in terms
    )
    return text.removeprefix("+ ")
