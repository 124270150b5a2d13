"""Many programmes asked at once: small answers, in the order of the questions, whoever works.

A question is a change of one programme, and its answer what `optimise` says of the changed one.
The answers are kept in a journal as they come, so that what was stopped goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import monotonic
from typing import Protocol

from prioritise.insight.many.crew import Crew, Lost
from prioritise.insight.many.found import Found, found_in
from prioritise.insight.many.journal import Journal
from prioritise.optimise import optimise
from prioritise.optimise.clock import UP, is_up
from prioritise.programme.faults import InfeasibleError, SolverError
from prioritise.programme.programme import Programme


class Change(Protocol):
    """What is different in one question; a frozen dataclass, whose `repr` says all of it."""

    def applied_to(self, programme: Programme) -> Programme:
        """The changed programme."""


def answer(programme: Programme, change: Change) -> Found:
    """The answer to one question; what goes wrong is an answer, too."""
    if is_up():
        return Found("failed", why=UP)
    began = monotonic()
    try:
        return found_in(optimise(change.applied_to(programme)))
    except InfeasibleError as problem:
        return Found("infeasible", seconds=monotonic() - began, why=str(problem))
    except SolverError as problem:
        return Found("failed", seconds=monotonic() - began, why=str(problem))


def ask(
    crew: Crew, programme: Programme, questions: Iterable[Change], journal: Journal | None = None
) -> Iterator[Found]:
    """The answers, in the order of the questions, each as soon as all before it are there.

    Parameters
    ----------
    crew : Crew
        Who works.
    programme : Programme
        What the questions change.
    questions : iterable of Change
        Taken one by one as they are needed, so that there may be any number of them.
    journal : Journal
        Answers that are known already, and where new ones are kept.
    """
    known: dict[int, Found] = {}
    keys: dict[int, str] = {}

    def unanswered() -> Iterator[Change]:
        for place, question in enumerate(questions):
            key = repr(question)
            found = journal.found(key) if journal else None
            if found is None:
                places.append(place)
                keys[place] = key
                yield question
            else:
                known[place] = found

    places: list[int] = []
    following = 0
    for at, result in crew.answers(answer, programme, unanswered()):
        place = places[at]
        found = _lost(result) if isinstance(result, Lost) else result
        if journal and found.status != "failed":  # it may do better the next time
            journal.keep(keys.pop(place), found)
        known[place] = found
        while following in known:
            yield known.pop(following)
            following += 1
    while following in known:
        yield known.pop(following)
        following += 1


def _lost(lost: Lost) -> Found:
    return Found("failed", why=f"its worker was lost {lost.attempts} times")
