"""The integer programme of a programme: which columns there are, and one function a family of rows.

    x[p]      proposal p is chosen                       x[p,o]  in option o, where it has several
    z[p.r,s]  stream s pays row r, where several may     b[p,q]  both ends of a bonus are chosen
    c[..]     paid in a group from more than one row whose payers are picked

    value       maximise  sum value[o] x[p,o] + value[r,s] z[r,s] + points b    figures
    one option  sum_o x[p,o] <= 1                                               if there are several
    one payer   sum_s z[r,s]  = x[p,o]                                          if several may pay
    budget      spend[s, a..b] <= available[s, a..b] + carried[s, a-1]          pence, runs of years
    award       min_award <= sum_r money[r] z[r,s] <= most[o,s] x[p,o]          pence, each option
    links       x_p <= x_q;  x_p + x_q <= 1;  x_p = x_q;  b <= x_p, b <= x_q, b >= x_p + x_q - 1
    rules       see `rules`
    locks       x_p = 1 where contracted or decided in, x_p = 0 where decided out

What cannot be chosen has no column, a payer that is certain has none, and money is in whole pence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from prioritise.appraisal.value import ValueTable, key_of, value_table
from prioritise.optimise.model import Column, Model, Objective, Row, Terms, collected
from prioritise.programme.eligibility import Eligibility, eligibility_of, most_from
from prioritise.programme.groups import payment_kind
from prioritise.programme.options import Choice, Option
from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH, Proposal


@dataclass(frozen=True, slots=True)
class Chosen:
    """An option that could be chosen and the columns that stand for it."""

    option: Option
    column: int
    """Its x."""
    payers: tuple[tuple[tuple[int, str], ...], ...]
    """Columns and streams of each row: a certain payer stands with the x itself."""


@dataclass(frozen=True, slots=True)
class Payment:
    """Public money that moves when a column is 1; without a stream, only after the years."""

    proposal: Proposal
    chosen: Chosen
    row: int
    column: int
    stream: str
    kind: str
    amounts: tuple[int, ...]
    after: int

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
    columns: list[Column] = field(default_factory=list)
    options: dict[str, tuple[Chosen, ...]] = field(default_factory=dict)
    """Options that could be chosen, by proposal in order of id."""

    def column(self, name: str, top: int = 1) -> int:
        """The place of a new column."""
        self.columns.append(Column(name, top))
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
                row.after,
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

    def values_of(self, choices: tuple[Choice, ...]) -> dict[int, int]:
        """Column values that mean these choices, for the columns x and z."""
        values: dict[int, int] = {}
        wanted = {choice.proposal: choice for choice in choices}
        for name, options in self.options.items():
            choice = wanted.get(name)
            for chosen in options:
                here = choice is not None and (
                    (chosen.option.name, chosen.option.tenths) == (choice.option, choice.tenths)
                )
                values[chosen.column] = int(here)
                for place, row in enumerate(chosen.payers):
                    for column, stream in row:
                        if column != chosen.column:
                            picked = here and choice is not None and choice.payers[place] == stream
                            values[column] = int(picked)
        return values


def formulated(programme: Programme) -> Formulation:
    """The columns of a programme: only what could be chosen, only where there is a choice."""
    formulation = Formulation(programme, eligibility_of(programme), value_table(programme))
    for name, eligible in formulation.eligibility.items():
        several = len(eligible.options) > 1
        formulation.options[name] = tuple(
            _chosen(formulation, option, several) for option in eligible.options
        )
    return formulation


def _chosen(formulation: Formulation, option: Option, several: bool) -> Chosen:
    label = f"{option.proposal},{_option_label(option)}" if several else option.proposal
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
    return Chosen(option, column, payers)


def _option_label(option: Option) -> str:
    share = f" {option.share}" if option.tenths != 10 else ""
    return f"{option.name}{share}" or "as given"


# The rows, in the order of the algebra.


def option_rows(formulation: Formulation) -> Iterator[Row]:
    """At most one option of a proposal."""
    for proposal in formulation.options:
        columns = formulation.chosen(proposal)
        if len(columns) > 1:
            yield Row(f"one option of {proposal}", _ones(columns), "<=", 1)


def payer_rows(formulation: Formulation) -> Iterator[Row]:
    """One payer for each row of a chosen option."""
    for proposal, options in formulation.options.items():
        for chosen in options:
            for place, payers in enumerate(chosen.payers):
                if len(payers) > 1:
                    terms = [(column, 1) for column, _ in payers] + [(chosen.column, -1)]
                    yield Row(f"one payer of {proposal} row {place + 1}", collected(terms), "=", 0)


def budget_rows(formulation: Formulation) -> Iterator[Row]:
    """What each stream spends in each run of years, its own streams' spending included."""
    programme = formulation.programme
    spending: dict[str, list[Payment]] = {stream.stream: [] for stream in programme.streams}
    for payment in formulation.payments:
        for name in programme.ancestors.get(payment.stream, ()):
            spending[name].append(payment)
    for stream in sorted(programme.streams, key=lambda stream: stream.stream):
        for first, last, limit in programme.spending_limits[stream.stream]:
            terms = collected(
                (payment.column, sum(payment.amounts[first : last + 1]))
                for payment in spending[stream.stream]
            )
            if sum(coefficient for _, coefficient in terms) > limit:
                years = _span(programme, first, last)
                yield Row(f"budget {stream.stream} {years}", terms, "<=", limit)


