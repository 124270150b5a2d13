"""What people may write in each column of the tables: for the schema and for the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH, Criterion, Record
from prioritise.programme.validity_rules import TEXT_COLUMNS
from prioritise.reading.cells import whole
from prioritise.reading.columns import RECORDS, Layout, TableColumn, columns_of
from prioritise.reading.keys import CRITERION, RULE, SettingKey
from prioritise.reading.sheets import CRITERIA, RULES, SETTINGS_SHEETS
from prioritise.views.inputs.input_fields import default, limits, meaning, several

ColumnContent = Literal["text", "number", "amount", "yes or no"]

ROW: Mapping[str, str] = {
    "hubs": "A place",
    "streams": "A funding budget line",
    "proposals": "A candidate project",
    "costs": "What one payer pays towards a proposal, year by year",
    "alignment": "How well a proposal fits a stream, which may then be asked to pay",
    "links": "A relation between two proposals",
    "benefits": "What a proposal brings in each of some years; only the appraisal needs it",
    "jobs": "Jobs of one sort that a proposal brings; only the appraisal needs it",
    "additionality": "How much of it is additional, at one level; only the appraisal needs it",
    "optimism": "A type of project that a proposal's cost is of, for optimism bias",
    "risk_costs": "What may go wrong with a proposal, and what it would cost; for the appraisal",
    "actuals": "What a stream has paid for a proposal in a year, and is expected to pay",
    "gates": "A stage that a proposal's business case has to pass before its money starts",
    "contributions": "What a proposal contributes to an outcome; only `outcomes` need it",
    "scores": "What one person gave one proposal on one criterion; only `scoring` needs it",
    "milestones": "What is to be reached by a day; only `progress` needs it",
    "risks": "What may go wrong; only `progress` needs it",
    "zones": "Where people live; only `hubs` and `reach` need it",
    "journeys": "A journey from a zone to a hub; only `hubs` and `reach` need it",
}
"""What one row of each table is."""

GROUPS = ("hub", "stream", "year", *TEXT_COLUMNS)
"""Columns that form groups in every programme, for rules."""
_REFERS: Mapping[tuple[str, str], str] = {
    ("streams", "hubs"): "hubs",
    ("streams", "parent"): "streams",
    ("proposals", "hub"): "hubs",
    ("proposals", "earliest"): "years",
    ("proposals", "latest"): "years",
    ("costs", "proposal"): "proposals",
    ("costs", "stream"): "streams",
    ("alignment", "proposal"): "proposals",
    ("alignment", "stream"): "streams",
    ("links", "proposal"): "proposals",
    ("links", "other"): "proposals",
    ("benefits", "proposal"): "proposals",
    ("jobs", "proposal"): "proposals",
    ("additionality", "proposal"): "proposals",
    ("optimism", "proposal"): "proposals",
    ("risk_costs", "proposal"): "proposals",
    ("actuals", "proposal"): "proposals",
    ("actuals", "stream"): "streams",
    ("actuals", "year"): "years",
    ("gates", "proposal"): "proposals",
    ("contributions", "proposal"): "proposals",
    ("scores", "proposal"): "proposals",
    ("milestones", "hub"): "hubs",
    ("milestones", "proposal"): "proposals",
    ("risks", "hub"): "hubs",
    ("risks", "proposal"): "proposals",
    ("journeys", "zone"): "zones",
    ("journeys", "hub"): "hubs",
}
"""What the ids in a column are ids of."""


@dataclass(frozen=True, slots=True)
class InputColumn:
    """A column of an input table."""

    name: str
    """Heading."""
    meaning: str
    """What it holds, in a sentence."""
    holds: ColumnContent = "text"
    """What a cell is."""
    unit: str = ""
    """Unit of an amount."""
    needed: bool = False
    """Whether the column has to be there."""
    filled: bool = False
    """Whether every cell has to be filled."""
    words: tuple[str, ...] = ()
    """The only words that will do."""
    refers: str = ""
    """Table whose ids will do, or `years`."""
    also: str = ""
    """A word that will do besides those ids."""
    several: bool = False
    """Whether a cell may hold several, separated by semicolons."""
    least: float | None = None
    """Lowest number."""
    most: float | None = None
    """Highest number."""
    above: float | None = None
    """Number that the lowest has to be above."""
    usual: str = ""
    """What an empty cell counts as."""

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers."""
        return self.holds in ("number", "amount")


def input_columns(table: str, layout: Layout, unit: str = "") -> tuple[InputColumn, ...]:
    """Every column of one table, in the order in which people are shown them.

    Parameters
    ----------
    table
        Name of the table.
    layout
        What decides its columns.
    unit
        What amounts are in, where that is not the layout's unit.
    """
    if table in RECORDS:
        columns = columns_of(table, layout)
        return tuple(_column(table, column, unit or layout.unit) for column in columns)
    return _FURTHER[table]


def settings_columns(sheet: str) -> tuple[InputColumn, ...]:
    """Every column of a sheet that stands for a part of the settings."""
    scale = CRITERION["scale"]
    headings = SETTINGS_SHEETS[sheet]
    fields: tuple[SettingKey, ...]
    if sheet == CRITERIA:
        further = (CRITERION[name] for name in headings[4:])
        fields = (_NAME, replace(CRITERION["weight"], needed=True), scale, scale, *further)
    elif sheet == RULES:
        fields = tuple(RULE.get(name, RULE["name"]) for name in headings)
    else:
        return (
            InputColumn("key", "What is settled.", needed=True, filled=True),
            InputColumn("value", "How; several are separated by semicolons.", needed=True),
        )
    return tuple(_setting(name, key) for name, key in zip(headings, fields, strict=True))


