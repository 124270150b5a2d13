"""Every rate that an appraisal rests on, with its source: on each page, and as a table."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from prioritise.appraisal.measures import measures_used
from prioritise.programme.appraised import Appraisal
from prioritise.programme.bias import bias_of, upper_bound
from prioritise.programme.money import half_even, plain
from prioritise.programme.programme import Programme
from prioritise.programme.rates import (
    DISCOUNT_RATES,
    GREEN_BOOK,
    HORIZON,
    INFLATION,
    INFLATION_TARGET,
    OPTIMISM,
    OPTIMISM_GUIDANCE,
    PERIOD,
    RateSource,
)
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
        *_prices(said),
        Rate("first year, not discounted", programme.years[0], OWN),
        *_discount(said),
        Rate("years appraised", str(said.period), _from(said.period == PERIOD, HORIZON)),
        *_optimism(programme),
        *_additionality(said),
        Rate(
            "match in the benefit-cost ratio", said.match_in_bcr, _own(said.match_in_bcr == _APART)
        ),
    )


_APART = "apart"
"""What is meant where nothing is said."""


def rates_in_words(programme: Programme) -> Iterator[str]:
    """The rates in a few lines."""
    said = _said(programme)
    steps = list(said.discount_rates.items())
    rates = ", ".join(
        f"{_percent(rate)} from year {start}" if number else f"{_percent(rate)} a year"
        for number, (start, rate) in enumerate(steps)
    )
    first = programme.years[0]
    source = _from(said.discount_rates == DISCOUNT_RATES, GREEN_BOOK)
    yield (
        f"Present values in prices of {said.price_base or first}, discounted to {first} by {rates} "
        f"({source}); {said.period} years ({_from(said.period == PERIOD, HORIZON)})."
    )
    rise = _percent(said.inflation)
    target = _from(said.inflation == INFLATION, INFLATION_TARGET)
    if said.deflators:
        known = list(said.deflators)
        yield (
            f"Deflators of {known[0]} to {known[-1]} as given ({OWN}); in other years prices rise "
            f"by {rise} ({target})."
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
    return (
        f"Optimism bias of capital cost {_percent(_decimal(bias))}, of an upper bound of "
        f"{_percent(_decimal(upper))}: {'; '.join(parts)}."
    )


def _decimal(share: Fraction) -> Decimal:
    return Decimal(half_even(share.numerator * 10**6, share.denominator)).scaleb(-6)


def rates_table(programme: Programme) -> Table:
    """One row a rate."""
    return Table(
        "rates",
        "A rate that the appraisal rests on.",
        ("rate",),
        (
            Column("rate", "Rate", "What it is."),
            Column("value", "Value", "The figure or word that was used."),
            Column("source", "Source", "Who published it and when, or the file that gives it."),
        ),
        tuple(tuple(rate) for rate in rates_used(programme)),
    )


def _prices(said: Appraisal) -> Iterator[Rate]:
    for year, index in said.deflators.items():
        yield Rate(f"deflator of {year}", _text(index), OWN)
    yield Rate(
        "rise of prices in other years",
        _text(said.inflation),
        _from(said.inflation == INFLATION, INFLATION_TARGET),
    )


def _discount(said: Appraisal) -> Iterator[Rate]:
    source = _from(said.discount_rates == DISCOUNT_RATES, GREEN_BOOK)
    for year, rate in said.discount_rates.items():
        yield Rate(f"discount rate from year {year}", _text(rate), source)


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
