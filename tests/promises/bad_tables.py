"""Bad tables by hand: every table and every column of it, spoilt in each way that people know."""

from __future__ import annotations

from collections.abc import Iterator

from tests.promises.bad import (
    ALL_TABLES,
    WITH_REACH,
    Bad,
    cell_changed,
    folder_of,
    rows_changed,
    writing,
)
from tests.reading.files import csv_text

KINDS = {
    "hubs": {
        "id": "hub", "text!": "name", "label": "local_authority region", "word": "status",
        "number": "latitude longitude",
    },
    "streams": {
        "id": "stream", "text!": "name", "word": "kind", "names": "regions hubs",
        "share": "intervention_rate carry_forward contingency over_programme",
        "amount": "min_award max_award 2018-19 2019-20", "reference": "parent",
    },
    "proposals": {
        "id": "proposal", "text!": "title", "names!": "hub", "label": "lead theme scrutiny",
        "word": "commitment stage", "year": "earliest latest", "share": "likelihood min_share",
        "number": "jobs economic",
    },
    "costs": {
        "reference!": "proposal", "label": "option", "share": "worth", "word": "kind",
        "reference": "stream", "yes": "secured", "amount": "before after 2018-19 2019-20",
    },
    "alignment": {"reference!": "proposal stream", "share!": "alignment"},
    "links": {"word!": "kind", "reference!": "proposal other", "number": "value"},
    "benefits": {
        "reference!": "proposal", "label!": "kind", "label": "measure falls_to", "prices": "basis",
        "date": "first last", "signed": "amount", "signed ": "reference",
        "number": "growth quantity", "yes": "gross",
        "word": "confidence counts_as rate valued", "text": "source",
    },
    "jobs": {
        "reference!": "proposal", "word!": "kind", "word": "sector", "number!": "jobs",
        "number": "reference", "text": "source",
    },
    "additionality": {
        "reference!": "proposal", "word!": "level",
        "share": "leakage displacement substitution", "number": "multiplier",
    },
    "optimism": {
        "reference!": "proposal", "named!": "type", "share": "share mitigated", "number": "months",
    },
    "risk_costs": {
        "reference!": "proposal", "text!": "risk", "share!": "likelihood", "amount!": "cost",
        "date": "year", "label": "owner", "text": "response",
    },
    "zones": {
        "id": "zone", "text": "name", "number!": "population", "number": "latitude longitude",
        "count": "deprivation_tenth",
    },
    "journeys": {
        "reference!": "zone hub", "number": "minutes services_per_hour minutes_p10 minutes_p90",
        "label": "period", "reference": "proposal",
    },
}  # fmt: skip
"""The columns of each table by what a cell holds; with `!` it has to hold something."""

NUMBER, AMOUNT = "a number", "an amount in £k"
NUMBERS = [
    ("seven", NUMBER), ("1.234,5", NUMBER), ("1,23", NUMBER), ("1e5", NUMBER), ("#REF!", NUMBER),
    ("2018-04-01", NUMBER), ("nan", NUMBER), ("12 %", NUMBER),
]  # fmt: skip
AMOUNTS = [
    ("12k", AMOUNT), ("1.234,5", AMOUNT), ("1,2345", AMOUNT), ("1e5", AMOUNT),
    ("01/04/2018", AMOUNT), ("50%", AMOUNT), ("0.000001", "whole pence"),
]  # fmt: skip
LABELS = [
    (" Graig", "no space at either end"), ("Gra\u200big", "visible characters only"),
    ("x" * 201, "at most 200 characters"),
]  # fmt: skip
WRONG = {
    "id": [("", "a value"), *LABELS, ("a;b", "one id, without a semicolon")],
    "reference": [
        ("nowhere-at-all", "the id of a"), *LABELS, ("a;b", "one id, without a semicolon"),
    ],
    "label": LABELS,
    "named": [*LABELS, ("tunnel", "a type of project")],
    "names": [
        ("nowhere-at-all", "the"), ("a; b", "without spaces around them"),
        ("a;a", "every name once"),
    ],
    "word": [("nonsense", "one of "), ("NONE", "one of ")],
    "yes": [("maybe", "yes or no"), ("1", "yes or no")],
    "year": [("2030-31", "one of the years"), ("2018/19", "one of the years")],
    "date": [("last year", "a financial year"), ("01/04/2018", "a financial year")],
    "prices": [("last year", "a financial year"), ("01/04/2018", "a financial year")],
    "text": [("bell \x07", "text without control characters")],
    "number": NUMBERS,
    "count": [*NUMBERS, ("1.5", "a whole number")],
    "share": [
        *NUMBERS, ("90%", "a share rather than a percentage: 0.9"), ("1.5", "1 or less"),
        ("-0.1", "0 or more"),
    ],
    "amount": [*AMOUNTS, ("-5", AMOUNT)],
    "signed": [*AMOUNTS, ("--5", AMOUNT)],
}  # fmt: skip


