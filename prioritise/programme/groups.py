"""What one row of a rule speaks of: its conditions, and the hub, theme or year it holds for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from prioritise.programme.measures import PAYMENT_COLUMNS, REACH, Measure, measure_of
from prioritise.programme.money import shared
from prioritise.programme.options import OptionRow
from prioritise.programme.programme import Programme
from prioritise.programme.reach import ReachedPeople
from prioritise.programme.records import Hub, Proposal, Rule
from prioritise.programme.weighting import WeightGroup

PER_COLUMNS = ("population", "jobs")
"""Columns of hubs to whose units limits may refer."""
BEST = "best"
"""To refer the value of a group's weights to the best by them."""
OUTCOME = "outcome"
"""The column of rules that stands for the proposals which contribute to an outcome."""
PROPOSAL = "proposal"
"""The column by which a rule about needs is told apart."""
Conditions = Mapping[str, tuple[str, ...]]
"""Texts that count, by column."""


@dataclass(frozen=True)
class RuleGroup:
    """A rule, for one hub, theme, stream or year, or for the whole."""

    programme: Programme = field(repr=False)
    rule: Rule
    label: str
    """What it holds for; empty where that is the whole."""
    where: Conditions
    """What counts."""
    group: WeightGroup | None = None
    """Whose weights count; none where those of the programme do."""
    parts: tuple[RuleGroup, ...] = ()
    """What a rule holds for that has to hold in some of these only: it counts them."""

    @property
    def measure(self) -> Measure:
        """What is measured."""
        return measure_of(self.rule.measure)

    @property
    def name(self) -> str:
        """The rule's name, with what it holds for."""
        return f"{self.rule.name} ({self.label})" if self.label else self.rule.name

    def limit_name(self, words: str, limit: Decimal) -> str:
        """The name of one of its limits; what a proposal needs has no other end to be told from."""
        return self.name if self.rule.is_about_needs else f"{self.name}, {words} {limit}"

    @property
    def asks_payment(self) -> bool:
        """Whether it matters who pays, when, or in what kind of money."""
        return any(column in self.where for column in PAYMENT_COLUMNS)

    def covers(self, proposal: Proposal) -> bool:
        """Whether a proposal's own columns meet the conditions."""
        return _meets(proposal, self.where)

    def is_needed(self, proposal: Proposal) -> bool:
        """Whether a proposal is one of those of which the group's own proposal needs one."""
        (name,) = self.where[PROPOSAL]
        if proposal.proposal == name or not _meets(proposal, self.rule.one_of):
            return False
        if not (column := self.rule.same):
            return True
        own = texts_of(self.programme.proposal_of[name], column)
        return any(text in own for text in texts_of(proposal, column) if text)

    @property
    def counts_people(self) -> bool:
        """Whether people are counted, each once; where none are asked, `reach` is a column."""
        return self.rule.measure == REACH and bool(self.programme.reach)

    @property
    def adds_up(self) -> bool:
        """Whether it is a sum over proposals: people count once, and a bonus takes two."""
        links = self.programme.links if self.rule.measure == "value" else ()
        is_sum = not self.counts_parts and not self.counts_people
        return is_sum and all(link.kind != "bonus" for link in links)

    @property
    def counts_parts(self) -> bool:
        """Whether it counts in how many of its parts the limits are kept."""
        return self.rule.in_at_least is not None

    @property
    def whole(self) -> RuleGroup:
        """What a share is a share of: the same measure of the whole shortlist."""
        rule = self.rule.model_copy(update={"measure": self.rule.of or "spend", "of": ""})
        return RuleGroup(self.programme, rule, "", {})

    @property
    def shared(self) -> RuleGroup:
        """Of a share: its own part of the whole."""
        return RuleGroup(self.programme, self.whole.rule, self.label, self.where)

    @property
    def units(self) -> Fraction:
        """What its limits are multiplied by: people, jobs or points at best; else 1."""
        if self.group is not None and self.rule.per == BEST:
            return Fraction(*self.group.best) if self.group.best else Fraction(1)
        if not self.rule.per:
            return Fraction(1)
        hubs = self.where.get("hub")
        numbers = (
            getattr(hub, self.rule.per) or 0
            for hub in self.programme.active_hubs
            if hubs is None or hub.hub in hubs
        )
        return Fraction(sum(numbers))

    @property
    def reached(self) -> tuple[ReachedPeople, ...]:
        """Whom proposals reach, by the column of the rule; without a name there is only one."""
        column = self.rule.column
        return tuple(r for r in self.programme.reached if not column or r.column == column)

    def hub_parts(self, proposal: Proposal) -> tuple[int, ...]:
        """Places, among the proposal's hubs in order of id, whose share counts here."""
        hubs = sorted(proposal.hubs)
        wanted = self.where.get("hub", hubs)
        return tuple(place for place, hub in enumerate(hubs) if hub in wanted)

    def pence(self, proposal: Proposal, amount: int) -> int:
        """The part of an amount that falls to the hubs that count."""
        parts = self.hub_parts(proposal)
        if len(parts) == len(proposal.hubs):
            return amount
        shares = shared(amount, len(proposal.hubs))
        return sum(shares[place] for place in parts)

    def takes_payment(self, stream: str, kind: str) -> bool:
        """Whether money of this stream and kind counts."""
        streams, kinds = self.where.get("stream"), self.where.get("kind")
        if kinds is not None and kind not in kinds:
            return False
        if streams is None:
            return True
        return any(name in streams for name in self.programme.ancestors.get(stream, ()))

    @property
    def years(self) -> tuple[int, ...]:
        """Places of the years whose money counts."""
        wanted = self.where.get("year", self.programme.years)
        return tuple(place for place, year in enumerate(self.programme.years) if year in wanted)


