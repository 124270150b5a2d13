"""Faults of what is appraised: years, kinds, shares, and rates that do not fit the programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import get_args

from prioritise.programme.appraised import Additionality, Appraisal, Benefit, Jobs, Optimism
from prioritise.programme.faults import Fault
from prioritise.programme.readiness import ready_from
from prioritise.programme.records import Proposal
from prioritise.programme.validity_names import Lookup, Names
from prioritise.programme.years import year_number

CASH, REAL = "cash", "real"
"""Prices of the year in which an amount comes, and prices of the price base."""
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


def _setting_faults(look: Lookup, said: Appraisal) -> Iterator[Fault]:
    years = look.programme.horizon
    for year in years:
        if year_number(year) is None:
            expected = f"{_A_YEAR}, since present values count years"
            yield Fault("programme", None, "years", repr(year), expected)
    for column, year in [
        *([("price_base", said.price_base)] if said.price_base else []),
        *((f"deflators.{year}", year) for year in said.deflators),
    ]:
        if year_number(year) is None:
            yield Fault("appraisal", None, column, repr(year), _A_YEAR)
    for before, after in pairwise(years):
        if before.isdigit() and after.isdigit() and int(after) != int(before) + 1:
            expected = f"{int(before) + 1}, since present values count years"
            yield Fault("programme", None, "years", repr(after), expected)
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


def _year_of(text: str) -> int | None:
    return year_number(text) if text else None


def _lacking(benefit: Benefit) -> Iterator[tuple[str, str]]:
    """Columns that a row needs and does not have, and what should stand there."""
    if benefit.amount is None and not benefit.measure:
        yield "amount", "an amount, or a measure of what is not put into money"
    if benefit.amount is not None and not benefit.first:
        yield "first", "the first year in which the amount comes"
    if benefit.quantity is not None and not benefit.measure:
        yield "measure", "what is counted, such as visits a year"
    if benefit.last and not benefit.first:
        yield "first", "the first year"


def _idle(benefit: Benefit) -> Iterator[tuple[str, str, str]]:
    """Columns that change nothing in a row, what stands there, and why it should not."""
    if benefit.amount is None:
        for column in ("growth", "reference"):
            if getattr(benefit, column) is not None:
                yield column, "a figure", "nothing, since the row has no amount"
    elif benefit.reference is not None and not benefit.gross:
        yield "reference", "an amount", "nothing, or yes under gross: a net amount is net of it"


def _unknown_proposals(look: Lookup) -> Iterator[Fault]:
    programme = look.programme
    tables: Mapping[str, Sequence[Benefit | Jobs | Additionality | Optimism]] = {
        "benefits": programme.benefits,
        "jobs": programme.jobs,
        "additionality": programme.additionality,
        "optimism": programme.optimism,
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
        shares[part.proposal] = shares.get(part.proposal, Decimal(0)) + part.share
        last[part.proposal] = row
    for proposal, share in shares.items():
        if share != 1 and not look.unsure("optimism", proposal):
            expected = "shares of the capital cost that add up to 1"
            found = f"{share} in all for {proposal!r}"
            yield Fault("optimism", last[proposal], "share", found, expected)
