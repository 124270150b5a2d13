"""Promises that cannot be kept are found by arithmetic, with the needs that lead there."""

from __future__ import annotations

import pytest

from prioritise.programme.eligibility import eligibility_of
from prioritise.programme.programme import Programme
from prioritise.programme.promises import broken_promises
from prioritise.programme.records import Decision
from tests import oracle
from tests.small import aligned, cost, link, programme, proposal, stream


def broken(asked: Programme) -> list[str]:
    return broken_promises(asked, eligibility_of(asked))


def four(*links, **fields) -> Programme:
    """A contracted proposal and three others, with links."""
    proposals = [proposal("A", commitment="contracted"), *map(proposal, "BCD")]
    return programme(proposals, [cost(name, 1, 0) for name in "ABCD"], links=links, **fields)


def test_a_chain_of_needs_that_ends_at_what_is_out():
    out = (Decision(proposal="C", chosen=False),)
    asked = four(link("requires", "A", "B"), link("requires", "B", "C"), decisions=out)
    assert broken(asked) == ["A is promised, and needs B, which needs C, which is out"]


def test_a_cycle_of_needs_that_reaches_an_exclusion():
    asked = four(
        link("requires", "A", "B"),
        link("requires", "B", "C"),
        link("requires", "C", "A"),
        link("excludes", "C", "A"),
    )
    assert broken(asked) == [
        "A is promised, and needs B, which needs C; C and A exclude each other"
    ]


def test_two_needs_of_one_promise_that_exclude_each_other():
    asked = four(link("requires", "A", "B"), link("together", "C", "A"), link("excludes", "B", "C"))
    assert broken(asked) == [
        "A is promised, and needs B; A is promised, and needs C; B and C exclude each other"
    ]


def test_what_promises_need_counts_in_what_they_cost():
    proposals = [proposal("A", commitment="contracted"), proposal("B")]
    asked = programme(
        proposals, [cost("A", 6, 0), cost("B", 6, 0)], links=(link("requires", "A", "B"),)
    )
    assert broken(asked) == [
        "what is promised, with what that needs, needs £12k of main in 2018-19, which has £10k"
    ]


def test_the_cheapest_option_and_any_payer_in_a_parent_count():
    """Whichever payer and option is picked, the parent has to pay so much."""
    streams = (
        stream("whole", (9, 0)),
        stream("one", (9, 0), parent="whole"),
        stream("two", (9, 0), parent="whole"),
    )
    asked = programme(
        [proposal("A", commitment="contracted"), proposal("B", commitment="contracted")],
        [
            cost("A", 5, 0, stream="", option="small"),
            cost("A", 8, 0, stream="", option="large"),
            cost("B", 5, 0, stream="one"),
        ],
        streams=streams,
        alignments=(aligned("A", "one"), aligned("A", "two")),
    )
    assert broken(asked) == ["what is promised needs £10k of whole in 2018-19, which has £9k"]
    assert oracle.best(asked) is None


@pytest.mark.parametrize("kind", ["excludes", "requires"])
def test_promises_that_can_be_kept_are_not_mentioned(kind):
    assert broken(four(link("requires", "A", "B"), link(kind, "C", "D"))) == []