def bad_tables() -> Iterator[Bad]:
    """Every bad table."""
    for table, kinds in KINDS.items():
        for kind, names in kinds.items():
            for column in names.split():
                yield from _cells(table, column, kind.rstrip("! "))
                if kind.endswith("!"):
                    yield _cell(table, column, "", "a value")
        yield from _headings(table)
        yield from _ragged(table)
        yield from _files(table)
    yield from _again()


def _cells(table: str, column: str, kind: str) -> Iterator[Bad]:
    for text, expected in WRONG[kind]:
        if column == "min_share" and text == "-0.1":
            expected = "more than 0"
        yield _cell(table, column, text, expected)


def _cell(table: str, column: str, text: str, expected: str) -> Bad:
    row = 4 if (table, column) in (("benefits", "measure"), ("benefits", "quantity")) else 2
    found = "nothing" if not text else text[:20] if text.isprintable() else ""
    files = folder_of(cell_changed(table, row, column, text))
    # An id that has gone is missed elsewhere, and a cost that has gone leaves its proposal without.
    return Bad(
        f"{table}.{column} {text[:12]!r}", writing(files), f"{table}.csv", row, column, found,
        expected, alone=False,
    )  # fmt: skip


def _headings(table: str) -> Iterator[Bad]:
    headings = ALL_TABLES[table][0]
    place = f"{table}.csv"
    for at, heading in enumerate(headings):
        again = rows_changed(table, lambda rows, at=at: [[*row, row[at]] for row in rows])
        yield Bad(
            f"{table}.{heading} twice", writing(folder_of(again)), place, 1, heading,
            f"'{heading}' again", "every heading once",
        )  # fmt: skip
        slip = f"{heading[:2]}{heading[3:]}" if len(heading) > 4 else f"{heading}_"
        text = [[slip if cell == heading else cell for cell in headings]]
        other = rows_changed(table, lambda rows, text=text: text + rows[1:])
        if table != "zones" or heading == "population":  # zones may have columns of any name
            yield Bad(
                f"{table}.{heading} misspelt", writing(folder_of(other)), place, 1,
                heading if table == "zones" else slip, "column", f"did you mean '{heading}'?"
                if table != "zones" else "a column of people", alone=table != "zones",
            )  # fmt: skip
    bare = rows_changed(table, lambda rows: [["", *rows[0][1:]], *rows[1:]])
    yield Bad(
        f"{table} with a column without heading", writing(folder_of(bare)), place, 1, "",
        "no heading above column 1", "the name of the column",
    )  # fmt: skip
    needed = [
        name
        for kind, names in KINDS[table].items()
        for name in names.split()
        if kind.endswith("!") or kind == "id" or name in ("2018-19", "2019-20", "economic")
    ]
    for column in needed:
        at = headings.index(column)
        less = rows_changed(table, lambda rows, at=at: [row[:at] + row[at + 1 :] for row in rows])
        yield Bad(
            f"{table} without {column}", writing(folder_of(less)), place, 1, column,
            "no such column", "column",
        )  # fmt: skip


def _ragged(table: str) -> Iterator[Bad]:
    width, place = len(ALL_TABLES[table][0]), f"{table}.csv"
    for name, cells in (("one more cell", width + 1), ("one cell less", width - 1)):
        spoilt = rows_changed(
            table,
            lambda rows, cells=cells: [rows[0], (rows[1] + ["more"])[:cells], *rows[2:]],
        )
        yield Bad(
            f"{table} with {name} in a row", writing(folder_of(spoilt)), place, 2, "",
            f"{cells} cells", f"{width}, one for each heading", alone=False,
        )  # fmt: skip


