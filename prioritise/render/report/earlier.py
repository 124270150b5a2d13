"""Tables that other commands wrote to folders, taken up again where they belong to this plan.

A table of other inputs would tell of another shortlist. So what can be compared is compared, and a
folder that does not fit is refused.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

from prioritise.optimise.plan import Plan
from prioritise.programme.consulted import consult
from prioritise.programme.faults import UsageError
from prioritise.reading.as_read import digests_of, note, noting
from prioritise.render.datapackage import description_in
from prioritise.render.report.given import Told
from prioritise.views.run.shortlist_table import SELECTED
from prioritise.views.table import Cells, Column, Table, figure

LARGEST = 50_000_000
"""Bytes of a file that is read."""
_NUMBERS = {
    "frontier": ("point", "budget", "value", "bound", "spend", "selected"),
    "robustness": ("times_in", "share_in"),
    "lists": ("largest_regret", "draw", "possible", "impossible", "unknown"),
    "swaps": ("point",),
    "reasons": ("value_now",),
    "worth": ("change", "value", "value_change"),
    "commitments": ("price", "value"),
}
"""Columns of numbers of each table that is taken up."""
_TEXTS = {
    "frontier": ("status",),
    "robustness": ("proposal", "group"),
    "lists": ("list", "selected"),
    "swaps": ("proposal", "change"),
    "reasons": ("proposal", "decision", "sentence"),
    "worth": ("stream", "year"),
    "commitments": ("proposal", "because"),
}
"""Columns of text that each of them has to have."""
_MAY_BE_EMPTY = (
    *("value", "bound", "spend", "selected", "largest_regret", "draw", "value_now"),
    "value_change",
)

_ROUNDED = Fraction(2, 10**6)
"""Points that may be lost where figures of six places are taken from each other."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was found in folders."""

    frontier: Told | None = None
    draws: Told | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[Path, str] = field(default_factory=dict)
    """SHA-256 of each file that it was read from."""
    worth: Told | None = None
    promises: Told | None = None


def earlier(folders: Sequence[Path], plan: Plan) -> Earlier:
    """What `sweep`, `robust`, `explain` and `compare --commitments` wrote of the same plan.

    Raises
    ------
    UsageError
        A folder holds nothing of these, or what it holds is of other inputs.
    """
    found: dict[str, tuple[Path, Table]] = {}
    digests: dict[Path, str] = {}
    for folder in folders:
        tables = {name: folder / f"{name}.csv" for name in _NUMBERS}
        present = {name: path for name, path in tables.items() if path.is_file()}
        if not {"frontier", "robustness", "reasons", "commitments"} & set(present):
            raise UsageError(
                f"{folder} holds no frontier.csv, robustness.csv, reasons.csv or commitments.csv: "
                "name a folder that sweep, robust, explain or compare --commitments wrote with -o"
            )
        if (folder / "breaks.csv").is_file():
            raise UsageError(f"{folder} is a sweep of a weight; the report shows one of budgets")
        with noting() as seen:
            found |= {name: (path, table_in(path, name)) for name, path in present.items()}
        digests |= digests_of(present.values(), seen)
    for name, check in (
        ("frontier", _frontier_fits),
        ("robustness", _robustness_fits),
        ("lists", _lists_fit),
        ("reasons", _reasons_fit),
        ("worth", _worth_fits),
        ("commitments", _promises_fit),
    ):
        if name in found and not check(found[name][1], plan):
            path = found[name][0]
            raise UsageError(f"{path} was made from other inputs or settings; make it anew")
    return Earlier(
        _told(found, "frontier", "swaps"),
        _told(found, "robustness", "lists"),
        _reasons(found),
        {path: digests[path] for path, _ in found.values()},
        _told(found, "worth"),
        _told(found, "commitments"),
    )


def _told(found: Mapping[str, tuple[Path, Table]], *names: str) -> Told | None:
    """The tables of these names; none where the first of them is not there."""
    if names[0] not in found:
        return None
    return Told(tuple(found[name][1] for name in names if name in found))


