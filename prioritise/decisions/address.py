"""Where a store of decisions is: an SQLite file or a PostgreSQL database; passwords stay hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from prioritise.programme.consulted import consult
from prioritise.programme.faults import UsageError

if TYPE_CHECKING:
    from sqlalchemy import URL

FILE_NAME = "decisions.sqlite"
"""Name of the store beside a programme, where no other is named."""
JOURNALS = ("-checkpoint", "-wal", "-shm")
"""Endings of what SQLite keeps beside a file, and needs to mend it."""
EXAMPLES = "sqlite:///decisions.sqlite or postgresql://name@server/database"
_SECRETS = re.compile(r"pass|secret|key|token", re.IGNORECASE)
"""Names of connection options whose value is never shown."""


class StoreError(UsageError):
    """The store cannot be used as it is: name another, or mend its place."""


@dataclass(frozen=True)
class Address:
    """Where a store is: either a file or a database on a server."""

    file: Path | None = None
    """The SQLite file, absolute."""
    url: URL | None = field(default=None, repr=False)
    """The PostgreSQL database, with everything that is needed to reach it."""
    is_default: bool = False
    """Whether it is the one beside the programme, which need not be there."""

    def __post_init__(self) -> None:
        if self.file is not None:
            consult(*journals_of(self.file))

    @property
    def shown(self) -> str:
        """What messages call it."""
        if self.file is not None:
            return self.file.name if self.is_default else str(self.file)
        assert self.url is not None
        user = f"{self.url.username}@" if self.url.username else ""
        port = f":{self.url.port}" if self.url.port else ""
        return f"postgresql://{user}{self.url.host or ''}{port}/{self.url.database or ''}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """Texts that must not appear in any message."""
        if self.url is None:
            return ()
        hidden = [str(self.url.password or "")]
        for name, value in self.url.query.items():
            if _SECRETS.search(name):
                hidden.extend([value] if isinstance(value, str) else value)
        return tuple(text for text in hidden if text)


def journals_of(store: Path) -> tuple[Path, ...]:
    """A file of decisions, and what SQLite may keep beside it."""
    return (store, *(store.with_name(store.name + ending) for ending in JOURNALS))


def beside(programme: Path) -> Address:
    """The store beside a programme: in its folder, or beside its workbook."""
    folder = programme if programme.is_dir() else programme.parent
    return Address(file=folder / FILE_NAME, is_default=True)


def address_of(text: str) -> Address:
    """The store that somebody names, by URL or, for an SQLite file, by path.

    Raises
    ------
    StoreError
        It is neither. The message does not repeat the text: there may be a password in it.
    """
    if "://" not in text:
        if "@" in text or not text.strip():
            raise StoreError(f"the store is neither a URL nor a file's path; write {EXAMPLES}")
        return Address(file=Path(text).absolute())
    from sqlalchemy import make_url
    from sqlalchemy.exc import SQLAlchemyError

    scheme, _, rest = text.partition("://")
    if scheme == "postgres":
        scheme = "postgresql"
    try:
        url = make_url(f"{scheme}://{rest}")
        backend = url.get_backend_name()
    except (SQLAlchemyError, ValueError):
        raise StoreError(f"the URL of the store cannot be read; write {EXAMPLES}") from None
    if backend == "sqlite":
        return _file(url)
    if backend != "postgresql":
        raise StoreError(f"a store of the kind {backend!r} is not supported; write {EXAMPLES}")
    if "@" in f"{url.host}{url.database}":
        raise StoreError(
            "the URL of the store cannot be read: in a name or password write %40 for @, "
            "%3A for : and %2F for /"
        )
    return Address(url=url.set(drivername="postgresql+psycopg"))


def _file(url: URL) -> Address:
    path = url.database or ""
    if path in ("", ":memory:") or path.startswith("file:") or url.query or url.host:
        raise StoreError(
            "the URL of an SQLite store names a file and nothing else, such as "
            "sqlite:///decisions.sqlite, or sqlite:////srv/decisions.sqlite for a whole path"
        )
    return Address(file=Path(path).absolute())
