"""Bad workbooks, timetables, lists and paths by hand."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import xlsxwriter

from tests.hubs import feeds
from tests.promises.bad import ALL_TABLES, Bad, folder_of, writing
from tests.reading.files import SETTINGS, SHEETS, Tables

SHEETS_OF: Tables = {**ALL_TABLES, **SHEETS}
"""Every sheet of a workbook that is a whole programme."""
TYPED: tuple[tuple[str, str, str], ...] = (
    ("a date", "the date or time 2018-04-01", "a number or a text"),
    ("a truth value", "the truth value TRUE", "a number or a text"),
    ("an error", "an error of the spreadsheet", "a number or a text"),
    ("a formula never calculated", "a formula that was never calculated", "a number or a text"),
    ("merged cells", "a cell merged over several rows", "a number or a text"),
)
"""What a spreadsheet makes of a cell, what was found, and the way out."""


def bad_others() -> Iterator[Bad]:
    """Every other bad input."""
    for sheet, rows in SHEETS_OF.items():
        if sheet in ("zones", "journeys"):
            continue  # read only where a programme asks for people within reach
        # A date is as good as any text in a column of text, so columns of text are passed over.
        for column in sorted({rows[0][0], rows[0][-1]} - {"source", "ward"}):
            for what, found, expected in TYPED:
                yield Bad(
                    f"{sheet}.{column} with {what}", _workbook(sheet, column, what),
                    f"plan.xlsx sheet {sheet}", 2, column, found, expected,
                    words=("check", "./plan.xlsx"), alone=False,
                )  # fmt: skip
        yield Bad(
            f"sheet {sheet} with a date as heading", _workbook(sheet, rows[0][-1], "a date", 1),
            f"plan.xlsx sheet {sheet}", 1, "2018-04-01", "the date or time", "text",
            words=("check", "./plan.xlsx"), alone=False,
        )  # fmt: skip
    yield from _no_workbooks()
    yield from _timetables()
    yield from _lists()
    yield from _paths()


def _workbook(sheet: str, column: str, what: str, row: int = 2) -> Callable[[Path], object]:
    """A writer of the whole programme as a workbook, one cell of it as no text and no number."""

    def write(folder: Path) -> None:
        with xlsxwriter.Workbook(str(folder / "plan.xlsx")) as book:
            date = book.add_format({"num_format": "yyyy-mm-dd"})
            for name, rows in SHEETS_OF.items():
                page = book.add_worksheet(name)
                for number, cells in enumerate(rows):
                    for place, text in enumerate(cells):
                        page.write_string(number, place, text)
                if name == sheet:
                    at = (row - 1, rows[0].index(column))
                    if what == "a date":
                        page.write_datetime(*at, datetime.datetime(2018, 4, 1), date)
                    elif what == "a truth value":
                        page.write_boolean(*at, True)
                    elif what == "an error":
                        page.write_formula(*at, "=#REF!", None, "#REF!")
                    elif what == "merged cells":
                        page.merge_range(*at, at[0] + 1, at[1], "both")
                    else:
                        page.write_formula(*at, "=1+1", None, "")

    return write


def _no_workbooks() -> Iterator[Bad]:
    for name, content in (
        ("an empty file", b""),
        ("the start of an archive", b"PK\x03\x04"),
        ("an old or encrypted workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99),
        ("a table", b"hub,name\n"),
        ("a web page", b"<html><table><tr><td>hub</td></tr></table></html>"),
    ):
        for ending in ("xlsx", "ods"):
            yield Bad(
                f".{ending} that is {name}", writing({f"plan.{ending}": content}),
                f"plan.{ending}", None, "", "no workbook", "without a password",
                words=("check", f"./plan.{ending}"),
            )  # fmt: skip


HUBS = [
    ["hub", "name", "latitude", "longitude"],
    ["ponty", "Pontypridd", "51", "-3"],
    ["neath", "Castell-nedd", "51.1", "-3"],
    ["amman", "Rhydaman", "51.2", "-3"],
]
PLAIN = {n: r for n, r in ALL_TABLES.items() if n not in ("journeys", "hubs", "streams")}
PLACED: Tables = {
    **PLAIN,
    "hubs": [
        [*row, region] for row, region in zip(HUBS, ["region", "SE", "SW", "SW"], strict=True)
    ],
    "streams": ALL_TABLES["streams"],
}
ALL_SETTINGS = SETTINGS[: SETTINGS.index("rules:")]
"""Settings without rules, which would have to be met first, and without people within reach."""
TRIP = feeds.trip("t", "A 08:00", "B 08:10")
CELLS = [
    # File, row, column, what stands there, and the way out.
    ("stops", 2, "stop_lat", "north", "degrees from -90 to 90"),
    ("stops", 2, "stop_lat", "91", "degrees from -90 to 90"),
    ("stops", 2, "stop_lon", "181", "degrees from -180 to 180"),
    ("stops", 2, "stop_lon", "1e2", "degrees from -180 to 180"),
    ("stops", 2, "stop_id", "", "an id"),
    ("trips", 2, "service_id", "none", "a service of calendar.txt"),
    ("stop_times", 2, "stop_id", "Z", "a stop of stops.txt"),
    ("stop_times", 2, "trip_id", "none", "a trip of trips.txt"),
    ("stop_times", 2, "pickup_type", "yes", "one of 0, 1, 2, 3"),
    ("stops", 2, "location_type", "7", "one of 0, 1, 2, 3, 4"),
    ("stops", 3, "stop_id", "A", "every stop once"),
    ("calendar", 2, "monday", "yes", "one of 0, 1"),
    ("frequencies", 2, "trip_id", "none", "a trip of trips.txt"),
    ("transfers", 2, "transfer_type", "9", "one of 0, 1, 2, 3, 4, 5"),
    ("stop_times", 2, "stop_sequence", "first", "a whole number"),
    ("stop_times", 2, "stop_sequence", "", "a whole number"),
    ("stop_times", 2, "arrival_time", "8.00", "a time such as 08:30:00"),
    ("stop_times", 2, "arrival_time", "08:61:00", "a time such as 08:30:00"),
    ("stop_times", 2, "departure_time", "noon", "a time such as 08:30:00"),
    ("calendar", 2, "start_date", "2018-01-01", "a date such as 20180905"),
    ("calendar", 2, "end_date", "20181301", "a date such as 20180905"),
    ("calendar_dates", 2, "date", "5 Sept", "a date such as 20180905"),
    ("calendar_dates", 2, "exception_type", "3", "1 (added) or 2 (removed)"),
    ("frequencies", 2, "headway_secs", "0", "more than 0 seconds"),
    ("frequencies", 2, "headway_secs", "often", "a whole number"),
    ("frequencies", 2, "start_time", "dawn", "a time such as 08:30:00"),
    ("transfers", 2, "min_transfer_time", "short", "a whole number"),
]  # fmt: skip


def feed_files() -> dict[str, list[list[str]]]:
    """A small feed with every file, by the name of each."""
    rows: dict[str, list[list[object]]] = {
        "stops": [*map(list, feeds.stops("AB"))],
        "trips": [list(TRIP[0])],
        "stop_times": [list(row) for row in TRIP[1]],
        "calendar": [list(feeds.DAILY)],
        "calendar_dates": [["all", "20180905", "1"]],
        "frequencies": [["t", "08:00:00", "09:00:00", "600", ""]],
        "transfers": [["A", "B", "2", "120"]],
    }
    return {
        name: [feeds.HEADINGS[name].split(","), *([str(c) for c in row] for row in listed)]
        for name, listed in rows.items()
    }


def _timetables() -> Iterator[Bad]:
    for table, row, column, text, expected in CELLS:
        files = feed_files()
        files[table][row - 1][files[table][0].index(column)] = text
        yield _timetable(
            f"{column} {text!r}", files, table, row, column, text or "nothing", expected
        )
    for table, columns in (
        ("stops", "stop_id stop_lat stop_lon"),
        ("trips", "trip_id service_id"),
        ("stop_times", "trip_id stop_id stop_sequence arrival_time departure_time"),
        ("calendar", "service_id monday sunday start_date end_date"),
        ("calendar_dates", "service_id date exception_type"),
        ("frequencies", "trip_id start_time end_time headway_secs"),
        ("transfers", "from_stop_id to_stop_id"),
    ):
        for column in columns.split():
            files = feed_files()
            files[table][0] = [f"{h}_" if h == column else h for h in files[table][0]]
            words = "no such column", "this column in every feed"
            yield _timetable(f"without {column}", files, table, 1, column, *words)
    for table in ("stops", "trips", "stop_times"):
        files = {name: rows for name, rows in feed_files().items() if name != table}
        yield _timetable(f"without {table}", files, table, None, "", "no such file", "this file")
    for name, content in (("no.zip", b"hub,name\n"), ("empty.zip", b"")):
        files = folder_of(PLACED, ALL_SETTINGS) | {name: content}
        yield Bad(
            f"timetable that is {name}", writing(files), name, None, "", "no zip file", "zip file",
            words=_asked(name), alone=False,
        )  # fmt: skip
    yield Bad(
        "no such timetable", writing(folder_of(PLACED, ALL_SETTINGS)), "gone.zip", None, "",
        "no such feed",
        "a zip file, or a folder", words=_asked("gone.zip"), alone=False,
    )  # fmt: skip


def _timetable(
    name: str, files: dict[str, list[list[str]]], table: str, row: int | None, column: str,
    found: str, expected: str,
) -> Bad:  # fmt: skip
    packed = writing(folder_of(PLACED, ALL_SETTINGS) | {"feed.zip": zipped(files)})
    return Bad(
        f"timetable with {name}", packed, f"feed.zip/{table}.txt", row, column, found, expected,
        words=_asked("feed.zip"), alone=False,
    )  # fmt: skip


def _asked(feed: str) -> tuple[str, ...]:
    return ("hubs", ".", "--gtfs", f"./{feed}", "--date", "2018-09-05", "--depart", "08:00-08:05")


def zipped(files: dict[str, list[list[str]]]) -> bytes:
    """A feed as a zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, rows in files.items():
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows(rows)
            archive.writestr(f"{name}.txt", text.getvalue())
    return buffer.getvalue()


