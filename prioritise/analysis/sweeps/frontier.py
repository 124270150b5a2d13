"""The best shortlist at each of many budgets, most of them proven by their neighbours.

Budgets stand on the right of limits alone, so what fits some money fits more: F(a) lies in F(b) for
a <= b, and the order of objectives is the same in both. Let P be first of all in F(b), every
tie-break settled. Where P fits the money of a, it is in F(a), and whatever came before it there
would come before it in F(b): P is the answer at a, too. So an answer holds down to the least money
that pays for it, and only below that is there anything to solve; where what fits less money is
worth as much, value is proven as well. Where nothing fits, nothing fits less money.

The points are asked in two rounds, which are the same for any number of workers: every
so-manieth, then what is left between them, each stretch from the most money downwards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from prioritise.analysis.parallel.answer import BatchAnswer, answer_in, attempted
from prioritise.analysis.parallel.apart import answers_apart
from prioritise.analysis.parallel.batch import ask
from prioritise.analysis.parallel.checkpoint import Checkpoint
from prioritise.analysis.parallel.executor import Executor, LostPiece
from prioritise.analysis.sweeps.sweep_settings import Budgets
from prioritise.optimise.known_choices import fits, limits_of, plan_of, spending_of
from prioritise.optimise.lexicographic import Hints, optimise
from prioritise.optimise.prepared import prepared
from prioritise.programme.programme import Programme
from prioritise.programme.records import Stream

STRETCH = 8
"""Points from one that is asked in the first round to the next."""

Tell = Callable[[int, int], None]
"""Told how many of how many points are known."""


class FrontierPoint(NamedTuple):
    """What was found at one setting, and what proves it."""

    found: BatchAnswer
    holds_from: int | None = None
    """Place of the point with more money whose answer it is; none where it was solved itself."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring settings without an answer, and what is known on both sides of them."""

    settings: tuple[Budgets, ...]
    """The most money first."""
    above: BatchAnswer | None = None
    """The answer with the next more money, which does not fit any of them."""
    below: BatchAnswer | None = None
    """The answer with the next less money."""


def frontier(
    executor: Executor,
    programme: Programme,
    settings: Sequence[Budgets],
    checkpoint: Checkpoint | None = None,
    tell: Tell = lambda known, all_of_them: None,
) -> tuple[FrontierPoint, ...]:
    """What a run at each setting would say.

    Parameters
    ----------
    executor : Executor
        Who works.
    programme : Programme
        What is asked.
    settings : sequence of Budgets
        The least money first.
    checkpoint : Checkpoint
        Answers that are known already, and where new ones are kept.
    tell : callable
        Told how many of how many points are known.
    """
    if programme.solver.gap:  # what stops within a gap holds nowhere else
        return _one_by_one(executor, programme, settings, checkpoint, tell)
    board = _Board(programme, settings, checkpoint, tell)
    for places_of in (board.coarse, board.left):
        asked = places_of()
        stretches = [board.stretch(places) for places in asked]
        for number, answers in executor.answers(solve_stretch, programme, stretches):
            board.take(asked[number], answers)
    return board.points()


def _one_by_one(
    executor: Executor,
    programme: Programme,
    settings: Sequence[Budgets],
    checkpoint: Checkpoint | None,
    tell: Tell,
) -> tuple[FrontierPoint, ...]:
    points: list[FrontierPoint] = []
    for found in ask(executor, programme, settings, checkpoint):
        points.append(FrontierPoint(found))
        tell(len(points), len(settings))
    return tuple(points)


def solve_stretch(programme: Programme, stretch: Stretch) -> tuple[BatchAnswer, ...]:
    """The answers at the settings of a stretch; one that holds further down is repeated there."""
    above = stretch.above
    holder: _Holder | None = None
    found: list[BatchAnswer] = []
    for setting in stretch.settings:
        if not (holder and holder.holds(setting.streams_of(programme))):
            above = _solved(setting.applied_to(programme), above, stretch.below)
            holder = _Holder(programme, above)
        assert above is not None
        found.append(above)
    return tuple(found)


