"""The rows of the rules: a measure of every group, between its limits.

    count   sum of x                               proposals
    spend   sum of money in the group              pence
    share   spend in the group - r * all spend     pence, against 0; or of another measure
    future  sum of public money after the years    pence
    match   sum of match funding            pence; the certain part, the other part
    value   sum of value, bonus of both included   figures; bonus w[both], w as below
    column  sum of the column * portion            the column's unit
    reach   sum over groups g of people[g] w[g]    people; w[g] = 1 where any x that serves g is
    needs   sum of x needed - x                    proposals, at least 0, for each that needs

A rule with a stream, a year or a kind takes the proposals that are paid something there, and only
the money that is paid there. A linkage counts in each of its hubs; its money, value and columns are
shared equally between them, and the people whom it reaches are counted in each of them. Whom a part
of a proposal reaches, it reaches. A bonus counts where both proposals do, by the smaller share.
A rule per head has its limits times the people of the group. One for the weights of groups sums
their figures. One that has to hold in some groups only is sum k[g] >= so many, with k[g] = 1 just
where the limits of g are kept, by two rows for each of them:

    a x >= low + (limit - low) k      a x <= limit - 1 + (high - limit + 1) k     a x in low..high
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from prioritise.appraisal.value import key_of, number_of, value_table
from prioritise.optimise.columns import Formulation, OptionColumns, Payment
from prioritise.optimise.derived import Derived
from prioritise.optimise.model import (
    Constraint,
    Objective,
    Sense,
    collected,
    in_whole_numbers,
    whole_row,
)
from prioritise.programme.goals import Goal
from prioritise.programme.groups import RuleGroup, counts_as, groups_of
from prioritise.programme.measures import Measure
from prioritise.programme.money import PENCE_PER_UNIT
from prioritise.programme.records import Proposal

Amounts = dict[int, Fraction]
"""Figure of a measure by column."""


def rule_rows(formulation: Formulation) -> tuple[Constraint, ...]:
    """A row for each limit of each group of each rule."""
    return limits_and_goals(formulation)[0]


def limits_and_goals(
    formulation: Formulation,
) -> tuple[tuple[Constraint, ...], tuple[Objective, ...]]:
    """The rows of the rules, and what is sought where a programme says so, first things first."""
    derived = Derived(formulation)
    goals = tuple(_objective(derived, goal) for goal in formulation.programme.goals)
    limits = [
        row
        for rule in formulation.programme.rules
        for group in groups_of(formulation.programme, rule)
        for row in _limits(derived, group)
    ]
    return (*limits, *derived.rows), goals


def steps_in_a_unit(formulation: Formulation, goal: Goal) -> int:
    """Steps of a goal in a unit of its measure: no two shortlists differ by a part of a step."""
    return in_whole_numbers(_sum_of(Derived(formulation), goal))[1]


def _objective(derived: Derived, goal: Goal) -> Objective:
    return Objective(goal.name, "maximise", in_whole_numbers(_sum_of(derived, goal))[0])


def _sum_of(derived: Derived, goal: Goal) -> Amounts:
    """What is added up, in the units of the measures."""
    terms = Amounts()
    for part in goal.parts:
        group = RuleGroup(derived.formulation.programme, part.rule(goal.name), "", {})
        unit = _figures_in_a_unit(derived.formulation, group.measure)
        for column, figure in _measure(derived, group).items():
            _add(terms, column, figure * part.times / unit)
    return terms


def _limits(derived: Derived, group: RuleGroup) -> Iterator[Constraint]:
    rule = group.rule
    if group.counts_parts:
        assert rule.in_at_least is not None
        kept = [_kept(derived, list(_limits(derived, part))) for part in group.parts]
        certain = sum(column is None for column in kept)
        terms = collected((column, 1) for column in kept if column is not None and column >= 0)
        name = f"{rule.name}, in at least {rule.in_at_least}"
        yield Constraint(name, terms, ">=", rule.in_at_least - certain)
        return
    derived = _by_weights(derived, group)
    senses: tuple[tuple[Sense, str], ...] = ((">=", "at least"), ("<=", "at most"))
    for (sense, words), limit in zip(senses, (rule.at_least, rule.at_most), strict=True):
        if limit is None:
            continue
        name = group.limit_name(words, limit)
        if rule.measure == "share":
            yield whole_row(name, _share(derived, group, Fraction(limit)), sense, Fraction(0))
        else:
            unit = _figures_in_a_unit(derived.formulation, group.measure)
            bound = Fraction(limit) * unit * group.units
            yield whole_row(name, _measure(derived, group), sense, bound)


NEVER = -1
"""In place of a column: limits that nothing keeps."""


def _kept(derived: Derived, limits: Sequence[Constraint]) -> int | None:
    """A column that is 1 where all of some limits are kept; none where they always are."""
    columns = []
    for limit in limits:
        low, high = derived.range_of(limit.terms)
        always = low >= limit.limit if limit.sense == ">=" else high <= limit.limit
        if always:
            continue
        if high < limit.limit if limit.sense == ">=" else low > limit.limit:
            return NEVER
        columns.append(derived.is_kept(limit))
    if not columns:
        return None
    one, *other = columns
    return derived.both_hold(one, other[0]) if other else one


def _by_weights(derived: Derived, group: RuleGroup) -> Derived:
    """What rows are made from where the weights of a group count."""
    if group.group is None:
        return derived
    return derived.valued(value_table(derived.formulation.programme.weighed_by(group.group)))


@dataclass(frozen=True, slots=True)
class GroupScale:
    """What the amounts of a group can be, in the unit of its limits."""

    steps: Fraction
    """Steps in a unit: no two shortlists differ by a part of a step."""
    most: Fraction
    """What no shortlist exceeds, whatever the rows say."""


def scale_of(formulation: Formulation, group: RuleGroup) -> GroupScale:
    """What the amounts of a group of a rule can be; of a group of 0 units, its plain amounts."""
    derived = _by_weights(Derived(formulation), group)
    terms, whole = in_whole_numbers(_measure(derived, group))
    units = group.units * _figures_in_a_unit(derived.formulation, group.measure)
    return GroupScale(whole * units, Fraction(derived.range_of(terms)[1], whole) / units)


def _figures_in_a_unit(formulation: Formulation, measure: Measure) -> int:
    if measure.is_money:
        return PENCE_PER_UNIT[formulation.programme.unit]
    return formulation.values.denominator if measure.unit == "points" else 1


def _measure(derived: Derived, group: RuleGroup) -> Amounts:
    match group.rule.measure:
        case "count":
            return _belonging(derived, group, lambda proposal, chosen: Fraction(1))
        case "spend":
            return _spend(derived.formulation, group)
        case "future":
            return _future(derived.formulation, group)
        case _ if group.measure.is_match:
            return _belonging(derived, group, lambda p, chosen: _match(group, p, chosen))
        case "value":
            return _value(derived, group)
        case _ if group.counts_people:
            return _reach(derived, group)
        case _ if group.rule.is_about_needs:
            return _needs(derived.formulation, group)
        case column:
            return _belonging(derived, group, lambda p, chosen: _number(group, p, chosen, column))


def _spend(formulation: Formulation, group: RuleGroup) -> Amounts:
    return _summed(
        (
            payment.column,
            sum(group.pence(payment.proposal, payment.amounts[year]) for year in group.years),
        )
        for payment in _payments(formulation, group)
    )


def _future(formulation: Formulation, group: RuleGroup) -> Amounts:
    return _summed(
        (payment.column, sum(group.pence(payment.proposal, cell) for cell in payment.later))
        for payment in _payments(formulation, group)
    )


def _share(derived: Derived, group: RuleGroup, share: Fraction) -> Amounts:
    """The measure of the group less its share of that of all."""
    terms = dict(_measure(derived, group.shared))
    for column, figure in _measure(derived, group.whole).items():
        _add(terms, column, -share * figure)
    return terms


def _value(derived: Derived, group: RuleGroup) -> Amounts:
    """Value of the proposals of the group, with what hangs on who pays, and on two being in it."""
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
    members = _members(derived, group)
    for place, figure in formulation.values.bonus.items():
        link = formulation.programme.links[place]
        if link.proposal in members and link.other in members:
            ends = [formulation.programme.proposal_of[name] for name in (link.proposal, link.other)]
            part = min(_hub_part(group, proposal) for proposal in ends)
            both = derived.both_belong(members[link.proposal], members[link.other])
            _add(terms, both, part * figure)
    return terms


def _reach(derived: Derived, group: RuleGroup) -> Amounts:
    """People whom the group's chosen proposals reach, each of them once."""
    columns = _members(derived, group)
    merged: dict[tuple[str, ...], Fraction] = {}
    for reached in group.reached:
        names = tuple(name for name in reached.proposals if name in columns)
        merged[names] = merged.get(names, Fraction(0)) + reached.figure
    terms = Amounts()
    for names, people in merged.items():
        serving = tuple(sorted(column for name in names for column in columns[name]))
        # Of the columns of one proposal, one at most is 1.
        counted = serving if len(names) < 2 else (derived.any_chosen(serving),)
        for column in counted:
            _add(terms, column, people)
    return terms


