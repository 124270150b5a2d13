"""What `hubs` tells of the ends of journeys: jobs, competition, orders, dates, other measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from prioritise.hubs.appraisal import HubAppraisal
from prioritise.hubs.jobs import (
    HALF_LIFE,
    JobWeighing,
    contests,
    job_reaches,
    shares,
    three_decays,
    weighed,
)
from prioritise.hubs.published import RankComparison, compared
from prioritise.programme.counting import Decay
from prioritise.programme.destinations import jobs_at
from prioritise.views.hubs.hub_job_tables import (
    competition_table,
    date_table,
    decay_table,
    job_table,
    published_table,
    share_table,
)
from prioritise.views.hubs.hub_times import Times
from prioritise.views.rounding import decimals
from prioritise.views.table import Table, figure

POTENTIAL = "This is a potential: who could get there in the time"
"""What every figure is, wherever it stands."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the ends."""

    half_life: Decimal = HALF_LIFE
    """Minutes by which a journey is worth half."""
    around: float = 2.0
    """Kilometres around a hub within which jobs of zones are its jobs."""
    competition: bool = False
    """Whether workers compete for jobs."""
    published: str = ""
    """Column of zones with a published measure; empty: none."""


class Ends:
    """Tables and sentences on what is at the end of journeys."""

    def __init__(self, appraisal: HubAppraisal, times: Times, asked: Asked) -> None:
        self._appraisal, self._times, self._asked = appraisal, times, asked
        self._access = appraisal.access
        programme = self._access.programme
        hubs = [programme.hub_of[hub] for hub in self._access.hubs]
        zones = [area.zone for area in self._access.areas]
        self.jobs: Mapping[str, int] = jobs_at(hubs, zones, asked.around)
        steps = [Decay("step", minutes) for minutes in appraisal.thresholds]
        three = three_decays(appraisal.thresholds, asked.half_life)
        self._three = three
        self._weighings = {
            decay: JobWeighing(self._access, decay) for decay in dict.fromkeys((*steps, *three))
        }

    @property
    def tables(self) -> tuple[Table, ...]:
        """Those that something is known for."""
        return tuple(self._tables())

    @property
    def notes(self) -> tuple[str, ...]:
        """What they say, a sentence each."""
        return tuple(self._notes())

    def _tables(self) -> Iterator[Table]:
        basis = self._times.basis
        weighings = [self._weighings[decay] for decay in self._three]
        yield decay_table((row for each in weighings for row in weighed(each)), basis)
        if self.jobs:
            reaches = (job_reaches(each, self.jobs) for each in self._weighings.values())
            yield job_table((row for rows in reaches for row in rows), basis)
            if self._asked.competition:
                agreed = self._access.agreed
                wanted = (contests(each, self.jobs, agreed) for each in weighings)
                yield competition_table((row for rows in wanted for row in rows), basis)
                own = (shares(each, self.jobs, agreed) for each in weighings)
                yield share_table((row for rows in own for row in rows), basis)
        if self._asked.published:
            yield published_table(self._comparison(), basis)
        if self._times.by_day:
            yield date_table(self._times.by_day, self._appraisal.thresholds, basis)

    def _notes(self) -> Iterator[str]:
        if self.jobs:
            yield f"{POTENTIAL}, and to what jobs, not who would work there."
            yield from self._on_jobs()
        else:
            yield f"{POTENTIAL}, not who would work there. It counts no jobs."
        if len(self._access.proposed) > 1:
            yield self._on_order()
        if self._asked.published:
            yield self._on_published()
        if self._times.by_day:
            yield self._on_dates()

    def _on_jobs(self) -> Iterator[str]:
        for decay in self._three[:2]:
            first, *further = job_reaches(self._weighings[decay], self.jobs)
            text = (
                f"Jobs at the end ({decay.in_words}): the mean {self._access.one} can reach "
                f"{decimals(first.per_worker, 0)} of {first.jobs:,} at agreed hubs"
            )
            best = max(further, key=lambda row: row.adds, default=None)
            if best is not None and best.adds:
                text += f"; {self._name(best.hub)} would add {decimals(best.adds, 0)}"
            yield f"{text}."
        if self._asked.competition:
            decay = self._three[1]
            rows = [
                row
                for row in contests(self._weighings[decay], self.jobs, self._access.agreed)
                if row.for_each is not None
            ]
            if rows:
                most = max(rows, key=lambda row: row.for_each or 0)
                least = min(rows, key=lambda row: row.for_each or 0)
                fewest, largest = (decimals(row.for_each or 0, 2) for row in (least, most))
                yield (
                    f"In competition ({decay.in_words}): from {fewest} jobs for each "
                    f"{self._access.one} at {self._name(least.hub)} to {largest} at "
                    f"{self._name(most.hub)}."
                )

    def _on_order(self) -> str:
        orders = [
            [row.hub for row in weighed(self._weighings[decay]) if row.place is not None]
            for decay in self._three
        ]
        words = ", ".join(decay.in_words for decay in self._three)
        if all(order == orders[0] for order in orders):
            return f"The order of further hubs by people is the same under three decays: {words}."
        firsts = [self._name(order[0]) for order in orders]
        if len(set(firsts)) == 1:
            return (
                f"{firsts[0]} adds most people under each of three decays ({words}); the order "
                "behind it changes."
            )
        told = "; ".join(
            f"{decay.in_words}: {first}" for decay, first in zip(self._three, firsts, strict=True)
        )
        return f"Which further hub adds most people hangs on the decay. {told}."

    def _on_published(self) -> str:
        comparison = self._comparison()
        if comparison.correlation is None:
            return f"The column {comparison.column} puts zones in no order."
        return (
            f"Rank correlation with {comparison.column}, over {len(comparison.rows):,} zones: "
            f"{decimals(comparison.correlation, 2)}, where 1 is the same order and 0 is none."
        )

    def _on_dates(self) -> str:
        thresholds = self._appraisal.thresholds
        middle = thresholds[len(thresholds) // 2]
        found = [(access.reached(access.agreed, middle), day) for day, access in self._times.by_day]
        (least, on), (most, other) = min(found), max(found)
        return (
            f"By date, within {figure(middle)} minutes of an agreed hub: from {least:,} people "
            f"({on.isoformat()}) to {most:,} ({other.isoformat()})."
        )

    def _comparison(self) -> RankComparison:
        decay = self._three[1]
        return compared(self._weighings[decay], self._asked.published, self.jobs)

    def _name(self, hub: str) -> str:
        return self._access.programme.hub_of[hub].name
