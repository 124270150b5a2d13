"""The rows of the rules: a measure of every group, between its limits.

    count   sum of x                               proposals
    spend   sum of money in the group              pence
    share   spend in the group - r * all spend     pence, against 0
    future  sum of public money after the years    pence
    match   sum of other people's money            pence; the certain part, the other part
    value   sum of value                           figures
    column  sum of the column * portion            the column's unit

A rule with a stream, a year or a kind takes the proposals that are paid something there, and only
the money that is paid there. A linkage counts in each of its hubs; its money, value and columns are
shared equally between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from prioritise.appraisal.value import key_of, number_of
from prioritise.optimise.columns import Chosen, Formulation, Payment
from prioritise.optimise.model import Row, Sense, collected, whole_row
from prioritise.programme.groups import (
    MATCH_MEASURES,
    MONEY_MEASURES,
    Group,
    counts_as,
    groups_of,
    payment_kind,
)
from prioritise.programme.money import PENCE_PER_UNIT
from prioritise.programme.records import MATCH, Proposal

Amounts = dict[int, Fraction]
"""Figure of a measure by column."""


def rule_rows(formulation: Formulation) -> tuple[Row, ...]:
    """A row for each limit of each group of each rule."""
    derived = Derived(formulation)
    limits = [
        row
        for rule in formulation.programme.rules
        for group in groups_of(formulation.programme, rule)
        for row in _limits(derived, group)
    ]
    return (*limits, *derived.rows)


def _limits(derived: Derived, group: Group) -> Iterator[Row]:
    rule, formulation = group.rule, derived.formulation
    senses: tuple[tuple[Sense, str], ...] = ((">=", "at least"), ("<=", "at most"))
    for (sense, words), limit in zip(senses, (rule.at_least, rule.at_most), strict=True):
        if limit is None:
            continue
        name = f"{group.name}, {words} {limit}"
        if rule.measure == "share":
            yield whole_row(name, _share(formulation, group, Fraction(limit)), sense, Fraction(0))
        else:
            unit = _figures_in_a_unit(formulation, rule.measure)
            yield whole_row(name, _measure(derived, group), sense, Fraction(limit) * unit)


def _figures_in_a_unit(formulation: Formulation, measure: str) -> int:
    if measure in MONEY_MEASURES:
        return PENCE_PER_UNIT[formulation.programme.unit]
    return formulation.values.denominator if measure == "value" else 1


def _measure(derived: Derived, group: Group) -> Amounts:
    match group.rule.measure:
        case "count":
            return _belonging(derived, group, lambda proposal, chosen: Fraction(1))
        case "spend":
            return _spend(derived.formulation, group)
        case "future":
            return _future(derived.formulation, group)
        case measure if measure in MATCH_MEASURES:
            return _belonging(derived, group, lambda p, chosen: _match(group, p, chosen))
        case "value":
            return _value(derived, group)
        case column:
            return _belonging(derived, group, lambda p, chosen: _number(group, p, chosen, column))


def _spend(formulation: Formulation, group: Group) -> Amounts:
    return _summed(
        (
            payment.column,
            sum(group.pence(payment.proposal, payment.amounts[year]) for year in group.years),
        )
        for payment in _payments(formulation, group)
    )


def _future(formulation: Formulation, group: Group) -> Amounts:
    return _summed(
        (payment.column, sum(group.pence(payment.proposal, cell) for cell in payment.later))
        for payment in _payments(formulation, group)
    )


def _share(formulation: Formulation, group: Group, share: Fraction) -> Amounts:
    """Spend of the group less its share of all spend."""
    terms = _spend(formulation, group)
    for payment in formulation.payments:
        terms[payment.column] = terms.get(payment.column, Fraction(0)) - share * payment.paid
    return terms


def _value(derived: Derived, group: Group) -> Amounts:
    """Value of the proposals of the group, the part that hangs on who is picked to pay included."""
    formulation, terms = derived.formulation, Amounts()
    for proposal, chosen in _options(formulation, group):
        key = key_of(chosen.option)
        part = _hub_part(group, proposal)
        picked = formulation.values.by_payer[key]
        paying = [
            (column, picked[row, stream])
            for row, payers in enumerate(chosen.payers)
            for column, stream in payers
            if (row, stream) in picked
        ]
        for member in derived.members(group, chosen):
            _add(terms, member, part * formulation.values.certain[key])
            for column, figure in paying:
                both = derived.both(member, column, chosen)
                if both is not None:
                    _add(terms, both, part * figure)
    return terms


def _match(group: Group, proposal: Proposal, chosen: Chosen) -> Fraction:
    return Fraction(
        sum(
            group.pence(proposal, amount)
            for row in chosen.option.rows
            if counts_as(group.rule.measure, row)
            for amount in (row.before, *row.amounts, *row.later)
        )
    )


def _number(group: Group, proposal: Proposal, chosen: Chosen, column: str) -> Fraction:
    portion = chosen.option.portion
    return Fraction(number_of(proposal, column)) * portion * _hub_part(group, proposal)


@dataclass
class Derived:
    """Further columns for what hangs on more than one picked payer, and the rows that fix them."""

    formulation: Formulation
    rows: list[Row] = field(default_factory=list)
    _known: dict[tuple[str, tuple[int, ...]], int] = field(default_factory=dict)

    def members(self, group: Group, chosen: Chosen) -> tuple[int, ...]:
        """Columns of which just one is 1 where the option is chosen and belongs to the group."""
        if not group.asks_payment:
            return (chosen.column,)
        paying = {
            column: row
            for row, payers in enumerate(chosen.payers)
            for column, stream in payers
            if _pays(group, chosen, row, stream)
        }
        if chosen.column in paying:
            return (chosen.column,)
        if len(set(paying.values())) <= 1:
            return tuple(paying)
        return (self._any(tuple(paying)),)

    def both(self, one: int, other: int, chosen: Chosen) -> int | None:
        """A column that is 1 where two columns of an option are; none where that cannot be."""
        if one in (other, chosen.column):
            return other
        if other == chosen.column:
            return one
        row_of = {c: row for row, payers in enumerate(chosen.payers) for c, _ in payers}
        if one in row_of and row_of[one] == row_of[other]:
            return None
        columns = tuple(sorted((one, other)))
        column, new = self._column("both", columns)
        if new:
            self._fix("both", column, columns, at_most_each=True)
            terms = collected([(column, 1), *((c, -1) for c in columns)])
            self.rows.append(Row("both are paid", terms, ">=", -1, is_limit=False))
        return column

    def _any(self, columns: tuple[int, ...]) -> int:
        column, new = self._column("any", columns)
        if new:
            self._fix("any", column, columns, at_most_each=False)
            terms = collected([(column, 1), *((c, -1) for c in columns)])
            self.rows.append(Row("any is paid", terms, "<=", 0, is_limit=False))
        return column

    def _column(self, word: str, columns: tuple[int, ...]) -> tuple[int, bool]:
        key = (word, columns)
        if key in self._known:
            return self._known[key], False
        names = ", ".join(self.formulation.columns[column].name for column in columns)
        self._known[key] = self.formulation.column(f"c[{word} of {names}]")
        return self._known[key], True

    def _fix(self, word: str, column: int, columns: tuple[int, ...], at_most_each: bool) -> None:
        sense: Sense = "<=" if at_most_each else ">="
        for each in columns:
            terms = collected([(column, 1), (each, -1)])
            self.rows.append(Row(f"{word} is paid", terms, sense, 0, is_limit=False))


def _belonging(
    derived: Derived, group: Group, figure: Callable[[Proposal, Chosen], Fraction]
) -> Amounts:
    """A figure of each proposal that belongs to the group."""
    terms = Amounts()
    for proposal, chosen in _options(derived.formulation, group):
        for column in derived.members(group, chosen):
            _add(terms, column, figure(proposal, chosen))
    return terms


def _options(formulation: Formulation, group: Group) -> Iterator[tuple[Proposal, Chosen]]:
    for name, options in formulation.options.items():
        proposal = formulation.programme.proposal_of[name]
        if options and group.covers(proposal):
            for chosen in options:
                yield proposal, chosen


def _payments(formulation: Formulation, group: Group) -> Iterator[Payment]:
    for payment in formulation.payments:
        if group.covers(payment.proposal) and group.takes_payment(payment.stream, payment.kind):
            yield payment


def _pays(group: Group, chosen: Chosen, row: int, stream: str) -> bool:
    """Whether a payer of a row pays anything that counts in the group."""
    cost = chosen.option.rows[row]
    if stream in ("", MATCH):
        return False
    kind = payment_kind(group.programme, cost.kind, stream)
    return group.takes_payment(stream, kind) and any(cost.amounts[year] for year in group.years)


def _hub_part(group: Group, proposal: Proposal) -> Fraction:
    return Fraction(len(group.hub_parts(proposal)), len(proposal.hubs))


def _summed(pairs: Iterable[tuple[int, int]]) -> Amounts:
    return {column: Fraction(figure) for column, figure in collected(pairs)}


def _add(terms: Amounts, column: int, figure: Fraction) -> None:
    terms[column] = terms.get(column, Fraction(0)) + figure
