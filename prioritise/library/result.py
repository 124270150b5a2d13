"""What a question came to: the record that was found, its tables, and how it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from prioritise.programme.faults import refuse_unknown

if TYPE_CHECKING:
    import pandas

    from prioritise.views.screen import Screen
    from prioritise.views.table import Table

FoundT = TypeVar("FoundT", covariant=True)


class Result(Generic[FoundT]):
    """An answer: printed it is a few sentences, in a notebook also a table.

    Parameters
    ----------
    found
        The frozen record that was found, for whoever wants everything.
    words : sequence of str
        What it says, in sentences.
    tables : callable
        Makes its tables, the most important first.
    show : callable
        Prints all of it on a screen, as the command of the same name does.
    """

    def __init__(
        self,
        found: FoundT,
        words: Sequence[str],
        tables: Callable[[], Sequence[Table]],
        show: Callable[[Screen | None], None],
    ) -> None:
        self.found = found
        self.words = tuple(words)
        self._tables = tables
        self._show = show

    @cached_property
    def tables(self) -> dict[str, Table]:
        """Its tables by name, as the command of the same name writes them."""
        return {table.name: table for table in self._tables()}

    def table(self, name: str = "") -> Table:
        """One of its tables; the most important one where none is named.

        Raises
        ------
        UsageError
            There is no such table.
        """
        name = name or next(iter(self.tables))
        refuse_unknown(name, self.tables, "table", "table")
        return self.tables[name]

    def to_frame(self, name: str = "") -> pandas.DataFrame:
        """One of its tables as a pandas data frame; numbers are numbers, empty cells are missing.

        Raises
        ------
        UsageError
            There is no such table.
        """
        from prioritise.render.frame import frame_of

        return frame_of(self.table(name))

    def show(self) -> None:
        """Print all of it, as the command of the same name does on a terminal."""
        self._show(None)

    def __repr__(self) -> str:
        return "\n".join(self.words)

    def _repr_html_(self) -> str:
        from prioritise.render.notebook import answer_html

        first, *others = self.tables
        return answer_html(self.words, self.tables[first], others)
