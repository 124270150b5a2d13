"""The value of an option and its payers, in figures that solver, check and reader share.

Points of option o of proposal p, with weights w, scores s on scales [low, high], size m, likelihood
l (where asked) and share k:

    100 m l k * ( sum over criteria c of    w_c / sum(w) * v_c
                + sum over paid rows r of   w_alignment / sum(w) * a[p, payer_r] * money_r / money )

v is (s - low) / (high - low), or, where the criterion has a curve, the hundredths of marks that the
curve gives s: in proportion between the scores that it names. A *term* is the part that is certain,
or the part that one payer of one row adds. All terms stand on one denominator: exactly where that
keeps every figure at or below a million, else each is rounded, halves to even, to a thousandth of a
point. The whole figure is the value; points are the figure over the denominator.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import lcm

from prioritise.programme.money import PENCE_PER_UNIT, half_even
from prioritise.programme.options import Option
from prioritise.programme.programme import Programme
from prioritise.programme.records import ALIGNMENT, MATCH, Criterion, Proposal

FULL_MARKS = 100
"""Points of a proposal with full marks on every criterion."""
LARGEST_EXACT_FIGURE = 1_000_000
"""Figures up to this size are told apart safely by a solver that computes in floating point."""
ROUNDED_DENOMINATOR = 1000
"""A thousandth of a point, where exact figures would be too large."""

FULLY_ALIGNED = Decimal(1)
"""Alignment of a stream that is named without a row of its own."""

OptionKey = tuple[str, str, int]
"""Proposal, option name and tenths."""


@dataclass(frozen=True, slots=True)
class ExactPoints:
    """Exact points of one option."""

    by_criterion: Mapping[str, Fraction]
    """Points that are certain, by criterion."""
    by_payer: Mapping[tuple[int, str], Fraction]
    """Further points of alignment, by row and the payer that is picked for it."""

    @property
    def certain(self) -> Fraction:
        """Points whoever is picked to pay."""
        return total_of(self.by_criterion.values())


@dataclass(frozen=True, slots=True)
class ValueTable:
    """Every term of value of a programme as a whole figure."""

    denominator: int
    """Figures in a point."""
    exact: bool
    """Whether the figures are exact, or rounded to a thousandth of a point."""
    points: Mapping[OptionKey, ExactPoints]
    """Exact points of each option."""
    certain: Mapping[OptionKey, int]
    """Figure of each option whoever is picked to pay."""
    by_payer: Mapping[OptionKey, Mapping[tuple[int, str], int]]
    """Figure that a payer adds, by option, then by row and payer."""
    bonus: Mapping[int, int]
    """Figure of each bonus, by its place in `Programme.links`."""

    def figure(self, key: OptionKey, payers: tuple[str, ...]) -> int:
        """The value of an option with these payers."""
        added = self.by_payer[key]
        return self.certain[key] + sum(
            added.get((row, payer), 0) for row, payer in enumerate(payers)
        )

    def in_points(self, figure: int | Fraction) -> Fraction:
        """A figure in points."""
        return Fraction(figure) / self.denominator


def total_of(terms: Iterable[Fraction]) -> Fraction:
    """The sum of exact terms, brought to one denominator at once."""
    parts = [(term.numerator, term.denominator) for term in terms]
    common = lcm(*(denominator for _, denominator in parts))
    return Fraction(sum(n * (common // denominator) for n, denominator in parts), common)


def key_of(option: Option) -> OptionKey:
    """What names an option among all."""
    return option.proposal, option.name, option.tenths


def value_table(programme: Programme) -> ValueTable:
    """Value of every option of every proposal that takes part."""
    scores = _ScorePoints(programme)
    points: dict[OptionKey, ExactPoints] = {}
    for name, proposal in programme.proposal_of.items():
        if not programme.considers(proposal):
            continue
        options = programme.options[name]
        sizes = _sizes(programme, proposal, options)
        for option in options:
            points[key_of(option)] = scores.of(proposal, option, sizes[option.alternative])
    bonuses = {
        place: Fraction(link.value or 0)
        for place, link in enumerate(programme.links)
        if link.kind == "bonus"
    }
    return _on_one_denominator(points, bonuses)


Curve = tuple[tuple[Fraction, Fraction], ...]
"""Scores from one end of a scale to the other, and the share of full marks that each is worth."""
ALIGNMENT_CURVE: Curve = ((Fraction(0), Fraction(0)), (Fraction(1), Fraction(1)))


def curve_of(criterion: Criterion) -> Curve:
    """What the scores of a criterion are worth; a straight line where it names no curve."""
    assert criterion.scale is not None
    low, high = map(Fraction, criterion.scale)
    if not criterion.curve:
        return (low, Fraction(0)), (high, Fraction(1))
    return tuple((Fraction(s), Fraction(marks) / FULL_MARKS) for s, marks in criterion.curve)


def share_on(curve: Curve, score: Fraction) -> Fraction:
    """The share of full marks that a score is worth, exactly; beyond an end as the end's line."""
    rising = curve[-1][0] > curve[0][0]
    for (one, worth), (other, more) in pairwise(curve):
        if score == other or (score < other) == rising or other == curve[-1][0]:
            return worth + (more - worth) * (score - one) / (other - one)
    raise AssertionError("a curve has two points at least")


