"""GTFS feeds → the timetable of one day.

What is read: stops, trips, stop_times, calendar, calendar_dates, frequencies, transfers. A service
runs on the days of `calendar` between its dates, with what `calendar_dates` adds and takes away.
Times may pass 24:00:00: the days before and after are read too, so that a night bus of yesterday
is there this morning. Calls without times are spread evenly between those that have them. Where
`frequencies` repeats a trip, it runs at the start of each interval, whether or not these times are
called exact. Calls to be booked by telephone are passed over, and so are changes that only some
routes or trips have. Local time is taken as it stands; nothing is corrected on days on which the
clocks change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from prioritise.programme.faults import Fault, InputError
from prioritise.programme.timetable import Run, Stop, Timetable
from prioritise.reading.cells import shown
from prioritise.reading.gtfs_files import Feed, FeedRow

DAY = 86_400
"""Seconds."""
DAYS = (-2, -1, 0, 1)
"""Days, from the one that is asked about, whose services may run on it or soon after."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_RUNS, MOST_RUNS_IN_ALL = 20_000, 200_000
"""Runs that one row of frequencies may make, and all of them."""
_STATION = "1"
_KINDS_OF_STOP = ("0", "1", "2", "3", "4")
_YES_OR_NO = ("0", "1")
_KINDS_OF_CALL = ("", "0", "1", "2", "3")
_KINDS_OF_CHANGE = ("", "0", "1", "2", "3", "4", "5")
_NO_CHANGE, _TIMED, _LEAST_TIME = "3", "1", "2"


def read_timetable(feeds: Sequence[Path], day: date, first: int, last: int) -> Timetable:
    """Everything that runs on a day, between two times.

    Parameters
    ----------
    feeds
        Zip files or folders.
    day
        Date that is asked about.
    first, last
        Seconds after its midnight: runs that end before or start after are left out.

    Raises
    ------
    InputError
        With every fault of every feed.
    """
    stops: dict[str, Stop] = {}
    runs: list[Run] = []
    changes: dict[tuple[str, str], int | None] = {}
    faults: list[Fault] = []
    for number, path in enumerate(feeds, start=1):
        prefix = f"{number}:" if len(feeds) > 1 else ""
        try:
            found = _FeedReader(Feed(path, faults), prefix, day)
            stops |= found.stops
            runs += [run for run in found.runs() if _runs_between(run, first, last)]
            changes |= found.changes()
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(dict.fromkeys(faults))
    return Timetable(stops, tuple(runs), changes)


def _runs_between(run: Run, first: int, last: int) -> bool:
    return run.arrivals[-1] >= first and run.departures[0] <= last


@dataclass(frozen=True, slots=True)
class _Call:
    order: int
    stop: str
    arrival: int | None
    departure: int | None
    boards: bool
    leaves: bool


