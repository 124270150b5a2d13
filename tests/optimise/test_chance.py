"""A list that keeps its budgets in most draws: the one of exhaustive search, and checked."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import numpy as np
import pytest

from prioritise.optimise import optimise
from prioritise.optimise.chance.drawn_budgets import broken, drawn_budgets, futures_of
from prioritise.optimise.chance.relaxing import most_above
from prioritise.optimise.check.examination import Examiner, check
from prioritise.optimise.columns import formulated
from prioritise.programme.actuals import Actual
from prioritise.programme.confidence import Confidence
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.records import Decision
from prioritise.programme.uncertainty import CostUncertainty, StreamUncertainty, Uncertainty
from tests import oracle
from tests.promises.agreement import difference, how_many
from tests.small import cost, programme, proposal, stream
from tests.strategies import EVERY_FAMILY
from tests.strategies import programme as drawn_programme

PROGRAMMES = how_many(quick=24, whole=500)
MOST_SHORTLISTS = 3_000


def uncertain(chance):
    """Costs that vary, and streams that may be late or cut, as much as may be."""
    costs = CostUncertainty(
        all=chance.choice(((), (Decimal("0.9"), Decimal(1), Decimal("1.3")))),
        money=chance.choice(({}, {"capital": (Decimal("0.8"), Decimal("1.2"))})),
    )
    streams = {
        "all": StreamUncertainty(late=Decimal("0.2"), cut=Decimal("0.3"), cut_to=Decimal("0.7"))
    }
    return Uncertainty(costs=costs, streams=chance.choice(({}, streams)))


def asked_of(seed):
    """A programme whose answer has to be sure, or none where it has too many shortlists."""
    asked = drawn_programme(seed, EVERY_FAMILY[seed % len(EVERY_FAMILY)])
    if oracle.count_of_shortlists(asked) > MOST_SHORTLISTS:
        return None
    chance = Random(f"sure/{seed}")
    sure = Confidence(
        level=Decimal(chance.choice(("0", "0.3", "0.5", "0.8", "0.95"))),
        draws=chance.randint(1, 12),
        seed=chance.randint(0, 99),
        each=chance.random() < 0.4,
    )
    return asked.revised(uncertainty=uncertain(chance), confidence=sure)


def test_the_list_is_that_of_exhaustive_search_over_lists_and_draws():
    wrong, seed, compared, surer = [], 0, 0, 0
    while compared < PROGRAMMES:
        asked = asked_of(seed)
        if asked is not None:
            compared += 1
            found = difference(asked)
            wrong += [f"{seed}: {found}"] if found else []
            surer += bool(difference(asked.revised(confidence=None)) or found) or (
                oracle.best(asked) != oracle.best(asked.revised(confidence=None))
            )
        seed += 1
    assert not wrong, "\n".join(wrong)
    assert surer > PROGRAMMES // 8, "hardly any answer hangs on the draws"


RISKY = programme(
    [proposal("A", 9), proposal("B", 8)],
    [cost("A", 6, 0), cost("B", 4, 0)],
    uncertainty=Uncertainty(costs=CostUncertainty(all=(Decimal("0.8"), Decimal("1.2")))),
)
SURE = Confidence(level=Decimal("0.9"), draws=50, seed=3)


def test_what_just_fits_as_planned_is_not_sure_enough():
    assert optimise(RISKY).shortlist == ("A", "B")
    assert optimise(RISKY.revised(confidence=SURE)).shortlist == ("A",)


def test_the_check_refuses_a_list_that_is_not_sure_enough():
    choices = optimise(RISKY).choices
    (violation,) = check(RISKY.revised(confidence=SURE), choices)
    assert violation.limit == "every budget kept in at least 90% of 50 draws"
    held = Examiner(RISKY).in_draws(choices, 3, 1, 50).held
    assert violation.detail == f"kept in {held}, not in 45"


def test_where_nothing_is_sure_enough_that_is_said():
    promised = [
        proposal("A", 9, commitment="contracted"),
        proposal("B", 8, commitment="contracted"),
    ]
    with pytest.raises(InfeasibleError, match=r"no shortlist is sure enough.*at least 90% of 50"):
        optimise(RISKY.revised(proposals=tuple(promised), confidence=SURE))


def test_the_sure_m_is_never_exceeded_and_is_smaller_than_all_that_could_be_asked():
    several = programme(
        [proposal(name) for name in "ABCDE"],
        [cost(name, money, 0) for name, money in zip("ABCDE", (3, 4, 5, 6, 7), strict=True)],
        streams=(stream(budgets=(14, 10)),),
        uncertainty=Uncertainty(costs=CostUncertainty(all=(Decimal("0.7"), Decimal("1.4")))),
    )
    (budget,) = drawn_budgets(formulated(several), futures_of(several, 1, 40, 1))
    most = [most_above(budget, draw, 8) for draw in range(40)]
    for number in range(32):
        values = np.array([number >> place & 1 for place in range(5)])
        seen = broken((budget,), values, 40)
        if seen.sum() <= 8 and budget.planned @ values <= budget.planned_limit:
            assert all(budget.excess(values) <= most)
    assert sum(most) < sum(budget.money.sum(axis=1) - budget.limits) / 2


def test_money_that_is_gone_is_missing_in_every_drawn_future():
    spent = Actual(
        proposal="B", stream="main", year=RISKY.years[0], spent=RISKY.streams[0].budgets[0]
    )
    stopped = Decision(proposal="B", chosen=False)
    asked = RISKY.revised(actuals=(spent,), decisions=(stopped,))
    alone = [choice for choice in optimise(RISKY).choices if choice.proposal == "A"]
    assert Examiner(RISKY).in_draws(alone, 3, 1, 50).held == 50
    assert Examiner(asked).in_draws(alone, 3, 1, 50).held == 0
