"""Each command: what it prints, where, and with which exit code it ends."""

from __future__ import annotations

import csv
import errno
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from prioritise.cli.app import app
from tests.cli.programmes import SETTINGS, small


def call(*words: str | Path, code: int = 0):
    result = CliRunner().invoke(app, list(map(str, words)), prog_name="prioritise")
    assert result.exit_code == code, result.output
    return result


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def folder(tmp_path):
    return small(tmp_path / "two")


def scenario(folder: Path, name: str, text: str) -> Path:
    path = folder.parent / name
    path.write_text(f"title: {name}\nprogramme: {folder.name}\n{text}", encoding="utf-8")
    return path


def test_a_new_programme_checks_and_runs_as_it_is(tmp_path):
    result = call("init", tmp_path / "mine")
    assert "README.md" in result.stderr
    assert result.stdout == ""
    call("check", tmp_path / "mine")
    shortlist = rows(call("run", tmp_path / "mine").stdout)
    assert sum(row["decision"] == "selected" for row in shortlist) > 3
    assert {row["because"] for row in shortlist} == {"free", "contracted", "not eligible"}
    call("run", tmp_path / "mine" / "less-money.yaml")


def test_a_new_programme_as_a_workbook_asks_the_same(tmp_path):
    call("init", tmp_path / "one", "--workbook")
    call("init", tmp_path / "many")
    assert not list((tmp_path / "one").glob("*.csv"))
    assert call("run", tmp_path / "one").stdout == call("run", tmp_path / "many").stdout


def test_a_folder_that_holds_something_is_not_written_to(tmp_path):
    (tmp_path / "mine.txt").touch()
    result = call("init", tmp_path, code=2)
    assert "mine.txt" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_every_table_of_the_new_programme_has_a_line_in_its_readme(tmp_path):
    call("init", tmp_path / "mine")
    readme = (tmp_path / "mine" / "README.md").read_text("utf-8")
    assert all(path.name in readme for path in (tmp_path / "mine").glob("*.csv"))


def test_check_counts_the_rows_and_warns(folder):
    result = call("check", folder, "--format", "table")
    assert "proposals  proposals.csv     3     3        0" in result.stdout
    assert result.stderr == ""
    data = json.loads(call("check", folder, "--format", "json").stdout)
    assert {"table": "costs", "place": "costs.csv", "read": 3, "used": 3, "refused": 0} in data[
        "tables"
    ]
    piped = call("check", folder)
    assert [row["table"] for row in rows(piped.stdout)] == ["hubs", "streams", "proposals", "costs"]


def test_check_names_every_fault_and_how_many_there_are(folder):
    costs = folder / "costs.csv"
    costs.write_text(
        costs.read_text().replace("B,main,5", "B,main,five").replace("C,main", "C,mian")
    )
    result = call("check", folder, "--format", "table", code=3)
    assert "costs      costs.csv         3     2        1" in result.stdout
    lines = result.stderr.splitlines()
    assert lines[-1] == f"{len(lines) - 1} faults to mend; nothing was done"
    assert any("costs.csv:3 [2018-19]" in line and "five" in line for line in lines)


def test_run_prints_the_shortlist_as_data_where_it_is_piped(folder):
    result = call("run", folder)
    assert result.stderr == ""
    assert [(row["proposal"], row["decision"]) for row in rows(result.stdout)] == [
        ("A", "selected"),
        ("C", "selected"),
        ("B", "not selected"),
    ]
    data = json.loads(call("run", folder, "--format", "json").stdout)
    rows_in_it = data["rows"]
    assert rows_in_it[0]["value"] == 90
    assert rows_in_it[0]["reserve"] is None
    assert rows_in_it[2]["2018-19"] == 5


def test_json_of_run_says_how_good_the_answer_is_and_lists_are_lists(folder):
    data = json.loads(call("run", folder, "--format", "json").stdout)
    assert data["status"] == "optimal"
    assert data["value"] == data["bound"] == sum(row["value"] for row in data["rows"][:2])
    assert data["proof"]["words"] == "Value 140 points, proven best."
    assert all(check["passed"] for check in data["proof"]["checks"])
    assert data["rows"][2]["hub"] == ["n", "s"]
    assert data["rows"][2]["streams"] == ["main"]


def test_run_prints_a_table_where_one_is_asked_for(folder):
    result = call("run", folder, "--format", "table")
    assert "2 of 3 proposals for £20k of £20k." in result.stdout


def test_run_writes_a_folder_that_verifies(folder, tmp_path):
    result = call("run", folder, "-o", tmp_path / "out")
    assert result.stdout == ""
    assert "wrote" in result.stderr
    assert "as it was written" in call("verify", tmp_path / "out").stdout
    assert "--replace" in call("run", folder, "-o", tmp_path / "out", code=2).stderr
    call("run", folder, "-o", tmp_path / "out", "--format", "csv", "--replace")
    (tmp_path / "out" / "rules.csv").write_bytes(b"")
    assert "rules.csv has changed" in call("verify", tmp_path / "out", code=6).stderr


def test_run_looks_at_the_place_before_it_solves(folder, monkeypatch):
    monkeypatch.setattr("prioritise.cli.solving.optimise", pytest.fail)
    assert "this command reads" in call("run", folder, "-o", folder, code=2).stderr


