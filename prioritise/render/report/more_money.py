"""What more and less money would do: the frontier, and who comes and goes on the way."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from prioritise.optimise.plan import Plan
from prioritise.programme.money import PENCE_PER_UNIT, to_pence
from prioritise.render.report.a_little import a_little
from prioritise.render.report.figures import decimal_words
from prioritise.render.report.given import Given, Told
from prioritise.views.charts.chart import Axis, in_widths
from prioritise.views.charts.steps import Step, steps
from prioritise.views.document import Block, Figure, Fold, Grid, Head, Section, heads, words
from prioritise.views.rounding import Money, percent, points, short_money
from prioritise.views.table import Table
from prioritise.views.words.reasons import listed

_STATUS = {
    "optimal": "proven",
    "feasible": "not proven",
    "infeasible": "nothing is possible",
    "failed": "no answer",
}

_NAMED, _TITLES = 4, 2
"""Rises that a picture names, and how many of those that come or go it tells of each."""


def more_money(given: Given) -> Section | None:
    """The whole section; none where neither a sweep was made nor a little more was tried."""
    blocks: list[Block] = []
    table = given.frontier and given.frontier.table("frontier")
    if given.frontier and table:
        blocks += [words(*given.frontier.sentences)] if given.frontier.sentences else []
        blocks.append(_frontier(given.plan, given.frontier, table))
        blocks += _swaps(given.plan, given.frontier)
    little = a_little(given)
    if little is not None:
        blocks.append(little)
    if not blocks:
        return None
    return Section("more-money", "What more or less money would do", tuple(blocks))


def _frontier(plan: Plan, told: Told, table: Table) -> Block:
    unit = plan.programme.unit
    rows = [dict(zip((c.name for c in table.columns), row, strict=True)) for row in table.rows]
    budgets = [to_pence(Decimal(row["budget"]), unit) for row in rows]
    shown = Money.fitting(budgets, unit)
    numbers = (f"Budget, {shown.unit}", f"Spent, {shown.unit}", "Chosen", "Value, points")
    grid = Grid(
        "Value at each budget",
        (
            *heads("Of today’s budgets", numbers=numbers),
            Head("Proof"),
        ),
        tuple(
            (
                percent(Fraction(row["point"])),
                shown.text(budget),
                shown.text(to_pence(Decimal(row["spend"]), unit)) if row["spend"] else "–",
                row["selected"] or "–",
                decimal_words(row["value"]),
                _STATUS.get(row["status"], row["status"]),
            )
            for row, budget in zip(rows, budgets, strict=True)
        ),
    )
    known = [(b, row) for b, row in zip(budgets, rows, strict=True) if row["value"]]
    if len(known) < 2:
        return grid
    letter, size = (
        ("£m", PENCE_PER_UNIT["£m"]) if max(budgets) >= 10**8 else ("£k", PENCE_PER_UNIT["£k"])
    )
    values = [(budget, row["point"], Fraction(row["value"])) for budget, row in known]
    points_shown = _points(plan, told, values, size)
    now = next((b / size for b, point, _ in values if Decimal(point) == 1), None)
    (low, _, least), (high, _, most) = values[0], values[-1]
    caption = (
        f"Budgets from {short_money(low)} to {short_money(high)} are worth {points(least)} to "
        f"{points(most)} points"
    )
    said = (
        f"Steps that rise from {float(least):,.0f} points at {low / size:,.1f} {letter} to "
        f"{float(most):,.0f} points at {high / size:,.1f} {letter}. The largest steps are numbered "
        "and named below."
    )
    axes = (
        Axis.over(f"Budget, {letter}", [b / size for b, _, _ in values], lambda x: f"{x:,.4g}"),
        Axis.over("Value, points", [float(v) for _, _, v in values], lambda y: f"{y:,.6g}"),
    )
    mark = None if now is None else (now, "today’s budgets")
    name = "chart-frontier"
    svg = in_widths(lambda width: steps(name, caption, said, points_shown, axes, mark, width=width))
    return Figure(name, svg, caption, grid)


def _points(
    plan: Plan, told: Told, values: Sequence[tuple[int, str, Fraction]], size: int
) -> list[Step]:
    """Every budget with its value; the largest rises with who comes and goes."""
    changes = _changes(plan, told)
    rises = {
        point: value - before
        for (_, _, before), (_, point, value) in itertools.pairwise(values)
        if value > before and changes.get(point)
    }
    named = sorted(rises, key=lambda point: -rises[point])[:_NAMED]
    shown = []
    for budget, point, value in values:
        jump = ""
        if point in named:
            who = changes[point]
            parts = [
                f"{words} {_titles(who[change])}"
                for change, words in (("enters", "in:"), ("leaves", "out:"))
                if who.get(change)
            ]
            jump = f"{percent(Fraction(point))}, +{points(rises[point])} points: {'; '.join(parts)}"
        tip = f"{short_money(budget)}: {points(value)} points"
        shown.append(Step(budget / size, float(value), tip, jump))
    return shown


def _titles(names: Sequence[str]) -> str:
    """The first few of some names."""
    more = len(names) - _TITLES
    return listed(names[:_TITLES]) + (f" and {more} more" if more > 0 else "")


def _changes(plan: Plan, told: Told) -> dict[str, dict[str, list[str]]]:
    """Who comes in and goes out at each point, by title."""
    table = told.table("swaps")
    if table is None:
        return {}
    proposals = plan.programme.proposal_of
    found: dict[str, dict[str, list[str]]] = {}
    for row in table.rows:
        point, name, change = (
            row[table.column(column)] for column in ("point", "proposal", "change")
        )
        title = proposals[name].title if name in proposals else name
        found.setdefault(point, {}).setdefault(change, []).append(title)
    return found


def _swaps(plan: Plan, told: Told) -> list[Block]:
    """Who comes in and goes out from one point to the next."""
    found = _changes(plan, told)
    if not found:
        return []
    grid = Grid(
        "Who comes in and goes out as budgets grow",
        (Head("At"), Head("Comes in", wide=True), Head("Goes out", wide=True)),
        tuple(
            (
                percent(Fraction(point)),
                listed(changes.get("enters", [])) or "–",
                listed(changes.get("leaves", [])) or "–",
            )
            for point, changes in found.items()
        ),
        hidden_caption=True,
    )
    return [Fold("Who comes in and goes out as budgets grow", (grid,))]