def _needs(formulation: Formulation, group: RuleGroup) -> Amounts:
    """What is chosen of that which the group's own proposal needs, less one where it is chosen."""
    terms = Amounts()
    for name, options in formulation.options.items():
        proposal = formulation.programme.proposal_of[name]
        part = -int(group.covers(proposal)) + int(group.is_needed(proposal))
        for chosen in options:
            _add(terms, chosen.column, Fraction(part))
    return terms


def _match(group: RuleGroup, proposal: Proposal, chosen: OptionColumns) -> Fraction:
    return Fraction(
        sum(
            group.pence(proposal, amount)
            for row in chosen.option.rows
            if counts_as(group.measure, row)
            for amount in (row.before, *row.amounts, *row.later)
        )
    )


def _number(group: RuleGroup, proposal: Proposal, chosen: OptionColumns, column: str) -> Fraction:
    portion = chosen.option.portion
    return Fraction(number_of(proposal, column)) * portion * _hub_part(group, proposal)


def _belonging(
    derived: Derived, group: RuleGroup, figure: Callable[[Proposal, OptionColumns], Fraction]
) -> Amounts:
    """A figure of each proposal that belongs to the group."""
    terms = Amounts()
    for proposal, chosen in _options(derived.formulation, group):
        for column in derived.members(group, chosen):
            _add(terms, column, figure(proposal, chosen))
    return terms


