"""The workbook holds what the CSV files hold, cell by cell, and nothing in it is live."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from decimal import Decimal
from functools import cache
from xml.etree import ElementTree

import python_calamine

from prioritise.optimise import optimise
from prioritise.reading import read
from prioritise.render.csv_file import csv_text
from prioritise.render.report.book_sheet import HEADINGS, headings_of
from prioritise.render.report.book_tables import sheets_of
from prioritise.render.report.given import Told
from prioritise.render.report.workbook import workbook
from prioritise.views.charts.bars import Bar, bars
from prioritise.views.charts.chart import Axis
from prioritise.views.charts.hub_map import hub_map
from prioritise.views.charts.steps import Step, steps
from prioritise.views.table import Column, Table
from tests.render.reports import HOSTILE, given, hostile_report
from tests.render.test_report_page import everything
from tests.views.plans import all_plans


def opened(report) -> python_calamine.CalamineWorkbook:
    return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(workbook(report)))


def as_csv(column: Column, cell: object) -> str:
    """A cell as the CSV file has it; numbers with the digits that a spreadsheet keeps."""
    if isinstance(cell, float | int):
        assert column.is_number
        number = Decimal(f"{cell:.15g}")
        return f"{number:f}" if number else "0"
    assert isinstance(cell, str)
    return cell


def differences(report) -> tuple[int, int]:
    """Cells compared with the CSV files, and how many of them differ."""
    book, compared, different = opened(report), 0, 0
    for sheet in sheets_of(report):
        table = sheet.table
        rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)[HEADINGS:]
        assert tuple(rows[0]) == headings_of(table.columns)
        written = list(csv.reader(io.StringIO(csv_text(table), newline="")))[1:]
        assert len(rows) - 1 == len(written) == len(table.rows)
        for row, line in zip(rows[1:], written, strict=True):
            for column, cell, text in zip(table.columns, row, line, strict=True):
                compared += 1
                different += as_csv(column, cell) != text
    return compared, different


@cache
def parts(kind: str) -> dict[str, str]:
    report = {"hostile": hostile_report, "everything": everything}[kind]()
    with zipfile.ZipFile(io.BytesIO(workbook(report))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_every_table_equals_its_csv_file():
    reports = [given(plan) for plan in all_plans()]
    reports.append(given(optimise(read("scenarios/baseline.yaml").programme)))
    found = [differences(report) for report in (*reports, everything())]
    print(f"\n{sum(cells for cells, _ in found):,} cells, {sum(d for _, d in found)} differ")
    assert [different for _, different in found] == [0] * len(found)


def test_a_hostile_workbook_equals_its_csv_files_too():
    compared, different = differences(hostile_report())
    assert compared > 5000
    assert different == 0


def test_nothing_is_a_formula_or_leads_elsewhere():
    for name, text in parts("hostile").items():
        cells = text.partition("<sheetData>")[2].partition("</sheetData>")[0]
        assert not re.search(r"<(\w+:)?f[ >/]", cells), name
        assert "Formula>" not in text
        assert 'TargetMode="External"' not in text
        assert "externalLink" not in name
        assert "vbaProject" not in name


def test_no_text_of_a_cell_starts_a_formula():
    book = opened(hostile_report())
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).to_python():
            for cell in row:
                assert not (isinstance(cell, str) and re.match(r"\s*[=+\-@]", cell)), cell


def test_every_sheet_has_a_title_one_table_headings_that_stay_and_no_merged_cell():
    for name, text in parts("everything").items():
        if not name.startswith("xl/worksheets/sheet"):
            continue
        assert "mergeCell" not in text
        is_table = "<tableParts" in text and 'state="frozen"' in text
        assert is_table or name.endswith(("sheet1.xml", f"sheet{_charts()}.xml"))
        assert text.count("<tablePart ") <= 1


def _charts() -> int:
    names = opened(everything()).sheet_names
    return names.index("Charts") + 1


def test_the_cover_leads_to_every_sheet():
    book = opened(everything())
    cover = book.get_sheet_by_name("Cover").to_python()
    listed = [row[0] for row in cover]
    assert book.sheet_names[0] == "Cover"
    assert set(book.sheet_names[1:]) <= set(listed)


def test_the_notes_say_what_every_column_means():
    report = everything()
    notes = opened(report).get_sheet_by_name("Notes").to_python(skip_empty_area=False)
    told = {(row[0], row[1]) for row in notes[HEADINGS + 1 :] if row[2]}
    for sheet in sheets_of(report):
        for heading in headings_of(sheet.table.columns):
            assert (sheet.name, heading) in told


def test_every_chart_has_words():
    drawings = [text for name, text in parts("everything").items() if "drawings/drawing" in name]
    words = re.findall(r'<xdr:cNvPr id="\d+" name="Chart \d+"([^>]*)', "".join(drawings))
    assert len(words) == 4
    assert all(re.search('descr="[^"]{20,}"', each) for each in words)


def test_a_number_that_a_cell_would_round_stays_text():
    columns = (Column("proposal", "P", ""), Column("amount", "Amount", "", "number", "£"))
    rows = (("a", "123456789012345.67"), ("b", "12345678901234.5"), ("c", "-0.1"))
    report = given(
        optimise(read("scenarios/baseline.yaml").programme),
        frontier=Told((Table("swaps", "Large. Numbers.", (), columns, rows),)),
    )
    sheet = opened(report).get_sheet_by_name("Who comes and goes")
    cells = [row[1] for row in sheet.to_python(skip_empty_area=False)[HEADINGS + 1 :]]
    assert cells == ["123456789012345.67", 12345678901234.5, -0.1]
    assert differences(report)[1] == 0


def test_headings_are_all_different_and_say_the_unit():
    columns = [
        Column("cost", "Cost", "", "number", "£k"),
        Column("value_cost", "cost, £k", "", "string"),
        Column("people", "People", "", "number", "people"),
    ]
    assert headings_of(columns) == ("Cost, £k", "cost, £k 2", "People")


def test_the_same_answer_gives_the_same_workbook():
    assert workbook(everything()) == workbook(everything())


def test_a_picture_is_sound_xml_whatever_it_tells_of():
    for place, text in enumerate(HOSTILE):
        head = ("mark", text, text)
        svg = bars(*head, [Bar(text, (1.0,), text, 2.0)], (text, "left"), width=680)
        axis = Axis.over(text, (0, 2), str)
        points = [Step(0, 1, text), Step(1, 2, text, text)]
        svg_of_steps = steps(*head, points, (axis, axis), (0.5, text), 680)
        for drawn in (svg, svg_of_steps):
            tags = {element.tag.split("}")[1] for element in ElementTree.fromstring(drawn).iter()}
            assert tags <= {"svg", "title", "desc", "rect", "text", "path", "circle"}, place


def test_a_map_of_hostile_names_is_sound_xml_and_draws_no_more_than_it_should():
    appraisal = hostile_report().reach.appraisal
    tree = ElementTree.fromstring(hub_map(appraisal, (), "journeys"))
    tags = {element.tag.split("}")[1] for element in tree.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "text", "path", "circle"}
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
