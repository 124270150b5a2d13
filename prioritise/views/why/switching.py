"""How far a figure may move before the list changes: table, terminal and words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prioritise.analysis.why.switching import Switch
from prioritise.programme.money import PENCE_PER_UNIT, money_text
from prioritise.programme.programme import Programme
from prioritise.views import columns as of
from prioritise.views.rounding import percent
from prioritise.views.screen import Screen
from prioritise.views.table import Column, Table, figure, yes_no
from prioritise.views.words.reasons import listed


def switching_table(programme: Programme, switches: Sequence[Switch]) -> Table:
    """One row a figure that could move."""

    def moved(switch: Switch, number: Fraction | None) -> Fraction | None:
        if number is None or switch.what != "cost":
            return number
        return number / PENCE_PER_UNIT[programme.unit]

    def change(switch: Switch) -> Fraction | None:
        return None if switch.at is None else moved(switch, switch.at - switch.now)

    switches_at = (
        "The first step at which another list is worth more; for a weight, the share beyond which "
        "it is. Empty where none is on the way, or where that is open."
    )
    now = "The figure; a cost in the programme's unit."
    return Table.of(
        "switching",
        "A figure, and how far it has to move before another list is worth more than this one.",
        ("what", "proposal", "criterion", "towards"),
        (
            Column("what", "What", "`weight` (a share of all weights), `score` or `cost`."),
            Column("proposal", "Proposal", "Whose score or cost moves."),
            Column("criterion", "Criterion", "Whose score or weight moves."),
            of.number("now", "Now", now, lambda row: moved(row, row.now)),
            of.number("towards", "Towards", "As far as it was moved.", lambda r: moved(r, r.end)),
            of.number("switches_at", "Switches at", switches_at, lambda row: moved(row, row.at)),
            of.number("change", "Change", "From now to there.", change),
            of.names("enters", "Enters", "Who comes in there; `;` list."),
            of.names("leaves", "Leaves", "Who goes out there; `;` list."),
            Column("settled", "Settled", "`yes`, or `no` where time ran out.").of(
                lambda row: yes_no(row.settled)
            ),
            Column("sentence", "Sentence", "The same in words.").of(
                lambda row: switch_in_words(programme, row)
            ),
        ),
        switches,
    )


def switch_in_words(programme: Programme, switch: Switch) -> str:
    """`Its cost may rise by £200k (7%) …`: a sentence."""
    what = _what(switch)
    if not switch.settled:
        return f"How far {what} may move was not settled within the time allowed."
    way = "rise" if switch.end > switch.now else "fall"
    if switch.now == switch.end:
        return f"{what[0].upper()}{what[1:]} is at the end of its scale."
    if switch.at is None:
        end = _text(programme, switch, switch.end)
        return f"No {way} of {what}, as far as {end}, makes another list worth more."
    at, now = _text(programme, switch, switch.at), _text(programme, switch, switch.now)
    return f"From {now} {what} may {way} until {at}: then {_swap(switch)}."


def _what(switch: Switch) -> str:
    if switch.what == "weight":
        return f"the weight of {switch.criterion}"
    if switch.what == "score":
        return f"the {switch.criterion} score of {switch.proposal}"
    return f"the public cost of {switch.proposal}"


def _text(programme: Programme, switch: Switch, number: Fraction) -> str:
    if switch.what == "weight":
        return percent(number, places=1)
    return money_text(round(number), programme.unit) if switch.what == "cost" else figure(number)


def _swap(switch: Switch) -> str:
    if not switch.possible:
        return "no list keeps every rule"
    parts = []
    if switch.enters:
        parts.append(f"{listed(switch.enters)} {'comes' if len(switch.enters) == 1 else 'come'} in")
    if switch.leaves:
        parts.append(f"{listed(switch.leaves)} {'goes' if len(switch.leaves) == 1 else 'go'} out")
    return " and ".join(parts) or "the same proposals are done otherwise"


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
        near = _told(found, what, whole)
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


def in_words(programme: Programme, switches: Sequence[Switch], *, whole: bool = False) -> list[str]:
    """The same in sentences; of each sort the nearest, where not all are shown."""
    return [
        switch_in_words(programme, switch)
        for what in HEADINGS
        for switch in _told([each for each in switches if each.what == what], what, whole)
    ]


def _told(found: Sequence[Switch], what: str, whole: bool) -> Sequence[Switch]:
    if what == "weight" or whole:
        return found
    return sorted((switch for switch in found if switch.at is not None), key=_distance)[:MOST]


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
