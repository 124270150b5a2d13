"""Zones and journeys: what is read, and every fault by file, row and column."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from prioritise.programme.faults import Fault, InputError, UsageError
from prioritise.reading import read
from prioritise.reading.places import Places, Wanted, read_places
from tests.reading.files import SHEETS, csv_text, tables, write_folder, write_scenario
from tests.reading.files import write_workbook as workbook

ZONES = [
    ["zone", "name", "population", "over_65", "ward", "latitude", "longitude", "deprivation_tenth"],
    ["Z1", "Tŷ Coch", "1,000", "200", "Graig", "51.6", "-3.3", "1"],
    ["Z2", "", "500", "50", "Town", "", "", ""],
]
JOURNEYS = [
    ["zone", "hub", "minutes", "services_per_hour", "period"],
    ["Z1", "ponty", "12.5", "4", "morning"],
    ["Z1", "neath", "60", "", "morning"],
    ["Z2", "amman", "30", "1", "morning"],
]


def folder(path: Path, zones=ZONES, journeys=JOURNEYS) -> Path:
    """The valid programme with these tables; None leaves one out."""
    write_folder(path)
    for name, rows in (("zones", zones), ("journeys", journeys)):
        if rows is not None:
            (path / f"{name}.csv").write_text(csv_text(rows), "utf-8")
    return path


def places(path: Path, **wanted) -> Places:
    return read_places(read(path), Wanted(**wanted))


def faults(path: Path, **wanted) -> list[str]:
    try:
        places(path, **wanted)
    except InputError as error:
        return [str(fault) for fault in error.faults]
    return []


def only(path: Path, **wanted) -> Fault:
    with pytest.raises(InputError) as error:
        places(path, **wanted)
    (fault,) = error.value.faults
    return fault


def changed(rows, row: int, column: str, text: str):
    """The rows with one cell changed; the row counts as a spreadsheet does."""
    copied = [list(cells) for cells in rows]
    if column not in copied[0]:
        for number, cells in enumerate(copied):
            cells.append("" if number else column)
    copied[row - 1][copied[0].index(column)] = text
    return copied


def test_zones_and_journeys_are_read_as_they_are_written(tmp_path):
    found = places(folder(tmp_path))
    first, second = found.zones
    assert (first.zone, first.name, first.deprivation_tenth) == ("Z1", "Tŷ Coch", 1)
    assert first.numbers == {"population": Decimal(1000), "over_65": Decimal(200)}
    assert first.texts == {"ward": "Graig"}
    assert second.latitude is None
    assert found.journeys is not None
    assert [journey.minutes for journey in found.journeys] == [Decimal("12.5"), 60, 30]
    assert found.journeys[1].services_per_hour is None
    assert (found.population, found.period) == ("population", "morning")
    assert [path.name for path in found.files] == ["zones.csv", "journeys.csv"]


def test_they_are_read_from_sheets_as_well(tmp_path):
    path = workbook(tmp_path / "p.xlsx", tables(**SHEETS, zones=ZONES, journeys=JOURNEYS))
    assert places(path) == places(path)
    assert [z.zone for z in places(path).zones] == ["Z1", "Z2"]


def test_large_journeys_may_lie_beside_a_workbook_and_never_in_both(tmp_path):
    workbook(tmp_path / "p.xlsx", tables(**SHEETS, zones=ZONES))
    (tmp_path / "journeys.csv").write_text(csv_text(JOURNEYS), "utf-8")
    assert len(places(tmp_path).journeys or ()) == 3
    workbook(tmp_path / "p.xlsx", tables(**SHEETS, zones=ZONES, journeys=JOURNEYS))
    assert only(tmp_path).found == "the table journeys as a sheet too"


def test_no_other_command_reads_them(tmp_path):
    path = folder(tmp_path, [["no", "sense"]], [["at", "all"]])
    assert {file.name for file in read(path).files}.isdisjoint({"zones.csv", "journeys.csv"})


def test_faults_are_named_as_seen_from_the_scenario(tmp_path):
    folder(tmp_path / "prog", changed(ZONES, 2, "population", "many"))
    write_scenario(tmp_path / "what-if.yaml", "title: What if\nprogramme: prog\n")
    assert only(tmp_path / "what-if.yaml").place == "prog/zones.csv"


def test_journeys_may_come_from_a_file_elsewhere(tmp_path):
    path = folder(tmp_path / "prog", journeys=None)
    other = tmp_path / "times.csv"
    other.write_text(csv_text(JOURNEYS), "utf-8")
    assert len(places(path, journeys=other).journeys or ()) == 3
    assert only(path, journeys=tmp_path / "time.csv").nearest == "times.csv"


def test_without_journeys_there_are_none_and_no_fault(tmp_path):
    assert places(folder(tmp_path, journeys=None)).journeys is None


def test_any_column_of_numbers_counts_people(tmp_path):
    assert places(folder(tmp_path), population="over_65").population == "over_65"


def test_the_only_column_that_begins_with_population_is_taken(tmp_path):
    zones = [["zone", "population_2019", "score"], ["Z1", "5", "1"], ["Z2", "6", "2"]]
    assert places(folder(tmp_path, zones)).population == "population_2019"


def test_a_column_of_people_or_scores_that_is_not_there_names_the_nearest(tmp_path):
    path = folder(tmp_path)
    with pytest.raises(UsageError, match="did you mean 'over_65'"):
        places(path, population="over_66")
    with pytest.raises(UsageError, match="--deprivation"):
        places(path, deprivation="wimd")


def test_no_column_of_people_is_a_fault(tmp_path):
    zones = [["zone", "people"], ["Z1", "4"], ["Z2", "5"]]
    fault = only(folder(tmp_path, zones))
    assert (fault.row, fault.column) == (1, "population")


@pytest.mark.parametrize("text", ["-1", "10.5", "", "a few"])
def test_people_are_a_whole_number_in_every_zone(tmp_path, text):
    fault = only(folder(tmp_path, changed(ZONES, 3, "population", text)))
    assert (fault.place, fault.row, fault.column) == ("zones.csv", 3, "population")


def test_columns_of_people_that_are_not_asked_may_have_gaps(tmp_path):
    path = folder(tmp_path, changed(ZONES, 3, "over_65", ""))
    assert faults(path) == []
    assert only(path, population="over_65").row == 3


def test_a_zone_twice_is_a_fault_whatever_its_case(tmp_path):
    zones = changed(ZONES, 3, "zone", "z1")
    journeys = [row for row in JOURNEYS if row[0] != "Z2"]
    journeys.append(["Z1", "amman", "9", "", "morning"])
    assert only(folder(tmp_path, zones, journeys)).found == "'z1' like 'Z1'"


def test_half_a_place_is_a_fault(tmp_path):
    assert only(folder(tmp_path, changed(ZONES, 3, "latitude", "51"))).column == "longitude"


def test_a_tenth_is_from_one_to_ten(tmp_path):
    for text in ("0", "11", "2.5"):
        assert only(folder(tmp_path, changed(ZONES, 3, "deprivation_tenth", text))).row == 3


@pytest.mark.parametrize(
    ("column", "text", "hint"),
    [("zone", "Z11", "Z1"), ("hub", "neth", "neath")],
)
def test_a_journey_between_ends_that_do_not_exist_is_a_fault(tmp_path, column, text, hint):
    fault = only(folder(tmp_path, journeys=changed([*JOURNEYS, JOURNEYS[1]], 5, column, text)))
    assert (fault.place, fault.row, fault.column) == ("journeys.csv", 5, column)
    assert fault.nearest == hint


@pytest.mark.parametrize("text", ["-1", "", "half an hour", "nan"])
def test_minutes_are_a_number_that_is_not_negative(tmp_path, text):
    fault = only(folder(tmp_path, journeys=changed(JOURNEYS, 3, "minutes", text)))
    assert (fault.row, fault.column) == (3, "minutes")


def test_the_same_journey_twice_is_a_fault_and_shows_how_it_contradicts(tmp_path):
    fault = only(folder(tmp_path, journeys=[*JOURNEYS, ["Z1", "ponty", "14", "", "morning"]]))
    assert fault.row == 5
    assert fault.found == "the journey of row 2 again, with 14 minutes for 12.5"


def test_the_same_journey_in_another_period_is_no_fault_and_a_period_is_then_named(tmp_path):
    evening = [[*row[:4], "evening"] for row in JOURNEYS[1:]]
    path = folder(tmp_path, journeys=[*JOURNEYS, *evening])
    with pytest.raises(UsageError, match="'morning', 'evening'"):
        places(path)
    with pytest.raises(UsageError, match="no journeys of 'night'"):
        places(path, period="night")
    assert len(places(path, period="evening").journeys or ()) == 3


def test_quick_and_slow_journeys_stand_on_the_right_sides(tmp_path):
    quick = changed(JOURNEYS, 2, "minutes_p10", "13")
    assert only(folder(tmp_path, journeys=quick)).column == "minutes_p10"
    slow = changed(JOURNEYS, 2, "minutes_p90", "12")
    assert only(folder(tmp_path, journeys=slow)).column == "minutes_p90"


def test_a_hub_without_a_journey_is_no_fault(tmp_path):
    """It is that hub with nobody in reach, of which `hubs` and `check` warn."""
    found = places(folder(tmp_path, journeys=JOURNEYS[:3]))
    assert {journey.hub for journey in found.journeys or ()} == {"ponty", "neath"}


def test_empty_tables_are_faults(tmp_path):
    assert only(folder(tmp_path / "a", journeys=JOURNEYS[:1])).found == "no rows"
    told = faults(folder(tmp_path / "b", ZONES[:1]))
    assert told[0].startswith("zones.csv: found no rows")
    missing = only(folder(tmp_path / "c", None, None))
    assert (missing.place, missing.found) == ("zones.csv", "no such table")


def test_nobody_at_all_is_a_fault(tmp_path):
    zones = changed(changed(ZONES, 2, "population", "0"), 3, "population", "0")
    assert only(folder(tmp_path, zones)).found == "nobody"


def test_a_misspelt_column_of_journeys_is_a_fault(tmp_path):
    journeys = [["zone", "hub", "minute", *JOURNEYS[0][3:]], *JOURNEYS[1:]]
    assert only(folder(tmp_path, journeys=journeys)).nearest == "minutes"


def test_every_fault_is_named_at_once(tmp_path):
    zones = changed(changed(ZONES, 2, "latitude", "north"), 3, "population", "x")
    journeys = changed(changed(JOURNEYS, 2, "minutes", ""), 3, "hub", "nowhere")
    told = faults(folder(tmp_path, zones, journeys))
    assert [line.split(": ")[0] for line in told] == [
        "zones.csv:2 [latitude]",
        "zones.csv:3 [population]",
        "journeys.csv:2 [minutes]",
        "journeys.csv:3 [hub]",
    ]
