"""Columns that are worked out from other tables: read as if they were there, and never typed."""

from __future__ import annotations

import pytest

from prioritise.optimise import optimise
from prioritise.programme.measures import APPRAISED_MEASURES
from prioritise.reading import read
from tests.reading.files import SETTINGS, faults_in, tables, write_folder, write_scenario

ASKED = SETTINGS.replace(
    "  economic: {weight: 60, scale: [0, 10]}", "  leverage: {weight: 60, scale: [0, 1]}"
).replace("extra_columns: [people, ward]", "extra_columns: [people, ward, economic]")
ASKED += "appraisal:\n"


def folder(tmp_path, settings=ASKED, **changed):
    return write_folder(tmp_path / "valleys", tables(**changed), settings)


def test_a_criterion_may_name_a_column_that_no_file_has(tmp_path):
    programme = read(folder(tmp_path)).programme
    half = programme.proposal_of["P1"]
    assert half.scores["leverage"] == half.numbers["leverage"] > 0
    assert programme.proposal_of["NA"].scores["leverage"] == 0
    assert optimise(programme.revised(rules=())).status == "optimal"


def test_it_is_worked_out_under_the_scenario(tmp_path):
    folder(tmp_path)
    path = write_scenario(
        tmp_path / "asked.yaml",
        "title: t\nprogramme: valleys\nrules:\n  add:\n"
        "    - {name: others pay, measure: leverage, at_least: 0.1}\n",
    )
    programme = read(path).programme
    assert programme.worked_out == tuple(APPRAISED_MEASURES)
    assert programme.proposal_of["P1"].numbers["leverage"] > 0


def test_nothing_is_worked_out_where_nothing_asks_for_it(tmp_path):
    programme = read(folder(tmp_path, SETTINGS)).programme
    assert programme.worked_out == ()
    assert "leverage" not in programme.proposal_of["P1"].numbers


def test_figures_outside_the_scale_are_one_fault_that_names_the_scale_to_use(tmp_path):
    settings = ASKED.replace("[0, 1]", "[0, 0.25]")
    (fault,) = faults_in(folder(tmp_path, settings))
    assert (fault.place, fault.column) == ("programme.yaml", "criteria.leverage.scale")
    most = "0.3667"  # £55k of match, 5 of them after the years, for £150k of TRIP
    assert fault.found == f"{most} for 'P1'"
    assert f"such as [0, {most}" in fault.expected
    wider = settings.replace("[0, 0.25]", fault.expected.split("such as ")[1])
    assert read(folder(tmp_path, wider)).programme.worked_out == tuple(APPRAISED_MEASURES)


def test_a_column_that_is_worked_out_is_not_typed(tmp_path):
    rows = [[*row, "leverage" if not place else "1"] for place, row in
            enumerate(tables()["proposals"])]  # fmt: skip
    (fault,) = faults_in(folder(tmp_path, proposals=rows))
    assert (fault.place, fault.row, fault.column) == ("proposals.csv", 1, "leverage")
    assert fault.found == "a column that is worked out"


def test_a_column_that_is_worked_out_is_no_further_column(tmp_path):
    settings = ASKED.replace("ward, economic]", "ward, economic, leverage]")
    faults = faults_in(folder(tmp_path, settings))
    assert any("worked out from other tables" in fault.expected for fault in faults)


def test_a_size_may_be_worked_out(tmp_path):
    settings = ASKED.replace("size: people", "size: leverage")
    assert read(folder(tmp_path, settings)).programme.value.size == "leverage"


@pytest.mark.parametrize("key", ["leverag", "npvs"])
def test_a_criterion_with_another_name_still_asks_for_its_column(tmp_path, key):
    settings = ASKED.replace("leverage:", f"{key}:")
    assert any(fault.column == key for fault in faults_in(folder(tmp_path, settings)))


def test_a_measure_that_nothing_works_out_is_told_which_key_does(tmp_path):
    settings = ASKED.replace("appraisal:\n", "").replace("leverage:", "npv:")
    (fault,) = [f for f in faults_in(folder(tmp_path, settings)) if f.column == "npv"]
    assert "the key appraisal in the settings" in fault.expected
