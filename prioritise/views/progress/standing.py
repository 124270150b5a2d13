"""How a programme stands on a day: what a progress page is drafted from, before it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from prioritise.analysis.reserve.reserve_list import Reserve
from prioritise.decisions.entry import Entry
from prioritise.decisions.log import Log
from prioritise.optimise.outturn import Outturn, money_of
from prioritise.optimise.plan import Plan
from prioritise.programme.progress import Milestone, PriorityArea, Risk

_REST = PriorityArea.model_construct(area="", title="Other", lead="", action="")
"""Where what belongs to no area is shown."""


@dataclass(frozen=True, slots=True)
class EarlierList:
    """The shortlist of an earlier run."""

    named: str
    """What people call it."""
    shortlist: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """A programme on a day."""

    plan: Plan
    waiting: Mapping[str, Reserve]
    """The reserve list of the plan."""
    on: date
    """The day."""
    by: str = ""
    """Who reports."""
    since: date | None = None
    """The day since which it is reported; none where it is from the start."""
    earlier: EarlierList | None = None
    """The shortlist as it was then, where that is known."""
    log: Log | None = None
    """Recorded decisions."""

    @cached_property
    def areas(self) -> tuple[PriorityArea, ...]:
        """Areas in their order; last what belongs to none, where there is such a thing."""
        programme = self.plan.programme
        rows: list[Milestone | Risk] = [*programme.milestones, *programme.risks]
        homeless = any(not row.area for row in rows)
        if not programme.areas:
            named = sorted({row.area for row in rows if row.area})
            return (*(PriorityArea(area=name) for name in named), *([_REST] if homeless else []))
        return (*programme.areas, *([_REST] if homeless else []))

    def milestones(self, area: PriorityArea) -> tuple[Milestone, ...]:
        """Milestones of an area: by the day on which they were due, those without one last."""
        found = [each for each in self.plan.programme.milestones if each.area == area.area]
        return tuple(sorted(found, key=lambda each: (each.due or date.max, each.milestone)))

    def proposals(self, area: PriorityArea) -> tuple[str, ...]:
        """Chosen proposals that the milestones of an area are about, in order of id."""
        named = {each.proposal for each in self.milestones(area)}
        return tuple(name for name in self.plan.shortlist if name in named)

    def money(self, area: PriorityArea) -> Outturn:
        """Public money of these within the years: planned, spent and expected."""
        ways = [(self.plan.options[n], self.plan.choice_of[n].payers) for n in self.proposals(area)]
        return sum((money_of(self.plan.programme, way) for way in ways), Outturn())

    @cached_property
    def risks(self) -> tuple[Risk, ...]:
        """Risks, the open ones first, then by size, those of unknown size last."""
        return tuple(
            sorted(
                self.plan.programme.risks,
                key=lambda risk: (risk.status == "closed", -(risk.size or 0), risk.risk),
            )
        )

    @cached_property
    def entered(self) -> tuple[str, ...]:
        """Who is in now and was not in the earlier list."""
        before = set(self.earlier.shortlist) if self.earlier else set(self.plan.shortlist)
        return tuple(name for name in self.plan.shortlist if name not in before)

    @cached_property
    def left(self) -> tuple[str, ...]:
        """Who was in the earlier list and is out now, in order of id."""
        before = set(self.earlier.shortlist) if self.earlier else set()
        return tuple(sorted(before - set(self.plan.shortlist)))

    @cached_property
    def decisions(self) -> tuple[Entry, ...]:
        """What was recorded since, up to the day, in order."""
        start = self.since.isoformat() if self.since else ""
        entries = self.log.entries if self.log else ()
        return tuple(e for e in entries if start <= e.when[:10] <= self.on.isoformat())

    def state(self, milestone: Milestone) -> str:
        """How a milestone stands, in a few words."""
        late = milestone.days_late(self.on)
        days = f"{late} day{'' if late == 1 else 's'}"
        if milestone.is_done(self.on):
            return f"done, {days} late" if late else "done"
        if milestone.due is None:
            return "no day set"
        if milestone.due < self.on:
            return f"late by {days}"
        return f"expected {days} late" if late else "to come"
