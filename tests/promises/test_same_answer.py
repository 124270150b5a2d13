"""Promise 6: the same question has the same answer, file by file and byte by byte.

Run `PRIORITISE_PROGRAMMES=10000 pytest tests/promises/test_same_answer.py` for 1,000 drawn
programmes, 20 shuffles of the examples, and 1, 2 and 4 workers. The hashes that are written down
hold both versions of PuLP to the same files: each of them has to come to these.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from hashlib import sha256
from itertools import count
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from prioritise.cli.app import app
from prioritise.optimise import optimise
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.programme import Programme
from prioritise.render.run.run_folder import output_files
from prioritise.views.run.run_tables import run_tables
from tests import strategies
from tests.promises.agreement import how_many
from tests.promises.commands import SCENARIOS, without_times
from tests.strategies import EVERY_FAMILY, shuffled

Files = dict[str, bytes]

EXAMPLES = ("baseline", "blueprint", "appraised")
TABLES = ("proposals", "streams", "costs", "alignments", "links", "hubs", "reached", "decisions")
VERSIONS = ("version", "versions", "inputs", "outputs")
"""What a manifest says of other things than the answer."""


def asked(*words: str | Path) -> None:
    """Do what a command says, in this process."""
    result = CliRunner().invoke(app, [*map(str, words)], prog_name="prioritise")
    assert result.exit_code == 0, result.output


def files_in(folder: Path) -> Files:
    """The files of a result: without the copies of what was read, times and versions."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith("inputs/"):
            content = path.read_bytes()
            is_manifest = name == "manifest.json"
            found[name] = without_times(content, *VERSIONS) if is_manifest else content
    return found


def different(one: Files, other: Files) -> list[str]:
    """Names of the files that are not in both, or not the same in both."""
    names = sorted({*one, *other})
    return [name for name in names if one.get(name) != other.get(name)]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_gives_the_files_that_are_written_down(example, tmp_path, golden, figures):
    asked("run", SCENARIOS / f"{example}.yaml", "-o", tmp_path / "out")
    found = files_in(tmp_path / "out")
    lines = [f"{sha256(content).hexdigest()} {name}" for name, content in found.items()]
    figures(6, asked=1, compared=1, files_by_hash=len(lines))
    golden(f"same_answer/{example}.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("example", ["baseline", "appraised"][: how_many(1, 2)])
def test_rows_columns_and_files_in_another_order_give_the_same_files(example, tmp_path, figures):
    asked("run", SCENARIOS / f"{example}.yaml", "-o", tmp_path / "out")
    expected = files_in(tmp_path / "out")
    shuffles = how_many(1, 20)
    for number in range(shuffles):
        rng, place = Random(f"{example} {number}"), tmp_path / f"{number}"
        scenario = mixed(rng, place, example)
        asked("run", scenario, "-o", place / "out")
        differences = different(files_in(place / "out"), expected)
        figures(6, asked=1, compared=1, differences=len(differences), shuffled_files=len(expected))
        assert differences == []


def mixed(rng: Random, place: Path, example: str) -> Path:
    """The scenarios with every table's rows and columns in another order, made in any order."""
    (place / "valleys").mkdir(parents=True)
    paths = sorted((*SCENARIOS.glob("*.yaml"), *(SCENARIOS / "valleys").iterdir()))
    for path in shuffled(rng, paths):
        target = place / path.relative_to(SCENARIOS)
        if path.suffix != ".csv":
            shutil.copy(path, target)
            continue
        heading, *rows = csv.reader(io.StringIO(path.read_text("utf-8-sig")))
        order = rng.sample(range(len(heading)), len(heading))
        with target.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            for row in ([heading], shuffled(rng, rows)):
                writer.writerows([each[at] for at in order] for each in row)
    return place / f"{example}.yaml"


def test_drawn_programmes_in_another_order_give_the_same_files(figures):
    programmes, compared = how_many(10, 1_000), 0
    for seed in count(2 * 10**6):
        for family in EVERY_FAMILY:
            drawn = strategies.programme(seed, family)
            rng = Random(f"{family} {seed}")
            mixed = drawn.revised(**{t: shuffled(rng, getattr(drawn, t)) for t in TABLES})
            one, other = written(drawn), written(mixed)
            assert different(one, other) == [], f"{family} {seed}"
            compared += bool(one)
            if compared == programmes:
                figures(6, asked=programmes, proven=compared, compared=compared)
                return


def written(programme: Programme) -> Files:
    """What `run` writes of an answer; nothing where there is none."""
    try:
        plan = optimise(programme)
    except InfeasibleError:
        return {}
    assert plan.status == "optimal"
    return output_files(plan, run_tables(plan))


WORK: dict[str, Callable[[Path], tuple[str | Path, ...]]] = {
    "compare": lambda folder: (folder / "baseline.yaml", folder / "reduced-budget.yaml"),
    "sweep": lambda folder: (folder / "baseline.yaml", "--step", "0.1"),
    "robust": lambda folder: (folder / "uncertain.yaml", "--draws", "40"),
    "explain": lambda folder: (folder / "baseline.yaml",),
}


@pytest.mark.parametrize("command", list(WORK)[: how_many(0, 4)])
def test_one_two_and_four_workers_write_the_same_files(command, tmp_path, figures):
    found = []
    for workers in (1, 2, 4):
        out = tmp_path / f"{workers}"
        asked(command, *WORK[command](SCENARIOS), "--workers", str(workers), "-o", out)
        found.append(files_in(out))
    differences = [name for other in found[1:] for name in different(found[0], other)]
    figures(6, asked=len(found), compared=len(found), differences=len(differences))
    assert found[0]
    assert differences == []
