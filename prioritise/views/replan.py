"""The best list for each amount of change from the list in force: table, terminal and words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prioritise.analysis.replan.least_disturbance import Frontier, ReplannedPoint, changes_of
from prioritise.optimise.plan import Plan
from prioritise.programme.money import money_text
from prioritise.programme.programme import Programme
from prioritise.programme.staying import ChangeMeasure, Near
from prioritise.views import columns as of
from prioritise.views.rounding import Money, percent, points, short_points
from prioritise.views.screen import Screen, right
from prioritise.views.table import Column, Table
from prioritise.views.words.cautions import ADDING_UP
from prioritise.views.words.reasons import listed


def replan_table(best: Plan, by: ChangeMeasure, points: Sequence[ReplannedPoint]) -> Table:
    """One row a point; what is lost is lost against the best list of all."""
    programme = best.programme
    bound = "What no list with so much change, or less, can exceed."
    enters, leaves = (
        f"In {one} and not in {other}; `;` list."
        for one, other in (
            ("this list", "the one in force"),
            ("the list in force", "this one"),
        )
    )
    return Table.of(
        "replan",
        "The best list for an amount of change from the list in force.",
        ("changes",),
        (
            _changes(programme, by),
            of.VALUE_OF_LIST.within(lambda row: row.plan),
            of.points("bound", "Bound", bound),
            of.points(
                "value_lost",
                "Value lost",
                "Value less than that of the best list of all.",
                lambda row: best.value - row.plan.value,
            ),
            of.number(
                "share_lost",
                "Share lost",
                "The same as a share of the best value.",
                lambda row: share_lost(best, row.plan),
            ),
            of.money(
                programme,
                "spend",
                "Spend",
                "Public money of the list within the budgeted years.",
                lambda row: row.plan.public_cost,
            ),
            of.names("enters", "Enters", enters),
            of.names("leaves", "Leaves", leaves),
        ),
        points,
    )


def share_lost(best: Plan, plan: Plan) -> Fraction:
    """Value that a list gives up, as a share of the best."""
    return (best.value - plan.value) / abs(best.value) if best.value else Fraction(0)


def _changes(programme: Programme, by: ChangeMeasure) -> Column:
    if by == "money":
        moved = "Public money of the proposals that come in or go out."
        return of.money(programme, "changes", "Changes", moved)
    return of.whole("changes", "Changes", "Proposals that come in or go out.")


VALUE, COUNT = 11, 12
ENDINGS = {
    "unchanged": "The list in force may stay as it is, for the value in the first row.",
    "impossible": "Less change than in the first row is proven impossible: the list in force no "
    "longer fits.",
    "unproven": "Time was up: lists that change less than the first row may be possible.",
}


def show_frontier(frontier: Frontier, screen: Screen | None = None) -> None:
    """Print the frontier, the least change first."""
    screen = screen or Screen()
    best = frontier.best.plan
    programme, knees = best.programme, frontier.knees
    _title(screen, best)
    changed = amount_of_change(frontier.in_force, frontier.best.changes, programme.unit)
    screen.line(
        f"The best list of all is worth {short_points(best.value)} points and changes {changed} "
        f"{from_list(frontier.in_force)}.",
        "bold",
    )
    for point in knees:
        lost = short_points(share_lost(best, point.plan) * 100)
        much = amount_of_change(frontier.in_force, point.changes, programme.unit)
        screen.line(f"A knee: {much} changed costs {lost}% of that value; more change buys little.")
    screen.line(ENDINGS[frontier.ending])
    if not all(point.is_proven for point in frontier.points):
        screen.line("Not all rows are proven: better lists may have been missed.", "yellow")
    money = Money.fitting((point.changes for point in frontier.points), programme.unit)
    by_money = frontier.in_force.by == "money"
    heading = f"changed {money.unit}" if by_money else "changes"
    screen.heading("Least disturbance", right("value", VALUE) + right("less", VALUE))
    for point in frontier.points:
        much = money.text(point.changes) if by_money else str(point.changes)
        mark = "  a knee" if point in knees else ""
        what = f"{much} {heading.removeprefix('changed ')}" if by_money else f"{much} changes"
        if point.changes == 1 and not by_money:
            what = "1 change"
        text = f"  {right(what, COUNT)}{mark}"
        screen.row(
            (screen.cut(text, screen.width - 2 * VALUE), "bold" if mark else ""),
            (right(points(point.plan.value), VALUE), ""),
            (right(_percent(best, point.plan), VALUE), ""),
        )
    for point in knees[:1] or frontier.points[-1:]:
        _trade(screen, frontier.in_force, point)
    screen.line()
    screen.note("replan.csv (-o) has who enters and leaves at every point.")
    screen.note(ADDING_UP)


def stayed_in_words(plan: Plan, unbound: Plan) -> list[str]:
    """What a list that stays close to another changes, and what staying costs."""
    near = plan.programme.near
    assert near is not None
    here, there = changes_of(plan, near), changes_of(unbound, near)
    unit = plan.programme.unit
    moves = [
        f"{listed(names)} {words}"
        for names, words in ((here.enters, "in"), (here.leaves, "out"))
        if names
    ]
    told = f": {'; '.join(moves)}" if moves else ""
    lost = unbound.value - plan.value
    free = f"The best list of all changes {amount_of_change(near, there.changes, unit)}"
    cost = (
        f"{free}; staying close costs {short_points(lost)} points, "
        f"{short_points(share_lost(unbound, plan) * 100)}% of its value."
        if lost > 0
        else f"{free} and is worth no more: staying close costs nothing."
    )
    if unbound.status == "feasible":
        cost += " It is not proven the best."
    changed = amount_of_change(near, here.changes, unit)
    most = amount_of_change(near, near.most, unit)
    return [f"Changes {changed} {from_list(near)}, of at most {most}{told}.", cost]


def from_list(near: Near) -> str:
    """The list in force, named."""
    return "from what is agreed" if near.named == "agreed" else f"from {near.named}"


def amount_of_change(near: Near, changes: int, unit: str) -> str:
    """So many proposals, or so much money."""
    if near.by == "money":
        return money_text(changes, unit)
    return f"{changes} proposal{'' if changes == 1 else 's'}"


def _title(screen: Screen, plan: Plan) -> None:
    screen.line(plan.programme.title, "bold")
    if plan.programme.scenario:
        screen.line(plan.programme.scenario)
    screen.line()


def _percent(best: Plan, plan: Plan) -> str:
    share = share_lost(best, plan)
    return percent(share, places=2) if share else "–"


def _trade(screen: Screen, near: Near, point: ReplannedPoint) -> None:
    programme = point.plan.programme
    much = amount_of_change(near, point.changes, programme.unit)
    screen.heading(f"With {much} changed")
    for mark, style, names in (("+", "green", point.enters), ("-", "red", point.leaves)):
        for name in names:
            title = programme.proposal_of[name].title
            lead = f"  {mark} {name}  "
            screen.row((lead, style), (screen.cut(title, screen.width - len(lead)), ""))
