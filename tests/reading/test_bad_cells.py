"""Every bad cell is one fault that names its file, row and column, and what would be right."""

from __future__ import annotations

import pytest

from tests.reading.files import SHEETS, only_fault, with_cell, write_folder, write_workbook

AMOUNT = "an amount in £k that is not negative, such as 0 or 1,234.5"
NUMBER = "a number, such as 7 or 1,234.5, of at most 12 digits and 15 decimals"
SPACES = "no space at either end"

BAD_CELLS = [
    # Amounts: anything but digits, separators in their places, one point and a pound sign.
    *(
        ("costs", 2, "2018-19", text, AMOUNT, "")
        for text in (
            "12k", "1e5", "nan", "inf", "-inf", "(300)", "-5", "1.2.3", "1,23", "1,2345", ",5",
            "5,", "1 234", "£", "££5", "£-5", "+5", "5.", "0x10", "1_000", "٣", "１２", "½",
            "#REF!", "TRUE", "5%", "n/a", "-", "5 £", "$5", "1'000", "−5", "1.234,5", "five",
            "1000000000000",
        )
    ),
    ("costs", 2, "2018-19", "0.000001", "an amount in £k of whole pence", ""),
    ("costs", 2, "before", "33.3333333", "an amount in £k of whole pence", ""),
    ("streams", 2, "2019-20", "one", AMOUNT, ""),
    ("streams", 2, "min_award", "-1", AMOUNT, ""),
    # Numbers and shares.
    ("proposals", 2, "economic", "seven", NUMBER, ""),
    ("proposals", 2, "economic", "7,5", NUMBER, ""),
    ("proposals", 2, "economic", "11", "at most 10, the scale's top", ""),
    ("proposals", 2, "economic", "-1", "at least 0, the scale's bottom", ""),
    ("proposals", 2, "economic", "", "a score from 0 to 10", ""),
    ("proposals", 2, "likelihood", "90%", "a share rather than a percentage: 0.9", ""),
    ("proposals", 2, "likelihood", "1.1", "1 or less", ""),
    ("proposals", 2, "likelihood", "-0.1", "0 or more", ""),
    ("proposals", 2, "min_share", "0", "more than 0", ""),
    ("proposals", 2, "min_share", "0.55", "a whole number of tenths, such as 0.5", ""),
    ("proposals", 2, "jobs", "-3", "0 or more", ""),
    ("proposals", 2, "people", "-3", "0 or more, since scores judge each unit of it", ""),
    ("streams", 2, "intervention_rate", "70", "1 or less; 70% is 0.7", ""),
    ("streams", 2, "carry_forward", "some", NUMBER, ""),
    ("alignment", 2, "alignment", "2", "1 or less", ""),
    ("alignment", 2, "alignment", "", "a value", ""),
    ("links", 3, "value", "two", NUMBER, ""),
    # Words of closed lists.
    ("streams", 2, "kind", "captial", "one of capital, revenue, loan", "capital"),
    ("costs", 2, "kind", "Capital", "one of capital, revenue, loan", "capital"),
    ("proposals", 2, "stage", "obc", "one of idea, SOC, OBC, FBC, BJC", "OBC"),
    ("proposals", 3, "commitment", "contracting", "one of contracted", "contracted"),
    ("hubs", 2, "status", "agree", "one of agreed, proposed", "agreed"),
    ("links", 2, "kind", "require", "one of requires, excludes, together, bonus", "requires"),
    # Ids and references: exactly as written.
    ("proposals", 2, "proposal", "", "a value", ""),
    ("proposals", 2, "title", "", "a value", ""),
    ("proposals", 2, "title", "   ", "a value", ""),
    ("proposals", 2, "title", "bell \x07", "text without control characters", ""),
    ("proposals", 2, "title", "tab\there", "text without control characters", ""),
    ("proposals", 2, "title", "\x9b31m", "text without control characters", ""),
    ("proposals", 2, "title", "\u202eenod", "text without control characters", ""),
    ("proposals", 2, "theme", "transport ", SPACES, ""),
    ("proposals", 2, "hub", "pontypridd", "the id of a hub", "ponty"),
    ("proposals", 2, "hub", "PONTY", "the id of a hub", "ponty"),
    ("proposals", 2, "hub", "neth", "the id of a hub", "neath"),
    ("proposals", 2, "hub", "ponty; neath",
     "names separated by semicolons, without spaces around them", ""),
    ("proposals", 2, "hub", "ponty;;neath",
     "names separated by semicolons, without spaces around them", ""),
    ("proposals", 2, "hub", "ponty;ponty", "every name once", ""),
    ("costs", 2, "stream", " trip", SPACES, ""),
    ("costs", 2, "stream", "trip\u00a0", SPACES, ""),
    ("costs", 2, "stream", "tri\u200bp", "visible characters only", ""),
    ("costs", 2, "stream", "trip;skills", "one id, without a semicolon", ""),
    ("costs", 2, "stream", "tripp", "the id of a stream", "trip"),
    ("costs", 2, "proposal", "P01", "the id of a proposal", "P1"),
    ("costs", 2, "proposal", "x" * 201, "at most 200 characters", ""),
    ("alignment", 2, "proposal", "P", "the id of a proposal", "P1"),
    ("alignment", 2, "stream", "trp", "the id of a stream", "trip"),
    ("links", 2, "other", "N", "the id of a proposal", "NA"),
    ("streams", 2, "parent", "all_wales", "the id of a stream", "all-wales"),
    ("streams", 2, "regions", "SWE", "the region of a hub", "SW"),
    ("streams", 3, "hubs", "neth", "the id of a hub", "neath"),
    ("proposals", 2, "earliest", "2018/19", "one of the years 2018-19 to 2019-20", "2018-19"),
    ("proposals", 2, "latest", "2021-22", "one of the years 2018-19 to 2019-20", "2019-20"),
]  # fmt: skip


def case_name(case: tuple[str, ...]) -> str:
    return f"{case[0]}-{case[2]}-{case[3][:12]!r}"


@pytest.mark.parametrize("case", BAD_CELLS, ids=case_name)
def test_a_bad_cell_is_one_fault_in_its_place(tmp_path, case):
    """File, row, column, what was found, what is expected, and the nearest name."""
    table, row, column, text, expected, nearest = case
    written = with_cell(table, row, column, text)
    if table == "proposals" and column == "min_share":
        written["proposals"][2][written["proposals"][0].index("commitment")] = ""
    fault = only_fault(write_folder(tmp_path, written))
    assert (fault.place, fault.row, fault.column) == (f"{table}.csv", row, column)
    assert (fault.expected, fault.nearest) == (expected, nearest)
    assert str(fault).isprintable()
    if text and len(text) < 60 and text.isprintable():
        assert text in fault.found


@pytest.mark.parametrize(
    "case", [case for case in BAD_CELLS if case[3] and "\x07" not in case[3]], ids=case_name
)
def test_a_workbook_says_the_same_of_text(tmp_path, case):
    """What is typed as text into a workbook is judged as it is in a CSV file."""
    table, row, column, text, expected, nearest = case
    written = with_cell(table, row, column, text) | SHEETS
    path = write_workbook(tmp_path / "plan.xlsx", written, numbers=False)
    fault = only_fault(path)
    assert (fault.place, fault.row, fault.column) == (f"plan.xlsx sheet {table}", row, column)
    assert (fault.expected, fault.nearest) == (expected, nearest)
