"""The independent check: every rule, every pound and the value of a plan, from the inputs alone.

It imports nothing but `programme`, follows the money year by year instead of by limits on runs of
years, and computes in whole pence and exact fractions. A plan that it refuses is never shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from prioritise.optimise.check.draws import HeldInDraws, held_in_draws, too_seldom
from prioritise.optimise.check.rules import (
    CheckedPayment,
    MeasuredRow,
    Payments,
    measured,
    spend_of,
)
from prioritise.optimise.check.value import CheckedFigures, ChosenOptions, costs_of
from prioritise.programme.gates import Gate
from prioritise.programme.groups import RuleGroup, groups_of, payment_kind
from prioritise.programme.money import money_text
from prioritise.programme.options import Choice, Option, may_pay
from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH, Stream
from prioritise.programme.sampling import Draw, Drawn, drawn
from prioritise.programme.staying import limit_in_words
from prioritise.programme.years import year_number


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
class Examination:
    """A plan, evaluated from the inputs."""

    violations: tuple[Violation, ...]
    value: Fraction
    """Points."""
    public_cost: int
    """Pence that streams pay within the years."""
    rules: tuple[MeasuredRow, ...]
    """Every row of every rule."""


def check(programme: Programme, choices: Sequence[Choice]) -> tuple[Violation, ...]:
    """Every limit that these choices do not keep; none where the plan is sound."""
    return Examiner(programme).examine(choices).violations


class Examiner:
    """The check of one programme, for any number of plans."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._figures = CheckedFigures(programme)
        self._drawn: dict[tuple[int, int, int], tuple[Drawn, ...]] = {}
        self._groups = [group for rule in programme.rules for group in groups_of(programme, rule)]

    def examine(self, choices: Sequence[Choice]) -> Examination:
        """Evaluate a plan in exact arithmetic.

        Raises
        ------
        ValueError
            A choice names a proposal or an option that does not exist, or the wrong number of
            payers.
        """
        programme, chosen = self._programme, self._chosen(choices)
        payments = _payments(programme, chosen)
        rules = self._rules(chosen, payments)
        violations = (
            *_taking_part(programme, chosen),
            *_payers(programme, chosen),
            *_awards(programme, chosen),
            *_budgets(programme, payments),
            *_actuals(programme, payments),
            *_links(programme, chosen),
            *_commitments(programme, chosen),
            *_apart(programme, chosen),
            *_near(programme, chosen),
            *self._too_seldom(chosen),
            *_broken(rules),
        )
        value = self._figures.value_of(chosen)
        return Examination(violations, value, spend_of(payments), rules)

    def rules(self, choices: Sequence[Choice]) -> tuple[MeasuredRow, ...]:
        """Every row of every rule, measured on these choices alone."""
        chosen = self._chosen(choices)
        return self._rules(chosen, _payments(self._programme, chosen))

    def measured(self, group: RuleGroup, choices: Sequence[Choice]) -> MeasuredRow:
        """One row of a rule, in force or not, measured on these choices alone."""
        chosen = self._chosen(choices)
        (row,) = measured(self._figures, [group], chosen, _payments(self._programme, chosen))
        return row

    def in_draws(self, choices: Sequence[Choice], seed: int, first: int, count: int) -> HeldInDraws:
        """In how many of a seed's draws, from one number on, these choices keep their budgets."""
        futures = self._futures(seed, first, count)
        return held_in_draws(self._programme, self._chosen(choices), futures, _missing)

    def is_sure(self, choices: Sequence[Choice]) -> bool:
        """Whether these choices keep their budgets in as many draws as is asked."""
        return not any(self._too_seldom(self._chosen(choices)))

    def _too_seldom(self, chosen: ChosenOptions) -> Iterator[Violation]:
        """Budgets that are kept in fewer draws than is asked."""
        sure = self._programme.confidence
        if sure is None:
            return
        futures = self._futures(sure.seed, 1, sure.draws)
        found = held_in_draws(self._programme, chosen, futures, _missing)
        for detail in too_seldom(sure, found):
            yield Violation(sure.in_words, detail)

    def _futures(self, seed: int, first: int, count: int) -> tuple[Drawn, ...]:
        key = (seed, first, count)
        if key not in self._drawn:
            numbers = range(first, first + count)
            self._drawn[key] = tuple(drawn(self._programme, Draw(seed, n)) for n in numbers)
        return self._drawn[key]

    def stays_near(self, choices: Sequence[Choice]) -> bool:
        """Whether these choices change no more of the list in force than they may."""
        return not any(_near(self._programme, self._chosen(choices)))

    def _chosen(self, choices: Sequence[Choice]) -> ChosenOptions:
        chosen = {c.proposal: (c, _option(self._programme, c)) for c in choices}
        if len(chosen) != len(choices):
            raise ValueError("a proposal is chosen twice")
        return chosen

    def _rules(self, chosen: ChosenOptions, payments: Payments) -> tuple[MeasuredRow, ...]:
        return tuple(measured(self._figures, self._groups, chosen, payments))


