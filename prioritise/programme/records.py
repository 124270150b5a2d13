"""What a programme is made of: hubs, streams, proposals, costs, alignment, links, rules.

Amounts are whole pence, shares and scores exact decimals. Field docstrings are the documentation of
the columns; a record that exists has passed the tests that need no other record.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from prioritise.programme.measures import NEEDS

MoneyKind = Literal["capital", "revenue", "loan"]
Pence = Annotated[int, Field(ge=0)]
Share = Annotated[Decimal, Field(ge=0, le=1)]
Positive = Annotated[Decimal, Field(ge=0)]
Latitude = Annotated[Decimal, Field(ge=-90, le=90)]
Longitude = Annotated[Decimal, Field(ge=-180, le=180)]
Name = Annotated[str, Field(min_length=1)]

ALIGNMENT = "alignment"
"""The criterion whose score is the alignment with the streams that pay."""
HUB_COLUMNS = ("region", "local_authority", "deprivation_fifth")
"""Columns of hubs by which rules tell proposals apart, as by the hubs themselves."""
WEIGHTS = "group"
"""What a rule on value holds for where it holds for the weights of each group."""
MATCH = "match"
"""The payer that stands for match funding."""


class Record(BaseModel):
    """A frozen record: nothing is added to it, nothing is changed, nothing is coerced."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Criterion(Record):
    """One thing that value is made of."""

    name: Name
    """Column of `proposals` that holds the score; `alignment` is reserved."""
    weight: Positive
    """Weight, in any unit: weights are normalised."""
    scale: tuple[Decimal, Decimal] | None = None
    """Lowest and highest score; none for alignment, which is a share already."""
    curve: tuple[tuple[Decimal, Decimal], ...] = ()
    """Scores, from the one end of the scale to the other, and the marks of each from 0 to 100, in
    between in proportion; none listed means in proportion over the whole scale."""
    at_least: Decimal | None = None
    """A proposal with a lower score is screened out, unless it is contracted."""
    at_most: Decimal | None = None
    """A proposal with a higher score is screened out, where the lowest score is the best."""
    because: str = ""
    """Why, in the user's words."""

    def passes(self, score: Decimal) -> bool:
        """Whether a score is not screened out."""
        enough = self.at_least is None or score >= self.at_least
        return enough and (self.at_most is None or score <= self.at_most)

    @property
    def threshold(self) -> Decimal | None:
        """The score that is just not screened out; none where none is."""
        return self.at_most if self.at_least is None else self.at_least


class ValueBasis(Record):
    """What a score judges."""

    size: Name = "none"
    """`none`: the whole proposal; `public_cost` or a column: each unit of it."""
    likelihood: Literal["ignore", "multiply"] = "ignore"
    """Whether value is multiplied by the likelihood of success."""


class Hub(Record):
    """A place."""

    hub: Name
    """Id of the hub."""
    name: Name
    """Name in full."""
    local_authority: str = ""
    """Local authority that the hub lies in."""
    region: str = ""
    """Region, as streams name it."""
    status: Literal["agreed", "proposed"] = "agreed"
    """A proposed hub takes part only where a scenario adds it."""
    latitude: Latitude | None = None
    """Degrees north of its middle; only the appraisal of hubs needs it."""
    longitude: Longitude | None = None
    """Degrees east of its middle; only the appraisal of hubs needs it."""
    jobs: Annotated[int, Field(ge=0)] | None = None
    """Jobs that people can get to from it; only the appraisal of hubs needs them."""
    population: Annotated[int, Field(ge=0)] | None = None
    """People who live there: rules and fairness may go by head."""
    deprivation_fifth: Annotated[int, Field(ge=1, le=5)] | None = None
    """Fifth of deprivation that it belongs to, from 1 (most deprived) to 5; for rules."""


