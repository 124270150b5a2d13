"""The workbook to start from says what it holds, and reads again as it is filled in."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from prioritise.cli.starter_files import WORKBOOK, write_starter
from prioritise.reading import read
from prioritise.reading.columns import RECORDS
from prioritise.reading.sheets import SETTINGS_SHEETS
from prioritise.render.inputs.input_lists import LISTS, SPARE_ROWS
from prioritise.render.inputs.input_workbook import README
from prioritise.views.inputs.input_columns import ROW, InputColumn, layout_of, settings_columns
from prioritise.views.inputs.input_columns import input_columns as columns_of
from tests.reading.files import faults_in

READ = [*SETTINGS_SHEETS, *ROW]
CELL = re.compile(r"([A-Z]+)([0-9]+)")


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("starter") / "mine"
    write_starter(folder, workbook=True)
    return folder


@pytest.fixture(scope="module")
def parts(starter: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(starter / WORKBOOK) as file:
        return {name: file.read(name) for name in file.namelist()}


def sheet_names(parts: dict[str, bytes]) -> list[str]:
    book = ElementTree.fromstring(parts["xl/workbook.xml"])
    return [sheet.attrib["name"] for sheet in book.iterfind("{*}sheets/{*}sheet")]


def page(parts: dict[str, bytes], sheet: str) -> ElementTree.Element:
    number = sheet_names(parts).index(sheet) + 1
    return ElementTree.fromstring(parts[f"xl/worksheets/sheet{number}.xml"])


def input_columns(starter: Path, sheet: str) -> tuple[InputColumn, ...]:
    if sheet in SETTINGS_SHEETS:
        return settings_columns(sheet)
    return columns_of(sheet, layout_of(read(starter).programme))


def notes(parts: dict[str, bytes], sheet: str) -> dict[str, str]:
    """Text of each note, by its cell."""
    number = READ.index(sheet) + 1
    root = ElementTree.fromstring(parts[f"xl/comments{number}.xml"])
    return {
        comment.attrib["ref"]: "".join(text.text or "" for text in comment.iter() if text.text)
        for comment in root.iter("{*}comment")
    } or {
        comment.attrib["ref"]: "".join(comment.itertext())
        for comment in root.iterfind("{*}commentList/{*}comment")
    }


def validations(parts: dict[str, bytes], sheet: str) -> Iterator[tuple[str, ElementTree.Element]]:
    """Letters of the column and what is validated there."""
    for found in page(parts, sheet).iterfind("{*}dataValidations/{*}dataValidation"):
        for span in found.attrib["sqref"].split():
            match = CELL.match(span)
            assert match
            yield match[1], found


def letters(place: int) -> str:
    return chr(ord("A") + place)


def test_there_is_a_sheet_to_read_first_and_one_for_every_table(parts):
    assert sheet_names(parts) == [README, *READ, LISTS]


@pytest.mark.parametrize("sheet", READ)
def test_every_heading_has_a_note_with_its_meaning_and_an_example(starter, parts, sheet):
    found = notes(parts, sheet)
    for place, column in enumerate(input_columns(starter, sheet)):
        note = found[f"{letters(place)}1"]
        assert note.startswith(column.meaning.replace("`", ""))
        assert "pence" not in note
        assert "Example: " in note
        assert column.holds != "amount" or "Unit: £k." in note


@pytest.mark.parametrize("sheet", ROW)
def test_words_and_ids_drop_down_far_below_the_last_row(starter, parts, sheet):
    """Words of a closed list stop what is not among them; ids and numbers only warn."""
    found = dict(validations(parts, sheet))
    filled = len(page(parts, sheet).findall("{*}sheetData/{*}row")) - 1
    for place, column in enumerate(input_columns(starter, sheet)):
        validation = found.get(letters(place))
        wanted = column.words or column.refers or column.is_number
        assert (validation is not None) == bool(wanted), column.name
        if validation is not None:
            bottom = validation.attrib["sqref"].rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRS")
            assert int(bottom) == max(filled, 1) + SPARE_ROWS + 1
            assert validation.attrib.get("errorStyle", "stop") == (
                "stop" if column.words else "warning"
            )
            assert (validation.attrib["type"] == "list") != column.is_number


def test_every_list_of_ids_is_a_name_that_the_workbook_defines(parts):
    book = ElementTree.fromstring(parts["xl/workbook.xml"])
    defined = {name.attrib["name"] for name in book.iterfind("{*}definedNames/{*}definedName")}
    for sheet in READ:
        for _, validation in validations(parts, sheet):
            source = validation.findtext("{*}formula1") or ""
            if validation.attrib["type"] == "list" and not source.startswith('"'):
                assert source in defined


@pytest.mark.parametrize("sheet", READ)
def test_every_sheet_holds_one_table_with_frozen_headings_and_no_merged_cells(parts, sheet):
    root = page(parts, sheet)
    assert len(root.findall("{*}tableParts/{*}tablePart")) == 1
    assert root.find("{*}sheetViews/{*}sheetView/{*}pane").attrib["topLeftCell"].endswith("2")
    assert root.find("{*}mergeCells") is None


def test_needed_headings_stand_out_by_more_than_colour(starter, parts):
    """Those that may be left empty are in italics."""
    styles = ElementTree.fromstring(parts["xl/styles.xml"])
    fonts = styles.findall("{*}fonts/{*}font")
    shapes = styles.findall("{*}cellXfs/{*}xf")
    for sheet in READ:
        heading = page(parts, sheet).find("{*}sheetData/{*}row")
        for cell, column in zip(heading, input_columns(starter, sheet), strict=True):
            font = fonts[int(shapes[int(cell.attrib["s"])].attrib["fontId"])]
            assert font.find("{*}b") is not None
            assert (font.find("{*}i") is None) == column.needed


def test_rows_that_are_typed_below_are_read(starter, parts, tmp_path):
    """In sheets of any table, beyond the table as it was written."""
    typed = {
        "hubs": {"hub": "market", "name": "Market", "region": "South"},
        "proposals": {
            "proposal": "M1", "title": "Market roof", "hub": "market;northgate", "stage": "SOC",
            "jobs": "9", "economic": "6", "social": "7",
        },
        "costs": {
            "proposal": "M1", "kind": "capital", "stream": "match", "secured": "yes",
            "2026-27": "12.345", "2027-28": "1000",
        },
    }  # fmt: skip
    changed = dict(parts)
    for sheet, cells in typed.items():
        headings = [column.name for column in input_columns(starter, sheet)]
        listed = [cells.get(name, "") for name in headings]
        number = sheet_names(parts).index(sheet) + 1
        name = f"xl/worksheets/sheet{number}.xml"
        changed[name] = parts[name].replace(b"</sheetData>", row_of(60, listed) + b"</sheetData>")
    path = tmp_path / "typed.xlsx"
    path.write_bytes(zipped(changed))
    programme = read(path).programme
    assert programme.hub_of["market"].name == "Market"
    assert programme.proposal_of["M1"].jobs == 9
    (cost,) = programme.costs_of["M1"]
    assert (cost.amounts, cost.secured) == ((1_234_500, 100_000_000, 0), True)


def test_what_is_typed_wrongly_is_a_fault_in_its_cell(starter, parts, tmp_path):
    number = sheet_names(parts).index("hubs") + 1
    name = f"xl/worksheets/sheet{number}.xml"
    row = row_of(60, ["market", "Market", "", "", "agred"])
    path = tmp_path / "typed.xlsx"
    path.write_bytes(
        zipped(parts | {name: parts[name].replace(b"</sheetData>", row + b"</sheetData>")})
    )
    (fault,) = faults_in(path)
    assert (fault.place, fault.row, fault.column) == ("typed.xlsx sheet hubs", 60, "status")


def row_of(number: int, cells: list[str]) -> bytes:
    written = (
        f'<c r="{letters(place)}{number}"><v>{cell}</v></c>'
        if re.fullmatch(r"[0-9.]+", cell)
        else f'<c r="{letters(place)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for place, cell in enumerate(cells)
        if cell
    )
    return f'<row r="{number}">{"".join(written)}</row>'.encode()


def zipped(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return content.getvalue()


def test_the_workbook_is_the_same_whenever_it_is_made(starter, tmp_path):
    write_starter(tmp_path / "again", workbook=True)
    again = (tmp_path / "again" / WORKBOOK).read_bytes()
    assert again == (starter / WORKBOOK).read_bytes()


def test_its_readme_has_a_line_for_every_sheet_and_speaks_of_no_csv(starter):
    readme = (starter / "README.md").read_text("utf-8")
    assert all(f"`{sheet}`" in readme for sheet in [README, *READ, LISTS])
    assert ".csv" not in readme
    assert sorted(path.name for path in starter.iterdir()) == [
        "README.md", "less-money.yaml", WORKBOOK,
    ]  # fmt: skip


def test_the_workbook_reads_as_the_folder_does(starter, tmp_path):
    write_starter(tmp_path / "many", workbook=False)
    assert read(starter).programme == read(tmp_path / "many").programme
    assert [count.table for count in read(starter).counts] == list(RECORDS)


@pytest.mark.parametrize("workbook", [False, True])
def test_schemas_stand_beside_the_files_that_name_them(tmp_path, workbook):
    folder = tmp_path / "mine"
    write_starter(folder, workbook, schema=True)
    files = sorted(folder.glob("*.yaml"))
    assert len(files) == 2 - workbook
    for path in files:
        first = path.read_text("utf-8").splitlines()[0]
        assert (folder / first.removeprefix("# yaml-language-server: $schema=")).is_file()
        assert not faults_in(path)
