"""Where a sum does most, and what it buys: table, terminal and words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prioritise.analysis.sweeps.more_money import MoreMoney, SumPlaced
from prioritise.optimise.infeasible.budget_increase_columns import StreamYear
from prioritise.programme.money import money_text
from prioritise.programme.programme import Programme
from prioritise.views import columns as of
from prioritise.views.rounding import Money, points, rounded_up
from prioritise.views.screen import Screen, right
from prioritise.views.table import Column, Table, amount
from prioritise.views.words.cautions import ADDING_UP
from prioritise.views.words.reasons import listed


def more_money_table(found: MoreMoney) -> Table:
    """One row a sum, the least first."""
    programme = found.plan.programme

    def placed(row: SumPlaced) -> list[str]:
        pence = row.placing.pence if row.placing else {}
        return [
            f"{stream} {programme.years[year]} {amount(sum_placed, programme.unit)}"
            for (stream, year), sum_placed in sorted(pence.items())
        ]

    value = (
        "Value of the best shortlist, over all placings of the sum; empty where none is possible."
    )
    gained = "Value above that without the sum; below 0 where a saving costs it."
    bound = "What no shortlist can exceed, wherever the sum is placed."
    budgets = (
        f"Stream, year and sum of each budget that changes, parted by semicolons; the sums in "
        f"{programme.unit}, below 0 where they are saved. Pots around change with them."
    )
    return Table.of(
        "more_money",
        "A sum that comes, or is saved, and the best that can be had with it.",
        ("amount",),
        (
            of.money(programme, "amount", "Amount", "The sum; below 0 a saving."),
            of.points("value", "Value", value),
            of.points("value_gained", "Value gained", gained, found.gained),
            of.points("bound", "Bound", bound),
            Column("placed", "Placed", budgets).of(lambda row: ";".join(placed(row))),
            Column("enters", "Enters", "Who comes in; `;` list.").of(
                lambda row: ";".join(found.enters(row))
            ),
            Column("leaves", "Leaves", "Who goes out; `;` list.").of(
                lambda row: ";".join(found.leaves(row))
            ),
        ),
        found.sums,
    )


def budgets_in_words(programme: Programme, pence: Mapping[StreamYear, int]) -> str:
    """Money by stream and year: `£30k more in ltf 2019-20`, and with it that in which it lies."""

    def words(cells: Iterable[StreamYear]) -> str:
        return listed(
            [
                f"{money_text(pence[cell], programme.unit)} more in "
                f"{cell[0]} {programme.years[cell[1]]}"
                for cell in cells
            ]
        )

    inner, around = inner_and_around(programme, pence)
    if not around:
        return words(inner)
    they = "it lies" if len(inner) == 1 else "they lie"
    return f"{words(inner)}, and with that {words(around)}, in which {they}"


def inner_and_around(
    programme: Programme, pence: Mapping[StreamYear, int]
) -> tuple[list[StreamYear], list[StreamYear]]:
    """The budgets that grow, in order, and apart from them those that others of them lie in."""
    outer = {name for stream, _ in pence for name in programme.ancestors[stream][1:]}
    cells = sorted(pence)
    return [c for c in cells if c[0] not in outer], [c for c in cells if c[0] in outer]


MONEY, POINTS = 12, 13
"""Widths of the columns of figures."""
MOST_ROWS = 40
"""Steps that are shown at most; files have all."""


def show_more_money(found: MoreMoney, screen: Screen | None = None) -> None:
    """Print what sums would do, words first."""
    screen = screen or Screen()
    programme = found.plan.programme
    screen.line(programme.title, "bold")
    if programme.scenario:
        screen.line(programme.scenario)
    screen.line()
    if found.is_curve:
        _curve(screen, found)
    else:
        for row in found.sums:
            _sum(screen, found, row)
    screen.line()
    screen.note(
        "The best over all ways of placing the sum; pots around a budget change with it. "
        + ADDING_UP
    )


def _sum(screen: Screen, found: MoreMoney, row: SumPlaced) -> None:
    unit = found.plan.programme.unit
    saving = row.amount < 0
    text = money_text(abs(row.amount), unit)
    lead = f"{text} less" if saving else f"{text} more"
    gained, value, bound = found.gained(row), row.value, row.bound
    if row.placing is None or gained is None or value is None or bound is None:
        screen.line(f"{lead}: no shortlist is possible.", "bold")
        return
    if gained > 0:
        words = f"is worth {points(gained)} points more: {points(value)}"
    elif gained < 0:
        words = f"costs {points(-gained)} points at least: {points(value)}"
    else:
        words = "costs nothing" if saving else "buys nothing"
    proven = "proven" if bound == value else f"at most {points(rounded_up(bound))}, not proven"
    screen.line(
        f"{lead}, where it hurts least, {words}, {proven}."
        if saving
        else f"{lead}, well placed, {words}, {proven}.",
        "bold",
    )
    _where(screen, found, row)


def _where(screen: Screen, found: MoreMoney, row: SumPlaced) -> None:
    assert row.placing is not None
    programme = found.plan.programme
    for (stream, year), pence in sorted(row.placing.pence.items()):
        name = programme.stream_of[stream].name
        what = "off" if pence < 0 else "to"
        screen.line(
            f"{money_text(abs(pence), programme.unit)} {what} {name} ({stream}) in "
            f"{programme.years[year]}",
            lead="  ",
        )
    spare = row.amount - row.placing.total
    if spare > 0 and row.placing.pence:
        screen.line(f"the other {money_text(spare, programme.unit)} buys nothing more", lead="  ")
    for sign, names in (("+", found.enters(row)), ("-", found.leaves(row))):
        for name in names:
            screen.line(f"{name} {programme.proposal_of[name].title}", lead=f"  {sign} ")


def _curve(screen: Screen, found: MoreMoney) -> None:
    programme = found.plan.programme
    rows = found.sums
    if not rows:
        screen.line(
            "No more money buys anything: the list is worth all that it could be."
            if found.is_whole
            else "No step was settled in the time allowed: allow more with --within.",
            "bold",
        )
        return
    last = rows[-1]
    gained = found.gained(last)
    assert gained is not None
    text = money_text(last.amount, programme.unit)
    screen.line(
        f"{text} more buys all that is to be had: {points(gained)} points."
        if found.is_whole
        else f"Every step up to {text} more, which buys {points(gained)} points; what comes after "
        "was not settled in the time allowed (--within allows more).",
        "bold",
    )
    money = Money.fitting([row.amount for row in rows], programme.unit)
    heading = right(f"more {money.unit}", MONEY) + right("points more", POINTS)
    screen.line()
    screen.row((heading, "bold"), ("  who comes (+) and goes (-), against today", "dim"))
    every = -(-len(rows) // MOST_ROWS)
    for place, row in enumerate(rows):
        if place % every and place != len(rows) - 1:
            continue
        worth = found.gained(row)
        assert worth is not None
        lead = right(money.text(row.amount), MONEY) + right(points(worth), POINTS) + "  "
        names = [f"+{name}" for name in found.enters(row)]
        names += [f"-{name}" for name in found.leaves(row)]
        screen.row((lead, ""), (screen.cut(" ".join(names), screen.width - len(lead)), ""))
    if every > 1:
        screen.note(f"One step in {every} is shown; --format csv prints all {len(rows)}.")
