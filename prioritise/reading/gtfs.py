"""GTFS feeds → the timetable of one day.

What is read: stops, trips, stop_times, calendar, calendar_dates, frequencies, transfers. A service
runs on the days of `calendar` between its dates, with what `calendar_dates` adds and takes away.
Times may pass 24:00:00: the days before and after are read too, so that a night bus of yesterday
is there this morning. Calls without times are spread evenly between those that have them. Trips
that one vehicle makes one after another are joined (`gtfs_blocks`). Where `frequencies` repeats a
trip at exact times, it runs at the start of each interval; else only its headway is known. A
repeated trip is joined to no other: nobody says which of its vehicles goes on. Calls to be booked
by telephone are passed over, and so are changes that only some routes or trips have. Local time is
taken as it stands; nothing is corrected on days on which the clocks change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from prioritise.programme.faults import Fault, InputError
from prioritise.programme.timetable import Repeated, Run, Stop, Timetable
from prioritise.reading.gtfs_blocks import Links, through_runs
from prioritise.reading.gtfs_calls import Call, run_of
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
_STAY_ON, _GET_OFF = "4", "5"


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
    repeated: list[Repeated] = []
    changes: dict[tuple[str, str], int | None] = {}
    faults: list[Fault] = []
    for number, path in enumerate(feeds, start=1):
        prefix = f"{number}:" if len(feeds) > 1 else ""
        try:
            found = _FeedReader(Feed(path, faults), prefix, day)
            stops |= found.stops
            for each in found.runs():
                if not _runs_between(each, first, last):
                    continue
                if isinstance(each, Repeated):
                    repeated.append(each)
                else:
                    runs.append(each)
            changes |= found.changes()
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(dict.fromkeys(faults))
    return Timetable(stops, tuple(runs), changes, tuple(repeated))


def _runs_between(each: Run | Repeated, first: int, last: int) -> bool:
    run, longest = (each, 0) if isinstance(each, Run) else (each.run, each.headway * each.times)
    return run.arrivals[-1] + longest >= first and run.departures[0] <= last


@dataclass(frozen=True, slots=True)
class _Interval:
    starts: range
    exact: bool


class _FeedReader:
    """One feed."""

    def __init__(self, feed: Feed, prefix: str, day: date) -> None:
        self._feed = feed
        self._prefix = prefix
        self._day = day
        self.stops: dict[str, Stop] = {}
        self._at_station: dict[str, list[str]] = {}
        self._station: dict[str, str] = {}
        self._known_trips: dict[str, str] = {}
        self._block: dict[str, str] = {}
        for row in feed.rows("stops", "stop_id", "stop_lat", "stop_lon"):
            self._take_stop(row)
        if not self.stops:
            expected = "at least one stop with stop_lat and stop_lon"
            feed.refuse("stops", None, "", "no stops", expected)

    def runs(self) -> Iterator[Run | Repeated]:
        """Every run of the days around the one that is asked about."""
        trips = self._trips()
        found = {name: run_of(calls, self._feed) for name, calls in self._calls(trips).items()}
        patterns = {name: run for name, run in found.items() if run is not None}
        repeated = self._frequencies()
        links = self._links()
        for offset in DAYS:
            today = {n: run for n, run in patterns.items() if offset in trips[n]}
            for name, run in today.items():
                for each in _repeated(run, repeated.get(name, ())):
                    yield each.later(offset * DAY)
            single = {n: run for n, run in today.items() if n not in repeated}
            try:
                for through in through_runs(single, links, self.stops):
                    yield through.later(offset * DAY)
            except ValueError:
                expected = "trips that follow one another on few ways"
                self._feed.refuse("transfers", None, "", "links that part too often", expected)
                return

    def _links(self) -> Links:
        """Which trips one vehicle makes, by blocks and by what transfers.txt says of trips."""
        said: dict[str, set[tuple[str, str]]] = {_STAY_ON: set(), _GET_OFF: set()}
        for row in self._feed.rows("transfers", optional=True):
            kind = row.text("transfer_type")
            if kind in said:
                pair = row.text("from_trip_id"), row.text("to_trip_id")
                for column, trip in zip(("from_trip_id", "to_trip_id"), pair, strict=True):
                    if trip not in self._known_trips:
                        row.refuse(column, "a trip of trips.txt")
                said[kind].add(pair)
        joined, parted = frozenset(said[_STAY_ON]), frozenset(said[_GET_OFF])
        return Links(self._block, joined, parted, self._station)

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
                self._station[stop] = parent

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
            self._block[trip] = row.text("block_id")
            if service not in services:
                row.refuse("service_id", "a service of calendar.txt or calendar_dates.txt")
            elif services[service]:
                trips[trip] = services[service]
        return trips

    def _calls(self, trips: Mapping[str, object]) -> dict[str, list[Call]]:
        calls: dict[str, list[Call]] = {}
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
                calls.setdefault(trip, []).append(Call(order, stop, *times, boards, leaves))
        return calls

    def _frequencies(self) -> dict[str, list[_Interval]]:
        """When each repeated trip starts."""
        found: dict[str, list[_Interval]] = {}
        in_all = 0
        needed = ("trip_id", "start_time", "end_time", "headway_secs")
        for row in self._feed.rows("frequencies", *needed, optional=True):
            start, end = row.time("start_time"), row.time("end_time")
            headway = row.whole("headway_secs")
            exact = row.one_of("exact_times", ("", *_YES_OR_NO)) == "1"
            if row.text("trip_id") not in self._known_trips:
                row.refuse("trip_id", "a trip of trips.txt")
            if start is None or end is None or not headway:
                row.refuse("headway_secs", "a start, an end, and more than 0 seconds between")
            elif (end - start) // headway > MOST_RUNS:
                row.refuse("headway_secs", f"at most {MOST_RUNS:,} runs")
            else:
                starts = range(start, end, headway)
                found.setdefault(row.text("trip_id"), []).append(_Interval(starts, exact))
                in_all += len(starts)
            if in_all > MOST_RUNS_IN_ALL:
                row.refuse("headway_secs", f"at most {MOST_RUNS_IN_ALL:,} runs in all")
                return {}
        return found


def _repeated(run: Run, intervals: Iterable[_Interval]) -> Iterator[Run | Repeated]:
    """A trip at each of its starts; together where these are not exact."""
    for interval in intervals:
        starts = [run.later(start - run.departures[0]) for start in interval.starts]
        if interval.exact:
            yield from starts
        elif starts:
            yield Repeated(starts[0], interval.starts.step, len(starts))