def award_rows(formulation: Formulation) -> Iterator[Row]:
    """What a stream pays of one proposal, where that hangs on more than one picked payer."""
    for options in formulation.options.values():
        for chosen in options:
            for stream, awards in _awards(chosen).items():
                if len(awards) > 1:
                    yield from _award_rows(formulation.programme, chosen, stream, awards)


def _awards(chosen: Chosen) -> Mapping[str, dict[int, int]]:
    """Pence that each stream pays by column, for each stream that may pay."""
    awards: dict[str, dict[int, int]] = {}
    for row, payers in zip(chosen.option.rows, chosen.payers, strict=True):
        for column, stream in payers:
            if stream not in ("", MATCH) and row.paid:
                by_column = awards.setdefault(stream, {})
                by_column[column] = by_column.get(column, 0) + row.paid
    return awards


def _award_rows(
    programme: Programme, chosen: Chosen, stream: str, awards: dict[int, int]
) -> Iterator[Row]:
    payer = programme.stream_of[stream]
    name = f"award of {stream} to {chosen.option.proposal}"
    most = most_from(programme, payer, chosen.option.whole_cost)
    if most is not None:
        terms = collected([*awards.items(), (chosen.column, -most)])
        yield Row(f"largest {name}", terms, "<=", 0)
    if payer.min_award:
        for column in awards:
            terms = collected([*awards.items(), (column, -payer.min_award)])
            yield Row(f"smallest {name}", terms, ">=", 0)


def link_rows(formulation: Formulation) -> Iterator[Row]:
    """Relations between two proposals."""
    for link in formulation.programme.links:
        one, other = formulation.chosen(link.proposal), formulation.chosen(link.other)
        difference = collected([*_ones(one), *((column, -1) for column in other)])
        name = f"{link.proposal} {link.kind} {link.other}"
        if link.kind == "requires":
            yield Row(name, difference, "<=", 0)
        elif link.kind == "together":
            yield Row(name, difference, "=", 0)
        elif link.kind == "excludes":
            yield Row(name, collected([*_ones(one), *_ones(other)]), "<=", 1)


def bonus_columns(formulation: Formulation) -> dict[int, int]:
    """A column for each bonus whose two ends could both be chosen, by place in the links."""
    return {
        place: formulation.column(f"b[{link.proposal},{link.other}]")
        for place, link in enumerate(formulation.programme.links)
        if link.kind == "bonus"
        and formulation.options[link.proposal]
        and formulation.options[link.other]
    }


def bonus_rows(formulation: Formulation, bonuses: Mapping[int, int]) -> Iterator[Row]:
    """A bonus counts just when both ends are chosen."""
    for place, column in bonuses.items():
        link = formulation.programme.links[place]
        ends = [formulation.chosen(link.proposal), formulation.chosen(link.other)]
        name = f"bonus of {link.proposal} with {link.other}"
        for end in ends:
            yield Row(name, collected([(column, 1), *((x, -1) for x in end)]), "<=", 0)
        both = collected([(column, 1), *((x, -1) for end in ends for x in end)])
        yield Row(name, both, ">=", -1)


def commitment_rows(formulation: Formulation) -> Iterator[Row]:
    """What is in or out before anything is weighed; each a row, so that its price can be asked."""
    programme = formulation.programme
    for name, proposal in programme.proposal_of.items():
        columns = _ones(formulation.chosen(name))
        if proposal.commitment:
            yield Row(f"{name} is contracted", columns, "=", 1)
        if decision := programme.decision_of.get(name):
            yield Row(f"{name} is {decision.because}", columns, "=", int(decision.chosen))


# The objectives, in their order.


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
    first = [
        _ones(formulation.chosen(name)) for name, found in formulation.options.items() if found
    ]
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


def model_of(formulation: Formulation, *rules: Row) -> tuple[Model, Objective]:
    """The model that maximises value, given the rows of the rules."""
    bonuses = bonus_columns(formulation)
    rows = (
        *option_rows(formulation),
        *payer_rows(formulation),
        *budget_rows(formulation),
        *award_rows(formulation),
        *link_rows(formulation),
        *bonus_rows(formulation, bonuses),
        *rules,
        *commitment_rows(formulation),
    )
    value = value_objective(formulation, bonuses)
    return Model(tuple(formulation.columns), rows, value), value


def _ones(columns: list[int]) -> Terms:
    return tuple((column, 1) for column in columns)


def _span(programme: Programme, first: int, last: int) -> str:
    if first == last:
        return programme.years[first]
    return f"{programme.years[first]} to {programme.years[last]}"
