"""The answer on a terminal: calm, within 80 columns, colours only where they are wanted."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from prioritise.views.sanitise import one_line, visible

WIDEST = 100
"""Columns that are used at most, so that lines stay easy to follow."""
NARROWEST = 60
"""Columns that are used at least."""


class _Console(Console):
    """A console that leaves a closed pipe to whoever called: by itself it ends the process."""

    def on_broken_pipe(self) -> None:
        """Raise what was raised."""
        raise


class Screen:
    """A console with a few ways of saying things."""

    def __init__(self, console: Console | None = None) -> None:
        if console is None:
            # A terminal that lacks a sign shows a question mark rather than nothing at all.
            if isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(errors="replace")
            console = _Console(highlight=False, markup=False, emoji=False)
        self.console = console
        self.width = max(NARROWEST, min(console.width, WIDEST))
        self.is_plain = not (console.encoding or "").lower().startswith("utf")

    def line(self, text: str = "", style: str = "", *, lead: str = "") -> None:
        """Text, broken between words where it has to be; further lines stand under the first."""
        room = self.width - cell_len(lead)
        for number, part in enumerate(self.wrapped(text, room) or [""]):
            start = " " * cell_len(lead) if number else lead
            self.console.print(Text(start + part, style=style), soft_wrap=True)

    def note(self, text: str, style: str = "dim") -> None:
        """A remark, quieter than the rest."""
        self.line(text, style)

    def heading(self, text: str, right: str = "") -> None:
        """A heading with a blank line above, and column headings on the right."""
        self.console.print()
        room = self.width - cell_len(right)
        if not right or cell_len(text) >= room:
            self.row((self.cut(text, self.width), "bold"))
            text = ""
        if right:
            self.row((fitted(text, room), "bold"), (right, "dim"))

    def row(self, *parts: tuple[str, str]) -> None:
        """Texts that have been cut and set to their widths, each with a style."""
        text = Text.assemble(*((_flat(part), style) for part, style in parts))
        text.rstrip()
        self.console.print(text, soft_wrap=True)

    def cut(self, text: str, width: int) -> str:
        """Text on one line that is just so wide, the end cut with an ellipsis where it must be."""
        text = one_line(text)
        if cell_len(text) <= width:
            return fitted(text, width)
        mark = "..." if self.is_plain else "…"
        return fitted(set_cell_size(text, max(width - len(mark), 0)).rstrip() + mark, width)

    def wrapped(self, text: str, width: int) -> list[str]:
        """Text in lines of a width, broken between words."""
        return [line.plain.rstrip() for line in Text(one_line(text)).wrap(self.console, width)]


def _flat(text: str) -> str:
    return visible(text).replace("\n", " ").replace("\t", " ")


def fitted(text: str, width: int) -> str:
    """Text that is just so wide."""
    return set_cell_size(text, width)


def width_for(texts: Iterable[str], least: int) -> int:
    """The width of a column of figures: with two blanks before the longest, so that none touch."""
    return max(least, *(cell_len(text) + 2 for text in texts))


def right(text: str, width: int) -> str:
    """Text set to the right."""
    return " " * (width - cell_len(text)) + text
