"""What a user waits for every day, as ratios: help, the example, and large tables.

Run with `python -m benchmarks.everyday` from the repository. Every figure is the median of several
runs, and both sides of a ratio are run in turn, so that a busy machine slows both alike.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.programmes import write_programme

RUNS = 7
"""Runs of each side."""
PROPOSALS = 10_000
"""Proposals of the large programme."""
EXAMPLE = Path(__file__).parents[1] / "scenarios" / "baseline.yaml"

PYTHON = [sys.executable]
OURS = [*PYTHON, "-m", "prioritise"]
IMPORTS = "import pulp, highspy, pydantic, yaml, click"
PANDAS = """
import pathlib, sys, time
source, results, out = map(pathlib.Path, sys.argv[1:])
began = time.perf_counter()
import pandas
inputs = [pandas.read_csv(path) for path in source.glob("*.csv")]
until_read = time.perf_counter() - began
outputs = {path.name: pandas.read_csv(path, dtype=str) for path in results.glob("*.csv")}
out.mkdir(exist_ok=True)
began = time.perf_counter()
for name, table in outputs.items():
    table.to_csv(out / name, index=False)
print(until_read + time.perf_counter() - began)
"""
"""Reads the same inputs and writes the same results; that it has the results is not counted."""
READ_CHECK_WRITE = """
import sys, pathlib
from benchmarks.everyday import read_check_write
read_check_write(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
"""


def read_check_write(folder: Path, out: Path) -> None:
    """Read a programme, check a plan of it independently, and write all its tables."""
    from benchmarks.programmes import first_come_plan
    from prioritise.cli import collect_rarely
    from prioritise.reading import read
    from prioritise.render.csv_file import csv_bytes
    from prioritise.views.run.run_tables import run_tables

    collect_rarely()
    programme = read(folder).programme
    plan = first_come_plan(programme)
    out.mkdir(exist_ok=True)
    for table in run_tables(plan):
        (out / f"{table.name}.csv").write_bytes(csv_bytes(table))


def medians(ours: Sequence[str], peer: Sequence[str]) -> tuple[float, float]:
    """Median seconds of two commands, run in turn; a command may print its own time instead."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS + 1):
        for side, command in zip(times, (ours, peer), strict=True):
            began = time.perf_counter()
            ended = subprocess.run(command, check=True, capture_output=True, text=True)
            side.append(_seconds(ended.stdout) or time.perf_counter() - began)
    return statistics.median(times[0][1:]), statistics.median(times[1][1:])


def _seconds(printed: str) -> float | None:
    try:
        return float(printed)
    except ValueError:
        return None


def report(name: str, bar: float, ours: Sequence[str], peer: Sequence[str]) -> None:
    """Print one ratio beside its bar."""
    mine, other = medians(ours, peer)
    verdict = "within" if mine <= bar * other else "ABOVE"
    print(
        f"{name:44} {mine:7.3f} s {other:7.3f} s {mine / other:6.2f}  {verdict} {bar:g}", flush=True
    )


def main() -> None:
    """Measure everything and print one line a question."""
    print(f"{'question':44} {'ours':>9} {'peer':>9}  ratio")
    report("--help / an empty Python", 12, [*OURS, "--help"], [*PYTHON, "-c", "pass"])
    example = [*OURS, "run", str(EXAMPLE)]
    report("run on the example / its imports", 3, example, [*PYTHON, "-c", IMPORTS])
    with tempfile.TemporaryDirectory() as folder:
        source, out, other = (Path(folder, name) for name in ("programme", "out", "other"))
        write_programme(source, PROPOSALS)
        read_check_write(source, out)
        report(
            f"{PROPOSALS:,} proposals in and out / pandas",
            3,
            [*PYTHON, "-c", READ_CHECK_WRITE, str(source), str(out)],
            [*PYTHON, "-c", PANDAS, str(source), str(out), str(other)],
        )


if __name__ == "__main__":
    main()
