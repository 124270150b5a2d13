"""How marks look: the palette of the UK Government Analysis Function, and outlines beside it."""

from __future__ import annotations

from dataclasses import dataclass

from prioritise.views.charts.svg import INK, PAPER

BLUE, TURQUOISE, PINK, ORANGE, GREY, PURPLE = (
    *("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"),
)
"""The categorical palette, in its order."""
LEFT_OVER = "#DCE3EA"
"""What is not used: paler than any shade that tells something, with an edge to be seen by."""
PALE = "#A9CBE8"
"""A mark on which figures stand."""
EDGE = "#8A97A5"
GRID = "#D9DEE3"
"""Lines that only guide the eye."""
WIDTHS = (340.0, 680.0, 1040.0)
"""Of a picture that is drawn for a phone, for paper and for a screen."""
NARROW = 500.0
"""Pixels below which names stand above their bars."""
SIZE, SMALL = 15, 13
"""Sizes of letters."""


@dataclass(frozen=True, slots=True)
class Look:
    """What tells marks of one kind from others: their colour, and what is seen without colour."""

    colour: str
    outline: str = ""
    weight: float = 1.0
    dashes: str = ""
    is_hatched: bool = False
    """Whether slanted lines are drawn over it."""


FIRST = Look(BLUE)
SECOND = Look(TURQUOISE, INK, dashes="4 3")
THIRD = Look(ORANGE, INK, is_hatched=True)
LOOKS = (FIRST, SECOND, THIRD)
"""Of the parts of a whole, in their order."""
FULL = Look(BLUE, INK, 2.5)
"""What is used to the last penny, or settled before anything was weighed."""
WHOLE = Look(LEFT_OVER, EDGE)
"""What parts are parts of."""
EMPTY = Look(PAPER, GREY, 1.5)
"""What is not chosen."""
LOSS = Look(ORANGE, INK, dashes="4 3")
"""What goes out, or is given up."""
