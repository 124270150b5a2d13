"""Promise 9 in breadth: the smallest files of every format, spoilt by the ten thousand.

A small file reads in two or three milliseconds, so that many can be tried; the larger ones of the
other tests try more columns and keys. Together they are 100,000 in the whole form, in one command:
`PRIORITISE_PROGRAMMES=10000 pytest -n 0 tests/promises -k spoilt`, or one format by itself with
`-k "spoilt and formats and store"`. Nothing is read otherwise than it is written, and whatever is
refused is refused with words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from prioritise.analysis.parallel.answer import answer_in
from prioritise.analysis.parallel.checkpoint import Checkpoint
from prioritise.decisions.address import beside
from prioritise.decisions.entry import Statement
from prioritise.decisions.store import Store
from prioritise.optimise import optimise
from prioritise.programme.faults import InputError, PrioritiseError, RecordError
from prioritise.reading import read
from prioritise.reading.gtfs import read_timetable
from prioritise.reading.shortlist import read_shortlist
from prioritise.reading.way_tables import read_fares, read_walks
from prioritise.render.report.earlier import table_in
from prioritise.render.run.agreements_copy import copy_of, log_from
from prioritise.render.run.manifest import manifest_from
from tests.cli.programmes import small
from tests.promises.agreement import how_many
from tests.promises.bad_others import feed_files
from tests.promises.bad_others import zipped as feed_of
from tests.promises.judged import (
    READ,
    REFUSED,
    Draw,
    Verdict,
    fault_problems,
    judged_folder,
    judged_scenario,
    put,
    tally,
    verdict,
)
from tests.promises.mutations import BYTES, CELLS, WAYS, line_changed, written_otherwise
from tests.promises.plain_tables import plain_rows
from tests.promises.test_mutated_archives import parts_in, spoilt_book, spoilt_feed, spoilt_tokens
from tests.promises.test_mutated_files import book_of, files_in
from tests.promises.test_mutated_records import LONG, WEDNESDAY, called
from tests.reading.test_workbooks import write_ods

TITLE = "Two places"
_JSON = re.compile(rb'"(?:[^"\\]|\\.)*"|[^\s"\[\]{}:,]+|[\[\]{}:,]|\s+')
_ODD_JSON = (
    *(b"", b"0", b"-1", b"1e400", b"NaN", b"Infinity", b"null", b"true", b"[]", b"{}", b'""'),
    *(b"9" * 400, b"[" * 20_000, b'"\\ud800"', b'"\\u0000"', b"1.5", b'"A"', b'"entries"', b"//"),
)
"""Values that mean something to some reader of JSON, or to none."""
SCENARIO = b"""\
title: Less
programme: two
streams: {all: {scale: 0.9}, main: {add: {"2018-19": 1.5}}}
weights: {impact: 3}
proposals: {drop: [C], costs: {scale: 1.1}, change: {A: {earliest: "2018-19"}}}
rules: {add: [{name: two, measure: count, where: {hub: [n, s]}, at_least: 1}]}
decisions: {in: A, out: [B]}
solver: {gap: 0.1, seconds: 20}
"""


def spoilt_one(rng: Random, name: str, content: bytes, ways=WAYS) -> tuple[bytes | None, str]:
    """A file by itself; nothing where it is gone or has another name."""
    files, what = rng.choice(ways)(rng, {name: content})
    return files.get(name), what


def spoilt_json(rng: Random, content: bytes) -> tuple[bytes, str]:
    """Bytes, or a value, name or bracket, are others."""
    if rng.random() < 0.3:
        found, what = spoilt_one(rng, "x.json", content, BYTES)
        assert found is not None
        return found, what
    tokens = _JSON.findall(content)
    what = spoilt_tokens(rng, tokens, _ODD_JSON)
    return b"".join(tokens), what


def folders(place: Path) -> Draw:
    """Settings and tables of three proposals, compared cell by cell."""
    files = files_in(small(place / "two"))

    def draw(rng: Random) -> tuple[str, Verdict]:
        spoilt, what = rng.choice(WAYS)(rng, dict(files))
        return what, judged_folder(place / "p", spoilt)

    return draw


def scenarios(place: Path) -> Draw:
    """A scenario of most keys, compared key by key."""
    small(place / "two")

    def draw(rng: Random) -> tuple[str, Verdict]:
        ways = (*BYTES, line_changed, line_changed, written_otherwise)
        spoilt, what = spoilt_one(rng, "s.yaml", SCENARIO, ways)
        assert spoilt is not None
        return what, judged_scenario(place, "s.yaml", spoilt)

    return draw


def books(ending: str) -> Callable[[Path], Draw]:
    """A workbook that is a whole programme, spoilt as XML and as an archive."""

    def drawing(place: Path) -> Draw:
        tables = files_in(small(place / "two"))
        sheets = {n[:-4]: plain_rows(c) for n, c in tables.items() if n.endswith(".csv")}
        sheets |= {
            "programme": [["key", "value"], ["title", TITLE], ["years", "2018-19;2019-20"],
                          ["unit", "£k"]],
            "criteria": [["criterion", "weight", "low", "high"], ["impact", "1", "0", "10"]],
        }  # fmt: skip
        good = place / f"good.{ending}"
        if ending == "ods":
            write_ods(good, sheets)
        else:
            good.write_bytes(book_of(sheets, numbers=True))
        assert read(good).programme.title == TITLE
        content, name = good.read_bytes(), f"plan.{ending}"
        parts = parts_in(content)

        def draw(rng: Random) -> tuple[str, Verdict]:
            spoilt, what = spoilt_book(rng, content, parts)
            put(place / "b", {name: spoilt})
            return what, verdict(lambda: read(place / "b" / name), lambda reading: (), [name])

        return draw

    return drawing


def timetables(place: Path) -> Draw:
    """A few stops and runs, spoilt as an archive and in the tables within."""
    path, content = place / "feed.zip", feed_of(feed_files())
    parts = parts_in(content)
    names = [path.name, *(f"{path.name}/{name}" for name in parts)]

    def draw(rng: Random) -> tuple[str, Verdict]:
        spoilt, what = spoilt_feed(rng, content, parts)
        path.write_bytes(spoilt)
        return what, faulted(lambda: read_timetable([path], WEDNESDAY, -LONG, LONG), names)

    return draw


def tables(name: str, content: bytes, ask: Callable[[Path], object]) -> Callable[[Path], Draw]:
    """A table by itself, that a command takes as an option."""

    def drawing(place: Path) -> Draw:
        path = place / name

        def draw(rng: Random) -> tuple[str, Verdict]:
            spoilt, what = spoilt_one(rng, name, content, (*CELLS, *WAYS))
            if spoilt is None:
                return what, (REFUSED, "")
            path.write_bytes(spoilt)
            return what, faulted(lambda: ask(path), [name])

        return draw

    return drawing


def faulted(ask: Callable[[], object], names: list[str]) -> Verdict:
    """Whether an input was read, or refused with faults that say where."""
    try:
        ask()
    except InputError as error:
        return REFUSED, "; ".join(fault_problems(error.faults, names))
    return READ, ""


def manifests(place: Path) -> Draw:
    """The record of a run: not a byte of it may be another."""
    called("run", small(place / "two"), "-o", place / "run")
    content = (place / "run" / "manifest.json").read_bytes()
    return records(content, lambda spoilt: manifest_from(spoilt) == manifest_from(content))


def agreements(place: Path) -> Draw:
    """The copy of recorded decisions beside a run: whatever is another shows at the head."""
    store = recorded(place)
    log = store.found(TITLE).log
    content = copy_of(log)
    return records(content, lambda spoilt: log_from(spoilt).after(log.head) is not None)


def records(content: bytes, is_same: Callable[[bytes], bool]) -> Draw:
    """JSON that is hashed."""

    def draw(rng: Random) -> tuple[str, Verdict]:
        spoilt, what = spoilt_json(rng, content)
        try:
            same = is_same(spoilt)
        except RecordError as error:
            return what, (REFUSED, "" if str(error) else "no words")
        return what, (READ, "" if same else "passed, and is another")

    return draw


def descriptions(place: Path) -> Draw:
    """`datapackage.json` beside tables that are taken up again: words, and no figures."""
    called("sweep", small(place / "two"), "--step", "0.5", "-o", place / "made")
    path = place / "made" / "datapackage.json"
    content, rows = path.read_bytes(), table_in(place / "made" / "frontier.csv", "frontier").rows

    def draw(rng: Random) -> tuple[str, Verdict]:
        spoilt, what = spoilt_json(rng, content)
        path.write_bytes(spoilt)
        found = table_in(place / "made" / "frontier.csv", "frontier")
        return what, (READ, "" if found.rows == rows else "figures are others")

    return draw


def checkpoints(place: Path) -> Draw:
    """Answers kept on the way of long work: as they were kept, or asked anew."""
    programme = read(small(place / "two")).programme
    found, path, questions = answer_in(optimise(programme)), place / "a.jsonl", ("one", "two")
    kept = Checkpoint(path, programme)
    for question in questions:
        kept.keep(question, found)
    kept.close()
    content = path.read_bytes()

    def draw(rng: Random) -> tuple[str, Verdict]:
        spoilt, what = spoilt_json(rng, content)
        path.write_bytes(spoilt)
        again = Checkpoint(path, programme)
        answers = [again.found(question) for question in questions]
        again.close()
        wrong = [answer for answer in answers if answer not in (None, found)]
        return what, (READ if any(answers) else REFUSED, f"{wrong}" if wrong else "")

    return draw


def recorded(place: Path) -> Store:
    """A store with two entries."""
    store = Store(beside(small(place / "two")))
    for name in "AB":
        said = Statement(proposal=name, action="add", decision="agreed", by="Board", why="Ready")
        store.append(TITLE, lambda log, said=said: said)
    return store


def stores(place: Path) -> Draw:
    """Pages of the SQLite file: what is read goes on from the head, or is refused."""
    store = recorded(place)
    file = store.address.file
    assert file is not None
    log, content = store.found(TITLE).log, file.read_bytes()

    def draw(rng: Random) -> tuple[str, Verdict]:
        spoilt, what = content, ""
        for _ in range(rng.choice((1, 2, 8))):
            found, what = spoilt_one(rng, file.name, spoilt, BYTES)
            spoilt = found or b""
        for left in place.glob("two/decisions.sqlite?*"):
            with suppress(OSError):
                left.unlink()
        file.write_bytes(spoilt)
        try:
            same = store.found(TITLE).log.after(log.head)
        except PrioritiseError as error:
            return what, (REFUSED, "" if str(error) else "no words")
        return what, (READ, "" if not same else f"entries from nowhere: {same}")

    return draw


LIST = b"proposal,title,decision\nA,Arcade,selected\nB,Bridge,\nC,College,not selected\n"
WALKS = b"place,to,minutes\nZ,S1,7\nZ,S2,\nS1,S2,3.5\n"
FARES = b"zone,hub,fare\nZ,n,2.40\nZ,s,0\n"
FORMATS: dict[str, tuple[int, Callable[[Path], Draw]]] = {
    "folder": (12_000, folders),
    "scenario": (5_000, scenarios),
    "xlsx": (8_000, books("xlsx")),
    "ods": (5_000, books("ods")),
    "timetable": (5_000, timetables),
    "list": (2_000, tables("list.csv", LIST, lambda path: read_shortlist(path, ("A", "B", "C")))),
    "walks": (1_500, tables("walks.csv", WALKS, read_walks)),
    "fares": (1_500, tables("fares.csv", FARES, lambda path: read_fares(path, "Z", "ns"))),
    "manifest": (4_000, manifests),
    "agreements": (3_000, agreements),
    "description": (2_000, descriptions),
    "checkpoint": (2_500, checkpoints),
    "store": (5_000, stores),
}
"""How many of each in the whole form, and what spoils and judges them."""


@pytest.mark.parametrize("name", FORMATS)
def test_a_spoilt_small_file_reads_as_written_or_says_why(tmp_path, name, figures):
    whole, drawing = FORMATS[name]
    tally(figures, 60 + [*FORMATS].index(name), how_many(12, whole), drawing(tmp_path), ())
