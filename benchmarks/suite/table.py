"""The one table of the suite: a row for each instance and solver, as CSV and for the screen."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.suite.instances import Instance
from benchmarks.suite.races import OURS
from benchmarks.suite.standing import Standing, faults_of, ratio_of

Standings = Mapping[str, Mapping[str, Standing]]
"""By instance, then by solver."""

COLUMNS = (
    "instance",
    "groups",
    "solver",
    "version",
    "status",
    "limit",
    "seconds_to_1%",
    "seconds_to_0.1%",
    "seconds_to_0",
    "gap_at_10_s",
    "gap_at_30_s",
    "gap",
    "best",
    "bound",
    "seconds",
    "later_seconds",
    "later_by_value",
    "peak_mib",
    "ratio",
    "ratio_at_gap",
    "fault",
    "machine",
)
SCREEN = "{:20} {:6} {:>6} {:>6} {:>6} {:>7} {:>10} {:>5} {}"
"""Fits a screen of 80 columns where nothing went wrong."""


def write_table(standings: Standings, instances: Sequence[Instance], path: Path) -> None:
    """Write every figure of every race."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for instance in instances:
            found = standings.get(instance.name, {})
            writer.writerows(_row(instance, solver, found) for solver in found)


def screen_lines(standings: Standings, instances: Sequence[Instance]) -> Iterator[str]:
    """The table for people: the ratio stands beside ours, faults stand below their solver.

    The ratio is at the tightest of the three gaps that anybody reached: the last column of seconds
    with a figure in it.
    """
    yield SCREEN.format(
        "instance", "solver", "to 1%", "0.1%", "0", "at 30 s", "best", "MiB", "ratio"
    )
    for instance in instances:
        found = standings.get(instance.name, {})
        faults = list(faults_of(found))
        for solver, standing in found.items():
            ratio = ratio_of(found) if solver == OURS else None
            line = SCREEN.format(
                instance.name if solver == next(iter(found)) else "",
                solver,
                *(_seconds(standing.seconds_to(level)) for level in (0.01, 0.001, 0.0)),
                _share(standing.gap_at(30)),
                _whole(standing.best),
                _whole(_peak(standing)),
                "" if ratio is None else ratio,
            )
            yield line.rstrip()
            yield from (f"{'':20} ! {what}" for who, what in faults if who == solver)


def later_by_value(standing: Standing) -> float | None:
    """Seconds of the later objectives over those until value was settled."""
    end = standing.race.end
    if end.get("status") != "optimal" or "later_seconds" not in end:
        return None
    return float(end["later_seconds"]) / float(end["value_seconds"])


def _row(instance: Instance, solver: str, found: Mapping[str, Standing]) -> dict[str, object]:
    standing, end = found[solver], found[solver].race.end
    ratio = ratio_of(found) if solver == OURS else None
    later = later_by_value(standing)
    return {
        "instance": instance.name,
        "groups": ";".join(instance.groups),
        "solver": solver,
        "version": end.get("version", ""),
        "status": end.get("status", ""),
        "limit": f"{standing.race.limit:g}",
        "seconds_to_1%": _precise(standing.seconds_to(0.01)),
        "seconds_to_0.1%": _precise(standing.seconds_to(0.001)),
        "seconds_to_0": _precise(standing.seconds_to(0.0)),
        "gap_at_10_s": _tiny(standing.gap_at(10)),
        "gap_at_30_s": _tiny(standing.gap_at(30)),
        "gap": _tiny(standing.gap),
        "best": _whole(standing.best),
        "bound": _precise(standing.bound),
        "seconds": _precise(end.get("seconds")),
        "later_seconds": _precise(end.get("later_seconds")),
        "later_by_value": _precise(later),
        "peak_mib": _whole(_peak(standing)),
        "ratio": "" if ratio is None else str(ratio),
        "ratio_at_gap": "" if ratio is None else f"{ratio.level:g}",
        "fault": "; ".join(what for who, what in faults_of(found) if who == solver),
        "machine": standing.race.machine,
    }


def _peak(standing: Standing) -> float | None:
    return standing.race.end.get("peak_mib")


def _seconds(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}" if value < 10 else f"{value:.1f}"


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.4%}" if value else "0"


def _whole(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}"


def _precise(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _tiny(value: float | None) -> str:
    return "" if value is None else f"{value:.8f}"
