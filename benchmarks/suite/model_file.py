"""The integer programme as an MPS file, the one that every peer reads.

Whole numbers only: each row is divided by what its coefficients and its limit have in common, and
value is turned round into a minimisation, since not every reader knows of any other. Column `x12`
is column 12 of the model; all of them are whole numbers from 0 to their top.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import gcd
from pathlib import Path

from prioritise.optimise.model import Constraint, Model, Terms

SENSES: dict[str, str] = {"<=": "L", ">=": "G", "=": "E"}
AIM = "aim"
"""Name of the row that holds what is sought."""
MARKER = "    MARKER                 'MARKER'                 {}"

Smallest = tuple[Terms, str, int]
"""A row divided by what it has in common: its left side, how the sides compare, its right side."""


def write_model(model: Model, path: Path) -> None:
    """Write a model that aims at value; rows without columns say nothing and are left out.

    Parameters
    ----------
    model : Model
        Maximises something that has no constant, so that figures are those of the file.
    path : Path
        Where to.
    """
    if model.objective.sense != "maximise" or model.objective.constant:
        raise ValueError(f"the suite maximises what has no constant, not {model.objective.name}")
    with path.open("w", encoding="ascii", newline="\n") as file:
        file.writelines(f"{line}\n" for line in _lines(model))


def answer_holds(model: Model, answer: Iterable[tuple[int, int]]) -> tuple[bool, int]:
    """Whether an answer keeps every limit exactly, and its figure.

    Parameters
    ----------
    answer : iterable of int and int
        Columns that are not 0, and what they are.
    """
    values = [0] * len(model.columns)
    for column, value in answer:
        values[column] = value
    return model.holds(values), model.objective.at(values)


def _lines(model: Model) -> Iterator[str]:
    rows = [_smallest(row) for row in model.rows if row.terms]
    yield "NAME          suite"
    yield "ROWS"
    yield f" N  {AIM}"
    yield from (f" {SENSES[sense]}  r{place}" for place, (_, sense, _) in enumerate(rows))
    yield "COLUMNS"
    yield MARKER.format("'INTORG'")
    for place, entries in enumerate(_entries(model, rows)):
        yield from (_fixed("", f"x{place}", row, figure) for row, figure in entries or [(AIM, 0)])
    yield MARKER.format("'INTEND'")
    yield "RHS"
    for place, (_, _, limit) in enumerate(rows):
        if limit:
            yield _fixed("", "rhs", f"r{place}", limit)
    yield "BOUNDS"
    for place, column in enumerate(model.columns):
        yield _fixed("UP", "bnd", f"x{place}", column.top)
    yield "ENDATA"


def _fixed(kind: str, one: str, other: str, figure: int) -> str:
    """A line with its fields where the oldest readers look for them."""
    return f" {kind:2} {one:8}  {other:8}  {figure:12}"


def _entries(model: Model, rows: Sequence[Smallest]) -> list[list[tuple[str, int]]]:
    """By column: each row that it is in, and its coefficient there."""
    entries: list[list[tuple[str, int]]] = [[] for _ in model.columns]
    for column, coefficient in model.objective.terms:
        entries[column].append((AIM, -coefficient))
    for place, (terms, _, _) in enumerate(rows):
        for column, coefficient in terms:
            entries[column].append((f"r{place}", coefficient))
    return entries


def _smallest(row: Constraint) -> Smallest:
    common = gcd(row.limit, *(coefficient for _, coefficient in row.terms))
    terms = tuple((column, coefficient // common) for column, coefficient in row.terms)
    return terms, row.sense, row.limit // common
