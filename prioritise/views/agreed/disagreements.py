"""Where people score differently, and which of that matters for the list."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from prioritise.analysis.agreed.disagreements import Disagreement, SettledScore
from prioritise.programme.programme import Programme
from prioritise.views import columns as of
from prioritise.views.rounding import points
from prioritise.views.screen import Screen, right
from prioritise.views.table import Column, Table, figure, yes_no
from prioritise.views.words.reasons import listed

WORTH, RANGE = 12, 14
"""Widths of the points at stake, and of the lowest and highest score."""
SHOWN = 10
"""Disagreements that change the list and are shown in full."""


def disagreements_table(found: Sequence[Disagreement]) -> Table:
    """One row a proposal and criterion on which people differ, worth most first."""
    at_stake = "Points that the list as it stands then lacks; empty where it could not stand."
    return Table.of(
        "disagreements",
        "A proposal and a criterion on which people differ, and what settling it would change.",
        ("proposal", "criterion"),
        (
            of.PROPOSAL,
            Column("criterion", "Criterion", "Name of the criterion."),
            of.number("combined", "Combined", "The score that counts."),
            of.number("lowest", "Lowest", "The lowest score.", lambda one: one.lowest.score),
            of.number("highest", "Highest", "The highest score.", lambda one: one.highest.score),
            of.number("spread", "Spread", "From the lowest to the highest."),
            of.whole("scorers", "Scorers", "How many scored it.", lambda one: len(one.scores)),
            of.names("low_scorers", "Low scorers", "Who gave the lowest; `;` list.", _low),
            of.names("high_scorers", "High scorers", "Who gave the highest; `;` list.", _high),
            of.names("outliers", "Outliers", "Who lies far from the others; `;` list.", _outliers),
            of.truth("changes", "Changes", "Whether settling it changes the list.", _changes),
            Column("settled", "Settled", "The way that matters most: `lowest` or `highest`.").of(
                _way
            ),
            of.points("worth", "Worth", at_stake, lambda one: one.most.worth),
            of.names(
                "enters", "Enters", "Who then comes in; `;` list.", lambda one: one.most.enters
            ),
            of.names(
                "leaves", "Leaves", "Who then goes out; `;` list.", lambda one: one.most.leaves
            ),
            Column("proven", "Proven", "Whether that is proven: `yes` or `no`.").of(
                lambda one: yes_no(one.lowest.is_proven and one.highest.is_proven)
            ),
        ),
        found,
    )


def show_disagreements(
    programme: Programme, found: Sequence[Disagreement], screen: Screen | None = None
) -> None:
    """Print which disagreements change the list, worth most first, and how many do not."""
    screen = screen or Screen()
    changing = [one for one in found if one.most.changes_the_list]
    screen.line(programme.title, "bold")
    screen.line()
    screen.line(_verdict(found, changing), "bold")
    if not changing:
        return
    screen.heading("Worth talking about", right("scores", RANGE) + right("points", WORTH))
    for one in changing[:SHOWN]:
        title = programme.proposal_of[one.proposal].title
        words = f"  {one.proposal} {title}, {one.criterion}"
        ends = f"{_plain(one.lowest.score)} to {_plain(one.highest.score)}"
        stake = "out" if one.most.worth is None else points(one.most.worth)
        screen.row(
            (screen.cut(words, screen.width - RANGE - WORTH), ""),
            (right(ends, RANGE), ""),
            (right(stake, WORTH), "bold"),
        )
        screen.line(_consequence(one), "dim", lead="    ")
    if len(changing) > SHOWN:
        screen.note(f"{len(changing) - SHOWN} more change it; disagreements.csv (-o) has all.")


def _verdict(found: Sequence[Disagreement], changing: Sequence[Disagreement]) -> str:
    if not found:
        return "Nobody disagrees: every proposal has the same score from all who scored it."
    many = f"{len(found)} scores are in dispute"
    if not changing:
        return f"{many}, and none of them, settled either way, changes the list."
    return f"{many}; {len(changing)} of them, settled one way, would change the list."


def _consequence(one: Disagreement) -> str:
    most = one.most
    who = _low(one) if most is one.lowest else _high(one)
    moves = [f"{listed(n)} {w}" for n, w in ((most.enters, "in"), (most.leaves, "out")) if n]
    return f"Counted {_plain(one.combined)}; at {_plain(most.score)} ({listed(who)}): " + (
        "; ".join(moves) or "the same proposals in other sizes or with other payers"
    )


def _plain(number: Decimal) -> str:
    return figure(number)


def _way(one: Disagreement) -> str:
    return ("lowest" if one.most is one.lowest else "highest") if _changes(one) else ""


def _changes(one: Disagreement) -> bool:
    return one.most.changes_the_list


def _enters(one: Disagreement) -> tuple[str, ...]:
    return one.most.enters


def _leaves(one: Disagreement) -> tuple[str, ...]:
    return one.most.leaves


def _low(one: Disagreement) -> list[str]:
    return _who(one, one.lowest)


def _high(one: Disagreement) -> list[str]:
    return _who(one, one.highest)


def _who(one: Disagreement, end: SettledScore) -> list[str]:
    return [row.scorer for row in one.scores if row.score == end.score]


def _outliers(one: Disagreement) -> list[str]:
    return [row.scorer for row in one.outliers]