def groups_of(programme: Programme, rule: Rule) -> Iterator[RuleGroup]:
    """The groups that a rule holds for, in order; one that counts them where some are enough."""
    if rule.in_at_least is None:
        yield from _each(programme, rule)
        return
    each = rule.model_copy(update={"in_at_least": None})
    parts = tuple(_each(programme, each))
    yield RuleGroup(programme, rule, "", _resolved(programme, rule.where), parts=parts)


def _each(programme: Programme, rule: Rule) -> Iterator[RuleGroup]:
    if not rule.for_each:
        yield RuleGroup(programme, rule, "", _resolved(programme, rule.where))
        return
    if rule.goes_by_weights:
        where = _resolved(programme, rule.where)
        for weights in programme.groups:
            yield RuleGroup(programme, rule, weights.group, where, weights)
        return
    for label in _labels(programme, rule.for_each):
        own = rule.where.get(rule.for_each)
        if own is None or label in own:
            where = _resolved(programme, {**rule.where, rule.for_each: (label,)})
            group = RuleGroup(programme, rule, label, where)
            if not rule.is_about_needs or group.covers(programme.proposal_of[label]):
                yield group


def hub_text(hub: Hub, column: str) -> str:
    """What stands in a column of hubs."""
    said = getattr(hub, column)
    return "" if said is None else str(said)


def _resolved(programme: Programme, where: Conditions) -> Conditions:
    """Conditions in which columns of hubs, and outcomes, stand as the hubs and proposals meant."""
    return _by_outcomes(programme, _by_hubs(programme, where))


def _by_hubs(programme: Programme, where: Conditions) -> Conditions:
    columns = [column for column in where if column in programme.hub_columns]
    if not columns:
        return where
    hubs = tuple(
        hub.hub
        for hub in programme.hubs
        if all(hub_text(hub, column) in where[column] for column in columns)
        and hub.hub in where.get("hub", (hub.hub,))
    )
    return {**{c: texts for c, texts in where.items() if c not in columns}, "hub": hubs}


def _by_outcomes(programme: Programme, where: Conditions) -> Conditions:
    if OUTCOME not in where or not programme.groups_by_outcome:
        return where
    wanted = where[OUTCOME]
    rows = (row for row in programme.contributions if row.outcome in wanted)
    serving = {row.proposal for row in rows if row.contribution}
    own = where.get(PROPOSAL)
    names = sorted(name for name in serving if own is None or name in own)
    return {**{c: t for c, t in where.items() if c != OUTCOME}, PROPOSAL: tuple(names)}


def texts_of(proposal: Proposal, column: str) -> tuple[str, ...]:
    """What stands in a text column of a proposal; a linkage stands in each of its hubs."""
    if column == "hub":
        return proposal.hubs
    text = proposal.texts.get(column)
    return (text if text is not None else str(getattr(proposal, column, "")),)


def counts_as(measure: Measure, row: OptionRow) -> bool:
    """Whether a row's money is what a measure of match funding asks for."""
    return row.is_match and row.secured in measure.secured


def payment_kind(programme: Programme, kind: str, stream: str) -> str:
    """Kind of a payment: the row's, or else the stream's that pays it, where one does."""
    if kind or not stream:
        return kind
    return programme.stream_of[stream].kind or ""


def _meets(proposal: Proposal, conditions: Conditions) -> bool:
    return all(
        any(text in texts for text in texts_of(proposal, column))
        for column, texts in conditions.items()
        if column not in PAYMENT_COLUMNS
    )


def _labels(programme: Programme, column: str) -> list[str]:
    if column == "hub":
        return [hub.hub for hub in programme.active_hubs]
    if column == "stream":
        return sorted(stream.stream for stream in programme.streams)
    if column == "year":
        return list(programme.years)
    if column == OUTCOME and programme.groups_by_outcome:
        return [outcome.outcome for outcome in programme.outcomes]
    if column in programme.hub_columns:
        return sorted({hub_text(hub, column) for hub in programme.active_hubs} - {""})
    taking_part = filter(programme.considers, programme.proposals)
    return sorted({text for p in taking_part for text in texts_of(p, column) if text})
