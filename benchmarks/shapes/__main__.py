"""Our whole time beside the best peer's for value alone: `python -m benchmarks.shapes`.

Programmes are drawn anew by one number (`--draw`), five of each family and size, so that anybody
can ask for ones that nobody has seen; the shipped scenarios and other folders can be named with
`--also`. Each solver runs alone, one after the other, on one thread, in a process of its own. Time
is that of the processor, since other work on a machine makes clocks tell little; what is read and
imported is not counted. Ours is all that `run` does: building, value, the later objectives, check.

A ratio is ours over the best peer's time, where a peer proves its answer within the limit; where
none does, the gaps and plans that are left are compared.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.shapes.families import FAMILIES
from benchmarks.shapes.instances import drawn_anew, named, shipped
from benchmarks.suite.model_file import write_model
from benchmarks.suite.races import OURS, PEERS, asked_of, ended, installed
from prioritise.optimise.prepared import prepared

SIZES = (60, 100, 200, 400)
SECONDS = 15
ALLOWANCE = 0.1
"""Seconds beside which a ratio says nothing: ours may be later by so much."""
Ends = Mapping[str, Mapping[str, Any]]
"""The last line of each solver."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What came of one instance."""

    instance: str
    ends: Ends

    @property
    def family(self) -> str:
        """What stands before the size."""
        return self.instance.split("/")[0]

    @property
    def ratio(self) -> float | None:
        """Our time over the best peer's; none where no peer proves anything."""
        ours = self.ends.get(OURS)
        times = [
            end["processor"]
            for solver, end in self.ends.items()
            if solver != OURS and end["status"] == "optimal"
        ]
        if not times or not ours:
            return None
        late = max(0.0, ours["processor"] - ALLOWANCE)
        return late / min(times) if ours["status"] == "optimal" else float("inf")

    @property
    def is_worse(self) -> bool:
        """Whether a peer has a better plan, or, where none proves its own, a smaller gap."""
        ours = self.ends.get(OURS)
        peers = [end for solver, end in self.ends.items() if solver != OURS]
        if not peers or not ours:
            return False
        best = max((end["best"] or 0 for end in peers), default=0)
        gaps = [gap for end in peers if (gap := gap_of(end)) is not None]
        gap = gap_of(ours)
        loses = self.ratio is None and bool(gaps) and (gap is None or gap > min(gaps) + 1e-9)
        return ours["best"] is None or ours["best"] < best - 0.5 or loses


def gap_of(end: Mapping[str, Any]) -> float | None:
    """What is left between bound and best, over best."""
    if end["status"] == "optimal":
        return 0.0
    if not end["best"] or end["bound"] is None:
        return None
    return float(max(0.0, (end["bound"] - end["best"]) / end["best"]))


def main() -> None:
    """Race, then tell each family, worst first."""
    asked = _asked()
    names = [*drawn_anew(asked.draw, asked.families, asked.sizes), *asked.also]
    names = [*asked.only, *(names if not asked.only else [])]
    standings = []
    for name in names:
        standings.append(Standing(name, dict(_raced(name, asked.solvers, asked.seconds))))
        print(_line(standings[-1]), flush=True)
    print("\n".join(_summary(standings)))
    if asked.output:
        with asked.output.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("instance", "solver", "status", "processor", "best", "bound", "ratio"))
            writer.writerows(_rows(standings))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.shapes", description=__doc__)
    words: dict[str, Any] = {"type": lambda text: text.split(","), "metavar": "A,B"}
    parser.add_argument("--draw", type=int, default=1, help="which programmes are drawn")
    parser.add_argument("--families", **words, default=list(FAMILIES), help=", ".join(FAMILIES))
    parser.add_argument("--sizes", **words, default=[str(size) for size in SIZES])
    parser.add_argument("--only", **words, default=[], help="instances, such as floors-35/200/7")
    parser.add_argument("--also", **words, default=list(shipped()), help="scenarios or folders")
    parser.add_argument("--solvers", **words, default=[OURS, *PEERS], help="who takes part")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="limit of each solver")
    parser.add_argument("-o", "--output", type=Path, help="write every figure as CSV")
    asked = parser.parse_args()
    asked.solvers = [solver for solver in asked.solvers if installed(solver)]
    return asked


def _raced(name: str, solvers: Sequence[str], seconds: int) -> Iterator[tuple[str, dict[str, Any]]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "model.mps")
        model = prepared(named(name)).model
        write_model(model, file)
        for solver in solvers:
            command = ["shapes.ours", name] if solver == OURS else asked_of(solver, file, 1)
            _, end, fault = ended(command, seconds, model)
            if fault:
                print(f"{name} {solver}: {fault}", file=sys.stderr)
            else:
                yield solver, end


def _line(standing: Standing) -> str:
    told = (
        f"{solver} {end['processor']:.2f}{'' if end['status'] == 'optimal' else '*'}"
        + (
            ""
            if (gap := gap_of(end)) == 0
            else f" gap {gap:.3%}"
            if gap is not None
            else " nothing"
        )
        for solver, end in standing.ends.items()
    )
    ratio = "" if standing.ratio is None else f"{standing.ratio:.2f}"
    worse = " WORSE" if standing.is_worse else ""
    return f"{standing.instance:20} {ratio:>6} {'  '.join(told)}{worse}"


def _summary(standings: Iterable[Standing]) -> Iterator[str]:
    """Median and worst ratio of each family, the worst family first; then of all."""
    found: dict[str, list[Standing]] = {}
    for standing in standings:
        found.setdefault(standing.family, []).append(standing)
    lines = []
    for family, members in found.items():
        ratios = sorted(r for each in members if (r := each.ratio) is not None)
        worse = sum(each.is_worse for each in members)
        told = (
            f"median {median(ratios):.2f}, worst {ratios[-1]:.2f}" if ratios else "no peer proves"
        )
        line = f"{family:20} {told} ({len(members)} asked, {len(ratios)} proven by a peer"
        lines.append((ratios[-1] if ratios else 0.0, f"{line}, {worse} worse)"))
    yield from (line for _, line in sorted(lines, reverse=True))
    ratios = [r for members in found.values() for each in members if (r := each.ratio) is not None]
    if ratios:
        yield f"all: median {median(ratios):.2f}, worst {max(ratios):.2f}"


def _rows(standings: Iterable[Standing]) -> Iterator[Sequence[object]]:
    for each in standings:
        for solver, end in each.ends.items():
            ratio = "" if solver != OURS or each.ratio is None else f"{each.ratio:.3f}"
            figures = (end["status"], f"{end['processor']:.3f}", end["best"], end["bound"], ratio)
            yield each.instance, solver, *figures


if __name__ == "__main__":
    main()
