"""Pence that budgets could grow or shrink by, as columns, and the rows of these budgets anew.

    d[s,y]   what is added to the budget of s in year y         whole, in digits where large
             (or taken away from it: then D counts below 0, and no budget falls below 0)
    D[s,y]   what is added in s and in the streams that lie in s
    budget   spend[s, a..b] <= sum over a..b of floor(available share * (B + D))
                               + floor(carried share * (B + D)) of the year before

A whole share is linear as it stands. A share n/m is exact without rounding, too: where a row has
one such floor, m (spend - all else) <= n (B + D); where it has several, each is a column f of its
own with m f <= n (B + D).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from prioritise.optimise.columns import Formulation
from prioritise.optimise.exact_coefficients import BASE, LARGEST_FIGURE
from prioritise.optimise.model import Constraint, Terms, collected
from prioritise.programme.budgets import available_share, carried_share
from prioritise.programme.programme import Programme
from prioritise.programme.records import Stream

StreamYear = tuple[str, int]
"""Id of a stream and place of a year: one budget."""


@dataclass(frozen=True, slots=True)
class Floor:
    """Pence that a share of a growing budget allows: the whole part of share * (budget + D)."""

    share: Fraction
    budget: int
    grown: Terms
    """D: columns, and the pence that one of each adds; none where the budget cannot grow."""

    @property
    def cuts_off(self) -> bool:
        """Whether there is a fraction of a penny that may be lost."""
        return bool(self.grown) and self.share.denominator > 1

    @property
    def fixed(self) -> int:
        """Pence that are there whatever is added."""
        return floor(self.share * self.budget)

    @property
    def terms(self) -> Terms:
        """What is added, where nothing is cut off."""
        return tuple((column, weight * int(self.share)) for column, weight in self.grown)


@dataclass
class MoneyColumns:
    """The columns of some growing budgets of a programme, put into a formulation of it."""

    programme: Programme
    """What is asked, its budgets as they stand."""
    formulation: Formulation
    """Its columns, with everything that could be chosen once there is money enough."""
    tops: Mapping[StreamYear, int]
    """Pence beyond which more in a budget changes nothing, for each budget that may grow."""
    unit: int
    """Pence that all these amounts are multiples of."""
    is_plain: bool = False
    """One column for each amount, however large."""
    sign: int = 1
    """-1 where budgets shrink."""
    digits: dict[StreamYear, list[int]] = field(default_factory=dict)
    """Columns of what each budget grows by, the lowest digit first."""
    rows: list[Constraint] = field(default_factory=list)
    """The rows of the budgets that may grow."""

    def __post_init__(self) -> None:
        tops = {cell: -(-top // self.unit) for cell, top in self.tops.items()}
        is_small = self.is_plain or sum(tops.values()) <= LARGEST_FIGURE
        for (name, year), top in tops.items():
            label = f"d[{name},{self.programme.years[year]}]"
            columns = [self.column(label, top)] if is_small else self.digits_of(label, top)
            self.digits[name, year] = columns
        for name in sorted(self.programme.stream_of):
            for first, last, _ in self.programme.spending_limits[name]:
                self.rows += self._run_rows(self.programme.stream_of[name], first, last)
        if self.sign < 0:
            self.rows += self._floor_rows()

    def column(self, name: str, top: int) -> int:
        """A further column."""
        return self.formulation.column(name, top)

    def digits_of(self, name: str, top: int) -> list[int]:
        """Columns for a whole number up to a top, the lowest digit first."""
        if self.is_plain:
            return [self.column(name, top)]
        columns: list[int] = []
        while top or not columns:
            columns.append(self.column(f"{name}.{len(columns)}", min(top, BASE - 1)))
            top //= BASE
        return columns

    def pence(self, values: Sequence[int]) -> dict[StreamYear, int]:
        """What each budget grows by at column values; only those that change."""
        grown = {
            cell: self.sign
            * sum(weight * values[column] for column, weight in _weighted(columns, self.unit))
            for cell, columns in self.digits.items()
        }
        return {cell: pence for cell, pence in grown.items() if pence}

    def _run_rows(self, stream: Stream, first: int, last: int) -> Iterator[Constraint]:
        floors = [self._available(stream, year) for year in range(first, last + 1)]
        if first and stream.carry_forward:
            floors.append(self._carried(stream, first - 1))
        if not any(part.grown for part in floors):
            return  # The row of the model stands as it is.
        years = dict.fromkeys((self.programme.years[first], self.programme.years[last]))
        name = f"budget {stream.stream} {' to '.join(years)}"
        left = [*self._spend(stream.stream, first, last)]
        most = sum(coefficient for _, coefficient in left)
        cut = [part for part in floors if part.cuts_off]
        limit = sum(part.fixed for part in floors if not part.cuts_off)
        limit -= sum(self.programme.sunk[stream.stream][first : last + 1])
        for part in floors:
            if not part.cuts_off:
                left += [(column, -weight) for column, weight in part.terms]
        if len(cut) == 1:
            (part,) = cut
            yield _within(name, left, limit, part)
            return
        for part in cut:
            kept = self.digits_of(f"f[{name}]", most)
            ends = [(column, BASE**place) for place, column in enumerate(kept)]
            yield _within(f"{name}, whole pence", ends, 0, part)
            left += [(column, -weight) for column, weight in ends]
        yield Constraint(name, collected(left), "<=", limit)

    def _available(self, stream: Stream, year: int) -> Floor:
        return self._floor(stream, year, available_share(stream, year))

    def _carried(self, stream: Stream, year: int) -> Floor:
        return self._floor(stream, year, carried_share(stream))

    def _floor(self, stream: Stream, year: int, share: Fraction) -> Floor:
        grown = (
            (column, self.sign * weight)
            for (name, at), columns in self.digits.items()
            if share and at == year and stream.stream in self.programme.ancestors[name]
            for column, weight in _weighted(columns, self.unit)
        )
        return Floor(share, stream.budgets[year], tuple(grown))

    def _floor_rows(self) -> Iterator[Constraint]:
        """No budget shrinks by more than what is in it."""
        for stream in self.programme.streams:
            for year, budget in enumerate(stream.budgets):
                shrunk = [
                    term
                    for (name, at), columns in self.digits.items()
                    if at == year and stream.stream in self.programme.ancestors[name]
                    for term in _weighted(columns, self.unit)
                ]
                if shrunk:
                    name = f"what can be saved of {stream.stream} {self.programme.years[year]}"
                    yield Constraint(name, collected(shrunk), "<=", budget, is_limit=False)

    def _spend(self, stream: str, first: int, last: int) -> Iterator[tuple[int, int]]:
        for payment in self.formulation.payments:
            if stream in self.programme.ancestors.get(payment.stream, ()):
                yield payment.column, sum(payment.amounts[first : last + 1])


def _weighted(columns: Sequence[int], unit: int) -> Terms:
    """The amount that digits stand for."""
    return tuple((column, unit * BASE**place) for place, column in enumerate(columns))


def _within(name: str, left: Sequence[tuple[int, int]], limit: int, part: Floor) -> Constraint:
    """Left side <= limit + floor(n/m (budget + D)), multiplied by m."""
    n, m = part.share.numerator, part.share.denominator
    terms = [(column, m * coefficient) for column, coefficient in left]
    terms += [(column, -n * weight) for column, weight in part.grown]
    return Constraint(name, collected(terms), "<=", m * limit + n * part.budget)
