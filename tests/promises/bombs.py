"""Files that are built to do harm, each with the command that meets it."""

from __future__ import annotations

import shutil
import struct
from collections.abc import Callable
from pathlib import Path

from tests.promises.bad_others import PLACED
from tests.promises.bomb_makers import (
    SPARSE,
    beside,
    book,
    directory,
    feed,
    link,
    ods_content,
    pipe,
    run_folder,
    sparse,
    text,
)
from tests.reading.files import csv_text, write_folder
from tests.reading.test_hostile_files import BOMBS as FILES

Bomb = tuple[Callable[[Path], object], tuple[str, ...]]
"""What writes it into a folder, and the words of the command; `./` stands for that folder."""

GTFS = ("hubs", "./p", "--gtfs", "./feed.zip", "--date", "2018-09-05", "--depart", "08:00-08:02")


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SST = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
BOOK = b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
ODS = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
)
FIRST = "xl/worksheets/sheet1.xml"
DEEP_JSON = "[" * 900_000
NUMBERS = "title: a\nprogramme: p\nstreams: {trip: {scale: %s}}\n"

CHECK, VERIFY = ("check", "./p"), ("verify", "./run")
LIST = ("compare", "./p", "--list", "./mine.csv")


def _in_p(write: Callable[[str], Callable[[Path], None]], name: str) -> Bomb:
    return beside(write(f"p/{name}")), CHECK