class Stream(Record):
    """A funding budget line."""

    stream: Name
    """Id of the stream."""
    name: Name
    """Name in full."""
    kind: MoneyKind | None = None
    """Kind of money; none pays any kind."""
    regions: tuple[str, ...] = ()
    """Regions whose hubs may be paid; none listed means all."""
    hubs: tuple[str, ...] = ()
    """Hubs that may be paid; none listed means all."""
    intervention_rate: Share | None = None
    """Highest share of a proposal's whole cost that this stream may pay."""
    min_award: Pence | None = None
    """Smallest award to one proposal over all years, in pence, where there is an award."""
    max_award: Pence | None = None
    """Largest award to one proposal over all years, in pence."""
    carry_forward: Share = Decimal(0)
    """Share of a year's budget that may move to the next year."""
    contingency: Share = Decimal(0)
    """Share of each year's budget that is held back."""
    over_programme: Share = Decimal(0)
    """Share above budget that may be programmed, never in the first year."""
    parent: str = ""
    """Stream whose budget also bounds this one."""
    budgets: tuple[Pence, ...]
    """Budget of each year of the programme, in pence."""
    outside: Pence = 0
    """Pence that a delay has moved past the last year."""
    closed: Annotated[int, Field(ge=0)] = 0
    """Years that are closed, from the first: nothing more is spent in them, and nothing that a
    scenario asks changes their budgets."""


class Proposal(Record):
    """One candidate project."""

    proposal: Name
    """Id of the proposal."""
    title: Name
    """Title in full."""
    hubs: tuple[Name, ...] = Field(min_length=1)
    """Hub, or hubs of a linkage."""
    scores: dict[str, Decimal]
    """Score on each criterion but alignment, on the criterion's own scale."""
    lead: str = ""
    """Who leads it."""
    theme: str = ""
    """Theme, in the user's words."""
    commitment: Literal["", "contracted"] = ""
    """`contracted`: the money is promised, so the proposal is in."""
    earliest: str = ""
    """First year in which spending may start."""
    latest: str = ""
    """Last year in which spending may start."""
    likelihood: Share | None = None
    """Likelihood of success; none counts as certain."""
    stage: Literal["", "idea", "SOC", "OBC", "FBC", "BJC"] = ""
    """Stage of the business case."""
    scrutiny: str = ""
    """Scrutiny that it has passed."""
    min_share: Annotated[Decimal, Field(gt=0, le=1)] | None = None
    """Smallest share that may be funded, in tenths; none means all or nothing."""
    jobs: Positive | None = None
    """Jobs, as the proposal counts them."""
    numbers: dict[str, Decimal] = Field(default_factory=dict)
    """Further columns that hold numbers."""
    texts: dict[str, str] = Field(default_factory=dict)
    """Further columns that hold text."""

    def released(self) -> Proposal:
        """The proposal with its commitment given up; rules that ask for it see it was."""
        texts = {**self.texts, "commitment": self.commitment}
        return self.model_copy(update={"commitment": "", "texts": texts})


class Cost(Record):
    """One row of a proposal's cost: what one payer, named or to be chosen, would pay."""

    proposal: Name
    """Id of the proposal."""
    option: str = ""
    """Alternative of size or timing; empty where there is only one."""
    worth: Share | None = None
    """Share of the proposal's scores and numbers that this alternative brings; none means all."""
    kind: MoneyKind | None = None
    """Kind of money that is needed; none takes any."""
    stream: str = ""
    """Stream that pays the row, `match` for match funding, empty to let one be picked."""
    secured: bool = False
    """Whether match funding is certain; what nobody has confirmed is not."""
    before: Pence = 0
    """Pence before the first year."""
    after: Pence = 0
    """Pence after the last year that has a column."""
    amounts: tuple[Pence, ...]
    """Pence in each budgeted year."""
    later: tuple[Pence, ...] = ()
    """Pence in each later year, for which there are no budgets yet."""


class Alignment(Record):
    """How well a proposal fits a stream; the row makes the stream a possible payer."""

    proposal: Name
    """Id of the proposal."""
    stream: Name
    """Id of the stream."""
    alignment: Share
    """0 (none) to 1 (full)."""


