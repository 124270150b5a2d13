"""Value as a function of the weights: every term of it, and its figures under any weights.

With everything else as it is, a plan's points are linear in the shares w of the criteria:

    points(plan, w) = sum over terms of the plan, sum over criteria c, of  w_c * a[term, c]

where a bonus counts alike for each criterion, since shares add up to one. Figures are rounded term
by term as `appraisal.value` does it, so a plan's value and its exact points differ by at most half
a figure for each term that is not whole. Shares are whole thousandths, which most scores stand
without rounding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

from prioritise.appraisal.value import (
    LARGEST_EXACT_FIGURE,
    ROUNDED_DENOMINATOR,
    ExactPoints,
    ValueTable,
    key_of,
    value_table,
)
from prioritise.optimise.prepared import Prepared
from prioritise.programme.programme import Programme
from prioritise.programme.records import ALIGNMENT
from prioritise.programme.sampling import WHOLE, Shares

_SAFE = 2**62
"""Whole numbers below it fit into 64 bits with room to spare."""
_SURELY = 1.001
"""Room for the error of a float, where an exact comparison can be spared."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of value: whole parts of a point for each criterion's full weight."""

    parts: tuple[int, ...]
    """For each criterion."""
    whole: int
    """Parts in a point."""
    column: int = -1
    """Column of the model that it belongs to; none where nothing can choose it."""
    group: tuple[str, int] = ("", 0)
    """Proposal and option; at most one option of a proposal is chosen."""


