"""How far the net present value may lie from what was worked out, by what is declared uncertain.

Costs have the ranges of `uncertainty`, their common index left aside, benefits those of their
confidence. A net present value is
linear in each factor, so its ends are those of all factors at their worse or at their better ends,
and its mean is that of the mean factors, exactly. Between them, each thing that moves by itself
(all money of a proposal or a kind of it, a row of its benefits) has 1,000 factors of its own, by
`Random(f"{seed}/{thing}")`, in whole ten-thousandths. Draw number i takes the i-th factor of every
thing, so that the draw of a shortlist is the sum of those of its proposals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from prioritise.appraisal.lines import Lines, WorkingLine
from prioritise.appraisal.measures import Appraised
from prioritise.appraisal.outcome import outcome
from prioritise.programme.uncertainty import Range

DRAWS, SEED = 1000, 1
_FINE = 10_000
_GAINS = ("benefit", "receipt")
Moved = tuple[str, str, int | str]
"""What one factor moves: a proposal, a table, and a row of it or a kind of money."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Net present values in pence."""

    least: Fraction
    """Where everything turns out at the worse end of its range."""
    tenth: Fraction
    """A tenth of the draws lie below it."""
    mean: Fraction
    """Mean over everything that may happen."""
    nine_tenths: Fraction
    """A tenth of the draws lie above it."""
    most: Fraction
    """Where everything turns out at the better end of its range."""


class Ranges:
    """What may move, and how far, put together once for a programme."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self._drawn: dict[Moved, list[int]] = {}

    def of(self, several: Sequence[Appraised]) -> Spread | None:
        """The range of the net present value of these proposals; none where nothing is uncertain.

        Those without benefits in money are left out.
        """
        gaining = [each for each in several if each.has_benefits]
        ranges: dict[Moved, Range] = {}
        worths: dict[Moved, int] = {}
        for each in gaining:
            for line in each.lines:
                moved, found = _moved(self.lines, each.option.proposal, line)
                if found and line.present:
                    ranges[moved] = found
                    signed = line.present if line.part in _GAINS else -line.present
                    worths[moved] = worths.get(moved, 0) + signed
        if not ranges:
            return None
        every = (line for each in gaining for line in each.lines)
        plain = outcome(every, self.lines.said.match_in_bcr).npv

        def at(factor_of: Callable[[Range, int], Fraction]) -> Fraction:
            return plain + sum(
                ((factor_of(ranges[moved], worth) - 1) * worth for moved, worth in worths.items()),
                Fraction(0),
            )

        drawn = self._draws(ranges, worths)
        return Spread(
            at(lambda ends, worth: Fraction(ends[0] if worth > 0 else ends[-1])),
            plain + Fraction(drawn[DRAWS // 10], _FINE),
            at(lambda ends, _: sum(map(Fraction, ends), Fraction(0)) / len(ends)),
            plain + Fraction(drawn[-1 - DRAWS // 10], _FINE),
            at(lambda ends, worth: Fraction(ends[-1] if worth > 0 else ends[0])),
        )

    def _draws(self, ranges: Mapping[Moved, Range], worths: Mapping[Moved, int]) -> list[int]:
        """What each draw changes, in ten-thousandths of pence, from the least to the most."""
        moves = [
            [factor * worth for factor in self._factors(moved, ranges[moved])]
            for moved, worth in worths.items()
        ]
        return sorted(map(sum, zip(*moves, strict=True)))

    def _factors(self, moved: Moved, ends: Range) -> list[int]:
        """By how many ten-thousandths the factor of each draw is more than 1."""
        if moved not in self._drawn:
            chance = Random(f"{SEED}/{'/'.join(map(str, moved))}")
            numbers = (_number(chance, ends) for _ in range(DRAWS))
            self._drawn[moved] = [round(number * _FINE) - _FINE for number in numbers]
        return self._drawn[moved]


def _number(chance: Random, ends: Range) -> float:
    low, *likely, high = map(float, ends)
    return chance.triangular(low, high, *likely) if likely else chance.uniform(low, high)


def _moved(lines: Lines, proposal: str, line: WorkingLine) -> tuple[Moved, Range]:
    """What moves with a line, and the range of its factor; an empty one where it is certain."""
    if line.part in _GAINS:
        return (proposal, line.table, line.row), lines.said.confidence.get(line.confidence, ())
    said = lines.programme.uncertainty
    if line.table != "costs" or said is None or said.costs is None:
        return (proposal, line.table, ""), ()
    costs, kind = said.costs, lines.programme.costs[line.row].kind or ""
    own = costs.own_range(lines.programme.proposal_of[proposal])
    if own or kind not in costs.money:
        return (proposal, line.table, ""), own or costs.every
    return (proposal, line.table, kind), costs.money[kind]
