"""`hubs` as people call it: rows, words, files, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from prioritise.cli.app import app
from tests.cli.programmes import small
from tests.hubs.feeds import trip, write_feed
from tests.promises.agreement import how_many
from tests.table_schema import problems

ZONES = [
    ["zone", "name", "population", "workers", "score", "latitude", "longitude"],
    ["z1", "Tŷ Coch", 100, 60, 9, "51.0", "-3"],
    ["z2", "=1+1", 40, 20, 5, "51.1", "-3"],
    ["z3", "", 7, 3, "", "", ""],
]
JOURNEYS = [
    ["zone", "hub", "minutes", "services_per_hour"],
    ["z1", "n", 10, 4],
    ["z1", "s", 40, 1],
    ["z2", "e", 20, 2],
    ["z1", "e", 4, 0.5],
    ["z2", "w", 50, 2],
]
HUBS = [
    ["hub", "name", "status", "latitude", "longitude"],
    ["n", "North", "agreed", "51.0", "-3"],
    ["s", "South", "agreed", "51.2", "-3"],
    ["e", "East <&> Dwyrain", "proposed", "51.1", "-3"],
    ["w", "West", "proposed", "51.3", "-3"],
]


@pytest.fixture
def folder(tmp_path) -> Path:
    return programme(tmp_path / "mine")


def programme(path: Path, zones=ZONES, journeys=JOURNEYS, hubs=HUBS) -> Path:
    small(path)
    for name, rows in (("zones", zones), ("journeys", journeys), ("hubs", hubs)):
        if rows is not None:
            with (path / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(rows)
    return path


def called(*words: object):
    return CliRunner().invoke(app, ["hubs", *map(str, words)])


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def rows_in(path: Path) -> list[dict[str, str]]:
    return rows_of(path.read_text("utf-8"))


def words_of(text: str) -> str:
    return " ".join(text.split())


def test_rows_come_to_the_person_in_the_columns_that_are_promised(folder):
    result = called(folder, "--minutes", "30,45")
    assert result.exit_code == 0
    rows = rows_of(result.stdout)
    assert list(rows[0])[:8] == [
        *("hub", "name", "status", "minutes", "people", "newly_reached", "better_off"),
        "person_minutes_saved",
    ]
    found = {(row["hub"], row["minutes"]): list(row.values())[4:8] for row in rows}
    assert found["n", "30"] == ["100", "", "", ""]
    assert found["s", "45"] == ["100", "", "", ""]
    assert found["e", "30"] == ["140", "40", "100", "600"]
    assert found["w", "45"] == ["0", "0", "0", "0"]


def test_the_screen_begins_with_words_and_says_that_it_is_a_potential(folder):
    result = called(folder, "--format", "table")
    text = words_of(result.stdout)
    assert (
        "Of 147 people (column population), 100 (68%) are within 30 minutes of one of 2 agreed hubs"
        in text
    )
    assert "East <&> Dwyrain would newly bring 40, 40 and 40 people" in text
    assert "100 others within 60 minutes nearer to one, by 6 minutes on average" in text
    assert "It counts no jobs." in text
    assert "7 of them live in zones without a journey to any hub" in text
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "Best further hubs, 30 minutes" in text


def test_any_column_counts_people(folder):
    rows = rows_of(called(folder, "--population", "workers", "--minutes", "30").stdout)
    assert [row["people"] for row in rows] == ["60", "0", "80", "0"]


def test_journeys_that_are_too_rare_do_not_count(folder):
    result = called(folder, "--services", "1", "--minutes", "30")
    rows = {row["hub"]: row for row in rows_of(result.stdout)}
    assert (rows["e"]["people"], rows["e"]["better_off"]) == ("40", "0")
    assert "1 are left out, which are offered less than 1 times an hour" in words_of(result.stderr)


def test_a_folder_holds_every_table_and_pictures_for_everybody(folder, tmp_path):
    out = tmp_path / "out"
    options = ["--deprivation", "score", "--share", "0.9", "--add", "2"]
    assert called(folder, "-o", out, *options).exit_code == 0
    names = {path.name for path in out.iterdir()}
    assert names == {
        *("reach.csv", "covering.csv", "overlaps.csv", "nearest.csv", "enough.csv", "decays.csv"),
        *(
            "by_proposal.csv",
            "by_tenth.csv",
            "datapackage.json",
            "map.svg",
            "map_further.svg",
            "curve.svg",
        ),
    }
    for resource in json.loads((out / "datapackage.json").read_text("utf-8"))["resources"]:
        assert list(problems(resource, (out / resource["path"]).read_text("utf-8"))) == []
    for name in ("map.svg", "map_further.svg", "curve.svg"):
        root = ElementTree.parse(out / name).getroot()
        assert root.get("role") == "img"
        texts = {child.tag.rpartition("}")[2]: child.text or "" for child in root}
        assert texts["title"]
        assert "147 people" in texts["desc"]
        assert "<script" not in (out / name).read_text("utf-8")
    assert "East &lt;&amp;&gt; Dwyrain" in (out / "map.svg").read_text("utf-8")


def test_covering_starts_with_the_agreed_hubs_and_goes_on_with_the_best_sets(folder, tmp_path):
    called(folder, "-o", tmp_path / "out", "--minutes", "30,60", "--add", "2")
    rows = rows_in(tmp_path / "out" / "covering.csv")
    found = [
        (row["minutes"], row["further"], row["place"], row["hubs"], row["people"], row["each_adds"])
        for row in rows
    ]
    assert found == [
        ("30", "0", "1", "", "100", ""),
        ("30", "1", "1", "e", "140", "40"),
        ("30", "1", "2", "w", "100", "0"),
        ("30", "2", "1", "e;w", "140", "40;0"),
        ("60", "0", "1", "", "100", ""),
        ("60", "1", "1", "e", "140", "40"),
        ("60", "1", "2", "w", "140", "40"),
        ("60", "2", "1", "e;w", "140", "0;0"),
    ]


def test_how_few_are_enough_is_said_for_each_threshold(folder, tmp_path):
    called(folder, "-o", tmp_path / "out", "--share", "0.95", "--minutes", "30")
    assert rows_in(tmp_path / "out" / "enough.csv")[0]["hubs"] == "e"
    said = words_of(called(folder, "--share", "1", "--format", "table").stdout)
    assert "not even with all 2 proposed hubs, which makes 95%" in said


def test_tenths_of_a_score_add_up(folder, tmp_path):
    called(folder, "-o", tmp_path / "out", "--deprivation", "score", "--minutes", "30")
    rows = [row for row in rows_in(tmp_path / "out" / "by_tenth.csv") if row["hub"] == "e"]
    assert [(row["tenth"], row["population"], row["people"]) for row in rows] == [
        ("1", "100", "100"),
        ("6", "40", "40"),
        ("", "7", "0"),
    ]


def test_an_earlier_folder_is_replaced_and_anybody_elses_is_not(folder, tmp_path):
    out = tmp_path / "out"
    assert called(folder, "-o", out, "--deprivation", "score").exit_code == 0
    assert called(folder, "-o", out, "--replace").exit_code == 0
    assert not (out / "by_tenth.csv").exists()
    (out / "notes.txt").write_text("mine", "utf-8")
    result = called(folder, "-o", out, "--replace")
    assert result.exit_code == 2
    assert (out / "notes.txt").read_text("utf-8") == "mine"


def test_text_in_tables_is_inert(folder, tmp_path):
    called(folder, "-o", tmp_path / "out")
    assert "'=1+1" in (tmp_path / "out" / "nearest.csv").read_text("utf-8")


def test_without_journeys_there_is_a_screening_estimate_and_no_journey_time(tmp_path):
    folder = programme(tmp_path / "mine", journeys=None)
    result = called(folder, "--format", "table")
    lines = result.stdout.splitlines()
    assert "Screening estimate" in lines[:4]
    told = words_of(result.stdout)
    assert "no journey was timed" in told
    assert "7 people live in zones without a place, and reach nothing" in told
    assert "journey time" not in told
    rows = rows_of(called(folder, "--minutes", "10,30").stdout)
    assert {row["basis"] for row in rows} == {"screening estimate"}
    found = {(row["hub"], row["minutes"]): row["people"] for row in rows}
    assert (found["n", "10"], found["e", "10"], found["s", "30"]) == ("100", "40", "0")
    assert called(folder, "--services", "1").exit_code == 2
    called(folder, "-o", tmp_path / "out")
    drawn = (tmp_path / "out" / "map.svg").read_text("utf-8")
    assert "Screening estimate of minutes" in drawn
    assert "1 zones without latitude" in drawn or "1 zone" in drawn


def test_with_neither_journeys_nor_places_that_is_the_fault(tmp_path):
    hubs = [row[:3] for row in HUBS]
    result = called(programme(tmp_path / "mine", journeys=None, hubs=hubs))
    assert result.exit_code == 3
    assert "no place of 'n', 's', 'e', 'w'" in result.stderr


def test_timetables_are_worked_out_once_and_kept(tmp_path):
    """z1 lies at n, z2 at e; s is reached by the bus that comes back by n at 08:25."""
    folder = programme(tmp_path / "mine", journeys=None)
    feed = write_feed(
        tmp_path / "feed.zip",
        trip("t", "A 08:00", "B 08:20"),
        trip("back", "B 08:00", "A 08:25", "C 08:40"),
    )
    when = ["--gtfs", feed, "--date", "2018-09-05", "--depart", "08:00-08:01"]
    result = called(folder, *when, "--minutes", "30", "-o", tmp_path / "out", "--format", "table")
    assert result.exit_code == 0
    assert "by timetable, leaving at each minute of 2018-09-05 08:00-08:01" in words_of(
        result.stdout
    )
    assert "No journey to West in these timetables" in words_of(result.stdout)
    kept = tmp_path / "out" / "journeys.csv"
    found = {(row["zone"], row["hub"]): row["minutes"] for row in rows_in(kept)}
    assert {between: minutes for between, minutes in found.items() if minutes} == {
        ("z1", "n"): "0",
        ("z1", "s"): "40",
        ("z1", "e"): "20",
        ("z2", "n"): "25",
        ("z2", "s"): "40",
        ("z2", "e"): "0",
    }
    assert {row["services_per_hour"] for row in rows_in(kept) if row["hub"] == "w"} == {"0"}
    again = called(folder, "--journeys", kept, "--minutes", "30", "--format", "csv")
    assert again.exit_code == 0, "that nobody reaches w is an answer"
    assert again.stdout == (tmp_path / "out" / "reach.csv").read_text("utf-8-sig")


def test_assumptions_about_walking_can_be_set_and_are_stated(tmp_path):
    folder = programme(tmp_path / "mine", journeys=None)
    feed = write_feed(tmp_path / "feed.zip", trip("t", "A 08:00", "B 08:20"))
    when = ["--gtfs", feed, "--date", "2018-09-05", "--depart", "08:00-08:01", "--format", "table"]
    usual = words_of(called(folder, *when).stdout)
    assert "On foot at 4.5 km/h, 1.3 km for each in a straight line, at most 15 minutes" in usual
    brisk = ["--walk-speed", "6", "--walk-detour", "1", "--walk-to-stop", "20"]
    assert "On foot at 6 km/h, 1 km for each in a straight line, at most 20 minutes" in words_of(
        called(folder, *when, *brisk).stdout
    )


def test_assumptions_of_the_estimate_can_be_set_and_are_stated(tmp_path):
    folder = programme(tmp_path / "mine", journeys=None)
    options = ["--estimate-speed", "60", "--estimate-wait", "1", "--format", "table"]
    shown = words_of(called(folder, *options).stdout)
    assert "straight line at 60 km/h, and 1 minutes to walk and wait" in shown
    assert called(folder, "--estimate-speed", "0").exit_code == 2


def test_a_feed_that_does_not_run_then_is_a_fault(tmp_path):
    folder = programme(tmp_path / "mine")
    feed = write_feed(tmp_path / "feed.zip", trip("t", "A 08:00", "B 08:20"))
    result = called(folder, "--gtfs", feed, "--date", "2020-01-01")
    assert result.exit_code == 3
    assert "nothing that runs on 2020-01-01 07:00-09:00" in result.stderr


@pytest.mark.parametrize(
    "options",
    [
        ["--minutes", "0"],
        ["--minutes", "30,"],
        ["--minutes", "nan"],
        ["--minutes", "1e9"],
        ["--share", "2"],
        ["--services", "-1"],
        ["--services", "many"],
        ["--depart", "09:00-08:00"],
        ["--date", "tomorrow"],
        ["--date", "2018-09-05"],
        ["--gtfs", "feed.zip"],
        ["--population", "nobody"],
        ["--period", "night"],
        ["--most-fare", "-1"],
        ["--most-fare", "3"],
        ["--as-at", "soon"],
        ["--half-life", "0"],
        ["--jobs-around", "far"],
        ["--return", "16:00-18:00"],
        ["--return", "18:00-16:00"],
        ["--walks", "walks.csv"],
        ["--competition"],
        ["--published", "nothing"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_meant_is_wrong_usage(folder, options):
    result = called(folder, *options)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_faults_of_the_tables_are_named_and_nothing_is_written(tmp_path):
    folder = programme(tmp_path / "mine", journeys=[*JOURNEYS, ["z1", "n", 11, 4]])
    result = called(folder, "-o", tmp_path / "out")
    assert result.exit_code == 3
    assert "journeys.csv:7 [minutes]: found the journey of row 2 again" in result.stderr
    assert not (tmp_path / "out").exists()


MADE = [
    [*JOURNEYS[0], "proposal"],
    *([*row, ""] for row in JOURNEYS[1:]),
    ["z1", "s", 25, 4, "C"],
    ["z3", "n", 28, 2, "C"],
    ["z3", "s", 5, 2, "B"],
]
"""C, which the best shortlist holds, brings z3 near; B, which it does not, would too."""


def test_journeys_of_proposals_count_only_where_these_are_chosen(tmp_path):
    """A and C fit and are best, B is left out: so z3 is 28 minutes from n, and not 5 from s."""
    folder = programme(tmp_path / "mine", journeys=MADE)
    assert (
        called(folder, "--shortlist", "--minutes", "20,30", "-o", tmp_path / "out").exit_code == 0
    )
    found = {
        (row["case"], row["minutes"]): (row["people"], row["selected"], row["makes_journeys"])
        for row in rows_in(tmp_path / "out" / "portfolio.csv")
    }
    assert found == {
        ("today", "20"): ("100", "", ""),
        ("today", "30"): ("100", "", ""),
        ("the shortlist", "20"): ("100", "2", "C"),
        ("the shortlist", "30"): ("107", "2", "C"),
    }


def test_a_further_hub_is_set_beside_its_absence(tmp_path):
    programme(tmp_path / "mine", journeys=MADE)
    scenario = tmp_path / "east.yaml"
    scenario.write_text("title: East\nprogramme: mine\nhubs: {add: [e]}\n", "utf-8")
    out = tmp_path / "out"
    result = called(scenario, "--shortlist", "--minutes", "30", "-o", out, "--format", "table")
    assert result.exit_code == 0
    found = {row["case"]: row for row in rows_in(out / "portfolio.csv")}
    assert list(found) == ["today", "without East <&> Dwyrain", "with East <&> Dwyrain"]
    assert [row["people"] for row in found.values()] == ["100", "107", "147"]
    assert [row["hubs"] for row in found.values()] == ["n;s", "n;s", "n;s;e"]
    assert rows_in(out / "moves.csv") == []
    assert "Journeys made by proposals, with East <&> Dwyrain: C." in words_of(result.stdout)


def test_proposals_that_come_in_for_a_further_hub_are_named(tmp_path):
    folder = programme(tmp_path / "mine")
    with (folder / "proposals.csv").open("a", encoding="utf-8") as file:
        file.write("D,Depot,e,10\n")
    with (folder / "costs.csv").open("a", encoding="utf-8") as file:
        file.write("D,main,6,6\n")
    scenario = tmp_path / "east.yaml"
    scenario.write_text("title: East\nprogramme: mine\nhubs: {add: [e]}\n", "utf-8")
    called(scenario, "--shortlist", "-o", tmp_path / "out")
    moves = {row["proposal"]: row["change"] for row in rows_in(tmp_path / "out" / "moves.csv")}
    assert moves == {"A": "leaves", "D": "enters"}


def test_each_proposal_says_who_is_near_its_hubs_and_whom_its_journeys_bring(tmp_path):
    folder = programme(tmp_path / "mine", journeys=MADE)
    called(folder, "-o", tmp_path / "out", "--minutes", "30,45")
    rows = rows_in(tmp_path / "out" / "by_proposal.csv")
    found = {(row["proposal"], row["minutes"]): (row["people"], row["gained"]) for row in rows}
    assert found == {
        ("A", "30"): ("100", "0"),
        ("A", "45"): ("100", "0"),
        ("B", "30"): ("100", "7"),
        ("B", "45"): ("100", "7"),
        ("C", "30"): ("0", "7"),
        ("C", "45"): ("100", "7"),
    }


def test_a_journey_of_a_proposal_that_does_not_exist_is_a_fault(tmp_path):
    folder = programme(tmp_path / "mine", journeys=[*MADE, ["z2", "n", 9, 1, "Q"]])
    result = called(folder)
    assert result.exit_code == 3
    assert "journeys.csv:10 [proposal]: found 'Q'" in result.stderr


def test_json_has_the_same_rows(folder):
    rows = json.loads(called(folder, "--format", "json").stdout)
    assert len(rows) == 12
    assert rows[0]["hub"] == "n"


def test_a_programme_without_proposed_hubs_is_answered_too(tmp_path):
    folder = programme(tmp_path / "mine", hubs=HUBS[:3], journeys=JOURNEYS[:3])
    result = called(folder, "--format", "table", "--share", "0.9")
    assert result.exit_code == 0
    assert "newly" not in result.stdout


def test_the_example_tells_what_ammanford_would_add():
    said = words_of(called("scenarios/ammanford.yaml", "--format", "table").stdout)
    assert re.search(r"Ammanford would newly bring [\d,]+, [\d,]+ and [\d,]+ people", said)
    assert "Ammanford, which the scenario adds" in said


ODD = ["", "NaN", "-1", "1e9", "=A1", "z1", "n", "999999999999", "\u202e", "0.000000000000001", "É"]


@pytest.mark.parametrize("part", range(2))
def test_no_spoilt_table_ends_in_anything_but_an_answer_or_a_fault(tmp_path, part):
    refused = 0
    for seed in range(how_many(40, 2000)):
        draw = random.Random(2 * seed + part)
        further = [["minutes_back", "fare", "runs_from"], *([["12", "3.50", ""]] * 8)]
        tables = {
            "zones": [[*row, extra] for row, extra in zip(ZONES, ["jobs", 5, 0, ""], strict=True)],
            "journeys": [[*row, *extra] for row, extra in zip(MADE, further, strict=True)],
            "hubs": jobs_at_hubs(jobs=(50, "", 80, 1000)),
        }
        for _ in range(draw.randint(1, 3)):
            rows = tables[draw.choice(list(tables))]
            row = draw.choice(rows)
            match draw.randint(0, 3):
                case 0:
                    rows.append(list(row))
                case 1 if len(rows) > 1:
                    rows.remove(row)
                case _ if row:
                    row[draw.randrange(len(row))] = draw.choice(ODD)
        folder = programme(tmp_path / f"{seed}", **tables)
        options = ["--deprivation", "score", "--as-at", "2019-12-15", "--most-fare", "5"]
        code = called(folder, *options, "--published", "score", "--format", "table").exit_code
        assert code in (0, 2, 3), (part, seed)
        refused += code != 0
    assert refused


def test_a_hub_that_no_journey_leads_to_has_nobody_in_reach_and_a_warning(tmp_path):
    """Only quick journeys were given: that is an answer, and no fault."""
    folder = programme(tmp_path / "mine", journeys=[r for r in JOURNEYS if r[1] != "w"])
    ended = called(folder, "--minutes", 60, "--format", "csv")
    assert ended.exit_code == 0
    assert "No journey leads to w: nobody is taken to reach it." in ended.stderr
    found = csv.DictReader(io.StringIO(ended.stdout))
    assert [row["people"] for row in found if row["hub"] == "w"] == ["0"]


def jobs_at_hubs(hubs=HUBS, jobs=(50, 0, 80, 1000)):
    """The hubs with jobs at each."""
    return [[*hubs[0], "jobs"], *([*row, n] for row, n in zip(hubs[1:], jobs, strict=True))]


def test_jobs_at_the_end_are_told_and_written_under_each_decay(tmp_path):
    """Within 45 minutes: n has 50 jobs for 100 of 147 people, e 80 for 140."""
    folder = programme(tmp_path / "mine", hubs=jobs_at_hubs())
    out = tmp_path / "out"
    options = ["--minutes", "30,45,60", "--competition", "-o", out, "--format", "table"]
    result = called(folder, *options)
    assert result.exit_code == 0
    rows = {(row["decay"], row["minutes"], row["hub"]): row for row in rows_in(out / "jobs.csv")}
    assert rows["step", "45", ""]["jobs_per_worker"] == "34.014", "5,000 of 147"
    assert rows["step", "45", "e"]["adds"] == "76.19", "11,200 of 147"
    assert {row["decay"] for row in rows.values()} == {"step", "exponential", "linear"}
    wanted = {(row["decay"], row["hub"]): row for row in rows_in(out / "competition.csv")}
    assert (wanted["step", "n"]["workers"], wanted["step", "n"]["jobs_for_each"]) == ("100", "0.5")
    said = words_of(result.stdout)
    assert "the mean person can reach 34 of 50 at agreed hubs; East <&> Dwyrain would" in said
    assert "In competition (half for every 20 minutes)" in said
    assert "and to what jobs, not who would work there" in said
    zones = rows_in(out / "jobs_by_zone.csv")
    assert len(zones) == 9
    for resource in json.loads((out / "datapackage.json").read_text("utf-8"))["resources"]:
        assert list(problems(resource, (out / resource["path"]).read_text("utf-8"))) == []


def test_the_order_of_further_hubs_is_told_under_three_decays(folder, tmp_path):
    result = called(folder, "-o", tmp_path / "out", "--format", "table", "--half-life", "10")
    assert "the same under three decays: step at 45 minutes, half for every 10 minutes" in words_of(
        result.stdout
    )
    rows = rows_in(tmp_path / "out" / "decays.csv")
    assert [(row["hub"], row["place"]) for row in rows] == [
        *(("n", ""), ("s", ""), ("e", "1"), ("w", "2"))
    ] * 3
    half = {row["hub"]: row for row in rows if row["decay"] == "exponential"}
    assert (half["n"]["people"], half["n"]["adds"]) == ("50", ""), "100 people, 10 minutes"
    assert half["e"]["people"] == "85.786", "100 at 4 minutes and 40 at 20"


def test_people_of_working_age_are_counted_where_there_is_such_a_column(tmp_path):
    zones = [[*ZONES[0][:3], "Working age 16-64", *ZONES[0][4:]], *ZONES[1:]]
    result = called(programme(tmp_path / "mine", zones=zones), "--format", "table")
    first = "Of 83 people of working age (column Working age 16-64), 60 (72%) are within 30"
    assert first in words_of(result.stdout)


def test_a_published_measure_is_compared_by_rank(folder, tmp_path):
    out = tmp_path / "out"
    result = called(folder, "--published", "score", "-o", out, "--format", "table")
    assert "Rank correlation with score, over 2 zones: 1.00" in words_of(result.stdout)
    assert [row["our_rank"] for row in rows_in(out / "published.csv")] == ["1", "2"]
    assert called(folder, "--published", "scoer").exit_code == 2


def test_fares_and_days_leave_journeys_out(tmp_path):
    head = [*JOURNEYS[0], "runs_from"]
    ways = [head, *([*row, ""] for row in JOURNEYS[1:])]
    ways[-1][-1] = "2019-12-15"
    folder = programme(tmp_path / "mine", journeys=ways)
    fares = tmp_path / "fares.csv"
    fares.write_text("zone,hub,fare\nz1,n,2.50\nz2,e,4\nz2,w,1\n", "utf-8")

    def people(*options) -> dict[str, str]:
        result = called(folder, "--minutes", "60", *options)
        assert result.exit_code == 0, result.output
        return {row["hub"]: row["people"] for row in rows_of(result.stdout)}

    assert people() == {"n": "100", "s": "100", "e": "140", "w": "40"}
    cheap = people("--fares", fares, "--most-fare", "3", "--as-at", "2019-12-14")
    assert cheap == {"n": "100", "s": "0", "e": "0", "w": "0"}
    assert people("--as-at", "2019-12-15")["w"] == "40"
    assert called(folder, "--most-fare", "3").exit_code == 2, "no journey says its fare"
    fares.write_text("zone,hub,fare\nz1,n,2.50\nz1,n,x\nz1,n,4\n", "utf-8")
    result = called(folder, "--fares", fares, "--most-fare", "3")
    assert result.exit_code == 3
    assert "fares.csv:3 [fare]" in result.stderr


def test_several_days_and_the_way_back_by_timetable(tmp_path):
    """On Wednesday 20 minutes there and 30 back; on Sunday nothing runs back from B."""
    folder = programme(tmp_path / "mine", journeys=None)
    feed = write_feed(
        tmp_path / "feed.zip",
        trip("there", "B 08:00", "A 08:20"),
        trip("back", "A 17:00", "B 17:30", service="weekdays"),
        calendar=[
            ["all", *"1111111", "20180101", "20181231"],
            ["weekdays", *"1111100", "20180101", "20181231"],
        ],
    )
    out = tmp_path / "out"
    days = ["--date", "2018-09-09", "--date", "2018-09-05"]
    when = ["--gtfs", feed, *days, "--depart", "08:00-08:01", "--return", "17:00-17:01"]
    result = called(folder, *when, "--minutes", "25,35", "-o", out, "--format", "table")
    assert result.exit_code == 0, result.output
    rows = {(r["date"], r["hub"], r["minutes"]): r["people"] for r in rows_in(out / "by_date.csv")}
    assert rows["2018-09-05", "n", "25"] == "100", "z1 is there; z2 takes 30 minutes back"
    assert rows["2018-09-05", "n", "35"] == "140"
    assert rows["2018-09-09", "n", "35"] == "100", "nothing leads home to z2"
    said = words_of(result.stdout)
    assert "of 2018-09-05 and 2018-09-09 08:00-08:01, back 17:00-17:01" in said
    assert "By date, within 35 minutes of an agreed hub: from 100 people (2018-09-09)" in said
    assert "Minutes are those of the longer way, there or back." in said
    kept = {(row["zone"], row["hub"]): row for row in rows_in(out / "journeys.csv")}
    assert (kept["z2", "n"]["minutes"], kept["z2", "n"]["minutes_back"]) == ("20", "30")
    again = called(folder, "--journeys", out / "journeys.csv", "--minutes", "25,35")
    assert again.stdout == (out / "reach.csv").read_text("utf-8-sig")


def test_walks_that_somebody_measured_count_instead_of_straight_lines(tmp_path):
    """A river lies between z1 and the stop A: nobody walks there, and z2 needs 7 minutes to B."""
    folder = programme(tmp_path / "mine", journeys=None)
    feed = write_feed(
        tmp_path / "feed.zip", trip("t", "A 08:00", "B 08:20"), trip("u", "B 08:07", "A 08:20")
    )
    walks = tmp_path / "walks.csv"
    walks.write_text("place,to,minutes\nz1,A,\nz2,B,7\nz1,n,55\n", "utf-8")
    when = ["--gtfs", feed, "--date", "2018-09-05", "--depart", "08:00-08:01", "--walks", walks]
    assert called(folder, *when, "-o", tmp_path / "out").exit_code == 0
    kept = {(r["zone"], r["hub"]): r["minutes"] for r in rows_in(tmp_path / "out" / "journeys.csv")}
    assert kept["z1", "n"] == "55", "all the way on foot, as measured"
    assert ("z1", "e") not in kept
    assert kept["z2", "n"] == "20", "on foot to B at 08:07, and on the bus"
    assert called(folder, "--walks", walks).exit_code == 2


def test_walks_and_fares_of_nobody_are_faults(tmp_path):
    folder = programme(tmp_path / "mine")
    fares = tmp_path / "fares.csv"
    fares.write_text("zone,hub,fare\nz1,nn,2\n", "utf-8")
    result = called(folder, "--fares", fares)
    assert result.exit_code == 3
    assert "fares.csv:2 [hub]: found 'nn'" in result.stderr
    feed = write_feed(tmp_path / "feed.zip", trip("t", "A 08:00", "B 08:20"))
    walks = tmp_path / "walks.csv"
    walks.write_text("place,to,minutes\nz1,Aa,5\n", "utf-8")
    when = ["--gtfs", feed, "--date", "2018-09-05", "--walks", walks]
    result = called(folder, *when)
    assert result.exit_code == 3
    assert "found 'Aa'" in result.stderr
