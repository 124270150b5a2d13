"""Every rate that an appraisal rests on, with its source: on each page, and as a table."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from prioritise.appraisal.distribution import weight
from prioritise.appraisal.measures import measures_used
from prioritise.programme.appraised import Appraisal
from prioritise.programme.bias import OPERATING, bias_of, upper_bound, works_bias
from prioritise.programme.money import half_even, plain
from prioritise.programme.programme import Programme
from prioritise.programme.rates import (
    DISTRIBUTION,
    HEALTH,
    HORIZON,
    INFLATION,
    INFLATION_TARGET,
    MARGINAL_UTILITY,
    OPTIMISM,
    OPTIMISM_GUIDANCE,
    PERIOD,
    SCHEDULES,
    UNIT_VALUES,
    RateSource,
)
from prioritise.programme.years import year_name, year_number
from prioritise.views.appraisal.question import Question
from prioritise.views.table import Column, Table
from prioritise.views.words.cautions import bias_carried

OWN = "programme.yaml"
"""Source of a rate that the programme gives itself."""


class Rate(NamedTuple):
    """One rate that was used."""

    name: str
    value: str
    source: str


def rests_on_rates(programme: Programme) -> bool:
    """Whether a shortlist rests on rates of appraisal, by a measure or by what budgets carry."""
    return bool(measures_used(programme) or bias_carried(programme))


def rates_used(programme: Programme) -> tuple[Rate, ...]:
    """Every rate that was used, in the order in which the calculation meets them."""
    said = _said(programme)
    return (
        Rate("price base", said.price_base or programme.years[0], _own(not said.price_base)),
        *_prices(programme, said),
        Rate("first year, not discounted", programme.years[0], OWN),
        Rate("base year", said.base_year or programme.years[0], _own(not said.base_year)),
        *_discount(programme, said),
        Rate("years appraised", str(said.period), _from(said.period == PERIOD, HORIZON)),
        Rate(
            "years appraised from",
            said.period_from,
            _own(said.period_from == Appraisal.model_fields["period_from"].default),
        ),
        *_unit_values(programme, said),
        *_weights(said),
        *_optimism(programme),
        *_additionality(said),
        Rate(
            "match in the benefit-cost ratio", said.match_in_bcr, _own(said.match_in_bcr == _APART)
        ),
    )


_START = {"programme": "", "opening": " from each proposal's first benefit"}
_APART = "apart"
"""What is meant where nothing is said."""


def rates_in_words(programme: Programme) -> Iterator[str]:
    """The rates in a few lines."""
    said = _said(programme)
    steps = [(year, rate) for year, rate in said.discount_rates.items() if year <= said.period]
    rates = ", ".join(
        f"{_percent(rate)} from year {start}" if number else f"{_percent(rate)} a year"
        for number, (start, rate) in enumerate(steps)
    )
    first = programme.years[0]
    source = _schedule(said)
    base = said.base_year or first
    yield (
        f"Present values in prices of {said.price_base or first}, discounted to {base} by {rates} "
        f"({source}); {said.period} years{_START[said.period_from]} "
        f"({_from(said.period == PERIOD, HORIZON)})."
    )
    rise = _percent(said.inflation)
    target = _from(said.inflation == INFLATION, INFLATION_TARGET)
    if said.prices:
        known = [*said.deflators] or [year_name(year, first) for year in said.prices]
        source = _deflated_by(said) if said.price_table else said.deflators_from or OWN
        since = _forecast_from(said)
        forecast = f", forecast from {year_name(since, first)}" if since else ""
        as_given = "" if said.price_table else " as given"
        yield (
            f"Deflators of {known[0]} to {known[-1]}{as_given} ({source}{forecast}); in other "
            f"years prices rise by {rise} ({target})."
        )
    else:
        yield f"No deflators are given: prices rise by {rise} a year ({target})."
    if programme.optimism:
        sources = dict.fromkeys(rate.source for rate in _optimism(programme))
        where = "also in the budgets" if said.in_budgets else "not in the budgets"
        yield f"Optimism bias raises capital costs here, {where} ({'; '.join(sources)})."


def bias_in_words(asked: Question, proposal: str) -> str:
    """What a proposal's optimism bias is made of; empty where it has none."""
    programme = asked.programme
    rows = [(row, part) for row, part in enumerate(programme.optimism) if part.proposal == proposal]
    if not rows:
        return ""
    parts = [
        f"{_percent(part.share)} {part.type} at {_percent(programme.upper_bounds[part.type])}, "
        f"{_percent(part.mitigated)} of it mitigated ({asked.place('optimism', row)})"
        for row, part in rows
    ]
    upper, bias = upper_bound(programme, proposal), bias_of(programme, proposal)
    operating = bias_of(programme, proposal, OPERATING)
    of_revenue = f", of revenue {_percent(_decimal(operating))}" if operating else ""
    return (
        f"Optimism bias of capital cost {_percent(_decimal(bias))}{of_revenue}, of an upper bound "
        f"of {_percent(_decimal(upper))}: {'; '.join(parts)}.{_works(programme, proposal)}"
    )


