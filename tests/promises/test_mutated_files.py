"""Promise 9, by the thousand: a spoilt file reads as it is written, or is refused in plain words.

Real files are spoilt by a seeded hand: bytes, cells, columns, rows, lines, whole files, signs of
all sorts. What reads has to be, cell by cell, what plain readers of CSV, YAML and XML say; what
does not has to give faults with a place, and nothing but faults. With the timetables and records of
test_mutated_records.py these are 20,000 files in the whole form:
`PRIORITISE_PROGRAMMES=10000 pytest -s tests/promises -k spoilt`.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import zipfile
from pathlib import Path
from random import Random
from typing import Any

import pytest
import xlsxwriter

from tests.cli.programmes import REPOSITORY
from tests.promises.agreement import how_many
from tests.promises.bad import ALL_TABLES, WITH_REACH, folder_of
from tests.promises.every_key import FULL, PLAIN, SCENARIO
from tests.promises.judged import (
    READ,
    REFUSED,
    Draw,
    Verdict,
    judged_book,
    judged_folder,
    judged_scenario,
    put,
    tally,
)
from tests.promises.mutations import BYTES, CELLS, Files, line_changed, mutated, written_otherwise
from tests.promises.plain_tables import plain_rows
from tests.reading.files import SETTINGS, SHEETS, TABLES, write_workbook
from tests.reading.test_workbooks import write_ods

SCENARIOS = REPOSITORY / "scenarios"


def files_in(folder: Path) -> Files:
    """The tables and settings of a folder."""
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.suffix in (".csv", ".yaml")
    }


@pytest.mark.parametrize(
    ("name", "quick", "whole"),
    [("full", 60, 4_500), ("small", 50, 3_000), ("blueprint", 40, 2_500), ("valleys", 3, 1_000)],
)
def test_a_spoilt_folder_reads_as_written_or_says_why(tmp_path, name, quick, whole, figures):
    """Settings and tables: a made-up programme that uses every key, and the real ones."""
    if name in ("full", "small"):
        files = folder_of(ALL_TABLES, FULL if name == "full" else WITH_REACH)
    else:
        files = files_in(SCENARIOS / name)

    def draw(rng: Random) -> tuple[str, Verdict]:
        spoilt, what = mutated(rng, files)
        return what, judged_folder(tmp_path / "p", spoilt)

    tally(figures, 41, how_many(quick, whole), draw)


def scenarios(folder: Path, texts: dict[str, bytes]) -> Draw:
    """Spoils one of these scenarios; what they build on is in the folder."""

    def draw(rng: Random) -> tuple[str, Verdict]:
        name = rng.choice([*texts])
        spoilt, what = texts[name], ""
        for way in rng.sample([*BYTES, line_changed, line_changed, written_otherwise], 1):
            files, what = way(rng, {"spoilt.yaml": spoilt})
            spoilt = files["spoilt.yaml"]
        return f"{name}: {what}", judged_scenario(folder, "spoilt.yaml", spoilt)

    return draw


def test_a_spoilt_scenario_reads_as_written_or_says_why(tmp_path, figures):
    """A scenario that uses every key."""
    files = {f"valleys/{n}": c for n, c in folder_of(ALL_TABLES, SETTINGS).items()}
    put(tmp_path / "s", {**files, "plain.yaml": PLAIN.encode()})
    texts = {"late.yaml": SCENARIO.encode()}
    tally(figures, 42, how_many(50, 2_000), scenarios(tmp_path / "s", texts))


def test_a_spoilt_real_scenario_reads_as_written_or_says_why(tmp_path, figures):
    """The project's own scenarios, which build on one another."""
    shutil.copytree(SCENARIOS, tmp_path / "s")
    texts = {path.name: path.read_bytes() for path in sorted(SCENARIOS.glob("*.yaml"))}
    tally(figures, 43, how_many(3, 500), scenarios(tmp_path / "s", texts))


SHEETS_OF = TABLES | SHEETS
_PLAIN_NUMBER = re.compile(r"[1-9][0-9]{0,5}(\.[0-9]{0,2}[1-9])?")


def test_a_spoilt_sheet_reads_as_written_or_says_why(tmp_path, figures):
    """Cells, columns and rows of a workbook; numbers as numbers or as text."""
    files = {f"{name}.csv": csv_bytes(rows) for name, rows in SHEETS_OF.items()}

    def draw(rng: Random) -> tuple[str, Verdict]:
        spoilt, what = rng.choice(CELLS)(rng, dict(files))
        sheets = {name[:-4]: plain_rows(content) for name, content in spoilt.items()}
        content = book_of(sheets, numbers=rng.random() < 0.5)
        return what, judged_book(tmp_path / "b", "plan.xlsx", content)

    tally(figures, 44, how_many(12, 1_000), draw)


def csv_bytes(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def book_of(sheets: dict[str, list[list[str]]], *, numbers: bool) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for at, text in enumerate(cells):
                    if row and numbers and _PLAIN_NUMBER.fullmatch(text):
                        page.write_number(row, at, float(text))
                    elif text:
                        page.write_string(row, at, text)
    return buffer.getvalue()


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
@pytest.mark.parametrize("inside", [False, True], ids=["archive", "parts"])
def test_a_spoilt_workbook_reads_as_written_or_says_why(tmp_path, ending, inside, figures):
    """Bytes of the archive, or of one of its parts."""
    path = tmp_path / f"good.{ending}"
    write: Any = write_workbook if ending == "xlsx" else write_ods
    content = write(path, SHEETS_OF).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    def draw(rng: Random) -> tuple[str, Verdict]:
        way = rng.choice(BYTES)
        if inside:
            name = rng.choice([name for name in parts if "docProps" not in name])
            spoilt, what = way(rng, {name: parts[name]})
            changed = zipped({**parts, **spoilt})
        else:
            spoilt, what = way(rng, {path.name: content})
            changed = spoilt[path.name]
        return what, judged_book(tmp_path / "b", f"plan.{ending}", changed)

    ends = (READ, REFUSED) if inside else (REFUSED,)  # an archive tells damage by itself
    tally(figures, 45, how_many(20, 800), draw, ends)


def zipped(parts: Files) -> bytes:
    """An archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()
