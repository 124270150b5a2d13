"""More and less money, or weight: the tables, and what a terminal shows of them."""

from __future__ import annotations

from fractions import Fraction

from prioritise.analysis.parallel.answer import BatchAnswer
from prioritise.analysis.sweeps.frontier import has_plan
from prioritise.analysis.sweeps.sweep import Swap, Sweep, SweepRow
from prioritise.analysis.sweeps.sweep_settings import Budgets
from prioritise.analysis.sweeps.weight_breakpoints import Breakpoints
from prioritise.views import columns as of
from prioritise.views.rounding import Money, bar, percent, points
from prioritise.views.screen import Screen, fitted, right
from prioritise.views.sweeps.sweep_sentences import in_words, per_cent
from prioritise.views.table import Column, Table
from prioritise.views.words.cautions import ADDING_UP

POINT = Column(
    "point", "Point", "Factor on the budgets, or the criterion's share of all weights.", "number"
)


def sweep_tables(sweep: Sweep) -> tuple[Table, ...]:
    """`frontier`, `swaps` and, for a weight, `breaks`."""
    tables = (frontier_table(sweep), swaps_table(sweep))
    return tables if sweep.breaks is None else (*tables, breaks_table(sweep.breaks))


def frontier_table(sweep: Sweep) -> Table:
    """One row a point."""
    programme = sweep.programme

    def plan(row: SweepRow) -> BatchAnswer | None:
        return row.found if has_plan(row.found) else None

    def free(row: SweepRow) -> Fraction | None:
        return row.free.value if row.free and has_plan(row.free) else None

    def proof(row: SweepRow) -> str:
        return row.proof if row.found.status in ("optimal", "infeasible") else ""

    nesting = (
        of.points("free_value", "Free value", "Value without nesting.", free),
        of.points("lost", "Lost", "Value that nesting costs."),
    )
    budget = "The budgets that change; all, for a weight."
    spend = "Public money in the budgeted years."
    status = "`optimal`, `feasible` where time ran out, `infeasible`, or `failed`."
    proven = (
        "`solved`, or the point with more money whose answer fits here as well; empty where "
        "nothing is proven."
    )
    return Table.of(
        "frontier",
        "A setting, and the best shortlist there.",
        ("point",),
        (
            POINT.of(lambda row: f"{row.point:f}"),
            of.money(programme, "budget", "Budget", budget),
            of.VALUE_OF_LIST.within(plan),
            of.BOUND.within(plan),
            of.money(programme, "spend", "Spend", spend, lambda p: p.public_cost).within(plan),
            of.CHOSEN.within(plan),
            Column("status", "Status", status).of(lambda row: row.found.status),
            *(nesting if sweep.is_nested else ()),
            Column("proof", "Proof", proven).of(proof),
        ),
        sweep.rows,
    )


def swaps_table(sweep: Sweep) -> Table:
    """One row for each proposal that comes or goes."""
    return Table.of(
        "swaps",
        "A proposal that comes or goes, against the last point before that has a shortlist.",
        ("point", "proposal"),
        (POINT, of.PROPOSAL, Column("change", "Change", "`enters` or `leaves`.")),
        [
            {"point": f"{swap.after.point:f}", "proposal": name, "change": change}
            for swap in sweep.swaps
            for change, names in (("enters", swap.enters), ("leaves", swap.leaves))
            for name in names
        ],
    )


def breaks_table(breaks: Breakpoints) -> Table:
    """One row for each share at which the list changes."""
    share = "The criterion's share of all weights."
    return Table.of(
        "breaks",
        "A share of all weights at which the best shortlist changes.",
        ("weight", "leaves", "enters"),
        (
            of.number("weight", "Weight", share, lambda each: each.share),
            of.names("leaves", "Leaves", "Who leaves with more weight; `;` list."),
            of.names("enters", "Enters", "Who enters with more weight; `;` list."),
        ),
        breaks.breaks,
    )


SETTING, MONEY, COUNT, VALUE = 7, 12, 5, 11
"""Widths of the columns of figures."""
BAR = 10
MOST_ROWS = 40
"""Rows that are shown at most; files have all."""


def show_sweep(sweep: Sweep, screen: Screen | None = None) -> None:
    """Print a sweep, words first."""
    screen = screen or Screen()
    screen.line(sweep.programme.title, "bold")
    if sweep.programme.scenario:
        screen.line(sweep.programme.scenario)
    screen.line()
    for number, sentence in enumerate(in_words(sweep)):
        screen.line(sentence, "" if number else "bold")
    _frontier(screen, sweep)
    _swaps(screen, sweep)
    _taken_away(screen, sweep)
    screen.line()
    screen.note(ADDING_UP)


