"""Where long work is done beside the page: the newest question first, answers kept, stop obeyed.

A piece of work runs in a thread; the solver leaves Python to others meanwhile, so that the page
goes on answering. Whoever waits is told how far it has come.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Condition, Event, Lock, Thread
from time import monotonic
from typing import Any, Generic, TypeVar

from prioritise.optimise.solver import Progress
from prioritise.optimise.solver_thread import Enough
from prioritise.programme.faults import PrioritiseError

KEPT = 40
"""Answers that are kept, of each kind of work."""
DROPPED = "another question has taken the place of this one; ask it again"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a piece of work came to nothing, in words."""

    words: str


@dataclass(eq=False)
class Job(Generic[T]):
    """One piece of work, its progress, and at last what came of it."""

    key: Hashable
    act: Callable[[Job[T]], T]
    progress: Progress | None = None
    """What the solver has told last."""
    figures_in_a_point: int = 1
    """What the solver's figures are divided by to be points."""
    solves: int = 0
    """How many solves have begun."""
    stage: str = ""
    """What is worked on first, where that is something else."""
    is_stopped: bool = False
    """Whether somebody said that the best so far will do."""
    is_dropped: bool = False
    """Whether nobody wants the answer any more."""
    early: T | None = None
    """What can be shown already, while the last things are still being settled."""
    result: T | Failure | None = None
    """What came of it; of dropped work only that it was dropped."""
    began: float = field(default_factory=monotonic)
    ended: Event = field(default_factory=Event)
    showable: Event = field(default_factory=Event)
    _ending: Lock = field(default_factory=Lock)

    def watch(self, progress: Progress) -> None:
        """Note what the solver tells; tell it to stop where that was asked.

        Raises
        ------
        Enough
            Somebody asked to stop.
        """
        before = self.progress
        is_new = before is None or before.objective != progress.objective
        self.solves += is_new or (before is not None and progress.seconds < before.seconds)
        self.progress = progress
        if self.is_stopped or self.is_dropped:
            raise Enough

    def show(self, early: T) -> None:
        """Give what can be shown already."""
        if not self.is_dropped:
            self.early = early
            self.showable.set()

    def stop(self) -> None:
        """Let the best answer so far do."""
        self.is_stopped = True

    def drop(self) -> None:
        """Give it up, and end the waiting of everybody who waits for it."""
        self._end(Failure(DROPPED), is_dropped=True)

    @property
    def seconds(self) -> float:
        """How long it has been under way."""
        return monotonic() - self.began

    @property
    def is_done(self) -> bool:
        """Whether there is a result."""
        return self.ended.is_set()

    def wait(self, seconds: float) -> bool:
        """Whether it is done, within a time."""
        return self.ended.wait(seconds)

    def wait_to_show(self, seconds: float) -> bool:
        """Whether there is anything to show, within a time."""
        return self.showable.wait(seconds)

    def run(self) -> None:
        """Do it; whatever goes wrong becomes words."""
        try:
            result: T | Failure = self.act(self)
        except PrioritiseError as problem:
            result = Failure(str(problem))
        except Exception as problem:
            # The page is the last place to say it: nothing stands between a bug and the reader.
            name = type(problem).__name__
            result = Failure(f"this is a bug in prioritise: {name}: {problem}")
        self._end(result)

    def _end(self, result: T | Failure, *, is_dropped: bool = False) -> None:
        """Whatever comes first counts: a dropped search still ends, and then says nothing."""
        with self._ending:
            if self.is_done:
                return
            self.result, self.is_dropped = result, is_dropped
            self.ended.set()
            self.showable.set()


class JobQueue:
    """Some threads for one kind of work.

    Parameters
    ----------
    threads
        Pieces of work that are done side by side.
    """

    def __init__(self, threads: int = 1) -> None:
        self._works: OrderedDict[Hashable, Job[Any]] = OrderedDict()
        self._waiting: list[Job[Any]] = []
        self._running: list[Job[Any]] = []
        self._changed = Condition()
        for _ in range(threads):
            Thread(target=self._go_on, daemon=True).start()

    def ask(self, key: Hashable, act: Callable[[Job[T]], T]) -> Job[T]:
        """The work of a key: under way or done already, or begun now.

        Parameters
        ----------
        key
            What names the question.
        act : callable
            What answers it.
        """
        with self._changed:
            work = self._works.get(key)
            if work is None or work.is_dropped:
                work = Job(key, act)
                self._works[key] = work
                self._waiting.append(work)
                self._changed.notify()
            self._works.move_to_end(key)
            self._forget()
            return work

    def keep_only(self, is_wanted: Callable[[Hashable], bool]) -> None:
        """Drop everything that is not done and not wanted any more, by its key."""
        with self._changed:
            for work in [*self._waiting, *self._running]:
                if not is_wanted(work.key):
                    work.drop()
                    if work.is_dropped and self._works.get(work.key) is work:
                        del self._works[work.key]
            self._waiting = [work for work in self._waiting if not work.is_dropped]

    def forget(self, key: Hashable) -> None:
        """Ask anew the next time."""
        with self._changed:
            self._works.pop(key, None)

    def _forget(self) -> None:
        done = [key for key, work in self._works.items() if work.is_done]
        for key in done[: max(0, len(self._works) - KEPT)]:
            del self._works[key]

    def _go_on(self) -> None:
        while True:
            with self._changed:
                while not self._waiting:
                    self._changed.wait()
                work = self._waiting.pop()  # the newest first
                self._running.append(work)
            work.run()
            with self._changed, suppress(ValueError):
                self._running.remove(work)
