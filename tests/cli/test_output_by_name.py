"""`-o` writes what the name says, or refuses before any work."""

from __future__ import annotations

import json
import zipfile

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from prioritise.reading.sign_off import read_sign_off
from tests.cli.programmes import small
from tests.cli.test_agree import call, rows

COMMANDS = [
    ("run", "shortlist"),
    ("explain", "reasons"),
    ("export", "sign_off"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return small(tmp_path_factory.mktemp("programme") / "two")


@pytest.mark.parametrize(("command", "table"), COMMANDS)
def test_a_file_of_each_kind_holds_the_same_rows(folder, tmp_path, command, table):
    made = {end: tmp_path / f"answer.{end}" for end in ("csv", "json", "xlsx")}
    for path in made.values():
        call(command, folder, "-o", path)
    content = made["csv"].read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    listed = rows(content.decode("utf-8-sig"))
    ids = [row.get("proposal") for row in listed]
    assert ids
    told = json.loads(made["json"].read_text("utf-8"))
    assert [str(row.get("proposal")) for row in told] == ids
    book = CalamineWorkbook.from_path(made["xlsx"])
    assert book.sheet_names[0] == table
    sheet = book.get_sheet_by_name(table).to_python()
    assert len(sheet) - 4 == len(listed)  # a title, two lines of words, and the headings


def test_a_word_file_and_a_page_are_written_as_asked(folder, tmp_path):
    call("explain", folder, "-o", tmp_path / "why.docx")
    with zipfile.ZipFile(tmp_path / "why.docx") as word:
        assert "Arcade" in word.read("word/document.xml").decode()
    call("explain", folder, "-o", tmp_path / "why.html")
    assert "Arcade" in (tmp_path / "why.html").read_text("utf-8")
    told = call("run", folder, "-o", tmp_path / "run.docx")
    assert (tmp_path / "run.docx").stat().st_size > 10_000, "the report"
    assert "Arcade" in call("run", folder, "-o", tmp_path / "run.html").stdout, told.output


@pytest.mark.parametrize("ending", ["pdf", "xls", "ods", "txt"])
def test_a_name_of_a_kind_that_nobody_writes_is_refused_before_any_work(folder, tmp_path, ending):
    told = call("run", folder, "-o", tmp_path / f"answer.{ending}", code=2).stderr
    assert "ends in .csv, .json, .xlsx" in told
    assert not list(tmp_path.iterdir())


def test_a_name_with_a_dot_is_still_a_folder(folder, tmp_path):
    call("run", folder, "-o", tmp_path / "march.v2")
    assert (tmp_path / "march.v2" / "shortlist.csv").is_file()


def test_a_workbook_for_signing_is_read_back_from_below_its_title(folder, tmp_path):
    call("export", folder, "-o", tmp_path / "sign-off.xlsx")
    sheet = CalamineWorkbook.from_path(tmp_path / "sign-off.xlsx").get_sheet_by_index(0)
    cells = sheet.to_python(skip_empty_area=False)
    cells[4][cells[3].index("Signed by")] = "Cabinet"
    with Workbook(tmp_path / "signed.xlsx") as book:
        page = book.add_worksheet("sign_off")
        for number, row in enumerate(cells):
            page.write_row(number, 0, row)
    titles = {"A": "Arcade", "B": "Bridge", "C": "College"}
    found = read_sign_off(tmp_path / "signed.xlsx", titles)
    assert [(row.proposal, row.decision, row.by) for row in found.rows] == [
        ("A", "agreed", "Cabinet")
    ]
    assert found.unsigned == 2


def test_paper_for_signing_has_a_table_a_hub(folder, tmp_path):
    call("export", folder, "-o", tmp_path / "sign-off.html")
    page = (tmp_path / "sign-off.html").read_text("utf-8")
    assert page.index("North") < page.index("Arcade") < page.index("Reserve list")
    assert page.count("<table") == 3


def test_a_workbook_of_draws_holds_them(folder, tmp_path):
    scenario = folder.parent / "unsure.yaml"
    scenario.write_text("title: Unsure\nprogramme: two\nuncertainty: {costs: {all: [0.9, 1.2]}}\n")
    call("robust", scenario, "--draws", "3", "--workers", "1", "-o", tmp_path / "draws.xlsx")
    book = CalamineWorkbook.from_path(tmp_path / "draws.xlsx")
    assert len(book.get_sheet_by_name("draws").to_python()) == 4 + 3
