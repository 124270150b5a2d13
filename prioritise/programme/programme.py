"""A programme: everything that is to be decided, frozen, and the one way to ask it differently."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from pydantic import ConfigDict, Field

from prioritise.programme.actuals import (
    Actual,
    ActualCells,
    actuals_by_proposal,
    gone_of,
    with_payers_known,
)
from prioritise.programme.appraised import (
    Additionality,
    Appraisal,
    Benefit,
    Jobs,
    Optimism,
    RiskCost,
    worked_out_columns,
)
from prioritise.programme.budgets import runs, with_ancestors
from prioritise.programme.confidence import Confidence
from prioritise.programme.gates import Gate, Panel, vetoed_by
from prioritise.programme.goals import Goal
from prioritise.programme.money import Unit
from prioritise.programme.options import Option, expanded
from prioritise.programme.outcomes import Contribution, ProgrammeOutcome
from prioritise.programme.progress import Milestone, PriorityArea, Risk
from prioritise.programme.reach import Reach, ReachedPeople
from prioritise.programme.records import (
    ALIGNMENT,
    HUB_COLUMNS,
    Alignment,
    Apart,
    Cost,
    Criterion,
    Decision,
    Hub,
    Link,
    Name,
    Positive,
    Proposal,
    Record,
    Rule,
    SolverSettings,
    Stream,
    ValueBasis,
)
from prioritise.programme.scoring import Score, Scoring
from prioritise.programme.staying import Near
from prioritise.programme.uncertainty import Uncertainty
from prioritise.programme.weighting import WeightGroup, Weighting


class Programme(Record):
    """What is asked, as it stands under one scenario.

    The tables keep the order in which they were read; everything that is computed from them goes
    by id, so that the order of rows changes no answer.
    """

    model_config = ConfigDict(ignored_types=(cached_property,))

    title: Name
    """Title of the programme."""
    years: tuple[Name, ...] = Field(min_length=1)
    """Financial years that have budgets, in order."""
    later_years: tuple[Name, ...] = ()
    """Years after them, without budgets yet: what is spent there is future commitment."""
    unit: Unit = "£k"
    """Unit of every amount that people read or write."""
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    """What value is made of."""
    weighting: Weighting | None = None
    """How their weights were found; none where each criterion has its own."""
    groups: tuple[WeightGroup, ...] = ()
    """People whose weights are kept apart, to be compared or chosen."""
    group: str = ""
    """The group whose weights these are, where a scenario chose one."""
    value: ValueBasis = ValueBasis()
    """What a score judges."""
    hubs: tuple[Hub, ...]
    """Places."""
    streams: tuple[Stream, ...]
    """Funding budget lines."""
    proposals: tuple[Proposal, ...]
    """Candidate projects."""
    costs: tuple[Cost, ...]
    """Rows of cost."""
    alignments: tuple[Alignment, ...] = ()
    """Which proposal fits which stream, and how well."""
    links: tuple[Link, ...] = ()
    """Relations between proposals."""
    rules: tuple[Rule, ...] = ()
    """Limits on the shortlist."""
    reach: tuple[Reach, ...] = ()
    """Columns of proposals that count people within reach."""
    reached: tuple[ReachedPeople, ...] = ()
    """Whom those columns count: people put together where the same proposals reach them."""

    appraisal: Appraisal | None = None
    """How costs and benefits over time are appraised; none where they are not."""
    benefits: tuple[Benefit, ...] = ()
    """What proposals bring."""
    jobs: tuple[Jobs, ...] = ()
    """Jobs that proposals bring, by sort."""
    additionality: tuple[Additionality, ...] = ()
    """How much of what proposals bring is additional."""
    optimism: tuple[Optimism, ...] = ()
    """Types of the proposals' capital cost, and what of their optimism bias is mitigated."""
    risk_costs: tuple[RiskCost, ...] = ()
    """What may go wrong, how likely it is, and what it would cost."""

    actuals: tuple[Actual, ...] = ()
    """What has been spent, and what is now expected."""
    gates: tuple[Gate, ...] = ()
    """Stages that business cases pass."""
    panels: tuple[Panel, ...] = ()
    """Who decides at them."""
    outcomes: tuple[ProgrammeOutcome, ...] = ()
    """What the programme is for, in order; each is a column of numbers of proposals."""
    contributions: tuple[Contribution, ...] = ()
    """What proposals contribute to outcomes."""
    scoring: Scoring | None = None
    """How scores of several people become one; none where each proposal has one score."""
    scores: tuple[Score, ...] = ()
    """What each person gave."""

    areas: tuple[PriorityArea, ...] = ()
    """Priority areas that are reported on, in order."""
    milestones: tuple[Milestone, ...] = ()
    """What is to be reached by when."""
    risks: tuple[Risk, ...] = ()
    """What may go wrong."""

    scenario: str = ""
    """Title of the scenario; empty where the programme stands as it is."""
    added_hubs: tuple[str, ...] = ()
    """Proposed hubs that take part."""
    dropped_hubs: tuple[str, ...] = ()
    """Hubs that do not take part."""
    dropped_proposals: tuple[str, ...] = ()
    """Proposals that do not take part."""
    cost_scale: Positive = Decimal(1)
    """Factor on every cost row; a size by public cost stays as the programme gave it."""
    decisions: tuple[Decision, ...] = ()
    """Proposals that are in or out before anything is weighed."""
    baseline: tuple[str, ...] | None = None
    """Ids of the shortlist from which as little as possible should change."""
    apart: tuple[Apart, ...] = ()
    """Shortlists that are known already, and from which the answer has to differ."""
    near: Near | None = None
    """A list in force, and how far the answer may move from it."""
    goals: tuple[Goal, ...] = ()
    """What is sought, first things first; without any, value. What it does not name comes after."""
    solver: SolverSettings = SolverSettings()
    """How hard to try."""
    uncertainty: Uncertainty | None = None
    """What `robust` draws from; weights around the chosen ones where nothing is said."""
    confidence: Confidence | None = None
    """How sure the answer has to be that its budgets are kept, whatever is drawn."""

    def __repr__(self) -> str:
        under = f" under {self.scenario!r}" if self.scenario else ""
        return (
            f"<Programme {self.title!r}{under}: {len(self.proposals)} proposals, "
            f"{len(self.streams)} streams, {len(self.years)} years>"
        )

    __str__ = __repr__

    def revised(self, **changes: Any) -> Programme:
        """The same programme with other fields, validated anew."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self)(**{**fields, **changes})

    def weighed_by(self, group: WeightGroup) -> Programme:
        """The same programme with the weights of a group."""
        return self.revised(
            criteria=group.weighting.applied_to(self.criteria),
            weighting=group.weighting,
            group=group.group,
        )

    @property
    def worked_out(self) -> tuple[str, ...]:
        """Columns of proposals that are worked out from other tables, and not typed."""
        return tuple(dict.fromkeys((*self._from_other_tables, *self.scored_by_many)))

    @property
    def _from_other_tables(self) -> tuple[str, ...]:
        """All of them but scores."""
        people = (reach.name for reach in self.reach)
        outcomes = (outcome.outcome for outcome in self.outcomes)
        return (*worked_out_columns(self.appraisal), *people, *outcomes)

    @property
    def scored_by_many(self) -> tuple[str, ...]:
        """Criteria whose scores are combined of those of several people."""
        if self.scoring is None:
            return ()
        others = self._from_other_tables
        every = (c.name for c in self.scored_criteria() if c.name not in others)
        return self.scoring.criteria or tuple(every)

    @property
    def horizon(self) -> tuple[str, ...]:
        """Every year, with or without budgets, in order."""
        return self.years + self.later_years

    @cached_property
    def closed(self) -> tuple[str, ...]:
        """Years that are closed, from the first."""
        return self.years[: max((stream.closed for stream in self.streams), default=0)]

    @cached_property
    def hub_of(self) -> Mapping[str, Hub]:
        """Hubs by id."""
        return {hub.hub: hub for hub in self.hubs}

    @cached_property
    def hub_columns(self) -> tuple[str, ...]:
        """Columns of hubs by which rules tell proposals apart; a proposal's own comes first."""
        own = {name for proposal in self.proposals for name in proposal.texts}
        return tuple(column for column in HUB_COLUMNS if column not in own)

    @cached_property
    def groups_by_outcome(self) -> bool:
        """Whether rules may go by outcome; a text column of proposals of that name comes first."""
        return bool(self.outcomes) and not any("outcome" in p.texts for p in self.proposals)

    @cached_property
    def stream_of(self) -> Mapping[str, Stream]:
        """Streams by id."""
        return {stream.stream: stream for stream in self.streams}

    @cached_property
    def proposal_of(self) -> Mapping[str, Proposal]:
        """Proposals by id, in order of id."""
        return {p.proposal: p for p in sorted(self.proposals, key=lambda p: p.proposal)}

    @cached_property
    def costs_of(self) -> Mapping[str, tuple[Cost, ...]]:
        """Cost rows by proposal, in an order that does not depend on the file's."""
        rows: dict[str, list[Cost]] = {}
        for cost in self.costs:
            rows.setdefault(cost.proposal, []).append(cost)
        return {
            proposal: tuple(
                sorted(with_payers_known(costs, self.actuals_of.get(proposal, {})), key=_cost_order)
            )
            for proposal, costs in rows.items()
        }

    @cached_property
    def actuals_of(self) -> Mapping[str, ActualCells]:
        """What is known of each proposal, by stream and place of the year."""
        return actuals_by_proposal(self.actuals, self.horizon)

    @cached_property
    def gates_of(self) -> Mapping[str, tuple[Gate, ...]]:
        """Gates of each proposal, by stage."""
        found: dict[str, list[Gate]] = {}
        for gate in sorted(self.gates, key=lambda gate: gate.order):
            found.setdefault(gate.proposal, []).append(gate)
        return {proposal: tuple(gates) for proposal, gates in found.items()}

    @cached_property
    def begun(self) -> frozenset[str]:
        """Proposals for which money has been spent."""
        known = (actual.proposal for actual in self.actuals if actual.paid)
        return frozenset(name for name in known if name in self.proposal_of)

    @cached_property
    def stopped(self) -> tuple[str, ...]:
        """Proposals that have begun and that a decision, or a scenario, stops; in order of id."""
        return tuple(
            name
            for name in sorted(self.begun)
            if not self.considers(self.proposal_of[name])
            or (name in self.decision_of and not self.decision_of[name].chosen)
        )

    @cached_property
    def sunk(self) -> Mapping[str, tuple[int, ...]]:
        """Pence a year that each stream has spent on what is stopped; streams within it count."""
        gone = {name: [0] * len(self.years) for name in self.stream_of}
        for proposal in self.stopped:
            for stream, pence in gone_of(self, proposal).items():
                for outer in self.ancestors.get(stream, ()):
                    gone[outer] = [a + b for a, b in zip(gone[outer], pence, strict=True)]
        return {name: tuple(pence) for name, pence in gone.items()}

    def promise_of(self, proposal: str) -> str:
        """Why a proposal stays in: `contracted`, or `begun` unless it is stopped; empty if free."""
        if commitment := self.proposal_of[proposal].commitment:
            return commitment
        return "begun" if proposal in self.begun and proposal not in self.stopped else ""

    @cached_property
    def optimism_of(self) -> Mapping[str, tuple[Optimism, ...]]:
        """Rows of optimism bias by proposal, in order of type."""
        rows: dict[str, list[Optimism]] = {}
        for row in sorted(self.optimism, key=lambda row: row.type):
            rows.setdefault(row.proposal, []).append(row)
        return {proposal: tuple(found) for proposal, found in rows.items()}

    @cached_property
    def upper_bounds(self) -> Mapping[str, Decimal]:
        """Upper bound of optimism bias by type of project."""
        return (self.appraisal or Appraisal()).upper_bounds

    @cached_property
    def options(self) -> Mapping[str, tuple[Option, ...]]:
        """Every way of doing each proposal, in order of id."""
        return {name: expanded(self, proposal) for name, proposal in self.proposal_of.items()}

    @cached_property
    def links_of(self) -> Mapping[str, tuple[Link, ...]]:
        """Links at either end of a proposal, in order of kind and ids."""
        links: dict[str, list[Link]] = {}
        for link in sorted(self.links, key=lambda link: (link.kind, link.proposal, link.other)):
            for end in (link.proposal, link.other):
                links.setdefault(end, []).append(link)
        return {proposal: tuple(found) for proposal, found in links.items()}

    @cached_property
    def alignment_of(self) -> Mapping[tuple[str, str], Decimal]:
        """Alignment by proposal and stream."""
        return {(row.proposal, row.stream): row.alignment for row in self.alignments}

    @cached_property
    def aligned_streams(self) -> Mapping[str, tuple[str, ...]]:
        """Streams with an alignment row for a proposal, in order of id."""
        streams: dict[str, list[str]] = {}
        for row in self.alignments:
            streams.setdefault(row.proposal, []).append(row.stream)
        return {proposal: tuple(sorted(names)) for proposal, names in streams.items()}

    @cached_property
    def parents(self) -> frozenset[str]:
        """Streams that other streams lie in; they do not pay directly."""
        return frozenset(stream.parent for stream in self.streams if stream.parent)

    @cached_property
    def ancestors(self) -> Mapping[str, tuple[str, ...]]:
        """Each stream, the stream that it lies in, and so on upwards."""
        return {name: with_ancestors(name, self.stream_of) for name in self.stream_of}

    @cached_property
    def spending_limits(self) -> Mapping[str, tuple[tuple[int, int, int], ...]]:
        """First year, last year and pence of every limit of each stream's spending."""
        return {
            name: tuple(runs(stream, self.sunk[name])) for name, stream in self.stream_of.items()
        }

    @cached_property
    def active_hubs(self) -> tuple[Hub, ...]:
        """Hubs that take part, in order of id."""
        return tuple(
            sorted((hub for hub in self.hubs if self.takes_part(hub.hub)), key=lambda hub: hub.hub)
        )

    @cached_property
    def decision_of(self) -> Mapping[str, Decision]:
        """Decisions by proposal."""
        return {decision.proposal: decision for decision in self.decisions}

    def takes_part(self, hub: str) -> bool:
        """Whether a hub takes part: agreed or added, and not dropped."""
        agreed = self.hub_of[hub].status == "agreed" or hub in self.added_hubs
        return agreed and hub not in self.dropped_hubs

    def considers(self, proposal: Proposal) -> bool:
        """Whether a proposal takes part: not dropped, not vetoed, and all its hubs take part."""
        name = proposal.proposal
        dropped = name in self.dropped_proposals or vetoed_by(self, name) is not None
        return not dropped and all(map(self.takes_part, proposal.hubs))

    def normalised_weights(self) -> dict[str, Decimal]:
        """Weight of each criterion as a share of all weights, for people to read."""
        total = sum((criterion.weight for criterion in self.criteria), Decimal(0))
        return {criterion.name: criterion.weight / total for criterion in self.criteria}

    def scored_criteria(self) -> tuple[Criterion, ...]:
        """Criteria whose score stands in a column of the proposals."""
        return tuple(c for c in self.criteria if c.name != ALIGNMENT)


def _cost_order(cost: Cost) -> tuple[Any, ...]:
    return (
        cost.option,
        cost.stream,
        cost.kind or "",
        cost.before,
        cost.after,
        cost.amounts,
        cost.later,
        cost.secured,
    )