def _lists() -> Iterator[Bad]:
    for name, text, row, column, found, expected in (
        ("another column", "project\nP1\n", 1, "proposal", "no such column", "a column of ids"),
        ("an unknown id", "proposal\nP1\nP11\n", 3, "proposal", "'P11'", "did you mean 'P1'?"),
        ("an id twice", "proposal\nP1\nP1\n", 3, "proposal", "'P1' again", "each proposal once"),
        ("a blank id", "proposal,x\n,y\n", 2, "proposal", "nothing", "the id of a proposal"),
        ("a ragged row", "proposal,x\nP1\n", 2, "", "1 cells", "2, one for each heading"),
        ("nothing", "", 1, "", "no headings", "the names of the columns"),
    ):
        files = folder_of(ALL_TABLES, ALL_SETTINGS) | {"mine.csv": text.encode()}
        yield Bad(
            f"list with {name}", writing(files), "mine.csv", row, column, found, expected,
            words=("compare", ".", "--list", "./mine.csv"), alone=False,
        )  # fmt: skip


def _paths() -> Iterator[Bad]:
    files = folder_of(ALL_TABLES) | {"notes.txt": b"x", "a.yaml": b"title: a\nprogramme: gone\n"}
    for path, place, row, column, found, expected in (
        ("./gone.yaml", "gone.yaml", None, "", "no such file", "a file"),
        ("./programe.yaml", "programe.yaml", None, "", "no such file", "mean 'programme.yaml'?"),
        ("./gone", "gone", None, "", "no such file", "the folder of a programme"),
        ("./plan.xlsx", "plan.xlsx", None, "", "no such file", "a file"),
        ("./notes.txt", "notes.txt", None, "", "a file of another kind", "a scenario (.yaml)"),
        ("./hubs.csv", "hubs.csv", None, "", "a file of another kind", "the folder of"),
        ("./a.yaml", "a.yaml", 2, "programme", "'gone'", "a path from this file"),
    ):
        yield Bad(
            f"path {path}", writing(files), place, row, column, found, expected,
            words=("check", path),
        )  # fmt: skip