class _FeedReader:
    """One feed."""

    def __init__(self, feed: Feed, prefix: str, day: date) -> None:
        self._feed = feed
        self._prefix = prefix
        self._day = day
        self.stops: dict[str, Stop] = {}
        self._at_station: dict[str, list[str]] = {}
        self._known_trips: dict[str, str] = {}
        for row in feed.rows("stops", "stop_id", "stop_lat", "stop_lon"):
            self._take_stop(row)
        if not self.stops:
            expected = "at least one stop with stop_lat and stop_lon"
            feed.refuse("stops", None, "", "no stops", expected)

    def runs(self) -> Iterator[Run]:
        """Every run of the days around the one that is asked about."""
        trips = self._trips()
        patterns = {name: self._pattern(calls) for name, calls in self._calls(trips).items()}
        repeated = self._frequencies()
        for name, offsets in trips.items():
            pattern = patterns.get(name)
            if pattern is None:
                continue
            if name not in repeated:
                starts: Iterable[int] = (0,)
            else:
                begin = pattern.departures[0]
                starts = [start - begin for start in repeated[name]]
            for start in starts:
                for offset in offsets:
                    yield pattern.later(start + offset * DAY)

    def changes(self) -> dict[tuple[str, str], int | None]:
        """What transfers.txt says of changes between stops."""
        found: dict[tuple[str, str], int | None] = {}
        for row in self._feed.rows("transfers", "from_stop_id", "to_stop_id", optional=True):
            for_some = ("from_trip_id", "to_trip_id", "from_route_id", "to_route_id")
            if any(row.text(column) for column in for_some):
                continue
            ends = [self._known_stops(row, column) for column in ("from_stop_id", "to_stop_id")]
            kind = row.one_of("transfer_type", _KINDS_OF_CHANGE)
            if kind == _LEAST_TIME:
                least = row.whole("min_transfer_time")
            elif kind in (_TIMED, _NO_CHANGE):
                least = 0 if kind == _TIMED else None
            else:
                continue  # 0 leaves the time to whoever plans; 4 and 5 speak of single trips
            found |= {(one, other): least for one in ends[0] for other in ends[1]}
        return found

    def _take_stop(self, row: FeedRow) -> None:
        name = row.text("stop_id")
        kind = row.one_of("location_type", ("", *_KINDS_OF_STOP)) or "0"
        parent = row.text("parent_station")
        if kind == "0":
            latitude, longitude = row.degrees("stop_lat", 90), row.degrees("stop_lon", 180)
            if not name or latitude is None or longitude is None:
                if not name:
                    row.refuse("stop_id", "an id")
                return
            stop = self._prefix + name
            if stop in self.stops:
                row.refuse("stop_id", "every stop once")
            self.stops[stop] = Stop(stop, row.text("stop_name"), latitude, longitude)
            if parent:
                self._at_station.setdefault(parent, []).append(stop)

    def _known_stops(self, row: FeedRow, column: str) -> list[str]:
        """The stop that a row names, or all stops of the station that it names."""
        name = row.text(column)
        if self._prefix + name in self.stops:
            return [self._prefix + name]
        return self._at_station.get(name, [])

    def _services(self) -> dict[str, list[int]]:
        """Days on which each service runs, counted from the one that is asked about."""
        days = {offset: self._day + timedelta(days=offset) for offset in DAYS}
        runs: dict[str, set[int]] = {}
        for row in self._feed.rows(
            "calendar", "service_id", *WEEKDAYS, "start_date", "end_date", optional=True
        ):
            start, end = row.day("start_date"), row.day("end_date")
            runs_on = [row.one_of(weekday, _YES_OR_NO) == "1" for weekday in WEEKDAYS]
            if row.text("service_id") in runs:
                row.refuse("service_id", "every service once")
            if start is None or end is None:
                continue
            runs[row.text("service_id")] = {
                offset
                for offset, day in days.items()
                if start <= day <= end and runs_on[day.weekday()]
            }
        offsets = {day: offset for offset, day in days.items()}
        for row in self._feed.rows(
            "calendar_dates", "service_id", "date", "exception_type", optional=True
        ):
            day = row.day("date")
            own = runs.setdefault(row.text("service_id"), set())
            kind = row.text("exception_type")
            if kind not in ("1", "2"):
                row.refuse("exception_type", "1 (added) or 2 (removed)")
            elif day in offsets and kind == "1":
                own.add(offsets[day])
            elif day in offsets:
                own.discard(offsets[day])
        if not (self._feed.has("calendar") or self._feed.has("calendar_dates")):
            expected = "calendar.txt or calendar_dates.txt"
            self._feed.refuse("calendar", None, "", "no such file", expected)
        return {service: sorted(found) for service, found in runs.items()}

    def _trips(self) -> dict[str, list[int]]:
        """Days on which each trip runs, for those that do."""
        services = self._services()
        trips: dict[str, list[int]] = {}
        for row in self._feed.rows("trips", "trip_id", "service_id"):
            trip, service = row.text("trip_id"), row.text("service_id")
            if trip in self._known_trips:
                row.refuse("trip_id", "every trip once")
            self._known_trips[trip] = service
            if service not in services:
                row.refuse("service_id", "a service of calendar.txt or calendar_dates.txt")
            elif services[service]:
                trips[trip] = services[service]
        return trips

    def _calls(self, trips: Mapping[str, object]) -> dict[str, list[_Call]]:
        calls: dict[str, list[_Call]] = {}
        needed = ("trip_id", "stop_id", "stop_sequence", "arrival_time", "departure_time")
        for row in self._feed.rows("stop_times", *needed):
            trip = row.text("trip_id")
            if trip not in trips:
                if trip not in self._known_trips:
                    row.refuse("trip_id", "a trip of trips.txt")
                continue
            order = row.whole("stop_sequence")
            stop = self._prefix + row.text("stop_id")
            if stop not in self.stops:
                row.refuse("stop_id", "a stop of stops.txt")
            elif order is not None:
                times = row.time("arrival_time"), row.time("departure_time")
                boards = row.one_of("pickup_type", _KINDS_OF_CALL) in ("", "0", "3")
                leaves = row.one_of("drop_off_type", _KINDS_OF_CALL) in ("", "0", "3")
                calls.setdefault(trip, []).append(_Call(order, stop, *times, boards, leaves))
        return calls

    def _pattern(self, calls: list[_Call]) -> Run | None:
        """The calls of a trip in order, with a time for each; None where it goes nowhere."""
        calls = sorted(calls, key=lambda call: call.order)
        for call, other in pairwise(calls):
            if call.order == other.order:
                found = f"two calls of one number, at {shown(call.stop)} and {shown(other.stop)}"
                expected = "a number for each call of a trip"
                self._feed.refuse("stop_times", None, "stop_sequence", found, expected)
                return None
        arrivals = [call.arrival if call.arrival is not None else call.departure for call in calls]
        spread = _spread(arrivals)
        if len(calls) < 2 or spread is None:
            return None
        departures = [
            call.departure if call.departure is not None else arrival
            for call, arrival in zip(calls, spread, strict=True)
        ]
        moments = [moment for pair in zip(spread, departures, strict=True) for moment in pair]
        if moments != sorted(moments):
            found = f"a vehicle that goes back in time at {shown(calls[0].stop)}"
            expected = "times that never fall along a trip"
            self._feed.refuse("stop_times", None, "", found, expected)
            return None
        return Run(
            tuple(call.stop for call in calls),
            tuple(spread),
            tuple(departures),
            tuple(call.boards for call in calls),
            tuple(call.leaves for call in calls),
        )

    def _frequencies(self) -> dict[str, list[int]]:
        """Times at which each repeated trip starts."""
        found: dict[str, list[int]] = {}
        in_all = 0
        needed = ("trip_id", "start_time", "end_time", "headway_secs")
        for row in self._feed.rows("frequencies", *needed, optional=True):
            start, end = row.time("start_time"), row.time("end_time")
            headway = row.whole("headway_secs")
            if row.text("trip_id") not in self._known_trips:
                row.refuse("trip_id", "a trip of trips.txt")
            if start is None or end is None or not headway:
                row.refuse("headway_secs", "a start, an end, and more than 0 seconds between")
            elif (end - start) // headway > MOST_RUNS:
                row.refuse("headway_secs", f"at most {MOST_RUNS:,} runs")
            else:
                found.setdefault(row.text("trip_id"), []).extend(range(start, end, headway))
                in_all += len(range(start, end, headway))
            if in_all > MOST_RUNS_IN_ALL:
                row.refuse("headway_secs", f"at most {MOST_RUNS_IN_ALL:,} runs in all")
                return {}
        return found


def _spread(times: Sequence[int | None]) -> list[int] | None:
    """Times with missing ones spread evenly between their neighbours; None without both ends."""
    if not times or times[0] is None or times[-1] is None:
        return None
    known = [(place, time) for place, time in enumerate(times) if time is not None]
    spread: list[int] = [known[0][1]]
    for (place, time), (following, later) in pairwise(known):
        steps = following - place
        spread += [time + (later - time) * step // steps for step in range(1, steps + 1)]
    return spread
