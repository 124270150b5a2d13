"""Columns that follow from others: paid from any of several rows, by both, reached by any.

Rows on both sides leave each of them one value wherever the columns that it follows from have
theirs, so that no shortlist gains by where they stand.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from prioritise.appraisal.value import ValueTable
from prioritise.optimise.columns import Formulation, OptionColumns
from prioritise.optimise.model import Constraint, Sense, Terms, collected
from prioritise.programme.groups import RuleGroup, payment_kind
from prioritise.programme.records import MATCH


@dataclass
class Derived:
    """Further columns for what hangs on several others, and the rows that fix them."""

    formulation: Formulation
    rows: list[Constraint] = field(default_factory=list)
    _known: dict[tuple[str, str, tuple[int, ...]], int] = field(default_factory=dict)

    def members(self, group: RuleGroup, chosen: OptionColumns) -> tuple[int, ...]:
        """Columns of which just one is 1 where the option is chosen and belongs to the group."""
        if not group.asks_payment:
            return (chosen.column,)
        paying = {
            column: row
            for row, payers in enumerate(chosen.payers)
            for column, stream in payers
            if pays(group, chosen, row, stream)
        }
        if chosen.column in paying:
            return (chosen.column,)
        if len(set(paying.values())) <= 1:
            return tuple(paying)
        return (self._any("c", "paid", tuple(paying)),)

    def any_chosen(self, columns: tuple[int, ...]) -> int:
        """A column that is 1 where one of several proposals is chosen."""
        return self._any("w", "chosen", columns)

    def both(self, one: int, other: int, chosen: OptionColumns) -> int | None:
        """A column that is 1 where two columns of an option are; none where that cannot be."""
        if one in (other, chosen.column):
            return other
        if other == chosen.column:
            return one
        row_of = {c: row for row, payers in enumerate(chosen.payers) for c, _ in payers}
        if one in row_of and row_of[one] == row_of[other]:
            return None
        return self._both("c", "paid", one, other)

    def both_belong(self, ones: tuple[int, ...], others: tuple[int, ...]) -> int:
        """A column that is 1 where one of some columns is, and one of some others."""
        one, other = (
            columns[0] if len(columns) == 1 else self.any_chosen(columns)
            for columns in (ones, others)
        )
        return self._both("b", "chosen", one, other)

    def range_of(self, terms: Terms) -> tuple[int, int]:
        """What a sum comes to at least and at most, whatever is chosen."""
        columns = self.formulation.columns
        ends = [coefficient * columns[column].top for column, coefficient in terms]
        return sum(end for end in ends if end < 0), sum(end for end in ends if end > 0)

    def is_kept(self, limit: Constraint) -> int:
        """A column that is 1 where a limit is kept, and 0 where it is not."""
        terms, bound = limit.terms, limit.limit
        if limit.sense == "<=":
            terms, bound = tuple((column, -c) for column, c in terms), -bound
        low, high = self.range_of(terms)
        column = self.formulation.column(f"k[{limit.name}]")
        for sense, part, side in ((">=", bound - low, low), ("<=", high - bound + 1, bound - 1)):
            row = collected([*terms, (column, -part)])
            name = f"whether {limit.name}"
            self.rows.append(Constraint(name, row, sense, side, is_limit=False))  # type: ignore[arg-type]
        return column

    def both_hold(self, one: int, other: int) -> int:
        """A column that is 1 where two columns are."""
        return self._both("k", "kept", one, other)

    def valued(self, values: ValueTable) -> Derived:
        """The same columns and rows, with other figures of value."""
        return Derived(replace(self.formulation, values=values), self.rows, self._known)

    def _both(self, letter: str, word: str, one: int, other: int) -> int:
        columns = tuple(sorted((one, other)))
        column, new = self._column(letter, "both", columns)
        if new:
            self._fix(f"both are {word}", column, columns, "<=")
            terms = collected([(column, 1), *((c, -1) for c in columns)])
            self.rows.append(Constraint(f"both are {word}", terms, ">=", -1, is_limit=False))
        return column

    def _any(self, letter: str, word: str, columns: tuple[int, ...]) -> int:
        column, new = self._column(letter, "any", columns)
        if new:
            self._fix(f"any is {word}", column, columns, ">=")
            terms = collected([(column, 1), *((c, -1) for c in columns)])
            self.rows.append(Constraint(f"any is {word}", terms, "<=", 0, is_limit=False))
        return column

    def _column(self, letter: str, word: str, columns: tuple[int, ...]) -> tuple[int, bool]:
        key = (letter, word, columns)
        if key in self._known:
            return self._known[key], False
        names = ", ".join(self.formulation.columns[column].name for column in columns)
        self._known[key] = self.formulation.column(f"{letter}[{word} of {names}]")
        return self._known[key], True

    def _fix(self, name: str, column: int, columns: tuple[int, ...], sense: Sense) -> None:
        for each in columns:
            terms = collected([(column, 1), (each, -1)])
            self.rows.append(Constraint(name, terms, sense, 0, is_limit=False))


def pays(group: RuleGroup, chosen: OptionColumns, row: int, stream: str) -> bool:
    """Whether a payer of a row pays anything that counts in the group."""
    cost = chosen.option.rows[row]
    if stream in ("", MATCH):
        return False
    kind = payment_kind(group.programme, cost.kind, stream)
    return group.takes_payment(stream, kind) and any(cost.amounts[year] for year in group.years)
