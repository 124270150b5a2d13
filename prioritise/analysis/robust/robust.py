"""How sure a shortlist is: every draw of an uncertain programme answered, and what that comes to.

Each answer is that of a run of its own. Draws of weights alone are settled from what is known at
other weights wherever that proves them; the others are solved. Rows come in order as they are
ready, and only counts are kept of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import Any

from prioritise.analysis.parallel.answer import BatchAnswer
from prioritise.analysis.parallel.checkpoint import Checkpoint
from prioritise.analysis.parallel.executor import Executor, LostPiece
from prioritise.analysis.robust.evaluation import (
    MAIN,
    EvaluationContext,
    EvaluationTask,
    Pause,
    Probe,
    Solve,
    only_way,
    value_of_list,
    weighing_of,
    work,
)
from prioritise.analysis.robust.prove_draws import FEWEST, DrawProver, ProvenDraw
from prioritise.optimise.next_best import NextBest
from prioritise.programme.programme import Programme
from prioritise.programme.sampling import Draw, Drawn, Streams, declared, drawn

TOGETHER = 1000
"""Draws of weights that are looked at together; memory does not grow beyond that."""
SOLVED_TOGETHER = 50
"""The same where every draw is solved: each then holds many figures."""
MOST_FUTURES = 12
"""Ways in which money may come late or be cut that are told apart; draws of others are solved."""


@dataclass(frozen=True, slots=True)
class DrawRow:
    """One draw and its answer."""

    number: int
    drawn: Drawn
    found: BatchAnswer
    by: int | None
    """How many others prove the answer; none where it was solved."""
    lists: tuple[BatchAnswer, ...]
    """Each list in this draw: its best value, or the limits that it breaks."""

    @property
    def regrets(self) -> tuple[Fraction | None, ...]:
        """Points that each list is worth less than the best; none where that cannot be said."""
        return tuple(
            self.found.value - one.value
            if one.status == "optimal" and self.found.status in ("optimal", "feasible")
            else None
            for one in self.lists
        )


def answers(
    executor: Executor,
    asked: EvaluationContext,
    seed: int,
    draws: int,
    checkpoint: Checkpoint | None = None,
) -> Iterator[DrawRow]:
    """Every draw in order, each as soon as all before it are answered.

    Parameters
    ----------
    executor : Executor
        Who works.
    asked : Asked
        The programme, its own answer, and the lists whose regret is asked for.
    seed : int
        What all draws hang on, with their number.
    draws : int
        How many.
    checkpoint : Checkpoint
        Answers that are known already, and where new ones are kept.
    """
    walk = _Walk(asked, seed, draws, checkpoint)
    pieces = walk.pieces()
    for without_a_crew, piece in enumerate(pieces):
        if not isinstance(piece, Pause):  # an executor is called only where there is work for it
            for place, result in executor.answers(work, asked, chain([piece], pieces)):
                walk.take(without_a_crew + place, result)
                yield from walk.ready()
            break
        yield from walk.ready()
    yield from walk.ready()


def can_settle(programme: Programme) -> bool:
    """Whether draws of weights may be settled without a solve: weights move nothing but value."""
    said = declared(programme)
    return (
        said.weights is not None
        and said.scores is None
        and said.costs is None
        and not programme.solver.gap
        and all(rule.measure != "value" for rule in programme.rules)
    )


class _Walk:
    """One walk through the draws: pieces go out, answers come in, rows are ready in order."""

    def __init__(
        self, asked: EvaluationContext, seed: int, draws: int, checkpoint: Checkpoint | None
    ) -> None:
        self._asked = asked
        self._seed, self._draws = seed, draws
        self._checkpoint = checkpoint
        self._settles = can_settle(asked.programme)
        self._settlings: dict[tuple[Streams, int], DrawProver] = {}
        self._sent: dict[int, EvaluationTask] = {}
        self._round: dict[Probe, Any] = {}
        self._places = 0
        self._pending = 0
        self._drawn: dict[int, Drawn] = {}
        self._parts: dict[int, dict[int, tuple[BatchAnswer, int | None]]] = {}
        self._following = 1
        self._said = f"{asked.lists} {seed}"

    def pieces(self) -> Iterator[EvaluationTask]:
        """What is to be done, one by one as somebody is free."""
        together = TOGETHER if self._settles else SOLVED_TOGETHER
        for first in range(1, self._draws + 1, together):
            numbers = range(first, min(first + together, self._draws + 1))
            futures = {n: drawn(self._asked.programme, Draw(self._seed, n)) for n in numbers}
            self._drawn.update(futures)
            self._parts.update({number: {} for number in numbers})
            if self._settles:
                yield from self._rounds(futures)
            for number, missing in [(number, self._missing(number)) for number in numbers]:
                if missing:
                    draw = Draw(self._seed, number)
                    yield from self._sent_out(Solve(draw, futures[number], missing))
            yield self._numbered(Pause())

    def take(self, place: int, result: Any) -> None:
        """Take in what a piece came to."""
        piece = self._sent.pop(place)
        if not isinstance(piece, Pause):
            self._keep(piece, result)
            self._learn(piece, result)

    def ready(self) -> Iterator[DrawRow]:
        """Rows that are next and whole."""
        wanted = 1 + len(self._asked.lists)
        while len(self._parts.get(self._following, ())) == wanted:
            number = self._following
            parts = self._parts.pop(number)
            lists = tuple(parts[place][0] for place in range(len(self._asked.lists)))
            found, by = parts[MAIN]
            yield DrawRow(number, self._drawn.pop(number), found, by, lists)
            self._following += 1

    def _missing(self, number: int) -> tuple[int, ...]:
        if number < self._following:
            return ()
        parts = self._parts[number]
        return tuple(w for w in (MAIN, *range(len(self._asked.lists))) if w not in parts)

    def _rounds(self, futures: Mapping[int, Drawn]) -> Iterator[EvaluationTask]:
        """Settle what can be settled; every round waits for its answers."""
        groups: dict[Streams, dict[int, Any]] = {}
        for number, future in futures.items():
            if future.only_weighed:
                groups.setdefault(future.streams, {})[number] = future.shares
        settlings = [
            (key, settling)
            for streams, draws in groups.items()
            for key, settling in self._settlings_of(streams, draws)
        ]
        going_on = True
        while going_on:
            going_on = False
            for (streams, wanted), settling in settlings:
                self._settle(wanted, settling)
                for asking in settling.questions():
                    going_on = True
                    listed = settling.listed(asking)
                    if listed is None:
                        yield from self._sent_out(Probe(streams, wanted, asking))
                    else:
                        settling.learn(asking, listed)
            while self._pending:
                yield self._numbered(Pause())
            self._learn_round()
        for (streams, wanted), settling in settlings:
            if settling.is_impossible and wanted != MAIN:
                self._name_what_breaks(streams, wanted, list(settling.open))

    def _settlings_of(
        self, streams: Streams, draws: Mapping[int, Any]
    ) -> Iterator[tuple[tuple[Streams, int], DrawProver]]:
        for wanted in (MAIN, *range(len(self._asked.lists))):
            key = (streams, wanted)
            if key not in self._settlings:
                if len(draws) < FEWEST or len(self._settlings) >= MOST_FUTURES * (
                    1 + len(self._asked.lists)
                ):
                    continue
                self._settlings[key] = self._new(streams, wanted)
            self._settlings[key].draw(draws)
            yield key, self._settlings[key]

    def _new(self, streams: Streams, wanted: int) -> DrawProver:
        weighing = weighing_of(self._asked, streams, wanted)
        if wanted == MAIN:
            known = () if streams != Streams() else (self._asked.plan.choices,)
            return DrawProver(weighing, known)
        programme, ids = weighing.asked.programme, self._asked.lists[wanted]
        only = only_way(programme, ids)
        if only is None:
            return DrawProver(weighing)
        broken = weighing.asked.examiner.examine(only).violations
        return DrawProver(weighing, () if broken else (only,), whole=True)

    def _settle(self, wanted: int, settling: DrawProver) -> None:
        for number, settled in settling.settle().items():
            self._parts[number][wanted] = (_found(settled), settled.by)

    def _name_what_breaks(self, streams: Streams, wanted: int, numbers: Sequence[int]) -> None:
        """A list that no weights make possible breaks the same limits under all."""
        programme = streams.applied_to(self._asked.programme)
        found = value_of_list(programme, self._asked.lists[wanted])
        for number in numbers:
            self._parts[number][wanted] = (found, None)

    def _sent_out(self, piece: Solve | Probe) -> Iterator[EvaluationTask]:
        """A piece to be worked on, unless its answer is known from before."""
        known = self._known(piece)
        if known is None:
            if isinstance(piece, Probe):
                self._round[piece] = None
                self._pending += 1
            yield self._numbered(piece)
        else:
            self._learn(piece, known, counted=False)

    def _numbered(self, piece: EvaluationTask) -> EvaluationTask:
        self._sent[self._places] = piece
        self._places += 1
        return piece

    def _learn(self, piece: EvaluationTask, result: Any, counted: bool = True) -> None:
        if isinstance(piece, Probe):
            self._pending -= counted
            self._round[piece] = None if isinstance(result, LostPiece) else result
        elif isinstance(piece, Solve):
            parts = self._parts[piece.draw.number]
            for place, wanted in enumerate(piece.wanted):
                found = _lost(result) if isinstance(result, LostPiece) else result[place]
                parts[wanted] = (found, None)

    def _learn_round(self) -> None:
        """Learn what a round has come to in the order in which it was asked, whoever was first."""
        for probe, found in self._round.items():
            self._settlings[probe.streams, probe.wanted].learn(probe.asking, found)
        self._round.clear()

    def _keep(self, piece: EvaluationTask, result: Any) -> None:
        if self._checkpoint is None or isinstance(result, LostPiece) or result is None:
            return
        if isinstance(piece, Probe):
            self._checkpoint.keep(f"{self._said} {piece}", _as_found(result))
        elif isinstance(piece, Solve):
            for wanted, found in reversed(list(zip(piece.wanted, result, strict=True))):
                if found.status != "failed":  # it may do better the next time
                    self._checkpoint.keep(f"{self._said} {piece.draw} {wanted}", found)

    def _known(self, piece: Solve | Probe) -> Any:
        if self._checkpoint is None:
            return None
        if isinstance(piece, Probe):
            found = self._checkpoint.found(f"{self._said} {piece}")
            return None if found is None else _as_outside(found)
        kept = [self._checkpoint.found(f"{self._said} {piece.draw} {w}") for w in piece.wanted]
        return None if None in kept else tuple(kept)


def _found(settled: ProvenDraw) -> BatchAnswer:
    value = settled.value
    return BatchAnswer("optimal", value, value, 0, settled.choices, True)


def _lost(lost: LostPiece) -> BatchAnswer:
    return BatchAnswer("failed", why=f"its worker was lost {lost.attempts} times")


_NO_OTHER, _NO_BOUND, _BOUND = "no other plan", "no bound", "bound"


def _as_found(outside: NextBest) -> BatchAnswer:
    """What is known of plans outside, as an answer that a checkpoint can keep."""
    why = _NO_OTHER if not outside.exists else _NO_BOUND if outside.bound is None else _BOUND
    return BatchAnswer(
        "feasible" if outside.plans else "infeasible",
        bound=outside.bound or Fraction(0),
        choices=outside.plans[0] if outside.plans else (),
        why=why,
    )


def _as_outside(found: BatchAnswer) -> NextBest:
    plans = (found.choices,) if found.status == "feasible" else ()
    return NextBest(found.why != _NO_OTHER, found.bound if found.why == _BOUND else None, plans)
