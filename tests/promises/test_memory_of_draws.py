"""Memory stays flat as draws grow: they are looked at in blocks, and only counts are kept."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from prioritise.programme.uncertainty import (
    AROUND_THE_CHOSEN,
    CostUncertainty,
    ScoreUncertainty,
    Uncertainty,
)
from tests.promises.agreement import how_many
from tests.small import aligned, cost, programme, proposal, stream

STATUS = Path("/proc/self/status")
pytestmark = pytest.mark.skipif(
    not STATUS.exists(), reason="this system does not tell the most memory of a process"
)
MOST = 1.5
"""Times the memory of a hundred draws."""
CODE = """
import re, sys
from decimal import Decimal
from prioritise.analysis.parallel.executor import Alone
from prioritise.analysis.robust.evaluation import EvaluationContext
from prioritise.analysis.robust.robust import answers
from prioritise.analysis.robust.robustness import Robustness
from prioritise.optimise import optimise
from tests.promises.test_memory_of_draws import programme_with

asked = programme_with(sys.argv[1])
plan = optimise(asked)
asked = EvaluationContext(asked, plan, (plan.shortlist,))
tally = Robustness(asked, 1)
for row in answers(Alone(), asked, 1, int(sys.argv[2])):
    tally.take(row)
assert tally.statuses["optimal"] == tally.draws == int(sys.argv[2])
print(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1])
"""


def programme_with(kind):
    """Forty proposals at two streams, with weights or with costs and scores that are open."""
    drawn = Uncertainty(
        scores=ScoreUncertainty(all=(Decimal(-1), Decimal(1))),
        costs=CostUncertainty(all=(Decimal("0.9"), Decimal("1.2"))),
    )
    names = [f"P{number:02}" for number in range(40)]
    return programme(
        [proposal(name, score=7 * place % 10) for place, name in enumerate(names)],
        [cost(n, 100 + 17 * at, 0, stream=f"s{at % 2}") for at, n in enumerate(names)],
        alignment_weight=1,
        streams=(stream("s0", (3000, 0)), stream("s1", (2500, 0))),
        alignments=tuple(aligned(n, f"s{at % 2}", at % 7 / 8) for at, n in enumerate(names)),
        uncertainty=AROUND_THE_CHOSEN if kind == "weights" else drawn,
    )


def peak(kind, draws):
    """Most memory that a process had while it went through so many draws."""
    ended = subprocess.run(
        [sys.executable, "-c", CODE, kind, str(draws)], capture_output=True, text=True, check=True
    )
    return int(ended.stdout)


@pytest.mark.parametrize("kind", ["weights", "costs and scores"])
def test_many_draws_take_hardly_more_memory_than_a_hundred(kind, figures):
    many = how_many(400, 10_000)
    few_kilobytes, kilobytes = peak(kind, 100), peak(kind, many)
    figures(
        "memory stays flat as draws grow",
        asked=many,
        kilobytes_for_100_draws=few_kilobytes,
        kilobytes_for_all=kilobytes,
    )
    assert kilobytes <= MOST * few_kilobytes
