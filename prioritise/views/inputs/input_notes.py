"""The note on a heading of an input workbook: what the column holds, its unit, an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from prioritise.reading.keys import PROGRAMME, Form, NamedKeys
from prioritise.reading.sheets import LISTS
from prioritise.views.inputs.input_columns import InputColumn
from prioritise.views.inputs.input_fields import limits, meaning

_EXAMPLES: Mapping[tuple[str, str], str] = {
    ("hubs", "latitude"): "51.6",
    ("hubs", "longitude"): "-3.34",
    ("streams", "hubs"): "northgate;riverside",
    ("streams", "contingency"): "0.03",
    ("streams", "over_programme"): "0.05",
    ("streams", "parent"): "town-fund",
    ("proposals", "scrutiny"): "independent review",
    ("proposals", "latest"): "2027-28",
    ("benefits", "basis"): "2025-26",
    ("benefits", "falls_to"): "lowest fifth",
    ("risk_costs", "year"): "2026-27",
    ("criteria", "curve"): "0=0;4=20;10=100",
    ("criteria", "because"): "no case for change",
    ("gates", "done"): "2026-09-30",
    ("contributions", "proposal"): "N1",
    ("contributions", "outcome"): "prosperous",
    ("contributions", "contribution"): "2",
    ("contributions", "evidence"): "jobs study, page 12",
    ("scores", "proposal"): "N1",
    ("scores", "criterion"): "economic",
    ("scores", "scorer"): "A. Scorer",
    ("scores", "score"): "7",
    ("scores", "note"): "strong case",
    ("rules", "column"): "near_hub",
    ("rules", "one_of"): "theme=transport",
    ("rules", "same"): "hub",
    ("rules", "in_at_least"): "2",
    ("rules", "per"): "population",
    ("rules", "of"): "jobs",
    ("hubs", "population"): "31000",
    ("hubs", "deprivation_fifth"): "1",
    ("zones", "deprivation_tenth"): "3",
    ("journeys", "minutes_p10"): "18",
    ("journeys", "minutes_p90"): "31",
    ("journeys", "proposal"): "L1",
    ("journeys", "minutes_back"): "27",
    ("journeys", "services_back"): "2",
    ("journeys", "fare"): "4.50",
    ("journeys", "runs_from"): "2019-12-15",
    ("hubs", "jobs"): "4200",
    ("zones", "jobs"): "350",
}
"""Examples for columns that may be empty in every row, where not any would do."""


def note_of(table: str, column: InputColumn, cells: Sequence[str]) -> str:
    """What a heading's note says."""
    return "\n".join(_lines(table, column, cells)).replace("`", "")


def setting_notes(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """What the note on each key of the settings says."""
    return ["\n".join(_setting_lines(row["key"])).replace("`", "") for row in rows]


def _lines(table: str, column: InputColumn, cells: Sequence[str]) -> Iterator[str]:
    yield column.meaning
    if column.filled:
        yield "Every row needs it."
    elif column.usual:
        yield f"Empty counts as {column.usual}."
    else:
        yield "May be left empty."
    if column.holds == "amount":
        yield f"Unit: {column.unit}."
    if column.words:
        yield f"One of: {', '.join(column.words)}."
    elif column.refers:
        yield f"From the sheet {_home(column)}{f', or {column.also}' if column.also else ''}."
    elif column.is_number:
        yield from range_of(column)
    if column.several:
        yield "Several are separated by semicolons."
    example = next((cell for cell in cells if cell), "") or _example(table, column)
    if example:
        yield f"Example: {example}"


def _example(table: str, column: InputColumn) -> str:
    """An example for a column that is empty in every row."""
    if (table, column.name) in _EXAMPLES:
        return _EXAMPLES[table, column.name]
    if column.words:
        return column.words[0]
    if column.is_number:
        return "0.5" if column.most == 1 else "100"
    return ""


def range_of(column: InputColumn) -> Iterator[str]:
    """What the numbers of a column range over, where that is limited."""
    if column.most is not None and column.above is not None:
        yield f"More than {column.above:g}, and at most {column.most:g}."
    elif column.most is not None and column.least is not None:
        yield f"From {column.least:g} to {column.most:g}."
    elif column.least is not None:
        yield f"{column.least:g} or more."


def _home(column: InputColumn) -> str:
    return "programme" if column.refers == "years" else column.refers


def _setting_lines(path: str) -> Iterator[str]:
    """The meaning of a setting, and the words that will do."""
    form: Form = PROGRAMME
    *outer, last = path.split(".")
    for name in outer:
        if name not in form:
            continue  # A name of the user's own.
        inner = form[name].holds
        inner = inner.of if isinstance(inner, NamedKeys) else inner
        assert isinstance(inner, Mapping)
        form = inner
    key = form[last]
    yield meaning(key.kind, key.field)
    if path in LISTS:
        yield "Several are separated by semicolons."
    words = limits(key.kind, key.field).get("enum")
    if words:
        yield f"One of: {', '.join(words)}."
