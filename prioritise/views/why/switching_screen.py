"""Switching values on a terminal, the nearest first."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prioritise.analysis.why.switching import Switch
from prioritise.programme.programme import Programme
from prioritise.views.screen import Screen
from prioritise.views.why.switching_tables import switch_in_words

MOST = 12
"""Figures that are shown of each sort where no proposal is named; the table has them all."""
HEADINGS = {
    "weight": "Weights, the others in proportion",
    "score": "Scores, the nearest to a switch first",
    "cost": "Costs, the nearest to a switch first",
}


def show_switching(
    programme: Programme,
    switches: Sequence[Switch],
    *,
    whole: bool = False,
    screen: Screen | None = None,
) -> None:
    """Print switching values.

    Parameters
    ----------
    whole : bool
        Whether all are shown.
    """
    screen = screen or Screen()
    for what, heading in HEADINGS.items():
        found = [switch for switch in switches if switch.what == what]
        if not found:
            continue
        screen.heading(heading)
        near = found
        if what != "weight" and not whole:
            near = sorted((s for s in found if s.at is not None), key=_distance)[:MOST]
        for switch in near:
            screen.line(switch_in_words(programme, switch), lead="  ")
        _count(screen, found, len(near))
    screen.line()
    screen.line(
        "At a switch another list is worth more than this one; a step before, none is. A step is "
        "the least power of ten that is at most a hundredth of a scale, or a thousandth of a cost. "
        "One figure moves at a time.",
        "dim",
    )


def _count(screen: Screen, found: Sequence[Switch], shown: int) -> None:
    never = sum(switch.settled and switch.at is None for switch in found)
    late = sum(not switch.settled for switch in found)
    switching = len(found) - never - late
    if shown < len(found) and (switching or never):
        screen.note(f"{shown} of {switching} that switch; {never} never do on the way to the end.")
    if late:
        screen.note(f"{late} not settled in time: allow more with --within.", "yellow")


def _distance(switch: Switch) -> Fraction:
    """How far it is, as a share of the whole way."""
    assert switch.at is not None
    return abs(switch.at - switch.now) / abs(switch.end - switch.now)
