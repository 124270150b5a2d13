"""What `robust --worth-knowing` shows: which business case to firm up first."""

from __future__ import annotations

from collections.abc import Sequence

from prioritise.analysis.robust.worth_knowing import KnowledgeWorth, points_in_money
from prioritise.optimise.plan import Plan
from prioritise.views.robust.knowing_table import in_order
from prioritise.views.rounding import percent, points, short_points
from prioritise.views.screen import Screen, right

WORTH, SHARE = 12, 9
MOST = 15
"""Figures that are shown."""


def show_knowing(
    plan: Plan, found: Sequence[KnowledgeWorth], draws: int, seed: int, screen: Screen | None = None
) -> None:
    """Print what is worth knowing, what is worth most first."""
    screen = screen or Screen()
    programme = plan.programme
    screen.line(programme.title, "bold")
    if programme.scenario:
        screen.line(programme.scenario)
    screen.line()
    ranked = in_order(found)
    together = [row for row in ranked if row.what.kind == "everything"]
    single = [row for row in ranked if row.what.kind != "everything" and row.worth]
    screen.line(f"{draws:,} draws of each figure, seed {seed}.")
    if together and together[0].worth is not None:
        all_of_it = short_points(together[0].worth)
        screen.line(
            f"Knowing everything before the decision would bring {all_of_it} points.", "bold"
        )
    if single:
        screen.line(f"First to firm up: {_named(single[0])}.")
    else:
        screen.line("No single figure is worth knowing first: none of them changes the list.")
    if single:
        screen.heading("Worth knowing", right("points", WORTH) + right("differs", SHARE))
    for row in single[:MOST]:
        assert row.worth is not None
        text = f"  {_named(row)}"
        title = programme.proposal_of.get(row.what.proposal)
        text = f"{text}  {title.title}" if title else text
        screen.row(
            (screen.cut(text, screen.width - WORTH - SHARE), ""),
            (right(points(row.worth), WORTH), ""),
            (right(percent(row.differs / row.draws, short=True), SHARE), ""),
        )
    screen.line()
    failed = sum(bool(row.why) for row in found)
    if failed:
        screen.note(f"{failed:,} without an answer: time was up, or the solver failed.")
    if money := points_in_money(programme):
        name, worth = money
        screen.note(
            f"By the weight of {name}, a point is worth {float(worth):,.2f} {programme.unit}."
        )
    screen.note(
        "Worth is the expected regret of this list that knowing a figure first would remove, all "
        "else as it stands; `differs` is the share of draws in which another list is worth more."
    )


def _named(row: KnowledgeWorth) -> str:
    what = row.what
    if what.kind == "score":
        return f"{what.criterion} of {what.proposal}"
    return f"cost of {what.proposal}" if what.kind == "cost" else f"money of {what.stream}"
