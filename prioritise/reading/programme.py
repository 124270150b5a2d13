"""A folder or a workbook → a programme, with every fault of every file."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from prioritise.programme.faults import Fault
from prioritise.programme.programme import Programme
from prioritise.programme.records import Record
from prioritise.programme.validity import Everything, faults_of
from prioritise.reading.columns import RECORDS, Layout, budgeted, columns_of, decided
from prioritise.reading.files import PlaceOf, files_of
from prioritise.reading.rows import Filled, RowCount, filled
from prioritise.reading.settings import ReadSettings, settings_of
from prioritise.reading.sources import source_of
from prioritise.reading.strange_tables import without_strange_tables
from prioritise.reading.tables import InputTable
from prioritise.reading.tree import Node

_FIELDS = {"alignment": "alignments"}
"""Field of the programme, where it is not called as the table is."""


@dataclass
class Draft:
    """What was read so far, and what is wrong with it."""

    path: Path
    """Folder or workbook."""
    files: list[Path] = field(default_factory=list)
    """Every file that was read, in order."""
    counts: list[RowCount] = field(default_factory=list)
    """What became of the rows of each table."""
    faults: list[Fault] = field(default_factory=list)
    """Everything that is wrong."""
    programme: Programme | None = None
    """The programme from all rows that could be read; none where its settings could not be."""
    also_known: dict[str, Container[str]] = field(default_factory=dict)
    """Ids in rows that could not be read, by table."""
    rule_nodes: tuple[Node, ...] = ()
    """Where each rule stands."""
    tables: Mapping[str, Filled] = field(default_factory=dict)
    """The tables as they were read."""
    placed: Callable[[Fault], Fault] = lambda fault: fault
    """Places a fault of the programme in the files of the programme."""


def read_programme(path: Path, place_of: PlaceOf) -> Draft:
    """Read a folder or a workbook; what is wrong is in the draft."""
    draft = Draft(path)
    source = source_of(files_of(path, place_of, draft.faults), place_of, draft.faults)
    draft.files.extend(source.files)
    node = source.settings
    settings = settings_of(node or _NO_SETTINGS, draft.faults if node else [])
    layout = _layout(settings, source.tables)
    draft.faults.extend(_typed(layout, source.tables.get("proposals")))
    read = _records(layout, settings.whole, source.tables, draft)
    draft.rule_nodes, draft.tables = settings.rule_nodes, read
    if node is not None and settings.whole:
        fields: dict[str, Any] = {
            "years": tuple(layout.years),
            "later_years": tuple(layout.later),
            **settings.fields,
        }
        records: dict[str, Any] = dict(
            _by_field({name: table.records for name, table in read.items()}, settings)
        )
        draft.programme = Programme(**fields, **records)
        draft.placed = partial(_placed, node=node, settings=settings, read=read)
        found = faults_of(draft.programme, draft.also_known)
        faults = without_strange_tables(found, read, draft.also_known)
        draft.faults.extend(map(draft.placed, faults))
        if any(table.in_part for table in read.values()):
            draft.faults.extend(_of_refused_rows(fields, settings, read, draft))
    return draft


def _by_field(
    records: Mapping[str, Sequence[Record]], settings: ReadSettings
) -> dict[str, tuple[Record, ...]]:
    """Records by field of the programme; streams know which years are closed."""
    closed = {"closed": settings.closed}
    return {
        _FIELDS.get(name, name): tuple(
            record.model_copy(update=closed) if name == "streams" else record for record in found
        )
        for name, found in records.items()
    }


def _of_refused_rows(
    fields: Mapping[str, Any], settings: ReadSettings, read: Mapping[str, Filled], draft: Draft
) -> Iterator[Fault]:
    """What else is wrong in rows that were refused for one cell: a row is mended in one go."""
    every = {
        name: (*table.records, *(record for record, _ in table.in_part))
        for name, table in read.items()
    }
    records: dict[str, Any] = dict(_by_field(every, settings))
    told = {(fault.place, fault.row, fault.column) for fault in draft.faults}
    for fault in faults_of(Programme(**fields, **records), draft.also_known):
        table = read.get(fault.place, _NO_ROWS)
        own = -1 if fault.row is None else fault.row - len(table.records)
        if 0 <= own < len(table.in_part):
            placed = fault.at(table.count.place, table.in_part[own][1])
            if (placed.place, placed.row, placed.column) not in told:
                yield placed


def _layout(settings: ReadSettings, tables: Mapping[str, InputTable | None]) -> Layout:
    """What decides the columns: the settings, and the cells where the settings leave it to them."""
    layout = settings.layout
    if streams := tables.get("streams"):
        layout = budgeted(layout, streams.headings, streams.rows)
    if proposals := tables.get("proposals"):
        layout = decided(layout, proposals.headings, proposals.rows)
    return layout


def _typed(layout: Layout, proposals: InputTable | None) -> Iterator[Fault]:
    """Faults of columns that are typed and worked out as well."""
    for name in layout.worked_out:
        if proposals is not None and name in proposals.headings:
            found, expected = "a column that is worked out", "no such column, or another name"
            yield Fault(proposals.place, 1, name, found, expected)


def _records(
    layout: Layout, whole: bool, tables: Mapping[str, InputTable | None], draft: Draft
) -> dict[str, Filled]:
    read: dict[str, Filled] = {}
    for name, table in tables.items():
        if table is None:
            draft.also_known[name] = Everything()
            continue
        found = filled(table, columns_of(name, layout), RECORDS[name], whole, draft.faults)
        read[name] = found
        draft.counts.append(found.count)
        draft.also_known[name] = found.also_known
    return {name: read.get(name, _NO_ROWS) for name in RECORDS}


_NO_ROWS = Filled(RowCount("", "", 0, 0, 0), (), ())
_NO_SETTINGS = Node("", 1, "", "")


def _placed(fault: Fault, node: Node, settings: ReadSettings, read: Mapping[str, Filled]) -> Fault:
    """A fault of the programme, placed where the user can mend it."""
    if fault.place in read:
        table = read[fault.place]
        return fault.at(table.count.place, None if fault.row is None else table.rows[fault.row])
    if fault.place == "rules" and fault.row is not None:
        return settings.rule_nodes[fault.row].placed(fault, fault.column)
    place = "" if fault.place == "programme" else f"{fault.place}."
    return node.placed(fault, f"{place}{fault.column}".rstrip("."))
