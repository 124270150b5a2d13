"""Promise 7: what was acknowledged is there, whoever is killed when, and however full the disk.

Two writers add to one store and are killed without warning; on PostgreSQL the server is, too.
Run `PRIORITISE_PROGRAMMES=10000 pytest tests/promises/test_decisions_kept.py` for 200 kills of
each kind.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic, sleep

import pytest

from tests.decisions.nursery import Nursery
from tests.decisions.records import TITLE, proposing, store_at
from tests.decisions.server import running_server
from tests.promises.agreement import how_many

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="writers are forked")

LONGEST = 0.3
"""Seconds within which a writer is killed; every second time from the first acknowledgement on."""
PATIENCE = 60
"""Seconds within which somebody has to have had something acknowledged."""
FRESH = 10
"""Kills after which a new store begins, so that the making of stores is interrupted too."""
CRASHES = 5
"""Kills for each crash of the server."""


@dataclass
class Tally:
    """What has been seen."""

    kills: int = 0
    acknowledged: int = 0
    recorded: int = 0
    unmade: int = 0
    """Kills that came before there was any entry."""
    crashes: int = 0
    lost: list[str] = field(default_factory=list)

    def tell(self, figures: Callable[..., None]) -> None:
        figures(
            7,
            asked=self.kills,
            compared=self.acknowledged,
            differences=len(self.lost),
            kills_of_two_writers=self.kills,
            crashes_of_the_server=self.crashes,
            kills_before_the_first_entry=self.unmade,
            entries_acknowledged=self.acknowledged,
            recorded=self.recorded,
        )


@pytest.fixture
def nursery():
    running = Nursery()
    yield running
    running.close()


def acknowledged_in(path: Path) -> list[str]:
    """Heads that a writer wrote down; the failure of a server that was lost is none."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [line for line in lines if not line.startswith("failed: ")]


def wait_for_one(notes: list[Path]) -> None:
    """Wait until somebody has had something acknowledged, however slow this computer is."""
    until = monotonic() + PATIENCE
    while not any(map(acknowledged_in, notes)):
        assert monotonic() < until, [note.read_text("utf-8") for note in notes if note.exists()]
        sleep(0.005)


def kill_again_and_again(
    kills: int, folder: Path, nursery: Nursery, new_place: Callable[[], str], crash: object = None
) -> Tally:
    rng, tally = Random(7), Tally()
    place, heads = "", set()
    for kill in range(kills):
        if kill % FRESH == 0:
            place, heads = new_place(), set()
        notes = [folder / f"{kill}-{writer}" for writer in (1, 2)]
        children = [nursery.start(place, f"{note.name}-", note) for note in notes]
        if kill % 2:
            wait_for_one(notes)
        sleep(rng.uniform(0, LONGEST))
        if callable(crash) and kill % CRASHES == CRASHES - 1:
            crash()
            tally.crashes += 1
        for child in children:
            sleep(rng.uniform(0, 0.01))
            os.kill(child, signal.SIGKILL)
        for child in children:
            nursery.gone(child)
        tally.kills += 1
        heads |= {head for note in notes for head in acknowledged_in(note)}
        tally.acknowledged += sum(len(acknowledged_in(note)) for note in notes)
        if not place.startswith("postgresql") and not Path(place).exists():
            tally.unmade += 1
            assert not heads
            continue
        entries = store_at(place).verified(TITLE).log.entries
        tally.unmade += not entries
        tally.lost += sorted(heads - {entry.hash for entry in entries})
        tally.recorded += len(entries) if kill % FRESH == FRESH - 1 or kill == kills - 1 else 0
    return tally


def test_sqlite_keeps_what_it_has_acknowledged_whoever_is_killed(tmp_path, nursery, figures):
    stores = iter(tmp_path / f"{number}.sqlite" for number in range(10**6))
    kills = how_many(10, 200)
    tally = kill_again_and_again(kills, tmp_path, nursery, lambda: str(next(stores)))
    tally.tell(figures)
    assert tally.lost == []
    assert tally.acknowledged >= kills // 2


def test_postgresql_keeps_what_it_has_acknowledged_whoever_is_killed(tmp_path, nursery, figures):
    kills = how_many(10, 200)
    with running_server() as server:

        def crash() -> None:
            server.crash()
            server.start()

        tally = kill_again_and_again(kills, tmp_path, nursery, server.new_database, crash)
    tally.tell(figures)
    assert tally.lost == []
    assert tally.crashes
    assert tally.acknowledged >= kills // 2


def test_a_full_disk_leaves_no_part_of_an_entry_and_is_said(tmp_path, nursery, figures):
    """No file may grow past a limit, which comes nearer and nearer to what is needed."""
    place = tmp_path / "d.sqlite"
    outcomes = {"kept": 0, "refused": 0}
    limits = [*range(0, 40_000, 40_000 // how_many(10, 200)), 10**6]
    log = None
    for number, limit in enumerate(limits):
        note = tmp_path / f"note-{number}"
        child = nursery.start(str(place), f"{number}-", note, entries=3, largest_file=limit)
        nursery.gone(child)
        heads = acknowledged_in(note)
        said = note.read_text("utf-8").splitlines()[len(heads) :] if note.exists() else []
        outcomes["kept"] += len(heads)
        outcomes["refused"] += len(said)
        assert all("could not be" in line or "is in use" in line for line in said), said
        if place.exists():
            before = log.entries if log else ()
            log = store_at(place).verified(TITLE).log
            assert [entry.hash for entry in log.entries[len(before) :]] == heads
    figures(7, asked=len(limits), compared=len(limits), full_disks=len(limits), **outcomes)
    assert outcomes["kept"] >= 3
    assert outcomes["refused"] >= 3
    assert len(store_at(place).append(TITLE, proposing("after")).entries) == outcomes["kept"] + 1
