"""A list that all groups can live with: what each gives up, and what would make up for it."""

from __future__ import annotations

from fractions import Fraction

from prioritise.analysis.agreed.treaty import GroupLoss, Treaty
from prioritise.programme.money import money_text
from prioritise.views import columns as of
from prioritise.views.rounding import points, short_points
from prioritise.views.screen import Screen, right
from prioritise.views.table import Column, Table, yes_no
from prioritise.views.words.reasons import listed

LOST, SHARE = 12, 9
"""Widths of the points lost, and of their share."""


def treaty_table(found: Treaty) -> Table:
    """One row a group."""
    programme = found.plan.programme

    def money(loss: GroupLoss) -> int | None:
        return loss.making_up.money if loss.making_up else None

    return Table.of(
        "treaty",
        "A group, and what it gives up for the list by which the largest loss is least.",
        ("group",),
        (
            Column("group", "Group", "Whose weights these are."),
            of.points("best", "Best", "Value of its own best list, by its weights."),
            of.points("value", "Value", "Value of the treaty, by its weights."),
            of.points("lost", "Lost", "What the treaty lacks of its best."),
            of.number("lost_share", "Lost share", "That, as a share of its best.", _share),
            Column(
                "makes_up",
                "Makes up",
                "Proposals that, beside all of the treaty, would bring it to its best for the "
                "least money; `;` list.",
                is_list=True,
            ).of(lambda loss: ";".join(loss.making_up.schemes) if loss.making_up else ""),
            of.money(
                programme,
                "makes_up_cost",
                "Cost of making up",
                "Public money that this takes beyond the treaty; empty where nothing would do.",
                money,
            ),
            Column("proven", "Proven", "Whether no list shares the loss better: `yes` or `no`.").of(
                lambda loss: yes_no(found.is_proven)
            ),
        ),
        found.losses,
    )


def show_treaty(found: Treaty, screen: Screen | None = None) -> None:
    """Print the treaty: what each group gives up, the most first."""
    screen = screen or Screen()
    plan = found.plan
    largest = max(loss.share for loss in found.losses)
    screen.heading("A list that all can live with", right("points", LOST) + right("of best", SHARE))
    worth = f"{len(plan.shortlist)} proposals worth {short_points(plan.value)} points by the "
    screen.line(f"{worth}programme's own weights. {_verdict(largest)}", lead="  ")
    if not found.is_proven:
        screen.note("Time was up: a list that shares the loss better may exist.", "yellow")
    for loss in sorted(found.losses, key=lambda loss: (-loss.share, loss.group)):
        room = screen.width - LOST - SHARE
        screen.row(
            (screen.cut(f"  {loss.group} gives up", room), ""),
            (right(points(loss.lost), LOST), "bold"),
            (right(f"{float(100 * loss.share):.1f}%", SHARE), "dim"),
        )
        screen.line(_making_up(loss, plan.programme.unit), "dim", lead="    ")


def _verdict(largest: Fraction) -> str:
    if not largest:
        return "Every group has its best by this one list."
    return (
        f"No group loses more than {float(100 * largest):.1f}% of its best, and no list does "
        "better for whoever loses most, then for the next."
    )


def _share(loss: GroupLoss) -> Fraction:
    return loss.share


def _making_up(loss: GroupLoss, unit: str) -> str:
    if not loss.lost:
        return "It has its best."
    if loss.making_up is None:
        return "No scheme beside these would make up for it, whatever the money."
    money = money_text(loss.making_up.money, unit)
    schemes = listed(loss.making_up.schemes) or "other sizes or payers of the same"
    return f"{schemes} for {money} more would make up for it."
