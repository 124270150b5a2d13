"""How long the appraisal of further hubs takes on 1,369 small areas and 20 candidate hubs.

Run with `python -m benchmarks.reach` from the repository, with PRIORITISE_DATA set to the folder of
reference data. Journeys are as the crow flies, and jobs are drawn, for this measurement alone.
Everything is counted: reading both tables, reach, overlaps, tenths, and the best one, two and three
further hubs with the next best, at three thresholds; jobs under five decays, with competition for
them, and the order of further hubs under three. Only the time to import the solver is told apart.
"""

from __future__ import annotations

import csv
import os
import random
import tempfile
import time
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from pathlib import Path

AGREED, PROPOSED = 8, 20
"""Hubs, drawn from railway stations."""
MINUTES = tuple(map(Decimal, (30, 45, 60)))
RUNS = 5
SECONDS = 2.0
"""What it may take in all."""
SETTINGS = """\
title: Benchmark
years: ["2020-21"]
criteria:
  impact: {weight: 1, scale: [0, 10]}
"""


def write_case(folder: Path, data: Path) -> None:
    """A programme of stations as hubs, with every small area as a zone."""
    from prioritise.programme.distance import kilometres

    with (data / "south_wales/south_wales_stations.csv").open(encoding="utf-8") as file:
        stations = list(csv.DictReader(file))
    with (data / "south_wales/south_wales_lsoa.csv").open(encoding="utf-8") as file:
        zones = list(csv.DictReader(file))
    chosen = random.Random(1).sample(stations, AGREED + PROPOSED)
    (folder / "programme.yaml").write_text(SETTINGS, "utf-8")
    _write(folder / "streams.csv", [["stream", "name", "2020-21"], ["s", "Stream", "1"]])
    _write(
        folder / "proposals.csv",
        [["proposal", "title", "hub", "impact"], ["P", "P", chosen[0]["crs"], "1"]],
    )
    _write(folder / "costs.csv", [["proposal", "stream", "2020-21"], ["P", "s", "1"]])
    rows = [["hub", "name", "status", "jobs"]]
    jobs = random.Random(2)
    for place, station in enumerate(chosen):
        status = "agreed" if place < AGREED else "proposed"
        number = str(jobs.randrange(500, 20_000))
        rows.append([station["crs"], station["station"], status, number])
    _write(folder / "hubs.csv", rows)
    _write(folder / "zones.csv", [list(zones[0]), *(list(zone.values()) for zone in zones)])
    rows = [["zone", "hub", "minutes"]]
    for zone in zones:
        here = (float(zone["latitude"]), float(zone["longitude"]))
        for station in chosen:
            there = (float(station["latitude"]), float(station["longitude"]))
            rows.append([zone["zone"], station["crs"], f"{12 + 2.2 * kilometres(here, there):.1f}"])
    _write(folder / "journeys.csv", rows)


def appraise(folder: Path) -> int:
    """Everything that `hubs` works out; people whom the best three further hubs add."""
    from prioritise.hubs.appraisal import appraise_hubs
    from prioritise.hubs.screening import Straight
    from prioritise.programme.counting import EVERY
    from prioritise.reading import read
    from prioritise.reading.places import Wanted, read_places
    from prioritise.views.hubs.hub_ends import Asked, Ends
    from prioritise.views.hubs.hub_times import times_of

    reading = read(folder)
    places = read_places(reading, Wanted(deprivation="wimd2019_score"))
    times = times_of(reading.programme, places, EVERY, Straight())
    found = appraise_hubs(times.access, MINUTES, further=3, share=Fraction(9, 10))
    ends = Ends(found, times, Asked(competition=True))
    assert {"jobs", "competition", "decays"} <= {table.name for table in ends.tables}
    assert ends.notes
    return found.covers[-1].adds


def main() -> None:
    """Measure and print one line."""
    data = os.environ.get("PRIORITISE_DATA")
    if not data:
        print("skipped: set PRIORITISE_DATA to the folder of reference data")
        return
    from prioritise.cli import collect_rarely

    began = time.perf_counter()
    import_module("prioritise.hubs.covering")
    import_module("pulp")
    collect_rarely()  # as every command does
    imported = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as folder:
        write_case(Path(folder), Path(data))
        times, busy = [], []
        for _ in range(RUNS):
            began, worked = time.perf_counter(), time.process_time()
            adds = appraise(Path(folder))
            times.append(time.perf_counter() - began)
            busy.append(time.process_time() - worked)
    verdict = "within" if min(times) <= SECONDS else "ABOVE"
    print(
        f"1,369 zones, {AGREED} agreed and {PROPOSED} proposed hubs: "
        f"{min(times):.2f} to {max(times):.2f} s in {RUNS} runs, {verdict} {SECONDS:g} s "
        f"({min(busy):.2f} s of work; importing the solver {imported:.2f} s; {adds:,} people)"
    )


def _write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


if __name__ == "__main__":
    main()