def _option(programme: Programme, choice: Choice) -> Option:
    for option in programme.options.get(choice.proposal, ()):
        if (option.name, option.tenths) == (choice.option, choice.tenths):
            if len(option.rows) != len(choice.payers):
                raise ValueError(f"{choice.proposal} has {len(option.rows)} cost rows")
            return option
    raise ValueError(f"there is no proposal {choice.proposal!r} with the option {choice.option!r}")


def _payments(programme: Programme, chosen: ChosenOptions) -> Payments:
    return {
        name: [
            CheckedPayment(
                programme.proposal_of[name],
                payer,
                payment_kind(programme, row.kind, payer),
                row.amounts,
                row.later,
            )
            for row, payer in zip(option.rows, choice.payers, strict=True)
            if payer != MATCH
        ]
        for name, (choice, option) in chosen.items()
    }


def _taking_part(programme: Programme, chosen: ChosenOptions) -> Iterator[Violation]:
    begun = {actual.proposal for actual in programme.actuals if actual.spent}
    for name in chosen:
        if name in programme.dropped_proposals:
            yield Violation(name, "was dropped")
        for hub in programme.proposal_of[name].hubs:
            if not programme.takes_part(hub):
                yield Violation(name, f"its hub {hub} does not take part")
        for gate in programme.gates:
            if gate.proposal == name:
                yield from _gate(programme, chosen[name][1], gate, begun=name in begun)
        yield from _thresholds(programme, name, begun=name in begun)


def _gate(programme: Programme, option: Option, gate: Gate, *, begun: bool) -> Iterator[Violation]:
    """No case is in that a panel with a veto refused, and no money comes before its gates."""
    has_veto = any(panel.veto and panel.panel == gate.panel for panel in programme.panels)
    if gate.outcome == "refused" and has_veto:
        yield Violation(option.proposal, f"was refused at {gate.stage} by {gate.panel}")
    day = gate.done or gate.forecast or gate.due
    if begun or programme.proposal_of[option.proposal].commitment or day is None:
        return
    for place, year in enumerate(programme.years):
        ends = year_number(year)
        is_early = ends is not None and f"{day}" >= f"{ends + 1}-04-01"
        if is_early and any(row.amounts[place] for row in option.rows):
            yield Violation(f"{option.proposal} in {year}", f"{gate.stage} is expected on {day}")


def _thresholds(programme: Programme, name: str, *, begun: bool) -> Iterator[Violation]:
    """Scores that screen a proposal out, but no contract, and nothing that has begun."""
    proposal = programme.proposal_of[name]
    for criterion in () if proposal.commitment or begun else programme.criteria:
        score = proposal.scores.get(criterion.name)
        if score is None:
            continue
        if criterion.at_least is not None and score < criterion.at_least:
            yield Violation(name, f"scores less than {criterion.at_least} for {criterion.name}")
        if criterion.at_most is not None and score > criterion.at_most:
            yield Violation(name, f"scores more than {criterion.at_most} for {criterion.name}")


def _payers(programme: Programme, chosen: ChosenOptions) -> Iterator[Violation]:
    for name, (choice, option) in chosen.items():
        for row, cost, payer in zip(
            option.rows, costs_of(programme, option), choice.payers, strict=True
        ):
            if cost.stream:
                fits = payer == cost.stream
            else:
                fits = payer in programme.aligned_streams.get(name, ()) or (
                    payer == "" and not row.paid
                )
            if not fits:
                yield Violation(
                    name,
                    f"{payer} is no payer of its row" if payer else "no stream may pay a row of it",
                )
            elif payer not in ("", MATCH):
                stream = programme.stream_of[payer]
                if not may_pay(programme, stream, programme.proposal_of[name], cost.kind):
                    yield Violation(name, f"{payer} may not pay it")


def _awards(programme: Programme, chosen: ChosenOptions) -> Iterator[Violation]:
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


