"""Any executor gives the same answers, and a lost worker loses nothing."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from prioritise.analysis.parallel.executor import (
    LOCAL,
    Alone,
    Cluster,
    Cores,
    LostPiece,
    executor_of,
)

CREWS = [Alone(), Cores(2), Cores(2, alone_first=0.2), Cluster(LOCAL)]


def add(shared: int, piece: int) -> int:
    return shared + piece


def die_once(shared: str, piece: int) -> int:
    """Kills its worker at some pieces, the first time that they are tried."""
    mark = Path(shared, str(piece))
    if piece % 7 == 3 and not mark.exists():
        mark.touch()
        os._exit(1)
    time.sleep(0.01)
    return piece * piece


def die(shared: int, piece: int) -> int:
    if piece == shared:
        os._exit(1)
    return piece


def fail(shared: int, piece: int) -> float:
    return shared / piece


def in_order(found):
    return [result for _, result in sorted(found)]


@pytest.mark.parametrize("executor", CREWS, ids=lambda executor: type(executor).__name__)
def test_every_piece_has_its_answer(executor):
    assert in_order(executor.answers(add, 10, range(20))) == list(range(10, 30))


def test_pieces_are_made_only_as_they_are_needed():
    made = []

    def pieces():
        for piece in range(1000):
            made.append(piece)
            yield piece

    answers = Cores(2).answers(add, 0, pieces())
    next(answers)
    assert len(made) < 20
    answers.close()


@pytest.mark.parametrize("executor", [Cores(2), Cluster(LOCAL)], ids=["cores", "cluster"])
def test_a_lost_worker_loses_nothing(executor, tmp_path):
    found = in_order(executor.answers(die_once, str(tmp_path), range(20)))
    assert found == [piece * piece for piece in range(20)]
    assert len(list(tmp_path.iterdir())) == 3


def test_a_piece_that_kills_every_worker_is_named():
    found = in_order(Cores(2).answers(die, 2, range(30)))
    lost = [place for place, result in enumerate(found) if isinstance(result, LostPiece)]
    assert 2 in lost
    assert [found[place] for place in range(30) if place not in lost] == [
        place for place in range(30) if place not in lost
    ]


@pytest.mark.parametrize("executor", [Alone(), Cores(2)], ids=["alone", "cores"])
def test_an_error_of_the_work_is_raised(executor):
    with pytest.raises(ZeroDivisionError):
        list(executor.answers(fail, 1, [1, 0]))


def test_the_crew_is_what_was_asked_for():
    assert isinstance(executor_of(1), Alone)
    assert executor_of(3) == Cores(3)


def test_work_that_is_done_before_workers_would_have_started_starts_none(monkeypatch):
    def refused(*_):
        raise AssertionError("a worker was started")

    monkeypatch.setattr(Cores, "_pool", refused)
    assert in_order(Cores(2, alone_first=60).answers(add, 1, range(3))) == [1, 2, 3]
    assert executor_of(cluster="tcp://here:1") == Cluster("tcp://here:1")
