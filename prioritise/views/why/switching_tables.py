"""The table of switching values, and each of them in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prioritise.analysis.why.switching import Switch
from prioritise.programme.money import PENCE_PER_UNIT, money_text
from prioritise.programme.programme import Programme
from prioritise.views.table import Cells, Column, Table, figure
from prioritise.views.words.reasons import listed


def switching_table(programme: Programme, switches: Sequence[Switch]) -> Table:
    """One row a figure that could move."""
    return Table(
        "switching",
        "A figure, and how far it has to move before another list is worth more than this one.",
        ("what", "proposal", "criterion", "towards"),
        (
            Column("what", "What", "`weight` (a share of all weights), `score` or `cost`."),
            Column("proposal", "Proposal", "Whose score or cost moves."),
            Column("criterion", "Criterion", "Whose score or weight moves."),
            Column("now", "Now", "The figure; a cost in the programme's unit.", "number"),
            Column("towards", "Towards", "As far as it was moved.", "number"),
            Column(
                "switches_at",
                "Switches at",
                "The first step at which another list is worth more; for a weight, the share "
                "beyond which it is. Empty where none is on the way, or where that is open.",
                "number",
            ),
            Column("change", "Change", "From now to there.", "number"),
            Column("enters", "Enters", "Who comes in there; `;` list.", is_list=True),
            Column("leaves", "Leaves", "Who goes out there; `;` list.", is_list=True),
            Column("settled", "Settled", "`yes`, or `no` where time ran out."),
            Column("sentence", "Sentence", "The same in words."),
        ),
        tuple(_row(programme, switch) for switch in switches),
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


def _row(programme: Programme, switch: Switch) -> Cells:
    def shown(number: Fraction) -> str:
        in_unit = number / PENCE_PER_UNIT[programme.unit] if switch.what == "cost" else number
        return figure(in_unit)

    return (
        switch.what,
        switch.proposal,
        switch.criterion,
        shown(switch.now),
        shown(switch.end),
        "" if switch.at is None else shown(switch.at),
        "" if switch.at is None else shown(switch.at - switch.now),
        ";".join(switch.enters),
        ";".join(switch.leaves),
        "yes" if switch.settled else "no",
        switch_in_words(programme, switch),
    )


def _what(switch: Switch) -> str:
    if switch.what == "weight":
        return f"the weight of {switch.criterion}"
    if switch.what == "score":
        return f"the {switch.criterion} score of {switch.proposal}"
    return f"the public cost of {switch.proposal}"


def _text(programme: Programme, switch: Switch, number: Fraction) -> str:
    if switch.what == "weight":
        return f"{float(100 * number):.1f}%"
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
