"""A workbook of the same content gives an equal programme, and loses nothing in silence."""

from __future__ import annotations

import datetime
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import xlsxwriter

from prioritise.reading import read
from prioritise.reading.workbook import number_text
from tests.reading.files import (
    NUMBERS,
    SETTINGS,
    SHEETS,
    TABLES,
    faults_in,
    only_fault,
    tables,
    with_cell,
    write_folder,
    write_workbook,
)

MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


def spoilt(path: Path, sheet: str, row: int, column: str, write: str, *cell: object) -> Path:
    """The whole programme as a workbook, with one cell written in another way."""
    content = tables() | SHEETS
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in content.items():
            page = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                for place, text in enumerate(cells):
                    if text:
                        page.write_string(number, place, text)
            if name == sheet:
                place = rows[0].index(column)
                options = [book.add_format({"num_format": "yyyy-mm-dd"})] if "date" in write else []
                getattr(page, write)(row - 1, place, *cell, *options)
    return path


@pytest.mark.parametrize("numbers", [True, False])
def test_a_workbook_alone_equals_the_folder(tmp_path, numbers):
    """Sheets for the settings and the tables, with numbers as numbers or as text."""
    path = write_workbook(tmp_path / "plan.xlsx", TABLES | SHEETS, numbers)
    assert read(path).programme == read(write_folder(tmp_path / "folder")).programme


def test_a_workbook_beside_the_settings_equals_the_folder(tmp_path):
    """The folder may be named, or the workbook in it."""
    folder = read(write_folder(tmp_path / "folder")).programme
    path = write_workbook(tmp_path / "mixed" / "tables.xlsx", TABLES)
    (path.parent / "programme.yaml").write_text(SETTINGS, "utf-8")
    assert read(path.parent).programme == folder
    assert read(path).programme == folder
    assert [file.name for file in read(path.parent).files] == ["programme.yaml", "tables.xlsx"]


def test_settings_in_two_places_are_a_fault(tmp_path):
    """A sheet of settings beside a file of settings: neither is preferred."""
    path = write_workbook(tmp_path / "plan.xlsx", TABLES | SHEETS)
    (tmp_path / "programme.yaml").write_text(SETTINGS, "utf-8")
    assert only_fault(tmp_path).place == "plan.xlsx sheet programme"
    assert not faults_in(path)


def test_a_workbook_without_settings_says_what_is_missing(tmp_path):
    """Tables alone are no programme."""
    path = write_workbook(tmp_path / "plan.xlsx", TABLES)
    assert only_fault(path).found == "no settings"


def test_a_numeric_id_reads_as_its_digits(tmp_path):
    """In a workbook the id 7 is a number, and reads as `7` in every sheet."""
    written = tables()
    for name, row, column in (("proposals", 2, 0), ("costs", 3, 0), ("alignment", 2, 0)):
        written[name][row][column] = "7"
    written["costs"][4][0] = written["alignment"][3][0] = written["links"][2][2] = "7"
    path = write_workbook(tmp_path / "a.xlsx", written | SHEETS)
    folder = read(write_folder(tmp_path / "folder", written)).programme
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in (written | SHEETS).items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                for place, text in enumerate(cells):
                    if text == "7":
                        sheet.write_number(number, place, 7.0)
                    else:
                        sheet.write_string(number, place, text)
    assert read(path).programme == folder


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (7.0, "7"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.333333333333333"),
        (1e-5, "0.00001"),
        (1e16, "10000000000000000"),
        (123456789.12, "123456789.12"),
    ],
)
def test_a_number_reads_as_the_spreadsheet_keeps_it(number, text):
    """Fifteen significant digits, never an exponent."""
    assert number_text(number) == text


@pytest.mark.parametrize(
    ("write", "cell", "found"),
    [
        ("write_boolean", True, "the truth value TRUE"),
        ("write_datetime", datetime.datetime(2018, 4, 1), "the date or time 2018-04-01"),
    ],
)
def test_dates_and_truth_values_are_no_numbers_and_no_ids(tmp_path, write, cell, found):
    """What a spreadsheet makes of an id or an amount behind one's back is a fault."""
    for sheet, row, column in (
        ("costs", 2, "2018-19"),
        ("proposals", 2, "theme"),
        ("streams", 1, "2018-19"),
        ("programme", 3, "value"),
    ):
        path = spoilt(tmp_path / "plan.xlsx", sheet, row, column, write, cell)
        fault = next(f for f in faults_in(path) if f.row == row)
        assert (fault.place, fault.found) == (f"plan.xlsx sheet {sheet}", found)
        assert (
            fault.column == ("2018-04-01" if row == 1 and "date" in write else column) or row == 1
        )


