"""What reads a workbook's cells is lenient; what it would leave out or take for another is refused.

Each case is a workbook in which a few bytes have changed, and which once read as another programme.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.reading.files import SHEETS, TABLES, faults_in, only_fault, write_workbook
from tests.reading.test_workbooks import write_ods

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
CELL = b'<c r="C2" t="s"><v>6</v></c>'
CASES = {
    "a text whose number is none": (SHEET, CELL, CELL.replace(b"6", b"p")),
    "a text whose number has a blank": (SHEET, CELL, CELL.replace(b"6", b" 6")),
    "a text whose number is cut by a remark": (SHEET, CELL, CELL.replace(b"6", b"1<!-- -->6")),
    "a text whose number is written by its code": (SHEET, CELL, CELL.replace(b"6", b"&#54;")),
    "a text without its number": (SHEET, CELL, CELL.replace(b"6", b"")),
    "a number cut by a remark": (SHEET, CELL, b'<c r="C2"><v>1<!-- -->3</v></c>'),
    "a number cut by a code": (SHEET, CELL, b'<c r="C2"><v>1&#50;3</v></c>'),
    "two values in a cell": (SHEET, CELL, CELL.replace(b"</c>", b"<v>7</v></c>")),
    "two cells in a place": (SHEET, CELL, CELL + CELL),
    "texts that are no sound XML": (STRINGS, b"<si><t>SE", b"<si></si><si><si><t>SE"),
}


def changed(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The same workbook with other bytes in one part."""
    target = path.with_stem("changed")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as out:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new, 1)
            out.writestr(name, content)
    return target


@pytest.mark.parametrize("name", CASES)
def test_what_would_read_as_something_else_is_refused(tmp_path, name):
    """One fault, and not another programme."""
    path = write_workbook(tmp_path / "plan.xlsx", TABLES | SHEETS)
    fault = only_fault(changed(path, *CASES[name]))
    assert fault.found == "a workbook with errors in it"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            b'office:value-type="string"',
            b'office:value-type="strng"',
            "a workbook with errors in it",
        ),
        (b"<text:p>SE<", b"<text:p><![CDATA[SE]]><", "a workbook with errors in it"),
        (b"<text:p>", b"<txt:p>", "a workbook with errors in it"),
        (b"<text:p>SE<", b"<text:p>S<text:tab/>E<", "a tab or a line break in a text"),
    ],
)
def test_an_open_document_reads_as_written_or_not_at_all(tmp_path, old, new, found):
    """Types that are not known, remarks, names without a meaning, and tabs."""
    path = write_ods(tmp_path / "plan.ods", TABLES | SHEETS)
    faults = faults_in(changed(path, "content.xml", old, new))
    assert found in [fault.found for fault in faults]


def test_parts_packed_in_a_rare_way_are_one_fault(tmp_path):
    """Damage in such a part once passed for a fault of the disk."""
    path = tmp_path / "plan.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as out:
        out.writestr("xl/workbook.xml", "<workbook/>" * 50)
    assert only_fault(path).found == "no workbook"
