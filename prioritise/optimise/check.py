"""The independent check: every rule, every pound and the value of a plan, from the inputs alone.

It imports nothing but `programme`, follows the money year by year instead of by limits on runs of
years, and computes in whole pence and exact fractions. A plan that it refuses is never shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor, lcm

from prioritise.programme.groups import MONEY_MEASURES, Group, groups_of, payment_kind
from prioritise.programme.money import PENCE_PER_UNIT, money_text
from prioritise.programme.options import Choice, Option, may_pay, options_of
from prioritise.programme.programme import Programme
from prioritise.programme.records import ALIGNMENT, MATCH, Cost, Proposal, Stream

_Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Violation:
    """One limit that a plan does not keep."""

    limit: str
    """Name of the limit, in the user's words."""
    detail: str
    """By how much, or why."""

    def __str__(self) -> str:
        return f"{self.limit}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that one row of a chosen option moves."""

    proposal: Proposal
    stream: str
    kind: str
    amounts: tuple[int, ...]
    after: int


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of a rule, as a plan meets it."""

    group: Group
    achieved: Fraction
    """The measure in its own unit; a share of all spend where that is asked, 0 of nothing."""
    kept: bool
    """Whether it lies between its limits."""

    @property
    def binding(self) -> bool:
        """Whether it stands at one of its limits."""
        return self.achieved in (_limit(self.group.rule.at_least), _limit(self.group.rule.at_most))


@dataclass(frozen=True, slots=True)
class Examination:
    """A plan, evaluated from the inputs."""

    violations: tuple[Violation, ...]
    value: Fraction
    """Points."""
    public_cost: int
    """Pence that streams pay within the years."""
    rules: tuple[Measured, ...]
    """Every row of every rule."""


def check(programme: Programme, choices: Sequence[Choice]) -> tuple[Violation, ...]:
    """Every limit that these choices do not keep; none where the plan is sound."""
    return examine(programme, choices).violations


def examine(programme: Programme, choices: Sequence[Choice]) -> Examination:
    """Evaluate a plan in exact arithmetic.

    Raises
    ------
    ValueError
        A choice names a proposal or an option that does not exist, or the wrong number of payers.
    """
    chosen = {choice.proposal: (choice, _option(programme, choice)) for choice in choices}
    if len(chosen) != len(choices):
        raise ValueError("a proposal is chosen twice")
    payments = [
        payment
        for choice, option in chosen.values()
        for payment in _payments(programme, choice, option)
    ]
    figures = _Figures(programme)
    measured = tuple(
        _measured(figures, group, chosen, payments)
        for rule in programme.rules
        for group in groups_of(programme, rule)
    )
    violations = (
        *_taking_part(programme, chosen),
        *_payers(programme, chosen),
        *_awards(programme, chosen),
        *_budgets(programme, payments),
        *_links(programme, chosen),
        *_commitments(programme, chosen),
        *_rules(measured),
    )
    return Examination(
        violations,
        figures.value_of(chosen),
        sum(sum(payment.amounts) for payment in payments),
        measured,
    )


_Chosen = dict[str, tuple[Choice, Option]]


def _option(programme: Programme, choice: Choice) -> Option:
    proposal = programme.proposal_of.get(choice.proposal)
    options = options_of(programme, proposal) if proposal else ()
    for option in options:
        if (option.name, option.tenths) == (choice.option, choice.tenths):
            if len(option.rows) != len(choice.payers):
                raise ValueError(f"{choice.proposal} has {len(option.rows)} cost rows")
            return option
    raise ValueError(f"there is no proposal {choice.proposal!r} with the option {choice.option!r}")


def _payments(programme: Programme, choice: Choice, option: Option) -> Iterator[Payment]:
    for row, payer in zip(option.rows, choice.payers, strict=True):
        if payer != MATCH:
            kind = payment_kind(programme, row.kind, payer)
            proposal = programme.proposal_of[choice.proposal]
            yield Payment(proposal, payer, kind, row.amounts, row.after)


def _taking_part(programme: Programme, chosen: _Chosen) -> Iterator[Violation]:
    for name in chosen:
        if name in programme.dropped_proposals:
            yield Violation(name, "was dropped")
        for hub in programme.proposal_of[name].hubs:
            if not programme.takes_part(hub):
                yield Violation(name, f"its hub {hub} does not take part")


def _payers(programme: Programme, chosen: _Chosen) -> Iterator[Violation]:
    for name, (choice, option) in chosen.items():
        for row, cost, payer in zip(
            option.rows, _costs(programme, option), choice.payers, strict=True
        ):
            if cost.stream:
                fits = payer == cost.stream
            else:
                fits = payer in programme.aligned_streams.get(name, ()) or (
                    payer == "" and not row.paid
                )
            if not fits:
                yield Violation(name, f"{payer or 'nobody'} is not a payer of one of its rows")
            elif payer not in ("", MATCH):
                stream = programme.stream_of[payer]
                if not may_pay(programme, stream, programme.proposal_of[name], cost.kind):
                    yield Violation(name, f"{payer} may not pay it")


def _costs(programme: Programme, option: Option) -> list[Cost]:
    return [c for c in programme.costs_of[option.proposal] if c.option == option.alternative]


def _awards(programme: Programme, chosen: _Chosen) -> Iterator[Violation]:
    for name, (choice, option) in chosen.items():
        for payer in sorted(set(choice.payers) - {"", MATCH}):
            stream = programme.stream_of[payer]
            award = sum(
                row.paid
                for row, who in zip(option.rows, choice.payers, strict=True)
                if who == payer
            )
            rate = stream.intervention_rate
            text = money_text(award, programme.unit)
            if rate is not None and Fraction(award) > Fraction(rate) * option.whole_cost:
                yield Violation(f"rate of {payer}", f"{name} gets {text}, above {rate} of its cost")
            if stream.max_award and award > stream.max_award:
                yield Violation(f"largest award of {payer}", f"{name} gets {text}")
            if stream.min_award and 0 < award < stream.min_award:
                yield Violation(f"smallest award of {payer}", f"{name} gets {text}")


def _budgets(programme: Programme, payments: list[Payment]) -> Iterator[Violation]:
    spent = {stream.stream: [0] * len(programme.years) for stream in programme.streams}
    for payment in payments:
        name: str = payment.stream
        while name:
            for year, amount in enumerate(payment.amounts):
                spent[name][year] += amount
            name = programme.stream_of[name].parent
    for stream in programme.streams:
        for year, missing in enumerate(_missing(stream, spent[stream.stream])):
            if missing > 0:
                yield Violation(
                    f"budget {stream.stream} {programme.years[year]}",
                    f"overspent by {money_text(missing, programme.unit)}",
                )


def _missing(stream: Stream, spent: list[int]) -> Iterator[int]:
    """Pence overspent in each year, when the oldest money is spent first."""
    carried = 0
    for year, needed in enumerate(spent):
        budget = Fraction(stream.budgets[year])
        share = 1 - Fraction(stream.contingency)
        if year:
            share += Fraction(stream.over_programme)
        left = carried + floor(budget * share) - needed
        yield -left
        may_move = budget * (1 - Fraction(stream.contingency)) * Fraction(stream.carry_forward)
        carried = max(0, min(left, floor(may_move)))


def _links(programme: Programme, chosen: _Chosen) -> Iterator[Violation]:
    for link in programme.links:
        one, other = link.proposal in chosen, link.other in chosen
        name = f"{link.proposal} {link.kind} {link.other}"
        if link.kind == "requires" and one and not other:
            yield Violation(name, f"{link.other} is not chosen")
        if link.kind == "excludes" and one and other:
            yield Violation(name, "both are chosen")
        if link.kind == "together" and one != other:
            yield Violation(name, "only one of them is chosen")


def _commitments(programme: Programme, chosen: _Chosen) -> Iterator[Violation]:
    for proposal in programme.proposals:
        if proposal.commitment and proposal.proposal not in chosen:
            yield Violation(proposal.proposal, "is contracted, and not chosen")
    for decision in programme.decisions:
        if decision.chosen != (decision.proposal in chosen):
            yield Violation(decision.proposal, f"is not as it was {decision.because}")


def _rules(measured: Sequence[Measured]) -> Iterator[Violation]:
    for row in measured:
        if not row.kept:
            rule = row.group.rule
            limits = [
                f"{words} {limit}"
                for words, limit in (("at least", rule.at_least), ("at most", rule.at_most))
                if limit is not None
            ]
            yield Violation(row.group.name, f"{float(row.achieved):g}, not {' and '.join(limits)}")


def _measured(
    figures: _Figures, group: Group, chosen: _Chosen, payments: list[Payment]
) -> Measured:
    programme, rule = group.programme, group.rule
    achieved = _achieved(figures, group, chosen, payments)
    low, high = _limit(rule.at_least), _limit(rule.at_most)
    if rule.measure == "share":
        spend = sum(sum(payment.amounts) for payment in payments)
        kept = (low is None or achieved >= low * spend) and (
            high is None or achieved <= high * spend
        )
        return Measured(group, achieved / spend if spend else Fraction(0), kept)
    if rule.measure in MONEY_MEASURES:
        achieved /= PENCE_PER_UNIT[programme.unit]
    kept = (low is None or achieved >= low) and (high is None or achieved <= high)
    return Measured(group, achieved, kept)


def _limit(limit: Decimal | None) -> Fraction | None:
    return None if limit is None else Fraction(limit)


def _achieved(
    figures: _Figures, group: Group, chosen: _Chosen, payments: list[Payment]
) -> Fraction:
    measure = group.rule.measure
    if measure in ("spend", "share", "future"):
        return Fraction(sum(_money(group, payment) for payment in payments))
    total = Fraction(0)
    for name, (choice, option) in chosen.items():
        proposal = group.programme.proposal_of[name]
        if not group.covers(proposal) or not _belongs(group, name, payments):
            continue
        part = Fraction(len(group.hub_parts(proposal)), len(proposal.hubs))
        if measure == "count":
            total += 1
        elif measure == "value":
            total += part * figures.points(choice, option)
        elif measure == "match":
            total += _match(group, proposal, option)
        else:
            total += part * Fraction(_number(proposal, measure)) * Fraction(option.share)
    return total


def _money(group: Group, payment: Payment) -> int:
    """Pence of a payment that count in a group."""
    if not group.covers(payment.proposal):
        return 0
    if not group.takes_payment(payment.stream, payment.kind):
        return 0
    if group.rule.measure == "future":
        return group.pence(payment.proposal, payment.after)
    return sum(group.pence(payment.proposal, payment.amounts[year]) for year in group.years)


def _belongs(group: Group, name: str, payments: list[Payment]) -> bool:
    """Whether a proposal is paid something that counts, where that is asked."""
    return not group.asks_payment or any(
        payment.proposal.proposal == name
        and group.takes_payment(payment.stream, payment.kind)
        and any(payment.amounts[year] for year in group.years)
        for payment in payments
    )


def _match(group: Group, proposal: Proposal, option: Option) -> int:
    cells = (
        cell
        for row in option.rows
        if row.is_match
        for cell in (row.before, *row.amounts, row.after)
    )
    return sum(group.pence(proposal, cell) for cell in cells)


def _number(proposal: Proposal, column: str) -> Decimal:
    if column == "jobs":
        return proposal.jobs or Decimal(0)
    if column == "likelihood":
        return Decimal(1) if proposal.likelihood is None else proposal.likelihood
    return proposal.scores.get(column, proposal.numbers.get(column, Decimal(0)))


class _Figures:
    """Value, recomputed: exact terms, then the one denominator that the method asks for."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        weights = sum((Fraction(c.weight) for c in programme.criteria), Fraction(0))
        self._weights = {c.name: Fraction(c.weight) * 100 / weights for c in programme.criteria}
        self._fixed: dict[_Key, Fraction] = {}
        self._picked: dict[_Key, dict[tuple[int, str], Fraction]] = {}
        self._scales = [
            (c.name, Fraction(c.scale[0]), Fraction(c.scale[1]))
            for c in programme.criteria
            if c.scale is not None and c.name != ALIGNMENT
        ]
        self._scored: dict[tuple[Decimal | None, ...], Fraction] = {}
        for proposal in programme.proposals:
            if proposal.proposal not in programme.dropped_proposals and all(
                map(programme.takes_part, proposal.hubs)
            ):
                for option in options_of(programme, proposal):
                    self._enter(proposal, option)
        self._denominator = self._common_denominator()

    def points(self, choice: Choice, option: Option) -> Fraction:
        """Value of a chosen option with its payers, in points."""
        key = (option.proposal, option.name, option.tenths)
        if key not in self._fixed:
            return Fraction(0)
        picked = self._picked[key]
        terms = [self._fixed[key]]
        terms += [picked[cell] for cell in enumerate(choice.payers) if cell in picked]
        return sum(map(self._figure, terms), Fraction(0))

    def value_of(self, chosen: _Chosen) -> Fraction:
        """Value of a plan in points, bonuses included."""
        bonuses = (
            self._figure(Fraction(link.value or 0))
            for link in self._programme.links
            if link.kind == "bonus" and link.proposal in chosen and link.other in chosen
        )
        points = (self.points(choice, option) for choice, option in chosen.values())
        return sum(points, Fraction(0)) + sum(bonuses, Fraction(0))

    def _enter(self, proposal: Proposal, option: Option) -> None:
        key = (option.proposal, option.name, option.tenths)
        factor = self._factor(proposal, option)
        fixed = self._scores(proposal)
        picked: dict[tuple[int, str], Fraction] = {}
        money = option.public_cost
        for place, row in enumerate(option.rows):
            if row.is_match or not row.paid or ALIGNMENT not in self._weights:
                continue
            for payer in row.payers:
                aligned = self._programme.alignment_of.get((option.proposal, payer), 1)
                term = self._weights[ALIGNMENT] * Fraction(aligned)
                if row.paid != money:
                    term *= Fraction(row.paid, money)
                if len(row.payers) == 1:
                    fixed += term
                else:
                    picked[place, payer] = term * factor
        self._fixed[key] = fixed if factor == 1 else fixed * factor
        self._picked[key] = picked

    def _scores(self, proposal: Proposal) -> Fraction:
        """Points of the scores; proposals with the same scores share one sum."""
        scores = tuple(proposal.scores.get(name) for name, _, _ in self._scales)
        if scores not in self._scored:
            self._scored[scores] = sum(
                (
                    self._weights[name] * (Fraction(score or 0) - low) / (high - low)
                    for (name, low, high), score in zip(self._scales, scores, strict=True)
                ),
                Fraction(0),
            )
        return self._scored[scores]

    def _factor(self, proposal: Proposal, option: Option) -> Fraction:
        programme, factor = self._programme, Fraction(option.tenths, 10)
        if programme.value.likelihood == "multiply" and proposal.likelihood is not None:
            factor *= Fraction(proposal.likelihood)
        if programme.value.size == "public_cost":
            pence = sum(
                sum(cost.amounts) for cost in _costs(programme, option) if cost.stream != MATCH
            )
            return factor * Fraction(pence, PENCE_PER_UNIT[programme.unit])
        if programme.value.size != "none":
            return factor * Fraction(_number(proposal, programme.value.size))
        return factor

    def _terms(self) -> Iterator[Fraction]:
        yield from self._fixed.values()
        for picked in self._picked.values():
            yield from picked.values()
        for link in self._programme.links:
            if link.kind == "bonus":
                yield Fraction(link.value or 0)

    def _common_denominator(self) -> int | None:
        """The denominator on which every term is whole and at most a million, if there is one."""
        terms = list(self._terms())
        largest = max(map(abs, terms), default=Fraction(0))
        common = 1
        for denominator in {term.denominator for term in terms}:
            common = lcm(common, denominator)
            if largest * common > 10**6:
                return None
        return common

    def _figure(self, term: Fraction) -> Fraction:
        if self._denominator is not None:
            return term
        return Fraction(round(term * 1000), 1000)