def layout_of(programme: Programme) -> Layout:
    """What decides the columns of a programme's tables."""
    worked_out = programme.worked_out
    numbers = dict.fromkeys(
        name for p in programme.proposals for name in p.numbers if name not in worked_out
    )
    texts = dict.fromkeys(name for p in programme.proposals for name in p.texts)
    return Layout(
        programme.years,
        programme.unit,
        [c.name for c in programme.scored_criteria() if c.name not in worked_out],
        dict.fromkeys(numbers, "number") | dict.fromkeys(texts, "text"),
        programme.later_years,
    )


_NAME = SettingKey(Criterion, "name", CRITERION["weight"].holds, needed=True)


def _setting(name: str, key: SettingKey) -> InputColumn:
    found = InputColumn(name, meaning(key.kind, key.field), needed=key.needed, filled=key.needed)
    if name == "where":
        found = replace(found, meaning=f"{found.meaning} {_WHERE}")
    if name in ("low", "high"):
        return replace(found, holds="number")
    if name == "curve":
        return replace(found, meaning=f"{found.meaning} Write 0=0;4=20;10=100.")
    found = _bounded(found, key.kind, key.field)
    return replace(found, holds="number") if key.holds is whole else found


_WHERE = "Write column=text; several texts are separated by |, and several columns by ;."


def _column(table: str, column: TableColumn, unit: str) -> InputColumn:
    record = RECORDS[table]
    found = InputColumn(
        column.name,
        _meaning(record, column, unit),
        needed=column.needed,
        filled=column.filled,
        refers=_REFERS.get((table, column.name), ""),
        also=MATCH if (table, column.name) == ("costs", "stream") else "",
        several=column.part is None and bool(column.field) and several(record, column.field),
    )
    if not column.field:
        return replace(found, holds="amount", unit=unit)
    found = _bounded(found, record, column.field)
    if column.read is whole:
        found = replace(found, holds="number")
    if column.blank is not None:
        found = replace(found, usual=str(column.blank))
    if column.field == "scores":
        found = replace(found, filled=True)
    return replace(found, unit=unit) if found.holds == "amount" else found


def _bounded(found: InputColumn, kind: type, field: str) -> InputColumn:
    """The column with the limits of the field that it fills."""
    may_be = limits(kind, field)
    usual = default(kind, field)
    bounds = replace(
        found,
        least=may_be.get("minimum"),
        most=may_be.get("maximum"),
        above=may_be.get("exclusiveMinimum"),
        usual="" if usual is None else str(usual),
    )
    match may_be.get("type"):
        case "integer":
            return replace(bounds, holds="amount")
        case "number":
            return replace(bounds, holds="number")
        case "boolean":
            return replace(bounds, holds="yes or no", words=("yes", "no"))
        case _:
            return replace(bounds, words=tuple(may_be.get("enum", ())))


def _meaning(record: type[Record], column: TableColumn, unit: str) -> str:
    if not column.field:
        return "A year without budgets yet: leave it empty."
    return meaning(record, column.field, unit)


# The tables of the appraisal of hubs have no records here.
_FURTHER: Mapping[str, tuple[InputColumn, ...]] = {
    "zones": (
        InputColumn("zone", "Id of the zone.", needed=True, filled=True),
        InputColumn("name", "Name in full."),
        InputColumn(
            "population",
            "People who live there; further columns may count some of them, such as the over 65s.",
            "number",
            least=0,
        ),
        InputColumn("latitude", "Degrees north.", "number", least=-90, most=90),
        InputColumn("longitude", "Degrees east.", "number", least=-180, most=180),
        InputColumn("jobs", "Jobs there; they count at the nearest hub.", "number", least=0),
        InputColumn(
            "deprivation_tenth",
            "Tenth of deprivation, from 1 (most deprived) to 10.",
            "number",
            least=1,
            most=10,
        ),
    ),
    "journeys": (
        InputColumn("zone", "Id of the zone.", needed=True, filled=True, refers="zones"),
        InputColumn("hub", "Id of the hub.", needed=True, filled=True, refers="hubs"),
        InputColumn(
            "minutes",
            "Minutes from door to door by public transport.",
            "number",
            needed=True,
            filled=True,
            least=0,
        ),
        InputColumn("services_per_hour", "Departures in an hour.", "number", least=0),
        InputColumn("period", "When, such as the morning peak."),
        InputColumn(
            "minutes_p10", "Minutes that a tenth of departures do not exceed.", "number", least=0
        ),
        InputColumn(
            "minutes_p90",
            "Minutes that nine tenths of departures do not exceed.",
            "number",
            least=0,
        ),
        InputColumn(
            "proposal",
            "Proposal that makes this journey, once it is chosen; empty: it is there today.",
        ),
        InputColumn("minutes_back", "Minutes of the way back from the hub.", "number", least=0),
        InputColumn("services_back", "Departures back in an hour.", "number", least=0),
        InputColumn("fare", "Pounds for the way there.", "number", least=0),
        InputColumn("runs_from", "First day on which it can be made, such as 2019-12-15."),
    ),
}
