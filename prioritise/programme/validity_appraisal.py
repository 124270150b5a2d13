"""Faults of what is appraised: years, kinds, shares, and rates that do not fit the programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import get_args

from prioritise.programme.appraised import (
    Additionality,
    Appraisal,
    Benefit,
    Jobs,
    Optimism,
    RiskCost,
)
from prioritise.programme.faults import Fault
from prioritise.programme.rates import OUTSOURCING, UNIT_VALUES
from prioritise.programme.readiness import ready_from
from prioritise.programme.records import Proposal
from prioritise.programme.validity_names import Lookup, Names
from prioritise.programme.years import year_number

RESIDUAL = "residual"
"""What is left of an asset at the end."""
CASH, REAL = "cash", "real"
"""Prices of the year in which an amount comes, and prices of the price base."""
_CONFIDENCE = [word for word in get_args(Benefit.model_fields["confidence"].annotation) if word]
EVERYBODY = "all"
"""Whose income is that of the middle household."""
_A_YEAR = "a financial year, such as 2021-22"


def appraisal_faults(look: Lookup) -> Iterator[Fault]:
    """Faults of the tables of the appraisal and of its settings."""
    programme = look.programme
    if programme.appraisal is not None:
        yield from _setting_faults(look, programme.appraisal)
    yield from _benefit_faults(look)
    yield from _unknown_proposals(look)
    yield from _level_faults(look)
    yield from _optimism_faults(look)
    yield from _group_faults(look)
    yield from _risk_faults(look)


def _setting_faults(look: Lookup, said: Appraisal) -> Iterator[Fault]:
    years = look.programme.horizon
    for year in years:
        if year_number(year) is None:
            expected = f"{_A_YEAR}, since present values count years"
            yield Fault("programme", None, "years", repr(year), expected)
    for column, year in [
        *([("price_base", said.price_base)] if said.price_base else []),
        *([("base_year", said.base_year)] if said.base_year else []),
        *([("forecast_from", said.forecast_from)] if said.forecast_from else []),
        *((f"deflators.{year}", year) for year in said.deflators),
    ]:
        if year_number(year) is None:
            yield Fault("appraisal", None, column, repr(year), _A_YEAR)
    for before, after in pairwise(years):
        if before.isdigit() and after.isdigit() and int(after) != int(before) + 1:
            expected = f"{int(before) + 1}, since present values count years"
            yield Fault("programme", None, "years", repr(after), expected)
    if said.incomes and EVERYBODY not in said.incomes:
        expected = f"{EVERYBODY}, the income of the middle household, beside the groups"
        yield Fault("appraisal", None, "incomes", "groups alone", expected)
    levels = Names("how well founded a benefit is", _CONFIDENCE)
    for level, ends in said.confidence.items():
        if level not in levels:
            yield levels.fault("appraisal", None, f"confidence.{level}", level)
        if list(ends) != sorted(ends):
            expected = "low and high, or low, likely and high, in this order"
            found = ", ".join(map(str, ends))
            yield Fault("appraisal", None, f"confidence.{level}", found, expected)
    yield from _gap_faults(said)
    yield from _discount_faults(said)
    names = Names(f"one of the years {years[0]} to {years[-1]}", years)
    for word, year in said.readiness.earliest.items():
        if year not in names:
            yield names.fault("appraisal", None, f"readiness.earliest.{word}", year)
    yield from _word_faults(look, said)
    for row, proposal in enumerate(look.programme.proposals):
        yield from _ready_faults(look, row, proposal)


def _gap_faults(said: Appraisal) -> Iterator[Fault]:
    """Deflators are known for years that follow one another."""
    known = sorted(number for number in map(year_number, said.deflators) if number is not None)
    for before, after in pairwise(known):
        if after == before:
            found = f"two for the year that starts in {after}"
            yield Fault("appraisal", None, "deflators", found, "every year once")
        elif after > before + 1:
            found = f"nothing for the year that starts in {before + 1}"
            expected = "an index for every year between the first and the last"
            yield Fault("appraisal", None, "deflators", found, expected)


def _discount_faults(said: Appraisal) -> Iterator[Fault]:
    if not said.discount:
        return
    wrong = False
    for year in said.discount:
        if not (year.isascii() and year.isdigit() and len(year) <= 3 and year.lstrip("0") == year):
            wrong = True
            expected = "the number of a year from which a rate holds: 1, 31, …"
            yield Fault("appraisal", None, f"discount.{year}", repr(year), expected)
    if not wrong and "1" not in said.discount:
        expected = "a rate from year 1, which is the year after the first"
        yield Fault("appraisal", None, "discount", "no rate of year 1", expected)


def _word_faults(look: Lookup, said: Appraisal) -> Iterator[Fault]:
    stages = [stage for stage in get_args(Proposal.model_fields["stage"].annotation) if stage]
    scrutiny = dict.fromkeys(p.scrutiny for p in look.programme.proposals if p.scrutiny)
    words = Names("a stage, or what scrutiny says of a proposal", [*stages, *scrutiny])
    if look.also.get("proposals"):
        return
    for key in ("earliest", "likelihood"):
        for word in getattr(said.readiness, key):
            if word not in words:
                yield words.fault("appraisal", None, f"readiness.{key}.{word}", word)


def _ready_faults(look: Lookup, row: int, proposal: Proposal) -> Iterator[Fault]:
    """A window that has closed before a proposal is ready."""
    years = look.programme.horizon
    if proposal.latest not in years:
        return
    ready = ready_from(look.programme, proposal)
    if years.index(proposal.latest) < ready:
        told = " and ".join(word for word in (proposal.stage, proposal.scrutiny) if word)
        expected = f"{years[ready]} or after: appraisal.readiness lets {told} start then"
        yield Fault("proposals", row, "latest", repr(proposal.latest), expected)


def _benefit_faults(look: Lookup) -> Iterator[Fault]:
    opening = year_number(look.programme.years[0])
    for row, benefit in enumerate(look.programme.benefits):
        for column, expected in _lacking(benefit):
            yield Fault("benefits", row, column, "nothing", expected)
        for column, found, expected in _idle(benefit):
            yield Fault("benefits", row, column, found, expected)
        if benefit.basis not in ("", CASH, REAL) and year_number(benefit.basis) is None:
            expected = f"{CASH}, {REAL} or nothing (prices of the price base), or {_A_YEAR}"
            yield Fault("benefits", row, "basis", repr(benefit.basis), expected)
        first = _year_of(benefit.first)
        last = _year_of(benefit.last) if benefit.last else first
        for column, text, number in (
            ("first", benefit.first, first),
            ("last", benefit.last, last),
        ):
            if text and number is None:
                yield Fault("benefits", row, column, repr(text), _A_YEAR)
        if first is not None and opening is not None and first < opening:
            expected = f"{look.programme.years[0]} or after: what came before does not count"
            yield Fault("benefits", row, "first", repr(benefit.first), expected)
        if first is not None and last is not None and last < first:
            expected = f"{benefit.first}, the first year, or after"
            yield Fault("benefits", row, "last", repr(benefit.last), expected)
        else:
            yield from _value_faults(row, benefit, first, last)


def _value_faults(
    row: int, benefit: Benefit, first: int | None, last: int | None
) -> Iterator[Fault]:
    """Years for which no value is published."""
    if not benefit.valued or first is None or last is None:
        return
    known = UNIT_VALUES[benefit.valued].central
    if 0 not in known and (first < min(known) or last > max(known)):
        expected = (
            f"years from {min(known)} to {max(known)}, for which the value of {benefit.valued} is "
            "published; give an amount for others"
        )
        found = f"{benefit.first} to {benefit.last or benefit.first}"
        yield Fault("benefits", row, "valued", found, expected)


def _group_faults(look: Lookup) -> Iterator[Fault]:
    """Groups by income that the settings do not know."""
    said = look.programme.appraisal
    if said is None or not said.incomes:
        return
    groups = Names("a group of appraisal.incomes", said.incomes)
    for row, benefit in enumerate(look.programme.benefits):
        if benefit.falls_to and benefit.falls_to not in groups:
            yield groups.fault("benefits", row, "falls_to", benefit.falls_to)


def _risk_faults(look: Lookup) -> Iterator[Fault]:
    opening = year_number(look.programme.years[0])
    for row, risk in enumerate(look.programme.risk_costs):
        year = _year_of(risk.year)
        if risk.year and (year is None or (opening is not None and year < opening)):
            expected = f"{look.programme.years[0]} or a later financial year"
            yield Fault("risk_costs", row, "year", repr(risk.year), expected)


def _year_of(text: str) -> int | None:
    return year_number(text) if text else None


def _lacking(benefit: Benefit) -> Iterator[tuple[str, str]]:
    """Columns that a row needs and does not have, and what should stand there."""
    if benefit.amount is None and not (benefit.measure or benefit.valued):
        yield "amount", "an amount, or a measure of what is not put into money"
    if benefit.amount is None and benefit.counts_as:
        yield "amount", f"the amount of the {benefit.counts_as}"
    if benefit.amount is not None and not benefit.first and benefit.counts_as != RESIDUAL:
        yield "first", "the first year in which the amount comes"
    if benefit.valued and benefit.quantity is None:
        yield "quantity", "how many in each year, for the published value"
    if benefit.valued and not benefit.first:
        yield "first", "the first year in which the quantity comes"
    if benefit.quantity is not None and not (benefit.measure or benefit.valued):
        yield "measure", "what is counted, such as visits a year"
    if benefit.last and not benefit.first:
        yield "first", "the first year"


def _idle(benefit: Benefit) -> Iterator[tuple[str, str, str]]:
    """Columns that change nothing in a row, what stands there, and why it should not."""
    if benefit.amount is None:
        for column in ("growth", "reference"):
            if getattr(benefit, column) is not None and not (benefit.valued and column == "growth"):
                yield column, "a figure", "nothing, since the row has no amount"
    elif benefit.valued:
        yield "amount", "an amount", "nothing: the published value puts the quantity into money"
    if benefit.counts_as == RESIDUAL:
        for column in ("first", "last"):
            if getattr(benefit, column):
                expected = "nothing: a residual value comes in the last year that is appraised"
                yield column, repr(getattr(benefit, column)), expected
    if benefit.amount is None:
        return
    if benefit.reference is not None and not benefit.gross:
        yield "reference", "an amount", "nothing, or yes under gross: a net amount is net of it"


def _unknown_proposals(look: Lookup) -> Iterator[Fault]:
    programme = look.programme
    tables: Mapping[str, Sequence[Benefit | Jobs | Additionality | Optimism | RiskCost]] = {
        "benefits": programme.benefits,
        "jobs": programme.jobs,
        "additionality": programme.additionality,
        "optimism": programme.optimism,
        "risk_costs": programme.risk_costs,
    }
    for table, rows in tables.items():
        for row, record in enumerate(rows):
            if not look.proposals.accepts(record.proposal):
                yield look.proposals.fault(table, row, "proposal", record.proposal)


def _level_faults(look: Lookup) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for row, factors in enumerate(look.programme.additionality):
        key = (factors.proposal, factors.level)
        if key in seen:
            found = f"{factors.proposal!r} and {factors.level} again"
            yield Fault("additionality", row, "", found, "one row for each proposal and level")
        seen.add(key)


def _optimism_faults(look: Lookup) -> Iterator[Fault]:
    programme = look.programme
    types = Names("a type of project with an upper bound", programme.upper_bounds)
    seen: set[tuple[str, str]] = set()
    shares: dict[str, Decimal] = {}
    last: dict[str, int] = {}
    for row, part in enumerate(programme.optimism):
        if part.type not in types:
            yield types.fault("optimism", row, "type", part.type)
        key = (part.proposal, part.type)
        if key in seen:
            found = f"{part.proposal!r} and {part.type!r} again"
            yield Fault("optimism", row, "", found, "one row for each proposal and type")
        seen.add(key)
        if part.type != OUTSOURCING:
            shares[part.proposal] = shares.get(part.proposal, Decimal(0)) + part.share
            last[part.proposal] = row
    for proposal, share in shares.items():
        if share != 1 and not look.unsure("optimism", proposal):
            expected = "shares of the capital cost that add up to 1"
            found = f"{share} in all for {proposal!r}"
            yield Fault("optimism", last[proposal], "share", found, expected)
