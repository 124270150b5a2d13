"""What is known from elsewhere makes an answer quicker, and never another."""

from __future__ import annotations

import pytest

from prioritise.optimise import Hints, optimise
from prioritise.optimise.prepared import prepared
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.records import Decision
from tests import strategies
from tests.promises.agreement import how_many
from tests.small import cost, programme, proposal, stream


def answer_of(asked, **known):
    """Everything that a plan says of the best shortlist; the words where there is none."""
    try:
        plan = optimise(asked, Hints(**known))
    except InfeasibleError as problem:
        return str(problem)
    return plan.value, plan.bound, plan.public_cost, plan.choices, plan.unique_to


def test_hints_of_every_kind_leave_the_answer_as_it_is():
    for seed in range(how_many(4, 1000)):
        asked = strategies.programme(seed)
        alone = answer_of(asked)
        assert answer_of(asked, is_easy=True) == alone, seed
        if not isinstance(alone, str):
            plan = optimise(asked)
            other = optimise(asked.revised(baseline=()))
            for plans in ((plan,), (other,), (other, plan)):
                assert answer_of(prepared(asked), plans=plans, at_most=plan.bound) == alone, seed


def test_a_start_of_less_than_the_bound_is_no_answer():
    one = programme([proposal("A", 9), proposal("B", 4)], [cost("A", 9, 0), cost("B", 9, 0)])
    worse = optimise(one.revised(decisions=(Decision(proposal="B", chosen=True),)))
    assert optimise(one, Hints((worse,), optimise(one).value)).shortlist == ("A",)


def test_value_alone_is_proven_and_leaves_equals_as_they_come():
    one = programme([proposal("A", 5), proposal("B", 5)], [cost("A", 9, 0), cost("B", 8, 0)])
    plan = optimise(one, value_alone=True)
    assert (plan.value, plan.bound) == (optimise(one).value,) * 2
    assert [stage.name for stage in plan.stages] == ["value"]


def test_a_programme_prepared_once_is_narrowed_and_stays_as_it_is():
    ready = prepared(programme([proposal("A", 9), proposal("B", 4)], [cost("A", 9), cost("B", 9)]))
    assert optimise(ready.within([("A", False)])).shortlist == ("B",)
    assert optimise(ready).shortlist == ("A",)


def test_what_a_narrowed_programme_makes_impossible_is_said_of_what_was_narrowed():
    poor = programme([proposal("A")], [cost("A", 9)], streams=(stream(budgets=(5, 0)),))
    with pytest.raises(InfeasibleError, match="no shortlist is possible with A as asked"):
        optimise(prepared(poor).within([("A", True)]))
