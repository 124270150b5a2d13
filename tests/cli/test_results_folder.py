"""A results folder stands where a scenario may, with the inputs and decisions of its own time."""

from __future__ import annotations

import json

import pytest

from prioritise.reading import read
from tests.cli.programmes import small
from tests.cli.test_commands import call, rows

BY = ("--by", "Board", "--why", "It is so")


@pytest.fixture
def place(tmp_path):
    """Results of last month, and the programme with a score, a budget and a decision changed."""
    mine = small(tmp_path / "mine")
    call("agree", "add", mine, "B", "--decision", "agreed", *BY)
    call("run", mine, "--out", "C", "-o", tmp_path / "last")
    for table, old, new in (
        ("proposals", "s,5", "s,8"),
        ("streams", "Main Fund,10", "Main Fund,11"),
    ):
        file = mine / f"{table}.csv"
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    call("agree", "add", mine, "A", "--decision", "declined", *BY)
    return tmp_path


def test_a_results_folder_answers_as_it_did_then(place):
    then = rows((place / "last" / "shortlist.csv").read_text("utf-8"))
    result = call("run", place / "last", "--format", "csv")
    assert rows(result.stdout) == then
    assert "honours 1 agreed decision" in result.stderr
    assert call("explain", place / "last", "B", "--format", "csv").stdout


def test_comparing_with_results_says_what_changed_in_the_inputs(place):
    out = place / "out"
    shown = call("compare", place / "last", place / "mine", "--format", "table", "-o", out).stdout
    assert "budget of main 2018-19: 10 to 11" in shown
    found = rows((out / "input_changes.csv").read_text("utf-8"))
    assert [tuple(row.values()) for row in found] == [
        ("mine", "budget", "main", "2018-19", "10", "11"),
        ("mine", "score", "C", "impact", "5", "8"),
        ("mine", "decision", "C", "", "out (locked)", ""),
        ("mine", "decision", "A", "", "", "out (declined)"),
    ]


def test_nothing_more_is_recorded_in_a_results_folder(place):
    result = call("agree", "add", place / "last", "A", "--decision", "agreed", *BY, code=2)
    assert "stay as they are" in result.stderr
    call("verify", place / "last")
    call("run", place / "last", "--in", "A", "--save", place / "kept.yaml", code=2)


def test_a_folder_whose_record_leads_out_of_it_is_refused(place):
    manifest = place / "last" / "manifest.json"
    held = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps(held | {"scenario": "../../mine"}), "utf-8")
    assert "found none that is there" in call("run", place / "last", code=3).stderr


def test_a_programme_that_holds_results_of_its_own_is_a_programme(tmp_path):
    mine = small(tmp_path / "mine")
    (mine / "manifest.json").write_text("{}", "utf-8")
    (mine / "inputs").mkdir()
    assert read(mine).results is None
