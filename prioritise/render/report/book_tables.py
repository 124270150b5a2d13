"""Which tables a workbook holds, each with the name of its sheet and words for whoever opens it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from prioritise.render.report.given import Given
from prioritise.views.comparison.compare import compare_tables
from prioritise.views.decisions import decisions_table
from prioritise.views.run.money import streams_table
from prioritise.views.run.run_tables import run_tables
from prioritise.views.table import Table

_NAMES = {
    "shortlist": "Shortlist",
    "programme": "Programme by hub",
    "by_hub": "Hubs",
    "streams": "Streams",
    "budgets": "Budgets by year",
    "funding": "Funding",
    "totals": "Totals",
    "outturn": "Outturn",
    "pipeline": "Business cases",
    "future": "Later years",
    "rules": "Rules",
    "scenarios": "Scenarios",
    "compare": "In and out by scenario",
    "options": "Sizes and timings",
    "frontier": "More or less money",
    "swaps": "Who comes and goes",
    "robustness": "How sure",
    "lists": "Lists under draws",
    "reach": "Reach of hubs",
    "covering": "Further hubs",
    "appraisal": "Appraisal",
    "appraisal_totals": "Appraisal totals",
    "not_in_money": "Not in money",
    "rates": "Rates used",
    "workings": "Workings",
    "decisions": "Decisions",
}
"""Names of sheets by table, in the order of the sheets."""


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """A table, and the name of the sheet that holds it."""

    name: str
    table: Table
    is_file: bool = True
    """Whether a command writes the same table as a CSV file."""


def sheets_of(given: Given) -> tuple[AnswerSheet, ...]:
    """The sheets of tables, in their order; tables without rows have none."""
    tables = {table.name: table for table in _tables(given)}
    ordered = [name for name in _NAMES if name in tables]
    return tuple(
        AnswerSheet(_NAMES[name], tables[name], name != "streams")
        for name in ordered
        if tables[name].rows
    )


def _tables(given: Given) -> Iterator[Table]:
    yield from run_tables(given.plan, given.waiting)
    yield streams_table(given.plan)
    if given.comparison is not None:
        compared, totals, options = compare_tables(given.comparison)
        yield from (compared, replace(totals, name="scenarios"), options)
    for told in (given.frontier, given.draws, given.appraised, given.reach):
        if told is not None:
            yield from told.tables
    if given.log is not None and given.log.entries:
        yield decisions_table(given.log, given.plan.programme)
