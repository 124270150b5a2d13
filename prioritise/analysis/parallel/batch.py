"""Many programmes asked at once: small answers, in the order of the questions, whoever works.

A question is a change of one programme, and its answer what `optimise` says of the changed one.
The answers are kept in a checkpoint as they come, so that what was stopped goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from prioritise.analysis.parallel.answer import BatchAnswer, answer_in, attempted
from prioritise.analysis.parallel.checkpoint import Checkpoint
from prioritise.analysis.parallel.executor import Executor, LostPiece
from prioritise.optimise import optimise
from prioritise.programme.programme import Programme


class Change(Protocol):
    """What is different in one question; a frozen dataclass, whose `repr` says all of it."""

    def applied_to(self, programme: Programme) -> Programme:
        """The changed programme."""


def answer(programme: Programme, change: Change) -> BatchAnswer:
    """The answer to one question; what goes wrong is an answer, too."""
    return attempted(lambda: answer_in(optimise(change.applied_to(programme))), why=str)


def ask(
    executor: Executor,
    programme: Programme,
    questions: Iterable[Change],
    checkpoint: Checkpoint | None = None,
) -> Iterator[BatchAnswer]:
    """The answers, in the order of the questions, each as soon as all before it are there.

    Parameters
    ----------
    executor : Executor
        Who works.
    programme : Programme
        What the questions change.
    questions : iterable of Change
        Taken one by one as they are needed, so that there may be any number of them.
    checkpoint : Checkpoint
        Answers that are known already, and where new ones are kept.
    """
    known: dict[int, BatchAnswer] = {}
    keys: dict[int, str] = {}

    def unanswered() -> Iterator[Change]:
        for place, question in enumerate(questions):
            key = repr(question)
            found = checkpoint.found(key) if checkpoint else None
            if found is None:
                places.append(place)
                keys[place] = key
                yield question
            else:
                known[place] = found

    places: list[int] = []
    following = 0
    for at, result in executor.answers(answer, programme, unanswered()):
        place = places[at]
        found = _lost(result) if isinstance(result, LostPiece) else result
        if checkpoint and found.status != "failed":  # it may do better the next time
            checkpoint.keep(keys.pop(place), found)
        known[place] = found
        while following in known:
            yield known.pop(following)
            following += 1
    while following in known:
        yield known.pop(following)
        following += 1


def _lost(lost: LostPiece) -> BatchAnswer:
    return BatchAnswer("failed", why=f"its worker was lost {lost.attempts} times")
