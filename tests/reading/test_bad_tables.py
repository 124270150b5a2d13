"""Headings, rows and files that do not fit together are faults, and nothing is shifted."""

from __future__ import annotations

import pytest

from tests.reading.files import (
    TABLES,
    Tables,
    csv_text,
    faults_in,
    only_fault,
    tables,
    with_cell,
    write_folder,
    write_workbook,
)


def renamed(table: str, column: str, heading: str) -> Tables:
    changed = tables()
    headings = changed[table][0]
    headings[headings.index(column)] = heading
    return changed


@pytest.mark.parametrize(
    ("table", "column", "heading", "nearest"),
    [
        ("hubs", "region", "regions", "region"),
        ("streams", "2018-19", "2018-2019", "2018-19"),
        ("costs", "stream", "Stream", "stream"),
        ("proposals", "economic", "econmic", "economic"),
        ("proposals", "ward", "wards", "ward"),
        ("costs", "proposal", "propsal", "proposal"),
        ("alignment", "alignment", "aligment", "alignment"),
    ],
)
def test_a_misspelt_heading_is_one_fault(tmp_path, table, column, heading, nearest):
    """A column that is not known is a fault, with the nearest name that is missing."""
    fault = only_fault(write_folder(tmp_path, renamed(table, column, heading)))
    assert (fault.place, fault.row, fault.column) == (f"{table}.csv", 1, heading)
    assert fault.nearest == nearest


@pytest.mark.parametrize(
    ("table", "column"),
    [("hubs", "name"), ("streams", "2019-20"), ("proposals", "economic"), ("links", "other")],
)
def test_a_missing_column_is_one_fault(tmp_path, table, column):
    """A year without its column is not a year without money."""
    changed = tables()
    place = changed[table][0].index(column)
    changed[table] = [row[:place] + row[place + 1 :] for row in changed[table]]
    fault = only_fault(write_folder(tmp_path, changed))
    assert (fault.place, fault.row, fault.column) == (f"{table}.csv", 1, column)


def test_a_heading_twice_is_a_fault(tmp_path):
    """Of two columns of one name, neither is preferred."""
    fault = only_fault(write_folder(tmp_path, renamed("costs", "after", "before")))
    assert (fault.row, fault.column, fault.expected) == (1, "before", "every heading once")


def test_a_heading_is_trimmed_and_a_blank_one_is_a_fault(tmp_path):
    """Spaces around a heading mean nothing; a column without a heading means nothing either."""
    assert not faults_in(write_folder(tmp_path, renamed("costs", "after", " after ")))
    fault = only_fault(write_folder(tmp_path, renamed("costs", "after", "")))
    assert fault.found == "no heading above column 6"


@pytest.mark.parametrize("cells", [["more"], ["", "more"], ["1", ""]])
def test_a_row_with_more_cells_than_headings_is_a_fault(tmp_path, cells):
    """An unquoted comma in a title does not move the scores one column on."""
    changed = tables()
    changed["costs"][2] += cells
    fault = only_fault(write_folder(tmp_path, changed))
    assert (fault.place, fault.row) == ("costs.csv", 3)
    assert fault.expected == "8, one for each heading"


def test_a_row_with_fewer_cells_than_headings_is_a_fault(tmp_path):
    """A lost comma does not move the amounts one year back."""
    changed = tables()
    changed["costs"][2].pop()
    fault = only_fault(write_folder(tmp_path, changed))
    assert (fault.row, fault.found) == (3, "7 cells")


def test_blank_cells_to_the_right_of_the_headings_are_no_fault(tmp_path):
    """Spreadsheets like to add empty columns."""
    changed = {name: [[*row, "", ""] for row in rows] for name, rows in tables().items()}
    assert not faults_in(write_folder(tmp_path, changed))