def _works(programme: Programme, proposal: str) -> str:
    """By how much works may take longer, and how long that is where months are planned."""
    bias = works_bias(programme, proposal)
    if not bias:
        return ""
    planned = sum(
        (part.months for part in programme.optimism_of[proposal] if part.months), Decimal(0)
    )
    months = ""
    if planned:
        late = _text(_decimal(Fraction(planned) * (1 + bias)).quantize(Decimal("0.1")))
        months = f": {late} months for {_text(planned)}"
    return f" Works may take {_percent(_decimal(bias).quantize(Decimal('0.0001')))} longer{months}."


def _decimal(share: Fraction) -> Decimal:
    return Decimal(half_even(share.numerator * 10**6, share.denominator)).scaleb(-6)


def rates_table(programme: Programme) -> Table:
    """One row a rate."""
    return Table.of(
        "rates",
        "A rate that the appraisal rests on.",
        ("rate",),
        (
            Column("rate", "Rate", "What it is.").of(lambda rate: rate.name),
            Column("value", "Value", "The figure or word that was used."),
            Column("source", "Source", "Who published it and when, or the file that gives it."),
        ),
        rates_used(programme),
    )


def _prices(programme: Programme, said: Appraisal) -> Iterator[Rate]:
    first = programme.years[0]
    opening = year_number(first) or 0
    # Of a published table, which goes far back, the years that are appraised.
    start = min(opening, year_number(said.price_base) or opening) if said.price_table else 0
    since = _forecast_from(said)
    for year, index in said.prices.items():
        if said.price_table is None or start <= year < opening + said.period:
            words = " (forecast)" if since and year >= since else ""
            yield Rate(
                f"deflator of {year_name(year, first)}{words}", _text(index), _deflated_by(said)
            )
    yield Rate(
        "rise of prices in other years",
        _text(said.inflation),
        _from(said.inflation == INFLATION, INFLATION_TARGET),
    )


def _discount(programme: Programme, said: Appraisal) -> Iterator[Rate]:
    source = _schedule(said)
    for year, rate in said.discount_rates.items():
        yield Rate(f"discount rate from year {year}", _text(rate), source)
    if any(row.rate for row in programme.benefits):
        schedule = SCHEDULES[HEALTH]
        for year, rate in schedule.rates.items():
            yield Rate(f"health discount rate from year {year}", _text(rate), str(schedule.source))


def _unit_values(programme: Programme, said: Appraisal) -> Iterator[Rate]:
    for name in sorted({row.valued for row in programme.benefits if row.valued}):
        value = UNIT_VALUES[name]
        words = f"value of {name}, {said.unit_values}, £ in prices of {value.prices}"
        share = {"low": value.low, "central": Fraction(1), "high": value.high}[said.unit_values]
        for year, pounds in value.central.items():
            told = _text(_decimal(Fraction(pounds) * share))
            yield Rate(f"{words}, {year}" if year else words, told, str(value.source))


def _weights(said: Appraisal) -> Iterator[Rate]:
    if said.incomes:
        published = said.elasticity == MARGINAL_UTILITY
        source = _from(published, DISTRIBUTION)
        yield Rate("elasticity of marginal utility", _text(said.elasticity), source)
    for group in said.incomes:
        told = _text(_decimal(weight(said, group)))
        yield Rate(f"distributional weight of {group}", told, f"{OWN}, by its income")


def _deflated_by(said: Appraisal) -> str:
    if said.price_table is not None:
        return str(said.price_table.source)
    return f"{OWN}: {said.deflators_from}" if said.deflators_from else OWN


def _forecast_from(said: Appraisal) -> int | None:
    """The year from which on deflators are forecast, by the calendar year in which it starts."""
    if said.price_table is not None:
        return said.price_table.forecast_from
    return year_number(said.forecast_from) if said.forecast_from else None


def _schedule(said: Appraisal) -> str:
    return OWN if said.discount else str(SCHEDULES[said.schedule].source)


def _optimism(programme: Programme) -> Iterator[Rate]:
    bounds = programme.upper_bounds
    for name in sorted({row.type for row in programme.optimism}):
        published = name in OPTIMISM and bounds[name] == OPTIMISM[name].upper
        source = _from(published, OPTIMISM_GUIDANCE)
        yield Rate(f"upper bound of {name}", _text(bounds[name]), source)


def _additionality(said: Appraisal) -> Iterator[Rate]:
    for level, factors in (("hub", said.additionality.hub), ("nation", said.additionality.nation)):
        for name, figure in factors:
            assumed = figure == type(factors).model_fields[name].default
            yield Rate(f"{name} without a row, seen from the {level}", _text(figure), _own(assumed))


def _from(published: bool, source: RateSource) -> str:
    return str(source) if published else OWN


def _said(programme: Programme) -> Appraisal:
    assert programme.appraisal is not None
    return programme.appraisal


def _own(default: bool) -> str:
    return "where nothing else is said" if default else OWN


def _text(figure: Decimal) -> str:
    return f"{plain(figure):f}"


def _percent(share: Decimal) -> str:
    return f"{_text(share * 100)}%"
