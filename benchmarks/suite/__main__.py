"""The reference suite in one command: `python -m benchmarks.suite`, from the repository.

What is fixed: the instances (seeds, sizes, ties, limits), the draw they come from, the file that
every peer reads, two threads and a gap of 0 for peers and nothing else, and the bars. They were
fixed before any tuning, and stay so: a change to any of them asks every peer anew. Races that are
kept count only while the model file stays the same, to the byte, and so does the limit.

A gap is what is left between bound and best, over best. Peers' time is counted from the moment the
file is read, ours from the moment the programme is there. Each solver runs alone, one after the
other. `--again ours` is for a change to our own optimiser: the peers' races stay.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import textwrap
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.suite import published
from benchmarks.suite.bars import summary
from benchmarks.suite.instances import GROUPS, Instance, instances
from benchmarks.suite.model_file import write_model
from benchmarks.suite.races import (
    OURS,
    PEERS,
    Race,
    digest_of,
    installed,
    keep,
    kept_in,
    machine,
    raced,
)
from benchmarks.suite.standing import standing_of
from benchmarks.suite.table import Standings, screen_lines, write_table
from prioritise.optimise.prepared import prepared
from prioritise.render.atomic_write import whole_file

RESULTS = Path(__file__).parent / "races.jsonl"
HEADING: dict[str, Any] = {"initial_indent": "# ", "subsequent_indent": "# "}
PACKAGES = ("prioritise", *PEERS.values())


def main() -> None:
    """Run what is missing, then print the table and the summary."""
    asked = _asked()
    chosen = _chosen(asked.only)
    print(f"# {machine()}")
    print(textwrap.fill(", ".join(f"{p} {_version(p)}" for p in PACKAGES), 78, **HEADING))
    if not asked.redraw:
        _run(chosen, asked)
    kept = kept_in(asked.results)
    standings: Standings = {
        instance.name: {
            solver: standing_of(kept[instance.name, solver])
            for solver in (OURS, *asked.peers)
            if (instance.name, solver) in kept
        }
        for instance in chosen
    }
    print("\n".join(screen_lines(standings, chosen)))
    print("\n".join(summary(standings, chosen)))
    if asked.output:
        with whole_file(asked.output) as draft:
            write_table(standings, chosen, draft)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.suite",
        description="Our optimiser and its peers on the programmes of the reference suite.",
        epilog="Example: python -m benchmarks.suite --only small,baseline --peers highs,scip",
    )
    words: dict[str, Any] = {"type": lambda text: text.split(","), "metavar": "A,B"}
    parser.add_argument(
        "--only", **words, default=list(GROUPS), help=f"groups ({', '.join(GROUPS)}) or instances"
    )
    parser.add_argument(
        "--peers", **words, default=list(PEERS), help=f"{', '.join(PEERS)}; '' for none"
    )
    parser.add_argument(
        "--peers-at-large", action="store_true", help="ask peers on 100,000 proposals too"
    )
    parser.add_argument(
        "--again", **words, default=[], help="solvers whose kept races do not count"
    )
    parser.add_argument(
        "--redraw", action="store_true", help="run nothing: the table of what is kept"
    )
    parser.add_argument(
        "--results",
        type=Path,
        default=RESULTS,
        help=f"where races are kept (beside the suite: {RESULTS.name})",
    )
    parser.add_argument("-o", "--output", type=Path, help="write the whole table as CSV")
    asked = parser.parse_args()
    asked.peers = [peer for peer in asked.peers if peer]
    for solver in (*asked.peers, *asked.again):
        if solver not in (OURS, *PEERS):
            parser.error(f"no solver is called {solver}")
    return asked


def _chosen(only: Iterable[str]) -> Sequence[Instance]:
    """The instances of some groups and names, in the order of the suite."""
    listed = instances()
    names = {instance.name for instance in listed}
    for word in only:
        if word not in GROUPS and word not in names:
            raise SystemExit(f"neither a group nor an instance is called {word}")
    return [
        instance
        for instance in listed
        if any(word == instance.name or word in instance.groups for word in only)
    ]


def _run(chosen: Sequence[Instance], asked: argparse.Namespace) -> None:
    absent = [solver for solver in asked.peers if not installed(solver)]
    for solver in absent:
        _say(f"{solver} is left out: {PEERS[solver]} is not installed")
    if any("published" in instance.groups for instance in chosen) and not published.folder():
        _say("the published problems are left out: PRIORITISE_DATA names no folder that holds them")
        chosen = [instance for instance in chosen if "published" not in instance.groups]
    with tempfile.TemporaryDirectory() as folder:
        kept = kept_in(asked.results)
        for instance in chosen:
            model = prepared(instance.programme()).model
            file = Path(folder, f"{instance.name}.mps")
            write_model(model, file)
            digest = digest_of(file)
            for solver in (OURS, *_peers_of(instance, asked)):
                known = kept.get((instance.name, solver))
                if solver in absent or (
                    solver not in asked.again and _counts(known, instance, digest)
                ):
                    continue
                race = raced(instance, solver, model, file, digest)
                keep(race, asked.results)
                _say(f"{instance.name} {solver}: {_word(race)}")
            file.unlink()


def _peers_of(instance: Instance, asked: argparse.Namespace) -> Sequence[str]:
    waited_for = instance.peers == "asked" or (
        instance.peers == "at large" and asked.peers_at_large
    )
    return asked.peers if waited_for else ()


def _counts(race: Race | None, instance: Instance, digest: str) -> bool:
    """Whether a kept race is still one of this suite."""
    return race is not None and (race.model, race.limit) == (digest, instance.seconds)


def _word(race: Race) -> str:
    if race.fault:
        return race.fault
    standing = standing_of(race)
    gap = "no gap" if standing.gap is None else f"gap {standing.gap:.4%}"
    return (
        f"{race.end['status']}, {gap}, {race.end['seconds']:.2f} s, {race.end['peak_mib']:.0f} MiB"
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
