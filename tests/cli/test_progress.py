"""`progress`: milestones, risks and what changed, as a page and as rows."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from click.testing import CliRunner

from prioritise.cli.app import app
from prioritise.programme.progress import Milestone
from tests.cli.programmes import SETTINGS, small, write

AREAS = """\
areas:
  works: {title: Works on site, lead: Ann, action: Build what is agreed}
  skills: {title: Skills}
"""
MILESTONES = [
    ["milestone", "title", "area", "proposal", "due", "forecast", "done", "owner", "progress"],
    ["M1", "Design", "works", "A", "2018-04-30", "", "2018-05-04", "Ann", "Signed off"],
    ["M2", "Start", "works", "A", "2018-06-30", "2018-07-31", "", "Ann", ""],
    ["M3", "Land", "works", "B", "2018-05-01", "", "", "Bob", "<b>Talks</b>"],
    ["M4", "Open", "", "", "", "", "", "", ""],
]
RISKS = [
    ["risk", "title", "area", "likelihood", "impact", "owner", "response", "status"],
    ["R1", "Rain", "works", 2, 2, "Ann", "Tents", ""],
    ["R2", "Price", "works", 4, 5, "Bob", "Early orders", "open"],
    ["R3", "Staff", "skills", 5, 5, "Bob", "", "closed"],
]


def call(*words, code=0):
    result = CliRunner().invoke(app, list(map(str, words)), prog_name="prioritise")
    assert result.exit_code == code, result.output
    return result


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def folder(tmp_path):
    return write(small(tmp_path / "two"), SETTINGS + AREAS, milestones=MILESTONES, risks=RISKS)


def told(folder, *words, what):
    found = rows(call("progress", folder, "--on", "2018-05-31", *words).stdout)
    return [row for row in found if row["what"] == what]


def test_each_milestone_stands_as_its_days_say(folder):
    states = {row["id"]: row["state"] for row in told(folder, what="milestone")}
    assert states == {
        "M1": "done, 4 days late",
        "M2": "expected 31 days late",
        "M3": "late by 30 days",
        "M4": "no day set",
    }


def test_money_of_an_area_is_that_of_its_chosen_proposals(folder):
    """A is in and costs 12; B, which a milestone names too, is not."""
    planned = {row["id"]: row["planned"] for row in told(folder, what="area")}
    assert planned == {"works": "12", "skills": "0"}


def test_risks_come_by_size_and_the_closed_ones_last(folder):
    assert [(row["id"], row["size"]) for row in told(folder, what="risk")] == [
        ("R2", "20"),
        ("R1", "4"),
        ("R3", "25"),
    ]


def test_what_changed_since_an_earlier_run_is_told_with_why(folder):
    out = folder.parent / "out"
    (folder.parent / "old.yaml").write_text("title: Old\nprogramme: two\ndecisions: {in: [B]}\n")
    call("run", folder.parent / "old.yaml", "-o", out)
    later = ("progress", folder, "--on", "2999-01-01", "--since", out)
    found = rows(call(*later).stdout)
    changes = {row["id"]: (row["what"], row["words"]) for row in found if "in" in row["what"][5:]}
    assert changes["A"] == ("came in", "")
    (went,) = [row for row in found if row["what"] == "went out"]
    assert went["id"] == "B"
    assert "more in Main Fund" in went["words"]


def test_decisions_since_a_day_are_told(folder):
    call("agree", "add", folder, "A", "--decision", "agreed", "--by", "Board", "--why", "Ready")
    later = ("progress", folder, "--on", "2999-01-01", "--since")
    (decision,) = [r for r in rows(call(*later, "2018-01-01").stdout) if r["what"] == "decision"]
    assert (decision["proposal"], decision["owner"], decision["words"]) == ("A", "Board", "Ready")
    assert not [r for r in rows(call(*later, "2998-01-01").stdout) if r["what"] == "decision"]


def test_the_page_holds_peoples_words_as_text_and_who_reports(folder):
    page = folder.parent / "page.html"
    words = ("--on", "2018-05-31", "--by", "Programme office", "-o", page)
    call("progress", folder, *words)
    text = page.read_text("utf-8")
    assert "As at 31 May 2018. Reported by Programme office." in text
    assert "&lt;b&gt;Talks&lt;/b&gt;" in text
    assert "<script" not in text
    for heading in ("Works on site", "Skills", "Other", "Next in line", "Risks"):
        assert heading in text
    again = call("progress", folder, *words, "--replace")
    assert "wrote" in again.stderr
    assert page.read_text("utf-8") == text


def test_the_rows_are_written_as_a_file_too(folder):
    out = folder.parent / "rows.csv"
    printed = call("progress", folder, "--on", "2018-05-31").stdout
    call("progress", folder, "--on", "2018-05-31", "-o", out)
    assert out.read_bytes().decode("utf-8-sig") == printed


@pytest.mark.parametrize(
    ("table", "row", "column", "cell", "words"),
    [
        ("milestones", 2, "due", "30/04/2018", "a date such as"),
        ("milestones", 3, "done", "2018-02-30", "a date such as"),
        ("milestones", 3, "milestone", "M1", "every id once"),
        ("milestones", 2, "area", "work", "did you mean 'works'"),
        ("milestones", 2, "proposal", "Z", "the id of a proposal"),
        ("risks", 2, "likelihood", "6", "5 or less"),
        ("risks", 3, "impact", "1.5", "a whole number"),
        ("risks", 2, "status", "gone", "open, closed"),
    ],
)
def test_what_cannot_be_is_named_by_file_row_and_column(folder, table, row, column, cell, words):
    lines = [list(line) for line in {"milestones": MILESTONES, "risks": RISKS}[table]]
    lines[row - 1][lines[0].index(column)] = cell
    write(folder, SETTINGS + AREAS, **{table: lines})
    said = call("check", folder, code=3).stderr
    assert f"{table}.csv:{row} [{column}]" in said
    assert words in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--on", "31.5.2018"), "such as 2018-04-30"),
        (("--since", "nowhere"), "neither a day"),
        (("--on", "2018-01-01", "--since", "2018-02-01"), "let it be an earlier day"),
        (("-o", "page.pdf"), ".html, .docx or .csv"),
    ],
)
def test_wrong_options_are_named_with_the_way_out(folder, words, said):
    assert said in call("progress", folder, *words, code=2).stderr


def test_a_milestone_that_is_done_later_is_not_done_yet():
    one = Milestone(milestone="M", title="M", due=date(2018, 5, 1), done=date(2018, 6, 1))
    assert not one.is_done(date(2018, 5, 31))
    assert one.is_done(date(2018, 6, 1))
    assert one.days_late(date(2018, 6, 2)) == 31
