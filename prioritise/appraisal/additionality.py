"""How much of what a proposal brings would not be there without it.

    net = (gross - reference case) * (1 - leakage) * (1 - displacement) * (1 - substitution)
          * multiplier

which is the gross figure so reduced, less the reference case so reduced. A relocated job is new to
the hub that it comes to, and not to the nation. Jobs that are safeguarded, and those of
construction, are counted apart and as they were given.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from prioritise.programme.appraised import Factors, Jobs, Level

NEW_AT: dict[Level, tuple[str, ...]] = {"hub": ("new", "relocated"), "nation": ("new",)}
"""Kinds of jobs that are new, seen from a level."""


@dataclass(frozen=True, slots=True)
class Employment:
    """Jobs of one proposal, or of several together."""

    nation: Fraction = Fraction(0)
    """Net new jobs, seen from the nation."""
    hub: Fraction = Fraction(0)
    """Net new jobs, seen from the hub."""
    safeguarded: Fraction = Fraction(0)
    """Jobs that are kept, as given, less the reference case."""
    construction: Fraction = Fraction(0)
    """Person-years of construction, as given, less the reference case."""

    def __add__(self, other: Employment) -> Employment:
        return Employment(
            self.nation + other.nation,
            self.hub + other.hub,
            self.safeguarded + other.safeguarded,
            self.construction + other.construction,
        )


def net_share(factors: Factors) -> Fraction:
    """Share of a gross effect that is additional, the multiplier included."""
    return (
        (1 - Fraction(factors.leakage))
        * (1 - Fraction(factors.displacement))
        * (1 - Fraction(factors.substitution))
        * Fraction(factors.multiplier)
    )


def net_jobs(row: Jobs, level: Level, factors: Factors) -> Fraction:
    """Net new jobs of one row, seen from a level."""
    if row.kind not in NEW_AT[level]:
        return Fraction(0)
    return (Fraction(row.jobs) - Fraction(row.reference)) * net_share(factors)


def employment(row: Jobs, hub: Factors, nation: Factors, portion: Fraction) -> Employment:
    """Jobs of one row, of which an option brings a portion."""
    apart = (Fraction(row.jobs) - Fraction(row.reference)) * portion
    return Employment(
        nation=net_jobs(row, "nation", nation) * portion,
        hub=net_jobs(row, "hub", hub) * portion,
        safeguarded=apart if row.kind == "safeguarded" else Fraction(0),
        construction=apart if row.kind == "construction" else Fraction(0),
    )
