"""Small GTFS feeds, each a zip file of a few rows."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from prioritise.hubs.sampling import LONGEST_SECONDS, Window
from prioritise.hubs.timetable import journeys_by_timetable
from prioritise.hubs.walking import Walking
from prioritise.programme.places import Journey, Zone
from prioritise.programme.records import Hub
from prioritise.reading.gtfs import read_timetable

WEDNESDAY = date(2018, 9, 5)
STEP = Decimal("0.1")
"""Degrees north between stops: 11 km, too far to walk."""
HEADINGS = {
    "stops": "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station",
    "routes": "route_id,route_type",
    "trips": "route_id,service_id,trip_id,block_id",
    "stop_times": "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,"
    "drop_off_type",
    "calendar": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,"
    "end_date",
    "calendar_dates": "service_id,date,exception_type",
    "frequencies": "trip_id,start_time,end_time,headway_secs,exact_times",
    "transfers": "from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_trip_id,to_trip_id",
}  # fmt: skip
DAILY = ["all", *"1111111", "20180101", "20181231"]
Rows = Sequence[Sequence[object]]


def north(stop: str) -> Decimal:
    """Degrees north of a stop: A, B, C, … from south to north."""
    return Decimal(51) + STEP * (ord(stop[0]) - ord("A"))


def stops(names: str, *further: Sequence[object]) -> Rows:
    return [*([name, f"Stop {name}", north(name), "-3", "", ""] for name in names), *further]


def trip(name: str, *calls: str, service: str = "all") -> tuple[list[object], list[list[object]]]:
    """A trip; a call is `A 08:00`, or `A 08:00/08:02` with arrival and departure, or `A`."""
    rows: list[list[object]] = []
    for place, call in enumerate(calls):
        stop, _, times = call.partition(" ")
        arrival, _, departure = times.partition("/")
        clock = [f"{time}:00" if time else "" for time in (arrival, departure or arrival)]
        rows.append([name, *clock, stop, place, "", ""])
    return ["r", service, name], rows


def write_feed(path: Path, *trips, names: str = "ABCD", **tables: Rows) -> Path:
    """A feed of these trips; other tables as given, None leaves one out."""
    written: dict[str, Rows] = {
        "stops": stops(names),
        "routes": [["r", "3"]],
        "trips": [row for row, _ in trips],
        "stop_times": [call for _, calls in trips for call in calls],
        "calendar": [DAILY],
        **tables,
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in written.items():
            if rows is not None:
                text = io.StringIO()
                text.write(HEADINGS[name] + "\n")
                csv.writer(text, lineterminator="\n").writerows(rows)
                archive.writestr(f"{name}.txt", text.getvalue())
    return path


def clock(text: str) -> int:
    hours, minutes = map(int, text.split(":"))
    return 3600 * hours + 60 * minutes


def place(name: str, at: str, shift: str = "0") -> tuple[Zone, Hub]:
    """A zone and a hub of one name at a stop, or so many degrees north of it."""
    where = {"latitude": north(at) + Decimal(shift), "longitude": Decimal(-3)}
    zone = Zone(zone=name, numbers={"population": Decimal(1)}, **where)
    return zone, Hub(hub=name, name=name, **where)


def journey(
    feeds: Path | Sequence[Path],
    window: str,
    start: str = "A",
    end: str = "B",
    day: date = WEDNESDAY,
    walking: Walking | None = None,
    shift: str = "0",
) -> Journey | None:
    """The journey from a stop, or near it, to another."""
    first, last = map(clock, window.split("-"))
    listed = [feeds] if isinstance(feeds, Path) else feeds
    timetable = read_timetable(listed, day, first, last + LONGEST_SECONDS)
    zone, hub = place("z", start, shift)[0], place("h", end)[1]
    window = Window(first, last)
    found = journeys_by_timetable([timetable], [zone], [hub], window, "p", walking)
    return next((each.journey for each in found), None)


def minutes(*arguments, **named) -> Decimal | None:
    """The median minutes of that journey; none where there is none."""
    found = journey(*arguments, **named)
    return None if found is None else found.minutes
