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
    """What the group adds up to: proposals, pence, points, or the column's own unit."""
    spend: int
    """Pence that streams pay within the years, for shares of it."""

    @property
    def achieved(self) -> Fraction:
        """The measure in the unit of the rule's limits; a share of no spend at all is 0."""
        if self.group.rule.measure == "share":
            return self.amount / self.spend if self.spend else Fraction(0)
        if self.group.measure.is_money:
            return self.amount / PENCE_PER_UNIT[self.group.programme.unit]
        return self.amount

    @property
    def kept(self) -> bool:
        """Whether it lies between its limits; any share of no spend at all does."""
        if self.group.rule.measure == "share" and not self.spend:
            return True
        low, high = self._limits
        return (low is None or self.achieved >= low) and (high is None or self.achieved <= high)

    @property
    def binding(self) -> bool:
        """Whether it stands at one of its limits."""
        return self.achieved in self._limits

    @property
    def _limits(self) -> tuple[Fraction | None, Fraction | None]:
        rule = self.group.rule
        low = None if rule.at_least is None else Fraction(rule.at_least)
        return low, None if rule.at_most is None else Fraction(rule.at_most)

    def plus(self, other: MeasuredRow) -> MeasuredRow:
        """The same row for two plans together."""
        return MeasuredRow(self.group, self.amount + other.amount, self.spend + other.spend)


def measured(
    figures: CheckedFigures, groups: Sequence[RuleGroup], chosen: ChosenOptions, payments: Payments
) -> Iterator[MeasuredRow]:
    """Every row of the rules, measured on a plan."""
    spend = spend_of(payments)
    for group in groups:
        yield MeasuredRow(group, _measure(figures, group, chosen, payments), spend)


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
    if measure in ("spend", "share", "future"):
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
