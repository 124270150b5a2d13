"""Outcomes: contributions as columns of numbers, coverage, rules, and a list to start from."""

from __future__ import annotations

import csv

import pytest
from click.testing import CliRunner

from prioritise.cli.app import app
from prioritise.optimise import optimise
from prioritise.reading import read
from tests.cli.programmes import SETTINGS, small

OUTCOMES = """\
outcomes:
  greener: {title: A greener place, sort: goal}
  kinder: {}
"""
CONTRIBUTIONS = "proposal,outcome,contribution,evidence\nB,greener,3,survey\nA,kinder,1,\n"


def call(*words, code=0):
    result = CliRunner().invoke(app, list(map(str, words)), prog_name="prioritise")
    assert result.exit_code == code, result.output
    return result


def folder(place, more="", contributions=CONTRIBUTIONS):
    """Best are A and C; B alone contributes to what is greener."""
    made = small(place / "two", SETTINGS + OUTCOMES + more)
    (made / "contributions.csv").write_text(contributions, encoding="utf-8")
    return made


def test_coverage_is_told_and_what_nobody_serves(tmp_path):
    made = folder(tmp_path)
    screen = call("run", made, "--format", "table", "-o", tmp_path / "out").stdout
    assert "serves 1 of 2 outcomes; nobody serves A greener place." in screen
    with (tmp_path / "out" / "outcomes.csv").open(encoding="utf-8-sig") as file:
        greener, kinder = csv.DictReader(file)
    assert (greener["selected"], greener["could"], greener["contribution"]) == ("0", "1", "0")
    assert (kinder["serving"], kinder["without_evidence"], kinder["contribution"]) == (
        "A",
        "A",
        "1",
    )
    call("verify", tmp_path / "out")
    call("report", made, "-o", tmp_path / "out.html")
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "What the shortlist contributes to each outcome" in page


@pytest.mark.parametrize(
    "rule",
    [
        "{name: green, measure: greener, at_least: 2}",
        "{name: all served, measure: count, for_each: outcome, at_least: 1}",
        "{name: green, measure: spend, where: {outcome: greener}, at_least: 1}",
    ],
)
def test_a_rule_asks_for_a_floor(tmp_path, rule):
    served = CONTRIBUTIONS.replace("A,kinder", "C,kinder")
    made = folder(tmp_path, f"rules:\n  - {rule}\n", served)
    assert "B" in optimise(read(made).programme).shortlist


def test_an_outcome_may_be_a_criterion(tmp_path):
    first = "greener: {weight: 1, scale: [0, 3]}\n  impact: {weight: 0,"
    settings = SETTINGS.replace("impact: {weight: 1,", first)
    made = small(tmp_path / "two", settings + OUTCOMES)
    (made / "contributions.csv").write_text(CONTRIBUTIONS, encoding="utf-8")
    assert optimise(read(made).programme).shortlist == ("B",)


@pytest.mark.parametrize(
    ("contributions", "message"),
    [
        ("B,greener,4,\n", "3"),
        ("B,grener,1,\n", "greener"),
        ("Q,greener,1,\n", "Q"),
        ("B,greener,1,\nB,greener,2,\n", "again"),
    ],
)
def test_bad_contributions_are_named(tmp_path, contributions, message):
    head = "proposal,outcome,contribution,evidence\n"
    made = folder(tmp_path, contributions=head + contributions)
    output = call("check", made, code=3).output
    assert "contributions.csv:" in output
    assert message in output


def test_contributions_without_outcomes_are_a_fault(tmp_path):
    made = small(tmp_path / "two")
    (made / "contributions.csv").write_text(CONTRIBUTIONS, encoding="utf-8")
    assert "outcomes in programme.yaml" in call("check", made, code=3).output


@pytest.mark.parametrize("workbook", [False, True])
def test_the_wellbeing_goals_and_ways_of_working_are_a_list_to_start_from(tmp_path, workbook):
    words = ["--workbook"] if workbook else []
    call("init", tmp_path / "mine", "--outcomes", "wellbeing", *words)
    outcomes = read(tmp_path / "mine").programme.outcomes
    sorts = [outcome.sort for outcome in outcomes]
    assert (sorts.count("goal"), sorts.count("way of working")) == (7, 5)
    assert "A Wales of vibrant culture and thriving Welsh language" in [o.title for o in outcomes]
