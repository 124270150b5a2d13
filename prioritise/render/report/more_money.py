"""What more and less money would do: the frontier, and who comes and goes on the way."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from prioritise.optimise.plan import Plan
from prioritise.programme.money import PENCE_PER_UNIT, to_pence
from prioritise.render.report.figures import decimal_words
from prioritise.render.report.given import Given, Told
from prioritise.views.charts.bars_and_lines import Series, lines
from prioritise.views.document import Block, Figure, Fold, Grid, Head, Section, heads, words
from prioritise.views.rounding import Money, percent
from prioritise.views.table import Table
from prioritise.views.words.reasons import listed

_STATUS = {
    "optimal": "proven",
    "feasible": "not proven",
    "infeasible": "nothing is possible",
    "failed": "no answer",
}


def more_money(given: Given) -> Section | None:
    """The whole section; none where no sweep was made."""
    table = given.frontier and given.frontier.table("frontier")
    if not (given.frontier and table):
        return None
    blocks: list[Block] = [words(*given.frontier.sentences)] if given.frontier.sentences else []
    blocks.append(_frontier(given.plan, table))
    blocks += _swaps(given.plan, given.frontier)
    return Section("more-money", "What more or less money would do", tuple(blocks))


def _frontier(plan: Plan, table: Table) -> Block:
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
    drawn = tuple((budget / size, float(Decimal(row["value"]))) for budget, row in known)
    now = next((b / size for b, row in known if Decimal(row["point"]) == 1), None)
    caption = "Value of the best shortlist at each budget"
    said = (
        f"A line that rises from {drawn[0][1]:,.0f} points at {drawn[0][0]:,.1f} {letter} to "
        f"{drawn[-1][1]:,.0f} points at {drawn[-1][0]:,.1f} {letter}."
    )
    svg = lines(
        caption,
        said,
        (Series("value", drawn),),
        (f"Budget, {letter}", "Value, points"),
        (lambda x: f"{x:,.4g}", lambda y: f"{y:,.6g}"),
        None if now is None else (now, "today’s budgets"),
    )
    return Figure("chart-frontier", svg, caption, grid)


def _swaps(plan: Plan, told: Told) -> list[Block]:
    """Who comes in and goes out from one point to the next."""
    table = told.table("swaps")
    if table is None or not table.rows:
        return []
    proposals = plan.programme.proposal_of
    found: dict[str, dict[str, list[str]]] = {}
    for row in table.rows:
        point, name, change = (
            row[table.column(column)] for column in ("point", "proposal", "change")
        )
        title = f"{proposals[name].title} ({name})" if name in proposals else name
        found.setdefault(point, {}).setdefault(change, []).append(title)
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
