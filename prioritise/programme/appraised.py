"""What is appraised beside costs: benefits, jobs, additionality, optimism bias; the settings."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from prioritise.programme.deflators import PRICE_TABLES, PriceTable, PriceTableName
from prioritise.programme.measures import APPRAISED_MEASURES
from prioritise.programme.rates import (
    INFLATION,
    MARGINAL_UTILITY,
    OPTIMISM,
    PERIOD,
    SCHEDULES,
    STANDARD,
    ScheduleName,
)
from prioritise.programme.records import Name, Pence, Positive, Record, Share
from prioritise.programme.uncertainty import Factor
from prioritise.programme.years import year_number

Level = Literal["hub", "nation"]
Growth = Annotated[Decimal, Field(gt=-1)]
Index = Annotated[Decimal, Field(gt=0)]


class Benefit(Record):
    """One row of `benefits`: what a proposal brings in each of some years."""

    proposal: Name
    """Id of the proposal."""
    kind: Name
    """What is gained, in the user's words, such as `time savings`, `land value` or `health`."""
    basis: str = ""
    """Prices of the amount: empty is those of `price_base`, a year is that year's, `cash` is those
    of the year in which it comes."""
    first: str = ""
    """First year in which it comes, such as `2021-22`."""
    last: str = ""
    """Last year in which it comes; empty is the first one only."""
    amount: int | None = None
    """Pence in each year, below 0 for a loss; empty where it is not put into money."""
    growth: Growth | None = None
    """Share by which the amount rises each year after the first, such as 0.01."""
    gross: bool = False
    """Whether additionality still has to come off; an amount is net unless this says `yes`."""
    reference: int | None = None
    """Pence in each year that would come anyway, without the proposal; only where gross."""
    counts_as: Literal["", "receipt", "residual"] = ""
    """`receipt`: money that comes back to the public purse, which comes off public cost.
    `residual`: what is left of the asset, which comes in the last year that is appraised."""
    rate: Literal["", "health"] = ""
    """`health`: years of life and health, which are discounted by the health rates."""
    falls_to: str = ""
    """Group by income that it falls to, such as `lowest fifth`, for distributional weights."""
    measure: str = ""
    """What is counted where it is not put into money, such as `visits a year`."""
    quantity: Decimal | None = None
    """How many of these; in each year where `valued` puts them into money."""
    valued: Literal["", "wellbeing", "carbon"] = ""
    """Published value that puts the quantity into money: a year of life satisfaction one point
    higher (of ten), or a tonne of carbon dioxide equivalent that is not emitted."""
    confidence: Literal["", "high", "medium", "low"] = ""
    """How well founded it is."""
    source: str = ""
    """Where the figure comes from."""


class Jobs(Record):
    """One row of `jobs`: jobs of one sort that a proposal brings."""

    proposal: Name
    """Id of the proposal."""
    kind: Literal["new", "relocated", "safeguarded", "construction"]
    """Relocated jobs are new to the hub and not to the nation; jobs that are safeguarded and those
    of construction are counted apart."""
    sector: Literal["", "private", "public"] = ""
    """Who employs."""
    jobs: Positive
    """How many, before additionality; person-years for construction."""
    reference: Positive = Decimal(0)
    """How many of these there would be without the proposal."""
    source: str = ""
    """Where the figure comes from."""


class Factors(Record):
    """What comes off gross effects, and what is added."""

    leakage: Share = Decimal(0)
    """Share that goes to others than those who are meant."""
    displacement: Share = Decimal(0)
    """Share that is lost elsewhere."""
    substitution: Share = Decimal(0)
    """Share that takes the place of what the same firms did before."""
    multiplier: Positive = Decimal(1)
    """Further effects through suppliers and spending; 1 is none."""


class Additionality(Factors):
    """One row of `additionality`: the factors of one proposal at one level."""

    proposal: Name
    """Id of the proposal."""
    level: Level
    """Seen from the hub, or from the nation."""


class Optimism(Record):
    """One row of `optimism`: a part of a proposal's cost, and how far it may be trusted."""

    proposal: Name
    """Id of the proposal."""
    type: Name
    """Type of project, such as `standard buildings`; `outsourcing` is of operating cost."""
    share: Share = Decimal(1)
    """Share of the capital cost that is of this type; of the revenue for `outsourcing`."""
    mitigated: Share = Decimal(0)
    """Share of the upper bound that has been mitigated."""
    months: Positive | None = None
    """Months that the works of this part are planned to take."""


class RiskCost(Record):
    """One row of `risk_costs`: what may go wrong with a proposal, and what it would cost."""

    proposal: Name
    """Id of the proposal."""
    risk: Name
    """What may happen."""
    likelihood: Share
    """Likelihood that it happens, from 0 to 1."""
    cost: Pence
    """Pence that it would then cost the public, in prices of the price base."""
    year: str = ""
    """Year in which it would fall; empty is the first year of the programme."""
    owner: str = ""
    """Who looks after it."""
    response: str = ""
    """What is done about it."""


