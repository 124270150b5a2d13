"""`pareto`: lists of several aims on the command line, as rows, a picture and a wish."""

from __future__ import annotations

import csv
import io

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


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Best are A and C, 140 points for £20k; all that fits is worth less and costs less."""
    return small(tmp_path_factory.mktemp("aims") / "two")


def test_every_list_is_a_row_and_two_aims_are_a_picture(folder, tmp_path):
    words = ("pareto", folder, "--aim", "value", "--aim", "least:spend")
    found = rows(call(*words, "-o", tmp_path / "out", "--format", "csv").stdout)
    assert [(row["value"], row["least_spend"]) for row in found] == [
        ("140", "20"),
        ("110", "14"),
        ("90", "12"),
        ("60", "6"),
        ("0", "0"),
    ]
    assert {row["proven"] for row in found} == {"yes"}
    assert (found[1]["enters"], found[1]["leaves"]) == ("B", "A")
    picture = (tmp_path / "out" / "pareto.svg").read_text(encoding="utf-8")
    assert "from 140 and 20 to 0 and 0" in picture
    assert (tmp_path / "out" / "pareto.csv").exists()


def test_a_wish_gives_the_nearest_list_and_a_floor_holds_for_it(folder):
    words = ("pareto", folder, "--aim", "value", "--reach", "least:spend=13")
    (row,) = rows(call(*words).stdout)
    assert (row["value"], row["least_spend"], row["leaves"]) == ("110", "14", "A")
    (row,) = rows(call(*words, "--at-least", "value=120").stdout)
    assert row["value"] == "140"
    screen = call(*words, "--format", "table").stdout
    assert "No list meets the wish in every aim" in screen


def test_the_screen_says_whether_these_are_all(folder):
    words = ("pareto", folder, "--aim", "value", "--aim", "least:spend", "--format", "table")
    assert "These are all" in call(*words).stdout
    assert "ask for a larger --most" in call(*words, "--most", "2").stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--aim", "value"], "--aim is needed twice"),
        (["--aim", "value", "--aim", "jbos"], "did you mean 'jobs'"),
        (["--aim", "value", "--aim", "jobs", "--at-least", "jobs"], "such as jobs=900"),
        (["--aim", "value", "--reach", "jobs=many"], "such as jobs=900"),
    ],
)
def test_what_cannot_be_asked_is_said(folder, words, message):
    assert message in call("pareto", folder, *words, code=2).output


def test_floors_that_nothing_can_keep_are_told_as_impossible(folder):
    words = ("--aim", "value", "--aim", "count", "--at-least", "value=150")
    assert "--at-least value=150" in call("pareto", folder, *words, code=4).output