class _Holder:
    """An answer, and whether it is the answer with less money, too."""

    def __init__(self, programme: Programme, found: BatchAnswer) -> None:
        self._found = found
        self._spending = spending_of(programme, found.choices) if found.settled else ()

    def holds(self, streams: Sequence[Stream]) -> bool:
        """Whether it is the answer with the money of these streams."""
        return self._found.status == "infeasible" or (
            self._found.settled and fits(self._spending, limits_of(streams))
        )


def has_plan(found: BatchAnswer) -> bool:
    """Whether there is a shortlist at all."""
    return found.status in ("optimal", "feasible")


def _solved(asked: Programme, above: BatchAnswer | None, below: BatchAnswer | None) -> BatchAnswer:
    """The answer of a run, found from what is known beside it."""
    at_most = above.bound if above and has_plan(above) else None

    def ask() -> BatchAnswer:
        ready = prepared(asked)
        # A start that is no proof: twelve solves took a third longer with one than without.
        near = [each for each in (above, below) if each and each.value == at_most]
        known = [plan_of(ready, each.choices) for each in near if has_plan(each)]
        found = answer_in(optimise(ready, Hints([each for each in known if each], at_most)))
        return found if at_most is None else replace(found, bound=min(found.bound, at_most))

    return attempted(ask)


class _Board:
    """What is known of each point so far."""

    def __init__(
        self,
        programme: Programme,
        settings: Sequence[Budgets],
        checkpoint: Checkpoint | None,
        tell: Tell,
    ) -> None:
        self._programme, self._settings = programme, settings
        self._checkpoint, self._tell = checkpoint, tell
        self._holders: dict[int, _Holder] = {}
        self._streams = [setting.streams_of(programme) for setting in settings]
        apart = answers_apart(prepared(settings[-1].applied_to(programme)), self._streams)
        self._found = {place: found for place, found in enumerate(apart) if found}
        for place, setting in enumerate(settings):
            found = checkpoint.found(repr(setting)) if checkpoint else None
            if found:
                self._found[place] = found

    def coarse(self) -> list[tuple[int, ...]]:
        """Every so-manieth place, the most money first."""
        places = range(len(self._settings) - 1, -1, -STRETCH)
        return [(place,) for place in places if place not in self._found]

    def left(self) -> list[tuple[int, ...]]:
        """Neighbouring places without an answer, the most money first."""
        stretches: list[tuple[int, ...]] = []
        known = self._known()
        for place in reversed(range(len(self._settings))):
            if place not in known:
                if stretches and stretches[-1][-1] == place + 1:
                    stretches[-1] = (*stretches[-1], place)
                else:
                    stretches.append((place,))
        return stretches

    def stretch(self, places: Sequence[int]) -> Stretch:
        """What there is to ask at some places."""
        known = self._known()
        above, below = known.get(places[0] + 1), known.get(places[-1] - 1)
        return Stretch(
            tuple(self._settings[place] for place in places),
            above.found if above else None,
            below.found if below else None,
        )

    def take(self, places: Sequence[int], answers: Sequence[BatchAnswer] | LostPiece) -> None:
        """Note the answers at some places, and keep them."""
        if isinstance(answers, LostPiece):
            why = f"its worker was lost {answers.attempts} times"
            answers = [BatchAnswer("failed", why=why)] * len(places)
        for place, found in zip(places, answers, strict=True):
            self._found[place] = found
            # What failed is tried again by who goes on.
            if self._checkpoint and found.status != "failed":
                self._checkpoint.keep(repr(self._settings[place]), found)
        self._tell(len(self._known()), len(self._settings))

    def points(self) -> tuple[FrontierPoint, ...]:
        """All points, in order."""
        known = self._known()
        return tuple(known[place] for place in range(len(self._settings)))

    def _known(self) -> dict[int, FrontierPoint]:
        """Every point with an answer: its own, or that of a point with more money."""
        known: dict[int, FrontierPoint] = {}
        above: int | None = None
        for place in reversed(range(len(self._settings))):
            if above is not None and self._holder(above).holds(self._streams[place]):
                known[place] = FrontierPoint(self._found[above], above)
            elif place in self._found:
                above = place
                known[place] = FrontierPoint(self._found[place])
            else:
                above = None
        return known

    def _holder(self, place: int) -> _Holder:
        if place not in self._holders:
            self._holders[place] = _Holder(self._programme, self._found[place])
        return self._holders[place]
