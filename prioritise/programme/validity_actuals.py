"""Faults of what has been spent and forecast: cells that cannot be so, and money that is not there.

Money of a closed year was there: the account of each stream, followed year by year over what has
been spent of it, says where it was not.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from prioritise.programme.actuals import Actual, unnamed_payers
from prioritise.programme.budgets import available, carry_limit
from prioritise.programme.faults import Fault
from prioritise.programme.gates import START_OF_YEAR
from prioritise.programme.money import amount_text, money_text
from prioritise.programme.programme import Programme
from prioritise.programme.records import Stream
from prioritise.programme.validity_names import Lookup, Names
from prioritise.programme.years import year_number

ACTUALS = "actuals"


def actual_faults(look: Lookup) -> Iterator[Fault]:
    """Faults of the table, row by row, then of the accounts of the streams."""
    programme = look.programme
    years = programme.horizon
    names = Names(f"one of the years {years[0]} to {years[-1]}", years) if years else None
    seen: set[tuple[str, str, str]] = set()
    sound = True
    for row, actual in enumerate(programme.actuals):
        faults = [*_name_faults(look, names, row, actual)]
        if not faults:
            key = (actual.proposal, actual.stream, actual.year)
            if key in seen:
                found = f"{actual.proposal}, {actual.stream} and {actual.year} again"
                expected = "one row for them, with what is known last"
                faults.append(Fault(ACTUALS, row, "year", found, expected))
            seen.add(key)
            faults += _cell_faults(look, row, actual)
        sound = sound and not faults
        yield from faults
    if sound and not look.also.get("streams"):
        for stream in programme.streams:
            yield from _not_there(programme, stream)


def _name_faults(look: Lookup, years: Names | None, row: int, actual: Actual) -> Iterator[Fault]:
    if not look.proposals.accepts(actual.proposal):
        yield look.proposals.fault(ACTUALS, row, "proposal", actual.proposal)
    if not look.streams.accepts(actual.stream):
        yield look.streams.fault(ACTUALS, row, "stream", actual.stream)
    elif actual.stream in look.programme.parents:
        expected = "the stream within it that pays, since this one does not pay directly"
        yield Fault(ACTUALS, row, "stream", repr(actual.stream), expected)
    if years is not None and not years.accepts(actual.year):
        yield years.fault(ACTUALS, row, "year", actual.year)


def _cell_faults(look: Lookup, row: int, actual: Actual) -> Iterator[Fault]:
    programme = look.programme
    unit = programme.unit
    if actual.paid and actual.year not in programme.years:
        expected = f"nothing yet: {actual.year} has no budget, and is still to come"
        yield Fault(ACTUALS, row, "spent", amount_text(actual.paid, unit), expected)
    if actual.forecast is not None:
        spent = amount_text(actual.paid, unit)
        if actual.year in programme.closed and actual.forecast != actual.paid:
            expected = f"nothing, or the {spent} that was spent: {actual.year} is closed"
            yield Fault(ACTUALS, row, "forecast", amount_text(actual.forecast, unit), expected)
        elif actual.forecast < actual.paid:
            expected = f"at least the {spent} that is spent already"
            yield Fault(ACTUALS, row, "forecast", amount_text(actual.forecast, unit), expected)
    began = _beginning(actual.year)
    if actual.paid and actual.as_at is not None and began and actual.as_at < began:
        expected = f"a day on or after {began}, when {actual.year} began"
        yield Fault(ACTUALS, row, "as_at", str(actual.as_at), expected)
    yield from _payer_faults(look, row, actual)


def _beginning(year: str) -> date | None:
    number = year_number(year)
    return None if number is None or not 1 <= number <= 9999 else date(number, *START_OF_YEAR)


def _payer_faults(look: Lookup, row: int, actual: Actual) -> Iterator[Fault]:
    """A stream that pays has a cost row, or could be the one payer of those without a stream."""
    programme, name, stream = look.programme, actual.proposal, actual.stream
    costs = look.costed.get(name, [])
    named = {cost.stream for cost in costs}
    if stream in named or look.unsure("costs", name) or look.unsure("proposals", name):
        return
    if "" not in named or stream not in programme.aligned_streams.get(name, ()):
        if not look.unsure("alignment", name):
            expected = f"a stream that pays a row of {name} in costs: add one that {stream} pays"
            yield Fault(ACTUALS, row, "stream", repr(stream), expected)
        return
    paying = unnamed_payers(costs, programme.actuals_of.get(name, {}))
    if len(paying) > 1:
        expected = f"one stream for what costs names none for: name there which rows {stream} pays"
        yield Fault(ACTUALS, row, "stream", " and ".join(paying), expected)


def _not_there(programme: Programme, stream: Stream) -> Iterator[Fault]:
    """Money that a stream, or one within it, spent in a closed year beyond what there was."""
    rows: list[list[int]] = [[] for _ in programme.closed]
    for row, actual in enumerate(programme.actuals):
        is_closed = actual.paid and actual.year in programme.closed
        if is_closed and stream.stream in programme.ancestors[actual.stream]:
            rows[programme.years.index(actual.year)].append(row)
    carried = 0
    for year, found in enumerate(rows):
        spent = sum(programme.actuals[row].paid for row in found)
        there = carried + available(stream, year)
        if spent > there:
            unit = programme.unit
            money = f"{money_text(spent, unit)} of {stream.stream} spent in {programme.years[year]}"
            expected = (
                f"at most the {money_text(there, unit)} that it had: mend the amount, or enter in "
                "streams what the year really had"
            )
            yield Fault(ACTUALS, found[-1], "spent", money, expected)
            return
        carried = min(there - spent, carry_limit(stream, year))
