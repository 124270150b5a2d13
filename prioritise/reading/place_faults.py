"""Faults that only several rows of zones and journeys show together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prioritise.programme.destinations import JOBS
from prioritise.programme.faults import Fault
from prioritise.programme.places import Journey, Zone
from prioritise.programme.validity_names import Names, twice
from prioritise.reading.cells import shown


def zone_faults(zones: Sequence[Zone], population: str) -> Iterator[Fault]:
    """Faults of zones: the same zone again, half a coordinate, people who are no whole number.

    Parameters
    ----------
    population
        Column that counts people.
    """
    yield from twice("zones", "zone", [zone.zone for zone in zones], "zone")
    for row, zone in enumerate(zones):
        if (zone.latitude is None) != (zone.longitude is None):
            column = "latitude" if zone.latitude is None else "longitude"
            expected = "both latitude and longitude, or neither"
            yield Fault("zones", row, column, "nothing", expected)
        for column, what in ((population, "people"), (JOBS, JOBS)):
            number = zone.numbers.get(column)
            if number is not None and (number < 0 or number % 1):
                expected = f"a whole number of {what}, 0 or more"
                yield Fault("zones", row, column, shown(str(number)), expected)


def journey_faults(
    journeys: Sequence[Journey], rows: Sequence[int], zones: Names, hubs: Names, proposals: Names
) -> Iterator[Fault]:
    """Faults of journeys: ends that do not exist, the same journey again, minutes out of order.

    Parameters
    ----------
    rows
        Row of each journey as a spreadsheet counts.
    zones, hubs, proposals
        Ids that exist.
    """
    seen: dict[tuple[str, str, str, str], int] = {}
    for row, journey in enumerate(journeys):
        for column, names, name in (("zone", zones, journey.zone), ("hub", hubs, journey.hub)):
            if not names.accepts(name):
                yield names.fault("journeys", row, column, name)
        if journey.proposal and not proposals.accepts(journey.proposal):
            yield proposals.fault("journeys", row, "proposal", journey.proposal)
        key = (journey.zone, journey.hub, journey.period, journey.proposal)
        if key in seen:
            first = journeys[seen[key]]
            expected = "every zone and hub once in a period, and once for a proposal"
            found = f"the journey of row {rows[seen[key]]} again"
            if first.minutes != journey.minutes:
                found += f", with {journey.minutes} minutes for {first.minutes}"
            yield Fault("journeys", row, "minutes", found, expected)
        seen.setdefault(key, row)
        yield from _minute_faults(row, journey)


def _minute_faults(row: int, journey: Journey) -> Iterator[Fault]:
    """Minutes that are left out of what is a journey, or out of order."""
    minutes, low, high = journey.minutes, journey.minutes_p10, journey.minutes_p90
    if minutes is None:
        if journey.services_per_hour != 0:
            expected = "a number; or 0 services_per_hour, where there is no journey"
            yield Fault("journeys", row, "minutes", "nothing", expected)
        return
    if low is not None and low > minutes:
        yield Fault("journeys", row, "minutes_p10", str(low), "no more than minutes")
    if high is not None and high < minutes:
        yield Fault("journeys", row, "minutes_p90", str(high), "no less than minutes")
