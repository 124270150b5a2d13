"""Years without budgets, certain match and the worth of a size, as tables say them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from prioritise.reading import read
from tests.reading.files import (
    faults_in,
    only_fault,
    tables,
    with_cell,
    write_folder,
    write_scenario,
)


def blank(column: str, *names: str):
    """The valid tables with a year's column blank in the streams."""
    changed = tables()
    for year in (column, *names):
        place = changed["streams"][0].index(year)
        for row in changed["streams"][1:]:
            row[place] = " "
    return changed


def test_last_years_whose_budgets_are_blank_have_none_yet(tmp_path):
    programme = read(write_folder(tmp_path, blank("2019-20"))).programme
    assert (programme.years, programme.later_years) == (("2018-19",), ("2019-20",))
    assert {len(stream.budgets) for stream in programme.streams} == {1}
    assert [cost.later for cost in programme.costs_of["P1"]] == [(0,), (5_000_000,)]
    assert programme.proposal_of["P1"].latest == "2019-20"


def test_a_nought_is_a_budget(tmp_path):
    changed = blank("2019-20")
    changed["streams"][1][-1] = "0"
    assert read(write_folder(tmp_path, changed)).programme.later_years == ()


def test_a_blank_year_before_one_with_budgets_is_a_year_without_money(tmp_path):
    programme = read(write_folder(tmp_path, blank("2018-19"))).programme
    assert programme.later_years == ()
    assert {stream.budgets[0] for stream in programme.streams} == {0}


def test_where_every_budget_is_blank_there_is_no_money(tmp_path):
    programme = read(write_folder(tmp_path, blank("2018-19", "2019-20"))).programme
    assert programme.later_years == ()


@pytest.mark.parametrize(
    ("row", "column", "text", "expected"),
    [
        (2, "secured", "yes", "nothing, since only match funding (match) is certain or not"),
        (3, "secured", "perhaps", "yes or no"),
        (2, "worth", "1.5", "1 or less"),
    ],
)
def test_a_wrong_cell_says_what_is_right(tmp_path, row, column, text, expected):
    fault = only_fault(write_folder(tmp_path, with_cell("costs", row, column, text)))
    assert (fault.row, fault.column, fault.expected) == (row, column, expected)


def test_certain_match_and_worth_are_read(tmp_path):
    changed = with_cell("costs", 3, "secured", "yes")
    for row, text in zip(changed["costs"], ("worth", "", "", "0.4", "", ""), strict=True):
        row.append(text)
    programme = read(write_folder(tmp_path, changed)).programme
    assert [cost.secured for cost in programme.costs_of["P1"]] == [True, False]
    large = next(o for o in programme.options["007"] if o.alternative == "large")
    assert (large.worth, large.portion) == (Decimal("0.4"), Decimal("0.4"))


def test_rows_of_one_size_agree_on_its_worth(tmp_path):
    changed = tables()
    for row, text in zip(changed["costs"], ("worth", "0.5", "0.6", "", "", ""), strict=True):
        row.append(text)
    fault = only_fault(write_folder(tmp_path, changed))
    assert str(fault).endswith(
        "costs.csv:3 [worth]: found 0.6, expected 0.5, as in another row of the same alternative"
    )


def test_an_option_is_written_alike_in_all_rows(tmp_path):
    """Else its match would be an option of its own, and cost nobody anything."""
    fault = only_fault(write_folder(tmp_path, with_cell("costs", 5, "option", "Large")))
    assert (fault.row, fault.column, fault.found) == (5, "option", "'Large'")


SCENARIO = """\
title: Other terms
programme: valleys
streams:
  all: {contingency: 0.1}
  trip: {over_programme: 0.2, carry_forward: 0}
proposals:
  change:
    all: {min_share: 0.8}
    NA: {latest: 2019-20, min_share: 0.5}
"""


def test_a_scenario_changes_terms_of_streams_and_proposals(tmp_path):
    write_folder(tmp_path / "valleys")
    programme = read(write_scenario(tmp_path / "terms.yaml", SCENARIO)).programme
    trip = programme.stream_of["trip"]
    assert (trip.contingency, trip.over_programme, trip.carry_forward) == (
        Decimal("0.1"),
        Decimal("0.2"),
        0,
    )
    proposals = programme.proposal_of
    assert [proposals[name].min_share for name in ("007", "P1", "NA")] == [
        Decimal("0.8"),
        Decimal("0.8"),
        Decimal("0.5"),
    ]
    assert (proposals["NA"].latest, proposals["P1"].earliest) == ("2019-20", "2018-19")


@pytest.mark.parametrize(
    ("old", "new", "row", "column"),
    [
        ("2019-20, min", "2099-00, min", 9, "proposals.change.NA.latest"),
        ("min_share: 0.5", "min_share: 0.55", 9, "proposals.change.NA.min_share"),
        ("NA: {", "NAH: {", 9, "proposals.change.NAH"),
        ("latest: 2019", "lastest: 2019", 9, "proposals.change.NA.lastest"),
    ],
)
def test_wrong_terms_are_faults_with_their_line(tmp_path, old, new, row, column):
    write_folder(tmp_path / "valleys")
    path = write_scenario(tmp_path / "terms.yaml", SCENARIO.replace(old, new))
    fault = only_fault(path)
    assert (fault.row, fault.column) == (row, column)


def test_wrong_terms_for_all_name_each_proposal_that_they_are_wrong_for(tmp_path):
    write_folder(tmp_path / "valleys")
    text = SCENARIO.replace("min_share: 0.8", "min_share: 0.85")
    faults = faults_in(write_scenario(tmp_path / "terms.yaml", text))
    assert [fault.found for fault in faults] == ["0.85 for P1", "0.85 for 007"]
    assert {fault.column for fault in faults} == {"proposals.change.all.min_share"}
