"""Draws that are settled without a solve: the answer is that of a run of its own."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest

from prioritise.analysis.comparison.compare import given
from prioritise.analysis.parallel.executor import Alone
from prioritise.analysis.robust.bound_interpolation import BoundPoint, cells, mixture
from prioritise.analysis.robust.evaluation import EvaluationContext, Pause
from prioritise.analysis.robust.prove_draws import DrawProver
from prioritise.analysis.robust.robust import answers, can_settle
from prioritise.appraisal.value import value_table
from prioritise.optimise import optimise
from prioritise.optimise.next_best import all_next_best, next_best
from prioritise.optimise.prepared import prepared
from prioritise.optimise.weighing import Weighing
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.sampling import Draw, weighed
from prioritise.programme.uncertainty import Uncertainty, WeightUncertainty
from tests.promises.agreement import how_many
from tests.strategies import programme as drawn_programme

DRAWS = 24
COMPARED = 5
"""Draws of each programme that are answered by a run of their own as well."""


def best_of(programme):
    try:
        return optimise(programme)
    except InfeasibleError:
        return None


def several_criteria(number):
    """Programmes of two criteria or more that have a shortlist, drawn on the boundary."""
    found, seed = 0, 0
    while found < number:
        seed += 1
        programme = drawn_programme(seed)
        if len(programme.criteria) < 2 or not can_settle(programme):
            continue
        plan = best_of(programme)
        if plan is not None:
            found += 1
            yield seed, plan


@pytest.mark.parametrize("spread", ["near", "far"])
def test_a_settled_draw_has_the_answer_of_a_run_of_its_own(spread):
    concentration = Decimal({"near": 200, "far": 3}[spread])
    how, differences, compared = Counter(), [], 0
    for seed, plan in several_criteria(how_many(25, 500)):
        weights = WeightUncertainty(concentration=concentration)
        programme = plan.programme.revised(uncertainty=Uncertainty(weights=weights))
        asked = EvaluationContext(programme, plan, (plan.shortlist,))
        rows = list(answers(Alone(), asked, seed, DRAWS))
        how.update("solved" if row.by is None else "settled" for row in rows)
        settled = [row for row in rows if row.by is not None]
        for row in Random(seed).sample(settled, min(COMPARED, len(settled))):
            alone = best_of(Draw(seed, row.number).applied_to(programme))
            compared += 1
            same = (row.found.value, row.found.choices) == (alone.value, alone.choices)
            if not same or row.found.bound != alone.bound:
                differences.append((seed, row.number))
    print(f"{dict(how)}, {compared} compared with a run of their own")
    assert differences == []
    assert how["settled"] > how["solved"]


def test_regrets_are_those_of_runs_of_their_own():
    for seed, plan in several_criteria(how_many(10, 100)):
        asked = EvaluationContext(plan.programme, plan, (plan.shortlist,))
        for row in list(answers(Alone(), asked, seed, 12))[::6]:
            future = Draw(seed, row.number).applied_to(plan.programme)
            alone = given("", future, plan.shortlist)
            if alone.broken:
                assert row.lists[0].status == "infeasible"
            else:
                assert row.lists[0].value == alone.value
                assert row.regrets == (best_of(future).value - alone.value,)


def test_figures_are_those_of_the_appraisal_under_any_weights():
    for seed in range(how_many(60, 1000)):
        programme, chance = drawn_programme(seed), Random(seed)
        cuts = sorted(chance.randint(0, 1000) for _ in programme.criteria[1:])
        shares = tuple(b - a for a, b in zip([0, *cuts], [*cuts, 1000], strict=True))
        asked = prepared(programme)
        figures = Weighing(asked).figures([shares])
        table = value_table(weighed(programme, shares))
        assert figures.denominators == [table.denominator]
        plan = best_of(weighed(programme, shares))
        if plan is not None and can_settle(programme):
            settling = DrawProver(Weighing(asked))
            settling.draw({1: shares})
            assert settling.values_of(plan.choices) == {1: plan.value}


def test_the_best_outside_known_plans_is_the_next_best():
    """Plans are told apart by ids, options and payers."""
    for seed, plan in several_criteria(how_many(15, 200)):
        weighing = Weighing(prepared(plan.programme))
        count = len(plan.programme.criteria)
        shares = tuple(1000 // count + (place < 1000 % count) for place in range(count))
        known, values = [], []
        for _ in range(4):
            outside = next_best(weighing, shares, known, None)
            if not outside.exists:
                break
            (best,) = outside.plans
            assert best not in known, seed
            known.append(best)
            values.append(outside.bound)
        slack = weighing.in_thousandths(shares).slack(0)
        assert all(b <= a + 2 * slack for a, b in pairwise(values))


class Jumbled:
    """An executor whose answers come in any order."""

    def answers(self, work, shared, pieces):
        waiting, chance = [], Random(1)
        for place, piece in enumerate(pieces):
            waiting.append((place, work(shared, piece)))
            if len(waiting) > 5 or isinstance(piece, Pause):
                chance.shuffle(waiting)
                yield from waiting
                waiting.clear()
        yield from waiting


def test_the_order_in_which_answers_come_changes_nothing(monkeypatch):
    """Nor by how many points a draw is proven; with every question left to the solver."""
    monkeypatch.setattr("prioritise.analysis.robust.prove_draws.all_next_best", lambda *_: None)
    for seed, plan in several_criteria(how_many(8, 100)):
        asked = EvaluationContext(plan.programme, plan, ())
        rows = [list(answers(executor, asked, seed, DRAWS)) for executor in (Alone(), Jumbled())]
        told = [[(row.number, row.found.choices, row.by) for row in each] for each in rows]
        assert told[0] == told[1], seed


def test_a_list_of_plans_holds_every_plan_that_the_solver_finds_one_by_one():
    """With links, rules, promises and pots inside pots; no plan outside it reaches its bound."""
    listed = 0
    for seed in range(how_many(60, 1000)):
        programme = drawn_programme(seed, "plain")
        plan = best_of(programme)
        if plan is None or not can_settle(programme):
            continue
        weighing = Weighing(prepared(programme))
        count = len(programme.criteria)
        shares = tuple(1000 // count + (place < 1000 % count) for place in range(count))
        most = next_best(weighing, shares, (), None).bound
        found = all_next_best(weighing, shares, most * Fraction(19, 20))
        if found is None:
            continue
        listed += len(found.plans)
        known = []
        while (one := next_best(weighing, shares, known, found.bound)).plans:
            known += one.plans
        assert set(found.plans) >= {
            choices for choices in known if value_at(weighing, shares, choices) > found.bound
        }, seed
        assert len(set(found.plans)) == len(found.plans), seed
        assert all(not weighing.asked.examiner.examine(c).violations for c in found.plans), seed
    print(f"{listed} plans listed")
    assert listed > 50


def value_at(weighing, shares, choices):
    """Points of a plan at some weights, rounded up by all that rounding may add."""
    figures = weighing.in_thousandths(shares)
    settling = DrawProver(weighing)
    has = settling._row(choices)
    return Fraction(int(figures.by_term[0] @ has), 1000) + figures.slack(0)


def test_a_bound_between_points_is_their_mixture_and_exact():
    points = [
        BoundPoint((1000, 0, 0), Fraction(10)),
        BoundPoint((0, 1000, 0), Fraction(20)),
        BoundPoint((0, 0, 1000), Fraction(1, 3)),
        BoundPoint((400, 300, 300), Fraction(5)),
    ]
    draws = [(500, 250, 250), (0, 500, 500), (400, 300, 300)]
    found = {
        draws[row]: mixture(points, corners).at(draws[row])
        for corners, rows in cells(points, draws)
        for row in rows
    }
    sixth = Fraction(1, 6)
    assert found[(500, 250, 250)] == (10 * sixth + 5 * (1 - sixth), 2)
    assert found[(0, 500, 500)] == (Fraction(20) / 2 + Fraction(1, 6), 2)
    assert found[(400, 300, 300)] == (Fraction(5), 1)


def test_outside_of_all_points_nothing_is_known():
    points = [BoundPoint((600, 400), Fraction(1)), BoundPoint((500, 500), Fraction(1))]
    ((corners, rows),) = cells(points, [(700, 300)])
    assert rows == [0]
    assert mixture(points, corners) is None