def test_a_date_is_as_good_as_any_text_in_a_column_of_text(tmp_path):
    """A title that is a date reads as the date."""
    path = spoilt(
        tmp_path / "plan.xlsx",
        "proposals",
        2,
        "title",
        "write_datetime",
        datetime.datetime(2018, 4, 1),
    )
    assert read(path).programme.proposals[0].title == "2018-04-01"


@pytest.mark.parametrize(
    ("sheet", "column"), [("costs", "2018-19"), ("costs", "before"), ("proposals", "title")]
)
def test_an_error_of_the_spreadsheet_is_a_fault(tmp_path, sheet, column):
    """`#REF!` is not read as nothing."""
    path = spoilt(
        tmp_path / "plan.xlsx", sheet, 2, column, "write_formula", "=#REF!", None, "#REF!"
    )
    fault = only_fault(path)
    assert (fault.row, fault.column, fault.found) == (2, column, "an error of the spreadsheet")


def test_a_formula_reads_as_its_value(tmp_path):
    """A calculated formula is as good as what it shows."""
    path = spoilt(
        tmp_path / "plan.xlsx", "costs", 2, "2018-19", "write_formula", "=50*2", None, 100
    )
    assert read(path).programme == read(write_folder(tmp_path / "folder")).programme


@pytest.mark.parametrize("value", [b"", b"<v></v>", b"<v/>", b"<v> </v>"])
def test_a_formula_that_was_never_calculated_is_a_fault(tmp_path, value):
    """A file written by a program holds formulas without values: they are not nothing."""
    path = spoilt(tmp_path / "a.xlsx", "costs", 2, "before", "write_formula", "=1+1", None, 4711)
    fault = only_fault(rewritten(path, b"<v>4711</v>", value))
    assert (fault.row, fault.column) == (2, "before")
    assert fault.found == "a formula that was never calculated"


def test_a_formula_whose_text_is_empty_is_empty(tmp_path):
    """`=""` is a calculated formula that shows nothing."""
    path = spoilt(tmp_path / "a.xlsx", "costs", 2, "before", "write_formula", '=""', None, 4711)
    path = rewritten(path, b'"E2"><f>""</f><v>4711</v>', b'"E2" t="str"><f>""</f><v></v>')
    assert read(path).programme == read(write_folder(tmp_path / "folder")).programme


def test_merged_cells_are_a_fault(tmp_path):
    """All but the first of merged cells would read as empty."""
    path = spoilt(tmp_path / "a.xlsx", "proposals", 2, "theme", "write_string", "transport")
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="F2:F3"/></mergeCells>'
    fault = only_fault(rewritten(path, b"</sheetData>", merged, "sheet3"))
    assert (fault.row, fault.column) == (2, "theme")


@pytest.mark.parametrize(
    ("sheet", "row", "column", "text", "line", "key"),
    [
        ("programme", 4, "key", "unti", 4, "unti"),
        ("programme", 4, "value", "k£", 4, "unit"),
        ("programme", 5, "value", "peple", 5, "value.size"),
        ("programme", 4, "key", "title", 4, "key"),
        ("criteria", 2, "weight", "x", 2, "weight"),
        ("criteria", 2, "low", "", 2, "low"),
        ("criteria", 2, "high", "0", 2, "low"),
        ("criteria", 3, "criterion", "economic", 3, "criterion"),
        ("rules", 2, "measure", "cont", 2, "measure"),
        ("rules", 2, "at_least", "", 2, ""),
        ("rules", 3, "where", "ward", 3, "where"),
        ("rules", 3, "where", "ward=Graig;ward=Town", 3, "where"),
        ("rules", 3, "where", "ward=Grag", 3, "where"),
        ("rules", 1, "where", "whre", 1, "whre"),
    ],
)
def test_a_bad_setting_is_a_fault_in_its_sheet(tmp_path, sheet, row, column, text, line, key):
    """Sheet, row and column of each setting."""
    content = tables() | {name: [list(cells) for cells in rows] for name, rows in SHEETS.items()}
    content[sheet][row - 1][content[sheet][0].index(column)] = text
    path = write_workbook(tmp_path / "plan.xlsx", content, numbers=False)
    fault = next(fault for fault in faults_in(path) if fault.place == f"plan.xlsx sheet {sheet}")
    assert (fault.row, fault.column) == (line, key)


