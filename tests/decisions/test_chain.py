"""Each entry seals everything before it; what stands is what was said last."""

from __future__ import annotations

import hashlib
import json

import pytest
from pydantic import ValidationError

from prioritise.decisions.entry import NOTHING_BEFORE, Entry, hash_of, hashed_text
from prioritise.decisions.log import Log, checked
from prioritise.programme.faults import RecordError
from tests.decisions.records import TITLE, chain, said


@pytest.fixture
def log():
    return chain(
        said("A"),
        said("B", "declined", why="Dŵr: gŵyl & “so on”\nsecond line"),
        said("A", "deferred", stage="board"),
        said("B", "declined", action="withdraw"),
        said("B", "agreed", run="ab" * 32),
    )


def rows(log: Log) -> list[dict[str, object]]:
    return [entry.model_dump() for entry in log.entries]


def test_a_chain_as_it_was_written_is_whole(log):
    assert checked(TITLE, rows(log)) == log
    assert log.entries[0].previous == NOTHING_BEFORE
    assert log.head == log.entries[-1].hash


def test_anybody_can_recompute_a_hash_from_the_page_that_describes_it(log):
    entry = log.entries[1]
    fields = entry.model_dump()
    own = fields.pop("hash")
    pairs = [["scheme", "prioritise decision 1"], *map(list, sorted(fields.items()))]
    text = json.dumps(pairs, separators=(",", ":"))
    assert text == hashed_text(entry)
    assert hashlib.sha256(text.encode("ascii")).hexdigest() == own


def test_the_hash_of_known_fields_is_known():
    # Worked out once: another value would make every store that exists unreadable.
    assert chain(said()).head == "d9732e31140c713717716a8b9144d3c809d67a4ddafb739d36c245e00e8c9e7e"


def test_texts_that_run_together_have_different_hashes():
    one = chain(said("A", by="x", why="yz")).entries[0]
    other = chain(said("A", by="xy", why="z")).entries[0]
    quoted = chain(said("A", by='x","why":"y', why="z")).entries[0]
    assert len({one.hash, other.hash, quoted.hash}) == 3


@pytest.mark.parametrize("name", Entry.model_fields)
def test_a_change_of_any_field_is_found(log, name):
    for number in range(len(log.entries)):
        changed = rows(log)
        value = changed[number][name]
        others = {"action": "withdraw", "decision": "deferred", "stage": "officer"}
        other = value + 1 if isinstance(value, int) else others.get(name, f"{value}x")
        if other == value:
            other = {"withdraw": "add", "deferred": "declined", "officer": "board"}[value]
        changed[number][name] = other
        with pytest.raises(RecordError, match="entry"):
            checked(TITLE, changed)


@pytest.mark.parametrize("value", [None, b"A", 3.0, "", "\ud800", "\0", ["A"]])
def test_what_is_no_text_is_found_and_no_crash(log, value):
    changed = rows(log)
    changed[2]["proposal"] = value
    with pytest.raises(RecordError, match="entry 3 is not what was written"):
        checked(TITLE, changed)


def test_a_missing_an_added_and_a_swapped_entry_are_found(log):
    whole = rows(log)
    with pytest.raises(RecordError, match="entry 2 is missing"):
        checked(TITLE, whole[:1] + whole[2:])
    with pytest.raises(RecordError, match="entry 2 is there twice"):
        checked(TITLE, whole[:2] + whole[1:])
    with pytest.raises(RecordError, match="entry"):
        checked(TITLE, [whole[1], whole[0], *whole[2:]])
    with pytest.raises(RecordError, match="another programme"):
        checked("Elsewhere", whole)


def test_an_entry_that_was_sealed_anew_no_longer_fits_the_next(log):
    whole = rows(log)
    whole[1]["why"] = "quite another reason"
    whole[1]["hash"] = hash_of(Entry(**whole[1]))
    with pytest.raises(RecordError, match="entry 3 does not follow"):
        checked(TITLE, whole)


def test_a_cut_end_shows_only_by_a_head_that_was_written_down(log):
    cut = checked(TITLE, rows(log)[:3])
    assert cut.after(log.entries[2].hash) == 0
    assert log.after(log.entries[2].hash) == 2
    with pytest.raises(RecordError, match="cut off or replaced"):
        cut.after(log.head)
    with pytest.raises(RecordError, match="nothing at all"):
        Log(TITLE).after(log.head)


def test_the_last_word_on_a_proposal_stands(log):
    assert {name: entry.number for name, entry in log.current.items()} == {"A": 3, "B": 5}
    standings = ("superseded", "withdrawn", "current", "withdrawal", "current")
    assert log.standings == standings


def test_only_what_is_agreed_to_the_end_binds(log):
    assert [entry.binds for entry in log.entries] == [True, True, False, False, True]


@pytest.mark.parametrize(
    "fields",
    [
        {"by": ""},
        {"why": ""},
        {"why": "a\0b"},
        {"by": "\udcff"},
        {"decision": "maybe"},
        {"stage": "minister"},
        {"run": "abc"},
        {"run": "AB" * 32},
        {"mood": "good"},
    ],
)
def test_a_statement_that_says_too_little_or_too_much_is_refused(fields):
    with pytest.raises(ValidationError):
        said(**fields)
