"""Promise 13: lost workers lose nothing, and stopped work goes on to the same table.

Its whole form is called for by PRIORITISE_PROGRAMMES=10000: 20 kills in 1,000 draws, 20 stops.
"""

from __future__ import annotations

import os
import signal
from decimal import Decimal
from pathlib import Path

import pytest

from prioritise.insight.many.crew import LOCAL, Alone, Cluster, Cores
from prioritise.insight.many.journal import Journal
from prioritise.insight.uncertain.futures import Asked
from prioritise.insight.uncertain.robust import answers
from prioritise.optimise import optimise
from prioritise.present.forms.csv_file import csv_text
from prioritise.present.uncertain.robust_tables import draws_table
from prioritise.programme.uncertainty import CostUncertainty, Uncertainty, WeightUncertainty
from tests.promises.agreement import how_many
from tests.small import cost, programme, proposal, stream

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed by a signal")
SEED = 3


def asked_about() -> Asked:
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
    return Asked(told, plan, (plan.shortlist,))


def table(asked: Asked, rows) -> str:
    return csv_text(draws_table(asked.programme, tuple(rows)))


@pytest.fixture(scope="module")
def undisturbed() -> tuple[Asked, str]:
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


@pytest.mark.parametrize("crew", [Cores(2), Cluster(LOCAL)], ids=["cores", "cluster"])
def test_killed_workers_change_nothing(crew, undisturbed):
    """Workers are killed while others work; every draw is there, and the same."""
    if isinstance(crew, Cluster):
        pytest.importorskip("distributed")
    asked, expected = undisturbed
    kills, draws = how_many(3, 20), how_many(60, 1000)
    at = {1 + place * draws // (kills + 1) for place in range(1, kills + 1)}
    rows, killed = [], 0
    for row in answers(crew, asked, SEED, draws):
        rows.append(row)
        if row.number in at:
            workers = children()
            if workers:
                os.kill(workers[row.number % len(workers)], signal.SIGKILL)
                killed += 1
    print(f"{killed} workers killed in {draws} draws")
    assert killed == kills
    assert table(asked, rows) == expected


def test_stopped_work_goes_on_to_the_same_table(tmp_path, undisturbed):
    asked, expected = undisturbed
    stops, draws = how_many(3, 20), how_many(60, 1000)
    path = tmp_path / "answers.jsonl"
    known = []
    for stop in range(1, stops + 1):
        journal = Journal(path, asked.programme)
        known.append(journal.known_before)
        for row in answers(Alone(), asked, SEED, draws, journal):
            if row.number >= stop * draws // (stops + 1):
                break
        journal.close()
        if stop % 2:
            path.write_bytes(path.read_bytes()[:-7])
    assert known == sorted(known)
    journal = Journal(path, asked.programme)
    assert table(asked, answers(Alone(), asked, SEED, draws, journal)) == expected
    journal.close()


def test_any_number_of_workers_gives_the_same_table(undisturbed):
    asked, expected = undisturbed
    draws = how_many(60, 1000)
    assert table(asked, answers(Cores(3), asked, SEED, draws)) == expected
