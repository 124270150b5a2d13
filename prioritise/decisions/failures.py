"""What goes wrong with a store, in plain words, and never with a password in them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from prioritise.decisions.address import Address, StoreError
from prioritise.programme.faults import PrioritiseError, RecordError

_CHANGED = "this is not what prioritise has written"
_OF_SQLITE = {
    "SQLITE_BUSY": "is in use by another program; try again in a moment",
    "SQLITE_LOCKED": "is in use by another program; try again in a moment",
    "SQLITE_READONLY": "cannot be written to: the file or its folder is read-only",
    "SQLITE_PERM": "cannot be opened: you may not read or write it",
    "SQLITE_AUTH": "cannot be opened: you may not read or write it",
    "SQLITE_CANTOPEN": "cannot be opened: its folder has to exist, and you have to be allowed to "
    "read and write there",
    "SQLITE_NOTADB": "is no database: another file has its name",
    "SQLITE_FULL": "could not be written: there is no room left on the disk; nothing was recorded",
    "SQLITE_IOERR": "could not be read or written: the disk refuses, or there is no room left on "
    "it; nothing was recorded",
}
"""What the groups of SQLite's result codes mean."""
_OF_STATES = {
    "28": "refuses this name or password",
    "3D": "has no such database",
    "3F": "has no schema to keep the decisions in",
    "42501": "does not let you do this: its owner has to grant you SELECT and INSERT on "
    "prioritise_decisions, and SELECT on prioritise_schema; making them takes the right to create",
    "25006": "can only be read from: it is a copy, or set to read-only",
    "53": "has no room or no connection left",
    "55P03": "is in use by somebody else; try again in a moment",
    "57": "is shutting down or starting up; try again in a moment",
    "22P05": "cannot hold these letters: make the database anew with the encoding UTF8",
    "22": "cannot hold this text",
}
"""What PostgreSQL's states mean, by their beginning; the longest beginning counts."""
_OF_CONNECTING = {
    "password authentication failed": "refuses this name or password",
    "no password supplied": "asks for a password; give it in the URL, or in PGPASSWORD",
    "authentication failed": "refuses this name or password",
    "no pg_hba.conf entry": "does not let you in from this computer",
    "role ": "does not know this name",
    "too many": "has no connection left; try again in a moment",
    "starting up": "is starting up; try again in a moment",
    "shutting down": "is shutting down; try again in a moment",
    "database ": "has no such database",
    "ssl": "does not agree on an encrypted connection",
    "invalid connection option": "was asked for by an option that PostgreSQL does not know",
    "certificate": "has a certificate that does not fit",
}
"""What the words of a refused connection mean, names left out; the first that is found counts."""
_NAMES = re.compile(r""""[^"]*"|'[^']*'""")
_NO_ANSWER = "does not answer: is the name of the server right, and is it running?"


class LostRaceError(Exception):
    """Somebody else was quicker, or is at it: try again."""


@contextmanager
def in_words(address: Address) -> Iterator[None]:
    """Turn whatever the database refuses into words.

    Raises
    ------
    StoreError
        The store cannot be used.
    RecordError
        What is in it is not what was written.
    """
    try:
        yield
    except RecordError as problem:
        raise RecordError(f"{address.shown}: {problem}") from None
    except DBAPIError as problem:
        raise _error(address, problem) from None
    except UnicodeDecodeError:  # SQLite's own word for what is wrong holds damaged text
        raise RecordError(f"{address.shown}: the file is damaged: {_CHANGED}") from None
    except ImportError:
        raise StoreError(
            'PostgreSQL needs a further package: pip install "prioritise[postgres]"'
        ) from None
    except SQLAlchemyError as problem:
        told = _scrubbed(address, str(problem))
        raise StoreError(f"{address.shown} cannot be used: {told}") from None


@contextmanager
def races_apart() -> Iterator[None]:
    """Raise `LostRaceError` where trying again is all that is needed."""
    try:
        yield
    except IntegrityError:
        raise LostRaceError from None
    except DBAPIError as problem:
        if is_busy(problem):
            raise LostRaceError from None
        raise


def is_busy(problem: DBAPIError) -> bool:
    """Whether somebody else holds what is needed, for a moment."""
    if isinstance(problem.orig, sqlite3.Error):
        return _group(problem.orig) in ("SQLITE_BUSY", "SQLITE_LOCKED")
    return _state(problem.orig) in ("40001", "40P01", "55P03")


def in_use(address: Address) -> StoreError:
    """What is said when trying again has not helped."""
    return StoreError(f"{address.shown} is in use by somebody else; try again in a moment")


def _error(address: Address, problem: DBAPIError) -> PrioritiseError:
    if isinstance(problem.orig, sqlite3.Error):
        return _sqlite_error(address, problem.orig)
    told = _scrubbed(address, str(problem.orig))
    state = _state(problem.orig)
    if state.startswith("42") and state != "42501":
        return RecordError(f"{address.shown}: {_CHANGED}: {told}")
    for length in (5, 2):
        if state[:length] in _OF_STATES:
            return StoreError(f"{address.shown} {_OF_STATES[state[:length]]}")
    if state:
        return StoreError(f"{address.shown} cannot be used: {told}")
    if problem.connection_invalidated:
        return StoreError(f"{address.shown} has let the connection go; is it running?")
    for words, meaning in _OF_CONNECTING.items():
        if words in _NAMES.sub("", told).lower():
            return StoreError(f"{address.shown} {meaning}")
    return StoreError(f"{address.shown} {_NO_ANSWER}")


def _sqlite_error(address: Address, problem: sqlite3.Error) -> PrioritiseError:
    group = _group(problem)
    if group == "SQLITE_CORRUPT":
        return RecordError(f"{address.shown}: the file is damaged: {_CHANGED}")
    if group in _OF_SQLITE:
        return StoreError(f"{address.shown} {_OF_SQLITE[group]}")
    return RecordError(f"{address.shown}: {_CHANGED}: {problem}")


def _group(problem: sqlite3.Error) -> str:
    """The result code without its finer part: `SQLITE_IOERR` of `SQLITE_IOERR_WRITE`."""
    name = getattr(problem, "sqlite_errorname", "") or ""
    return "_".join(name.split("_")[:2])


def _state(problem: Any) -> str:
    return getattr(problem, "sqlstate", None) or ""


def _scrubbed(address: Address, text: str) -> str:
    """The first line of a message, without any secret."""
    line = next(iter(text.strip().splitlines()), "no reason given")
    for secret in address.secrets:
        line = line.replace(secret, "…")
    return line
