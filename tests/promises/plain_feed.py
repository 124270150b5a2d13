"""What a timetable says, read by zipfile and csv alone: its stops, and the runs of one day."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta

Row = dict[str, str]
Calls = tuple[tuple[str, int, int], ...]
"""Stop, arrival and departure of each call, in seconds after midnight."""
DAY = 86_400


def plain_feed(content: bytes, day: date) -> tuple[dict[str, tuple[float, float]], list[Calls]]:
    """The places of stops, and every run of the day, of the two before and of the one after."""
    tables = {name: _rows(content, name) for name in FILES}
    stops = {
        row["stop_id"]: (float(row["stop_lat"]), float(row["stop_lon"]))
        for row in tables["stops"]
        if row.get("location_type", "") in ("", "0")
    }
    runs: list[Calls] = []
    days = {offset: day + timedelta(days=offset) for offset in (-2, -1, 0, 1)}
    patterns = _patterns(tables["stop_times"])
    starts: dict[str, list[int]] = {}
    for row in tables["frequencies"]:
        first, last = _clock(row["start_time"]), _clock(row["end_time"])
        starts.setdefault(row["trip_id"], []).extend(range(first, last, int(row["headway_secs"])))
    services = {row["trip_id"]: row["service_id"] for row in tables["trips"]}
    for trip, service in services.items():
        calls = patterns.get(trip, ())
        if len(calls) < 2:
            continue
        shifts = [start - calls[0][2] for start in starts[trip]] if trip in starts else [0]
        for offset, when in days.items():
            if _runs(tables, service, when):
                for shift in shifts:
                    by = shift + offset * DAY
                    runs.append(tuple((stop, a + by, d + by) for stop, a, d in calls))
    return stops, runs


FILES = ("stops", "trips", "stop_times", "calendar", "calendar_dates", "frequencies")
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _rows(content: bytes, name: str) -> list[Row]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if f"{name}.txt" not in archive.namelist():
            return []
        text = archive.read(f"{name}.txt").decode("utf-8-sig")
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if any(row)]
    heads = [head.strip() for head in rows[0]] if rows else []
    last_of: Row = dict.fromkeys(heads, "")
    return [
        {**last_of, **{h: c.strip() for h, c in zip(heads, row, strict=False)}} for row in rows[1:]
    ]


def _clock(text: str) -> int:
    hours, minutes, seconds = map(int, text.split(":"))
    return 3600 * hours + 60 * minutes + seconds


def _patterns(rows: list[Row]) -> dict[str, Calls]:
    """The calls of each trip, times that are missing spread evenly."""
    found: dict[str, list[tuple[int, str, int | None, int | None]]] = {}
    for row in rows:
        arrival, departure = (
            _clock(row[c]) if row[c] else None for c in ("arrival_time", "departure_time")
        )
        call = (int(row["stop_sequence"] or 0), row["stop_id"], arrival, departure)
        found.setdefault(row["trip_id"], []).append(call)
    return {
        trip: tuple(_spread(sorted(calls, key=lambda c: c[0]))) for trip, calls in found.items()
    }


def _spread(calls: list[tuple[int, str, int | None, int | None]]) -> Iterator[tuple[str, int, int]]:
    times = [departure if arrival is None else arrival for _, _, arrival, departure in calls]
    if times[0] is None or times[-1] is None:
        return
    for place, (_, stop, _, departure) in enumerate(calls):
        time = times[place]
        if time is None:
            before = max(p for p in range(place) if times[p] is not None)
            after = min(p for p in range(place, len(calls)) if times[p] is not None)
            first, last = times[before] or 0, times[after] or 0
            time = first + (last - first) * (place - before) // (after - before)
        yield stop, time, time if departure is None else departure


def _runs(tables: dict[str, list[Row]], service: str, when: date) -> bool:
    """Whether a service runs on a day: what is said last counts."""
    runs = False
    for row in tables["calendar"]:
        if row["service_id"] == service:
            within = row["start_date"] <= f"{when:%Y%m%d}" <= row["end_date"]
            runs = within and row[WEEK[when.weekday()]] == "1"
    for row in tables["calendar_dates"]:
        if row["service_id"] == service and row["date"] == f"{when:%Y%m%d}":
            runs = row["exception_type"] == "1"
    return runs
