"""Journeys by timetable, each worked out by hand; and many small timetables searched forwards."""

from __future__ import annotations

import random
import time
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from prioritise.hubs.profiles import NEVER, Profile, connections_of, profiles_to
from prioritise.hubs.walking import Walking
from prioritise.programme.faults import InputError
from prioritise.programme.timetable import Run
from tests.hubs.feeds import (
    DAILY,
    journey,
    minutes,
    stops,
    trip,
    write_feed,
)
from tests.promises.agreement import how_many

SUNDAY = date(2018, 9, 9)


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"\xc3\x28", b"st\xf4ps"])
def test_a_name_in_no_encoding_is_a_damaged_feed(tmp_path, raw):
    """Its entry says that the name is UTF-8, and it is not."""
    feed = write_feed(tmp_path / "f.zip", trip("t", "A 08:00", "B 08:20"))
    name = "é" * (len(raw) // 2 + len(raw) % 2)
    with zipfile.ZipFile(feed, "a") as archive:
        archive.writestr(name, "")
    size = len(name.encode())
    feed.write_bytes(feed.read_bytes().replace(name.encode(), raw.ljust(size, b"\xff")))
    with pytest.raises(UnicodeDecodeError):
        zipfile.ZipFile(feed)
    with pytest.raises(InputError, match="no zip file"):
        journey(feed, "08:00-08:10")


def test_waiting_counts_and_the_median_is_taken_over_every_minute(tmp_path):
    """Leaving at 08:00 takes 20 minutes, at 08:01 to 08:05 24 to 20, at 08:06 to 08:09 24 to 21."""
    feed = write_feed(
        tmp_path / "f.zip",
        trip("t1", "A 08:00", "B 08:20"),
        trip("t2", "A 08:05", "B 08:25"),
        trip("t3", "A 08:10", "B 08:30"),
    )
    found = journey(feed, "08:00-08:10")
    assert found is not None
    assert (found.minutes_p10, found.minutes, found.minutes_p90) == (20, 22, 24)
    assert found.services_per_hour == 12, "two departures in ten minutes"
    assert found.period == "p"


def test_one_fast_bus_a_morning_is_no_frequent_service(tmp_path):
    feed = write_feed(tmp_path / "f.zip", trip("t", "A 08:00", "B 08:10"))
    found = journey(feed, "07:00-08:01")
    assert found is not None
    assert found.minutes == 40, "of 61 departures the 31st takes 10 + 30"
    assert found.services_per_hour == Decimal("0.98")


def test_where_most_minutes_have_no_journey_there_is_no_row(tmp_path):
    feed = write_feed(tmp_path / "f.zip", trip("t", "A 08:05", "B 08:20"))
    assert journey(feed, "08:00-08:20") is None
    found = journey(feed, "08:00-08:12")
    assert found is not None
    assert (found.minutes, found.minutes_p90) == (20, None), "6 of 12 minutes"


def test_a_night_bus_of_the_day_before_runs_after_midnight(tmp_path):
    feed = write_feed(
        tmp_path / "f.zip",
        trip("t", "A 24:10", "B 24:40", service="tuesdays"),
        calendar=[["tuesdays", *"0100000", "20180101", "20181231"]],
    )
    assert minutes(feed, "00:10-00:11") == 30
    assert minutes(feed, "24:10-24:11") is None, "not in the night after Wednesday"
    assert minutes(feed, "24:10-24:11", day=date(2018, 9, 4)) == 30


def test_a_journey_over_midnight_takes_a_bus_of_the_next_day(tmp_path):
    feed = write_feed(
        tmp_path / "f.zip",
        trip("evening", "A 23:40", "B 23:59"),
        trip("morning", "B 00:10", "C 00:30"),
    )
    assert minutes(feed, "23:40-23:41", end="C") == 50


def test_services_run_on_their_weekdays_between_their_dates(tmp_path):
    feed = write_feed(
        tmp_path / "f.zip",
        trip("t", "A 08:00", "B 08:10"),
        calendar=[["all", *"1111100", "20180903", "20180905"]],
    )
    days = {day: minutes(feed, "08:00-08:01", day=date(2018, 9, day)) for day in (2, 3, 5, 6, 8)}
    assert days == {2: None, 3: 10, 5: 10, 6: None, 8: None}


def test_exceptions_take_a_service_away_and_add_one(tmp_path):
    feed = write_feed(
        tmp_path / "f.zip",
        trip("usual", "A 08:00", "B 08:10"),
        trip("special", "A 08:00", "B 08:15", service="extra"),
        calendar_dates=[["all", "20180905", "2"], ["extra", "20180905", "1"]],
    )
    assert minutes(feed, "08:00-08:01") == 15
    assert minutes(feed, "08:00-08:01", day=SUNDAY) == 10


def test_a_night_bus_is_away_where_its_own_day_is_taken_away(tmp_path):
    feed = write_feed(
        tmp_path / "f.zip",
        trip("t", "A 24:10", "B 24:40"),
        calendar_dates=[["all", "20180904", "2"]],
    )
    assert minutes(feed, "00:10-00:11") is None
    assert minutes(feed, "00:10-00:11", day=SUNDAY) == 30


def test_a_feed_may_have_exceptions_alone(tmp_path):
    feed = write_feed(
        tmp_path / "f.zip",
        trip("t", "A 08:00", "B 08:10"),
        calendar=None,
        calendar_dates=[["all", "20180905", "1"]],
    )
    assert minutes(feed, "08:00-08:01") == 10
    assert minutes(feed, "08:00-08:01", day=SUNDAY) is None


def test_frequencies_repeat_a_trip_at_each_interval_until_before_the_end(tmp_path):
    """Every 10 minutes from 08:00, the last at 08:20: the trip's own times only give its pace."""
    feed = write_feed(
        tmp_path / "f.zip",
        trip("t", "A 05:00", "B 05:07/05:09", "C 05:21"),
        frequencies=[["t", "08:00:00", "08:30:00", "600", "1"]],
    )
    left = {m: minutes(feed, f"08:{m:02}-08:{m + 1:02}", end="C") for m in (0, 1, 10, 20, 21)}
    assert left == {0: 21, 1: 30, 10: 21, 20: 21, 21: None}
    assert minutes(feed, "05:00-05:01", end="C") is None
    assert minutes(feed, "08:09-08:10", start="B", end="C") == 12


def in_block(*trips, block: str = "v"):
    """The trips as one vehicle makes them."""
    return [([*head, block], calls) for head, calls in trips]


def test_who_stays_in_the_seat_of_a_through_service_changes_nowhere(tmp_path):
    """At B a change needs five minutes, and the same vehicle goes on after two."""
    trips = [trip("one", "A 08:00", "B 08:10"), trip("other", "B 08:12", "C 08:30")]
    change = [["B", "B", "2", "300", "", ""]]
    apart = write_feed(tmp_path / "apart.zip", *trips, transfers=change)
    assert minutes(apart, "08:00-08:01", end="C") is None
    joined = write_feed(tmp_path / "joined.zip", *in_block(*trips), transfers=change)
    assert minutes(joined, "08:00-08:01", end="C") == 30
    off = [*change, ["", "", "5", "", "one", "other"]]
    parted = write_feed(tmp_path / "parted.zip", *in_block(*trips), transfers=off)
    assert minutes(parted, "08:00-08:01", end="C") is None


def test_a_vehicle_that_goes_on_from_elsewhere_takes_nobody_along_unless_the_feed_says_so(tmp_path):
    trips = [trip("one", "A 08:00", "B 08:10"), trip("other", "C 08:25", "D 08:40")]
    empty = write_feed(tmp_path / "empty.zip", *in_block(*trips))
    assert minutes(empty, "08:00-08:01", end="D") is None
    stay = [["", "", "4", "", "one", "other"]]
    said = write_feed(tmp_path / "said.zip", *trips, transfers=stay)
    assert minutes(said, "08:00-08:01", end="D") == 40
    assert minutes(said, "08:00-08:01", end="C") is None, "nobody gets off where it turns"


def test_trips_of_one_block_that_overlap_are_two_vehicles(tmp_path):
    trips = [trip("one", "A 08:00", "B 08:10"), trip("other", "B 08:09", "C 08:30")]
    feed = write_feed(tmp_path / "f.zip", *in_block(*trips))
    assert minutes(feed, "08:00-08:01", end="C") is None


def test_a_train_that_is_parted_goes_on_as_each_of_its_parts(tmp_path):
    trips = [
        trip("whole", "A 08:00", "B 08:10"),
        trip("front", "B 08:10", "C 08:20"),
        trip("rear", "B 08:10", "D 08:25"),
    ]
    stay = [["", "", "4", "", "whole", part] for part in ("front", "rear")]
    feed = write_feed(tmp_path / "f.zip", *trips, transfers=stay)
    found = [minutes(feed, "08:00-08:01", end=end) for end in "CD"]
    assert found == [20, 25]


def test_a_link_to_a_trip_that_does_not_exist_is_a_fault(tmp_path):
    stay = [["", "", "4", "", "t", "nobody"]]
    feed = write_feed(tmp_path / "f.zip", trip("t", "A 08:00", "B 08:10"), transfers=stay)
    assert "f.zip/transfers.txt:2 [to_trip_id]: found 'nobody'" in faults(feed)[0]


def test_where_only_a_headway_is_known_the_median_is_that_of_all_its_phases(tmp_path):
    """Every 20 minutes: the wait is 50, 150, ..., 1150 seconds, and the ride 600."""
    feed = write_feed(
        tmp_path / "f.zip",
        trip("t", "A 05:00", "B 05:10"),
        frequencies=[["t", "07:00:00", "10:00:00", "1200", "0"]],
    )
    found = journey(feed, "08:00-08:01")
    assert found is not None
    assert (found.minutes_p10, found.minutes, found.minutes_p90) == (
        Decimal("12.5"),
        Decimal("19.2"),
        Decimal("27.5"),
    ), "750, 1150 and 1650 seconds"
    hour = journey(feed, "08:00-09:00")
    assert hour is not None
    assert hour.services_per_hour == 3


def test_where_nothing_leaves_within_the_window_the_next_departure_counts_with_the_wait(tmp_path):
    """At 09:10, one in the 131 minutes from 07:00 on; of 21 to 140 minutes the 60th is 80."""
    feed = write_feed(tmp_path / "f.zip", trip("t", "A 09:10", "B 09:20"))
    found = journey(feed, "07:00-09:00")
    assert found is not None
    assert (found.minutes, found.services_per_hour) == (80, Decimal("0.46"))


def test_a_change_at_a_stop_takes_a_minute_where_the_feed_says_nothing(tmp_path):
    feed = write_feed(
        tmp_path / "f.zip",
        trip("first", "A 08:00", "B 08:10"),
        trip("too soon", "B 08:10", "C 08:20"),
        trip("in time", "B 08:11", "C 08:25"),
    )
    assert minutes(feed, "08:00-08:01", end="C") == 25


@pytest.mark.parametrize(
    ("row", "right"),
    [
        (["B", "B", "2", "300"], 40),
        (["B", "B", "1", ""], 20),
        (["B", "B", "3", ""], None),
        (["B", "B", "0", ""], 25),
    ],
    ids=["five minutes", "timed", "not possible", "recommended"],
)
def test_transfers_say_what_a_change_needs(tmp_path, row, right):
    feed = write_feed(
        tmp_path / "f.zip",
        trip("first", "A 08:00", "B 08:10"),
        trip("at once", "B 08:10", "C 08:20"),
        trip("next", "B 08:14", "C 08:25"),
        trip("last", "B 08:15", "C 08:40"),
        transfers=[row],
    )
    assert minutes(feed, "08:00-08:01", end="C") == right


def test_transfers_join_stops_that_are_too_far_apart_to_walk(tmp_path):
    feed = write_feed(
        tmp_path / "f.zip",
        trip("first", "A 08:00", "B 08:10"),
        trip("second", "C 08:25", "D 08:40"),
        transfers=[["B", "C", "2", "900"]],
    )
    assert minutes(feed, "08:00-08:01", end="D") == 40
    late = write_feed(
        tmp_path / "late.zip",
        trip("first", "A 08:00", "B 08:10"),
        trip("second", "C 08:24", "D 08:40"),
        transfers=[["B", "C", "2", "900"]],
    )
    assert minutes(late, "08:00-08:01", end="D") is None


def test_what_is_said_of_a_station_holds_for_all_its_stops(tmp_path):
    own = [["B1", "", "51.1", "-3", "0", "B"], ["B2", "", "51.3", "-3", "0", "B"]]
    feed = write_feed(
        tmp_path / "f.zip",
        trip("first", "A 08:00", "B1 08:10"),
        trip("second", "B2 08:20", "D 08:40"),
        stops=stops("AD", ["B", "Station", "51.1", "-3", "1", ""], *own),
        transfers=[["B", "B", "2", "600"]],
    )
    assert minutes(feed, "08:00-08:01", end="D") == 40


def test_two_stops_that_are_near_are_a_walk_apart(tmp_path):
    """0.002 degrees are 222.4 m, with detours 289.1 m, at 4.5 km/h 231.3 s: ready at 08:13:52."""
    near = stops("AC", ["B1", "", "51.1", "-3", "", ""], ["B2", "", "51.102", "-3", "", ""])
    for leaves, right in (("08:13", None), ("08:14", 30)):
        feed = write_feed(
            tmp_path / f"{leaves[-2:]}.zip",
            trip("first", "A 08:00", "B1 08:10"),
            trip("second", f"B2 {leaves}", "C 08:30"),
            stops=near,
        )
        assert minutes(feed, "08:00-08:01", end="C") == right


def test_people_walk_to_the_stop_and_may_miss_the_bus(tmp_path):
    """0.005 degrees are 556 m, with detours 723 m: 579 s; from 07:51 that leads to 08:00:39."""
    feed = write_feed(
        tmp_path / "f.zip",
        trip("t1", "A 08:00", "B 08:20"),
        trip("t2", "A 08:30", "B 08:50"),
    )
    assert minutes(feed, "07:50-07:51", shift="0.005") == 30
    assert minutes(feed, "07:51-07:52", shift="0.005") == 59
    assert minutes(feed, "07:50-07:51", shift="0.01") is None, "more than 15 minutes on foot"


def test_who_is_near_walks_all_the_way_at_any_minute(tmp_path):
    feed = write_feed(tmp_path / "f.zip", trip("t", "C 08:00", "D 08:20"))
    found = journey(feed, "08:00-09:00", end="A", shift="0.005")
    assert found is not None
    assert (found.minutes, found.services_per_hour) == (Decimal("9.7"), 60), "579 s, rounded up"


def test_a_faster_walker_has_other_times(tmp_path):
    feed = write_feed(tmp_path / "f.zip", trip("t", "C 08:00", "D 08:20"))
    brisk = Walking(km_per_hour=6, detour=1)
    assert minutes(feed, "08:00-08:01", end="A", shift="0.005", walking=brisk) == Decimal("5.6")


def test_a_slower_bus_that_arrives_first_is_taken_and_an_overtaken_one_is_not(tmp_path):
    feed = write_feed(
        tmp_path / "f.zip",
        trip("slow", "A 08:00", "B 09:00"),
        trip("fast", "A 08:20", "B 08:30"),
    )
    assert minutes(feed, "08:00-08:01") == 30


def test_nobody_gets_on_or_off_where_that_is_not_allowed(tmp_path):
    head, calls = trip("t", "A 08:00", "B 08:10", "C 08:20")
    calls[1][5] = "1"
    feed = write_feed(tmp_path / "on.zip", (head, calls))
    assert minutes(feed, "08:00-08:01", end="B") == 10
    assert minutes(feed, "08:10-08:11", start="B", end="C") is None
    calls[1][5], calls[1][6] = "", "1"
    feed = write_feed(tmp_path / "off.zip", (head, calls))
    assert minutes(feed, "08:00-08:01", end="B") is None
    assert minutes(feed, "08:00-08:01", end="C") == 20


def test_calls_without_times_are_spread_evenly(tmp_path):
    feed = write_feed(tmp_path / "f.zip", trip("t", "A 08:00", "B", "C", "D 08:30"))
    assert minutes(feed, "08:00-08:01", end="B") == 10
    assert minutes(feed, "08:10-08:11", start="B", end="C") == 10


def test_several_feeds_work_together_though_their_ids_are_the_same(tmp_path):
    one = write_feed(tmp_path / "1.zip", trip("t", "A 08:00", "B 08:10"), names="AB")
    two = write_feed(tmp_path / "2.zip", trip("t", "B 08:12", "C 08:20"), names="BC")
    assert minutes([one, two], "08:00-08:01", end="C") == 20


def test_a_feed_may_be_a_folder(tmp_path):
    feed = write_feed(tmp_path / "f.zip", trip("t", "A 08:00", "B 08:10"))
    with zipfile.ZipFile(feed) as archive:
        archive.extractall(tmp_path / "feed")
    assert minutes(tmp_path / "feed", "08:00-08:01") == 10


def faults(path) -> list[str]:
    with pytest.raises(InputError) as error:
        journey(path, "08:00-08:01")
    return [str(fault) for fault in error.value.faults]


def test_faults_of_a_feed_name_file_row_and_column(tmp_path):
    head, calls = trip("t", "A 08:00", "X 08:10")
    calls[0][2] = "8 o'clock"
    feed = write_feed(
        tmp_path / "f.zip",
        (head, calls),
        stops=stops("AB", ["C", "", "north", "-3", "", ""]),
        calendar=[DAILY, ["odd", *"1111111", "20180230", "20181231"]],
    )
    assert [line.split(": ")[0] for line in faults(feed)] == [
        "f.zip/stops.txt:4 [stop_lat]",
        "f.zip/calendar.txt:3 [start_date]",
        "f.zip/stop_times.txt:2 [departure_time]",
        "f.zip/stop_times.txt:3 [stop_id]",
    ]


def test_a_missing_file_a_missing_column_and_a_missing_feed_are_faults(tmp_path):
    feed = write_feed(tmp_path / "f.zip", trip("t", "A 08:00", "B 08:10"), stop_times=None)
    assert faults(feed)[0].startswith("f.zip/stop_times.txt: found no such file")
    (tmp_path / "feed").mkdir()
    (tmp_path / "feed" / "stops.txt").write_text("stop_id,stop_lat\nA,51\n", "utf-8")
    assert "feed/stops.txt:1 [stop_lon]" in faults(tmp_path / "feed")[0]
    assert faults(tmp_path / "none.zip")[0].startswith("none.zip: found no such feed")
    (tmp_path / "text.zip").write_text("no zip", "utf-8")
    assert faults(tmp_path / "text.zip")[0].startswith("text.zip: found no zip file")


def test_a_feed_of_faults_is_not_read_to_its_end(tmp_path):
    bad = [[f"S{i}", "", "north", "-3", "", ""] for i in range(500)]
    assert len(faults(write_feed(tmp_path / "f.zip", stops=bad))) == 101


def test_a_vehicle_that_goes_back_in_time_is_a_fault(tmp_path):
    feed = write_feed(tmp_path / "f.zip", trip("t", "A 08:00", "B 07:50"))
    assert "goes back in time" in faults(feed)[0]


def test_a_file_packed_beyond_all_measure_is_refused_unread(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("stops.txt", "\n" * 50_000_000)
    began = time.perf_counter()
    assert "packed beyond all measure" in faults(tmp_path / "bomb.zip")[0]
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_damaged_feed_is_a_fault_or_another_feed_and_never_an_error(tmp_path, packing):
    feed = write_feed(tmp_path / "f.zip", trip("t", "A 08:00", "B 08:10"))
    with zipfile.ZipFile(feed) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(feed, "w", packing) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    sound, refused = feed.read_bytes(), 0
    for seed in range(how_many(150, 5000)):
        draw = random.Random(seed)
        content = bytearray(sound)
        for _ in range(draw.randint(1, 4)):
            content[draw.randrange(len(content))] = draw.randrange(256)
        feed.write_bytes(
            bytes(content[: draw.choice([len(content), draw.randrange(len(content))])])
        )
        try:
            journey(feed, "08:00-08:01")
        except InputError:
            refused += 1
    assert refused


def searched(runs, to_hub, changes, start: str, moment: int) -> int:
    """Earliest arrival at the hub, by searching forwards until nothing changes."""
    ready, best, changed = {start: moment}, NEVER, True
    while changed:
        changed = False
        for run in runs:
            riding = False
            for place, stop in enumerate(run.stops):
                if riding and run.leaves[place]:
                    arrival = run.arrivals[place]
                    best = min(best, arrival + to_hub.get(stop, NEVER))
                    for end, froms in changes.items():
                        for one, seconds in froms:
                            if one == stop and arrival + seconds < ready.get(end, NEVER):
                                ready[end], changed = arrival + seconds, True
                if run.boards[place] and ready.get(stop, NEVER) <= run.departures[place]:
                    riding = True
    return best


def random_network(seed: int):
    draw = random.Random(seed)
    names = "abcdef"[: draw.randint(2, 6)]
    runs = []
    for _ in range(draw.randint(1, 12)):
        moment, calls = draw.randint(0, 20), []
        for stop in draw.choices(names, k=draw.randint(2, 5)):
            arrival = moment + draw.randint(0, 6)
            moment = arrival + draw.choice([0, 0, 1, 3])
            calls.append((stop, arrival, moment, draw.random() < 0.9, draw.random() < 0.9))
        runs.append(Run(*map(tuple, zip(*calls, strict=True))))
    changes = {
        end: [(start, draw.randint(1, 4)) for start in names if start == end or draw.random() < 0.2]
        for end in names
    }
    to_hub = {stop: draw.randint(0, 3) for stop in names if draw.random() < 0.4}
    return names, tuple(runs), to_hub, changes


@pytest.mark.parametrize("part", range(2))
def test_one_sweep_backwards_equals_searching_forwards_from_every_moment(part):
    each = how_many(150, 4000) // 2
    reached = 0
    for seed in range(part * each, (part + 1) * each):
        names, runs, to_hub, changes = random_network(seed)
        found = profiles_to(connections_of(runs, 0, 10_000), to_hub, changes)
        for stop in names:
            for moment in range(0, 45, 3):
                right = searched(runs, to_hub, changes, stop, moment)
                swept = found.get(stop, Profile()).arrival(moment)
                assert swept == right, (seed, stop, moment)
                reached += right < NEVER
    assert reached > each
