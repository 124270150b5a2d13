"""Scores of several people, combined by the rule that a programme declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from statistics import median

from prioritise.programme.faults import Fault
from prioritise.programme.money import half_even
from prioritise.programme.programme import Programme
from prioritise.programme.scoring import Score, Scoring

PLACES = 6
"""Decimal places of a combined score that has no exact decimal; rounded halves to even."""
OUTLYING = 3
"""A score lies outside where it is so many times further from the median than half of them are."""


def combined_scores(
    programme: Programme,
) -> tuple[Mapping[str, Mapping[str, Decimal]], list[Fault]]:
    """Combined scores by criterion, then by proposal; who is scored by nobody has none."""
    scoring = programme.scoring
    if scoring is None:
        return {}, []
    figures: dict[str, dict[str, Decimal]] = {name: {} for name in programme.scored_by_many}
    for (proposal, criterion), rows in scores_by_cell(programme).items():
        figures[criterion][proposal] = combined([row.score for row in rows], scoring)
    return figures, []


def scores_by_cell(programme: Programme) -> dict[tuple[str, str], list[Score]]:
    """Scores by proposal and criterion, in order of scorer."""
    found: dict[tuple[str, str], list[Score]] = {}
    for row in sorted(programme.scores, key=lambda row: (row.proposal, row.criterion, row.scorer)):
        found.setdefault((row.proposal, row.criterion), []).append(row)
    return found


def combined(scores: Sequence[Decimal], scoring: Scoring) -> Decimal:
    """One score of several, exact where it has six decimal places or fewer.

    Raises
    ------
    ValueError
        There are no scores.
    """
    in_order = sorted(map(Fraction, scores))
    match scoring.combine:
        case "median":
            one = median(in_order)
        case "mean":
            one = _mean(in_order)
        case "trimmed":
            cut = int(Fraction(scoring.trim) * len(in_order))
            cut = max(cut, 1) if len(in_order) > 2 else 0
            one = _mean(in_order[cut : len(in_order) - cut])
    whole = half_even(one.numerator * 10**PLACES, one.denominator)
    return Decimal(whole).scaleb(-PLACES).normalize()


def outliers(rows: Sequence[Score]) -> tuple[Score, ...]:
    """Scores that lie far from the others, in order of scorer.

    Further from the median than three times the median of these distances; where most agree, any
    that differs.
    """
    middle = median(Fraction(row.score) for row in rows)
    apart = median(abs(Fraction(row.score) - middle) for row in rows)
    return tuple(row for row in rows if abs(Fraction(row.score) - middle) > OUTLYING * apart)


def _mean(scores: Sequence[Fraction]) -> Fraction:
    if not scores:
        raise ValueError("nobody has scored it")
    return sum(scores, Fraction(0)) / len(scores)
