"""What a plan claims about itself, under limits of time and gap, and where nothing fits."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from prioritise.optimise import optimise
from prioritise.programme.faults import InfeasibleError, SolverError
from prioritise.programme.records import Decision, Rule, SolverSettings
from prioritise.views.run.run_screen import answer
from tests.small import aligned, cost, link, programme, proposal, stream


def hard(**settings):
    """Sixty proposals in fourteen years of tight money."""
    draw, years = random.Random(3), tuple(f"20{n}-{n + 1}" for n in range(20, 34))
    names = [f"P{n:02}" for n in range(60)]
    costs = [cost(name, *(draw.randint(100, 999) for _ in years)) for name in names]
    budgets = tuple(sum(c.amounts[y] for c in costs) // 200_000 for y in range(len(years)))
    return programme(
        [proposal(name, draw.randint(90, 100) / 10) for name in names],
        costs,
        years=years,
        streams=(stream(budgets=budgets),),
        solver=SolverSettings(**settings),
    )


@pytest.mark.parametrize("seconds", ["0.0001", "0.3"])
def test_a_plan_that_time_has_stopped_is_never_called_proven(seconds):
    plan = optimise(hard(seconds=Decimal(seconds)))
    assert plan.status == "feasible"
    assert plan.bound > plan.value
    assert plan.unique_to == ""
    assert "NOT proven" in answer(plan)[1]


def test_within_a_gap_nothing_is_unique():
    plan = optimise(hard(gap=Decimal("0.5"), seconds=Decimal(3)))
    assert plan.status == "optimal"
    assert plan.bound > plan.value
    assert plan.unique_to == ""
    assert "more may be possible" in answer(plan)[1]


def test_least_money_comes_after_value():
    asked = programme([proposal("A", 5), proposal("B", 5)], [cost("A", 9, 0), cost("B", 8, 0)])
    assert optimise(asked).shortlist == ("B",)


def test_fewest_changes_come_after_money_and_ids_after_those():
    asked = programme([proposal("A"), proposal("B")], [cost("A", 9, 0), cost("B", 9, 0)])
    assert optimise(asked).shortlist == ("A",)
    assert optimise(asked.revised(baseline=("B",))).shortlist == ("B",)
    assert [s.name for s in optimise(asked.revised(baseline=("B",))).stages] == [
        "value",
        "public money",
        "changes from the baseline",
        "order of ids",
    ]


def test_equal_payers_are_taken_in_order_of_id():
    asked = programme(
        [proposal("A")],
        [cost("A", 9, 0, stream="")],
        streams=(stream("west"), stream("east")),
        alignments=(aligned("A", "west"), aligned("A", "east")),
    )
    assert optimise(asked).choices[0].payers == ("east",)


IMPOSSIBLE = {
    "P is contracted, and can never be chosen: needs £11k from Main in 2018-19, which has £10k": (
        programme([proposal("P", commitment="contracted")], [cost("P", 11, 0)])
    ),
    "P is contracted, and locked out": programme(
        [proposal("P", commitment="contracted")],
        [cost("P", 1, 0)],
        decisions=(Decision(proposal="P", chosen=False),),
    ),
    "P and Q are promised, and exclude each other": programme(
        [proposal("P", commitment="contracted"), proposal("Q", commitment="contracted")],
        [cost("P", 1, 0), cost("Q", 1, 0)],
        links=(link("excludes", "P", "Q"),),
    ),
    "what is promised needs £12k of main in 2018-19, which has £10k": programme(
        [proposal("P", commitment="contracted"), proposal("Q", commitment="contracted")],
        [cost("P", 6, 0), cost("Q", 6, 0)],
    ),
}


@pytest.mark.parametrize("reason", IMPOSSIBLE)
def test_a_promise_that_cannot_be_kept_is_named_in_pounds(reason):
    with pytest.raises(InfeasibleError) as error:
        optimise(IMPOSSIBLE[reason])
    assert str(error.value).splitlines()[1].strip().startswith(reason)


def test_rules_that_cannot_hold_are_impossible():
    three = Rule(name="three at least", measure="count", at_least=Decimal(3))
    with pytest.raises(InfeasibleError) as error:
        optimise(programme([proposal("A")], [cost("A", 1, 0)], rules=(three,)))
    assert str(error.value).splitlines() == [
        "no shortlist can satisfy all the rules together",
        "  this cannot hold, whatever is chosen:",
        "  - three at least, at least 3",
    ]


def test_limits_that_clash_are_named_and_no_others():
    both = Rule(name="both", measure="count", at_least=Decimal(2))
    idle = Rule(name="idle", measure="count", at_most=Decimal(9))
    asked = programme(
        [proposal("A"), proposal("B")],
        [cost("A", 9, 0), cost("B", 8, 1)],
        rules=(idle, both),
    )
    with pytest.raises(InfeasibleError) as error:
        optimise(asked)
    assert str(error.value).splitlines()[2:] == [
        "  - budget main 2018-19",
        "  - both, at least 2",
    ]


def finds_nothing_possible(monkeypatch):
    import highspy

    monkeypatch.setattr(
        highspy.Highs, "getModelStatus", lambda self: highspy.HighsModelStatus.kInfeasible
    )


def test_a_small_programme_has_its_answer_whatever_the_solver_says(monkeypatch):
    """A search of our own in whole numbers finds what the solver calls impossible."""
    finds_nothing_possible(monkeypatch)
    plan = optimise(programme([proposal("A")], [cost("A", 1, 0)]))
    assert (plan.shortlist, plan.unique_to) == (("A",), "order of ids")


def test_a_solver_that_contradicts_a_known_answer_is_a_failure(monkeypatch):
    """Where a search of our own cannot settle it either."""
    finds_nothing_possible(monkeypatch)
    monkeypatch.setattr("prioritise.optimise.highs.settled", lambda *_: None)
    with pytest.raises(SolverError, match="commitments alone are possible") as error:
        optimise(programme([proposal("A")], [cost("A", 1, 0)]))
    assert "maximise value" in error.value.evidence
