"""How our order of zones compares with a published measure of connectivity: by rank alone.

The two count different things in different units, so only their orders are set side by side:
Spearman's rank correlation, equals sharing the mean of their ranks (Spearman 1904). Ours is what a
zone can reach at the agreed hubs under a decay: jobs where they are known, else hubs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import sqrt

from prioritise.hubs.access import Area
from prioritise.hubs.jobs import JobWeighing


@dataclass(frozen=True, slots=True)
class BesidePublished:
    """A zone by both measures."""

    area: Area
    published: Decimal
    published_rank: Fraction
    """1 for the highest; equals share the mean."""
    ours: int
    """Millionths of a hub or of a job."""
    our_rank: Fraction


@dataclass(frozen=True, slots=True)
class RankComparison:
    """Both orders of all zones that the published measure knows."""

    column: str
    rows: tuple[BesidePublished, ...]
    """In order of zone id."""
    correlation: float | None
    """From -1 (opposite orders) to 1 (the same); none where one of them knows no order."""


def compared(weighing: JobWeighing, column: str, jobs: Mapping[str, int]) -> RankComparison:
    """Set a column of zones beside what we make of them."""
    access = weighing.access
    ends = jobs or dict.fromkeys(access.agreed, 1)
    known = [
        (area, area.zone.numbers[column], weighing.reachable(place, ends, access.agreed))
        for place, area in enumerate(access.areas)
        if column in area.zone.numbers
    ]
    theirs = ranks([published for _, published, _ in known])
    ours = ranks([figure for _, _, figure in known])
    rows = tuple(
        BesidePublished(area, published, their_rank, figure, our_rank)
        for (area, published, figure), their_rank, our_rank in zip(known, theirs, ours, strict=True)
    )
    return RankComparison(column, rows, correlation(theirs, ours))


def ranks(figures: Sequence[Decimal | int]) -> list[Fraction]:
    """The rank of each, 1 for the highest; equals share the mean of their ranks."""
    order = sorted(range(len(figures)), key=lambda place: -figures[place])
    found = [Fraction(0)] * len(figures)
    first = 0
    while first < len(order):
        last = first
        while last + 1 < len(order) and figures[order[last + 1]] == figures[order[first]]:
            last += 1
        for place in order[first : last + 1]:
            found[place] = Fraction(first + last + 2, 2)
        first = last + 1
    return found


def correlation(ones: Sequence[Fraction], others: Sequence[Fraction]) -> float | None:
    """Pearson's correlation of ranks; none where all of one side are equal."""
    if not ones:
        return None
    mean = Fraction(len(ones) + 1, 2)
    both = sum((one - mean) * (other - mean) for one, other in zip(ones, others, strict=True))
    spread = sum((one - mean) ** 2 for one in ones) * sum((other - mean) ** 2 for other in others)
    return float(both) / sqrt(spread) if spread else None
