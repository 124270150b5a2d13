"""Faults of criteria: scales, curves, thresholds, weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from prioritise.programme.faults import Fault
from prioritise.programme.records import ALIGNMENT, Criterion
from prioritise.programme.validity_names import twice

FULL = 100
"""Marks of the best score."""


def criterion_faults(criteria: Sequence[Criterion]) -> Iterator[Fault]:
    """Every fault of the criteria; `column` is the criterion and its key."""
    yield from twice("criteria", "", [criterion.name for criterion in criteria], "criterion")
    for criterion in criteria:
        if criterion.name == ALIGNMENT:
            yield from _alignment_faults(criterion)
        elif criterion.scale is None:
            expected = "the lowest and the highest score, such as [0, 10]"
            yield _fault(criterion, "scale", "nothing", expected)
        elif criterion.scale[0] == criterion.scale[1]:
            found = f"{criterion.scale[0]} at both ends"
            yield _fault(criterion, "scale", found, "two ends that differ")
        else:
            yield from _curve_faults(criterion)
            yield from _threshold_faults(criterion)
    if not any(criterion.weight for criterion in criteria):
        expected = "a weight above 0 for at least one criterion"
        yield Fault("criteria", None, "", "weights that are all 0", expected)


def _alignment_faults(criterion: Criterion) -> Iterator[Fault]:
    said = {"scale": criterion.scale is not None, "curve": bool(criterion.curve)}
    for key, is_there in said.items():
        if is_there:
            expected = f"no {key}, since alignment is a share from 0 to 1 already"
            yield _fault(criterion, key, f"a {key}", expected)
    for key in ("at_least", "at_most"):
        if getattr(criterion, key) is not None:
            expected = "no threshold, since alignment is known only once it is known who pays"
            yield _fault(criterion, key, f"{getattr(criterion, key)}", expected)
    if criterion.because:
        yield _fault(criterion, "because", repr(criterion.because), "nothing without a threshold")


def _curve_faults(criterion: Criterion) -> Iterator[Fault]:
    assert criterion.scale is not None
    curve, (worst, best) = criterion.curve, criterion.scale
    if not curve:
        return
    expected = f"a curve from [{worst}, 0] to [{best}, {FULL}]: the ends of the scale"
    ends = ((worst, Decimal(0)), (best, Decimal(FULL)))
    if len(curve) < 2 or (curve[0], curve[-1]) != ends:
        found = " to ".join(f"[{score}, {marks}]" for score, marks in (curve[0], curve[-1]))
        yield _fault(criterion, "curve", found, expected)
        return
    for (one, lower), (other, upper) in pairwise(curve):
        if one == other or (other > one) != (best > worst):
            expected = f"scores one after another from {worst} to {best}"
            yield _fault(criterion, "curve", f"{other} after {one}", expected)
        if upper < lower:
            expected = "marks that never fall towards the better score"
            yield _fault(criterion, "curve", f"{upper} after {lower}", expected)


def _threshold_faults(criterion: Criterion) -> Iterator[Fault]:
    assert criterion.scale is not None
    worst, best = criterion.scale
    right, wrong = ("at_least", "at_most") if best > worst else ("at_most", "at_least")
    if getattr(criterion, wrong) is not None:
        which = "highest" if best > worst else "lowest"
        expected = f"{right}, since the {which} score is the best of the scale"
        yield _fault(criterion, wrong, f"{getattr(criterion, wrong)}", expected)
        return
    limit = criterion.threshold
    if limit is not None and not min(worst, best) <= limit <= max(worst, best):
        expected = f"a score of the scale, from {min(worst, best)} to {max(worst, best)}"
        yield _fault(criterion, right, str(limit), expected)
    if limit is None and criterion.because:
        yield _fault(criterion, "because", repr(criterion.because), f"nothing without {right}")


def _fault(criterion: Criterion, key: str, found: str, expected: str) -> Fault:
    return Fault("criteria", None, f"{criterion.name}.{key}", found, expected)