def _frontier(screen: Screen, sweep: Sweep) -> None:
    shown = [row for row in sweep.rows if has_plan(row.found)]
    if not shown:
        return
    money = Money.fitting([row.budget for row in sweep.rows], sweep.programme.unit)
    is_budget = isinstance(sweep.setting, Budgets)
    headings = [
        right("in", COUNT),
        right(f"spent {money.unit}", MONEY),
        right("value", VALUE),
        right("lost" if sweep.is_nested else "change", VALUE),
        " " * (BAR + 2),
    ]
    first = right("of", SETTING) + (right(f"budget {money.unit}", MONEY + 1) if is_budget else "")
    screen.heading(first.rstrip() if is_budget else "   weight", "".join(headings))
    room = screen.width - COUNT - MONEY - 2 * VALUE - BAR - 2
    most = max(row.found.value for row in shown)
    before: Fraction | None = None
    every = -(-len(sweep.rows) // MOST_ROWS)
    for place, row in enumerate(sweep.rows):
        if place % every and place != len(sweep.rows) - 1:
            continue
        lead = right(per_cent(row.point), SETTING)
        if is_budget:
            lead += right(money.text(row.budget), MONEY + 1)
        if not has_plan(row.found):
            words = {"infeasible": "nothing is possible", "failed": "no answer"}
            screen.row((f"{lead}  {words[row.found.status]}", ""))
            continue
        value = row.found.value
        other = row.lost if sweep.is_nested else None if before is None else value - before
        share = value / most if most > 0 else Fraction(0)
        screen.row(
            (fitted(lead, room), ""),
            (right(str(len(row.found.choices)), COUNT), ""),
            (right(money.text(row.found.public_cost), MONEY), ""),
            (right(points(value), VALUE), ""),
            (right(_signed(other, sweep.is_nested), VALUE), ""),
            ("  " + bar(share, BAR, plain=screen.is_plain), "cyan"),
        )
        before = value
    if every > 1:
        screen.note(f"One row in {every} is shown; --format csv prints all {len(sweep.rows)}.")


def _signed(change: Fraction | None, is_loss: bool) -> str:
    if not change:
        return "" if change is None else "–"
    return f"{'-' if (change < 0 or is_loss) else '+'}{points(abs(change))}"


def _swaps(screen: Screen, sweep: Sweep) -> None:
    changes = [swap for swap in sweep.swaps if swap.enters or swap.leaves]
    if sweep.breaks is not None:
        _breaks(screen, sweep)
        return
    if not changes:
        return
    screen.heading("Who comes (+) and goes (-)")
    for swap in changes[:MOST_ROWS]:
        screen.line(_names(swap), lead=right(per_cent(swap.after.point), SETTING) + "  ")
    if len(changes) > MOST_ROWS:
        screen.note(f"The first {MOST_ROWS} of {len(changes)} points; swaps.csv has all.")


def _breaks(screen: Screen, sweep: Sweep) -> None:
    assert sweep.breaks is not None
    found = sweep.breaks.breaks
    if not found:
        return
    screen.heading("Where the list changes: who comes (+) and goes (-)")
    for each in found[:MOST_ROWS]:
        names = [f"+{name}" for name in each.enters] + [f"-{name}" for name in each.leaves]
        lead = percent(each.share, places=2)
        screen.line(" ".join(names), lead=right(lead, SETTING) + "  ")
    if len(found) > MOST_ROWS:
        screen.note(f"The first {MOST_ROWS} of {len(found)}; breaks.csv has all.")


def _taken_away(screen: Screen, sweep: Sweep) -> None:
    if not sweep.taken_away or not isinstance(sweep.setting, Budgets):
        return
    screen.heading("In with less money, out with more")
    by_name: dict[str, list[Swap]] = {}
    for name, swap in sweep.taken_away:
        by_name.setdefault(name, []).append(swap)
    width = min(14, max(map(len, by_name)))
    for name, swaps in sorted(by_name.items())[:MOST_ROWS]:
        title = sweep.programme.proposal_of[name].title
        where = ", ".join(f"{per_cent(s.before.point)} → {per_cent(s.after.point)}" for s in swaps)
        where = where if not screen.is_plain else where.replace("→", "to")
        room = screen.width - width - 4
        where = screen.cut(where, min(len(where), room // 2)).rstrip()
        screen.row(
            ("  " + screen.cut(name, width) + "  ", "bold"),
            (screen.cut(title, room - len(where) - 2) + "  ", ""),
            (where, ""),
        )


def _names(swap: Swap) -> str:
    return " ".join([*(f"+{name}" for name in swap.enters), *(f"-{name}" for name in swap.leaves)])
