"""Who does many independent pieces of work: one process, all cores of the machine, or a cluster.

Answers come in any order, each with the place of its piece; whoever asks puts them in order, so
that any number of workers gives the same. A worker that is lost loses nothing: its piece is done
again.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    CancelledError,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from prioritise.optimise.clock import is_up, left, within
from prioritise.programme.faults import UsageError
from prioritise.programme.undisturbed import scratch_folder, undisturbed

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

Shared = TypeVar("Shared")
Piece = TypeVar("Piece")
Result = TypeVar("Result")
WorkFunction = Callable[[Shared, Piece], Result]
"""A function of a module, which gets what all pieces share, and one piece."""

AHEAD = 2
"""Pieces that are handed out for each worker; the rest is not even made yet."""
ATTEMPTS = 5
"""Times that a piece is tried whose worker is lost; pieces beside it are tried again, too."""
ALONE_SECONDS = 60.0
"""How long a cluster may be without any worker."""
GLANCE_SECONDS = 2.0
"""How often a cluster is asked for its workers."""
STARTING_SECONDS = 1.5
"""What workers take to start: work that is done by then needs none. (A process on two cores of
2026 that imports the solver and starts from nothing takes 1 to 2 seconds.)"""
LOCAL = "local"
"""Address of a cluster that is made for the occasion, on this machine."""


@dataclass(frozen=True, slots=True)
class LostPiece:
    """A piece that has no answer: its workers were lost each time."""

    attempts: int


class Executor(Protocol):
    """Does pieces of work; an error of the work itself is raised."""

    def answers(
        self, work: WorkFunction[Shared, Piece, Result], shared: Shared, pieces: Iterable[Piece]
    ) -> Iterator[tuple[int, Result | LostPiece]]:
        """The place of each piece and its answer, as they come."""


def executor_of(workers: int | None = None, cluster: str | None = None) -> Executor:
    """The executor that was asked for: a cluster's, or so many workers, or one for each core."""
    if cluster is not None:
        return Cluster(cluster)
    number = workers or os.cpu_count() or 1
    if number == 1:
        return Alone()
    return Cores(number, alone_first=0.0 if workers else STARTING_SECONDS)


class Alone:
    """The process that asks, piece by piece."""

    def answers(
        self, work: WorkFunction[Shared, Piece, Result], shared: Shared, pieces: Iterable[Piece]
    ) -> Iterator[tuple[int, Result | LostPiece]]:
        """The place of each piece and its answer, in order."""
        for place, piece in enumerate(pieces):
            yield place, work(shared, piece)


@dataclass(frozen=True, slots=True)
class Cores:
    """Processes on this machine, started anew: a solver's threads do not live through a fork."""

    workers: int
    alone_first: float = 0.0
    """Seconds for which this process works by itself before any other is started."""

    def answers(
        self, work: WorkFunction[Shared, Piece, Result], shared: Shared, pieces: Iterable[Piece]
    ) -> Iterator[tuple[int, Result | LostPiece]]:
        """The place of each piece and its answer, as they come."""
        if is_up():  # nothing is solved any more, and no process is needed to say so
            yield from Alone().answers(work, shared, pieces)
            return
        fresh = (_Item(place, piece) for place, piece in enumerate(pieces))
        until = monotonic() + self.alone_first
        while monotonic() < until:
            item = next(fresh, None)
            if item is None:
                return
            yield item.place, work(shared, item.piece)
        again: deque[_Item] = deque()
        while True:
            with self._pool(work, shared) as pool:
                try:
                    yield from _handed_out(pool, fresh, again, self.workers * AHEAD)
                    return
                except _PoolBroken as broken:
                    tried = broken.unanswered
            for item in tried:
                item.attempts += 1
                if item.attempts == ATTEMPTS:
                    yield item.place, LostPiece(item.attempts)
                else:
                    again.append(item)

    def _pool(self, work: WorkFunction[Any, Any, Any], shared: object) -> ProcessPoolExecutor:
        _start_clearing_up()
        return ProcessPoolExecutor(
            self.workers, get_context("spawn"), initializer=_begin, initargs=(work, shared, left())
        )


@dataclass(slots=True)
class _Item:
    """A piece in its place, and how often its worker was lost."""

    place: int
    piece: Any
    attempts: int = 0


class _PoolBroken(Exception):
    """A worker was lost, and with it its pool."""

    def __init__(self, unanswered: list[_Item]) -> None:
        self.unanswered = unanswered


def _handed_out(
    pool: ProcessPoolExecutor, fresh: Iterator[_Item], again: deque[_Item], most: int
) -> Iterator[tuple[int, Any]]:
    """Answers of a pool that holds a few pieces at a time: those tried before, then the others."""
    running: dict[Future[Any], _Item] = {}
    item: _Item | None = None
    try:
        while True:
            while len(running) < most:
                item = again.popleft() if again else next(fresh, None)
                if item is None:
                    break
                with undisturbed(), _left_alone():
                    running[pool.submit(_done, item.piece)] = item
            item = None
            if not running:
                return
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in ended:
                result = future.result()
                yield running.pop(future).place, result
    except BrokenProcessPool:
        raise _PoolBroken([*running.values(), *([item] if item else [])]) from None


