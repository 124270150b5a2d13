"""The figures that tests of the promises end with, as one table.

A test asks for the fixture `figures` and says what it has done, before it asserts anything:

    def test_every_edit_is_found(figures):
        ...
        figures(promise=8, asked=cases, compared=cases, differences=len(missed), edits=120)
        assert missed == []

`promise` is a number of PROMISES, or a sentence of your own. `proven` and `compared` may be left
out, and are then shown as –. Whatever else is worth saying goes by name (`edits=120`), and stands
below the row. What a test says more than once adds up; so do the parts of a parametrised test.

    PRIORITISE_PROGRAMMES=10000 python -m pytest -q tests/promises --figures figures.csv

prints the table and writes it as CSV: promise, test, asked, proven, compared, differences, seconds,
result, also. `differences` counts whatever the promise says there are none of.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import wrap

PROMISES = {
    1: "the best shortlist is the best",
    2: "never a penny over",
    3: "what is called impossible is",
    4: "relations between programmes hold",
    5: "the tests bite",
    6: "same question, same answer",
    7: "decisions are never lost",
    8: "tampering shows",
    9: "bad files get plain words",
    10: "bombs are harmless",
    11: "exports are inert",
    12: "stop means stop",
    13: "a lost worker loses nothing",
    14: "the page is private",
}
SAID = "figures"
"""Property of a test's report under which it says its figures."""
COUNTS = ("asked", "proven", "compared", "differences")
HEADINGS = ("promise", "test", *COUNTS, "seconds", "result", "also")
WIDTH = 32
"""Characters of a name on the screen."""


@dataclass
class Row:
    """What the parts of one test have said about one promise."""

    promise: int | str
    test: str
    """File and function, without what tells its parts apart."""
    counts: dict[str, int | None] = field(default_factory=lambda: dict.fromkeys(COUNTS))
    also: Counter[str] = field(default_factory=Counter)

    def add(self, counts: dict[str, int | None], also: dict[str, int]) -> None:
        for name, count in counts.items():
            if count is not None:
                self.counts[name] = (self.counts[name] or 0) + count
        self.also.update(also)

    @property
    def order(self) -> tuple[bool, int, str]:
        """Numbered promises first."""
        numbered = isinstance(self.promise, int)
        return not numbered, self.promise if numbered else 0, "" if numbered else str(self.promise)

    @property
    def heading(self) -> str:
        if isinstance(self.promise, int):
            return f"{self.promise} {PROMISES[self.promise]}"
        return self.promise

    @property
    def also_in_words(self) -> str:
        return ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in self.also.items())


class Book:
    """The figures of one run of the tests, and how each test ended."""

    def __init__(self) -> None:
        self.rows: dict[tuple[int | str, str], Row] = {}
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()

    def say(
        self,
        test: str,
        promise: int | str,
        *,
        asked: int,
        proven: int | None = None,
        compared: int | None = None,
        differences: int = 0,
        **also: int,
    ) -> None:
        """Keep what a test says of itself."""
        assert isinstance(promise, str) or promise in PROMISES, f"there is no promise {promise}"
        name = without_parts(test)
        row = self.rows.setdefault((promise, name), Row(promise, name))
        counts = (asked, proven, compared, differences)
        row.add(dict(zip(COUNTS, counts, strict=True)), also)

    def ended(self, test: str, seconds: float, failed: bool) -> None:
        """Keep how long a test, or its making ready, has taken."""
        name = without_parts(test)
        self.seconds[name] = self.seconds.get(name, 0) + seconds
        if failed:
            self.failed.add(name)

    def sorted(self) -> list[Row]:
        return sorted(self.rows.values(), key=lambda row: row.order)

    def result(self, row: Row) -> str:
        return "failed" if row.test in self.failed else "passed"

    def screen(self) -> Iterator[str]:
        """The table for a terminal of eighty columns."""
        yield line("", ("asked", "proven", "compared", "differ", "seconds"))
        heading = ""
        for row in self.sorted():
            if row.heading != heading:
                heading = row.heading
                yield heading
            file, _, function = row.test.partition("::")
            sentence = function.removeprefix("test_").replace("_", " ")
            name = f"{Path(file).stem.removeprefix('test_')}: {sentence}"
            shown = ["–" if row.counts[c] is None else f"{row.counts[c]:,}" for c in COUNTS]
            told = line(f"  {name}", (*shown, f"{self.seconds.get(row.test, 0):,.0f}"))
            yield told + ("  FAILED" if row.test in self.failed else "")
            if row.also:
                yield from wrap(
                    row.also_in_words, 76, initial_indent="    ", subsequent_indent="    "
                )

    def write(self, path: Path) -> None:
        """The same as CSV."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADINGS)
            for row in self.sorted():
                counts = ["" if row.counts[c] is None else row.counts[c] for c in COUNTS]
                took = f"{self.seconds.get(row.test, 0):.1f}"
                shown = [row.heading, row.test, *counts, took, self.result(row), row.also_in_words]
                writer.writerow(shown)


def without_parts(test: str) -> str:
    """A test's name without the brackets that tell its parts apart."""
    return test.partition("[")[0]


def line(name: str, cells: Iterable[str]) -> str:
    shown = name if len(name) <= WIDTH else name[: WIDTH - 1] + "…"
    widths = (8, 8, 9, 7, 8)
    return f"{shown:{WIDTH}}" + "".join(f"{c:>{w}}" for c, w in zip(cells, widths, strict=True))
