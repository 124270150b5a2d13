"""`reach` as people use it: run, verified from its copies, shown beside the shortlist, refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from prioritise.cli.app import app
from tests.cli.test_hubs import MADE, programme, rows_in, words_of

REACH = """\
reach:
  near: {minutes: 30, of: hubs}
  brought: {minutes: 30, of: journeys}
rules:
  - {name: people, measure: reach, column: brought, at_least: 7}
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    return asking(programme(tmp_path / "mine", journeys=MADE))


def asking(folder: Path, reach: str = REACH) -> Path:
    """The programme with what it asks of reach."""
    with (folder / "programme.yaml").open("a", encoding="utf-8") as file:
        file.write(reach)
    return folder


def called(*words: object):
    return CliRunner().invoke(app, [*map(str, words)])


def test_a_run_says_whom_it_reaches_and_is_verified_from_its_copies(folder, tmp_path):
    out = tmp_path / "out"
    assert called("run", folder, "-o", out).exit_code == 0
    (row,) = rows_in(out / "rules.csv")
    assert (row["measure"], row["at_least"], row["achieved"]) == ("reach", "7", "7")
    copied = {path.name for path in (out / "inputs").rglob("*.csv")}
    assert {"zones.csv", "journeys.csv"} <= copied
    assert called("verify", out).exit_code == 0
    (zones,) = (out / "inputs").rglob("zones.csv")
    zones.write_text(zones.read_text("utf-8").replace(",7,", ",6,"), "utf-8")
    assert called("verify", out).exit_code == 6


def test_what_no_shortlist_reaches_is_told_with_the_smallest_repair(folder):
    text = (folder / "programme.yaml").read_text("utf-8")
    (folder / "programme.yaml").write_text(text.replace("at_least: 7", "at_least: 8"), "utf-8")
    result = called("run", folder)
    assert result.exit_code == 4
    assert "people, at least 8" in words_of(result.stderr)


def test_a_shortlist_says_whom_it_reaches_each_person_once(folder, tmp_path):
    words = [folder, "--shortlist", "--minutes", "30", "-o", tmp_path / "out"]
    shown = words_of(called("hubs", *words, "--format", "table").stdout)
    assert "near, each person counted once: 100 the shortlist." in shown
    assert "brought, each person counted once: 7 the shortlist." in shown
    found = {row["case"]: row for row in rows_in(tmp_path / "out" / "portfolio.csv")}
    assert found["today"]["reach_near"] == ""
    shortlist = found["the shortlist"]
    assert (shortlist["reach_near"], shortlist["reach_brought"]) == ("100", "7")


def test_check_counts_the_rows_of_zones_and_journeys(folder):
    found = called("check", folder).stdout
    assert "zones,zones.csv,3,3,0" in found
    assert "journeys,journeys.csv,8,8,0" in found


def test_faults_of_zones_stop_every_command_that_counts_people(folder, tmp_path):
    with (folder / "zones.csv").open("a", encoding="utf-8") as file:
        file.write("z1,again,1,1,1,51.0,-3\n")
    for command in ("check", "run", "explain", "hubs"):
        result = called(command, folder)
        assert result.exit_code == 3, command
        assert "zones.csv:5 [zone]" in result.stderr


def test_the_schema_knows_what_can_be_asked():
    schema = json.loads(called("schema", "programme").stdout)
    reach = schema["properties"]["reach"]["additionalProperties"]
    assert set(reach["properties"]) == {"minutes", "population", "of", "period", "services"}
    rule = schema["properties"]["rules"]["items"]["properties"]
    assert {"column", "one_of", "same"} <= set(rule)


def test_check_warns_of_a_need_that_nothing_meets(folder):
    text = (folder / "programme.yaml").read_text("utf-8")
    rule = "  - {name: a way, measure: needs, where: {hub: n}, one_of: {proposal: A}, same: hub}\n"
    (folder / "programme.yaml").write_text(text + rule, "utf-8")
    warned = words_of(called("check", folder).stderr)
    assert "rule “a way” keeps A out, whatever is chosen" in warned


def test_check_warns_of_a_hub_that_nobody_is_near(tmp_path):
    """C is in the south alone, to which no journey leads."""
    near = "reach:\n  near: {minutes: 30, of: hubs}\n"
    folder = asking(programme(tmp_path / "mine", journeys=[r for r in MADE if r[1] != "s"]), near)
    ended = called("check", folder, "--format", "csv")
    assert ended.exit_code == 0
    assert "no journey of at most 30 minutes leads to s, so nobody is within" in ended.stderr
