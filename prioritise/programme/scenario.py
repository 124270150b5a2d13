"""A scenario: named changes to a programme, which give another programme."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import Field

from prioritise.programme.appraised import Appraisal
from prioritise.programme.budgets import delayed, with_open_budgets
from prioritise.programme.confidence import Confidence
from prioritise.programme.money import rounded
from prioritise.programme.programme import Programme
from prioritise.programme.records import (
    Decision,
    Name,
    Pence,
    Positive,
    Proposal,
    Record,
    Rule,
    Share,
    Stream,
)
from prioritise.programme.staying import Stay
from prioritise.programme.uncertainty import Uncertainty
from prioritise.programme.weighting import weighed

EVERY = "all"
"""Key that changes every stream, or every proposal; changes to a named one come after it."""


class StreamChange(Record):
    """What a scenario changes in a stream: factor, then sums added, then cells, then the delay."""

    carry_forward: Share | None = None
    """Share of a year's budget that may move to the next year, in place of the stream's own."""
    contingency: Share | None = None
    """Share of each year's budget that is held back, in place of the stream's own."""
    over_programme: Share | None = None
    """Share above budget that may be programmed, in place of the stream's own."""

    scale: Positive | None = None
    """Factor on every year's budget."""
    add: int | dict[str, int] = 0
    """Pence added to every year's budget, or to that of a year; taken away where below 0."""
    cells: dict[str, Pence] = Field(default_factory=dict)
    """Budget in pence, by year."""
    delay: int = Field(default=0, ge=0)
    """Years by which every year's money comes later."""


class HubChange(Record):
    """Which hubs take part."""

    add: tuple[str, ...] = ()
    """Proposed hubs that take part."""
    drop: tuple[str, ...] = ()
    """Hubs that do not."""


class CostChange(Record):
    """What happens to every cost."""

    scale: Positive = Decimal(1)
    """Factor on every cost row."""


class TermsChange(Record):
    """What a scenario changes in when and how much of a proposal may be funded."""

    earliest: str | None = None
    """First year in which spending may start."""
    latest: str | None = None
    """Last year in which spending may start."""
    min_share: Annotated[Decimal, Field(gt=0, le=1)] | None = None
    """Smallest share that may be funded, in tenths."""


class ProposalChange(Record):
    """Which proposals take part, at what cost and on what terms."""

    drop: tuple[str, ...] = ()
    """Proposals that do not take part."""
    costs: CostChange = CostChange()
    """What happens to every cost."""
    change: dict[str, TermsChange] = Field(default_factory=dict)
    """When and how much of a proposal may be funded, by its id; `all` changes every proposal."""


class RuleChange(Record):
    """Which rules hold."""

    add: tuple[Rule, ...] = ()
    """Further rules."""
    drop: tuple[str, ...] = ()
    """Names of rules that do not hold."""


class DecisionChange(Record):
    """Locks for this scenario alone."""

    chosen: tuple[str, ...] = Field(default=(), alias="in")
    """Proposals that are in."""
    declined: tuple[str, ...] = Field(default=(), alias="out")
    """Proposals that are out."""


class SolverChange(Record):
    """How hard to try."""

    gap: Share | None = None
    """Relative gap on value at which a shortlist counts as proven."""
    seconds: Annotated[Decimal, Field(gt=0)] | None = None
    """Seconds for a solve; where they are said, for all that a command solves."""
    equals: Literal["limited", "settle"] | None = None
    """`settle` puts equals in order whatever work that takes; `limited` takes no more than value
    took, and says up to where the answer is settled."""