def _start_clearing_up() -> None:
    """Start the process that clears up after others; of what is stopped it need not warn."""
    if os.name == "posix":
        from multiprocessing import resource_tracker

        before = os.environ.get("PYTHONWARNINGS")
        os.environ["PYTHONWARNINGS"] = ",".join(filter(None, [before, "ignore:resource_tracker"]))
        try:
            resource_tracker.ensure_running()
        finally:
            if before is None:
                del os.environ["PYTHONWARNINGS"]
            else:
                os.environ["PYTHONWARNINGS"] = before


@contextmanager
def _left_alone() -> Iterator[None]:
    """Let processes that are started meanwhile take no notice of Ctrl-C, from their first moment.

    They would complain of it, each in its own words, before they are ready to ignore it.
    """
    before = _leave_alone()
    try:
        yield
    finally:
        if os.name == "posix":
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_alone() -> Iterable[int]:
    """Let this thread, and what it starts, take no notice of Ctrl-C; what was ignored before."""
    if os.name != "posix":
        return ()
    return signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])


_work: WorkFunction[Any, Any, Any]
_shared: object
_until: float
"""When the time of the command is up that has this worker."""


def _begin(work: WorkFunction[Any, Any, Any], shared: object, seconds: float) -> None:
    """Make a worker ready: it leaves Ctrl-C to the first process, and ends when that has ended."""
    global _work, _shared, _until
    _work, _shared, _until = work, shared, monotonic() + seconds
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _done(piece: object) -> object:
    with within(_until - monotonic()):
        return _work(_shared, piece)


def _in_time(
    work: WorkFunction[Shared, Piece, Result], shared: Shared, piece: Piece, seconds: float
) -> Result:
    """Work on a cluster, whose clocks may differ: what is left when the piece is handed out."""
    with within(seconds):
        return work(shared, piece)


def _same(shared: Shared) -> Shared:
    return shared


@dataclass(frozen=True, slots=True)
class Cluster:
    """Workers of a Dask cluster, or of one that is made for the occasion."""

    address: str
    """Address of its scheduler, such as `tcp://10.0.0.1:8786`, or `local`."""

    def answers(
        self, work: WorkFunction[Shared, Piece, Result], shared: Shared, pieces: Iterable[Piece]
    ) -> Iterator[tuple[int, Result | LostPiece]]:
        """The place of each piece and its answer, as they come."""
        try:
            from distributed import as_completed
            from distributed.scheduler import KilledWorker
        except ImportError:
            raise UsageError(
                'a cluster needs a further part: python -m pip install "prioritise[cluster]"'
            ) from None
        with _client(self.address) as client:
            # A task, since data that is only scattered is gone with the workers that held it.
            everything = client.submit(_same, shared, pure=False)
            fresh = (_Item(place, piece) for place, piece in enumerate(pieces))
            running: dict[Any, _Item] = {}

            def hand_out(item: _Item) -> Any:
                future = client.submit(_in_time, work, everything, item.piece, left(), pure=False)
                running[future] = item
                return future

            most = max(1, sum(client.nthreads().values())) * AHEAD
            ended = as_completed([hand_out(item) for item in islice(fresh, most)])
            for future in _while_there_are_workers(client, ended, running):
                item = running.pop(future)
                try:
                    result = future.result()
                except CancelledError:
                    raise UsageError(
                        f"the cluster {self.address} has had no workers for {ALONE_SECONDS:g} "
                        "seconds; start some, or leave --cluster out to use this machine"
                    ) from None
                except KilledWorker:
                    item.attempts += 1
                    if item.attempts < ATTEMPTS:
                        ended.add(hand_out(item))
                        continue
                    result = LostPiece(item.attempts)
                yield item.place, result
                for following in islice(fresh, 1):
                    ended.add(hand_out(following))


def _while_there_are_workers(
    client: Client, ended: Iterable[Any], running: dict[Any, Any]
) -> Iterator[Any]:
    """What ends, as it ends; all is cancelled once there have been no workers for a while."""
    over = threading.Event()

    def watch() -> None:
        alone = 0.0
        while alone < ALONE_SECONDS and not over.wait(GLANCE_SECONDS):
            alone = 0.0 if client.nthreads() else alone + GLANCE_SECONDS
        if not over.is_set():
            client.cancel(list(running), force=True)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield from ended
    finally:
        over.set()
        watcher.join(GLANCE_SECONDS)


@contextmanager
def _client(address: str) -> Iterator[Client]:
    """What talks to a cluster, and ends the one that was made for the occasion."""
    from distributed import Client

    with ExitStack() as here:
        cluster = here.enter_context(_local_cluster()) if address == LOCAL else None
        try:
            client = Client(cluster or address)
        except (OSError, ValueError) as problem:
            raise UsageError(f"no cluster answers at {address}: {problem}") from None
        here.callback(client.close)
        yield client


@contextmanager
def _local_cluster() -> Iterator[LocalCluster]:
    """A cluster on this machine, whose workers end without a trace when they are stopped."""
    import dask
    from distributed import LocalCluster

    _start_clearing_up()
    with scratch_folder() as folder, dask.config.set({"temporary-directory": str(folder)}):
        # By a thread that leaves Ctrl-C alone, and whose own threads start the workers: so do they.
        with ThreadPoolExecutor(1, initializer=_leave_alone) as aside:
            made = aside.submit(LocalCluster, threads_per_worker=1, dashboard_address=":0")
            cluster = made.result()
        try:
            yield cluster
        finally:
            cluster.close()
