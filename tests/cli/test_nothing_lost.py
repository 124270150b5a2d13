"""No output of any command takes the place of an input, a store or what it did not write."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from prioritise.cli.app import app
from tests.cli.programmes import small

COMMANDS = {
    "run": ("run", "what-if.yaml"),
    "compare": ("compare", "what-if.yaml", "--list", "list.csv"),
    "explain": ("explain", "what-if.yaml", "A"),
    "alternatives": ("alternatives", "what-if.yaml"),
    "sweep": ("sweep", "what-if.yaml", "--step", "0.2", "--workers", "1"),
    "robust": ("robust", "what-if.yaml", "--draws", "2", "--workers", "1", "--list", "list.csv"),
    "hubs": ("hubs", "what-if.yaml"),
    "appraise": ("appraise", "what-if.yaml"),
    "export": ("export", "what-if.yaml", "--agreed"),
    "report": ("report", "what-if.yaml"),
    "agree list": ("agree", "list", "what-if.yaml"),
    "agree log": ("agree", "log", "what-if.yaml"),
    "schema": ("schema", "scenario", "--for", "mine"),
}
"""Every command that writes where -o says, on a programme with all that it may read."""
INPUTS = (
    *("what-if.yaml", "base.yaml", "mine/programme.yaml", "mine/costs.csv", "mine/hubs.csv"),
    *("mine/decisions.sqlite", "mine", "link.csv", "hard.csv"),
)
STORES = ("other.sqlite-checkpoint", "mine/decisions.sqlite", "other.sqlite")
FOREIGN = ("minutes.html", "minutes.xlsx", "minutes.csv", "papers", ".")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("made") / "place"
    small(place / "mine")
    (place / "mine" / "zones.csv").write_text("zone,name,population\nz,Zone,100\n")
    (place / "mine" / "journeys.csv").write_text("zone,hub,minutes\nz,n,10\nz,s,20\n")
    (place / "base.yaml").write_text("title: Base\nprogramme: mine\n")
    (place / "what-if.yaml").write_text("title: What if\nextends: base.yaml\nbaseline: mine\n")
    (place / "list.csv").write_text("proposal\nA\n")
    for name in ("minutes.html", "minutes.xlsx", "minutes.csv"):
        (place / name).write_text("ours")
    (place / "papers").mkdir()
    (place / "papers" / "notes.txt").write_text("ours")
    words = ("--decision", "agreed", "--by", "Board", "--why", "Ready")
    result = CliRunner().invoke(app, ["agree", "add", str(place / "mine"), "A", *words])
    assert result.exit_code == 0, result.output
    (place / "other.sqlite-checkpoint").write_text("half")
    with closing(sqlite3.connect(place / "other.sqlite")) as other, other:
        other.execute("CREATE TABLE t (a)")
    (place / "link.csv").symlink_to("mine/costs.csv")
    os.link(place / "mine" / "costs.csv", place / "hard.csv")
    return place


@pytest.fixture
def place(made, tmp_path, monkeypatch) -> Path:
    shutil.copytree(made, tmp_path / "place", symlinks=True)
    (tmp_path / "place" / "hard.csv").unlink()
    os.link(tmp_path / "place" / "mine" / "costs.csv", tmp_path / "place" / "hard.csv")
    monkeypatch.chdir(tmp_path / "place")
    return tmp_path / "place"


def call(*words: str) -> Result:
    from prioritise.cli import solving

    for known in (solving._read, solving._asked, solving._solved):
        known.cache_clear()
    return CliRunner().invoke(app, [*words])


def held(place: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(place)): path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_no_output_takes_the_place_of_an_input_a_store_or_anything_else(name, place):
    """Refused with exit code 2 and words, byte for byte unharmed."""
    before = held(place)
    for target in (*INPUTS, *STORES, *FOREIGN, "MINE/../mine/./costs.csv"):
        result = call(*COMMANDS[name], "-o", target)
        assert result.exit_code == 2, (target, result.output)
        assert held(place) == before, target


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "schema"])
def test_inputs_and_stores_stay_also_where_replacing_is_asked_for(name, place):
    """`schema` reads no scenario, so one is no input of it."""
    before = held(place)
    for target in (*INPUTS, "mine/decisions.sqlite", "other.sqlite", "papers", "."):
        result = call(*COMMANDS[name], "-o", target, "--replace")
        assert result.exit_code == 2, (target, result.output)
        assert held(place) == before, target


@pytest.mark.parametrize("target", ["mine/costs.csv", "mine/decisions.sqlite", "other.sqlite"])
def test_a_schema_takes_the_place_of_no_table_and_no_store(target, place):
    before = held(place)
    assert call("schema", "scenario", "-o", target, "--replace").exit_code == 2
    assert held(place) == before


@pytest.mark.parametrize("name", COMMANDS)
def test_what_was_written_before_gives_way_only_where_that_is_asked_for(name, place):
    target = "new.html" if name == "report" else "new"
    assert call(*COMMANDS[name], "-o", target).exit_code == 0
    before = held(place)
    refused = call(*COMMANDS[name], "-o", target)
    if name in ("sweep", "robust"):  # a finished answer to the same question stands
        assert refused.exit_code == 0
        assert "nothing was worked out again" in refused.output
    else:
        assert refused.exit_code == 2
        assert "--replace" in refused.output
    assert held(place) == before
    assert call(*COMMANDS[name], "-o", target, "--replace").exit_code == 0


def test_a_table_that_the_programme_would_read_from_then_on_is_not_written(place):
    before = held(place)
    for target in ("mine/links.csv", "mine/Costs.csv", "mine/cost.csv", "mine/book.xlsx"):
        assert call("export", "mine", "-o", target).exit_code == 2, target
    assert held(place) == before


@pytest.mark.parametrize("command", ["sweep", "robust"])
def test_answers_are_not_kept_in_a_folder_of_somebody_else(command, place):
    """The folder beside an output is removed at the end, with all that is in it."""
    shutil.copytree("mine", "out.partial")
    before = held(place)
    for source in (COMMANDS[command][1], "out.partial"):
        result = call(command, source, *COMMANDS[command][2:], "-o", "out")
        assert result.exit_code == 2, result.output
        assert held(place) == before


def test_a_run_does_not_take_the_place_of_the_folder_that_holds_its_inputs(place):
    assert call("run", "what-if.yaml", "-o", "results").exit_code == 0
    before = held(place)
    words = ("run", "results/inputs/what-if.yaml", "-o", "results", "--replace")
    assert call(*words).exit_code == 2
    assert held(place) == before


@pytest.mark.skipif(os.name != "posix", reason="a fifo is made where the system knows them")
def test_neither_an_output_nor_a_store_is_a_device(place):
    os.mkfifo("fifo")
    for target in ("fifo", "/dev/null", "/dev/full"):
        assert call("export", "mine", "-o", target, "--replace").exit_code == 2
        result = call("agree", "verify", "mine", "--store", target)
        assert result.exit_code == 2
        assert "is no file" in result.output
