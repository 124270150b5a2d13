"""The fairest list between hubs beside the best: what each hub has, and the price of fairness."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prioritise.analysis.agreed.fairest import FairBesideBest
from prioritise.programme.measures import measure_of
from prioritise.views import columns as of
from prioritise.views.rounding import short_points
from prioritise.views.screen import Screen, right
from prioritise.views.table import Column, Table, figure

AMOUNT = 14
"""Width of a column of amounts."""


def fair_table(found: FairBesideBest, measure: str, per: str) -> Table:
    """One row a hub."""
    programme = found.best.programme
    what = f"{measure} per {per}" if per else measure
    unit = programme.unit if measure_of(measure).is_money else ""
    rows = [
        {"hub": hub, "name": programme.hub_of[hub].name, "best": before, "fair": after}
        for (hub, after), before in zip(found.fair.amounts, found.before, strict=True)
    ]
    return Table.of(
        "fair",
        "A hub, and what it has of the best list and of the fairest.",
        ("hub",),
        (
            of.ONE_HUB,
            Column("name", "Name", "Name of the hub."),
            of.number("best", "Best list", f"Its {what} in the best list.", unit=unit),
            of.number("fair", "Fairest list", f"Its {what} in the fairest list.", unit=unit),
        ),
        rows,
    )


def show_fair(found: FairBesideBest, measure: str, per: str, screen: Screen | None = None) -> None:
    """Print what each hub has, how unevenly, and the price of fairness."""
    screen = screen or Screen()
    programme = found.best.programme
    money = f" {programme.unit}" if measure_of(measure).is_money else ""
    what = f"{measure}{money} per {per}" if per else f"{measure}{money}"
    heads = right("best list", AMOUNT) + right("fairest", AMOUNT)
    screen.heading(f"Fair between hubs: {what}", heads)
    for (hub, after), before in zip(found.fair.amounts, found.before, strict=True):
        name = screen.cut(f"  {programme.hub_of[hub].name}", screen.width - 2 * AMOUNT)
        texts = (figure(round(amount, 4)) for amount in (before, after))
        screen.row((name, ""), ("".join(right(text, AMOUNT) for text in texts), ""))
    for name, amounts in (("best", found.before), ("fairest", found.after)):
        screen.line(_spread(found, name, amounts), lead="  ")
    price = short_points(found.price)
    share = float(100 * found.price / found.best.value) if found.best.value else 0.0
    proven = "" if found.fair.is_proven else " Time was up: a fairer list may exist."
    screen.line(
        f"The price of fairness: {price} points, {share:.2f}% of the best value.{proven}",
        "bold",
        lead="  ",
    )


def _spread(found: FairBesideBest, name: str, amounts: Sequence[Fraction]) -> str:
    least, most = (figure(round(end(amounts), 4)) for end in (min, max))
    gini = float(found.gini(amounts))
    return f"In the {name} list from {least} to {most}; Gini {gini:.3f}."
