"""From a decision to the next run and to the list for sign-off: `agree`, `run`, `export`."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from prioritise.cli.agree import agree
from prioritise.cli.app import app
from tests.cli.programmes import SETTINGS, ended, small
from tests.decisions.records import TITLE, store_at


def call(*words: str | Path, code: int = 0, **options):
    result = CliRunner().invoke(app, list(map(str, words)), prog_name="prioritise", **options)
    assert result.exit_code == code, result.output
    return result


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def add(folder, proposal, decision="agreed", *words, **options):
    by = ("--by", "Project board", "--why", "It is ready")
    return call("agree", "add", folder, proposal, "--decision", decision, *by, *words, **options)


def scenario(folder: Path, name: str, text: str) -> Path:
    path = folder.parent / name
    path.write_text(f"title: {name}\nprogramme: {folder.name}\n{text}", encoding="utf-8")
    return path


def chosen(*words):
    shortlist = rows(call("run", *words).stdout)
    return {row["proposal"]: row["because"] for row in shortlist if row["decision"] == "selected"}


@pytest.fixture(autouse=True)
def no_store_of_this_computer(monkeypatch):
    monkeypatch.delenv("PRIORITISE_STORE", raising=False)


@pytest.fixture
def folder(tmp_path):
    """A and C fit, or B and C."""
    return small(tmp_path / "two")


@pytest.mark.parametrize("name", agree.commands)
def test_the_help_of_every_action_ends_in_an_example_of_it(name):
    text = call("agree", name, "--help").stdout
    example = text.rstrip().splitlines()[-1].strip()
    assert example.startswith(f"prioritise agree {name} ")
    words = [word for word in example.split() if word.startswith("--")]
    assert all(word in text[: text.rindex("Example")] for word in words)


def test_a_run_without_a_store_makes_none_and_imports_no_database(folder):
    code = (
        "import sys\n"
        "from prioritise.cli.app import app\n"
        "try: app.main(sys.argv[1:])\n"
        "except SystemExit as end: assert not end.code\n"
        "heavy = {'sqlalchemy', 'alembic', 'psycopg'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    for words in (["run"], ["export", "--agreed"], ["agree", "list"], ["compare"]):
        subprocess.run(
            [sys.executable, "-c", code, *words, folder], check=True, capture_output=True
        )
    assert not [path for path in folder.iterdir() if "decisions" in path.name]


def test_a_decision_is_recorded_and_the_next_run_honours_it(folder):
    assert chosen(folder) == {"A": "free", "C": "free"}
    result = add(folder, "B")
    assert "Entry 1: B (Bridge) is agreed, by Project board, 20" in result.stdout
    head = result.stdout.split("Head ")[1].strip()
    assert head == store_at(folder / "decisions.sqlite").found(TITLE).log.head
    assert chosen(folder) == {"B": "agreed", "C": "free"}
    words = call("run", folder).stderr
    assert words == f"two honours 1 agreed decision (1 in, 0 out); head {head[:12]}… of entry 1\n"
    add(folder, "A", "declined")
    add(folder, "C", "deferred")
    shortlist = rows(call("run", folder).stdout)
    found = [(row["proposal"], row["because"], row["reserve"]) for row in shortlist]
    assert found == [("B", "agreed", ""), ("A", "declined", ""), ("C", "deferred", "1")]


def test_a_decision_can_be_left_out_of_a_run_and_withdrawn(folder):
    add(folder, "B")
    assert chosen(folder, "--no-agreements") == {"A": "free", "C": "free"}
    result = call("agree", "withdraw", folder, "B", "--by", "An officer", "--why", "Land was sold")
    assert "B (Bridge) is withdrawn (was agreed), by An officer" in result.stdout
    assert chosen(folder) == {"A": "free", "C": "free"}
    again = call("agree", "withdraw", folder, "B", "--by", "me", "--why", "again", code=2)
    assert "no decision stands on B" in again.stderr
    assert len(rows(call("agree", "log", folder).stdout)) == 2


def test_what_is_agreed_further_down_binds_nothing_and_is_shown(folder):
    result = add(folder, "B", "agreed", "--stage", "officer")
    assert "is agreed at stage officer" in result.stdout
    assert "binds nothing yet" in result.stdout
    assert chosen(folder) == {"A": "free", "C": "free"}
    assert "honours no agreed decisions; head" in call("run", folder).stderr
    (row,) = rows(call("agree", "list", folder).stdout)
    assert (row["proposal"], row["title"], row["stage"]) == ("B", "Bridge", "officer")
    (row,) = rows(call("export", folder, "--agreed").stdout)
    assert (row["stage"], row["shortlist"], row["cost"]) == ("officer", "not selected", "")


def test_who_takes_back_a_binding_decision_is_told(folder):
    add(folder, "B")
    result = add(folder, "B", "deferred", "--stage", "board")
    assert "takes the place of entry 1 (agreed, by Project board)" in result.stdout
    assert "B is bound no more" in result.stdout
    assert chosen(folder) == {"A": "free", "C": "free"}


def test_a_scenarios_own_lock_wins_and_both_are_named(folder):
    add(folder, "B")
    path = scenario(folder, "what-if.yaml", "decisions: {out: [B]}\n")
    result = call("run", path)
    assert "note: what-if.yaml: B: entry 1 (agreed, by Project board) gives way" in result.stderr
    assert {row["proposal"] for row in rows(result.stdout) if row["decision"] == "selected"} == {
        "A",
        "C",
    }


def test_compare_honours_decisions_and_says_so_once_for_each_scenario(folder):
    add(folder, "B")
    locked = scenario(folder, "locked.yaml", "decisions: {out: [B]}\n")
    follows = scenario(folder, "follows.yaml", "baseline: locked.yaml\n")
    result = call("compare", folder, locked, follows, "--format", "csv")
    lines = result.stderr.splitlines()
    assert [line.split(" honours")[0] for line in lines if "honours" in line] == [
        "two",
        "locked.yaml",
        "follows.yaml",
    ]
    (bridge,) = [row for row in rows(result.stdout) if row["proposal"] == "B"]
    assert (bridge["two"], bridge["locked"], bridge["follows"]) == ("in", "out", "in")


def test_a_decision_that_cannot_be_kept_ends_with_4_and_names_it(folder):
    for name in "ABC":
        add(folder, name)
    assert "agreed" in call("run", folder, code=4).stderr
    call("run", folder, "--no-agreements")


def test_an_unknown_proposal_is_a_fault_with_the_nearest_id(folder):
    result = add(folder, "BB", code=3)
    assert "found 'BB', expected the id of a proposal" in result.stderr
    assert "did you mean 'B'?" in result.stderr
    assert not (folder / "decisions.sqlite").exists()
    call("agree", "withdraw", folder, "Z", "--by", "me", "--why", "no", code=3)


@pytest.mark.parametrize(
    "words",
    [
        ["--by", " ", "--why", "x"],
        ["--by", "x", "--why", ""],
        ["--by", "x"],
        ["--by", "x", "--why", "y", "--stage", "minister"],
        ["--by", "x", "--why", "y", "--decision", "maybe"],
        ["--by", "x\0", "--why", "y"],
    ],
)
def test_a_decision_without_an_author_or_a_reason_is_wrong_usage(folder, words):
    call("agree", "add", folder, "A", "--decision", "agreed", *words, code=2)
    assert not (folder / "decisions.sqlite").exists()


def test_a_run_on_which_it_was_decided_is_recorded_by_the_hash_of_its_manifest(folder, tmp_path):
    import hashlib

    call("run", folder, "-o", tmp_path / "out")
    add(folder, "B", "agreed", "--run", tmp_path / "out")
    (row,) = rows(call("agree", "list", folder).stdout)
    manifest = (tmp_path / "out" / "manifest.json").read_bytes()
    assert row["run"] == hashlib.sha256(manifest).hexdigest()
    assert "no run folder" in add(folder, "B", "agreed", "--run", folder, code=2).stderr
    (tmp_path / "out" / "manifest.json").write_bytes(manifest.replace(b"optimal", b"optimum"))
    add(folder, "B", "agreed", "--run", tmp_path / "out", code=6)
    other = small(tmp_path / "other", SETTINGS.replace("Two places", "Elsewhere"))
    call("run", other, "-o", tmp_path / "there")
    words = add(folder, "B", "agreed", "--run", tmp_path / "there", code=2).stderr
    assert "another programme, 'Elsewhere'" in words


def test_verify_takes_the_head_from_a_run_folder(folder, tmp_path):
    add(folder, "A")
    call("run", folder, "-o", tmp_path / "run")
    call("run", folder, "--no-agreements", "-o", tmp_path / "free")
    add(folder, "B", "declined")
    told = call("agree", "verify", folder, "--head", tmp_path / "run").stdout
    assert "The head given is that of entry 1; 1 entry was recorded after it." in told
    free = call("agree", "verify", folder, "--head", tmp_path / "free", code=2).stderr
    assert "honoured no record" in free
    assert "no run folder" in call("agree", "verify", folder, "--head", tmp_path, code=2).stderr
    (folder / "decisions.sqlite").unlink()
    told = call("agree", "verify", folder, "--head", tmp_path / "run", code=6).stderr
    assert "nothing at all is recorded" in told


def test_verify_tells_times_that_run_backwards(folder, monkeypatch):
    class Clock(datetime):
        times = iter((12, 11, 13))

        @classmethod
        def now(cls, zone=None):
            return datetime(2026, 4, 1, next(cls.times), tzinfo=zone)

    monkeypatch.setattr("prioritise.decisions.store.datetime", Clock)
    for proposal in "ABC":
        add(folder, proposal)
    told = call("agree", "verify", folder).stdout
    assert "3 entries are as they were written" in told
    assert "Entry 2 is dated 2026-04-01T11:00:00.000000Z, before entry 1" in told
    assert told.count("is dated") == 1


def test_verify_tells_what_came_after_a_head_and_finds_a_cut(folder):
    head = add(folder, "B").stdout.split("Head ")[1].strip()
    add(folder, "A", "declined")
    out = call("agree", "verify", folder, "--head", head.upper()).stdout
    assert "2 entries are as they were written: Two places." in out
    assert "The head given is that of entry 1; 1 entry was recorded after it." in out
    other = "f" * 64
    assert (
        "no entry has the head" in call("agree", "verify", folder, "--head", other, code=6).stderr
    )
    call("agree", "verify", folder, "--head", head[:12], code=2)
    (folder / "decisions.sqlite").unlink()
    assert "only --head can tell" in call("agree", "verify", folder).stdout
    assert "nothing at all" in call("agree", "verify", folder, "--head", head, code=6).stderr


def test_nothing_is_solved_on_a_record_that_was_tampered_with(folder):
    import sqlite3

    add(folder, "B")
    with closing(sqlite3.connect(folder / "decisions.sqlite")) as connection, connection:
        connection.execute("DROP TRIGGER prioritise_decisions_no_update")
        connection.execute("UPDATE prioritise_decisions SET decision = 'declined'")
    connection.close()
    for words in (
        ["run"],
        ["export"],
        ["compare"],
        ["agree", "list"],
        ["agree", "log"],
        ["agree", "verify"],
    ):
        result = call(*words, folder, code=6)
        assert "decisions.sqlite: entry 1 does not match its hash" in result.stderr
        assert result.stdout == ""
    add(folder, "C", code=6)
    call("run", folder, "--no-agreements")


def test_decisions_under_another_title_are_named_and_not_silently_left_out(folder):
    add(folder, "B")
    settings = folder / "programme.yaml"
    settings.write_text(SETTINGS.replace("Two places", "Two places, revised"), encoding="utf-8")
    result = call("run", folder)
    assert "holds nothing under the title 'Two places, revised'" in result.stderr
    assert "'Two places'" in result.stderr
    assert rows(result.stdout)[0]["because"] == "free"
    assert "under other titles ('Two places')" in add(folder, "C").stderr


def test_a_proposal_that_is_gone_is_a_note_and_can_be_withdrawn(folder):
    add(folder, "B")
    for name in ("proposals", "costs"):
        table = folder / f"{name}.csv"
        lines = table.read_text("utf-8").splitlines(keepends=True)
        table.write_text("".join(line for line in lines if not line.startswith("B,")), "utf-8")
    assert "no longer has" in call("run", folder).stderr
    (row,) = rows(call("export", folder, "--agreed").stdout)
    assert (row["proposal"], row["title"], row["shortlist"]) == ("B", "", "")
    call("agree", "withdraw", folder, "B", "--by", "me", "--why", "It is no more")


def test_the_store_is_named_by_an_option_or_by_the_environment(folder, tmp_path):
    elsewhere = tmp_path / "elsewhere.sqlite"
    add(folder, "B", "agreed", "--store", f"sqlite:///{elsewhere}")
    assert not (folder / "decisions.sqlite").exists()
    assert chosen(folder) == {"A": "free", "C": "free"}
    assert chosen(folder, "--store", elsewhere) == {"B": "agreed", "C": "free"}
    environment = {"PRIORITISE_STORE": str(elsewhere)}
    result = call("compare", folder, env=environment)
    assert "honours 1 agreed decision" in result.stderr
    missing = call("run", folder, "--store", tmp_path / "missing.sqlite", code=2)
    assert "there is no store of decisions at" in missing.stderr


def test_a_workbooks_store_lies_beside_it(tmp_path):
    call("init", tmp_path / "mine", "--workbook")
    (book,) = (tmp_path / "mine").glob("*.xlsx")
    add(book, "R1", "declined")
    assert (tmp_path / "mine" / "decisions.sqlite").exists()
    assert "R1" in call("agree", "list", tmp_path / "mine").stdout


def test_a_run_folder_keeps_the_decisions_and_verifies_without_any_store(folder, tmp_path):
    head = add(folder, "B").stdout.split("Head ")[1].strip()
    add(folder, "A", "agreed", "--stage", "officer")
    call("run", folder, "-o", tmp_path / "out")
    record = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert record["agreements"]["entries"] == 2
    assert record["agreements"]["honoured"] == 1
    assert record["agreements"]["head"] != head
    assert "agreements.json" in [entry["path"] for entry in record["inputs"]]
    (folder / "decisions.sqlite").unlink()
    call("verify", tmp_path / "out")
    copy = tmp_path / "out" / "inputs" / "agreements.json"
    copy.write_bytes(copy.read_bytes().replace(b"ready", b"steady"))
    assert "agreements.json has changed" in call("verify", tmp_path / "out", code=6).stderr


def test_a_run_without_decisions_says_nothing_of_them_in_its_manifest(folder, tmp_path):
    call("run", folder, "-o", tmp_path / "out")
    assert "agreements" not in json.loads((tmp_path / "out" / "manifest.json").read_bytes())


def test_the_agreed_list_names_who_and_when_and_the_head(folder, tmp_path):
    add(folder, "B")
    head = add(folder, "A", "declined").stdout.split("Head ")[1].strip()
    result = call("export", folder, "--agreed", "-o", tmp_path / "agreed.csv")
    assert f"Head of the recorded decisions: {head}" in result.stderr
    one, two = rows((tmp_path / "agreed.csv").read_text("utf-8-sig"))
    assert (one["proposal"], one["decision"], one["shortlist"]) == ("A", "declined", "not selected")
    assert (two["hub"], two["hub_name"], two["by"]) == ("n;s", "North; South", "Project board")
    assert (two["cost"], two["main 2018-19"], two["main 2019-20"]) == ("6", "5", "1")
    assert {one["head"], two["head"]} == {head}
    assert f"Head of the recorded decisions: {head}" in call("export", folder).stderr


def test_lists_are_written_to_files_as_csv_or_json(folder, tmp_path):
    add(folder, "B", "agreed")
    for action in ("list", "log"):
        printed = call("agree", action, folder).stdout
        call("agree", action, folder, "-o", tmp_path / "rows.csv", "--replace")
        assert (tmp_path / "rows.csv").read_bytes().decode("utf-8-sig") == printed
        call(
            *("agree", action, folder, "--format", "json"),
            *("-o", tmp_path / "rows.json", "--replace"),
        )
        (row,) = json.loads((tmp_path / "rows.json").read_bytes())
        assert (row["entry"], row["proposal"]) == (1, "B")


def test_screens_fit_a_terminal_and_obey_no_hidden_command(folder):
    why = "Because \x1b[2J of a reason that is longer than any line on a screen has room for " * 2
    by = ("--by", "An officer", "--why", why)
    words = ("--decision", "deferred", "--stage", "board", *by)
    shown = [call("agree", "add", folder, "B", *words, env={"COLUMNS": "80"}).stdout]
    for action in ("list", "log"):
        arguments = ("agree", action, folder, "--format", "table")
        shown.append(call(*arguments, env={"COLUMNS": "80"}).stdout)
    for text in shown:
        assert "\x1b" not in text
        assert max(map(len, text.splitlines())) <= 80
        assert "Bridge" in text or "B is deferred" in text


def test_a_network_folder_is_refused_with_the_ways_out(folder, monkeypatch):
    monkeypatch.setattr("prioritise.decisions.folders.network_type", lambda path: "cifs")
    result = add(folder, "B", code=2)
    assert "network folder (cifs)" in result.stderr
    assert "postgresql://" in result.stderr
    assert not (folder / "decisions.sqlite").exists()


def test_no_password_reaches_the_screen_even_when_bugs_are_looked_for(folder, monkeypatch):
    pytest.importorskip("psycopg")
    monkeypatch.setenv("PRIORITISE_DEBUG", "1")
    for words in (["run"], ["agree", "list"], ["agree", "verify"]):
        result = call(*words, folder, "--store", "postgresql://me:hunter2@127.0.0.1:1/d", code=2)
        assert "postgresql://me@127.0.0.1:1/d does not answer" in result.stderr
        assert "hunter2" not in result.output


def test_two_commands_at_once_both_record(folder):
    from tests.cli.programmes import started

    words = ["--decision", "agreed", "--by", "me", "--why", "x"]
    processes = [started("agree", "add", folder, name, *words) for name in "ABC"]
    for process in processes:
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
    code, out, _ = ended("agree", "verify", folder)
    assert code == 0
    assert "3 entries are as they were written" in out


def test_one_decision_on_several_proposals_is_recorded_of_each_or_of_none(folder):
    by = ("--decision", "deferred", "--by", "Board", "--why", "No design yet")
    call("agree", "add", folder, "A", "Nobody", *by, code=3)
    assert not (folder / "decisions.sqlite").exists()
    result = call("agree", "add", folder, "A", "c", "A", *by)
    assert result.stdout.count("is deferred") == 2
    assert call("agree", "list", folder, "--format", "csv").stdout.count("deferred") == 2
