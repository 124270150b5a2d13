"""An answer in a notebook: sentences, then the rows of a table, as plain HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from prioritise.views.sanitise import visible
from prioritise.views.table import Column, Table

MOST_ROWS = 60
"""Rows that are shown at most; a data frame holds all."""


def answer_html(words: Sequence[str], table: Table, others: Sequence[str] = ()) -> str:
    """Sentences, the first in bold, and a table with headings for people.

    Parameters
    ----------
    words : sequence of str
        What the answer says.
    table : Table
        The rows to show.
    others : sequence of str
        Names of further tables.
    """
    parts = [sentences_html(words)]
    if table.rows:
        parts.append(_table(table))
    more = len(table.rows) - MOST_ROWS
    if more > 0:
        parts.append(f"<p>{more:,} more rows: <code>to_frame()</code> holds all.</p>")
    if others:
        named = ", ".join(f"<code>{_text(repr(name))}</code>" for name in others)
        parts.append(f"<p>Further tables, for <code>to_frame</code>: {named}.</p>")
    return "\n".join(parts)


def sentences_html(words: Sequence[str]) -> str:
    """Sentences, the first in bold."""
    first, *rest = words
    shown = [f"<p><strong>{_text(first)}</strong></p>", *(f"<p>{_text(each)}</p>" for each in rest)]
    return "\n".join(shown)


def _table(table: Table) -> str:
    heads = "".join(
        f'<th scope="col" title="{_text(column.description)}">{_head(column)}</th>'
        for column in table.columns
    )
    rows = "\n".join(
        "<tr>" + "".join(map(_cell, table.columns, row)) + "</tr>" for row in table.rows[:MOST_ROWS]
    )
    caption = f"<caption>{_text(table.description)}</caption>"
    return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table>"


def _head(column: Column) -> str:
    return _text(f"{column.heading}, {column.unit}" if column.unit else column.heading)


def _cell(column: Column, cell: str) -> str:
    side = ' style="text-align: right"' if column.is_number else ""
    shown = cell.replace(";", "; ") if column.is_list else cell
    return f"<td{side}>{_text(shown)}</td>"


def _text(text: str) -> str:
    return escape(visible(text))