class Weighing:
    """The terms of a programme whose weights are open."""

    def __init__(self, asked: Prepared) -> None:
        self.asked = asked
        table = value_table(_evenly(asked.programme))
        self._count = len(asked.programme.criteria)
        self.bonuses = _bonus_columns(asked)
        """The column of each bonus, by place in the links."""
        self.terms = tuple(_model_terms(asked, table, self._count))
        """Terms that a plan may have."""
        self._every = self.terms + tuple(_other_terms(asked, table, self._count))
        self._groups = _groups(self.terms)
        self._whole = lcm(*(term.whole for term in self.terms))
        scaled = [[part * (self._whole // t.whole) for part in t.parts] for t in self.terms]
        self._parts = np.array(scaled, dtype=object).reshape(len(self.terms), self._count)

    def points_of(self, has: Any) -> list[Fraction]:
        """Points of a plan for each criterion's full weight, by which terms it has."""
        return [Fraction(int(total), self._whole) for total in has @ self._parts]

    def figures(self, draws: Sequence[Shares]) -> FiguresByWeights:
        """The figures of every term under each of these weights."""
        every = self._every
        tops = _tops(every, draws)
        bottoms = _array([term.whole * WHOLE for term in every])
        denominators = [
            _denominator(row, bottoms) for row in (tops if len(every) else [[]] * len(draws))
        ]
        mine = len(self.terms)
        scaled = tops[:, :mine] * _array(denominators)[:, None]
        return self._rounded(scaled, bottoms[:mine], denominators)

    def in_thousandths(self, shares: Shares) -> FiguresByWeights:
        """The figures of every term at some weights, rounded to thousandths."""
        tops = _tops(self.terms, [shares])
        bottoms = _array([term.whole * WHOLE for term in self.terms])
        return self._rounded(tops * ROUNDED_DENOMINATOR, bottoms, [ROUNDED_DENOMINATOR])

    def _rounded(self, scaled: Any, bottoms: Any, denominators: list[int]) -> FiguresByWeights:
        figures = scaled // bottoms
        rest = scaled - figures * bottoms
        twice = 2 * rest
        figures = figures + ((twice > bottoms) | ((twice == bottoms) & (figures % 2 == 1)))
        rounded = (rest != 0).astype(np.int64)
        options, proposals = self._groups
        by_option = np.add.reduceat(rounded, options, axis=1) if len(options) else rounded
        by_proposal = np.maximum.reduceat(by_option, proposals, axis=1) if len(options) else rounded
        return FiguresByWeights(figures, denominators, by_proposal.sum(axis=1))


@dataclass(frozen=True, slots=True)
class FiguresByWeights:
    """Figures of terms, one row a setting of the weights."""

    by_term: Any
    """Whole figures: setting by term."""
    denominators: list[int]
    """Figures in a point, for each setting."""
    roundings: Any
    """Most terms of any one plan that were rounded, for each setting."""

    def slack(self, setting: int) -> Fraction:
        """Points by which a plan's value may differ from its exact points."""
        return Fraction(int(self.roundings[setting]), 2 * self.denominators[setting])


def _evenly(programme: Programme) -> Programme:
    return programme.revised(
        criteria=tuple(c.model_copy(update={"weight": Decimal(1)}) for c in programme.criteria)
    )


def _model_terms(asked: Prepared, table: ValueTable, count: int) -> list[Term]:
    """Terms that columns stand for, those of one option together, and those of one proposal."""
    criteria = [criterion.name for criterion in asked.programme.criteria]
    found: list[Term] = []
    for name, options in asked.formulation.options.items():
        for number, chosen in enumerate(options):
            points, group = table.points[key_of(chosen.option)], (name, number)
            found.append(_term(_certain(points, criteria, count), chosen.column, group))
            for (row, stream), share in points.by_payer.items():
                for column, payer in chosen.payers[row]:
                    if payer == stream:
                        by_criterion = _aligned(share, criteria, count)
                        found.append(_term(by_criterion, column, group))
    bonuses = _bonus_columns(asked)
    for place, column in bonuses.items():
        bonus = Fraction(asked.programme.links[place].value or 0)
        found.append(_term([bonus] * count, column, (f"bonus {place}", -1)))
    return found


def _other_terms(asked: Prepared, table: ValueTable, count: int) -> list[Term]:
    """Terms that no column stands for; they have a say in whether figures are exact."""
    criteria = [criterion.name for criterion in asked.programme.criteria]
    known = {
        key_of(chosen.option): {
            (row, stream) for row, payers in enumerate(chosen.payers) for _, stream in payers
        }
        for options in asked.formulation.options.values()
        for chosen in options
    }
    found = []
    for key, points in table.points.items():
        if key not in known:
            found.append(_term(_certain(points, criteria, count)))
        for cell, share in points.by_payer.items():
            if cell not in known.get(key, ()):
                found.append(_term(_aligned(share, criteria, count)))
    bonuses = _bonus_columns(asked)
    for place, link in enumerate(asked.programme.links):
        if link.kind == "bonus" and place not in bonuses:
            found.append(_term([Fraction(link.value or 0)] * count))
    return found


def _bonus_columns(asked: Prepared) -> Mapping[int, int]:
    """The column of each bonus, by place in the links."""
    names = {column.name: place for place, column in enumerate(asked.model.columns)}
    return {
        place: names[f"b[{link.proposal},{link.other}]"]
        for place, link in enumerate(asked.programme.links)
        if link.kind == "bonus" and f"b[{link.proposal},{link.other}]" in names
    }


def _certain(points: ExactPoints, criteria: Sequence[str], count: int) -> list[Fraction]:
    return [count * points.by_criterion.get(name, Fraction(0)) for name in criteria]


def _aligned(share: Fraction, criteria: Sequence[str], count: int) -> list[Fraction]:
    return [count * share if name == ALIGNMENT else Fraction(0) for name in criteria]


def _term(by_criterion: list[Fraction], column: int = -1, group: tuple[str, int] = ("", 0)) -> Term:
    whole = lcm(*(points.denominator for points in by_criterion))
    return Term(tuple(int(points * whole) for points in by_criterion), whole, column, group)


def _groups(terms: Sequence[Term]) -> tuple[list[int], list[int]]:
    """Where the terms of each option begin, and which options begin a proposal."""
    options: list[int] = []
    proposals: list[int] = []
    for place, term in enumerate(terms):
        if place == 0 or term.group != terms[place - 1].group:
            if place == 0 or term.group[0] != terms[place - 1].group[0]:
                proposals.append(len(options))
            options.append(place)
    return options, proposals


def _tops(terms: Sequence[Term], draws: Sequence[Shares]) -> Any:
    """Points of each term in parts of a thousandth: setting by term."""
    parts = [term.parts for term in terms]
    largest = max((abs(part) for row in parts for part in row), default=0)
    most = LARGEST_EXACT_FIGURE * 4 * WHOLE * (len(draws[0]) if draws else 1)
    kind: Any = np.int64 if largest * most < _SAFE else object
    shares = np.array(draws, dtype=kind).reshape(len(draws), -1)
    return shares @ np.array(parts, dtype=kind).reshape(len(terms), shares.shape[1]).T


def _array(numbers: Sequence[int]) -> Any:
    kind: Any = np.int64 if max(map(abs, numbers), default=0) < 2**31 else object
    return np.array(numbers, dtype=kind)


def _denominator(tops: Any, bottoms: Any) -> int:
    """The denominator that `appraisal.value` would take for these terms."""
    if not len(tops):
        return 1
    common = np.gcd(tops, bottoms)
    denominators = bottoms // common
    largest = float(np.max(np.abs(tops) / bottoms))
    if largest * float(np.max(denominators)) > LARGEST_EXACT_FIGURE * _SURELY:
        return ROUNDED_DENOMINATOR
    exact = max(Fraction(abs(int(top)), int(b)) for top, b in zip(tops, bottoms, strict=True))
    found = 1
    for denominator in dict.fromkeys(int(d) for d in denominators):
        found = lcm(found, denominator)
        if exact * found > LARGEST_EXACT_FIGURE:
            return ROUNDED_DENOMINATOR
    return found
