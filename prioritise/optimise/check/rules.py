"""The rules as the independent check measures them, from choices and payments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from prioritise.optimise.check.value import CheckedFigures, ChosenOptions, number_in
from prioritise.programme.groups import RuleGroup, counts_as
from prioritise.programme.money import PENCE_PER_UNIT
from prioritise.programme.options import Choice, Option
from prioritise.programme.records import Proposal


@dataclass(frozen=True, slots=True)
class CheckedPayment:
    """Public money that one row of an option moves; without a stream, only later."""

    proposal: Proposal
    stream: str
    kind: str
    amounts: tuple[int, ...]
    later: tuple[int, ...]


Payments = Mapping[str, Sequence[CheckedPayment]]
"""Payments by proposal."""


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """One row of a rule, as a plan meets it."""

    group: RuleGroup
    amount: Fraction
    """What the group adds up to: proposals, pence, points, the column's own unit, or groups."""
    whole: Fraction = Fraction(0)
    """For a share: what all of the plan adds up to."""

    @property
    def achieved(self) -> Fraction:
        """The measure in the unit of the rule's limits; a share of nothing at all is 0."""
        if self.group.counts_parts:
            return self.amount
        if self.group.rule.measure == "share":
            return self.amount / self.whole if self.whole else Fraction(0)
        units = self.group.units or Fraction(1)
        if self.group.measure.is_money:
            return self.amount / PENCE_PER_UNIT[self.group.programme.unit] / units
        return self.amount / units

    @property
    def kept(self) -> bool:
        """Whether it lies between its limits; any share of nothing at all does."""
        low, high = self._limits
        achieved, whole = self.achieved, Fraction(1)
        if self.group.rule.measure == "share" and not self.group.counts_parts:
            achieved, whole = self.amount, self.whole
        return (low is None or achieved >= low * whole) and (
            high is None or achieved <= high * whole
        )

    @property
    def binding(self) -> bool:
        """Whether it stands at one of its limits."""
        return self.achieved in self._limits

    @property
    def _limits(self) -> tuple[Fraction | None, Fraction | None]:
        rule = self.group.rule
        if self.group.counts_parts:
            return Fraction(rule.in_at_least or 0), None
        low = None if rule.at_least is None else Fraction(rule.at_least)
        return low, None if rule.at_most is None else Fraction(rule.at_most)

    def plus(self, other: MeasuredRow) -> MeasuredRow:
        """The same row for two plans together."""
        return MeasuredRow(self.group, self.amount + other.amount, self.whole + other.whole)


def measured(
    figures: CheckedFigures, groups: Sequence[RuleGroup], chosen: ChosenOptions, payments: Payments
) -> Iterator[MeasuredRow]:
    """Every row of the rules, measured on a plan."""
    for group in groups:
        yield _row(figures, group, chosen, payments)


def _row(
    figures: CheckedFigures, group: RuleGroup, chosen: ChosenOptions, payments: Payments
) -> MeasuredRow:
    if group.counts_parts:
        rows = (_row(figures, part, chosen, payments) for part in group.parts)
        return MeasuredRow(group, Fraction(sum(row.kept for row in rows)))
    if group.rule.measure == "share":
        own, whole = (
            _measure(figures, each, chosen, payments) for each in (group.shared, group.whole)
        )
        return MeasuredRow(group, own, whole)
    if group.group is not None:
        figures = figures.weighed_by(group.group)
    return MeasuredRow(group, _measure(figures, group, chosen, payments))


def spend_of(payments: Payments) -> int:
    """Pence that streams pay within the years."""
    return sum(sum(row.amounts) for rows in payments.values() for row in rows)


def _measure(
    figures: CheckedFigures, group: RuleGroup, chosen: ChosenOptions, payments: Payments
) -> Fraction:
    if group.counts_people:
        return _people(group, payments)
    if group.rule.is_about_needs:
        return Fraction(_needed(group, chosen))
    amounts = (
        _amount(figures, group, choice, option, payments[name])
        for name, (choice, option) in chosen.items()
        if group.covers(group.programme.proposal_of[name])
    )
    together = _bonuses(figures, group, payments) if group.rule.measure == "value" else 0
    return Fraction(sum(amounts)) + together


def _bonuses(figures: CheckedFigures, group: RuleGroup, payments: Payments) -> Fraction:
    """Points of the bonuses whose two are in the group, by the smaller of their shares there."""
    inside = [name for name, paid in payments.items() if _belongs(group, name, paid)]
    proposal_of, total = group.programme.proposal_of, Fraction(0)
    for link, points in figures.bonuses(inside):
        ends = proposal_of[link.proposal], proposal_of[link.other]
        total += points * min(_part(group, proposal) for proposal in ends)
    return total


def _belongs(group: RuleGroup, name: str, paid: Sequence[CheckedPayment]) -> bool:
    """Whether a chosen proposal is in a group, by its columns and by its payments."""
    return group.covers(group.programme.proposal_of[name]) and (
        not group.asks_payment or any(_counts(group, payment) for payment in paid)
    )


def _part(group: RuleGroup, proposal: Proposal) -> Fraction:
    """The share of a proposal that its hubs in the group have."""
    return Fraction(len(group.hub_parts(proposal)), len(proposal.hubs))


def _needed(group: RuleGroup, chosen: ChosenOptions) -> int:
    """How many are chosen of what the group's own proposal needs, less one where it is chosen."""
    proposals = [group.programme.proposal_of[name] for name in chosen]
    return sum(map(group.is_needed, proposals)) - sum(map(group.covers, proposals))


def _people(group: RuleGroup, payments: Payments) -> Fraction:
    """People whom a chosen proposal of the group reaches, whichever and however many do."""
    reaching = {name for name, paid in payments.items() if _belongs(group, name, paid)}
    rows = (row for row in group.reached if not reaching.isdisjoint(row.proposals))
    return sum((row.figure for row in rows), Fraction(0))


def _amount(
    figures: CheckedFigures,
    group: RuleGroup,
    choice: Choice,
    option: Option,
    payments: Sequence[CheckedPayment],
) -> Fraction | int:
    """What one chosen option adds to a group that its proposal's columns belong to."""
    measure, proposal = group.rule.measure, group.programme.proposal_of[option.proposal]
    if measure in ("spend", "future"):
        return sum(_money(group, payment) for payment in payments)
    if group.asks_payment and not any(_counts(group, payment) for payment in payments):
        return 0
    if measure == "count":
        return 1
    if group.measure.is_match:
        return _match(group, proposal, option)
    if measure == "value":
        return _part(group, proposal) * figures.points(choice, option)
    return _part(group, proposal) * Fraction(number_in(proposal, measure)) * option.portion


def _money(group: RuleGroup, payment: CheckedPayment) -> int:
    """Pence of a payment that count in a group."""
    if not group.takes_payment(payment.stream, payment.kind):
        return 0
    if group.rule.measure == "future":
        return sum(group.pence(payment.proposal, cell) for cell in payment.later)
    return sum(group.pence(payment.proposal, payment.amounts[year]) for year in group.years)


def _counts(group: RuleGroup, payment: CheckedPayment) -> bool:
    """Whether a payment makes its proposal belong to a group."""
    return group.takes_payment(payment.stream, payment.kind) and any(
        payment.amounts[year] for year in group.years
    )


def _match(group: RuleGroup, proposal: Proposal, option: Option) -> int:
    cells = (
        cell
        for row in option.rows
        if counts_as(group.measure, row)
        for cell in (row.before, *row.amounts, *row.later)
    )
    return sum(group.pence(proposal, cell) for cell in cells)
