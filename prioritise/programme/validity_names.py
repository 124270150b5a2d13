"""Names that rows may refer to, and the nearest one where a name is wrong."""

from __future__ import annotations

from collections.abc import Container, Iterable
from unicodedata import normalize

from prioritise.programme.faults import Fault, nearest

HINTS = 25
"""Wrong names that get a hint; looking for the nearest name among thousands takes its time."""


class Names:
    """The ids of one table.

    Parameters
    ----------
    what
        What such an id names, in words: `a proposal`.
    names
        Ids that exist.
    also
        Ids that stand in rows which could not be read: using one of them is no fault.
    """

    def __init__(self, what: str, names: Iterable[str], also: Container[str] = ()) -> None:
        self._what = what
        self._names = dict.fromkeys(names)
        self._also = also
        self._hints: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def accepts(self, name: str) -> bool:
        """Whether the name exists, or may exist in a row that could not be read."""
        return name in self._names or name in self._also

    def fault(self, place: str, row: int | None, column: str, name: str) -> Fault:
        """The fault of a name that does not exist."""
        return Fault(place, row, column, repr(name), self._what, self.hint(name))

    def hint(self, name: str) -> str:
        """The nearest name that exists; empty where none is near, or after many wrong names."""
        if name not in self._hints:
            if len(self._hints) >= HINTS:
                return ""
            self._hints[name] = nearest(name, self._names)
        return self._hints[name]


def folded(name: str) -> str:
    """A name without its case and Unicode form: ids that are equal in this form are the same."""
    return name.casefold() if name.isascii() else normalize("NFKC", name).casefold()
