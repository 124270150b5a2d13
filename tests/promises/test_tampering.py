"""Promise 8: whatever is done to the record behind the database's back shows, given a printed head.

Each case takes a store, does one thing to it at random with the guards lifted, puts the guards
back, and asks `agree verify --head`. For 1,000 cases run
`PRIORITISE_PROGRAMMES=10000 pytest tests/promises/test_tampering.py`.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from prioritise.cli.app import app
from prioritise.decisions.entry import NOTHING_BEFORE, Entry, hash_of
from prioritise.decisions.schema import ENTRIES
from tests.cli.programmes import small
from tests.decisions.records import TITLE, said, store_at
from tests.promises.agreement import how_many

Rows = list[dict[str, object]]

STATEMENTS = (
    said("A"),
    said("B", "declined", why="No land"),
    said("C", "deferred", stage="board"),
    said("B", "declined", action="withdraw", why="Land was found"),
    said("B", by="A. Jones"),
    said("A", "deferred", run="5e" * 32),
    said("C", "deferred"),
    said("A", why="Back again"),
)
OTHERS = {
    "action": ("add", "withdraw"),
    "decision": ("agreed", "declined", "deferred"),
    "stage": ("officer", "board", "agreed"),
    "proposal": ("A", "B", "C", "D"),
    "programme": (TITLE, "Three places"),
}


def resealed(rows: Rows, start: int = 0, *, linked: bool = True) -> Rows:
    """The rows as somebody would write them who knows how hashes are made."""
    previous = str(rows[start - 1]["hash"]) if start else NOTHING_BEFORE
    for row in rows[start:]:
        if linked:
            row["previous"] = previous
        row["hash"] = hash_of(Entry(**row))
        previous = row["hash"]
    return rows


def edited(rng: Random, rows: Rows) -> Rows:
    """One field of one entry is another."""
    row = rng.choice(rows)
    name = rng.choice([name for name in row if name not in OTHERS or len(OTHERS[name]) > 1])
    value = row[name]
    if name in OTHERS:
        row[name] = rng.choice([other for other in OTHERS[name] if other != value])
    elif isinstance(value, int):
        row[name] = value + rng.choice([-1, 1, 7])
    else:
        text = str(value)
        place = rng.randrange(len(text) + 1)
        row[name] = (
            text[:place] + rng.choice("abc019 =\u0175\u200b") + text[place + rng.randrange(2) :]
        )
        if row[name] == text:
            row[name] = text + " "
    return rows


def edited_and_sealed(rng: Random, rows: Rows) -> Rows:
    """The reason or the author is another, and the hash of that entry fits again."""
    start = rng.randrange(len(rows))
    rows[start][rng.choice(["by", "why"])] = f"somebody else {rng.randrange(99)}"
    return resealed(rows[: start + 1], start, linked=False) + rows[start + 1 :]


def forged(rng: Random, rows: Rows) -> Rows:
    """The same, and everything after it is sealed anew: a chain that is whole, and another one."""
    start = rng.randrange(len(rows))
    rows[start][rng.choice(["by", "why"])] = f"somebody else {rng.randrange(99)}"
    return resealed(rows, start)


def deleted(rng: Random, rows: Rows) -> Rows:
    """An entry is gone, and perhaps the others have moved up, and perhaps were sealed anew."""
    start = rng.randrange(len(rows))
    del rows[start]
    how = rng.randrange(3)
    for number, row in enumerate(rows, start=1):
        row["number"] = number if how else row["number"]
    return resealed(rows, start) if how == 2 else rows


def inserted(rng: Random, rows: Rows) -> Rows:
    """There is an entry more among the others, perhaps with all that follow sealed anew."""
    start = rng.randrange(len(rows))
    rows.insert(start, {**rng.choice(rows), "why": f"never said {rng.randrange(99)}"})
    how = rng.randrange(3)
    for number, row in enumerate(rows, start=1):
        row["number"] = number if how else row["number"]
    return resealed(rows, start) if how == 2 else rows


def added(rng: Random, rows: Rows) -> Rows:
    """There is an entry more at the end, which nobody sealed as it should be."""
    last = {**rows[-1], "number": len(rows) + 1, "why": "never said"}
    if rng.randrange(2):
        last["previous"] = rows[-1]["hash"]
    return [*rows, last]


def swapped(rng: Random, rows: Rows) -> Rows:
    """Two entries have changed places, whole or in what they say."""
    one, other = rng.sample(range(len(rows)), 2)
    kept = rng.choice([("number",), ("number", "previous"), ("number", "previous", "hash")])
    rows[one], rows[other] = (
        {**rows[other], **{name: rows[one][name] for name in kept}},
        {**rows[one], **{name: rows[other][name] for name in kept}},
    )
    return rows


def cut(rng: Random, rows: Rows) -> Rows:
    """The last entries are gone, or all of them."""
    return rows[: rng.randrange(len(rows))]


TAMPERINGS = (edited, edited_and_sealed, forged, deleted, inserted, added, swapped, cut)


def tampered(path: Path, change: Callable[[Rows], Rows]) -> bool:
    """Rewrite the table without keys, then put the guards back; whether anything differs."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    select = f"SELECT * FROM {ENTRIES} ORDER BY number"
    rows = [dict(row) for row in connection.execute(select)]
    before = [dict(row) for row in rows]
    query = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
    guards = [row[0] for row in connection.execute(query)]
    after = change(rows)
    names = list(before[0])
    quoted = ", ".join(f'"{name}"' for name in names)
    connection.execute(f"DROP TABLE {ENTRIES}")
    connection.execute(f"CREATE TABLE {ENTRIES} ({quoted})")
    connection.executemany(
        f"INSERT INTO {ENTRIES} VALUES ({', '.join('?' * len(names))})",
        [[row[name] for name in names] for row in after],
    )
    for guard in guards:
        connection.execute(guard)
    connection.close()
    return after != before


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A programme, the bytes of its store, and the head that was printed."""
    folder = small(tmp_path_factory.mktemp("kept") / "two")
    for statement in STATEMENTS:
        log = store_at(folder / "decisions.sqlite").append(TITLE, lambda log, s=statement: s)
    return folder, (folder / "decisions.sqlite").read_bytes(), log.head


def asked(folder: Path, head: str) -> tuple[int, str]:
    words = ["agree", "verify", str(folder), "--head", head]
    result = CliRunner().invoke(app, words, prog_name="prioritise")
    assert "Traceback" not in result.output
    assert "bug" not in result.output
    return result.exit_code, result.output


def test_every_edit_deletion_insertion_swap_and_cut_is_found(kept, figures):
    folder, content, head = kept
    path = folder / "decisions.sqlite"
    rng, seen, missed = Random(8), Counter[str](), []
    cases = how_many(100, 1_000)
    while seen.total() < cases:
        how = TAMPERINGS[seen.total() % len(TAMPERINGS)]
        path.write_bytes(content)
        if not tampered(path, lambda rows, how=how: how(rng, rows)):
            continue
        seen[how.__name__] += 1
        code, output = asked(folder, head)
        if code != 6:
            missed.append((how.__name__, code, output))
    figures(8, asked=cases, compared=cases, differences=len(missed), **seen)
    assert missed == []


def test_a_file_that_was_cut_removed_or_replaced_is_found(kept, figures):
    folder, content, head = kept
    path = folder / "decisions.sqlite"
    rng = Random(9)
    lengths = [0, 1, 100, *(rng.randrange(len(content)) for _ in range(how_many(10, 200)))]
    for length in lengths:
        path.write_bytes(content[:length])
        code, output = asked(folder, head)
        assert code in (2, 6), output
    path.unlink()
    assert asked(folder, head)[0] == 6
    files = len(lengths) + 1
    figures(8, asked=files, compared=files, files_cut_or_gone=files)


def test_what_was_not_touched_verifies_and_what_came_later_is_counted(kept):
    folder, content, head = kept
    path = folder / "decisions.sqlite"
    path.write_bytes(content)
    assert asked(folder, head)[0] == 0
    assert tampered(path, lambda rows: rows) is False
    assert asked(folder, head)[0] == 0
    store_at(path).append(TITLE, lambda log: said("C"))
    code, output = asked(folder, head)
    assert code == 0
    assert "that of entry 8; 1 entry was recorded after it" in output
