"""What promises and decisions cost: from the best without any of them down to this shortlist."""

from __future__ import annotations

from fractions import Fraction

from prioritise.optimise.plan import Plan
from prioritise.render.report.figures import count
from prioritise.render.report.given import Given
from prioritise.views.charts.chart import in_widths
from prioritise.views.charts.waterfall import Fall, waterfall
from prioritise.views.comparison.commitments import ALL
from prioritise.views.document import Block, Figure, Grid, Section, Stacked, heads, words
from prioritise.views.rounding import points
from prioritise.views.table import Table

NAME = "chart-promises"
MOST = 10
"""Promises that the picture shows one by one."""


def promises(given: Given) -> Section | None:
    """The whole section; none where that was not asked or nothing is promised."""
    table = given.promises and given.promises.table("commitments")
    if not (table and table.rows):
        return None
    found = _Prices(given.plan, table)
    blocks: list[Block] = [
        words(
            "Each promise by itself: what the best shortlist would be worth more without it, all "
            "else kept. Together they may cost more or less than one by one."
        )
    ]
    if found.together:
        blocks.append(found.picture())
    else:
        blocks.append(words(f"None of {count(len(found.each), 'promise')} costs any value."))
    return Section("promises", "What promises and decisions cost", tuple(blocks))


class _Prices:
    """The rows of `commitments.csv` as figures."""

    def __init__(self, plan: Plan, table: Table) -> None:
        self._plan = plan
        columns = map(table.cells, ("proposal", "because", "price"))
        rows = [(name, why, Fraction(price)) for name, why, price in zip(*columns, strict=True)]
        self.each = [row for row in rows if row[1] != ALL]
        self.together = next((price for _, why, price in rows if why == ALL), Fraction(0))

    def picture(self) -> Figure:
        """The first and the last value, and the promises between."""
        proposals = self._plan.programme.proposal_of
        dear = sorted((row for row in self.each if row[2] > 0), key=lambda row: (-row[2], row[0]))
        shown = dear[:MOST]
        rest = self.together - sum((price for *_, price in shown), Fraction(0))
        steps = [
            Fall(f"{proposals[name].title} ({why})", -float(price), f"−{points(price)}")
            for name, why, price in shown
        ]
        if rest:
            sign = "−" if rest > 0 else "+"
            text = "all the others, and what they cost only together"
            steps.append(Fall(text, -float(rest), f"{sign}{points(abs(rest))}"))
        freed = self._plan.value + self.together
        drawn = [
            Fall("Without any promise", float(freed), points(freed)),
            *steps,
            Fall("This shortlist", float(self._plan.value), points(self._plan.value)),
        ]
        number = count(len(self.each), "promise")
        caption = (
            f"{number} {'costs' if len(self.each) == 1 else 'cost'} {points(self.together)} points"
        )
        said = (
            f"Steps down from {points(freed)} points without any promise to "
            f"{points(self._plan.value)} points."
        )
        grid = Grid(
            "What each promise costs, in points",
            heads("Proposal", "Because", numbers=("Price",)),
            tuple(
                (Stacked(proposals[name].title, name), why, points(price))
                for name, why, price in self.each
            ),
            ("All together", "", points(self.together)),
        )
        svg = in_widths(lambda width: waterfall(NAME, caption, said, drawn, width=width))
        return Figure(NAME, svg, caption, grid)
