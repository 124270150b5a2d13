"""What an input workbook lets people pick, and what it warns of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from prioritise.programme.measures import ASKED_MEASURES, MEASURES
from prioritise.programme.money import Unit
from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH, ValueBasis
from prioritise.programme.validity_rules import numeric_columns
from prioritise.reading.columns import ID_COLUMNS
from prioritise.reading.sheets import PROGRAMME, RULES
from prioritise.views.inputs.input_columns import GROUPS, InputColumn
from prioritise.views.inputs.input_notes import range_of
from prioritise.views.inputs.input_sheets import InputSheet

LISTS = "lists"
"""Sheet that holds a list to pick from, and is not read."""
SPARE_ROWS = 1_000
"""Rows below the last that lists and warnings cover."""

_IDS = {"zones": "zone", **{name: ID_COLUMNS[name] for name in ("hubs", "streams", "proposals")}}
"""Column of the ids of each table that others refer to."""
_PAYERS = "payers"
_LARGEST = 10**12
"""Numbers of so many digits are not read."""
_LEAST_ABOVE = 0.1
"""Smallest share that may be funded."""
_STOP, _WARNING = "stop", "warning"


def add_validation(
    page: Any, sheet: InputSheet, place: int, bottom: int, programme: Programme
) -> None:
    """Lists and warnings for the cells of a column, down to the row `bottom`."""
    column = sheet.columns[place]
    if sheet.name == PROGRAMME:
        if column.name == "value":
            _add_settings(page, sheet, place, programme)
        return
    rule = _rule_words(column, programme) if sheet.name == RULES else None
    wanted = rule or _source(column) or _bounds(column)
    if wanted:
        page.data_validation(1, place, bottom, place, wanted)


def define_names(book: Any, sheets: Sequence[InputSheet], years: Sequence[str]) -> None:
    """Names of the ranges that lists are made of, each as long as it is filled."""
    for sheet in sheets:
        if sheet.name in _IDS:
            letter = _letter(sheet.place(_IDS[sheet.name]))
            book.define_name(_name(sheet.name), _filled(sheet, letter))
        if sheet.name == "streams":
            first, last = (_letter(sheet.place(year)) for year in (years[0], years[-1]))
            book.define_name(_name("years"), f"=streams!${first}$1:${last}$1")
            cells = f"{LISTS}!$A$2:$A${_bottom(sheet) + 1}"
            count = f"1+COUNTA({_column(sheet, _letter(sheet.place('stream')))})"
            book.define_name(_PAYERS, f"={LISTS}!$A$2:INDEX({cells},{count})")


def write_lists(book: Any, heading: Any, sheets: Sequence[InputSheet]) -> None:
    """The sheet of payers: `match`, and every stream as it stands in its own sheet."""
    (streams,) = (sheet for sheet in sheets if sheet.name == "streams")
    letter = _letter(streams.place("stream"))
    ids = [row["stream"] for row in streams.rows]
    page = book.add_worksheet(LISTS)
    page.write_string(0, 0, _PAYERS, heading)
    page.write_string(1, 0, MATCH)
    for place in range(_bottom(streams) - 1):
        stream = f"INDEX({streams.name}!${letter}:${letter},ROW()-1)"
        shown = ids[place] if place < len(ids) else ""
        page.write_formula(place + 2, 0, f'=IF({stream}="","",{stream})', None, shown)
    page.freeze_panes(1, 0)
    page.set_column(0, 0, 24)
    page.print_area(0, 0, len(ids) + 1, 0)


def cell_name(row: int, place: int) -> str:
    """A cell as formulas call it; both count from 0."""
    return f"{_letter(place)}{row + 1}"


def _source(column: InputColumn) -> dict[str, Any] | None:
    """A list of the words or ids that will do."""
    if column.words:
        return _list(list(column.words), _STOP, f"One of: {', '.join(column.words)}.")
    if not column.refers:
        return None
    source = _PAYERS if column.also else _name(column.refers)
    home = "years of the programme" if column.refers == "years" else f"ids in {column.refers}"
    words = f"This is none of the {home}{f', nor {column.also}' if column.also else ''}."
    if column.several:
        words += " Several are separated by semicolons."
    return _list(f"={source}", _WARNING, words)


def _rule_words(column: InputColumn, programme: Programme) -> dict[str, Any] | None:
    words = {
        "measure": [*MEASURES, *ASKED_MEASURES, *numeric_columns(programme)],
        "for_each": [*GROUPS],
    }
    if column.name not in words:
        return None
    return _list(words[column.name], _WARNING, "A column of your own will do as well.")


def _bounds(column: InputColumn) -> dict[str, Any] | None:
    """A warning of what is no number, or out of range."""
    if not column.is_number:
        return None
    words = next(range_of(column), "A number.")
    if column.most is not None:
        least = column.least if column.least is not None else _LEAST_ABOVE
        limits = {"criteria": "between", "minimum": least, "maximum": column.most}
    elif column.least is not None:
        limits = {"criteria": ">=", "value": column.least}
    else:
        limits = {"criteria": "between", "minimum": -_LARGEST, "maximum": _LARGEST}
    return {"validate": "decimal", **limits, **_warning(_WARNING, words)}


def _add_settings(page: Any, sheet: InputSheet, place: int, programme: Programme) -> None:
    words = {
        "unit": (list(get_args(Unit)), _STOP),
        "value.likelihood": (
            [*get_args(ValueBasis.model_fields["likelihood"].annotation)],
            _STOP,
        ),
        "value.size": (["none", "public_cost", *numeric_columns(programme)], _WARNING),
    }
    for row, cells in enumerate(sheet.rows, start=1):
        if cells["key"] in words:
            listed, style = words[cells["key"]]
            page.data_validation(
                row, place, row, place, _list(listed, style, f"One of: {', '.join(listed)}.")
            )


def _list(source: str | list[str], style: str, words: str) -> dict[str, Any]:
    return {"validate": "list", "source": source, **_warning(style, words)}


def _warning(style: str, words: str) -> dict[str, Any]:
    return {
        "error_type": style,
        "error_title": "Not one of the list" if style == _STOP else "Is this meant?",
        "error_message": words,
    }


def _name(table: str) -> str:
    return "year_headings" if table == "years" else f"{_IDS[table]}_ids"


def _bottom(sheet: InputSheet) -> int:
    """Last row that lists cover, as a spreadsheet counts."""
    return max(len(sheet.rows), 1) + SPARE_ROWS + 1


def _column(sheet: InputSheet, letter: str) -> str:
    return f"{sheet.name}!${letter}$2:${letter}${_bottom(sheet)}"


def _filled(sheet: InputSheet, letter: str) -> str:
    cells = _column(sheet, letter)
    return f"={sheet.name}!${letter}$2:INDEX({cells},MAX(1,COUNTA({cells})))"


def _letter(place: int) -> str:
    """Letters of a column, from 0."""
    before, last = divmod(place, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)
