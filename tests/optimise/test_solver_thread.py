"""A process that ends while solves are under way ends as it should."""

from __future__ import annotations

import subprocess
import sys

import pytest

ENDING = """
from threading import Thread
from time import sleep
from random import Random
from prioritise.optimise.highs import solve
from prioritise.optimise.model import Constraint, Model, Objective, Variable
from prioritise.programme.faults import PrioritiseError

def hard(seed):
    draw = Random(seed)
    columns = tuple(Variable(f"x{n}") for n in range(80))
    rows = tuple(
        Constraint(f"r{r}", tuple((n, draw.randint(100, 999)) for n in range(80)), "<=", 20000)
        for r in range(8)
    )
    value = Objective("value", "maximise", tuple((n, draw.randint(100, 999)) for n in range(80)))
    return Model(columns, rows, value)

def go():
    seed = 0
    while True:
        seed += 1
        try:
            solve(hard(seed), seconds=60, watch=lambda progress: None)
        except PrioritiseError as problem:
            print(problem, flush=True)
            return

for _ in range(2):
    Thread(target=go, daemon=True).start()
sleep({seconds})
print("the end", flush=True)
"""


@pytest.mark.parametrize("seconds", [0.0, 0.2, 0.5, 1.1])
def test_a_process_that_ends_stops_the_solves_under_way(seconds: float) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", ENDING.replace("{seconds}", str(seconds))],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "the end" in ended.stdout
    assert not ended.stderr