class _ScorePoints:
    """Points by proposal and option; equal scores are converted once."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        total = sum((Fraction(c.weight) for c in programme.criteria), Fraction(0))
        self._weight = {c.name: FULL_MARKS * Fraction(c.weight) / total for c in programme.criteria}
        self._curve = {c.name: curve_of(c) for c in programme.scored_criteria() if c.scale}
        self._known: dict[tuple[str, Decimal], Fraction] = {}

    def of(self, proposal: Proposal, option: Option, size: Fraction) -> ExactPoints:
        factor = size * option.portion
        if self._programme.value.likelihood == "multiply" and proposal.likelihood is not None:
            factor *= Fraction(proposal.likelihood)
        by_criterion = {
            name: _times(self._points(name, proposal.scores[name]), factor) for name in self._curve
        }
        by_payer: dict[tuple[int, str], Fraction] = {}
        if ALIGNMENT in self._weight:
            certain = Fraction(0)
            for row, payer, aligned in self._alignment_points(option):
                points = _times(aligned, factor)
                if len(option.rows[row].payers) == 1:
                    certain = certain + points if certain else points
                else:
                    by_payer[row, payer] = points
            by_criterion[ALIGNMENT] = certain
        return ExactPoints(by_criterion, by_payer)

    def _points(self, criterion: str, score: Decimal) -> Fraction:
        known = self._known.get((criterion, score))
        if known is None:
            curve = self._curve.get(criterion, ALIGNMENT_CURVE)
            known = self._weight[criterion] * share_on(curve, Fraction(score))
            self._known[criterion, score] = known
        return known

    def _alignment_points(self, option: Option) -> Iterator[tuple[int, str, Fraction]]:
        """Row, payer, and points of alignment for the row's share of the public money."""
        alignment_of, money = self._programme.alignment_of, option.public_cost
        for place, row in enumerate(option.rows):
            if row.is_match or not row.paid:
                continue
            for payer in row.payers:
                aligned = alignment_of.get((option.proposal, payer), FULLY_ALIGNED)
                points = self._points(ALIGNMENT, aligned)
                whole = row.paid == money
                yield place, payer, points if whole else points * Fraction(row.paid, money)


def _times(points: Fraction, factor: Fraction) -> Fraction:
    """The product; most often the factor is one, and exact fractions are slow."""
    return points if factor == 1 else points * factor


def _sizes(
    programme: Programme, proposal: Proposal, options: tuple[Option, ...]
) -> dict[str, Fraction]:
    """Size of the whole by alternative: what a score is multiplied by."""
    basis = programme.value.size
    alternatives = {option.alternative for option in options}
    if basis == "none":
        return dict.fromkeys(alternatives, Fraction(1))
    if basis == "public_cost":
        pence: dict[str, int] = {}
        for cost in programme.costs_of.get(proposal.proposal, ()):
            public = 0 if cost.stream == MATCH else sum(cost.amounts)
            pence[cost.option] = pence.get(cost.option, 0) + public
        unit = PENCE_PER_UNIT[programme.unit]
        return {name: Fraction(pence[name], unit) for name in alternatives}
    return dict.fromkeys(alternatives, Fraction(number_of(proposal, basis)))


def number_of(proposal: Proposal, column: str) -> Decimal:
    """A numeric column of a proposal; nothing there counts as 0."""
    if column == "jobs":
        return proposal.jobs or Decimal(0)
    if column == "likelihood":
        return Decimal(1) if proposal.likelihood is None else proposal.likelihood
    return proposal.scores.get(column, proposal.numbers.get(column, Decimal(0)))


def _on_one_denominator(
    points: dict[OptionKey, ExactPoints], bonuses: dict[int, Fraction]
) -> ValueTable:
    certain = {key: option.certain for key, option in points.items()}
    terms = list(certain.values()) + list(bonuses.values())
    terms += [term for option in points.values() for term in option.by_payer.values()]
    denominator, exact = _denominator(terms)
    return ValueTable(
        denominator=denominator,
        exact=exact,
        points=points,
        certain={key: _figure(term, denominator) for key, term in certain.items()},
        by_payer={
            key: {who: _figure(term, denominator) for who, term in option.by_payer.items()}
            for key, option in points.items()
        },
        bonus={place: _figure(term, denominator) for place, term in bonuses.items()},
    )


def _figure(term: Fraction, denominator: int) -> int:
    """A term as a whole figure, halves to the even one."""
    return half_even(term.numerator * denominator, term.denominator)


def _denominator(terms: list[Fraction]) -> tuple[int, bool]:
    """The common denominator and True, or a thousandth and False for too large figures."""
    largest = max(map(abs, terms), default=Fraction(0))
    common = 1
    for denominator in {term.denominator for term in terms}:
        common = lcm(common, denominator)
        if largest * common > LARGEST_EXACT_FIGURE:
            return ROUNDED_DENOMINATOR, False
    return common, True
