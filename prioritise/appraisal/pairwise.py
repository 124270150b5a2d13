"""Weights from comparisons by pairs, and how far the comparisons agree with one another.

Each criterion i is judged a[i, j] times as important as criterion j, and a[j, i] = 1 / a[i, j]. The
weights are the principal eigenvector of this matrix, its largest eigenvalue is m, and with n
criteria the consistency index is (m - n) / (n - 1): 0 where all comparisons agree. The consistency
ratio is that index over the mean index of matrices filled at random. All in decimal arithmetic of
sixty digits, so that every machine finds the same; weights are then whole thousandths of all, the
largest remainders rounded up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from prioritise.programme.weighting import Pair

RANDOM_INDEX = tuple(
    Decimal(hundredths) / 100
    for hundredths in (0, 0, 58, 90, 112, 124, 132, 141, 145, 149, 151, 148, 156, 157, 159)
)
"""Mean consistency index of random matrices of 1, 2, … criteria: Saaty, The Analytic Hierarchy
Process (McGraw-Hill, 1980)."""
MOST_CRITERIA = len(RANDOM_INDEX)
LARGEST_RATIO = Decimal("0.10")
"""Above this the comparisons should be looked at again: Saaty (1980)."""
WHOLE = 1000
"""Weights are whole thousandths."""
DIGITS = 60
CLOSE = Decimal("1e-40")
"""Steps smaller than this end the search for the eigenvector."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What comparisons by pairs come to."""

    weights: dict[str, Decimal]
    """Shares in thousandths that add up to 1, by criterion."""
    eigenvalue: Decimal
    """The largest eigenvalue."""
    index: Decimal
    """Consistency index."""
    ratio: Decimal
    """Consistency ratio."""
    doubtful: Pair
    """The comparison that contradicts the others most."""
    implied: Decimal
    """How many times as important the weights make the first of that pair."""
    shared: bool
    """Whether every comparison contradicts the others as much, as always among three criteria."""

    @property
    def is_consistent(self) -> bool:
        """Whether the comparisons agree as far as is usually asked."""
        return self.ratio <= LARGEST_RATIO


def judged(names: Sequence[str], pairs: Sequence[Pair]) -> Judgement:
    """The weights of criteria that were compared by pairs.

    Parameters
    ----------
    names
        Criteria, at least two and at most `MOST_CRITERIA`.
    pairs
        Every pair of them once.
    """
    ordered = sorted(names)
    with localcontext() as context:
        context.prec = DIGITS
        matrix = _matrix(ordered, pairs)
        shares = _eigenvector(matrix)
        eigenvalue = sum((sum(row, Decimal(0)) for row in _weighted(matrix, shares)), Decimal(0))
        count = len(ordered)
        index = max(Decimal(0), eigenvalue - count) / (count - 1)
        random = RANDOM_INDEX[count - 1]
        share_of = dict(zip(ordered, shares, strict=True))
        doubtful = max(pairs, key=lambda pair: (_strain(pair, share_of), pair.one, pair.other))
        return Judgement(
            _in_thousandths(names, share_of),
            _shown(eigenvalue),
            _shown(index),
            _shown(index / random) if random else Decimal(0),
            doubtful,
            _shown(share_of[doubtful.one] / share_of[doubtful.other]),
            len({_strain(pair, share_of) for pair in pairs}) == 1,
        )


def _shown(number: Decimal) -> Decimal:
    return number.quantize(Decimal("1e-6"))


def _matrix(names: Sequence[str], pairs: Sequence[Pair]) -> list[list[Decimal]]:
    times = {(pair.one, pair.other): pair.times for pair in pairs}
    times |= {(pair.other, pair.one): 1 / pair.times for pair in pairs}
    return [[times.get((one, other), Decimal(1)) for other in names] for one in names]


def _weighted(matrix: list[list[Decimal]], shares: list[Decimal]) -> list[list[Decimal]]:
    return [[times * share for times, share in zip(row, shares, strict=True)] for row in matrix]


def _eigenvector(matrix: list[list[Decimal]]) -> list[Decimal]:
    """By taking powers: all entries are above 0, so this comes to one end from any start."""
    shares = [Decimal(1) / len(matrix)] * len(matrix)
    while True:
        products = [sum(row, Decimal(0)) for row in _weighted(matrix, shares)]
        whole = sum(products)
        further = [product / whole for product in products]
        moved = max(abs(new - old) for new, old in zip(further, shares, strict=True))
        shares = further
        if moved < CLOSE:
            return shares


def _strain(pair: Pair, share_of: dict[str, Decimal]) -> Decimal:
    """By what factor a comparison and the weights differ, rounded so that equals are equal."""
    factor = pair.times * share_of[pair.other] / share_of[pair.one]
    return round(max(factor, 1 / factor), 20)


def _in_thousandths(names: Sequence[str], share_of: dict[str, Decimal]) -> dict[str, Decimal]:
    whole = {name: int(share_of[name] * WHOLE) for name in names}
    rest = {name: round(share_of[name] * WHOLE - whole[name], 20) for name in names}
    by_rest = sorted(names, key=lambda name: (-rest[name], name))
    for name in by_rest[: WHOLE - sum(whole.values())]:
        whole[name] += 1
    return {name: Decimal(whole[name]) / WHOLE for name in names}
