"""Files that are built to do harm are refused soon and in little memory; spoilt ones with words."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prioritise.programme.faults import InputError
from prioritise.reading import FaultyInput, read
from prioritise.reading.columns import RECORDS
from tests.reading.files import (
    SETTINGS,
    SHEETS,
    TABLES,
    csv_text,
    faults_in,
    tables,
    write_folder,
    write_workbook,
)

SECONDS = 2
MEGABYTES = 300
SPACES = b" " * 1_000_000

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="hubs">{}</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)


def aliases(folder: Path) -> Path:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{n}: &{n} [{', '.join([f'*{m}'] * 9)}]" for m, n in pairwise("abcdefghi")]
    (folder / "programme.yaml").write_text("\n".join(lines))
    return folder


def nesting(opening: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / "programme.yaml").write_text(opening * (900_000 // len(opening)))
        return folder

    return write


def keys(folder: Path) -> Path:
    (folder / "programme.yaml").write_text("".join(f"titl{n}: 1\n" for n in range(60_000)))
    return folder


def keys_twice(folder: Path) -> Path:
    (folder / "programme.yaml").write_text("a: 1\n" * 180_000)
    return folder


def long_number(folder: Path) -> Path:
    (folder / "programme.yaml").write_text(SETTINGS.replace("60", "9" * 800_000))
    return folder


def exponent(folder: Path) -> Path:
    written = tables()
    written["costs"][1][6] = "1e999999999"
    written["costs"][2][6] = "9" * 100_000
    return write_folder(folder, written)


def headings(folder: Path) -> Path:
    (folder / "hubs.csv").write_text(",".join(f"hub{n}" for n in range(2_000_000)))
    return folder


def commas(folder: Path) -> Path:
    (folder / "hubs.csv").write_text("hub,name\n" + "," * 20_000_000)
    return folder


def zipped(name: str, parts: dict[str, tuple[bytes, int]]) -> Callable[[Path], Path]:
    """A workbook with other parts, each the same bytes over and over."""

    def write(folder: Path) -> Path:
        good = write_workbook(folder / "good.xlsx", TABLES | SHEETS)
        with zipfile.ZipFile(good) as source:
            content = {part: source.read(part) for part in source.namelist()}
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as out:
            for part, data in content.items():
                if part not in parts:
                    out.writestr(part, data)
            for part, (data, times) in parts.items():
                with out.open(part, "w") as opened:
                    for _ in range(times):
                        opened.write(data)
        return folder / name

    return write


def lying(folder: Path) -> Path:
    """An archive whose directory says that a sheet of 500 MB has ten bytes."""
    path = zipped("lie.xlsx", {"xl/worksheets/sheet1.xml": (SPACES, 500)})(folder)
    data = path.read_bytes()
    real = (500_000_000).to_bytes(4, "little")
    path.write_bytes(data.replace(real, (10).to_bytes(4, "little")))
    return path


def ods(body: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        with zipfile.ZipFile(folder / "plan.ods", "w", zipfile.ZIP_DEFLATED) as out:
            out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            out.writestr("content.xml", ODS.format(body))
        return folder / "plan.ods"

    return write


FAR = SHEET + '<row r="1"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
NO_REFERENCES = SHEET + "<row><c><v>1</v></c></row>" * 1_000_000 + "</sheetData></worksheet>"
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {n} "{f"&{m};" * 10}">' for m, n in pairwise("abcdefghi"))
    + "]><x>&i;</x>"
)
CELL = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'
MANY = ' table:number-columns-repeated="16000"'

BOMBS: dict[str, Callable[[Path], Path]] = {
    "aliases": aliases,
    "nested lists": nesting("["),
    "nested mappings": nesting("{a: "),
    "nested dashes": nesting("- "),
    "nested questions": nesting("? "),
    "many unknown keys": keys,
    "one key many times": keys_twice,
    "a long number": long_number,
    "a huge exponent": exponent,
    "two million headings": headings,
    "twenty million commas": commas,
    "a zip bomb": zipped("a.xlsx", {"xl/worksheets/sheet1.xml": (SPACES, 500)}),
    "a zip bomb of strings": zipped("a.xlsx", {"xl/sharedStrings.xml": (b"<a>" * 1_000_000, 150)}),
    "a zip bomb that lies": lying,
    "many parts": zipped("a.xlsx", {f"x{n}.xml": (b"", 1) for n in range(3_000)}),
    "a cell far away": zipped("a.xlsx", {"xl/worksheets/sheet1.xml": (FAR.encode(), 1)}),
    "cells without references": zipped(
        "a.xlsx", {"xl/worksheets/sheet1.xml": (NO_REFERENCES.encode(), 1)}
    ),
    "entities in a sheet": zipped("a.xlsx", {"xl/worksheets/sheet1.xml": (ENTITIES.encode(), 1)}),
    "entities in the strings": zipped("a.xlsx", {"xl/sharedStrings.xml": (ENTITIES.encode(), 1)}),
    "entities in UTF-16": zipped("a.xlsx", {"xl/workbook.xml": (ENTITIES.encode("utf-16"), 1)}),
    "repeated cells": ods(
        '<table:table-row table:number-rows-repeated="1000000">'
        f"{CELL.format(MANY)}</table:table-row>"
    ),
}  # fmt: skip

PROGRAM = """
import re, sys, time
from prioritise.programme.faults import InputError
from prioritise.reading import read
import prioritise.reading.workbook
start = time.process_time()
try:
    read(sys.argv[1])
