"""Native charts on a sheet of their own, each with words for those who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from prioritise.render.report.book_sheet import HEADINGS, Formats
from prioritise.render.report.book_tables import AnswerSheet
from prioritise.views.charts.look import BLUE, TURQUOISE

NAME = "Charts"
_GREY = "#BFBFBF"
_EACH = 26
"""Rows that a chart of usual height takes."""


def write_charts(book: Any, formats: Formats, sheets: Sequence[AnswerSheet]) -> None:
    """Add the sheet of charts, of what there are tables for."""
    page = book.add_worksheet(NAME)
    page.hide_gridlines(2)
    page.set_column(0, 0, 120)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.write_string(0, 0, NAME, formats.title)
    page.write_string(
        1, 0, "Each chart draws a table of another sheet, named below it.", formats.plain
    )
    row = 3
    by_name = {sheet.table.name: sheet for sheet in sheets}
    charts = (
        _bars(book, by_name.get("by_hub"), "name", ("funded", "asked"), "Funded and asked for"),
        _stacked(book, by_name.get("streams")),
        _bars(book, by_name.get("scenarios"), "title", ("value",), "Value of each scenario"),
        _frontier(book, by_name.get("frontier")),
    )
    for made in charts:
        if made is None:
            continue
        chart, words, source, rows = made
        chart.set_size({"width": 860, "height": rows * 20 - 30})
        page.insert_chart(row, 0, chart, {"description": words, "object_position": 2})
        page.write_string(row + rows - 1, 0, f"{words} Sheet: {source}.", formats.wrapped)
        row += rows + 1


Made = tuple[Any, str, str, int]
"""A chart, its words, the sheet that it draws, and the rows that it takes."""


def _bars(
    book: Any, sheet: AnswerSheet | None, label: str, names: Sequence[str], title: str
) -> Made | None:
    if sheet is None:
        return None
    chart = book.add_chart({"type": "bar"})
    for name, colour in zip(names, (BLUE, _GREY), strict=False):
        _add(chart, sheet, label, name, colour)
    unit = sheet.table.columns[sheet.table.column(names[0])].unit
    _finish(chart, title, unit)
    number = len(sheet.table.rows)
    words = f"{title}, {unit}: a bar chart with {number} rows."
    return chart, words, sheet.name, max(_EACH - 8, number * len(names) + 8)


def _stacked(book: Any, sheet: AnswerSheet | None) -> Made | None:
    if sheet is None:
        return None
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    for name, colour in (("spent", BLUE), ("left", _GREY)):
        _add(chart, sheet, "name", name, colour)
    title, unit = "Money spent and left, by stream", sheet.table.columns[4].unit
    _finish(chart, title, unit)
    number = len(sheet.table.rows)
    words = f"{title}, {unit}, all years together: a stacked bar chart with {number} rows."
    return chart, words, sheet.name, max(_EACH - 8, number + 8)


def _frontier(book: Any, sheet: AnswerSheet | None) -> Made | None:
    if sheet is None:
        return None
    chart = book.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    _add(chart, sheet, "budget", "value", TURQUOISE)
    unit = sheet.table.columns[sheet.table.column("budget")].unit
    title = "Value of the best shortlist at each budget"
    chart.set_title({"name": title, "name_font": {"size": 14}})
    chart.set_x_axis({"name": f"Budget, {unit}", "num_format": "#,##0"})
    chart.set_y_axis({"name": "Value, points", "num_format": "#,##0"})
    chart.set_legend({"none": True})
    words = f"{title}: a line through {len(sheet.table.rows)} points."
    return chart, words, sheet.name, _EACH


def _add(chart: Any, sheet: AnswerSheet, label: str, name: str, colour: str) -> None:
    table, first = sheet.table, HEADINGS + 1
    last = HEADINGS + len(table.rows)
    labels, values = table.column(label), table.column(name)
    line = {"line": {"color": colour, "width": 2.25}, "marker": {"type": "circle", "size": 6}}
    chart.add_series(
        {
            "name": table.columns[values].heading,
            "categories": [sheet.name, first, labels, last, labels],
            "values": [sheet.name, first, values, last, values],
            "fill": {"color": colour},
            "gap": 60,
            **(line if table.name == "frontier" else {}),
        }
    )


def _finish(chart: Any, title: str, unit: str) -> None:
    chart.set_title({"name": title, "name_font": {"size": 14}})
    chart.set_x_axis({"name": unit, "num_format": "#,##0", "min": 0, "label_position": "high"})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 10}})
    chart.set_legend({"position": "bottom"})
