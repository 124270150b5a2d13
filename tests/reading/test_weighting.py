"""Weights from swings and from pairs, groups, curves and thresholds, as people write them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from prioritise.programme.programme import Programme
from prioritise.reading import read
from tests.reading.files import (
    SETTINGS,
    TABLES,
    faults_in,
    write_folder,
    write_scenario,
    write_workbook,
)

CRITERIA = "economic: {weight: 60, scale: [0, 10]}\n  alignment: {weight: 40}\n"
UNWEIGHED = CRITERIA.replace("weight: 60, ", "").replace("weight: 40", "")
PAIRS = "weights: {pairwise: {economic: {alignment: 3}}}\n"


def settings(more: str = "", criteria: str = UNWEIGHED) -> str:
    assert CRITERIA in SETTINGS
    return SETTINGS.replace(CRITERIA, criteria) + more


def programme(place: Path, text: str) -> Programme:
    return read(write_folder(place, settings=text)).programme


def weights(found: Programme) -> dict[str, Decimal]:
    return {criterion.name: criterion.weight for criterion in found.criteria}


def test_points_of_swings_are_weights(tmp_path):
    """100 points against 60: five eighths and three eighths of all."""
    found = programme(tmp_path, settings("weights: {swing: {economic: 100, alignment: 60}}\n"))
    assert found.normalised_weights() == {
        "economic": Decimal("0.625"),
        "alignment": Decimal("0.375"),
    }
    assert found.weighting is not None
    assert found.weighting.way == "swing"


@pytest.mark.parametrize(
    ("pairs", "economic"),
    [("economic: {alignment: 3}", "0.75"), ("alignment: {economic: 1/4}", "0.8")],
)
def test_two_criteria_that_are_compared_weigh_as_they_were_compared(tmp_path, pairs, economic):
    """Three times as important is 75%, and a quarter as important is 20%."""
    found = programme(tmp_path, settings(f"weights: {{pairwise: {{{pairs}}}}}\n"))
    assert weights(found)["economic"] == Decimal(economic)


def test_a_scenario_chooses_a_group_and_may_still_change_a_weight(tmp_path):
    """The group's weights take the place of the programme's; a given weight takes theirs."""
    groups = "groups: {board: {given: {economic: 1, alignment: 3}}}\n"
    write_folder(tmp_path / "valleys", settings=settings(groups, CRITERIA))
    chosen = write_scenario(tmp_path / "a.yaml", "title: a\nprogramme: valleys\ngroup: board\n")
    found = read(chosen).programme
    assert (weights(found), found.group) == ({"economic": 1, "alignment": 3}, "board")
    both = "title: a\nprogramme: valleys\ngroup: board\nweights: {economic: 5}\n"
    found = read(write_scenario(tmp_path / "a.yaml", both)).programme
    assert (weights(found), found.group) == ({"economic": 5, "alignment": 3}, "")


def test_a_curve_and_a_threshold_are_read(tmp_path):
    """Scores with their marks, the least score, and why."""
    text = CRITERIA.replace(
        "scale: [0, 10]",
        "scale: [0, 10], curve: [[0, 0], [4, 20], [10, 100]], at_least: 3, because: too slight",
    )
    criterion = programme(tmp_path, settings(criteria=text)).criteria[0]
    assert criterion.curve == ((0, 0), (4, 20), (10, 100))
    assert (criterion.at_least, criterion.because) == (3, "too slight")


BAD_CRITERIA = [
    ("curve: ", "scores and their marks"),
    ("curve: 4", "a list"),
    ("curve: [[0, 0], 4]", "a list"),
    ("curve: [[0, 0], [4], [10, 100]]", "a score and its marks"),
    ("curve: [[0, 0], [a, 20], [10, 100]]", "a number"),
    ("curve: [[0, 0]]", "a curve from [0, 0] to [10, 100]"),
    ("curve: [[0, 0], [9, 100]]", "a curve from [0, 0] to [10, 100]"),
    ("curve: [[0, 10], [10, 100]]", "a curve from [0, 0] to [10, 100]"),
    ("curve: [[0, 0], [7, 50], [4, 60], [10, 100]]", "scores one after another from 0 to 10"),
    ("curve: [[0, 0], [4, 50], [4, 60], [10, 100]]", "scores one after another from 0 to 10"),
    ("curve: [[0, 0], [4, 50], [7, 40], [10, 100]]", "marks that never fall"),
    ("at_least: high", "a number"),
    ("at_least: 11", "a score of the scale, from 0 to 10"),
    ("at_most: 3", "at_least, since the highest score is the best"),
    ("because: too slight", "nothing without at_least"),
    ("at_leats: 3", "one of weight"),
]


@pytest.mark.parametrize(("key", "expected"), BAD_CRITERIA, ids=lambda text: str(text)[:40])
def test_a_bad_curve_or_threshold_is_a_fault_in_its_line(tmp_path, key, expected):
    """File, line and key, and what would be right."""
    text = settings(criteria=CRITERIA.replace("10]", f"10], {key}"))
    fault = faults_in(write_folder(tmp_path, settings=text))[0]
    assert (fault.place, fault.row) == ("programme.yaml", 5)
    assert fault.column.startswith(f"criteria.economic.{key.partition(':')[0]}")
    assert expected in fault.expected


@pytest.mark.parametrize("key", ["curve: [[0, 0], [1, 100]]", "at_least: 0.5", "because: b"])
def test_alignment_has_no_curve_and_no_threshold(tmp_path, key):
    """It is known only once it is known who pays."""
    text = settings(criteria=CRITERIA.replace("weight: 40", f"weight: 40, {key}"))
    (fault,) = faults_in(write_folder(tmp_path, settings=text))
    assert fault.column == f"criteria.alignment.{key.partition(':')[0]}"


BAD_WEIGHTS = [
    ("weights:", "weights", "one of given, swing, pairwise"),
    ("weights: 5", "weights", "keys with values"),
    ("weights: {}", "weights", "one of given, swing, pairwise"),
    ("weights: {swing: {economic: 1, alignment: 1}, given: {economic: 1}}", "weights", "one of"),
    ("weights: {swings: {economic: 1}}", "weights.swings", "one of given, swing, pairwise"),
    ("weights: {swing: {economic: 100}}", "weights.swing.alignment", "for every criterion"),
    ("weights: {swing: {economic: 1, alignment: -1}}", "weights.swing.alignment", "0 or more"),
    ("weights: {given: {economic: 1, alignment: x}}", "weights.given.alignment", "a number"),
    ("weights: {given: {economic: 0, alignment: 0}}", "weights.given", "above 0"),
    ("weights: {given: {economy: 1, alignment: 1}}", "weights.given.economy", "one of economic"),
    ("weights: {pairwise: {}}", "weights.pairwise.economic.alignment", "every pair is compared"),
    (PAIRS.replace("3", "10"), "weights.pairwise.economic.alignment", "1 to 9"),
    (PAIRS.replace("3", "1/10"), "weights.pairwise.economic.alignment", "1 to 9"),
    (PAIRS.replace("3", "0"), "weights.pairwise.economic.alignment", "1 to 9"),
    (PAIRS.replace("3", ""), "weights.pairwise.economic.alignment", "how many"),
    (PAIRS.replace("alignment", "economic"), "weights.pairwise.economic.economic", "another"),
    (PAIRS.replace("alignment", "social"), "weights.pairwise.economic.social", "another"),
    (
        "weights: {pairwise: {economic: {alignment: 2}, alignment: {economic: 2}}}",
        "weights.pairwise.alignment.economic",
        "every pair once",
    ),
    (f"{PAIRS}groups: board", "groups", "keys with values"),
    (f"{PAIRS}groups: {{board: }}", "groups.board", "one of given, swing, pairwise"),
    (
        f"{PAIRS}groups: {{board: {{swing: {{economic: 1}}}}}}",
        "groups.board.swing.alignment",
        "for every",
    ),
]


@pytest.mark.parametrize("case", BAD_WEIGHTS, ids=lambda case: case[0][:60])
def test_bad_weights_are_faults_where_they_stand(tmp_path, case):
    """File and key, and what would be right."""
    text, key, expected = case
    fault = faults_in(write_folder(tmp_path, settings=settings(f"{text}\n")))[0]
    assert (fault.place, fault.column) == ("programme.yaml", key)
    assert expected in fault.expected


def test_weights_stand_in_one_place(tmp_path):
    """Under each criterion, or under `weights`, and never in both or in neither."""
    (both,) = faults_in(write_folder(tmp_path / "a", settings=settings(PAIRS, CRITERIA)))[:1]
    assert both.column == "criteria.economic.weight"
    neither = faults_in(write_folder(tmp_path / "b", settings=settings()))
    assert [fault.column for fault in neither] == [
        "criteria.economic.weight",
        "criteria.alignment.weight",
    ]


def test_a_group_that_does_not_exist_is_a_fault(tmp_path):
    """With the nearest name."""
    groups = "groups: {board: {given: {economic: 1, alignment: 3}}}\n"
    write_folder(tmp_path / "valleys", settings=settings(groups, CRITERIA))
    bad = write_scenario(tmp_path / "a.yaml", "title: a\nprogramme: valleys\ngroup: bord\n")
    (fault,) = faults_in(bad)
    assert (fault.column, fault.nearest) == ("group", "board")


def test_a_workbook_says_the_same_in_its_sheets(tmp_path):
    """Curves as 0=0;4=20;10=100, thresholds in columns, weights under keys with dots."""
    tables = {
        **TABLES,
        "programme": [
            ["key", "value"],
            ["title", "Canol y dref"],
            ["years", "2018-19;2019-20"],
            ["unit", "£k"],
            ["value.size", "people"],
            ["extra_columns", "people;ward"],
            ["weights.pairwise.economic.alignment", "3"],
            ["groups.board.swing.economic", "100"],
            ["groups.board.swing.alignment", "50"],
        ],
        "criteria": [
            ["criterion", "weight", "low", "high", "curve", "at_least", "because"],
            ["economic", "", "0", "10", "0=0;4=20;10=100", "3", "too slight"],
            ["alignment", "", "", "", "", "", ""],
        ],
    }
    found = read(write_workbook(tmp_path / "all.xlsx", tables)).programme
    assert weights(found) == {"economic": Decimal("0.75"), "alignment": Decimal("0.25")}
    assert found.criteria[0].curve == ((0, 0), (4, 20), (10, 100))
    assert (found.criteria[0].at_least, found.criteria[0].because) == (3, "too slight")
    assert found.groups[0].weighting.weights == {"economic": 100, "alignment": 50}