class Link(Record):
    """A relation between two proposals."""

    kind: Literal["requires", "excludes", "together", "bonus"]
    """`requires`: the first only with the other; `excludes`: not both; `together`: both or none."""
    proposal: Name
    """Id of the first proposal."""
    other: Name
    """Id of the other proposal."""
    value: Decimal | None = None
    """For a bonus: points when both are chosen, negative where they overlap."""


class Rule(Record):
    """A limit in the user's words on a measure of the shortlist."""

    name: Name
    """Name that every message uses."""
    measure: Name
    """`count`, `spend`, `share`, `value`, `future`, `match`, `match_secured`, `match_unsecured`,
    `reach`, `needs`, or a numeric column of proposals."""
    where: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Only what has one of these texts in each of these columns."""
    for_each: str = ""
    """`hub`, `region`, `theme`, `stream`, `year` or a text column: the rule holds for each;
    `group`, with the measure `value`: for the weights of each group."""
    in_at_least: Annotated[int, Field(ge=1)] | None = None
    """With `for_each`: of these, in how many the limits have to be kept; none means in all."""
    per: str = ""
    """A column of numbers of hubs, such as `population`: the limits are for each unit of it."""
    of: str = ""
    """For `share`: the measure whose share it is, such as `jobs`; empty where it is spend."""
    at_least: Decimal | None = None
    """Lower limit, in the measure's own unit."""
    at_most: Decimal | None = None
    """Upper limit, in the measure's own unit."""
    column: str = ""
    """For `reach`: the column of `reach` whose people count; empty where there is only one."""
    one_of: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """For `needs`: each proposal that `where` means is chosen only with another that has one of
    these texts in each of these columns."""
    same: str = ""
    """For `needs`: a column, such as `hub`, in which the two have a text in common."""

    @property
    def goes_by_weights(self) -> bool:
        """Whether it holds for the weights of each group; without value, `group` is a column."""
        return self.for_each == WEIGHTS and self.measure == "value"

    @property
    def is_about_needs(self) -> bool:
        """Whether it says what proposals need; without that, `needs` is a column."""
        return self.measure == NEEDS and bool(self.one_of)

    @classmethod
    def needing(
        cls,
        name: str,
        where: dict[str, tuple[str, ...]],
        one_of: dict[str, tuple[str, ...]],
        same: str = "",
    ) -> Rule:
        """The rule that proposals are chosen only with another that they need."""
        return cls(name=name, where=where, one_of=one_of, same=same, **NEEDING)


NEEDING: dict[str, Any] = {"measure": NEEDS, "for_each": "proposal", "at_least": Decimal(0)}
"""What a rule about needs measures: for each proposal, the others that it needs and that are
chosen, less one where it is chosen itself."""


class Decision(Record):
    """A proposal that is in or out before anything is weighed."""

    proposal: Name
    """Id of the proposal."""
    chosen: bool
    """In or out."""
    because: Literal["locked", "agreed", "declined", "deferred"] = "locked"
    """Who decided: this scenario, or people whose decision is recorded."""


class Apart(Record):
    """A shortlist that another has to differ from."""

    shortlist: tuple[str, ...]
    """Ids of its proposals."""
    least: Annotated[int, Field(ge=1)]
    """How many proposals, at least, are in one of the two and not in the other."""


class SolverSettings(Record):
    """How hard to try."""

    gap: Share = Decimal(0)
    """Relative gap on value at which a shortlist counts as proven; 0 proves the best."""
    seconds: Annotated[Decimal, Field(gt=0)] = Decimal(60)
    """Seconds for a solve; where they are said, for all that a command solves."""
    equals: Literal["limited", "settle"] = "limited"
    """`limited`: what comes after value takes no more work than value did, and the answer says up
    to where it is settled; `settle`: it goes on to the end."""