BOMBS: dict[str, Bomb] = {
    # Sizes: 500 MB of nothing in the place of every file that is read.
    **{f"a sparse {name}": _in_p(sparse, name)
       for name in ("programme.yaml", "hubs.csv", "costs.csv")},
    "a sparse scenario": (beside(sparse("b.yaml", b"title: a\n")), ("check", "./b.yaml")),
    "a sparse workbook": (beside(sparse("plan.xlsx", b"PK\x03\x04")), ("check", "./plan.xlsx")),
    "a sparse list": (beside(sparse("mine.csv", b"proposal\n")), LIST),
    "a sparse journeys file": (
        beside(sparse("j.csv", b"zone,hub,minutes\n")), ("hubs", "./p", "--journeys", "./j.csv")),
    "a sparse timetable": (beside(sparse("feed.zip", b"PK\x03\x04")), GTFS),
    "a sparse timetable that is all directory": (
        beside(sparse("feed.zip", b"PK\x01\x02",
                      b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 9, 9, SPARSE, 0, 0))), GTFS),
    "a sparse manifest": (run_folder(sparse("manifest.json", b"{")), VERIFY),
    "a sparse table in a run": (run_folder(sparse("shortlist.csv")), VERIFY),
    "a sparse copy in a run": (run_folder(sparse("inputs/hubs.csv")), VERIFY),
    "a sparse description": (
        beside(lambda f: (text("d/x.csv", lambda: "x")(f), sparse("d/datapackage.json", b"{")(f))),
        ("compare", "./p", "-o", "./d")),
    "a sparse record": (beside(sparse("p/decisions.sqlite", b"SQLite format 3\x00")),
                        ("agree", "list", "./p")),
    # What is no file: pipes, devices, links that lead round.
    **{f"a pipe as {name}": _in_p(pipe, name) for name in ("programme.yaml", "hubs.csv")},
    "a pipe as scenario": (beside(pipe("b.yaml")), ("check", "./b.yaml")),
    "a pipe as workbook": (beside(pipe("plan.xlsx")), ("check", "./plan.xlsx")),
    "a pipe as list": (beside(pipe("mine.csv")), LIST),
    "a pipe as journeys": (beside(pipe("j.csv")), ("hubs", "./p", "--journeys", "./j.csv")),
    "a pipe as timetable": (beside(pipe("feed.zip")), GTFS),
    "a pipe as manifest": (run_folder(pipe("manifest.json")), VERIFY),
    "a pipe in a run": (run_folder(pipe("shortlist.csv")), VERIFY),
    "a pipe as record": (beside(pipe("p/decisions.sqlite")), ("agree", "list", "./p")),
    "a pipe as description": (
        beside(lambda f: (text("d/x.csv", lambda: "x")(f), pipe("d/datapackage.json")(f))),
        ("compare", "./p", "-o", "./d")),
    "a device as scenario": (beside(link("b.yaml", "/dev/zero")), ("check", "./b.yaml")),
    "a device as table": (beside(link("p/hubs.csv", "/dev/zero")), CHECK),
    "a device as settings": (beside(link("p/programme.yaml", "/dev/zero")), CHECK),
    "a device as workbook": (beside(link("plan.xlsx", "/dev/zero")), ("check", "./plan.xlsx")),
    "a device as timetable": (beside(link("feed.zip", "/dev/zero")), GTFS),
    "a device as list": (beside(link("mine.csv", "/dev/zero")), LIST),
    "a device in a run": (run_folder(link("shortlist.csv", "/dev/zero")), VERIFY),
    "a link to itself as scenario": (beside(link("b.yaml", "b.yaml")), ("check", "./b.yaml")),
    "a link to itself as table": (beside(link("p/hubs.csv", "hubs.csv")), CHECK),
    "a link to itself as settings": (beside(link("p/programme.yaml", "programme.yaml")), CHECK),
    "a link to itself as programme": (
        beside(lambda f: (link("q", "q")(f),
                          text("b.yaml", lambda: "title: a\nprogramme: q\n")(f))),
        ("check", "./b.yaml")),
    "a folder in itself": (run_folder(link("again", ".")), VERIFY),
    "scenarios that extend each other": (
        beside(lambda f: [text(f"{n}.yaml", lambda m=m: f"title: {m}\nextends: {m}.yaml\n")(f)
                          for n, m in ("bc", "cd", "db")]), ("check", "./b.yaml")),
    # Depth and numbers.
    "deep JSON as manifest": (run_folder(text("manifest.json", lambda: DEEP_JSON)), VERIFY),
    "deep JSON as decisions": (
        run_folder(text("inputs/agreements.json", lambda: DEEP_JSON)), VERIFY),
    "deep JSON as description": (
        beside(lambda f: (text("d/x.csv", lambda: "x")(f),
                          text("d/datapackage.json", lambda: DEEP_JSON)(f))),
        ("compare", "./p", "-o", "./d")),
    "a long number in JSON": (
        run_folder(text("manifest.json", lambda: '{"value": ' + "9" * 1_000_000 + "}")), VERIFY),
    **{f"a scenario with {name}": (
        beside(text("b.yaml", lambda number=number: NUMBERS % number)), ("check", "./b.yaml"))
       for name, number in {
           "1e999999999": "1e999999999", "a million digits": "9" * 900_000,
           "a million decimals": "0." + "1" * 900_000, "a deep list": "[" * 900_000,
           "a million items": "[" + "1," * 400_000 + "]"}.items()},
    **{f"a table with {name}": (
        beside(lambda f, cell=cell: text(
            "p/costs.csv", lambda: csv_text([*PLACED["costs"][:1],
                                             ["P1", "", "", "", cell, "", "1", "1"]]))(f)), CHECK)
       for name, cell in {"1e999999999": "1e999999999", "a million digits": "9" * 999_000,
                          "a million thousands": "1" + ",000" * 240_000}.items()},
    "a row of ten million cells": (
        beside(text("p/hubs.csv", lambda: "hub,name\n" + "," * 10_000_000)), CHECK),
    "a cell of 19 MB": (
        beside(text("p/hubs.csv", lambda: 'hub,name\na,"' + "x\n" * 9_500_000 + '"\n')), CHECK),
    "quotes without end": (beside(text("p/hubs.csv", lambda: '"' * 15_000_000)), CHECK),
    "200,000 wrong rows": (
        beside(text("p/links.csv", lambda: "kind,proposal,other\n" + "a,b,c\n" * 199_000)), CHECK),
    "200,000 unknown ids": (
        beside(text("mine.csv", lambda: "proposal\n" + "".join(f"Q{n}\n" for n in range(199_000)))),
        LIST),
    # Workbooks.
    "a directory of a million parts": (directory("plan.xlsx", 1_000_000), ("check", "./plan.xlsx")),
    "ten million empty texts": (
        book({"xl/sharedStrings.xml": lambda: SST + b"<si/>" * 9_000_000 + b"</sst>"}),
        ("check", "./plan.xlsx")),
    "ten million empty elements": (
        book({FIRST: lambda: SHEET + b"<x/>" * 10_000_000 + b"</sheetData></worksheet>"}),
        ("check", "./plan.xlsx")),
    "ten million sheets": (
        book({"xl/workbook.xml": lambda: BOOK + b"<sheets>" + b"<sheet/>" * 5_000_000
              + b"</sheets></workbook>"}), ("check", "./plan.xlsx")),
    "ten million links": (
        book({"xl/_rels/workbook.xml.rels": lambda: b"<Relationships>" + b"<R/>" * 10_000_000
              + b"</Relationships>"}), ("check", "./plan.xlsx")),
    "ten million styles": (
        book({"xl/styles.xml": lambda: b"<styleSheet><cellXfs>" + b"<xf/>" * 9_000_000
              + b"</cellXfs></styleSheet>"}), ("check", "./plan.xlsx")),
    "a deep sheet": (
        book({FIRST: lambda: SHEET + b"<a>" * 3_000_000}), ("check", "./plan.xlsx")),
    "a deep list of sheets": (
        book({"xl/workbook.xml": lambda: BOOK + b"<a>" * 3_000_000 + b"</a>" * 3_000_000
              + b"</workbook>"}), ("check", "./plan.xlsx")),
    "one long attribute": (
        book({FIRST: lambda: SHEET + b'<c r="' + b"A" * 45_000_000 + b'1"/>'}),
        ("check", "./plan.xlsx")),
    "merged cells all over": (
        book({FIRST: lambda: SHEET + b'</sheetData><mergeCells>'
              + b"".join(b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in range(1, 1_000_000))
              + b"</mergeCells></worksheet>"}), ("check", "./plan.xlsx")),
    "a deep document": (
        ods_content(lambda: ODS + b"<table:table>" * 1_500_000), ("check", "./plan.ods")),
    "ten million paragraphs": (
        ods_content(lambda: ODS + b'<table:table table:name="hubs"><table:table-row>'
                    + b"<table:table-cell/>" * 2_400_000
                    + b"</table:table-row></table:table></office:document-content>"),
        ("check", "./plan.ods")),
    "a row repeated without end": (
        ods_content(lambda: ODS + b'<table:table table:name="hubs"><table:table-row '
                    b'table:number-rows-repeated="99999999999999999999"><table:table-cell '
                    b'office:value-type="string" table:number-columns-repeated="99999999999"/>'
                    b"</table:table-row></table:table></office:document-content>"),
        ("check", "./plan.ods")),
    # Timetables.
    "a timetable packed beyond measure": (
        beside(feed(stop_times=lambda: "trip_id\n" + " " * 300_000_000)), GTFS),
    "a timetable of one line": (
        beside(feed(stops=lambda: "".join(map(chr, range(45, 127))) * 200_000)), GTFS),
    "a timetable of ten million headings": (
        beside(feed(stops=lambda: "stop_id,stop_lat,stop_lon" + ",x" * 7_000_000)), GTFS),
    "a timetable that runs without end": (
        beside(feed(frequencies=lambda: "trip_id,start_time,end_time,headway_secs\n"
                    + "t,00:00:00,05:00:00,1\n" * 20_000)), GTFS),
    "a timetable of a million parts": (beside(directory("feed.zip", 1_000_000)), GTFS),
    **{f"{name} to check": (
        lambda folder, write=write: (
            write_folder(folder / "p"),
            shutil.move(made, folder / f"plan{made.suffix}")
            if (made := write(folder / "p")).is_file() else None),
        ("check", "./p"))
       for name, write in FILES.items() if name in ("aliases", "nested lists", "a huge exponent",
                                                    "two million headings")},
}  # fmt: skip
