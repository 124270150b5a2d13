"""What-if on the command line says what a scenario file says, and can be kept as one."""

from __future__ import annotations

import csv
import json

import pytest

from prioritise.programme.faults import InputError
from prioritise.reading import read
from prioritise.reading.what_if import ChangedScenario
from tests.cli.programmes import SETTINGS, small, write
from tests.cli.test_commands import call, rows

CHANGES = (
    ("--scale", "all=0.9"),
    ("--scale", "MAIN=0.5"),
    ("--add", "MAIN:2018-19=1.5"),
    ("--delay", "MAIN=1"),
    ("--weight", "impact=60"),
    ("--in", "a"),
    ("--out", "College"),
)
FILE = """\
title: "What if: scale all=0.9; scale MAIN=0.5; add MAIN:2018-19=1.5; delay MAIN=1; \
weight impact=60; in a; out College"
programme: mine
streams:
  all: {scale: 0.9}
  main: {scale: 0.5, add: {"2018-19": 1.5}, delay: 1}
weights: {impact: 60}
decisions: {in: A, out: [C]}
"""


def test_options_change_a_programme_as_a_file_does(tmp_path):
    mine = small(tmp_path / "mine")
    (tmp_path / "file.yaml").write_text(FILE, "utf-8")
    changed = read(ChangedScenario(mine, CHANGES)).programme
    assert changed == read(tmp_path / "file.yaml").programme
    assert changed.streams[0].budgets == (0, 6_000_00)
    assert [(d.proposal, d.chosen) for d in changed.decisions] == [("A", True), ("C", False)]


def test_what_is_saved_answers_alike(tmp_path):
    mine = small(tmp_path / "mine")
    saved = tmp_path / "kept.yaml"
    changes = [word for change in CHANGES[4:] for word in change]
    asked = call("run", mine, *changes, "--save", saved, "--format", "csv")
    again = call("run", saved, "--format", "csv")
    assert asked.stdout == again.stdout
    assert read(saved).programme == read(ChangedScenario(mine, CHANGES[4:])).programme


def test_a_saved_scenario_extends_the_scenario_that_was_changed(tmp_path):
    small(tmp_path / "mine")
    (tmp_path / "less.yaml").write_text("title: Less\nprogramme: mine\n", "utf-8")
    saved = tmp_path / "kept" / "more.yaml"
    saved.parent.mkdir()
    call("run", tmp_path / "less.yaml", "--add", "main=4", "--save", saved)
    assert "extends: ../less.yaml" in saved.read_text("utf-8")
    assert read(saved).programme.streams[0].budgets == (14_000_00, 14_000_00)


def test_a_run_folder_of_a_changed_programme_can_be_verified(tmp_path):
    mine = small(tmp_path / "mine")
    out = tmp_path / "out"
    call("run", mine, "--out", "A", "-o", out)
    call("verify", out)
    record = json.loads((out / "manifest.json").read_text("utf-8"))
    assert record["scenario"] == "what-if.yaml"
    assert "A" not in [choice["proposal"] for choice in record["choices"]]


def test_compare_sets_the_changed_scenario_beside_the_scenario_itself(tmp_path):
    mine = small(tmp_path / "mine")
    found = rows(call("compare", mine, "--out", "A", "--format", "csv").stdout)
    assert [(row["proposal"], row["mine"], row["what-if"]) for row in found] == [
        ("A", "in", "out"),
        ("B", "out", "in"),
        ("C", "in", "in"),
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("--scale", "0.9"), "--scale: found '0.9', expected STREAM=FACTOR, such as all=0.9"),
        (("--scale", "mian=0.9"), "did you mean 'main'?"),
        (("--scale", "main=lots"), "--scale: found 'lots', expected a number"),
        (("--add", "main=-11"), "--add: found less than nothing left of a budget of main"),
        (("--add", "main:2017-18=1"), "one of 2018-19, 2019-20"),
        (
            ("--in", "Arcad"),
            "--in: found 'Arcad', expected the id of a proposal; did you mean 'A'?",
        ),
        (("--weight", "impacts=1"), "did you mean 'impact'?"),
        (("--seconds", "soon"), "--seconds: found 'soon', expected a number"),
    ],
)
def test_a_wrong_change_is_told_by_its_option(tmp_path, change, said):
    with pytest.raises(InputError) as problem:
        read(ChangedScenario(small(tmp_path / "mine"), (change,)))
    assert said in str(problem.value)


def test_seconds_bound_the_command_and_are_saved_with_the_scenario(tmp_path):
    mine, saved = small(tmp_path / "mine"), tmp_path / "kept.yaml"
    call("run", mine, "--seconds", "7.5", "--save", saved)
    assert "solver: {seconds: 7.5}" in saved.read_text("utf-8")
    assert "seconds" in read(saved).programme.solver.model_fields_set


def test_a_figure_that_is_given_twice_is_a_fault(tmp_path):
    mine = small(tmp_path / "mine")
    twice = (("--add", "main=1"), ("--add", "main:2018-19=1"))
    with pytest.raises(InputError, match="each figure once"):
        read(ChangedScenario(mine, twice))


def test_a_title_that_two_have_names_neither(tmp_path):
    mine = write(
        small(tmp_path / "mine"),
        SETTINGS,
        proposals=[
            ["proposal", "title", "hub", "impact"],
            ["A", "Arcade", "n", 9],
            ["B", "Bridge", "n", 6],
            ["C", "bridge", "s", 5],
        ],
    )
    answer = call("explain", mine, "bridge", code=3)
    assert "this is the title of B and of C" in answer.stderr
    with (mine / "proposals.csv").open(encoding="utf-8") as file:
        assert [row["proposal"] for row in csv.DictReader(file)] == ["A", "B", "C"]
    call("explain", mine, "arcade", "--format", "csv")


def test_save_without_a_change_is_refused(tmp_path):
    answer = call("run", small(tmp_path / "mine"), "--save", tmp_path / "kept.yaml", code=2)
    assert "ask for one as well" in answer.stderr
    assert not (tmp_path / "kept.yaml").exists()
