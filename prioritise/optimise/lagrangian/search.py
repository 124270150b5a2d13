"""The search by prices: move them, try a plan, join what is near, until the answer is proven.

The bound falls as prices move. From time to time all plans within a margin of the bound are looked
for: where there is one, the best of them is the answer; where there is none, the bound falls by the
margin. Either way it is proven in whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import gcd, inf
from time import monotonic

import numpy as np

from prioritise.optimise.lagrangian.blocks import LARGEST, Decomposition, Integers
from prioritise.optimise.lagrangian.core_problem import best_of_core
from prioritise.optimise.lagrangian.fixing import fixed_columns
from prioritise.optimise.lagrangian.join import Joined, joined, plans_of
from prioritise.optimise.lagrangian.multipliers import LagrangianBound, Multipliers
from prioritise.optimise.lagrangian.repair_heuristic import RepairHeuristic
from prioritise.optimise.lagrangian.subproblem import Impossible, NearSelections, TooMany
from prioritise.programme.faults import SolverError

WORK = 4_000_000
"""Pairs that are looked at in the first step; where there are more, a smaller margin has to do, and
twice as many are looked at the next time."""
MOST_WORK = 20_000_000
"""Pairs that are looked at for the best of one block."""
JOINED = 16
"""A pair of joined selections is as much work as so many pairs within a block."""
SAMPLE = 100_000
"""Pairs that are looked at for a plan that proves nothing."""
PLANS = 100_000
"""Plans that are tried for coupling in one step."""
EQUALS = 2_000
"""Equally good plans that are kept in one step: of proposals that cost and count the same there may
be any number, and to list them takes longer than to ask a solver (220 alike: 6 s against 0.4 s;
2026-11)."""
VERY_LARGE = 1_200
"""Proposals from which joining seldom leads to a plan, so that a solver is asked for one."""
WORK_FOR_EQUALS = 2_000_000
"""Pairs that are looked at to know all plans that are as good as the best."""
MUCH_WORK = 2**2 * WORK
"""Where prices lead no further and so many pairs are not enough, a solver has less to do with what
is left."""
LAST_WORK = 2**6 * WORK
"""Where not even so many pairs are enough, prices have led as far as they do."""
STALLS = 3
"""Moves without a much lower bound after which moves are halved."""
MOVES_AT_ONCE = 6
"""Moves between joins."""
STILL = 1 / 8
"""With strides so short, more work on joining leads further than more moves."""
LEAST_STRIDE = 2.0**-8
"""Where moves have been halved so often, prices stay where they are."""
TRIED_EVERY = 4
"""Moves to each plan that is made of what the blocks would take."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search has come to, in figures of the objective."""

    values: tuple[int, ...]
    """Column values of the best plan; empty where none was found."""
    figure: int
    bound: int
    """What no plan exceeds."""
    equals: tuple[tuple[int, ...], ...]
    """Column values of all plans as good as the best; empty where they are not all known."""
    work: int
    """Steps that it took: moves of the multipliers and joins."""
    fixed: Callable[[int], Mapping[int, int]] = lambda figure: {}
    """Columns, and the value that each has in every plan of at least this figure, which some plan
    has."""