def _budgets(programme: Programme, payments: Payments) -> Iterator[Violation]:
    spent = {stream.stream: [0] * len(programme.years) for stream in programme.streams}
    paid = [(row.stream, row.amounts) for rows in payments.values() for row in rows]
    for payer, year, pence in _sunk(programme, payments):
        paid.append((payer, (0,) * year + (pence,)))
    for name, amounts in paid:
        while name:
            for year, amount in enumerate(amounts):
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
        if year < stream.closed:
            share = Fraction(1)
        elif year:
            share += Fraction(stream.over_programme)
        left = carried + floor(budget * share) - needed
        yield -left
        may_move = budget * (1 - Fraction(stream.contingency)) * Fraction(stream.carry_forward)
        carried = max(0, min(left, floor(may_move)))


def _sunk(programme: Programme, payments: Payments) -> Iterator[tuple[str, int, int]]:
    """Stream, place of the year and pence of what is gone for proposals that are not chosen."""
    for actual in programme.actuals:
        if actual.spent and actual.proposal not in payments and actual.year in programme.years:
            yield actual.stream, programme.years.index(actual.year), actual.spent


def _actuals(programme: Programme, payments: Payments) -> Iterator[Violation]:
    """What has begun goes on; a closed year takes what was spent, an open one no less."""
    if not programme.actuals and not programme.closed:
        return
    known = {(row.proposal, row.stream, row.year): row.spent or 0 for row in programme.actuals}
    out = {decision.proposal for decision in programme.decisions if not decision.chosen}
    for actual in programme.actuals:
        name = actual.proposal
        is_left_out = actual.spent and name not in payments and name not in out
        if is_left_out and programme.considers(programme.proposal_of[name]):
            yield Violation(name, "has begun, and is not chosen")
    for name, rows in payments.items():
        for stream in sorted({row.stream for row in rows if row.stream}):
            for place, year in enumerate(programme.years):
                paid = sum(row.amounts[place] for row in rows if row.stream == stream)
                spent = known.get((name, stream, year), 0)
                if paid < spent or (place < programme.stream_of[stream].closed and paid != spent):
                    yield Violation(
                        f"{name} in {year}",
                        f"takes {money_text(paid, programme.unit)} of {stream}, of which "
                        f"{money_text(spent, programme.unit)} is spent",
                    )


def _links(programme: Programme, chosen: ChosenOptions) -> Iterator[Violation]:
    for link in programme.links:
        one, other = link.proposal in chosen, link.other in chosen
        name = f"{link.proposal} {link.kind} {link.other}"
        if link.kind == "requires" and one and not other:
            yield Violation(name, f"{link.other} is not chosen")
        if link.kind == "excludes" and one and other:
            yield Violation(name, "both are chosen")
        if link.kind == "together" and one != other:
            yield Violation(name, "only one of them is chosen")


def _commitments(programme: Programme, chosen: ChosenOptions) -> Iterator[Violation]:
    for proposal in programme.proposals:
        if proposal.commitment and proposal.proposal not in chosen:
            yield Violation(proposal.proposal, "is contracted, and not chosen")
    for decision in programme.decisions:
        if decision.chosen != (decision.proposal in chosen):
            yield Violation(decision.proposal, f"is not as it was {decision.because}")


def _apart(programme: Programme, chosen: ChosenOptions) -> Iterator[Violation]:
    for number, known in enumerate(programme.apart, start=1):
        changes = len(set(known.shortlist) ^ set(chosen))
        if changes < known.least:
            name = f"changes from known shortlist {number}"
            yield Violation(name, f"{changes}, not at least {known.least}")


def _near(programme: Programme, chosen: ChosenOptions) -> Iterator[Violation]:
    near = programme.near
    if near is None:
        return
    moved = 0
    for name in set(near.shortlist) ^ set(chosen):
        if near.by == "count":
            moved += 1
        elif name in chosen:
            moved += chosen[name][1].public_cost
        elif programme.options[name]:
            moved += programme.options[name][0].public_cost
    if moved > near.most:
        found = money_text(moved, programme.unit) if near.by == "money" else str(moved)
        yield Violation(limit_in_words(near, programme.unit), f"{found} changed")


def _broken(rules: Sequence[MeasuredRow]) -> Iterator[Violation]:
    for row in rules:
        if not row.kept:
            rule = row.group.rule
            if row.group.counts_parts:
                detail = f"holds in {row.achieved}, not in at least {rule.in_at_least}"
                yield Violation(row.group.name, detail)
                continue
            limits = [
                f"{words} {limit}"
                for words, limit in (("at least", rule.at_least), ("at most", rule.at_most))
                if limit is not None
            ]
            yield Violation(row.group.name, f"{float(row.achieved):g}, not {' and '.join(limits)}")
