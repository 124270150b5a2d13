"""What is agreed binds the next run; a scenario's own "what if" comes first."""

from __future__ import annotations

import pytest

from prioritise.analysis.reserve.reserve_list import reserve_list
from prioritise.decisions.binding import bound_by
from prioritise.optimise import optimise
from prioritise.programme.records import Decision
from tests.decisions.records import chain, said
from tests.small import cost, hub, programme, proposal


@pytest.fixture
def asked():
    """A is worth most, and one of three fits."""
    return programme(
        [proposal("A", 9), proposal("B", 6), proposal("C", 5)],
        [cost(name, 10, 0) for name in "ABC"],
    )


def test_agreed_is_in_declined_and_deferred_are_out(asked):
    bound = bound_by(asked, chain(said("C"), said("A", "declined"), said("B", "deferred")))
    plan = optimise(bound.programme)
    assert plan.shortlist == ("C",)
    assert [decision.because for decision in bound.programme.decisions] == [
        "declined",
        "deferred",
        "agreed",
    ]
    assert [entry.proposal for entry in bound.honoured] == ["A", "B", "C"]
    assert bound.notes == ()


def test_what_is_deferred_stays_on_the_reserve_list_and_what_is_declined_does_not(asked):
    bound = bound_by(asked, chain(said("A", "declined"), said("B", "deferred")))
    waiting = reserve_list(optimise(bound.programme))
    assert waiting["B"].place == 1
    assert waiting["A"].place is None


@pytest.mark.parametrize("stage", ["officer", "board"])
def test_what_is_not_agreed_to_the_end_binds_nothing(asked, stage):
    bound = bound_by(asked, chain(said("C", stage=stage)))
    assert bound.programme == asked
    assert (bound.honoured, bound.notes) == ((), ())


def test_what_was_withdrawn_or_superseded_binds_no_more(asked):
    log = chain(said("C"), said("C", action="withdraw"), said("B"), said("B", stage="board"))
    assert bound_by(asked, log).programme == asked


def test_the_scenarios_own_lock_comes_first_and_both_are_named(asked):
    locked = asked.revised(decisions=(Decision(proposal="C", chosen=False),))
    bound = bound_by(locked, chain(said("C", by="An officer"), said("B")))
    assert optimise(bound.programme).shortlist == ("B",)
    (note,) = bound.notes
    assert note == (
        "C: entry 1 (agreed, by An officer) gives way to this scenario's own lock, which has it out"
    )


def test_a_decision_on_a_proposal_that_is_gone_is_a_note(asked):
    bound = bound_by(asked, chain(said("Z", "declined")))
    assert bound.programme == asked
    assert "no longer has" in bound.notes[0]


def test_an_agreed_proposal_that_takes_no_part_in_a_scenario_is_a_note(asked):
    dropped = asked.revised(dropped_proposals=("C",))
    bound = bound_by(dropped, chain(said("C")))
    assert bound.programme == dropped
    assert "takes no part" in bound.notes[0]
    elsewhere = asked.revised(hubs=(hub(), hub("south", status="proposed")))
    elsewhere = elsewhere.revised(
        proposals=(*elsewhere.proposals, proposal("S", hubs=("south",))),
        costs=(*elsewhere.costs, cost("S", 1, 0)),
    )
    assert "takes no part" in bound_by(elsewhere, chain(said("S"))).notes[0]
