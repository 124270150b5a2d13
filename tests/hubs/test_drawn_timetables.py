"""Drawn timetables with blocks, headways, ways back: every figure equals trying everything."""

from __future__ import annotations

from fractions import Fraction

import pytest

from prioritise.hubs.phases import PHASES, timed_days
from prioritise.hubs.sampling import LONGEST_SECONDS, Window
from prioritise.hubs.timetable import journeys_by_timetable
from prioritise.programme.timetable import Repeated, Run, Timetable
from prioritise.reading.gtfs import read_timetable
from tests.hubs.feeds import WEDNESDAY, place
from tests.hubs.searching import EIGHT, Drawn, drawn, searched, vehicles
from tests.promises.agreement import how_many

THERE, BACK = (EIGHT, EIGHT + 8 * 60), (EIGHT + 20 * 60, EIGHT + 27 * 60)
WALK = 579
"""Seconds on foot for 0.005 degrees north: 556 m, with detours 723 m, at 4.5 km/h."""


def running(timetable: Drawn, read: Timetable):
    """What runs on each day that headways make; their moments are taken from the package."""
    known = [
        (each, each.calls[0][2] + each.headway * number)
        for each in timetable.trips
        if not each.headway or each.exact
        for number in range(each.times if each.headway else 1)
    ]
    lines = [each for each in timetable.trips if each.headway and not each.exact]
    for runs in timed_days(read):
        repeated = [
            (each, run.departures[0])
            for each in lines
            for run in runs[len(read.runs) :]
            if run.stops == tuple(stop for stop, _, _ in each.calls)
            and tuple(a - run.departures[0] for a in run.arrivals)
            == tuple(a - each.calls[0][2] for _, a, _ in each.calls)
            and 0 <= run.departures[0] - each.calls[0][2] < each.headway * each.times
        ]
        yield vehicles(timetable, [*known, *repeated])


@pytest.mark.parametrize("part", range(2))
def test_every_figure_equals_trying_everything(tmp_path, part):
    each = how_many(60, 2000) // 2
    there_and_back = joined = repeated = 0
    for seed in range(part * each, (part + 1) * each):
        timetable = drawn(seed)
        feed = timetable.feed(tmp_path / "feed.zip")
        read = read_timetable([feed], WEDNESDAY, EIGHT, BACK[1] + LONGEST_SECONDS)
        days = list(running(timetable, read))
        shift = "0.005" if seed % 3 == 0 else "0"
        walk = WALK if seed % 3 == 0 else 0
        zone, hub = place("z", "A", shift)[0], place("h", "D")[1]
        windows = Window(*THERE), "p", None, Window(*BACK)
        found = next(journeys_by_timetable([read], [zone], [hub], *windows), None)
        there = searched(timetable, days, THERE, {"A": walk}, {"D": 0})
        back = searched(timetable, days, BACK, {"D": 0}, {"A": walk})
        journey = found.journey if found else None
        assert (journey is None) == (there.minutes is None), seed
        if journey is None:
            continue
        right = (there.minutes, there.p10, there.p90, back.minutes)
        told = (journey.minutes, journey.minutes_p10, journey.minutes_p90, journey.minutes_back)
        assert told == right, seed
        assert abs(Fraction(journey.services_per_hour) - there.services) <= Fraction(1, 200), seed
        if back.minutes is not None:
            assert abs(Fraction(journey.services_back) - back.services) <= Fraction(1, 200), seed
        there_and_back += back.minutes is not None
        joined += any(vehicle.on for vehicle in days[0])
        repeated += bool(read.repeated)
    assert there_and_back > each / 20
    assert joined
    assert repeated


def test_each_line_comes_once_in_every_part_of_its_headway():
    run = Run(("A", "B"), (0, 60), (0, 60), (True, True), (True, True))
    lines = tuple(Repeated(run, headway, 2) for headway in (600, 1200, 700))
    days = list(timed_days(Timetable({}, (), {}, lines)))
    assert len(days) == PHASES
    for place_of, line in enumerate(lines):
        firsts = sorted(day[2 * place_of].departures[0] for day in days)
        assert firsts == [line.headway * (2 * part + 1) // (2 * PHASES) for part in range(PHASES)]
        for day in days:
            one, other = day[2 * place_of : 2 * place_of + 2]
            assert other.departures[0] - one.departures[0] == line.headway
