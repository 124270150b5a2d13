"""What is appraised beside costs: benefits, jobs, additionality, optimism bias; the settings."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from prioritise.programme.rates import DISCOUNT_RATES, INFLATION, OPTIMISM, PERIOD
from prioritise.programme.records import Name, Positive, Record, Share

MONEY_MEASURES = ("pv_benefits", "pv_public_cost", "pv_other_cost", "npv")
"""Measures in pence, which add up over proposals."""
JOB_MEASURES = ("net_jobs", "net_jobs_hub", "safeguarded_jobs", "construction_jobs")
"""Measures in jobs, which add up over proposals."""
RATIOS = ("bcr", "cost_per_net_job", "leverage")
"""Measures that do not add up."""
MEASURES = (*MONEY_MEASURES, *JOB_MEASURES, *RATIOS)
"""Columns of proposals that the appraisal works out."""

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
    measure: str = ""
    """What is counted where it is not put into money, such as `visits a year`."""
    quantity: Decimal | None = None
    """How many of these."""
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
    """One row of `optimism`: a part of a proposal's capital cost, and how far it may be trusted."""

    proposal: Name
    """Id of the proposal."""
    type: Name
    """Type of project, such as `standard buildings`."""
    share: Share = Decimal(1)
    """Share of the capital cost that is of this type."""
    mitigated: Share = Decimal(0)
    """Share of the upper bound that has been mitigated."""


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
    deflators: dict[str, Index] = Field(default_factory=dict)
    """Index of prices by year, on any base."""
    inflation: Growth = INFLATION
    """Rise of prices in a year before or after those that have a deflator."""
    discount: dict[str, Share] = Field(default_factory=dict)
    """Discount rates by the year from which each holds: `1` is the year after the first, which is
    not discounted. Empty takes those of the Green Book."""
    period: Annotated[int, Field(ge=1, le=300)] = PERIOD
    """Years that are appraised, the first included; benefits after them do not count."""
    optimism_bias: dict[str, Positive] = Field(default_factory=dict)
    """Upper bound of optimism bias by type of project, in place of the guidance's or besides."""
    in_budgets: bool = False
    """Whether the budgets have to carry optimism bias, too."""
    match_in_bcr: Literal["apart", "benefits", "cost"] = "apart"
    """Match funding in the benefit-cost ratio: left out, taken off the benefits, or added to
    the public cost."""
    additionality: FactorsByLevel = FactorsByLevel()
    """Additionality where no row of the table says otherwise."""
    readiness: Readiness = Readiness()
    """What follows from the stage of the business case and from scrutiny."""

    def revised(self, other: Appraisal) -> Appraisal:
        """The same with every key that another gives."""
        return self.model_copy(
            update={name: getattr(other, name) for name in sorted(other.model_fields_set)}
        )

    @property
    def discount_rates(self) -> Mapping[int, Decimal]:
        """Discount rate by the year from which it holds, in order."""
        if not self.discount:
            return DISCOUNT_RATES
        return dict(sorted((int(year), rate) for year, rate in self.discount.items()))

    @property
    def upper_bounds(self) -> Mapping[str, Decimal]:
        """Upper bound of optimism bias by type of project."""
        return {**{name: bounds.upper for name, bounds in OPTIMISM.items()}, **self.optimism_bias}


def worked_out_columns(appraisal: Appraisal | None) -> tuple[str, ...]:
    """Names of the columns of proposals that are worked out from other tables and not typed."""
    return MEASURES if appraisal is not None else ()
