"""Promise 13: lost workers lose nothing, and stopped work goes on to the same table.

Its whole form is called for by PRIORITISE_PROGRAMMES=10000: 20 kills in 1,000 draws, 20 stops.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

import pytest

from prioritise.analysis.parallel.checkpoint import Checkpoint
from prioritise.analysis.parallel.executor import Alone, Cluster, Cores
from prioritise.analysis.robust.evaluation import EvaluationContext
from prioritise.analysis.robust.robust import answers
from prioritise.optimise import optimise
from prioritise.programme.uncertainty import CostUncertainty, Uncertainty, WeightUncertainty
from prioritise.render.csv_file import csv_text
from prioritise.views.robust.robust_tables import draws_table
from tests.promises.agreement import how_many
from tests.small import cost, programme, proposal, stream

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="workers are found where the system lists them"
)
SEED = 3
LONGEST_START = 60.0
"""Seconds that a worker may take to come back."""


def asked_about() -> EvaluationContext:
    """Costs and weights are uncertain, so that every draw is solved."""
    names = [f"P{number}" for number in range(12)]
    told = programme(
        [proposal(name, 3 + place % 7) for place, name in enumerate(names)],
        [cost(name, 2 + place % 5, 1 + place % 3) for place, name in enumerate(names)],
        alignment_weight=1,
        streams=(stream(budgets=(20, 14)),),
        uncertainty=Uncertainty(
            weights=WeightUncertainty(),
            costs=CostUncertainty(all=(Decimal("0.8"), Decimal(1), Decimal("1.4"))),
        ),
    )
    plan = optimise(told)
    return EvaluationContext(told, plan, (plan.shortlist,))


def table(asked: EvaluationContext, rows) -> str:
    return csv_text(draws_table(asked.programme, tuple(rows)))


@pytest.fixture(scope="module")
def undisturbed() -> tuple[EvaluationContext, str]:
    asked = asked_about()
    return asked, table(asked, answers(Alone(), asked, SEED, how_many(60, 1000)))


def children() -> list[int]:
    """Processes that this one has started to solve, by id."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            stat = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            words = (entry / "cmdline").read_bytes()
        except (OSError, IndexError):
            continue
        if entry.name.isdigit() and _is_below(int(stat[1])) and b"spawn_main" in words:
            found.append(int(entry.name))
    return sorted(found)


def _is_below(parent: int) -> bool:
    while parent > 1:
        if parent == os.getpid():
            return True
        try:
            parent = int(Path(f"/proc/{parent}/stat").read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, IndexError):
            return False
    return False


def with_kills(executor, undisturbed, workers: Callable[[], list[int]], figures) -> None:
    """The table of draws is the same while workers are killed; one is always left to go on."""
    asked, expected = undisturbed
    kills, draws = how_many(3, 20), how_many(60, 1000)
    at = {1 + place * draws // (kills + 1) for place in range(1, kills + 1)}
    rows, killed = [], 0
    for row in answers(executor, asked, SEED, draws):
        rows.append(row)
        if row.number in at:
            os.kill(two_of(workers)[row.number % 2], signal.SIGKILL)
            killed += 1
    found = table(asked, rows)
    differences = different(found, expected)
    figures(13, asked=draws, compared=len(rows), differences=differences, workers_killed=killed)
    assert found == expected


def different(found: str, expected: str) -> int:
    """How many lines of two tables differ."""
    pairs = zip_longest(found.splitlines(), expected.splitlines())
    return sum(one != other for one, other in pairs)


def two_of(workers: Callable[[], list[int]]) -> list[int]:
    """Both workers, as soon as both are there: one that was killed is started anew."""
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        found = workers()
        if len(found) == 2:
            return found
        time.sleep(0.05)
    raise AssertionError("a worker that was killed did not come back")


def test_killed_workers_change_nothing(undisturbed, figures):
    with_kills(Cores(2), undisturbed, children, figures)


def test_killed_workers_of_a_cluster_change_nothing(undisturbed, figures):
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster.scheduler_address, set_as_default=False) as client,
    ):

        def answering() -> list[int]:
            """Workers that say who they are; one that is still starting is not killed."""
            said = client.run(os.getpid, on_error="ignore")
            found = sorted(pid for pid in said.values() if isinstance(pid, int))
            if len(found) < 2 and not any(n.status.name == "starting" for n in nannies()):
                cluster.scale(2)  # a nanny that saw its worker die while it started gives up
            return found

        def nannies():
            return cluster.workers.values()

        executor = Cluster(cluster.scheduler_address)
        with_kills(executor, undisturbed, answering, figures)


def test_stopped_work_goes_on_to_the_same_table(tmp_path, undisturbed, figures):
    asked, expected = undisturbed
    stops, draws = how_many(3, 20), how_many(60, 1000)
    path = tmp_path / "answers.jsonl"
    known = []
    for stop in range(1, stops + 1):
        checkpoint = Checkpoint(path, asked.programme)
        known.append(checkpoint.known_before)
        for row in answers(Alone(), asked, SEED, draws, checkpoint):
            if row.number >= stop * draws // (stops + 1):
                break
        checkpoint.close()
        if stop % 2:
            path.write_bytes(path.read_bytes()[:-7])
    assert known == sorted(known)
    checkpoint = Checkpoint(path, asked.programme)
    found = table(asked, answers(Alone(), asked, SEED, draws, checkpoint))
    checkpoint.close()
    differences = different(found, expected)
    figures(13, asked=draws, compared=draws, differences=differences, stops=stops)
    assert found == expected


def test_any_number_of_workers_gives_the_same_table(undisturbed):
    asked, expected = undisturbed
    draws = how_many(60, 1000)
    assert table(asked, answers(Cores(3), asked, SEED, draws)) == expected
