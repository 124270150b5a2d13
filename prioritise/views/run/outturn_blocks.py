"""Outturn against plan for pages: by year, by stream and by hub, and the year's end in words."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from prioritise.optimise.outturn import (
    BY_HUB,
    BY_STREAM,
    BY_YEAR,
    Outturn,
    OutturnCell,
    outturn_of,
    summed,
)
from prioritise.optimise.plan import Plan
from prioritise.views.document import Block, Grid, heads, words
from prioritise.views.rounding import Money
from prioritise.views.words.outturn import outturn_in_words, year_in_words


def outturn_blocks(plan: Plan) -> tuple[Block, ...]:
    """A table for years, one for streams, one for hubs; what is sunk, and what is foreseen."""
    programme, outturn = plan.programme, outturn_of(plan)
    hub_of, stream_of = programme.hub_of, programme.stream_of
    parts: list[tuple[str, Callable[[OutturnCell], str | int], Callable[[str | int], str]]] = [
        ("year", BY_YEAR, lambda year: year_in_words(programme, int(year))),
        ("stream", BY_STREAM, lambda stream: stream_of[str(stream)].name),
        ("hub", BY_HUB, lambda hub: hub_of[str(hub)].name),
    ]
    total = sum(outturn.values(), Outturn())
    money = Money.fitting(chain.from_iterable(each.figures for each in [total]), programme.unit)
    grids = tuple(
        Grid(
            f"Outturn against plan by {what}, {money.unit}",
            heads(what.capitalize(), numbers=("Plan", "Actual", "Forecast", "Variance")),
            tuple(
                (name(key), *map(money.text, each.figures))
                for key, each in summed(outturn, by).items()
            ),
            total=("All", *map(money.text, total.figures)),
        )
        for what, by, name in parts
    )
    told = tuple(outturn_in_words(plan))
    return (*grids, *([words(*told)] if told else []))
