"""Net present value and both ratios of several proposals, with factors on some of their lines.

    npv          = benefits - (public cost - receipts) - other cost
    bcr          = benefits / (public cost - receipts), others' money as the settings say
    bcr_all_cost = benefits / (public cost - receipts + other cost)

It is the one place where what is above and below the line is put together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from prioritise.appraisal.lines import WorkingLine

BenefitFactor = Callable[[WorkingLine], Fraction]
"""What the present value of a line is multiplied by."""
Match = Literal["apart", "benefits", "cost"]


@dataclass(frozen=True, slots=True)
class AppraisalOutcome:
    """Present values in pence, exact."""

    benefits: Fraction
    net_public: Fraction
    """Public cost less receipts."""
    other: Fraction
    """What others pay."""
    match: Match
    """Where others' money stands in the ratio by public cost."""

    @property
    def npv(self) -> Fraction:
        """Net present value."""
        return self.benefits - self.net_public - self.other

    @property
    def bcr(self) -> Fraction | None:
        """Benefits by public cost; none where that is nothing."""
        top = self.benefits - self.other if self.match == "benefits" else self.benefits
        return ratio(top, self.net_public + self.other if self.match == "cost" else self.net_public)

    @property
    def bcr_all_cost(self) -> Fraction | None:
        """Benefits by all cost: above 1 where the net present value is above 0, and only there."""
        return ratio(self.benefits, self.net_public + self.other)


def plain(line: WorkingLine) -> Fraction:
    """A line as it is."""
    return Fraction(1)


def outcome(
    lines: Iterable[WorkingLine], match: Match, factor: BenefitFactor = plain
) -> AppraisalOutcome:
    """What lines come to."""
    totals: dict[str, Fraction] = {}
    for line in lines:
        totals[line.part] = totals.get(line.part, Fraction(0)) + line.present * factor(line)
    benefits, public, receipts, other = (
        totals.get(part, Fraction(0))
        for part in ("benefit", "public cost", "receipt", "other cost")
    )
    return AppraisalOutcome(benefits, public - receipts, other, match)


def ratio(top: Fraction | int, bottom: Fraction | int) -> Fraction | None:
    """A quotient; none where there is nothing to divide by."""
    return Fraction(top) / Fraction(bottom) if bottom > 0 else None