def _files(table: str) -> Iterator[Bad]:
    """Files as other programs leave them: another encoding, other separators, cut, or empty."""
    text = csv_text(ALL_TABLES[table])
    place, first = f"{table}.csv", ALL_TABLES[table][1][0]
    spoilt: list[tuple[str, bytes, int | None, str, str]] = [
        ("UTF-16", text.encode("utf-16"), None, "no text in UTF-8", "a file saved as UTF-8"),
        ("UTF-16 without a mark", text.encode("utf-16-le"), None, "no text in UTF-8", "as UTF-8"),
        ("a NUL", text.replace(first, f"{first}\x00", 1).encode(), None, "no text", "as UTF-8"),
        ("two encodings", text.encode() + "Llŷn".encode() + b"\xa3", None, "0xA3", "as UTF-8"),
        ("no encoding at all", text.encode() + b"\x81", None, "0x81", "as UTF-8"),
        ("semicolons", text.replace(",", ";").encode(), 1, "semicolons", "separated by commas"),
        ("tabs", text.replace(",", "\t").encode(), 1, "tabs", "separated by commas"),
        ("an open quotation mark", text.replace(first, f'"{first}', 1).encode(), None,
         "a cell that does not end properly", "quotes that are closed"),
        ("a quotation mark inside", text.replace(first, f'"{first}"x', 1).encode(), 2,
         "a cell that does not end properly", "doubled inside a cell"),
        ("nothing at all", b"", 1, "no headings", "the names of the columns"),
        ("blank lines", b"\n\n,,\n", 1, "no headings", "the names of the columns"),
    ]  # fmt: skip
    for name, content, row, found, expected in spoilt:
        files = folder_of(ALL_TABLES) | {place: content}
        yield Bad(f"{table} with {name}", writing(files), place, row, "", found, expected)
    mistyped = folder_of({n: r for n, r in ALL_TABLES.items() if n != table})
    named = mistyped | {f"{table.title()}.csv": text.encode()}
    yield Bad(
        f"{table} under another name", writing(named), f"{table.title()}.csv", None, "",
        "a name like a table's", f"did you mean '{table}.csv'?", alone=False,
    )  # fmt: skip


def _again() -> Iterator[Bad]:
    """Rows that may stand there once, and stand there twice."""
    for table, column in (
        ("hubs", "hub"), ("streams", "stream"), ("proposals", "proposal"), ("alignment", ""),
        ("zones", "zone"), ("journeys", "minutes"), ("additionality", ""), ("optimism", ""),
    ):  # fmt: skip
        rows = ALL_TABLES[table]
        twice = rows_changed(table, lambda rows: [*rows, rows[1]])
        yield Bad(
            f"{table} with a row twice", writing(folder_of(twice)), f"{table}.csv", len(rows) + 1,
            column, "again", "one" if not column else "once", alone=False,
        )  # fmt: skip
        if table in ("hubs", "streams", "proposals", "zones"):
            like = [rows[1][0].upper() if rows[1][0].islower() else rows[1][0].lower()]
            folded = rows_changed(table, lambda rows, like=like: [*rows, like + rows[1][1:]])
            yield Bad(
                f"{table} with an id in another case", writing(folder_of(folded)), f"{table}.csv",
                len(rows) + 1, column, f"like '{rows[1][0]}'", "whatever its case", alone=False,
            )  # fmt: skip
    gone = {name: rows for name, rows in ALL_TABLES.items() if name != "zones"}
    yield Bad(
        "no zones", writing(folder_of(gone)), "zones.csv", None, "", "no such table", "where people"
    )
    for table in ("hubs", "streams", "proposals", "costs"):
        gone = {name: rows for name, rows in ALL_TABLES.items() if name != table}
        yield Bad(
            f"no {table}", writing(folder_of(gone)), f"{table}.csv", None, "", "no such file",
            f"the table {table}",
        )  # fmt: skip
    settings = {n: c for n, c in folder_of(ALL_TABLES, WITH_REACH).items() if n.endswith(".csv")}
    yield Bad(
        "no settings", writing(settings), "programme.yaml", None, "", "no such file", "settings"
    )
