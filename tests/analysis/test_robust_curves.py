"""Draws of programmes with curves and thresholds: each answer is that of a run of its own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from prioritise.analysis.parallel.executor import Alone
from prioritise.analysis.robust.evaluation import EvaluationContext
from prioritise.analysis.robust.robust import answers
from prioritise.optimise import optimise
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.sampling import Draw
from prioritise.programme.uncertainty import ScoreUncertainty, Uncertainty, WeightUncertainty
from tests import oracle, strategies
from tests.promises.agreement import how_many

AROUND = WeightUncertainty(concentration=Decimal(20))
SCORES = ScoreUncertainty(all=(Decimal(-2), Decimal(2)))
DRAWS = 12


@pytest.mark.parametrize("uncertain", ["weights", "scores"])
@pytest.mark.parametrize("family", ["curves", "thresholds"])
def test_every_draw_has_the_value_that_exhaustive_search_finds(family, uncertain):
    """Weights alone are often settled without a solve; scores may pass a threshold or fail it."""
    settled = compared = 0
    for seed in range(how_many(quick=4, whole=100)):
        made = strategies.programme(seed, family)
        said = {"weights": AROUND} if uncertain == "weights" else {"scores": SCORES}
        made = made.revised(uncertainty=Uncertainty(**said))
        try:
            plan = optimise(made)
        except InfeasibleError:
            continue
        asked = EvaluationContext(made, plan, (plan.shortlist,))
        for row in answers(Alone(), asked, seed, DRAWS):
            best = oracle.best(Draw(seed, row.number).applied_to(made))
            if best is None:
                assert row.found.status == "infeasible", (seed, row.number)
            else:
                assert row.found.value == best.value, (seed, row.number)
                assert row.found.bound == best.value
            compared += 1
            settled += row.by is not None
    assert compared
    assert settled or uncertain == "scores"
