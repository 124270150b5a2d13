"""The calculation line by line: each figure of each year, and what makes a present value of it.

    present value = given * raised * additional * prices * discount

rounded to the penny, so that lines add up to totals. `raised` is optimism bias of a cost, growth of
a benefit, or likelihood of a risk; `additional` is what is left of a gross benefit; `prices` puts
cash into the prices of the base year; `discount` puts a later year into the base year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

from prioritise.appraisal.additionality import net_share
from prioritise.appraisal.discounting import Discounting
from prioritise.appraisal.prices import PriceIndex
from prioritise.programme.appraised import Additionality, Appraisal, Benefit, Jobs, RiskCost
from prioritise.programme.bias import raised
from prioritise.programme.money import PENCE_PER_UNIT, rounded
from prioritise.programme.options import TENTHS, Option
from prioritise.programme.programme import Programme
from prioritise.programme.rates import HEALTH, SCHEDULES, UNIT_VALUES
from prioritise.programme.records import MATCH, Cost
from prioritise.programme.validity_appraisal import CASH, REAL, RESIDUAL
from prioritise.programme.years import year_number

Part = Literal["benefit", "public cost", "receipt", "other cost", "risk"]
_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class WorkingLine:
    """One figure of one year."""

    part: Part
    """What it belongs to."""
    words: str
    """What it is."""
    table: str
    """Table that it comes from."""
    row: int
    """Place of its record in the table."""
    year: int | None
    """Calendar year in which its financial year starts; none before the first."""
    given: int
    """Pence as they were given for the year."""
    raised: Fraction = _ONE
    """Optimism bias, or growth."""
    additional: Fraction = _ONE
    """Share that is additional, and that the option brings."""
    prices: Fraction = _ONE
    """Into prices of the base year."""
    discount: Fraction = _ONE
    """Into the first year."""
    counts: bool = True
    """Whether it counts at all."""
    confidence: str = ""
    """How well founded a benefit is."""
    falls_to: str = ""
    """Group by income that a benefit falls to."""
    valued: str = ""
    """Published value that put the quantity into money."""
    quantity: Fraction = Fraction(0)
    """How many of what was valued."""
    present: int = field(init=False)
    """Present value in pence."""

    def __post_init__(self) -> None:
        factors = self.raised * self.additional * self.prices * self.discount
        worth = rounded(self.given * factors) if self.counts else 0
        object.__setattr__(self, "present", worth)


class Lines:
    """What lines are made from, put together once for a programme that is appraised."""

    def __init__(self, programme: Programme) -> None:
        assert programme.appraisal is not None
        self.programme = programme
        self.said: Appraisal = programme.appraisal
        first = year_number(programme.years[0])
        assert first is not None
        self.first: int = first
        self.prices = PriceIndex(self.said, _year(self.said.price_base, first))
        base = _year(self.said.base_year, first) - first
        self.discounting = Discounting(self.said.discount_rates, base)
        self._health = Discounting(SCHEDULES[HEALTH].rates, base)
        self._costs: dict[tuple[str, str], list[tuple[int, Cost]]] = {}
        for row, cost in enumerate(programme.costs):
            self._costs.setdefault((cost.proposal, cost.option), []).append((row, cost))
        self.benefits: dict[str, list[tuple[int, Benefit]]] = {}
        for row, benefit in enumerate(programme.benefits):
            self.benefits.setdefault(benefit.proposal, []).append((row, benefit))
        self.risks: dict[str, list[tuple[int, RiskCost]]] = {}
        for row, risk in enumerate(programme.risk_costs):
            self.risks.setdefault(risk.proposal, []).append((row, risk))
        self.jobs: dict[str, list[tuple[int, Jobs]]] = {}
        for row, jobs in enumerate(programme.jobs):
            self.jobs.setdefault(jobs.proposal, []).append((row, jobs))
        self.factors: dict[tuple[str, str], tuple[int, Additionality]] = {
            (factors.proposal, factors.level): (row, factors)
            for row, factors in enumerate(programme.additionality)
        }

    def of(self, option: Option) -> tuple[WorkingLine, ...]:
        """Every line of a proposal done in this way: costs first, then benefits, then risks."""
        costs = self._costs[option.proposal, option.alternative]
        benefits = self.benefits.get(option.proposal, [])
        risks = self.risks.get(option.proposal, [])
        return (
            *(line for row, cost in costs for line in self._cost(row, cost, option)),
            *(line for row, given in benefits for line in self._benefit(row, given, option)),
            *(self._risk(row, risk, option) for row, risk in risks),
        )

    def opening(self, option: Option) -> int:
        """Number of the year in which a proposal first brings a benefit; the first year is 0."""
        rows = (given for _, given in self.benefits.get(option.proposal, []))
        years = [_year(row.first, self.first) for row in rows if row.first and _in_money(row)]
        return min(years, default=self.first) - self.first + option.delay

    def end(self, option: Option) -> int:
        """Number of the first year that is no longer appraised."""
        start = self.opening(option) if self.said.period_from == "opening" else 0
        return start + self.said.period

    @cached_property
    def annuity(self) -> Fraction:
        """Present value of a pound in each year that is appraised."""
        return sum(map(self.discounting.factor, range(self.said.period)), Fraction(0))

    def cash_of(self, option: Option) -> tuple[int, int]:
        """Pence of public and of other money that is still to be spent, as given."""
        public = other = 0
        for _, cost in self._costs[option.proposal, option.alternative]:
            cells = (*cost.amounts, *cost.later, cost.after)
            paid = sum(rounded(cell * self._scale(option)) for cell in cells)
            public, other = (public, other + paid) if _is_match(cost) else (public + paid, other)
        return public, other

    def _scale(self, option: Option) -> Fraction:
        return Fraction(self.programme.cost_scale) * Fraction(option.tenths, TENTHS)

    def _cost(self, row: int, cost: Cost, option: Option) -> Iterator[WorkingLine]:
        part: Part = "other cost" if _is_match(cost) else "public cost"
        words, scale = _payer(cost), self._scale(option)
        if cost.before:
            given = rounded(cost.before * scale)
            spent = f"{words}: spent before, not counted"
            yield WorkingLine(part, spent, "costs", row, None, given, counts=False)
        factor = raised(self.programme, cost)
        cells = (*cost.amounts, *cost.later, cost.after)
        for place, amount in enumerate(cells):
            if amount:
                delay = option.delay if place < len(cells) - 1 else 0
                count = min(place + delay, len(cells) - 1)
                yield WorkingLine(
                    part,
                    f"{words}, after the years" if count == len(cells) - 1 else words,
                    "costs",
                    row,
                    self.first + count,
                    rounded(amount * scale),
                    raised=factor,
                    prices=self.prices.of(self.first + count),
                    discount=self.discounting.factor(count),
                )

    def _benefit(self, row: int, given: Benefit, option: Option) -> Iterator[WorkingLine]:
        if not _in_money(given):
            return
        end = self.end(option)
        first = _year(given.first, self.first) - self.first + option.delay
        count = 1 + (_year(given.last, 0) - _year(given.first, 0) if given.last else 0)
        if given.counts_as == RESIDUAL:
            first = end - 1
        own = net_share(self.factors_of(given.proposal, "nation")) if given.gross else _ONE
        words = given.kind if not given.reference else f"{given.kind}, less the reference case"
        part: Part = "receipt" if given.counts_as == "receipt" else "benefit"
        for year in range(first, min(first + count, end)):
            quantity = Fraction(given.quantity or 0) if given.valued else Fraction(0)
            yield WorkingLine(
                part,
                words,
                "benefits",
                row,
                self.first + year,
                self._amount(given, self.first + year),
                raised=_growth(given, year - first),
                additional=own * option.portion,
                prices=self._prices(given, self.first + year),
                discount=(self._health if given.rate else self.discounting).factor(year),
                confidence=given.confidence,
                falls_to=given.falls_to,
                valued=given.valued,
                quantity=quantity,
            )
        beyond = range(max(first, end), first + count)
        if beyond:
            lost = sum(
                rounded(self._amount(given, self.first + year) * _growth(given, year - first))
                for year in beyond
            )
            late = f"{words}: {len(beyond)} years after the period, not counted"
            yield WorkingLine(
                part, late, "benefits", row, self.first + beyond[0], lost, counts=False
            )

    def _amount(self, given: Benefit, year: int) -> int:
        """Pence in a year, before growth."""
        if not given.valued:
            return (given.amount or 0) - (given.reference or 0)
        value = UNIT_VALUES[given.valued]
        share = {"low": value.low, "central": _ONE, "high": value.high}[self.said.unit_values]
        pounds = Fraction(given.quantity or 0) * Fraction(value.of(year)) * share
        return rounded(pounds * PENCE_PER_UNIT["£"])

    def _risk(self, row: int, risk: RiskCost, option: Option) -> WorkingLine:
        year = _year(risk.year, self.first)
        return WorkingLine(
            "risk",
            f"{risk.risk}, by its likelihood",
            "risk_costs",
            row,
            year,
            rounded(risk.cost * Fraction(option.tenths, TENTHS)),
            raised=Fraction(risk.likelihood),
            discount=self.discounting.factor(year - self.first),
        )

    def factors_of(self, proposal: str, level: Literal["hub", "nation"]) -> Additionality:
        """The factors of a proposal at a level: its own row's, or else the programme's."""
        found = self.factors.get((proposal, level))
        if found is not None:
            return found[1]
        usual = self.said.additionality.at(level)
        return Additionality(proposal=proposal, level=level, **usual.model_dump())

    def _prices(self, given: Benefit, year: int) -> Fraction:
        if given.valued:
            return self.prices.of(int(UNIT_VALUES[given.valued].prices))
        if given.basis in ("", REAL):
            return _ONE
        number = year if given.basis == CASH else year_number(given.basis)
        assert number is not None
        return self.prices.of(number)


def _in_money(given: Benefit) -> bool:
    return given.amount is not None or bool(given.valued)


def _growth(given: Benefit, years: int) -> Fraction:
    return (1 + Fraction(given.growth or 0)) ** years


def _year(text: str, otherwise: int) -> int:
    """The calendar year in which a financial year starts, or another where none is given."""
    number = year_number(text) if text else None
    return otherwise if number is None else number


def _is_match(cost: Cost) -> bool:
    return cost.stream == MATCH


def _payer(cost: Cost) -> str:
    kind = cost.kind or "cost"
    if _is_match(cost):
        return f"{kind}, match funding"
    return f"{kind}, {cost.stream}" if cost.stream else f"{kind}, payer to be picked"