def _members(derived: Derived, group: RuleGroup) -> dict[str, tuple[int, ...]]:
    """Columns of which one is 1 where a proposal belongs to the group; of those that could."""
    columns: dict[str, tuple[int, ...]] = {}
    for proposal, chosen in _options(derived.formulation, group):
        if members := derived.members(group, chosen):
            columns[proposal.proposal] = (*columns.get(proposal.proposal, ()), *members)
    return columns


def _options(
    formulation: Formulation, group: RuleGroup
) -> Iterator[tuple[Proposal, OptionColumns]]:
    for name, options in formulation.options.items():
        proposal = formulation.programme.proposal_of[name]
        if options and group.covers(proposal):
            for chosen in options:
                yield proposal, chosen


def _payments(formulation: Formulation, group: RuleGroup) -> Iterator[Payment]:
    for payment in formulation.payments:
        if group.covers(payment.proposal) and group.takes_payment(payment.stream, payment.kind):
            yield payment


def _hub_part(group: RuleGroup, proposal: Proposal) -> Fraction:
    return Fraction(len(group.hub_parts(proposal)), len(proposal.hubs))


def _summed(pairs: Iterable[tuple[int, int]]) -> Amounts:
    return {column: Fraction(figure) for column, figure in collected(pairs)}


def _add(terms: Amounts, column: int, figure: Fraction) -> None:
    terms[column] = terms.get(column, Fraction(0)) + figure
