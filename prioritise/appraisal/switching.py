"""Switching values: how far one thing has to move until the net present value is 0.

    of a benefit or a receipt: factor = 1 - npv / present value
    of a cost:                 factor = 1 + npv / present value

with everything else as it is. The factor is exact; at it, the net present value is nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from prioritise.appraisal.lines import WorkingLine
from prioritise.appraisal.outcome import Match, outcome

_COSTS = ("public cost", "other cost")
_GAINS = ("benefit", "receipt")


@dataclass(frozen=True, slots=True)
class NpvSwitch:
    """One thing that may move."""

    what: str
    present: int
    """Present value in pence."""
    factor: Fraction
    """What it has to be multiplied by; below 0 no amount of it does it."""


def switches(lines: Sequence[WorkingLine], match: Match) -> tuple[NpvSwitch, ...]:
    """Switching values of all benefits, of each kind of them, and of each side of the cost."""
    npv = outcome(lines, match).npv
    kinds = dict.fromkeys(_kind(line) for line in lines if line.part in _GAINS and line.counts)
    found = [("all benefits", _sum(line for line in lines if line.part == "benefit"), -1)]
    if len(kinds) > 1:
        found += [
            (kind, _sum(line for line in lines if line.part in _GAINS and _kind(line) == kind), -1)
            for kind in kinds
        ]
    found += [(part, _sum(line for line in lines if line.part == part), 1) for part in _COSTS]
    return tuple(
        NpvSwitch(what, present, 1 + sign * npv / present)
        for what, present, sign in found
        if present
    )


def _kind(line: WorkingLine) -> str:
    return line.words.partition(", less the reference case")[0].partition(": ")[0]


def _sum(lines: Iterable[WorkingLine]) -> int:
    return sum(line.present for line in lines)