@pytest.mark.parametrize(
    ("text", "row"),
    [('kind,proposal\n"requires,P1\n', 2), ('kind,proposal\nrequires,P1\n"bo"nus,P1\n', 3)],
)
def test_a_cell_that_does_not_end_is_a_fault(tmp_path, text, row):
    """An open quotation mark does not swallow the rest of the file."""
    write_folder(tmp_path)
    (tmp_path / "links.csv").write_text(text)
    fault = only_fault(tmp_path)
    assert (fault.place, fault.row) == ("links.csv", row)


@pytest.mark.parametrize("text", ["", "\n\n", ",,,\n"])
def test_a_file_without_headings_is_a_fault(tmp_path, text):
    """An empty file is not an empty table."""
    write_folder(tmp_path)
    (tmp_path / "links.csv").write_text(text)
    assert only_fault(tmp_path).found == "no headings"


def test_a_missing_table_names_its_file(tmp_path):
    """What is required and absent is asked for by name."""
    fault = only_fault(write_folder(tmp_path, tables(costs=None)))
    assert (fault.place, fault.found) == ("costs.csv", "no such file")


@pytest.mark.parametrize("name", ["link.csv", "alignments.csv", "Links.csv", "links.CSV"])
def test_a_file_with_nearly_the_name_of_a_table_is_a_fault(tmp_path, name):
    """A table that is misnamed is not left out in silence."""
    write_folder(
        tmp_path, tables(links=None, alignment=None if "al" in name else TABLES["alignment"])
    )
    (tmp_path / name).write_text(csv_text(TABLES["links"]))
    fault = next(fault for fault in faults_in(tmp_path) if fault.place == name)
    assert fault.nearest.removesuffix(".csv") in ("links", "alignment")


def test_other_files_may_lie_beside_the_tables(tmp_path):
    """Notes, lists, agreements, zones and an office program's lock files say nothing here."""
    write_folder(tmp_path)
    for name in ("notes.csv", "zones.csv", "README.md", "~$plan.xlsx", ".~lock.costs.csv#"):
        (tmp_path / name).write_text("x")
    (tmp_path / "decisions.sqlite").write_bytes(b"\x00")
    assert not faults_in(tmp_path)


def test_tables_twice_are_a_fault_that_says_what_to_remove(tmp_path):
    """CSV files and a workbook at once, or two workbooks: neither is preferred in silence."""
    write_folder(tmp_path)
    write_workbook(tmp_path / "plan.xlsx", TABLES)
    fault = only_fault(tmp_path)
    assert fault.place == "plan.xlsx"
    assert "remove this workbook" in fault.expected
    for name in TABLES:
        (tmp_path / f"{name}.csv").unlink()
    assert not faults_in(tmp_path)
    write_workbook(tmp_path / "plan (copy).xlsx", TABLES)
    assert only_fault(tmp_path).found == "plan (copy).xlsx, plan.xlsx"


@pytest.mark.parametrize("name", ["nothing", "nothing.yaml", "nothing.xlsx", "x" * 300])
def test_a_path_that_leads_nowhere_is_a_fault(tmp_path, name):
    """A misspelt path is met with words, not with a traceback."""
    assert faults_in(tmp_path / name)


def test_a_folder_without_settings_says_so(tmp_path):
    """Tables alone are no programme."""
    write_folder(tmp_path)
    (tmp_path / "programme.yaml").unlink()
    assert only_fault(tmp_path).place == "programme.yaml"


def test_extra_columns_have_to_be_there(tmp_path):
    """A declared column that is in no file is a fault."""
    settings = (write_folder(tmp_path) / "programme.yaml").read_text("utf-8")
    (tmp_path / "programme.yaml").write_text(settings.replace("[people,", "[houses, people,"))
    fault = only_fault(tmp_path)
    assert (fault.place, fault.column) == ("proposals.csv", "houses")


def test_control_characters_never_reach_a_message(tmp_path):
    """What a file says cannot move the cursor of the terminal that shows its faults."""
    hostile = "\x1b]0;owned\x07"
    for written in (
        with_cell("hubs", 2, "status", hostile),
        with_cell("costs", 2, "stream", hostile),
        renamed("links", "value", hostile),
    ):
        for fault in faults_in(write_folder(tmp_path, written)):
            assert str(fault).isprintable()
