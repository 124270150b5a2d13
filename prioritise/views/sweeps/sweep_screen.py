"""What `sweep` shows: what the next pound buys, where it ends, who comes and goes; then rows."""

from __future__ import annotations

from fractions import Fraction

from prioritise.analysis.sweeps.frontier import has_plan
from prioritise.analysis.sweeps.sweep import Swap, Sweep
from prioritise.analysis.sweeps.sweep_settings import Budgets
from prioritise.views.rounding import Money, bar, points
from prioritise.views.screen import Screen, fitted, right
from prioritise.views.sweeps.sweep_sentences import in_words, percent
from prioritise.views.words.cautions import ADDING_UP

POINT, MONEY, COUNT, VALUE = 7, 12, 5, 11
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
    first = right("of", POINT) + (right(f"budget {money.unit}", MONEY + 1) if is_budget else "")
    screen.heading(first.rstrip() if is_budget else "   weight", "".join(headings))
    room = screen.width - COUNT - MONEY - 2 * VALUE - BAR - 2
    most = max(row.found.value for row in shown)
    before: Fraction | None = None
    every = -(-len(sweep.rows) // MOST_ROWS)
    for place, row in enumerate(sweep.rows):
        if place % every and place != len(sweep.rows) - 1:
            continue
        lead = right(percent(row.point), POINT)
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
        screen.line(_names(swap), lead=right(percent(swap.after.point), POINT) + "  ")
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
        lead = f"{float(100 * each.share):.2f}%"
        screen.line(" ".join(names), lead=right(lead, POINT) + "  ")
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
        where = ", ".join(f"{percent(s.before.point)} → {percent(s.after.point)}" for s in swaps)
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