def _reasons(found: Mapping[str, tuple[Path, Table]]) -> dict[str, str]:
    if "reasons" not in found:
        return {}
    table = found["reasons"][1]
    return dict(zip(table.cells("proposal"), table.cells("sentence"), strict=True))


def _frontier_fits(table: Table, plan: Plan) -> bool:
    """At today's budgets it has today's value."""
    point, value = table.column("point"), table.column("value")
    now = [row[value] for row in table.rows if row[point] == "1"]
    return not now or now == [figure(plan.value)]


def _robustness_fits(table: Table, plan: Plan) -> bool:
    return sorted(table.cells("proposal")) == sorted(plan.programme.proposal_of)


def _lists_fit(table: Table, plan: Plan) -> bool:
    """Its first list is the chosen one."""
    return bool(table.rows) and table.cells("selected")[0] == ";".join(plan.shortlist)


def _reasons_fit(table: Table, plan: Plan) -> bool:
    known = plan.programme.proposal_of
    values = {value for value in table.cells("value_now") if value}
    return values <= {figure(plan.value)} and all(
        name in known and (decision == SELECTED) == (name in plan.options)
        for name, decision in zip(table.cells("proposal"), table.cells("decision"), strict=True)
    )


def _worth_fits(table: Table, plan: Plan) -> bool:
    """Value less its change is the value of the plan."""
    return _leads_to(plan, table, "value_change") and all(
        stream in plan.programme.stream_of for stream in table.cells("stream")
    )


def _promises_fit(table: Table, plan: Plan) -> bool:
    """Value less the price is the value of the plan."""
    known = plan.programme.proposal_of
    return _leads_to(plan, table, "price") and all(
        not name or name in known for name in table.cells("proposal")
    )


def _leads_to(plan: Plan, table: Table, change: str) -> bool:
    pairs = zip(table.cells("value"), table.cells(change), strict=True)
    return all(
        abs(Fraction(value) - Fraction(moved) - plan.value) <= _ROUNDED
        for value, moved in pairs
        if value and moved
    )


def table_in(path: Path, name: str) -> Table:
    """A file as a table, once every cell of a number is one."""
    numbers = _NUMBERS[name]
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(f"{path} is larger than {LARGEST:,} bytes")
        consult(path)
        content = path.read_bytes()
        note(path, content)
        lines = list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise UsageError(f"{path} is no table that prioritise wrote") from None
    heads = lines[0] if lines else []
    is_whole = {*numbers, *_TEXTS[name]} <= set(heads) and len(set(heads)) == len(heads)
    if not is_whole or any(len(line) != len(heads) for line in lines):
        raise UsageError(f"{path} is no {name}.csv that prioritise wrote")
    said, columns_said = _described(path)
    columns = tuple(
        Column(head, *columns_said.get(head, (head, "")), "number" if head in numbers else "string")
        for head in heads
    )
    rows: list[Cells] = []
    for line in lines[1:]:
        for column, cell in zip(columns, line, strict=True):
            if column.is_number and not _is_number(cell, column.name in _MAY_BE_EMPTY):
                raise UsageError(f"{path}: {cell!r} in {column.name} is no number")
        rows.append(tuple(line))
    return Table(name, said, (), columns, tuple(rows))


def _described(path: Path) -> tuple[str, dict[str, tuple[str, str]]]:
    """What the folder says of a table, and of each column its heading and meaning."""
    try:
        package = description_in(path.parent)
        (table,) = [each for each in package["resources"] if each["path"] == path.name]
        fields = table["schema"]["fields"]
        columns = {str(f["name"]): (str(f["title"]), str(f["description"])) for f in fields}
        return str(table["description"]), columns
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return "", {}  # words are missing; every figure is there


def _is_number(cell: str, may_be_empty: bool) -> bool:
    try:
        return (may_be_empty and not cell) or abs(Fraction(Decimal(cell))) < Fraction(10**15)
    except (InvalidOperation, ValueError, OverflowError):
        return False
