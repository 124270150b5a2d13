"""The workbooks, cell by cell: the answer to work in, and the programme to type into."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import python_calamine
from click.testing import CliRunner

from prioritise.cli.app import app
from tests.outputs.masked import masked

pytest.importorskip("xlsxwriter")


def cells_of(content: bytes) -> str:
    """Every sheet by its name, a line a row: the cells as Python shows them."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    lines = []
    for name in book.sheet_names:
        lines.append(f"== {name}")
        for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False):
            while row and row[-1] == "":
                row.pop()
            lines.append(" | ".join(map(str, row)))
    return "\n".join(lines) + "\n"


def asked(*words: str | Path) -> None:
    result = CliRunner().invoke(app, list(map(str, words)))
    assert result.exit_code == 0, result.output


def test_the_workbook_of_the_answer_holds_what_is_written_down(tmp_path, golden):
    mine, book = tmp_path / "mine", tmp_path / "answer.xlsx"
    asked("init", mine)
    asked("report", mine, mine / "less-money.yaml", "--sweep", "--workers", "1", "-o", book)
    golden("outputs/workbooks/answer.txt", masked(cells_of(book.read_bytes()), tmp_path))


def test_the_workbook_to_type_into_holds_what_is_written_down(tmp_path, golden):
    asked("init", tmp_path / "mine", "--workbook")
    (book,) = (tmp_path / "mine").glob("*.xlsx")
    golden("outputs/workbooks/inputs.txt", masked(cells_of(book.read_bytes()), tmp_path))
