"""The whole appraisal of hubs: what is asked once, and every answer to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from prioritise.hubs.access import Access
from prioritise.hubs.reach import (
    Beyond,
    HubReach,
    Nearest,
    Overlap,
    TenthReach,
    beyond,
    nearest_hubs,
    overlaps,
    reaches,
    tenth_reaches,
)

if TYPE_CHECKING:
    from prioritise.hubs.covering import Cover

THRESHOLDS = (Decimal(30), Decimal(45), Decimal(60))
"""Minutes that are asked about where nobody says which."""
PLACES = 3
"""The best set of further hubs, and the next best ones."""
MOST_FURTHER = 3
"""Further hubs that are weighed together where nobody says how many."""


@dataclass(frozen=True, slots=True)
class HubAppraisal:
    """Every answer, threshold by threshold."""

    access: Access
    thresholds: tuple[Decimal, ...]
    """Minutes, rising."""
    reaches: tuple[HubReach, ...]
    tenths: tuple[TenthReach, ...]
    """Nothing where no zone has a tenth of deprivation."""
    overlaps: tuple[Overlap, ...]
    nearest: tuple[Nearest, ...]
    beyond: tuple[Beyond, ...]
    covers: tuple[Cover, ...]
    """Sets of one further hub, of two, …, best first, for each threshold in turn."""
    share: Fraction | None = None
    """Share of all people that is to be reached, where one was asked."""
    enough: tuple[Cover | None, ...] = ()
    """Fewest further hubs for that share, by threshold; None where all are too few."""

    @property
    def further(self) -> tuple[str, ...]:
        """Further hubs to show beside the agreed ones.

        Those that the scenario adds; else the best set of the largest number that was asked, at the
        middle threshold.
        """
        programme = self.access.programme
        added = tuple(hub for hub in self.access.proposed if hub in programme.added_hubs)
        if added or not self.covers:
            return added
        middle = self.thresholds[len(self.thresholds) // 2]
        best = [cover for cover in self.covers if cover.minutes == middle and cover.place == 1]
        return best[-1].hubs

    def reach_of(self, hub: str, minutes: Decimal) -> HubReach:
        """What one hub means at one threshold."""
        return next(r for r in self.reaches if r.hub == hub and r.minutes == minutes)


def appraise_hubs(
    access: Access,
    thresholds: Iterable[Decimal] = THRESHOLDS,
    *,
    further: int | None = None,
    share: Fraction | None = None,
) -> HubAppraisal:
    """Answer everything about the hubs of a programme.

    Parameters
    ----------
    access
        People, and their minutes to each hub.
    thresholds
        Minutes; each once.
    further
        Sets of up to so many further hubs are weighed; none takes three, or all where there are
        fewer.
    share
        How few further hubs reach this share of all people; none does not ask.

    Raises
    ------
    SolverError
        The solver failed, or counts other people than the journeys do.
    """
    rising = tuple(sorted(set(thresholds)))
    most = min(MOST_FURTHER if further is None else further, len(access.proposed))
    covers: list[Cover] = []
    enough: list[Cover | None] = []
    if access.proposed:
        # Imported here, since a programme without proposed hubs needs no solver.
        from prioritise.hubs.covering import best_covers, fewest

        for minutes in rising:
            for number in range(1, most + 1):
                covers += best_covers(access, minutes, number, PLACES)
            if share is not None:
                enough.append(fewest(access, minutes, share))
    return HubAppraisal(
        access,
        rising,
        reaches(access, rising),
        tenth_reaches(access, rising),
        overlaps(access, rising),
        nearest_hubs(access),
        tuple(beyond(access, minutes) for minutes in rising),
        tuple(covers),
        share if access.proposed else None,
        tuple(enough),
    )
