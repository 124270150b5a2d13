"""The columns of a programme, only where there is a choice, and the way back from their values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from prioritise.appraisal.value import ValueTable, value_table
from prioritise.optimise.model import Terms, Variable
from prioritise.programme.eligibility import Eligibility, eligibility_of
from prioritise.programme.groups import payment_kind
from prioritise.programme.options import Choice, Option
from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH, Proposal


@dataclass(frozen=True, slots=True)
class OptionColumns:
    """An option that could be chosen and the columns that stand for it."""

    option: Option
    column: int
    """Its x."""
    payers: tuple[tuple[tuple[int, str], ...], ...]
    """Columns and streams of each row: a certain payer stands with the x itself."""


@dataclass(frozen=True, slots=True)
class Payment:
    """Public money that moves when a column is 1; without a stream, only later."""

    proposal: Proposal
    chosen: OptionColumns
    row: int
    column: int
    stream: str
    kind: str
    amounts: tuple[int, ...]
    later: tuple[int, ...]
    """Pence after the budgeted years, as in the row."""

    @property
    def paid(self) -> int:
        """Pence over the years."""
        return sum(self.amounts)


@dataclass
class Formulation:
    """The columns of a programme, and the way back from their values."""

    programme: Programme
    eligibility: Mapping[str, Eligibility]
    values: ValueTable
    columns: list[Variable] = field(default_factory=list)
    options: dict[str, tuple[OptionColumns, ...]] = field(default_factory=dict)
    """Options that could be chosen, by proposal in order of id."""

    def column(self, name: str, top: int = 1) -> int:
        """The place of a new column."""
        self.columns.append(Variable(name, top))
        return len(self.columns) - 1

    def chosen(self, proposal: str) -> list[int]:
        """The x columns of a proposal; none where it is not eligible."""
        return [chosen.column for chosen in self.options[proposal]]

    @cached_property
    def payments(self) -> tuple[Payment, ...]:
        """Every payment that a stream could make."""
        return tuple(
            Payment(
                proposal,
                chosen,
                place,
                column,
                stream,
                payment_kind(self.programme, row.kind, stream),
                row.amounts,
                row.later,
            )
            for name, options in self.options.items()
            for proposal in [self.programme.proposal_of[name]]
            for chosen in options
            for place, row in enumerate(chosen.option.rows)
            for column, stream in chosen.payers[place]
            if stream != MATCH
        )

    def choices(self, values: tuple[int, ...]) -> tuple[Choice, ...]:
        """What column values mean, in order of proposal."""
        return tuple(
            Choice(
                name,
                chosen.option.name,
                chosen.option.tenths,
                tuple(
                    next((stream for column, stream in row if values[column]), "")
                    for row in chosen.payers
                ),
            )
            for name, options in self.options.items()
            for chosen in options
            if values[chosen.column]
        )

    def columns_of(self, choices: Sequence[Choice]) -> tuple[int, ...]:
        """The columns that stand for choices, in order; bonuses that follow from them aside."""
        found = set()
        for choice in choices:
            for chosen in self.options[choice.proposal]:
                if (chosen.option.name, chosen.option.tenths) == (choice.option, choice.tenths):
                    found.add(chosen.column)
                    for row, payer in zip(chosen.payers, choice.payers, strict=True):
                        found |= {column for column, stream in row if stream == payer}
        return tuple(sorted(found))


def formulated(programme: Programme) -> Formulation:
    """The columns of a programme: only what could be chosen, only where there is a choice."""
    formulation = Formulation(programme, eligibility_of(programme), value_table(programme))
    for name, eligible in formulation.eligibility.items():
        several = len(eligible.options) > 1
        formulation.options[name] = tuple(
            _chosen(formulation, option, several) for option in eligible.options
        )
    return formulation


def _chosen(formulation: Formulation, option: Option, several: bool) -> OptionColumns:
    label = f"{option.proposal},{option.label}" if several else option.proposal
    column = formulation.column(f"x[{label}]")
    payers = tuple(
        ((column, row.payers[0]),)
        if len(row.payers) == 1
        else tuple(
            (formulation.column(f"z[{label}.{place + 1},{stream}]"), stream)
            for stream in row.payers
        )
        for place, row in enumerate(option.rows)
    )
    return OptionColumns(option, column, payers)


def ones(columns: list[int]) -> Terms:
    """The sum of some columns."""
    return tuple((column, 1) for column in columns)
