"""Other shortlists: each the best that differs enough from all before it, by exhaustive search."""

from __future__ import annotations

from fractions import Fraction

import pytest

from prioritise.analysis.comparison.alternatives import alternatives
from prioritise.optimise import check, optimise
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.records import Apart, Decision
from tests import oracle
from tests.promises.agreement import how_many
from tests.small import cost, proposal
from tests.small import programme as small
from tests.strategies import EVERY_FAMILY, programme

PARTS = 10
PROGRAMMES = how_many(quick=200, whole=2_000)
MOST_SHORTLISTS = 1_000


def ids(plan: oracle.Best) -> frozenset[str]:
    return frozenset(name for name, *_ in plan.chosen)


def by_search(everything, found, apart):
    """The most points of a shortlist that differs so much from those found, or none."""
    values = (
        plan.value
        for plan in everything
        if all(len(ids(plan) ^ set(known)) >= apart for known in found)
    )
    return max(values, default=None)


def fault(asked, apart):
    """In what the alternatives differ from those of exhaustive search; empty where they agree."""
    best = optimise(asked)
    found = alternatives(best, count=3, within=Fraction(1, 10), apart=apart)
    everything = list(oracle.all_feasible(asked))
    known = [best.shortlist]
    for plan in found.others:
        if check(plan.programme, plan.choices) or check(asked, plan.choices):
            return "does not pass the check"
        if plan.value != by_search(everything, known, apart):
            return f"{plan.value}, search {by_search(everything, known, apart)}"
        if plan.value < found.least_value:
            return "worth too little"
        known.append(plan.shortlist)
    following = by_search(everything, known, apart)
    if found.ending == "impossible" and following is not None:
        return "another is possible"
    if found.ending == "value" and not (following == found.next_value < found.least_value):
        return f"the next is worth {following}"
    return "" if found.ending == "count" or len(found.others) < 3 else "ended too soon"


@pytest.mark.parametrize("part", range(PARTS))
def test_each_is_the_best_that_differs_enough_and_no_more_are_missing(part):
    wrong = []
    compared = 0
    seed = part
    while compared < len(range(part, PROGRAMMES, PARTS)):
        family = EVERY_FAMILY[seed // PARTS % len(EVERY_FAMILY)]
        asked = programme(seed, family)
        seed += PARTS
        few = oracle.count_of_shortlists(asked) <= MOST_SHORTLISTS
        if not few or oracle.best(asked) is None:
            continue
        compared += 1
        if found := fault(asked, 1 + compared % 4):
            wrong.append(f"{family} {seed - PARTS}: {found}")
    assert not wrong, "\n".join(wrong)


THREE = small(
    [proposal("A", 9), proposal("B", 9), proposal("C", 8)],
    [cost("A", 10, 0), cost("B", 10, 0), cost("C", 9, 0)],
)


def test_what_is_equally_good_is_said_to_be():
    found = alternatives(optimise(THREE), within=Fraction(1, 2))
    assert [plan.shortlist for plan in found.plans] == [("A",), ("B",), ("C",)]
    assert [plan.shortlist for plan in found.equals] == [("B",)]
    assert (found.core, found.choosable) == ((), ("A", "B", "C"))
    assert found.gains(found.others[1]) == ("C",)
    assert found.loses(found.others[1]) == ("A",)


def test_where_the_next_is_worth_too_little_the_search_ends_and_says_what_it_is_worth():
    found = alternatives(optimise(THREE), within=Fraction(0))
    assert len(found.others) == 1
    assert (found.ending, found.next_value) == ("value", 80)


def test_where_nothing_else_is_possible_that_is_said():
    locked = THREE.revised(decisions=(Decision(proposal="A", chosen=True),))
    found = alternatives(optimise(locked), within=Fraction(1))
    assert (found.others, found.ending) == ((), "impossible")


def test_a_known_shortlist_is_a_limit_that_the_check_and_the_refusal_name():
    known = tuple(Apart(shortlist=names, least=1) for names in ((), ("A",), ("B",), ("C",)))
    asked = THREE.revised(apart=known)
    with pytest.raises(InfeasibleError, match="at least 1 changes from known shortlist 2"):
        optimise(asked)
    broken = [violation.limit for violation in check(asked, optimise(THREE).choices)]
    assert broken == ["changes from known shortlist 2"]
