"""What is worth knowing: as exhaustive search over lists and futures says, figure by figure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

from prioritise.analysis.parallel.executor import Alone
from prioritise.analysis.robust.worth_knowing import knowables, points_in_money, worth_knowing
from prioritise.optimise import optimise
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.records import Criterion
from prioritise.programme.uncertainty import (
    CostUncertainty,
    ScoreUncertainty,
    StreamUncertainty,
    Uncertainty,
)
from tests import oracle
from tests.promises.agreement import how_many
from tests.small import cost, programme, proposal
from tests.strategies import EVERY_FAMILY
from tests.strategies import programme as drawn_programme

PROGRAMMES = how_many(quick=8, whole=500)
MOST_SHORTLISTS = 300


def numbers(*texts):
    return tuple(map(Decimal, texts))


def uncertain(chance, asked):
    costs = {"all": chance.choice(((), numbers("0.9", "1", "1.3"), numbers("0.7", "1.1")))}
    if asked.value.size == "public_cost":
        costs = {"all": ()}
    money = {
        "all": StreamUncertainty(late=Decimal("0.3"), cut=Decimal("0.3"), cut_to=Decimal("0.6"))
    }
    return Uncertainty(
        scores=ScoreUncertainty(all=numbers("-2", "0", "3")),
        costs=CostUncertainty(**costs),
        streams=chance.choice(({}, money)),
    )


def regret_by_search(asked, chosen, future):
    """What the list loses in a future by all lists; none where nothing can be made of it."""
    lists = list(oracle.all_feasible(future.applied_to(asked)))
    if not lists:
        return None
    there = {name for name, *_ in chosen}
    same = [found.value for found in lists if found.chosen == chosen]
    parts = [found.value for found in lists if {name for name, *_ in found.chosen} <= there]
    kept = same or parts
    return max(found.value for found in lists) - max(kept) if kept else None


def test_each_figure_is_worth_what_exhaustive_search_says():
    wrong, seed, compared, worth_something = [], 0, 0, 0
    while compared < PROGRAMMES:
        asked = drawn_programme(seed, EVERY_FAMILY[seed % len(EVERY_FAMILY)])
        seed += 1
        if oracle.count_of_shortlists(asked) > MOST_SHORTLISTS or len(asked.proposals) > 4:
            continue
        asked = asked.revised(uncertainty=uncertain(Random(f"knowing/{seed}"), asked))
        try:
            plan = optimise(asked)
        except InfeasibleError:
            continue
        compared += 1
        chosen = tuple((c.proposal, c.option, c.tenths, c.payers) for c in plan.choices)
        for found in worth_knowing(Alone(), plan, knowables(asked, 3, 5)):
            told = [
                (regret, times)
                for future, times in found.what.futures
                for regret in [regret_by_search(asked, chosen, future)]
                if regret is not None
            ]
            expected = sum((regret * times for regret, times in told), Fraction(0))
            if (found.regret, found.draws) != (expected, sum(times for _, times in told)):
                wrong.append(f"{seed - 1}: {found.what.kind} {found.what.proposal}: {expected}")
            worth_something += bool(expected)
    assert not wrong, "\n".join(wrong)
    assert worth_something > PROGRAMMES // 2


def test_a_point_is_worth_what_the_weight_of_money_says():
    """Half of the weight for 400 of npv: a point, a fiftieth of that half, is worth 8."""
    asked = programme([proposal("A")], [cost("A", 1, 0)])
    npv = Criterion(name="npv", weight=Decimal(1), scale=(Decimal(-100), Decimal(300)))
    scored = asked.proposals[0].model_copy(
        update={"scores": {**asked.proposals[0].scores, "npv": Decimal(0)}}
    )
    asked = asked.revised(criteria=(*asked.criteria, npv), proposals=(scored,))
    assert points_in_money(asked) == ("npv", Fraction(8))
    assert points_in_money(asked.revised(criteria=asked.criteria[:1])) is None
