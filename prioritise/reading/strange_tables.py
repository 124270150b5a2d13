"""A table of which no row names a proposal of the programme is one fault, not one a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from prioritise.programme.faults import Fault
from prioritise.programme.validity_names import AlsoKnown, folded
from prioritise.reading.rows import Filled

KEY = "proposal"
"""Column by which rows belong to a proposal."""
FEWEST_ROWS = 2
"""Rows below which the fault of the row itself says it better."""


def without_strange_tables(
    faults: Iterable[Fault], read: Mapping[str, Filled], also_known: AlsoKnown
) -> Iterator[Fault]:
    """The faults of a programme, with one in place of all those of a table that is another's.

    Parameters
    ----------
    faults
        As `faults_of` gives them: `place` is the table, `row` the place of the record.
    read
        Every table as it was read.
    also_known
        Ids in rows that could not be read: they may be what a row means.

    Yields
    ------
    Fault
        In the order given; that of a whole table stands where its first one stood, without a row.
    """
    strange = set(_strange_tables(read, also_known))
    told = set()
    for fault in faults:
        if fault.place not in strange:
            yield fault
        elif fault.place not in told:
            told.add(fault.place)
            yield _whole(fault.place, read[fault.place])


def _strange_tables(read: Mapping[str, Filled], also_known: AlsoKnown) -> Iterator[str]:
    unread = also_known.get("proposals", ())
    known = {folded(record.proposal) for record in read["proposals"].records}
    for name, table in read.items():
        named = [getattr(record, KEY, "") for record in table.records]
        if name == "proposals" or not known or len(named) < FEWEST_ROWS or not all(named):
            continue
        if not any(folded(each) in known or each in unread for each in named):
            yield name


def _whole(name: str, table: Filled) -> Fault:
    found = f"{len(table.records)} rows, none of which names a proposal of yours"
    expected = "rows of your own; if these are still the sample's, delete them"
    if name != "costs":
        expected += " or the whole table"
    return Fault(name, None, KEY, found, expected)
