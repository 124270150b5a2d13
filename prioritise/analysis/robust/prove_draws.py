"""Draws of weights that need no solve, since what is known at other weights proves their answer.

Two things are kept: the plans that are known, and points, each with a bound on every plan that was
not known when it was asked. A draw between points is settled where the best known plan there, by
its value as it is rounded, is worth more than the mixture of the bounds and all that rounding may
add. Then no other plan is as good, and the known ones are put in order exactly; the answer is that
of a run of its own. New points are chosen where the known plans lie deepest below the bounds, or
at draws; a round has at most so many, whoever works, so any number of workers comes to the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from prioritise.analysis.robust.bound_interpolation import (
    BoundPoint,
    around,
    cells,
    deepest,
    mixture,
)
from prioritise.optimise.next_best import Choices, NextBest, all_next_best, order_of
from prioritise.optimise.weighing import FiguresByWeights, Weighing
from prioritise.programme.faults import SolverError
from prioritise.programme.sampling import WHOLE, Shares

AT_ONCE = 4
"""Points that are asked for in one round."""
FEWEST = 8
"""Fewer draws than this are not worth a first point."""
FEWEST_LEFT = 3
"""Fewer draws than this are not worth a further point."""
MARGIN = Fraction(1, 2000)
"""Share of the value below the best known plan down to which others are looked for."""
LEAST_MARGIN = Fraction(1, 10)
"""Points of that margin at least."""
MOST_POINTS = 400
"""Points that are kept; what they leave open is solved."""


@dataclass(frozen=True, slots=True)
class ProvenDraw:
    """The answer to a draw that needed no solve."""

    choices: Choices
    value: Fraction
    by: int
    """How many points prove it."""


@dataclass(frozen=True, slots=True)
class NextBestQuestion:
    """A question about the plans outside known ones."""

    shares: Shares
    known: tuple[Choices, ...]
    at_least: Fraction | None


class DrawProver:
    """What is known about one programme whose weights are open.

    Parameters
    ----------
    weighing : Weighing
        The programme.
    known : sequence of choices
        Plans that are known before.
    whole
        Whether there is no plan but these.
    """

    def __init__(
        self, weighing: Weighing, known: Sequence[Choices] = (), *, whole: bool = False
    ) -> None:
        self._weighing = weighing
        self._plans: list[Choices] = []
        self._has: list[Any] = []
        self._points_of: list[list[Fraction]] = []
        self._order: list[tuple[int, ...]] = []
        self._points: list[BoundPoint] = []
        self._asked: set[Shares] = set()
        self._is_all = whole
        self._open: dict[int, Shares] = {}
        self._figures: dict[int, tuple[FiguresByWeights, int]] = {}
        self._began = False
        self._confirmed: set[int] = set()
        self._fewest_left = FEWEST_LEFT
        for choices in known:
            self._add(choices)

    @property
    def is_impossible(self) -> bool:
        """Whether there is no plan at all."""
        return self._is_all and not self._plans

    @property
    def open(self) -> Mapping[int, Shares]:
        """Draws that are not settled."""
        return self._open

    def draw(self, draws: Mapping[int, Shares]) -> None:
        """Take further draws, by number."""
        self._open = dict(draws)
        self._began = bool(self._points)
        figures = self._weighing.figures(list(draws.values()))
        self._figures = {number: (figures, row) for row, number in enumerate(draws)}

    def settle(self) -> dict[int, ProvenDraw]:
        """Settle what can be settled."""
        found: dict[int, ProvenDraw] = {}
        if not self._plans or not self._open:
            return found
        self._short: dict[tuple[int, ...], list[tuple[Fraction, int]]] = {}
        numbers = list(self._open)
        best = self._best(numbers)
        if self._is_all:
            found = {n: self._settled(best[n][1], best[n][0], 0) for n in numbers}
        elif self._points:
            for corners, rows in cells(self._points, [self._open[n] for n in numbers]):
                mixed = mixture(self._points, corners)
                for number in (numbers[row] for row in rows):
                    value, plan = best[number]
                    bound = mixed.at(self._open[number]) if mixed else None
                    figures, row = self._figures[number]
                    if bound is not None and value > bound[0] + figures.slack(row):
                        found[number] = self._settled(plan, value, bound[1])
                    else:
                        lack = Fraction(10**9) if bound is None else bound[0] - value
                        self._short.setdefault(corners, []).append((lack, number))
        for number in found:
            del self._open[number]
        return found

    def questions(self) -> list[NextBestQuestion]:
        """What to ask next; nothing where the rest is better solved."""
        few = len(set(self._open.values())) < (self._fewest_left if self._points else FEWEST)
        if few or self._is_all or len(self._points) >= MOST_POINTS:
            return []
        if not self._plans:
            middle = self._middle()
            return [] if middle in self._asked else [self._asking(middle, None)]
        if not self._began:
            self._began = True
            wanted = around(list(self._open.values()))
        else:
            wanted = self._deepest()
        fresh = [shares for shares in dict.fromkeys(wanted) if shares not in self._asked]
        return [self._asking(shares, self._margin_below(shares)) for shares in fresh[:AT_ONCE]]

    def listed(self, asked: NextBestQuestion) -> NextBest | None:
        """An answer found without a solver; none where there is no such way."""
        if asked.at_least is None:
            return None
        found = all_next_best(self._weighing, asked.shares, asked.at_least)
        self._fewest_left = 1 if found else FEWEST_LEFT  # a list costs less than a solve
        return found

    def learn(self, asked: NextBestQuestion, found: NextBest | None) -> None:
        """Take in an answer; none where there was none."""
        self._asked.add(asked.shares)
        if found is None:
            return
        if not found.exists:
            self._is_all = True
        for choices in found.plans:
            if choices not in self._plans:
                self._add(choices)
        if found.bound is not None:
            self._points.append(BoundPoint(asked.shares, found.bound))

    def values_of(self, choices: Choices) -> dict[int, Fraction]:
        """Value of a plan at each draw that was taken last."""
        has = self._row(choices)
        return {
            number: Fraction(int(figures.by_term[row] @ has), figures.denominators[row])
            for number, (figures, row) in self._figures.items()
        }

    def _add(self, choices: Choices) -> None:
        has = self._row(choices)
        self._plans.append(choices)
        self._has.append(has)
        self._points_of.append(self._weighing.points_of(has))
        self._order.append(order_of(self._weighing.asked.formulation, choices))

    def _settled(self, plan: int, value: Fraction, by: int) -> ProvenDraw:
        """A known plan as the answer; the first time it has to pass the independent check."""
        choices = self._plans[plan]
        if plan not in self._confirmed:
            broken = self._weighing.asked.examiner.examine(choices).violations
            if broken:
                message = f"the answer did not pass the independent check: {broken[0]}"
                raise SolverError(message, f"{self._weighing.asked.model}\n\nplan: {choices}\n")
            self._confirmed.add(plan)
        return ProvenDraw(choices, value, by)

    def _row(self, choices: Choices) -> Any:
        """Which terms a plan has; a bonus where both ends are chosen."""
        asked = self._weighing.asked
        columns = set(asked.formulation.columns_of(choices))
        chosen = {choice.proposal for choice in choices}
        bonuses = {
            column
            for place, column in self._weighing.bonuses.items()
            for link in [asked.programme.links[place]]
            if link.proposal in chosen and link.other in chosen
        }
        return np.array(
            [int(t.column in columns or t.column in bonuses) for t in self._weighing.terms]
        )

    def _best(self, numbers: Sequence[int]) -> dict[int, tuple[Fraction, int]]:
        """The most value of a known plan at each draw, and the first plan in order that has it."""
        figures = self._figures[numbers[0]][0]
        in_order = sorted(range(len(self._plans)), key=self._order.__getitem__)
        has = np.array([self._has[plan] for plan in in_order]).T
        rows = [self._figures[number][1] for number in numbers]
        values = figures.by_term[rows] @ has
        return {
            number: (
                Fraction(int(values[place, first]), figures.denominators[row]),
                in_order[first],
            )
            for place, (number, row, first) in enumerate(
                zip(numbers, rows, (int(first) for first in values.argmax(axis=1)), strict=True)
            )
        }

    def _deepest(self) -> list[Shares]:
        """New points, one for each mixture that leaves draws open, those with most draws first."""
        plans = np.array([[float(points) for points in plan] for plan in self._points_of])
        wanted: list[Shares] = []
        by_size = sorted(self._short.items(), key=lambda item: (-len(item[1]), item[0]))
        for corners, lacking in by_size:
            shares = None
            if min(corners) >= 0:
                shares = deepest([self._points[corner] for corner in corners], plans)
            if shares is None or shares in self._asked or shares in wanted:
                shares = self._open[max(lacking, key=lambda pair: (pair[0], -pair[1]))[1]]
            wanted.append(shares)
        return wanted

    def _middle(self) -> Shares:
        """The draw nearest to the middle of all."""
        draws = list(self._open.values())
        middle = [sum(column) for column in zip(*draws, strict=True)]
        return min(
            draws,
            key=lambda draw: sum(
                (len(draws) * share - total) ** 2 for share, total in zip(draw, middle, strict=True)
            ),
        )

    def _at(self, plan: int, shares: Shares) -> Fraction:
        parts = zip(shares, self._points_of[plan], strict=True)
        return sum((share * points for share, points in parts), Fraction(0)) / WHOLE

    def _margin_below(self, shares: Shares) -> Fraction:
        most = max(self._at(plan, shares) for plan in range(len(self._plans)))
        return most - max(LEAST_MARGIN, MARGIN * abs(most))

    def _asking(self, shares: Shares, at_least: Fraction | None) -> NextBestQuestion:
        """Only plans that have the points that are asked for have to be named as known."""
        figures = self._weighing.in_thousandths(shares)
        slack = figures.slack(0)
        known = tuple(
            choices
            for plan, choices in enumerate(self._plans)
            if at_least is None or self._at(plan, shares) + slack >= at_least - Fraction(1, 1000)
        )
        return NextBestQuestion(shares, known, at_least)