def test_a_sheet_with_nearly_the_name_of_a_table_is_a_fault(tmp_path):
    """A misnamed sheet is not left out in silence; other sheets may say what they like."""
    content = {name if name != "links" else "Link": rows for name, rows in TABLES.items()}
    path = write_workbook(tmp_path / "plan.xlsx", content | SHEETS | {"Notes": [["anything"]]})
    fault = only_fault(path)
    assert (fault.place, fault.nearest) == ("plan.xlsx sheet Link", "links")


@pytest.mark.parametrize("change", [str.upper, str.title])
def test_sheets_may_be_named_in_any_letter_case(tmp_path, change):
    """`Hubs` is the table `hubs`; messages call a sheet as it is written."""
    content = {change(name): rows for name, rows in (TABLES | SHEETS).items()}
    path = write_workbook(tmp_path / "plan.xlsx", content)
    assert read(path).programme == read(write_folder(tmp_path / "folder")).programme
    content[change("costs")] = with_cell("costs", 2, "before", "x")["costs"]
    fault = only_fault(write_workbook(tmp_path / "plan.xlsx", content))
    assert fault.place == f"plan.xlsx sheet {change('costs')}"


def test_two_sheets_for_one_table_are_a_fault(tmp_path):
    """An .ods workbook may hold `Links` and `links`: neither is left out in silence."""
    path = write_ods(tmp_path / "plan.ods", {"Links": TABLES["links"]} | TABLES | SHEETS)
    fault = only_fault(path)
    assert (fault.place, fault.nearest) == ("plan.ods sheet Links", "links")


def test_an_open_document_equals_the_folder(tmp_path):
    """An .ods workbook, with numbers as numbers and blank cells written once."""
    path = write_ods(tmp_path / "plan.ods", TABLES | SHEETS)
    assert read(path).programme == read(write_folder(tmp_path / "folder")).programme


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            'office:value-type="float" office:value="9"',
            'office:value-type="string" calcext:value-type="error"',
        ),
        ('office:value="9"', 'office:value="9" table:number-rows-spanned="2"'),
    ],
)
def test_an_open_document_loses_nothing_in_silence(tmp_path, old, new):
    """Errors and merged cells are faults there too."""
    path = write_ods(tmp_path / "plan.ods", TABLES | SHEETS, old, new)
    fault = faults_in(path)[0]
    assert (fault.place, fault.row, fault.column) == ("plan.ods sheet proposals", 4, "people")


def write_ods(
    path: Path, content: dict[str, list[list[str]]], old: str = "", new: str = ""
) -> Path:
    def cell(text: str, heading: str) -> str:
        if not text:
            return '<table:table-cell table:number-columns-repeated="1"/>'
        kind = 'office:value-type="string"'
        if heading in NUMBERS and re.fullmatch(r"-?[0-9.]+", text):
            kind = f'office:value-type="float" office:value="{text}"'
        return f"<table:table-cell {kind}><text:p>{escape(text)}</text:p></table:table-cell>"

    def page(name: str, rows: list[list[str]]) -> str:
        lines = ("".join(map(cell, row, rows[0])) for row in rows)
        body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
        blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        blank += 'table:number-columns-repeated="16384"/></table:table-row>'
        return f'<table:table table:name="{name}">{body}{blank}</table:table>'

    spaces = "".join(
        f' xmlns:{name}="urn:{name}"' if name == "calcext" else
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "calcext")
    )  # fmt: skip
    pages = "".join(page(name, rows) for name, rows in content.items())
    xml = (
        f"<office:document-content{spaces}><office:body><office:spreadsheet>{pages}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        out.writestr("META-INF/manifest.xml", MANIFEST)
        out.writestr("content.xml", xml.replace(old, new) if old else xml)
    return path


def test_an_office_file_that_is_no_workbook_is_one_fault(tmp_path):
    """Old formats, passwords and renamed files are met with words."""
    for content in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 600, b"hub,name\n"):
        (tmp_path / "plan.xlsx").write_bytes(content)
        assert only_fault(tmp_path / "plan.xlsx").found == "no workbook"


def rewritten(path: Path, old: bytes, new: bytes, part: str = "sheet") -> Path:
    """The same workbook with other XML in its sheets."""
    target = path.with_name("rewritten.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as out:
        for name in source.namelist():
            content = source.read(name)
            if re.search(f"worksheets/{part}", name):
                content = content.replace(old, new)
            out.writestr(name, content)
    return target
