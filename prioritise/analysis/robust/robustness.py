"""What many draws come to: who is in how often, what lists may lose, and the list that risks least.

Counts are kept, and the best value of each draw; nothing else grows with their number.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from prioritise.analysis.parallel.answer import BatchAnswer
from prioritise.analysis.parallel.executor import Executor, LostPiece
from prioritise.analysis.robust.evaluation import EvaluationContext, Value, only_way, work
from prioritise.analysis.robust.prove_draws import DrawProver
from prioritise.analysis.robust.robust import TOGETHER, DrawRow, can_settle
from prioritise.optimise.prepared import prepared
from prioritise.optimise.weighing import Weighing
from prioritise.programme.sampling import Draw, declared, drawn

RobustGroup = Literal["core", "borderline", "exterior", "unknown"]
Ids = tuple[str, ...]

MOST_MET = 1000
"""Different shortlists that are remembered; those met later are counted as others."""
VALUED = 4
"""Shortlists that are valued anew in every draw, where that takes a solve or a check each."""


@dataclass(slots=True)
class Regret:
    """What a list may lose against the best of each draw."""

    ids: Ids
    most: Fraction | None = None
    """Points less than the best, in the draw in which that is most; none where never possible."""
    at: int = 0
    """Number of that draw."""
    draws: int = 0
    """Draws in which it can be done."""
    impossible: int = 0
    """Draws in which it breaks some limit."""
    unknown: int = 0
    """Draws in which nothing could be said."""
    broken: Counter[str] = field(default_factory=Counter)
    """Limits that it breaks, with the number of draws."""

    def take(self, number: int, best: Fraction | None, found: BatchAnswer) -> None:
        """Take in a draw: its best value, and the list in it."""
        if found.status == "infeasible":
            self.impossible += 1
            self.broken.update(found.why.split("\n"))
        elif best is None or found.status != "optimal":
            self.unknown += 1
        else:
            self.draws += 1
            if self.most is None or best - found.value > self.most:
                self.most, self.at = best - found.value, number


class Robustness:
    """The tally of draws.

    Parameters
    ----------
    asked : Asked
        What was asked.
    seed : int
        What the draws hang on.
    """

    def __init__(self, asked: EvaluationContext, seed: int) -> None:
        self.asked = asked
        self.seed = seed
        self.draws = 0
        self.statuses: Counter[str] = Counter()
        """Draws by the status of their answer."""
        self.settled = 0
        """Draws that were proven by others, without a solve."""
        self.times_in: Counter[str] = Counter()
        self.regrets = tuple(Regret(ids) for ids in asked.lists)
        """The chosen list first, then those that were given."""
        self.met: Counter[Ids] = Counter()
        """Shortlists that were best in some draw."""
        self.met_others = 0
        """Draws whose shortlist was not remembered, since too many were met before."""
        self._tops, self._bottoms = array("q"), array("q")

    def take(self, row: DrawRow) -> None:
        """Take in a draw."""
        self.draws += 1
        self.statuses[row.found.status] += 1
        self.settled += row.by is not None
        answered = row.found.status in ("optimal", "feasible")
        best = row.found.value if answered else None
        for regret, found in zip(self.regrets, row.lists, strict=True):
            regret.take(row.number, best, found)
        self._tops.append(row.found.value.numerator if answered else 0)
        self._bottoms.append(row.found.value.denominator if answered else 0)
        if answered:
            ids = row.found.shortlist
            self.times_in.update(ids)
            if ids in self.met or len(self.met) < MOST_MET:
                self.met[ids] += 1
            else:
                self.met_others += 1

    @property
    def answered(self) -> int:
        """Draws that have a shortlist."""
        return self.statuses["optimal"] + self.statuses["feasible"]

    def share_in(self, proposal: str) -> Fraction:
        """Share of the answered draws in which a proposal is in."""
        return Fraction(self.times_in[proposal], self.answered) if self.answered else Fraction(0)

    def group(self, proposal: str) -> RobustGroup:
        """`core`: in all; `exterior`: in none; `borderline`: in some; `unknown`: none answered."""
        if not self.answered:
            return "unknown"
        share = self.share_in(proposal)
        return "core" if share == 1 else "borderline" if share else "exterior"

    def best(self, number: int) -> Fraction | None:
        """The best value of a draw; none where there was no answer."""
        bottom = self._bottoms[number - 1]
        return Fraction(self._tops[number - 1], bottom) if bottom else None

    def candidates(self) -> list[Ids]:
        """Shortlists that were met, those met most often first, the asked ones aside."""
        ranked = sorted(self.met.items(), key=lambda item: (-item[1], item[0]))
        return [ids for ids, _ in ranked if ids not in self.asked.lists]


def least_regret(
    executor: Executor, tally: Robustness, step: Callable[[], None] | None = None
) -> tuple[Regret, int]:
    """The list that risks least of those met, and how many were compared.

    That is the one that can be done in most draws, and of these the one whose largest regret is
    smallest. Where nothing but weights is drawn and nothing but who is in is open, all that were
    met are compared; otherwise those that were met most often.

    Parameters
    ----------
    executor : Executor
        Who works.
    tally : Robustness
        The draws.
    step : callable
        Told after each draw that has been gone through again.
    """
    candidates = tally.candidates()
    programme = tally.asked.programme
    said = declared(programme)
    certain = not (said.scores or said.costs or said.streams)
    quick = certain and can_settle(programme) and all(only_way(programme, i) for i in candidates)
    regrets = [Regret(ids) for ids in (candidates if quick else candidates[:VALUED])]
    if regrets:
        valued = _weighed(tally, regrets) if quick else _valued(executor, tally, regrets)
        for _ in valued:
            if step is not None:
                step()
    every = [*tally.regrets, *regrets]
    return min(every, key=_risk), len(every)


def _risk(regret: Regret) -> tuple[int, Fraction, int]:
    return (-regret.draws, regret.most or Fraction(0), regret.impossible)


def _weighed(tally: Robustness, regrets: Sequence[Regret]) -> Iterator[int]:
    """Every draw, with the value of each list by its figures alone."""
    programme = tally.asked.programme
    settling = DrawProver(Weighing(prepared(programme)))
    for first in range(1, tally.draws + 1, TOGETHER):
        numbers = range(first, min(first + TOGETHER, tally.draws + 1))
        futures = {n: drawn(programme, Draw(tally.seed, n)).shares for n in numbers}
        settling.draw({n: shares for n, shares in futures.items() if shares is not None})
        for regret in regrets:
            choices = only_way(programme, regret.ids)
            assert choices is not None
            for number, value in settling.values_of(choices).items():
                regret.take(number, tally.best(number), BatchAnswer("optimal", value))
        yield from numbers


def _valued(executor: Executor, tally: Robustness, regrets: Sequence[Regret]) -> Iterator[int]:
    """Every draw, with each list valued by a worker."""
    lists = tuple(regret.ids for regret in regrets)
    pieces = (Value(Draw(tally.seed, number), lists) for number in range(1, tally.draws + 1))
    lost = BatchAnswer("failed", why="its worker was lost")
    waiting: dict[int, Sequence[BatchAnswer]] = {}
    following = 0
    for place, result in executor.answers(work, tally.asked, pieces):
        waiting[place] = [lost] * len(lists) if isinstance(result, LostPiece) else result
        while following in waiting:
            found_in_it = waiting.pop(following)
            following += 1
            for regret, found in zip(regrets, found_in_it, strict=True):
                regret.take(following, tally.best(following), found)
            yield following
