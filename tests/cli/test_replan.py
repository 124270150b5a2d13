"""`replan`, and scenarios that stay close to a list in force."""

from __future__ import annotations

import csv
import io
import json
import shutil

import pytest
from click.testing import CliRunner

from prioritise.cli.app import app
from tests.cli.programmes import small


def call(*words, code=0):
    result = CliRunner().invoke(app, list(map(str, words)), prog_name="prioritise")
    assert result.exit_code == code, result.output
    return result


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def folder(tmp_path):
    """Best are A and C, 140 points; B and C are in force, 110 points."""
    folder = small(tmp_path / "two")
    (tmp_path / "last.csv").write_text("proposal\nB\nC\n", encoding="utf-8")
    return folder


def scenario(folder, name, text):
    path = folder.parent / name
    path.write_text(f"title: {name}\nprogramme: {folder.name}\n{text}", encoding="utf-8")
    return path


def test_the_frontier_has_every_amount_of_change_that_pays(folder):
    last = folder.parent / "last.csv"
    found = rows(call("replan", folder, "--from", last).stdout)
    assert [(row["changes"], row["value"], row["value_lost"]) for row in found] == [
        ("0", "110", "30"),
        ("2", "140", "0"),
    ]
    assert (found[1]["enters"], found[1]["leaves"]) == ("A", "B")
    assert found[0]["share_lost"] == "0.214286"
    screen = call("replan", folder, "--from", last, "--format", "table").stdout
    assert "may stay as it is" in screen
    (money, _) = rows(call("replan", folder, "--from", last, "--by", "money").stdout)[::-1]
    assert money["changes"] == "18"


def test_with_an_option_the_list_itself_is_written_and_verified(folder):
    out = folder.parent / "out"
    words = ("--from", folder.parent / "last.csv", "--changes", "1", "-o", out)
    (row,) = rows(call("replan", folder, *words, "--format", "csv").stdout)
    assert (row["changes"], row["value"], row["value_lost"]) == ("0", "110", "30")
    call("verify", out)
    near = json.loads((out / "manifest.json").read_bytes())["near"]
    assert near["most"] == 1
    assert near["shortlist"] == ["B", "C"]
    # The run folder is a list in force in its turn.
    again = rows(call("replan", folder, "--from", out, "--within", "0").stdout)
    assert [row["changes"] for row in again] == ["2"]


def test_a_scenario_stays_close_and_run_says_what_that_costs(folder):
    asked = scenario(folder, "stay.yaml", "stay: {near: last.csv, within: 0.25}\n")
    out = folder.parent / "out"
    screen = " ".join(call("run", asked, "-o", out, "--format", "table").stdout.split())
    assert "staying close costs 30 points, 21.43% of its value" in screen
    assert (out / "inputs" / "last.csv").exists()
    call("verify", out)
    enough = scenario(folder, "far.yaml", "stay: {near: last.csv, changes: 2}\n")
    assert "costs nothing" in call("run", enough, "--format", "table").stdout


def test_a_scenario_may_stay_close_to_another_or_to_an_earlier_run(folder):
    scenario(folder, "base.yaml", "decisions: {in: [B]}\n")
    near = scenario(folder, "near.yaml", "stay: {near: base.yaml, changes: 0}\n")
    out = folder.parent / "out"
    call("run", near, "-o", out)
    chosen = [r["proposal"] for r in rows((out / "shortlist.csv").read_text("utf-8"))][:2]
    assert sorted(chosen) == ["B", "C"]
    call("verify", out)
    later = scenario(folder, "later.yaml", "stay: {near: out, changes: 0}\n")
    call("run", later, "-o", folder.parent / "later")
    call("verify", folder.parent / "later")


def test_what_an_earlier_run_chose_and_is_gone_is_told(folder):
    out = folder.parent / "out"
    call("run", folder, "-o", out)
    text = (out / "shortlist.csv").read_text("utf-8")
    (folder.parent / "old").mkdir()
    (folder.parent / "old" / "shortlist.csv").write_text(text.replace(",A,", ",GONE,"), "utf-8")
    found = call("replan", folder, "--from", folder.parent / "old")
    assert "no proposals here any more: GONE" in found.stderr


def test_what_is_agreed_is_a_list_in_force_that_may_change(folder):
    for name, decision in (("B", "agreed"), ("C", "declined")):
        words = ("--decision", decision, "--by", "Board", "--why", "So")
        call("agree", "add", folder, name, *words)
    found = rows(call("replan", folder, "--from", "agreed").stdout)
    assert [(row["changes"], row["enters"], row["leaves"]) for row in found] == [
        ("0", "", ""),
        ("2", "A", "B"),
    ]
    stay = scenario(folder, "stay.yaml", "stay: {near: agreed, changes: 2}\n")
    call("run", stay, "-o", folder.parent / "out")
    call("verify", folder.parent / "out")
    nothing = call("replan", stay, "--no-agreements", code=2)
    assert "agree add" in nothing.stderr


@pytest.mark.parametrize(
    ("stay", "words"),
    [
        ("{near: lost.csv, changes: 1}", "a path from this file to one that exists"),
        ("{near: last.csv}", "either `within`"),
        ("{near: last.csv, within: 0.1, changes: 1}", "either `within`"),
        ("{near: last.csv, changes: 1.5}", "a whole number of changes"),
        ("{near: last.csv, changes: -1}", "0 or more"),
        ("{near: last.csv, within: 2}", "1 or less"),
        ("{near: last.csv, changes: 1, by: weight}", "count"),
        ("{changes: 1}", "a value"),
        ("{near: stay.yaml, changes: 1}", "whose own list in force is not this one"),
    ],
)
def test_a_list_in_force_that_cannot_be_kept_to_is_refused_where_it_stands(folder, stay, words):
    asked = scenario(folder, "stay.yaml", f"stay: {stay}\n")
    result = call("run", asked, code=3)
    assert "stay.yaml:3 [stay" in result.stderr
    assert words in result.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "--from is missing"),
        (("--from", "nowhere"), 3, "no such file"),
        (("--from", "agreed"), 2, "agree add"),
        (("--changes", "few"), 2, "needs a number"),
        (("--within", "7"), 2, "a share from 0 to 1"),
        (("--within", "0.1", "--changes", "1"), 2, "either"),
    ],
)
def test_wrong_options_are_named_with_the_way_out(folder, words, code, said):
    if words and words[0] != "--from":
        words = ("--from", folder.parent / "last.csv", *words)
    assert said in call("replan", folder, *words, code=code).stderr


def test_a_limit_on_changes_that_nothing_keeps_is_named(folder):
    shutil.copy(folder.parent / "last.csv", folder.parent / "three.csv")
    (folder.parent / "three.csv").write_text("proposal\nA\nB\nC\n", encoding="utf-8")
    asked = scenario(folder, "stay.yaml", "stay: {near: three.csv, changes: 0}\n")
    assert "at most 0 changes from the list in force" in call("run", asked, code=4).stderr
