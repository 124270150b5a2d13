"""What a document is made of, as plain records: page and Word show them and compute nothing.

Every record has a `part`, by which a renderer finds how to show it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

Tone = Literal["", "green", "grey", "blue", "red", "yellow", "orange", "purple", "turquoise"]


@dataclass(frozen=True, slots=True)
class Tag:
    """A word or two that stand out."""

    text: str
    tone: Tone = ""

    part: ClassVar[str] = "tag"


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to another place of the same page."""

    text: str
    to: str
    """Id of the place."""

    part: ClassVar[str] = "link"


@dataclass(frozen=True, slots=True)
class Stacked:
    """A text with a quieter one below it."""

    text: str
    below: str

    part: ClassVar[str] = "stacked"


Cell = str | Tag | PageLink | Stacked


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of a column."""

    text: str
    is_number: bool = False
    wide: bool = False
    """Whether the column holds sentences."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table for people; its first column names the rows."""

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    """A last row that sums up."""
    hidden_caption: bool = False
    """Whether a heading above says what the table is already."""
    notes: tuple[str, ...] = ()
    """A sentence below each row, as wide as the table; none, or one a row, empty ones left out."""

    part: ClassVar[str] = "grid"


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs."""

    paragraphs: tuple[str, ...]
    tone: Literal["", "lead", "quiet", "caution"] = ""

    part: ClassVar[str] = "words"


@dataclass(frozen=True, slots=True)
class BulletPoints:
    """A list of sentences."""

    items: tuple[str, ...]

    part: ClassVar[str] = "points"


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they are."""

    rows: tuple[tuple[str, Cell], ...]

    part: ClassVar[str] = "facts"


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure that people look for first."""

    figure: str
    words: str


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A few key figures side by side."""

    keys: tuple[KeyFigure, ...]

    part: ClassVar[str] = "keys"


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, and the table of what it shows."""

    name: str
    """Id, unlike any other of the page."""
    svg: str | tuple[str, ...]
    """A whole SVG file, with its text alternative in it; or one for each width, narrowest first."""
    caption: str
    table: Grid | None = None

    part: ClassVar[str] = "figure"


@dataclass(frozen=True, slots=True)
class Fold:
    """What is shown to whoever opens it."""

    summary: str
    blocks: tuple[Block, ...]
    is_printed: bool = False
    """Whether paper shows it opened."""

    part: ClassVar[str] = "fold"


@dataclass(frozen=True, slots=True)
class Under:
    """Blocks below a heading of their own."""

    name: str
    """Id."""
    heading: str
    blocks: tuple[Block, ...]
    aside: str = ""
    """A few words beside the heading."""

    part: ClassVar[str] = "under"


Block = Grid | Words | BulletPoints | Facts | KeyFigures | Figure | Fold | Under


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document, with its place in the contents."""

    name: str
    """Id."""
    heading: str
    blocks: tuple[Block, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: `render.page` and `render.word` show it, each in its own way."""

    kind: str
    """What it is, in a word or two."""
    title: str
    scenario: str
    """Title of the scenario; empty where the programme stands as it is."""
    made: str
    """Day on which it is made, or as at which it reports."""
    opening: tuple[Block, ...]
    """What stands above the sections."""
    sections: tuple[Section, ...]
    origin: str
    """Where it comes from, in a sentence for its end."""
    question: str = ""
    """What was asked, in a sentence: the opening is the answer, and contents follow."""


def words(*paragraphs: str, tone: Literal["", "lead", "quiet", "caution"] = "") -> Words:
    """Paragraphs, the empty ones left out."""
    return Words(tuple(filter(None, paragraphs)), tone)


def heads(*names: str, numbers: Sequence[str] = ()) -> tuple[Head, ...]:
    """Headings of text, then headings of numbers."""
    return tuple(Head(name) for name in names) + tuple(Head(name, True) for name in numbers)
