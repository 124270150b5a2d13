"""What is chosen as budgets or a weight change: the frontier, and every swap on the way.

Nested, nobody leaves as money grows: from the least budget upwards each shortlist keeps the one
before it, and is the best of those that do. What that costs is the value that it lacks to the free
one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from prioritise.insight.many.asking import ask
from prioritise.insight.many.crew import Alone, Crew
from prioritise.insight.many.found import Found
from prioritise.insight.many.journal import Journal
from prioritise.insight.sweeps.frontier import Point, Tell, frontier, has_plan
from prioritise.insight.sweeps.sweep_settings import Budgets, Kept, Weight
from prioritise.insight.sweeps.weight_breaks import Breaks, breaks_between
from prioritise.programme.budgets import whole_budget
from prioritise.programme.programme import Programme

SOLVED = "solved"
AS_FREE = "as without nesting"


@dataclass(frozen=True, slots=True)
class Row:
    """One point of a sweep."""

    point: Decimal
    """Factor on the budgets, or share of all weights."""
    budget: int
    """Pence of the budgets that change; of all budgets where a weight does."""
    found: Found
    proof: str
    """`solved`, or the point whose answer it is as well."""
    free: Found | None = None
    """The answer without nesting, where this one is nested."""

    @property
    def lost(self) -> Fraction | None:
        """Points that nesting costs; none where one of the two is not known."""
        if self.free is None or not (has_plan(self.free) and has_plan(self.found)):
            return None
        return self.free.value - self.found.value


@dataclass(frozen=True, slots=True)
class Swap:
    """Who comes and goes between a point and the last before it that has a shortlist."""

    before: Row
    after: Row
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sweep:
    """What was found, point by point."""

    programme: Programme
    setting: Budgets | Weight
    """What changes, with the first point's figure."""
    rows: tuple[Row, ...]
    breaks: Breaks | None = None
    """Where a weight changes the list; none for budgets."""
    is_nested: bool = False
    swaps: tuple[Swap, ...] = field(init=False)

    def __post_init__(self) -> None:
        shown = [row for row in self.rows if has_plan(row.found)]
        object.__setattr__(self, "swaps", tuple(_swap(*pair) for pair in pairwise(shown)))

    @property
    def setting_name(self) -> str:
        """What changes, in words."""
        if isinstance(self.setting, Weight):
            return self.setting.criterion
        named = self.programme.stream_of.get(self.setting.stream)
        whose = f"the budget of {named.name}" if named else "all budgets"
        return f"{whose} in {self.setting.year}" if self.setting.year else whose

    @property
    def taken_away(self) -> tuple[tuple[str, Swap], ...]:
        """Proposals that a larger budget takes away from a smaller one's list, and where."""
        return tuple((name, swap) for swap in self.swaps for name in swap.leaves)


def budget_sweep(
    crew: Crew,
    programme: Programme,
    settings: Sequence[Budgets],
    *,
    nested: bool = False,
    journal: Journal | None = None,
    tell: Tell = lambda known, all_of_them: None,
) -> Sweep:
    """The answers with each budget, the least money first; nested or free."""
    points = frontier(crew, programme, settings, journal, tell)
    rows = [
        Row(
            setting.factor,
            setting.money_in(programme),
            point.found,
            SOLVED if point.holds_from is None else f"as at {settings[point.holds_from].factor:f}",
        )
        for setting, point in zip(settings, points, strict=True)
    ]
    if nested:
        rows = list(_nested(programme, settings, points, rows, journal))
    return Sweep(programme, settings[0], tuple(rows), is_nested=nested)


def weight_sweep(
    crew: Crew,
    programme: Programme,
    settings: Sequence[Weight],
    *,
    journal: Journal | None = None,
    tell: Tell = lambda known, all_of_them: None,
) -> Sweep:
    """The answers with each share of all weights, and the shares at which the list changes."""
    money = whole_budget(programme.streams)
    rows: list[Row] = []
    for setting, found in zip(settings, ask(crew, programme, settings, journal), strict=True):
        rows.append(Row(setting.share, money, found, SOLVED))
        tell(len(rows), len(settings))
    breaks = breaks_between(crew, programme, settings, [row.found for row in rows])
    return Sweep(programme, settings[0], tuple(rows), breaks)


def _nested(
    programme: Programme,
    settings: Sequence[Budgets],
    points: Sequence[Point],
    rows: Sequence[Row],
    journal: Journal | None,
) -> list[Row]:
    kept: tuple[str, ...] = ()
    nested: list[Row] = []
    for setting, point, row in zip(settings, points, rows, strict=True):
        free = point.found
        found, proof = free, row.proof if not kept else AS_FREE
        if has_plan(free) and not set(kept) <= set(free.shortlist):
            (found,) = ask(Alone(), programme, [Kept(setting, kept)], journal)
            proof = SOLVED
        if has_plan(found):
            kept = found.shortlist
        nested.append(Row(row.point, row.budget, found, proof, free))
    return nested


def _swap(before: Row, after: Row) -> Swap:
    old, new = before.found.shortlist, after.found.shortlist
    return Swap(
        before,
        after,
        tuple(name for name in new if name not in old),
        tuple(name for name in old if name not in new),
    )