except InputError as error:
    assert error.faults
    print(time.process_time() - start)
    print(int(re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1]) / 1024)
"""


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused(tmp_path, name):
    """Within two seconds of work and 300 MB, with a fault."""
    write_folder(tmp_path)
    path = BOMBS[name](tmp_path)
    limit = (2**31, 2**31)
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path)],
        capture_output=True, text=True, timeout=60, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, limit),
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-2000:]
    seconds, megabytes = map(float, ended.stdout.split())
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


def mended(data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    for place, cut, more in changes:
        at = place % (len(data) + 1)
        data = data[:at] + more + data[at + cut :]
    return data


CHANGES = st.lists(
    st.tuples(
        st.integers(0, 100_000),
        st.integers(0, 4),
        st.one_of(
            st.binary(max_size=3),
            st.sampled_from([b",", b'"', b"\n", b"\r", b";", b"\xc3", b"\xa3", b"\x00", b"-", b"#",
                             b"[", b"{", b"&a ", b"*a", b"!!", b": ", b"'", b"|", b"\t", b"1e9",
                             b"\xef\xbb\xbf", b"nan", "ŵ".encode()]),
        ),
    ),
    min_size=1,
    max_size=4,
)  # fmt: skip

QUIET = settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

FILES = {"programme.yaml": SETTINGS} | {
    f"{name}.csv": csv_text(rows) for name, rows in TABLES.items()
}


def reads_or_says_why(path: Path) -> None:
    """Reading ends in a programme whose rows add up, or in faults that can be shown."""
    try:
        read(path)
    except InputError as error:
        counts = error.counts if isinstance(error, FaultyInput) else ()
        faults = error.faults
    else:
        return
    assert faults
    assert all(str(fault).isprintable() for fault in faults)
    assert all(count.read == count.used + count.refused for count in counts)


@QUIET
@given(name=st.sampled_from(sorted(FILES)), changes=CHANGES)
def test_a_spoilt_file_reads_or_says_why(tmp_path, name, changes):
    """No change of a few bytes leads to anything but a programme or faults."""
    write_folder(tmp_path)
    (tmp_path / name).write_bytes(mended(FILES[name].encode(), changes))
    reads_or_says_why(tmp_path)


@QUIET
@given(
    table=st.sampled_from(sorted(RECORDS.keys() & TABLES.keys())),
    row=st.integers(0, 5),
    column=st.integers(0, 14),
    text=st.one_of(st.text(max_size=8), st.from_regex(r"[0-9£,.;e-]{0,6}", fullmatch=True)),
)
def test_a_spoilt_cell_reads_as_written_or_is_a_fault(tmp_path, table, row, column, text):
    """No cell is changed in silence: ids, words and amounts arrive, or are refused."""
    written = tables()
    cells = written[table][row % len(written[table])]
    cells[column % len(cells)] = text
    reads_or_says_why(write_folder(tmp_path, written))


SCENARIO = (
    "title: t\nprogramme: .\nstreams: {trip: {delay: 1, '2018-19': 7}}\nweights: {economic: 1}\n"
    "hubs: {add: [amman], drop: [neath]}\nproposals: {drop: ['007'], costs: {scale: 1.1}}\n"
    "rules: {drop: [one in each hub], add: [{name: n, measure: jobs, at_least: 1}]}\n"
    "decisions: {in: [P1], out: [NA]}\nsolver: {gap: 0.01, seconds: 5}\n"
)


@QUIET
@given(changes=CHANGES)
def test_a_spoilt_scenario_reads_or_says_why(tmp_path, changes):
    """Scenarios are as patient as programmes."""
    write_folder(tmp_path)
    path = tmp_path / "scenario.yaml"
    path.write_bytes(mended(SCENARIO.encode(), changes))
    reads_or_says_why(path)


@settings(QUIET, max_examples=150)
@given(part=st.integers(0, 20), changes=CHANGES)
def test_a_spoilt_workbook_reads_or_says_why(tmp_path, part, changes):
    """Bytes changed inside a workbook's parts, the archive itself being whole."""
    good = tmp_path / "good.xlsx"
    if not good.exists():
        write_workbook(good, TABLES | SHEETS)
    with zipfile.ZipFile(good) as source:
        content = {name: source.read(name) for name in source.namelist()}
    names = [name for name in content if not name.startswith("docProps")]
    chosen = names[part % len(names)]
    content[chosen] = mended(content[chosen], changes)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        for name, data in content.items():
            out.writestr(name, data)
    (tmp_path / "bad.xlsx").write_bytes(buffer.getvalue())
    reads_or_says_why(tmp_path / "bad.xlsx")


@settings(QUIET, max_examples=150)
@given(changes=CHANGES)
def test_a_spoilt_archive_reads_or_says_why(tmp_path, changes):
    """Bytes changed in the archive itself."""
    good = tmp_path / "good.xlsx"
    if not good.exists():
        write_workbook(good, TABLES | SHEETS)
    (tmp_path / "bad.xlsx").write_bytes(mended(good.read_bytes(), changes))
    reads_or_says_why(tmp_path / "bad.xlsx")


def test_ten_thousand_wrong_names_are_found_soon(tmp_path):
    """Looking for the nearest name does not take longer than reading."""
    written = tables()
    written["costs"] += [[f"Q{n}", "", "", "", "", "", "1", "1"] for n in range(10_000)]
    start = time.process_time()
    faults = faults_in(write_folder(tmp_path, written))
    assert len(faults) >= 10_000
    assert time.process_time() - start < SECONDS
