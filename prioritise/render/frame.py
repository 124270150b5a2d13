"""The tables of a plan as pandas data frames, for notebooks and further grouping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prioritise.optimise.plan import Plan
from prioritise.views.run.run_tables import run_tables
from prioritise.views.table import Table

if TYPE_CHECKING:
    import pandas


def frames(plan: Plan) -> dict[str, pandas.DataFrame]:
    """Every table that `run` writes, by name; numbers are numbers, and empty cells are missing."""
    return {table.name: frame_of(table) for table in run_tables(plan)}


def frame_of(table: Table) -> pandas.DataFrame:
    """One table."""
    import pandas

    names = [column.name for column in table.columns]
    frame = pandas.DataFrame(list(table.rows), columns=names, dtype="object")
    for column in table.columns:
        if column.is_number:
            frame[column.name] = pandas.to_numeric(frame[column.name].replace("", None))
    return frame
