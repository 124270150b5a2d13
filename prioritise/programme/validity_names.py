"""Names that rows may refer to, and the nearest one where a name is wrong."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from unicodedata import normalize

from prioritise.programme.faults import Fault, nearest
from prioritise.programme.programme import Programme
from prioritise.programme.records import Cost

AlsoKnown = Mapping[str, Container[str]]
"""Ids in rows that could not be read, by table; for `costs` and `alignment`, of proposals."""

LONGEST_SHOWN = 60
"""Characters of a wrong name that a message shows."""
MOST_LISTED, LONGEST_LISTED = 30, 40
"""Names that a message lists where none is near, and the length of each."""
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
    titles
        What each is called, by id: one that is the only one of its title can be meant by it.
    """

    def __init__(
        self,
        what: str,
        names: Iterable[str],
        also: Container[str] = (),
        titles: Mapping[str, str] | None = None,
    ) -> None:
        self._what = what
        self._names = dict.fromkeys(names)
        self._also = also
        self._titles = titles or {}
        self._hints: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def accepts(self, name: str) -> bool:
        """Whether the name exists, or may exist in a row that could not be read."""
        return name in self._names or name in self._also

    def meant(self, name: str) -> str:
        """The id that is meant, whatever its case, or by a title that is its own; else the name."""
        if self.accepts(name):
            return name
        form = folded(name.strip())
        for known in self._names:
            if folded(known) == form:
                return known
        titled = self._titled(name)
        return titled[0] if len(titled) == 1 else name

    def _titled(self, name: str) -> list[str]:
        form = folded(name.strip())
        return [known for known, title in self._titles.items() if folded(title.strip()) == form]

    def fault(self, place: str, row: int | None, column: str, name: str) -> Fault:
        """The fault of a name that does not exist."""
        shown = name if len(name) <= LONGEST_SHOWN else f"{name[:LONGEST_SHOWN]}…"
        if titled := self._titled(name):
            expected = f"{self._what}: this is the title of {' and of '.join(titled)}"
            return Fault(place, row, column, repr(shown), expected)
        hint = self.hint(name)
        expected = self._what if hint else f"{self._what}{listed(self._names)}"
        return Fault(place, row, column, repr(shown), expected, hint)

    def hint(self, name: str) -> str:
        """The nearest name that exists; empty where none is near, or after many wrong names."""
        if name not in self._hints:
            if len(self._hints) >= HINTS:
                return ""
            self._hints[name] = nearest(name, self._names) or self._by_title(name)
        return self._hints[name]

    def _by_title(self, name: str) -> str:
        """The id of what has the nearest title."""
        near = nearest(name, self._titles.values())
        return next((known for known, title in self._titles.items() if title == near), "")


def listed(names: Iterable[str]) -> str:
    """What a message adds where no name is near: the names that there are, if they are few."""
    known = list(names)
    few = len(known) <= MOST_LISTED
    plain = all(len(name) <= LONGEST_LISTED and name.isprintable() for name in known)
    return f": {', '.join(known)}" if known and few and plain else ""


def folded(name: str) -> str:
    """A name without its case and Unicode form: ids that are equal in this form are the same."""
    return name.casefold() if name.isascii() else normalize("NFKC", name).casefold()


class Everything(Container[str]):
    """Contains every id: for a table that could not be read at all."""

    def __contains__(self, name: object) -> bool:
        return True


class Lookup:
    """The programme, and the names that its rows may use."""

    def __init__(self, programme: Programme, also: AlsoKnown) -> None:
        self.programme = programme
        self.also = also
        self.hubs = Names("the id of a hub", programme.hub_of, also.get("hubs", ()))
        regions = [hub.region for hub in programme.hubs if hub.region]
        self.regions = Names("the region of a hub", regions)
        self.streams = Names("the id of a stream", programme.stream_of, also.get("streams", ()))
        self.proposals = Names(
            "the id of a proposal",
            [proposal.proposal for proposal in programme.proposals],
            also.get("proposals", ()),
        )
        self.costed: dict[str, list[Cost]] = {}
        for cost in programme.costs:
            self.costed.setdefault(cost.proposal, []).append(cost)

    def unsure(self, table: str, name: str) -> bool:
        """Whether a row of this name could not be read."""
        return name in self.also.get(table, ())


def twice(place: str, column: str, names: Sequence[str], what: str) -> Iterator[Fault]:
    """Faults of names that are there already, case and Unicode form aside."""
    seen: dict[str, str] = {}
    for row, name in enumerate(names):
        form = folded(name)
        if form in seen:
            again = "again" if seen[form] == name else f"like {seen[form]!r}"
            expected = f"every {what} once, whatever its case"
            yield Fault(place, row, column, f"{name!r} {again}", expected)
        else:
            seen[form] = name