class Scenario(Record):
    """Changes to a programme; each list of names is checked against it before they are made."""

    title: Name
    """Title, for people."""
    programme: str = ""
    """Folder or workbook of the programme, relative to the scenario's file."""
    extends: str = ""
    """Scenario file on which this one builds."""
    streams: dict[str, StreamChange] = Field(default_factory=dict)
    """Changes by stream; `all` changes every stream."""
    group: str = ""
    """The group whose weights count, in place of the programme's."""
    weights: dict[str, Positive] = Field(default_factory=dict)
    """Weights by criterion, in place of the programme's."""
    hubs: HubChange = HubChange()
    """Which hubs take part."""
    proposals: ProposalChange = ProposalChange()
    """Which proposals take part, and at what cost."""
    rules: RuleChange = RuleChange()
    """Which rules hold."""
    decisions: DecisionChange = DecisionChange()
    """Locks for this scenario alone."""
    baseline: str = ""
    """Scenario file whose shortlist should change as little as possible."""
    stay: Stay | None = None
    """A list in force, and how far the answer may move from it."""
    solver: SolverChange = SolverChange()
    """How hard to try."""
    uncertainty: Uncertainty | None = None
    """What `robust` draws from, in place of all that the programme says of it."""
    confidence: Confidence | None = None
    """How sure the list has to be that its budgets are kept, whatever is drawn."""
    appraisal: Appraisal | None = None
    """How costs and benefits are appraised: each key in place of the programme's own."""

    def applied_to(self, programme: Programme) -> Programme:
        """The programme under this scenario; every id is taken to exist."""
        return programme.revised(
            scenario=self.title,
            streams=tuple(self._changed(stream, programme.years) for stream in programme.streams),
            **self._weighed(programme),
            added_hubs=_joined(programme.added_hubs, self.hubs.add, self.hubs.drop),
            dropped_hubs=_joined(programme.dropped_hubs, self.hubs.drop, self.hubs.add),
            dropped_proposals=_joined(programme.dropped_proposals, self.proposals.drop, ()),
            proposals=tuple(self._on_terms(proposal) for proposal in programme.proposals),
            cost_scale=programme.cost_scale * self.proposals.costs.scale,
            rules=tuple(rule for rule in programme.rules if rule.name not in self.rules.drop)
            + self.rules.add,
            decisions=self._decisions(programme),
            # Only what is said is set: seconds that are said bound a whole command.
            solver=programme.solver.model_copy(update=self.solver.model_dump(exclude_none=True)),
            uncertainty=self.uncertainty or programme.uncertainty,
            confidence=self.confidence or programme.confidence,
            appraisal=self._appraisal(programme.appraisal),
        )

    def _appraisal(self, own: Appraisal | None) -> Appraisal | None:
        if self.appraisal is None or own is None:
            return self.appraisal or own
        return own.revised(self.appraisal)

    def _weighed(self, programme: Programme) -> dict[str, Any]:
        """Criteria with a group's weights, or the programme's, and then those that are given."""
        criteria, group = programme.criteria, self.group or programme.group
        weighting = programme.weighting
        for one in programme.groups:
            if one.group == self.group:
                weighting = one.weighting
                criteria = weighting.applied_to(criteria)
        if self.weights:
            criteria, weighting, group = weighed(criteria, self.weights), None, ""
        return {"criteria": criteria, "weighting": weighting, "group": group}

    def _changed(self, stream: Stream, years: tuple[str, ...]) -> Stream:
        for name in (EVERY, stream.stream):
            if name in self.streams:
                stream = _change_stream(stream, self.streams[name], years)
        return stream

    def _on_terms(self, proposal: Proposal) -> Proposal:
        for name in (EVERY, proposal.proposal):
            if name in self.proposals.change:
                change = self.proposals.change[name].model_dump(exclude_none=True)
                proposal = proposal.model_copy(update=change)
        return proposal

    def _decisions(self, programme: Programme) -> tuple[Decision, ...]:
        locks: Mapping[str, bool] = {
            **dict.fromkeys(self.decisions.chosen, True),
            **dict.fromkeys(self.decisions.declined, False),
        }
        kept = tuple(d for d in programme.decisions if d.proposal not in locks)
        return kept + tuple(Decision(proposal=p, chosen=chosen) for p, chosen in locks.items())


_SHARES = {"carry_forward", "contingency", "over_programme"}


def _change_stream(stream: Stream, change: StreamChange, years: tuple[str, ...]) -> Stream:
    budgets = list(stream.budgets)
    if change.scale is not None:
        factor = Fraction(change.scale)
        budgets = list(with_open_budgets(stream, lambda budget: rounded(budget * factor)))
    more = (
        change.add
        if isinstance(change.add, dict)
        else dict.fromkeys(years[stream.closed :], change.add)
    )
    for year, pence in more.items():
        budgets[years.index(year)] += pence
    for year, pence in change.cells.items():
        budgets[years.index(year)] = pence
    shares = change.model_dump(include=_SHARES, exclude_none=True)
    stream = stream.model_copy(update={**shares, "budgets": tuple(budgets)})
    return delayed(stream, change.delay)


def _joined(
    before: tuple[str, ...], more: tuple[str, ...], without: tuple[str, ...]
) -> tuple[str, ...]:
    kept = tuple(name for name in before if name not in without)
    return kept + tuple(name for name in more if name not in kept)
