"""Money used of the money there is, by stream and year, on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prioritise.optimise.ledger import YearAccount
from prioritise.programme.programme import Programme
from prioritise.views.rounding import Money, bar, percent
from prioritise.views.screen import Screen, right

GUTTER = "  "
LONGEST_ID = 22
BAR = 8


def show_money(screen: Screen, programme: Programme, accounts: Sequence[YearAccount]) -> None:
    """One line a stream: spent / available in each year, then all years together as a bar."""
    by_stream: dict[str, list[YearAccount]] = {}
    for year in accounts:
        by_stream.setdefault(year.stream.stream, []).append(year)
    money = Money.fitting((a.budget + a.carried_in for a in accounts), programme.unit)
    cells = {name: [_cell(money, year) for year in years] for name, years in by_stream.items()}
    widths = [
        max(len(year), *(len(row[place]) for row in cells.values()))
        for place, year in enumerate(programme.years)
    ]
    name_width = min(max(map(len, by_stream)), LONGEST_ID)
    blocks = _blocks(widths, screen.width - name_width - len(GUTTER))
    for number, block in enumerate(blocks):
        is_last = number == len(blocks) - 1
        headings = [right(programme.years[year], widths[year]) for year in block]
        end = GUTTER + " " * (BAR + 5) if is_last else ""
        title = f"Money: spent/available, {money.unit}" if number == 0 else ""
        screen.heading(title, GUTTER.join(headings) + end)
        for name, row in cells.items():
            amounts = GUTTER.join(right(row[year], widths[year]) for year in block)
            lead = screen.cut(name, screen.width - len(amounts) - len(end))
            share = _share(by_stream[name])
            tail = f"{bar(share, BAR, plain=screen.is_plain)} {percent(share, short=True):>4}"
            screen.row(
                (lead + amounts, ""),
                (GUTTER if is_last else "", ""),
                (tail if is_last else "", "cyan"),
            )


def _cell(money: Money, year: YearAccount) -> str:
    there = year.after_contingency + year.carried_in
    return f"{money.text(year.spent)}/{money.text(there)}" if there or year.spent else "–"


def _share(years: Sequence[YearAccount]) -> Fraction:
    """Spent over all years, as a share of all budgets less what is held back."""
    there = sum(year.after_contingency for year in years)
    return Fraction(sum(year.spent for year in years), there) if there else Fraction(0)


def _blocks(widths: Sequence[int], room: int) -> list[list[int]]:
    """Years side by side as far as they fit; the last block leaves room for the bar."""
    blocks: list[list[int]] = [[]]
    used = 0
    for year, width in enumerate(widths):
        needed = width + len(GUTTER)
        if blocks[-1] and used + needed > room - BAR - 5:
            blocks.append([])
            used = 0
        blocks[-1].append(year)
        used += needed
    return blocks
