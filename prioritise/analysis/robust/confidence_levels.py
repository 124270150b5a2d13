"""What being sure costs: the best list for each share of drawn futures in which it keeps its money.

Each level is an exact answer to the programme with that limit. It is fitted to a sample of draws,
so it is tried on as many fresh ones, and the share in which it holds there is told with the
interval that so many draws allow. A list that is sure to a higher level is so to every lower one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, exp, lgamma, log

from prioritise.analysis.parallel.answer import BatchAnswer
from prioritise.analysis.parallel.batch import ask
from prioritise.analysis.parallel.checkpoint import Checkpoint
from prioritise.analysis.parallel.executor import Executor
from prioritise.optimise.check.examination import Examiner
from prioritise.programme.confidence import Confidence
from prioritise.programme.programme import Programme

MIDDLE = Fraction(1, 2)
"""The level at which costs are as likely above as below."""
LEVEL_SECONDS = Decimal(120)
"""Seconds for a level where none are said: two workers answer three within five minutes."""
OUTSIDE = 0.05
"""How likely the true share lies outside of the interval that is told."""
_HALVINGS = 60


@dataclass(frozen=True, slots=True)
class Sureness:
    """A programme asked for a list that holds so often."""

    confidence: Confidence

    def applied_to(self, programme: Programme) -> Programme:
        """The programme with this limit; a level takes more time than usual where none is said."""
        solver = programme.solver
        if "seconds" not in solver.model_fields_set:
            solver = solver.model_copy(update={"seconds": LEVEL_SECONDS})
        return programme.revised(confidence=self.confidence, solver=solver)


@dataclass(frozen=True, slots=True)
class LevelAnswer:
    """The best list for one level, and how it does."""

    confidence: Confidence
    found: BatchAnswer
    held_on_sample: int = 0
    """Draws it was fitted to in which it keeps every budget."""
    held_on_fresh: int = 0
    """The same of as many draws that it was not fitted to."""
    contingency: int = 0
    """Pence that, held centrally, carry the list's public money from its middle to the level."""
    enters: tuple[str, ...] = ()
    """In it and not in the list that need not be sure, in order of id."""
    leaves: tuple[str, ...] = ()
    """The other way round."""

    @property
    def is_answered(self) -> bool:
        """Whether there is a list."""
        return self.found.status in ("optimal", "feasible")

    @property
    def interval(self) -> tuple[float, float]:
        """Between what shares the true one lies, 19 times in 20, by the fresh draws."""
        return interval_of(self.held_on_fresh, self.confidence.draws)


def sure_lists(
    executor: Executor,
    programme: Programme,
    chosen: Sequence[str],
    asked: Sequence[Confidence],
    checkpoint: Checkpoint | None = None,
    tell: Callable[[int], None] = lambda number: None,
) -> tuple[LevelAnswer, ...]:
    """The best list for each level, in the order of the levels that are asked for.

    Parameters
    ----------
    chosen : sequence of str
        The list that need not be sure, against which changes are told.
    asked : sequence of Confidence
        The levels; they share their draws, and whether each budget counts by itself.
    checkpoint : Checkpoint
        Answers that are known already, and where new ones are kept.
    tell : callable
        Told how many levels are answered.
    """
    found: list[BatchAnswer] = []
    for answer in ask(executor, programme, map(Sureness, asked), checkpoint):
        found.append(answer)
        tell(len(found))
    by_level = dict(zip((one.level for one in asked), found, strict=True))
    examiner = Examiner(programme)
    return tuple(_told(examiner, chosen, one, _best_known(one.level, by_level)) for one in asked)


def _best_known(level: Decimal, by_level: dict[Decimal, BatchAnswer]) -> BatchAnswer:
    """The answer of a level, or a better one of a higher level, with the least bound that holds."""
    own = by_level[level]
    if own.status == "infeasible":
        return own
    higher = [by_level[other] for other in sorted(by_level) if other >= level]
    lists = [one for one in higher if one.status in ("optimal", "feasible")]
    if not lists:
        return own
    best = max(lists, key=lambda one: one.value)
    lower = [by_level[other] for other in sorted(by_level) if other <= level]
    bounds = [one.bound for one in lower if one.status in ("optimal", "feasible")]
    better = own if own.status in ("optimal", "feasible") and own.value == best.value else best
    bound = min(bounds, default=best.bound) if bounds else best.bound
    if own.status == "failed" and not bounds:
        return own
    return replace(better, bound=bound, status="optimal" if bound <= better.value else "feasible")


def _told(
    examiner: Examiner, chosen: Sequence[str], asked: Confidence, found: BatchAnswer
) -> LevelAnswer:
    if found.status not in ("optimal", "feasible"):
        return LevelAnswer(asked, found)
    sample = examiner.in_draws(found.choices, asked.seed, 1, asked.draws)
    fresh = examiner.in_draws(found.choices, asked.seed, asked.draws + 1, asked.draws)
    costs = sorted(sample.public_costs)
    contingency = quantile(costs, Fraction(asked.level)) - quantile(costs, MIDDLE)
    there = set(found.shortlist)
    return LevelAnswer(
        asked,
        found,
        sample.held,
        fresh.held,
        max(0, contingency),
        tuple(name for name in found.shortlist if name not in set(chosen)),
        tuple(name for name in chosen if name not in there),
    )


def quantile(ranked: Sequence[int], level: Fraction) -> int:
    """The least of ranked numbers that is not exceeded by at least such a share of them."""
    return ranked[max(0, ceil(level * len(ranked)) - 1)]


def interval_of(held: int, draws: int) -> tuple[float, float]:
    """The exact interval of Clopper and Pearson for a share, by `held` of so many draws."""
    low = 0.0 if held == 0 else _share_where(lambda p: 1 - _at_most(held - 1, draws, p), True)
    high = 1.0 if held == draws else _share_where(lambda p: _at_most(held, draws, p), False)
    return low, high


def _share_where(tail: Callable[[float], float], rises: bool) -> float:
    """The share at which a tail is as likely as it may be on one side."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if (tail(middle) < OUTSIDE / 2) == rises:
            low = middle
        else:
            high = middle
    return low


def _at_most(held: int, draws: int, share: float) -> float:
    """How likely so many or fewer of some draws hold, where each does with such a share."""
    if share <= 0:
        return 1.0
    if share >= 1:
        return float(held >= draws)
    return sum(_likelihoods(held, draws, share))


def _likelihoods(held: int, draws: int, share: float) -> Iterator[float]:
    whole = lgamma(draws + 1)
    for number in range(held + 1):
        ways = whole - lgamma(number + 1) - lgamma(draws - number + 1)
        yield exp(ways + number * log(share) + (draws - number) * log(1 - share))