class LagrangianSearch:
    """A search by prices, step by step.

    Parameters
    ----------
    parts : Parts
        A model taken apart.
    prices : Prices
        Where to start from.
    """

    def __init__(self, parts: Decomposition, prices: Multipliers) -> None:
        self.parts, self._prices = parts, prices
        self._step = gcd(*parts.figures.tolist()) or 1
        self._standing: LagrangianBound | None = None
        self._bound: int | None = None
        self._stride, self._stalled = 1.0, 0
        self._margin, self._work = 0, WORK
        self.best: Integers | None = None
        self.figure = 0
        self.equals: list[Integers] | None = None
        self._can_move = self._may_join = True
        self._kept = prices
        self._deadline = inf
        self.moves = self.joins = 0
        self._has_failed = False

    @property
    def bound(self) -> int | None:
        """What no plan exceeds, in figures without the objective's constant."""
        if self._bound is None:
            return None
        return self._bound // self._prices.scale // self._step * self._step

    @property
    def is_done(self) -> bool:
        """Whether the best plan is known."""
        return self.best is not None and self.bound is not None and self.figure >= self.bound

    @property
    def gap(self) -> float:
        """What is left between bound and best, over best."""
        if self.best is None or self.bound is None:
            return inf
        constant = self.parts.model.objective.constant
        return (self.bound - self.figure) / max(1, abs(self.figure + constant))

    @property
    def is_at_rest(self) -> bool:
        """Whether prices lead no further, and joining is too much work."""
        return not self._can_move and self._has_failed and self._work >= MUCH_WORK

    def run(
        self,
        deadline: float,
        without: float,
        gap: float,
        glance: Callable[[float | None, float], None],
        leaves_off: Callable[[], bool],
    ) -> None:
        """Go on until the answer is proven to a gap, or time is up: earlier without any plan.

        It ends, too, where `leaves_off` says so after some step.
        """
        self._deadline = deadline
        moving = joining = 0.0
        steps = self._moves_and_joins()
        while self._goes_on and not self._is_within(gap):
            began = monotonic()
            if began >= deadline or (self.best is None and began >= without):
                break
            if leaves_off():
                break
            if next(steps) == "moved":
                moving += monotonic() - began
            else:
                joining += monotonic() - began
            self._may_join = joining < moving
            if self.bound is not None:
                constant = self.parts.model.objective.constant
                best = None if self.best is None else float(self.figure + constant)
                glance(best, float(self.bound + constant))
        if self.is_done and self.equals is None and not self.parts.has_twins:
            self._work = max(self._work, WORK_FOR_EQUALS)
            while self.equals is None and self.join():
                pass  # each time the bound comes nearer, until it is the plan's own figure

    def _moves_and_joins(self) -> Iterator[str]:
        """Some moves, then joins for as long as they succeed and take no longer than moves."""
        while True:
            for _ in range(MOVES_AT_ONCE):
                if self._can_move:
                    self._can_move = self.move()
                    yield "moved"
            succeeds = self._work <= LAST_WORK
            while succeeds and (self._may_join or not self._can_move or self._is_near):
                succeeds = self.join()
                yield "joined"

    @property
    def _goes_on(self) -> bool:
        return self._can_move or self._work <= LAST_WORK

    @property
    def _is_near(self) -> bool:
        """Whether all that is open lies within a margin that was not too much work before."""
        if self.best is None or self._bound is None:
            return False
        return self._bound - self.figure * self._prices.scale <= self._margin // 2

    def _is_within(self, gap: float) -> bool:
        if self.best is None or self.bound is None:
            return False
        constant = self.parts.model.objective.constant
        return self.bound - self.figure <= gap * abs(self.figure + constant)

    def found(self) -> SearchResult | None:
        """What the search has come to."""
        parts, bound = self.parts, self.bound
        if bound is None:
            return None
        constant = parts.model.objective.constant
        if self.best is None:
            return SearchResult((), 0, bound + constant, (), self.moves + self.joins)
        if self.figure > bound:
            raise SolverError(
                f"a plan is worth {self.figure}, where the search by prices says at most {bound}",
                str(parts.model),
            )
        equals = () if self.equals is None or parts.has_twins else self.equals
        return SearchResult(
            parts.values(self.best),
            self.figure + constant,
            bound + constant,
            tuple(parts.values(ways) for ways in equals),
            self.moves + self.joins,
            self.fixed,
        )

    def fixed(self, figure: int) -> Mapping[int, int]:
        """Columns of which it is known what they are in every plan of at least a figure."""
        if self._standing is None:
            return {}
        worth = (figure - self.parts.model.objective.constant) * self._prices.scale
        return fixed_columns(self.parts, self._standing, worth, WORK)

    def move(self) -> bool:
        """Search every block, and move the prices; False where they lead no further."""
        prices = self._prices
        if not prices.is_safe:
            return False
        is_large = len(self.parts.starts) > VERY_LARGE
        standing = prices.standing(WORK if is_large else MOST_WORK)
        self.moves += 1
        if self.moves == 1 and not is_large and not standing.is_exact:
            raise TooMany
        if self._bound is None or standing.bound < self._bound:
            self._stalled = 0 if self._is_much(standing.bound) else self._stalled + 1
            self._bound, self._standing = standing.bound, standing
            self._kept = prices.copy()
        else:
            self._stalled += 1
        if self._stalled >= STALLS:
            self._stride, self._stalled = self._stride / 2, 0
        if self.moves % TRIED_EVERY == 1:
            self._try(standing)
        target = self._bound - max(1, self._bound // 20000)
        if self.best is not None:
            target = max(self.figure * prices.scale, self._bound - self._bound // 1000)
        return prices.move(standing, target, self._stride) and self._stride > LEAST_STRIDE

    def _is_much(self, bound: int) -> bool:
        return self._bound is None or self._bound - bound > self._bound // 100_000

    def _try(self, standing: LagrangianBound) -> None:
        """Make a plan of what the blocks would take."""
        parts = self.parts
        ways = parts.starts[:-1].copy()
        votes = np.zeros(len(parts.figures), np.int64)
        for taken in standing.selections:
            votes[taken] += 1
        agreed = np.nonzero(votes == parts.copies[parts.group_of])[0]
        ways[parts.group_of[agreed]] = agreed
        gain = self._prices.gain()
        trial = RepairHeuristic(parts, ways)
        trial.mend(gain)
        trial.fill(np.argsort(-gain, kind="stable"))
        if trial.is_possible:
            self.take(trial.ways)
        left = self._deadline - monotonic()
        if len(ways) > VERY_LARGE and left > 0:
            found = best_of_core(parts, trial.ways, gain, left)
            if found is not None and RepairHeuristic(parts, found).is_possible:
                self.take(found)

    def take(self, ways: Integers) -> None:
        """Keep a plan where it is the best so far."""
        figure = int(self.parts.figures[ways].sum())
        if self.best is None or figure > self.figure:
            self.best, self.figure, self.equals = ways, figure, None

    def join(self) -> bool:
        """Look for all plans within a margin of the bound; False where that is too much work."""
        prices, scale, standing = self._kept, self._prices.scale, self._standing
        assert standing is not None
        assert self._bound is not None
        spare = standing.bound - self._bound
        margin = self._margin or abs(standing.bound) // 4000 + 1
        if self.best is not None:
            needed = self._bound - self.figure * scale
            margin = min(self._margin or max(margin, needed // 8), needed)
        self.joins += 1
        try:
            nears = prices.nears(standing, spare + margin, self._work)
            found = joined(self.parts, nears, standing.best, spare + margin, self._work // JOINED)
            plans = self._plans(nears, found)
        except TooMany:
            self._margin, self._has_failed = margin // 2, True
            if self._stride <= STILL or not self._can_move:
                self._work *= 2
            return False
        self._margin, self._has_failed = min(margin * 2, LARGEST // 8), False
        lowest = self._bound - margin
        for figure, ways in plans:
            if self.best is None or figure > self.figure:
                self.best, self.figure, self.equals = ways, figure, None
        if self.best is not None and self.figure * scale >= lowest:
            self._bound = min(self._bound, self.figure * scale)
            self.equals = [ways for figure, ways in plans if figure == self.figure]
        else:
            self._bound = min(self._bound, lowest - 1)
            if self._bound < -LARGEST // 4:  # no plan is worth so little
                raise Impossible
            self._sample(nears, standing, margin)
        return True

    def _sample(
        self, nears: tuple[NearSelections, ...], standing: LagrangianBound, margin: int
    ) -> None:
        """Plans that lose more than a margin together, though none of their parts does."""
        margin = min(margin * len(nears), LARGEST // 8)
        for _ in range(8):
            try:
                found = joined(self.parts, nears, standing.best, margin, SAMPLE)
                plans = self._plans(nears, found)
            except TooMany:
                margin //= 2
                continue
            for _, ways in plans[:1]:
                self.take(ways)
            return

    def _plans(
        self, nears: tuple[NearSelections, ...], found: Joined
    ) -> list[tuple[int, Integers]]:
        """Plans that keep all coupling rows, as many as share the highest figure."""
        kept: list[tuple[int, Integers]] = []
        tried = 0
        for figures, ways in plans_of(self.parts, nears, found):
            if kept and figures[0] < kept[0][0]:
                break
            if tried >= PLANS:
                raise TooMany
            for place in np.nonzero(self.parts.keep_coupling(ways))[0].tolist():
                if kept and figures[place] < kept[0][0]:
                    break
                kept.append((int(figures[place]), ways[place]))
            if len(kept) > EQUALS:
                raise TooMany
            tried += len(ways)
        return kept
