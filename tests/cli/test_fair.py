"""`compare --fair`: the fairest list between hubs beside the best, and the price of fairness."""

from __future__ import annotations

import csv

import pytest
from click.testing import CliRunner

from prioritise.cli.app import app
from tests.cli.programmes import small


def call(*words, code=0):
    result = CliRunner().invoke(app, list(map(str, words)), prog_name="prioritise")
    assert result.exit_code == code, result.output
    return result


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Best are A and C: £12k for 100 people in the north, £8k for 20 in the south."""
    folder = small(tmp_path_factory.mktemp("fair") / "two")
    (folder / "hubs.csv").write_text(
        "hub,name,population\nn,North,100\ns,South,20\n", encoding="utf-8"
    )
    return folder


def test_within_no_loss_nothing_changes_and_nothing_is_paid(folder, tmp_path):
    words = ("compare", folder, "--fair", "spend", "--per", "population", "--within", "0")
    screen = call(*words, "--format", "table", "-o", tmp_path / "out").stdout
    assert "The price of fairness: 0 points" in screen
    assert "Gini 0.233" in screen
    with (tmp_path / "out" / "fair.csv").open(encoding="utf-8-sig") as file:
        rows = [(row["hub"], row["best"], row["fair"]) for row in csv.DictReader(file)]
    assert rows == [("n", "0.12", "0.12"), ("s", "0.4", "0.4")]


def test_who_lives_in_the_north_has_most_where_value_may_be_given_up(folder):
    """A alone leaves the south with nothing; A and C give the north as much as any list does."""
    words = ("compare", folder, "--fair", "spend", "--within", "1", "--format", "table")
    screen = call(*words).stdout
    assert "In the fairest list from 8 to 12" in screen


def test_a_hub_without_people_is_named(tmp_path):
    made = small(tmp_path / "two")
    output = call("compare", made, "--fair", "spend", "--per", "population", code=3).output
    assert "population of every hub" in output


def test_per_needs_fair(folder):
    assert "--per goes with --fair" in call("compare", folder, "--per", "jobs", code=2).output
