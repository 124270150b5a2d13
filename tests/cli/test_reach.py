"""`reach` as people use it: run, verified from its copies, shown beside the shortlist, refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from prioritise.cli.app import app
from tests.cli.test_hubs import MADE, jobs_at_hubs, programme, rows_in, words_of

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
    assert set(reach["properties"]) == {
        *("minutes", "population", "of", "period", "services"),
        *("count", "half_life", "fare", "on"),
    }
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


JOBS = """\
reach:
  jobs_brought: {minutes: 30, of: journeys, count: jobs, on: 2019-12-31}
rules:
  - {name: jobs for the mean worker, measure: reach, column: jobs_brought, at_least: 2.35}
"""


def test_jobs_that_the_list_brings_are_a_rule_counted_from_the_services_that_it_funds(tmp_path):
    """C brings z3 (7 of 147 people) near n with its 50 jobs: 350 of 147 is 2.38 for each.

    C makes a journey to s as well, from z1 in 25 minutes, where there are no jobs.
    """
    hubs = jobs_at_hubs(jobs=(50, 0, 80, 1000))
    folder = asking(programme(tmp_path / "mine", journeys=MADE, hubs=hubs), JOBS)
    out = tmp_path / "out"
    assert called("run", folder, "-o", out).exit_code == 0
    (row,) = rows_in(out / "rules.csv")
    assert row["achieved"].startswith("2.38"), row
    assert called("verify", out).exit_code == 0
    words = [folder, "--shortlist", "--minutes", "30", "-o", tmp_path / "hubs"]
    shown = words_of(called("hubs", *words, "--format", "table").stdout)
    assert "jobs_brought, jobs for each of them: 2.38 the shortlist." in shown
    found = {row["case"]: row for row in rows_in(tmp_path / "hubs" / "portfolio.csv")}
    assert found["the shortlist"]["reach_jobs_brought"] == "2.38"
    told = [found[case]["jobs_per_worker"] for case in ("today", "the shortlist")]
    assert told == ["34.01", "36.39"], "5,000 and 5,350 of 147"
    assert "Jobs within 30 minutes of the mean person: 34.01 today, 36.39 the shortlist." in shown
    more = programme(tmp_path / "more", journeys=MADE, hubs=hubs)
    assert called("run", asking(more, JOBS.replace("2.35", "2.39"))).exit_code == 4


def test_services_that_begin_too_late_bring_nobody_near(tmp_path):
    late = [[*MADE[0], "runs_from"], *([*row, "2020-01-01" if row[-1] else ""] for row in MADE[1:])]
    hubs = jobs_at_hubs(jobs=(50, 0, 80, 1000))
    folder = asking(programme(tmp_path / "mine", journeys=late, hubs=hubs), JOBS)
    assert called("run", folder).exit_code == 4
    later = programme(tmp_path / "later", journeys=late, hubs=hubs)
    assert called("run", asking(later, JOBS.replace("2019-12-31", "2020-01-01"))).exit_code == 0


def test_jobs_have_to_be_known_where_they_are_counted(tmp_path):
    folder = asking(programme(tmp_path / "mine", journeys=MADE), JOBS)
    result = called("check", folder)
    assert result.exit_code == 3
    assert "reach.jobs_brought.count" in result.stderr
