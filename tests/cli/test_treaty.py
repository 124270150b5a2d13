"""`compare --groups --treaty`: the list that all groups can live with, in rows and on screen."""

from __future__ import annotations

import csv

import pytest
from click.testing import CliRunner

from prioritise.cli.app import app
from tests.cli.programmes import SETTINGS, small

GROUPS = """\
  care: {weight: 1, scale: [0, 10]}
groups:
  town: {given: {impact: 1, care: 0}}
  treaty: {given: {impact: 0, care: 1}}
"""


def call(*words, code=0):
    result = CliRunner().invoke(app, list(map(str, words)), prog_name="prioritise")
    assert result.exit_code == code, result.output
    return result


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A, B and C score 9, 6, 5 on impact and 1, 6, 9 on care; any two of them fit."""
    folder = small(tmp_path_factory.mktemp("groups") / "two", SETTINGS + GROUPS)
    (folder / "proposals.csv").write_text(
        "proposal,title,hub,impact,care\nA,Arcade,n,9,1\nB,Bridge,n;s,6,6\nC,College,s,5,9\n",
        encoding="utf-8",
    )
    return folder


def test_each_group_has_a_row_with_its_loss_and_what_makes_up_for_it(folder, tmp_path):
    screen = call("compare", folder, "--groups", "--treaty", "--format", "table").stdout
    assert "A list that all can live with" in screen
    call("compare", folder, "--groups", "--treaty", "-o", tmp_path / "out")
    with (tmp_path / "out" / "treaty.csv").open(encoding="utf-8-sig") as file:
        rows = {row["group"]: row for row in csv.DictReader(file)}
    assert rows["town"]["best"] == "140"
    assert rows["treaty"]["best"] == "150"
    for row in rows.values():
        assert row["proven"] == "yes"
        assert float(row["lost"]) == float(row["best"]) - float(row["value"])
        assert bool(row["makes_up_cost"]) == (row["lost"] != "0" or row["makes_up_cost"] == "0")
    with (tmp_path / "out" / "compare.csv").open(encoding="utf-8-sig") as file:
        headings = csv.DictReader(file).fieldnames
    assert headings
    assert "treaty" in headings
    assert len(set(headings)) == len(headings)


def test_a_treaty_is_between_groups(folder):
    assert "--treaty goes with --groups" in call("compare", folder, "--treaty", code=2).output
