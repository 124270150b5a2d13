"""Stores and statements in a few words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prioritise.decisions.address import address_of
from prioritise.decisions.entry import NOTHING_BEFORE, Entry, Statement, sealed
from prioritise.decisions.log import Log
from prioritise.decisions.store import Store

TITLE = "Two places"


def said(proposal: str = "A", decision: str = "agreed", **fields: Any) -> Statement:
    texts = {"by": "Project board", "why": "It is ready", **fields}
    return Statement(proposal=proposal, decision=decision, **texts)  # type: ignore[arg-type]


def proposing(proposal: str = "A", decision: str = "agreed", **fields: Any) -> Callable[..., Any]:
    return lambda log: said(proposal, decision, **fields)


def chain(*statements: Statement, programme: str = TITLE) -> Log:
    """A record of some statements, a second apart."""
    entries: list[Entry] = []
    previous = NOTHING_BEFORE
    for number, statement in enumerate(statements, start=1):
        when = datetime(2026, 4, 1, 9, 0, number, tzinfo=UTC)
        entries.append(sealed(statement, programme, number, previous, when))
        previous = entries[-1].hash
    return Log(programme, tuple(entries))


def store_at(place: Path | str) -> Store:
    return Store(address_of(str(place)))
