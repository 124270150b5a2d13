"""`explain`: what it prints, what it writes, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.programmes import SETTINGS, small
from tests.cli.test_commands import call, rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small(tmp_path / "two")


@pytest.mark.slow
def test_without_a_name_every_proposal_has_a_line_and_money_its_worth(folder, tmp_path):
    call("explain", folder, "-o", tmp_path / "why")
    reasons = rows((tmp_path / "why" / "reasons.csv").read_text("utf-8"))
    assert [row["proposal"] for row in reasons] == ["A", "B", "C"]
    assert {row["settled"] for row in reasons} == {"yes"}
    assert ",".join(reasons[0]) == (
        "proposal,title,hub,decision,value_now,value_otherwise,value_lost,enters,leaves,limits,"
        "smallest_change,settled,sentence"
    )
    worth = rows((tmp_path / "why" / "worth.csv").read_text("utf-8"))
    assert list(worth[0]) == ["stream", "year", "change", "value", "value_change"]
    assert [row["change"] for row in worth] == ["0.5", "-0.5"] * 2


def test_a_named_proposal_is_told_what_brings_it_in(folder):
    (row,) = rows(call("explain", folder, "B", "--format", "csv").stdout)
    assert row["decision"] == "not selected"
    assert row["smallest_change"].startswith("£")
    screen = call("explain", folder, "B", "--format", "table").stdout
    assert "Having it in costs" in screen
    assert max(map(len, screen.splitlines())) <= 80


def test_an_id_that_does_not_exist_is_a_fault_with_the_nearest(folder):
    (folder / "proposals.csv").write_text(
        (folder / "proposals.csv").read_text("utf-8").replace("A,Arcade", "ARC,Arcade"), "utf-8"
    )
    (folder / "costs.csv").write_text(
        (folder / "costs.csv").read_text("utf-8").replace("A,main", "ARC,main"), "utf-8"
    )
    assert "did you mean 'ARC'" in call("explain", folder, "ARX", code=3).stderr


def test_a_scenario_that_nothing_can_satisfy_is_not_explained(tmp_path):
    rule = "rules:\n  - {name: all of them, measure: count, at_least: 3}\n"
    folder = small(tmp_path / "two", SETTINGS + rule)
    assert "all of them" in call("explain", folder, code=4).stderr


def test_the_screen_of_all_fits_eighty_columns(folder):
    screen = call("explain", folder, "--format", "table").stdout
    assert max(map(len, screen.splitlines())) <= 80
    assert "Reserve list" in screen