def test_a_full_disk_is_said_and_nothing_is_left(folder, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    for words in (["run", folder, "-o"], ["export", folder, "-o"], ["init"]):
        result = call(*words, tmp_path / "out", code=2)
        assert "No space left on device; nothing was changed" in result.stderr
    assert list(tmp_path.iterdir()) == [folder]


def test_verify_of_no_run_folder_says_so(folder):
    assert "no run folder" in call("verify", folder, code=6).stderr
    assert "no run folder" in call("verify", folder / "nothing", code=6).stderr


def test_export_lists_what_is_selected_and_then_the_reserve(folder, tmp_path):
    result = call("export", folder)
    assert [(row["proposal"], row["decision"]) for row in rows(result.stdout)] == [
        ("A", "selected"),
        ("C", "selected"),
        ("B", "reserve"),
    ]
    assert "proven best" in result.stderr
    call("export", folder, "-o", tmp_path / "list.csv")
    assert (tmp_path / "list.csv").read_bytes().decode("utf-8-sig") == result.stdout
    assert json.loads(call("export", folder, "--format", "json").stdout)[0]["total"] == 12


def test_the_baseline_of_a_scenario_is_solved_first(folder):
    # A and C are worth as much as B and D, and cost as much; D comes with the scenario's baseline.
    base = scenario(folder, "base.yaml", "decisions: {in: [B]}\n")
    follows = scenario(folder, "follows.yaml", f"baseline: {base.name}\nweights: {{impact: 2}}\n")
    call("run", follows, "-o", folder.parent / "out")
    record = json.loads((folder.parent / "out" / "manifest.json").read_bytes())
    assert record["baseline"] == ["B", "C"]
    names = {path.name for path in (folder.parent / "out" / "inputs").iterdir()}
    assert names == {"two", "base.yaml", "follows.yaml"}
    call("verify", folder.parent / "out")


def test_scenarios_that_are_each_others_baseline_are_refused(folder):
    one = scenario(folder, "one.yaml", "baseline: two.yaml\n")
    scenario(folder, "two.yaml", "baseline: three.yaml\n")
    scenario(folder, "three.yaml", "baseline: one.yaml\n")
    assert "baseline" in call("run", one, code=3).stderr


def test_rules_that_cannot_hold_together_end_with_4(tmp_path):
    rules = "rules:\n  - {name: all, measure: count, at_least: 3}\n"
    result = call("run", small(tmp_path / "two", SETTINGS + rules), code=4)
    assert "no shortlist" in result.stderr


def test_a_time_limit_ends_with_0_and_says_that_nothing_is_proven(folder, monkeypatch):
    from dataclasses import replace

    from prioritise.optimise import Stage, optimise

    def stopped(programme, **options):
        plan = optimise(programme, **options)
        return replace(plan, bound_figure=plan.figure + 1, stages=(Stage("value", False, 1),))

    monkeypatch.setattr("prioritise.cli.solving.optimise", stopped)
    assert "NOT proven best" in call("run", folder, "--format", "table").stdout
    call("run", folder, "-o", folder.parent / "out")
    record = json.loads((folder.parent / "out" / "manifest.json").read_bytes())
    assert record["status"] == "feasible"
    assert record["gap"]["points"] > 0
    call("verify", folder.parent / "out")


@pytest.mark.parametrize(
    ("problem", "code", "words"),
    [
        (MemoryError(), 5, "not enough memory"),
        (RecursionError(), 3, "nested too deeply"),
        (PermissionError(errno.EACCES, "x", "costs.csv"), 2, "costs.csv: you may not read"),
        (KeyboardInterrupt(), 130, "stopped"),
        (ZeroDivisionError("by \x1b zero"), 1, "this is a bug in prioritise: ZeroDivisionError"),
    ],
)
def test_whatever_goes_wrong_is_said_in_words(folder, monkeypatch, problem, code, words):
    def fail(*_, **__):
        raise problem

    monkeypatch.delenv("PRIORITISE_DEBUG", raising=False)
    monkeypatch.setattr("prioritise.cli.solving.optimise", fail)
    result = call("run", folder, code=code)
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert "\x1b" not in result.stderr


def test_a_bug_shows_its_traceback_where_that_is_asked_for(folder, monkeypatch):
    monkeypatch.setenv("PRIORITISE_DEBUG", "1")
    monkeypatch.setattr("prioritise.cli.solving.optimise", lambda *_, **__: 1 / 0)
    assert "Traceback" in call("run", folder, code=1).stderr


def test_what_shows_a_failure_of_the_solver_is_kept(folder, monkeypatch, tmp_path):
    from prioritise.programme.faults import SolverError

    def fail(*_, **__):
        raise SolverError("it disagrees with itself", "the model")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("prioritise.cli.solving.optimise", fail)
    assert "kept in" in call("run", folder, code=5).stderr
    assert [p.read_text() for p in tmp_path.glob("prioritise-*.txt")] == ["the model"]


@pytest.mark.parametrize(
    "words", [["run"], ["run", "x", "--format", "pdf"], ["nothing"], ["run", "--x"]]
)
def test_wrong_usage_ends_with_2(words):
    call(*words, code=2)


def test_a_scenario_that_is_not_there_is_named(tmp_path):
    assert "nowhere" in call("run", tmp_path / "nowhere", code=3).stderr


def test_names_in_messages_are_shown_not_obeyed(tmp_path):
    result = call("run", tmp_path / "\x1b[2J", code=3)
    assert "\x1b" not in result.output
