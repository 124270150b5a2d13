"""What a worker does for `robust`: a draw solved, lists valued in it, plans outside known ones.

A worker keeps the integer programmes that it has built last, since many questions share one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Any

from prioritise.analysis.comparison.compare import given, locked
from prioritise.analysis.parallel.answer import BatchAnswer, answer_in, attempted
from prioritise.analysis.parallel.apart import answers_apart
from prioritise.analysis.robust.prove_draws import NextBestQuestion
from prioritise.optimise.check.examination import Examiner
from prioritise.optimise.clock import UP, is_up
from prioritise.optimise.lexicographic import Hints, optimise
from prioritise.optimise.next_best import Choices, next_best
from prioritise.optimise.plan import Plan
from prioritise.optimise.prepared import prepared
from prioritise.optimise.weighing import Weighing
from prioritise.programme.faults import SolverError
from prioritise.programme.options import Choice
from prioritise.programme.programme import Programme
from prioritise.programme.sampling import Draw, Drawn, Streams

MAIN = -1
"""Stands for the draw's own answer, where a list has its place among the lists."""
KEPT = 8
"""Integer programmes that a worker keeps."""
PAUSE_SECONDS = 0.005


@dataclass(frozen=True, slots=True)
class EvaluationContext:
    """What all pieces of work share."""

    programme: Programme
    plan: Plan
    """Its own answer: a plan from which searches start."""
    lists: tuple[tuple[str, ...], ...]
    """Ids of the lists whose regret is asked for, each in order."""


@dataclass(frozen=True, slots=True)
class Solve:
    """A draw to be answered by a run of its own."""

    draw: Draw
    future: Drawn
    """What was drawn."""
    wanted: tuple[int, ...]
    """What is wanted: the draw's own answer, values of lists."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A question about plans outside known ones."""

    streams: Streams
    wanted: int
    """The programme itself, or a list's place: nothing but who pays is open then."""
    asking: NextBestQuestion


@dataclass(frozen=True, slots=True)
class Value:
    """Lists to be valued in a draw."""

    draw: Draw
    lists: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing to do yet: the next question hangs on answers that are still being worked out."""


EvaluationTask = Solve | Probe | Value | Pause


def work(asked: EvaluationContext, piece: EvaluationTask) -> Any:
    """What a piece comes to; what goes wrong is an answer, too."""
    unanswered = BatchAnswer("failed", why=UP)
    match piece:
        case Pause():
            sleep(PAUSE_SECONDS)
            return None
        case Probe() if is_up():
            return None
        case Solve() if is_up():
            return (unanswered,) * len(piece.wanted)
        case Value() if is_up():
            return (unanswered,) * len(piece.lists)
        case Probe():
            try:
                weighing = _weighing(asked, piece.streams, piece.wanted)
                question = piece.asking
                return next_best(weighing, question.shares, question.known, question.at_least)
            except SolverError:
                return None
        case Solve():
            programme = piece.future.applied_to(asked.programme)
            return tuple(
                _solved(asked, programme)
                if wanted == MAIN
                else value_of_list(programme, asked.lists[wanted])
                for wanted in piece.wanted
            )
        case Value():
            programme = piece.draw.applied_to(asked.programme)
            return tuple(value_of_list(programme, ids) for ids in piece.lists)


def only_way(programme: Programme, ids: Sequence[str]) -> Choices | None:
    """The choices of a list, where there is one way to do and to pay each of its proposals."""
    found = []
    for name in ids:
        options = programme.options[name]
        if len(options) != 1 or any(len(row.payers) != 1 for row in options[0].rows):
            return None
        payers = tuple(row.payers[0] for row in options[0].rows)
        found.append(Choice(name, options[0].name, options[0].tenths, payers))
    return tuple(found)


def value_of_list(programme: Programme, ids: Sequence[str]) -> BatchAnswer:
    """A list's best value, or the limits that it breaks."""
    began = monotonic()
    only = only_way(programme, ids)
    if only is not None:
        seen = Examiner(locked(programme, ids)).examine(only)
        if not seen.violations:
            seconds = monotonic() - began
            return BatchAnswer(
                "optimal", seen.value, seen.value, seen.public_cost, only, seconds=seconds
            )
        limits = dict.fromkeys(violation.limit for violation in seen.violations)
        return BatchAnswer("infeasible", why="\n".join(limits))
    try:
        answer = given("", programme, ids)
    except SolverError as problem:
        return BatchAnswer("failed", why=str(problem))
    if not answer.broken:
        return BatchAnswer("optimal", answer.value, answer.value, answer.public_cost)
    choices = tuple(Choice(o.proposal, o.name, o.tenths, payers) for o, payers in answer.ways)
    seen = Examiner(locked(programme, ids)).examine(choices)
    return BatchAnswer("infeasible", why="\n".join(dict.fromkeys(v.limit for v in seen.violations)))


def _solved(asked: EvaluationContext, programme: Programme) -> BatchAnswer:
    """The answer of a run of its own, without a solver or from a start that is known."""

    def ask() -> BatchAnswer:
        built = prepared(programme)
        apart = None if programme.solver.gap else answers_apart(built, [programme.streams])[0]
        # Of many like draws none is hard by itself.
        return apart or answer_in(optimise(built, Hints((asked.plan,), is_easy=True)))

    return attempted(ask)


_kept: list[tuple[Programme, Streams, int, Weighing]] = []


def _weighing(asked: EvaluationContext, streams: Streams, wanted: int) -> Weighing:
    for programme, others, place, weighing in _kept:
        if programme is asked.programme and (others, place) == (streams, wanted):
            return weighing
    weighing = weighing_of(asked, streams, wanted)
    _kept.insert(0, (asked.programme, streams, wanted, weighing))
    del _kept[KEPT:]
    return weighing


def weighing_of(asked: EvaluationContext, streams: Streams, wanted: int) -> Weighing:
    """A programme with its weights open: with this money, and a list in where one is named."""
    programme = streams.applied_to(asked.programme)
    if wanted != MAIN:
        programme = locked(programme, asked.lists[wanted])
    return Weighing(prepared(programme))
