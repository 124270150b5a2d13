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

from prioritise.analysis.parallel.answer import BatchAnswer
from prioritise.analysis.parallel.batch import ask
from prioritise.analysis.parallel.checkpoint import Checkpoint
from prioritise.analysis.parallel.executor import Alone, Executor
from prioritise.analysis.sweeps.frontier import FrontierPoint, Tell, frontier, has_plan
from prioritise.analysis.sweeps.sweep_settings import Budgets, Kept, Weight
from prioritise.analysis.sweeps.weight_breakpoints import Breakpoints, breakpoints_between
from prioritise.programme.budgets import whole_budget
from prioritise.programme.confidence import refuse_confidence
from prioritise.programme.programme import Programme

SOLVED = "solved"
AS_FREE = "as without nesting"


@dataclass(frozen=True, slots=True)
class SweepRow:
    """One point of a sweep."""

    point: Decimal
    """Factor on the budgets, or share of all weights."""
    budget: int
    """Pence of the budgets that change; of all budgets where a weight does."""
    found: BatchAnswer
    proof: str
    """`solved`, or the point whose answer it is as well."""
    free: BatchAnswer | None = None
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

    before: SweepRow
    after: SweepRow
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sweep:
    """What was found, point by point."""

    programme: Programme
    setting: Budgets | Weight
    """What changes, with the first point's figure."""
    rows: tuple[SweepRow, ...]
    breaks: Breakpoints | None = None
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
    executor: Executor,
    programme: Programme,
    settings: Sequence[Budgets],
    *,
    nested: bool = False,
    checkpoint: Checkpoint | None = None,
    tell: Tell = lambda known, all_of_them: None,
) -> Sweep:
    """The answers with each budget, the least money first; nested or free."""
    refuse_confidence(programme, "a sweep")
    points = frontier(executor, programme, settings, checkpoint, tell)
    rows = [
        SweepRow(
            setting.factor,
            setting.money_in(programme),
            point.found,
            SOLVED if point.holds_from is None else f"as at {settings[point.holds_from].factor:f}",
        )
        for setting, point in zip(settings, points, strict=True)
    ]
    if nested:
        rows = list(_nested(programme, settings, points, rows, checkpoint))
    return Sweep(programme, settings[0], tuple(rows), is_nested=nested)


def weight_sweep(
    executor: Executor,
    programme: Programme,
    settings: Sequence[Weight],
    *,
    checkpoint: Checkpoint | None = None,
    tell: Tell = lambda known, all_of_them: None,
) -> Sweep:
    """The answers with each share of all weights, and the shares at which the list changes."""
    refuse_confidence(programme, "a sweep")
    money = whole_budget(programme.streams)
    rows: list[SweepRow] = []
    for setting, found in zip(
        settings, ask(executor, programme, settings, checkpoint), strict=True
    ):
        rows.append(SweepRow(setting.share, money, found, SOLVED))
        tell(len(rows), len(settings))
    breaks = breakpoints_between(executor, programme, settings, [row.found for row in rows])
    return Sweep(programme, settings[0], tuple(rows), breaks)


def _nested(
    programme: Programme,
    settings: Sequence[Budgets],
    points: Sequence[FrontierPoint],
    rows: Sequence[SweepRow],
    checkpoint: Checkpoint | None,
) -> list[SweepRow]:
    kept: tuple[str, ...] = ()
    nested: list[SweepRow] = []
    for setting, point, row in zip(settings, points, rows, strict=True):
        free = point.found
        found, proof = free, row.proof if not kept else AS_FREE
        if has_plan(free) and not set(kept) <= set(free.shortlist):
            (found,) = ask(Alone(), programme, [Kept(setting, kept)], checkpoint)
            proof = SOLVED
        if has_plan(found):
            kept = found.shortlist
        nested.append(SweepRow(row.point, row.budget, found, proof, free))
    return nested


def _swap(before: SweepRow, after: SweepRow) -> Swap:
    old, new = before.found.shortlist, after.found.shortlist
    return Swap(
        before,
        after,
        tuple(name for name in new if name not in old),
        tuple(name for name in old if name not in new),
    )