class FactorsByLevel(Record):
    """Additionality where no row of the table says otherwise."""

    hub: Factors = Factors()
    """Seen from the hub."""
    nation: Factors = Factors()
    """Seen from the nation."""

    def at(self, level: Level) -> Factors:
        """The factors at a level."""
        return self.hub if level == "hub" else self.nation


class Readiness(Record):
    """What follows from the stage of the business case and from scrutiny."""

    earliest: dict[str, str] = Field(default_factory=dict)
    """Year before which spending may not start, by stage or by what `scrutiny` says."""
    likelihood: dict[str, Share] = Field(default_factory=dict)
    """Likelihood of proposals that give none, by stage or by what `scrutiny` says."""


class Appraisal(Record):
    """What `appraisal` in `programme.yaml` says."""

    price_base: str = ""
    """Year in whose prices present values are; empty is the first year of the programme."""
    price_index: PriceTableName | None = None
    """Published deflators, by their name."""
    deflators: dict[str, Index] = Field(default_factory=dict)
    """Deflators of one's own in place of a published table: an index by year, on any base."""
    deflators_from: str = ""
    """Who published the deflators, and when."""
    forecast_from: str = ""
    """First year whose deflator is a forecast."""
    inflation: Growth = INFLATION
    """Rise of prices in a year before or after those that have a deflator."""
    base_year: str = ""
    """Year in which present values are; empty is the first year of the programme."""
    schedule: ScheduleName = STANDARD
    """Published discount rates, by their name."""
    discount: dict[str, Share] = Field(default_factory=dict)
    """Discount rates of one's own in place of a schedule, by the year from which each holds: `1` is
    the year after the first, which is not discounted."""
    period: Annotated[int, Field(ge=1, le=400)] = PERIOD
    """Years that are appraised, the first included; benefits after them do not count."""
    period_from: Literal["programme", "opening"] = "programme"
    """Where the years start: with the first year of the programme, or for each proposal with the
    first year in which it brings a benefit."""
    optimism_bias: dict[str, Positive] = Field(default_factory=dict)
    """Upper bound of optimism bias by type of project, in place of the guidance's or besides."""
    in_budgets: bool = False
    """Whether the budgets have to carry optimism bias, too."""
    match_in_bcr: Literal["apart", "benefits", "cost"] = "apart"
    """Match funding in the benefit-cost ratio: left out, taken off the benefits, or added to
    the public cost."""
    unit_values: Literal["central", "low", "high"] = "central"
    """Which of the published values puts wellbeing and carbon into money."""
    incomes: dict[str, Index] = Field(default_factory=dict)
    """Income of groups that benefits fall to, for distributional weights; `all` is that of the
    middle household."""
    elasticity: Positive = MARGINAL_UTILITY
    """Elasticity of the marginal utility of income: a weight is the middle income by that of the
    group, raised to this power."""
    confidence: dict[str, Factor] = Field(default_factory=dict)
    """Range of the factor on benefits by their confidence, such as low: [0.5, 1]; for the range of
    the net present value."""
    additionality: FactorsByLevel = FactorsByLevel()
    """Additionality where no row of the table says otherwise."""
    readiness: Readiness = Readiness()
    """What follows from the stage of the business case and from scrutiny."""

    def revised(self, other: Appraisal) -> Appraisal:
        """The same with every key that another gives; published rates replace one's own."""
        given = {name: getattr(other, name) for name in sorted(other.model_fields_set)}
        if "schedule" in given:
            given = {"discount": {}, **given}
        if "price_index" in given:
            given = {"deflators": {}, "deflators_from": "", "forecast_from": "", **given}
        return self.model_copy(update=given)

    @property
    def discount_rates(self) -> Mapping[int, Decimal]:
        """Discount rate by the year from which it holds, in order."""
        own = dict(sorted((int(year), rate) for year, rate in self.discount.items()))
        return own or SCHEDULES[self.schedule].rates

    @property
    def price_table(self) -> PriceTable | None:
        """The published deflators that hold; none where one's own do, or none are given."""
        if self.deflators or self.price_index is None:
            return None
        return PRICE_TABLES[self.price_index]

    @property
    def prices(self) -> Mapping[int, Decimal]:
        """Index of prices by the calendar year in which a year starts; empty if none is given."""
        if self.price_table is not None:
            return self.price_table.index
        given = ((year_number(year), index) for year, index in self.deflators.items())
        return {year: index for year, index in given if year is not None}

    @property
    def upper_bounds(self) -> Mapping[str, Decimal]:
        """Upper bound of optimism bias by type of project."""
        return {**{name: bounds.upper for name, bounds in OPTIMISM.items()}, **self.optimism_bias}


def worked_out_columns(appraisal: Appraisal | None) -> tuple[str, ...]:
    """Names of the columns of proposals that are worked out from other tables and not typed."""
    return tuple(APPRAISED_MEASURES) if appraisal is not None else ()
