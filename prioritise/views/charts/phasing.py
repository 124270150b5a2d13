"""When the money of each proposal is spent: a bar from its first year to its last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prioritise.views.charts.chart import Chart
from prioritise.views.charts.look import EMPTY, FULL, GRID, PALE, Look
from prioritise.views.charts.svg import QUIET


@dataclass(frozen=True, slots=True)
class Phase:
    """One proposal."""

    label: str
    amounts: tuple[float, ...]
    """Money in each year, and last what comes after the years with budgets, where any does."""
    texts: tuple[str, ...]
    """Figures of the years; empty where there is no money."""
    is_contracted: bool
    """Whether nothing about it is open any more."""


def phasing(
    name: str,
    title: str,
    description: str,
    years: Sequence[str],
    rows: Sequence[Phase],
    later: str,
    width: float,
) -> str:
    """A row a proposal, a column a year; figures stand in the bars.

    Parameters
    ----------
    name, title, description, width
        Of the chart.
    years
        Headings of the columns; the last is of later years, where `later` is not empty.
    rows
        The proposals.
    later
        What the key calls money that no budget holds; empty where there is none.
    """
    chart = Chart(name, width, title, description)
    open_, contracted, after = Look(PALE), Look(PALE, FULL.outline, FULL.weight), _later()
    kinds = [("open to choice", open_)]
    if any(row.is_contracted for row in rows):
        kinds.append(("contracted", contracted))
    kinds += [(later, after)] if later else []
    if len(kinds) > 1:
        chart.key(kinds)
    top = chart.below
    chart.below += 24
    lanes = chart.rows([row.label for row in rows], bar=20.0, gap=5.0, lines=1)
    end = chart.below
    chart.below = top
    columns = chart.columns(years, lanes[0].left if lanes else 0.0)
    chart.below = end
    for place in range(len(years)):
        chart.path(f"M{columns.at(place):.1f} {top + 24:.1f}V{end:.1f}", GRID)
    for row, lane in zip(rows, lanes, strict=True):
        budgeted = len(years) - bool(later)
        busy = [place for place, amount in enumerate(row.amounts[:budgeted]) if amount]
        look = contracted if row.is_contracted else open_
        tip = f"{row.label}: " + ", ".join(
            f"{year} {text}" for year, text in zip(years, row.texts, strict=True) if text
        )
        if busy:
            begin, stop = columns.at(busy[0]) + 2, columns.at(busy[-1] + 1) - 4
            chart.bar(begin, lane.y, stop - begin, lane.height, look, tip)
        if later and row.amounts[-1]:
            begin, stop = columns.at(budgeted) + 2, columns.at(budgeted + 1) - 4
            chart.bar(begin, lane.y, stop - begin, lane.height, after, tip)
        for place, text in enumerate(row.texts):
            if text:
                chart.text(columns.at(place) + 8, lane.middle + 5, text)
        if not busy and not (later and row.amounts[-1]):
            chart.text(columns.at(0) + 8, lane.middle + 5, "no public money", fill=QUIET)
    return chart.svg()


def _later() -> Look:
    return Look(EMPTY.colour, EMPTY.outline, 1.2, "4 3")
