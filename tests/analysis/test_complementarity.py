"""What proposals are worth together less what they are worth apart is told exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from prioritise.analysis.why.complementarity import complementarity
from prioritise.optimise import optimise
from prioritise.programme.reach import Reach, ReachedPeople
from tests.small import cost, link, programme, proposal


def test_the_difference_is_what_links_between_them_add_and_no_other():
    """A and B are worth 5 more together and overlap with C by 2; D is left out of the question."""
    plan = optimise(
        programme(
            [proposal(name) for name in "ABCD"],
            [cost(name, 1) for name in "ABCD"],
            links=(
                link("bonus", "A", "B", 5),
                link("bonus", "B", "C", -2),
                link("bonus", "A", "D", 9),
            ),
        )
    )
    found = complementarity(plan, ("A", "B", "C"))
    assert (found.together, found.apart, found.gained) == (153, 150, 3)
    assert [points for _, points in found.pairs] == [5, -2]
    whole = complementarity(plan, plan.shortlist)
    assert whole.together == plan.value


def test_alone_a_proposal_is_worth_what_it_is_worth():
    asked = programme([proposal("A", 7)], [cost("A", 1)])
    found = complementarity(optimise(asked), ("A",))
    assert (found.together, found.gained, found.pairs) == (Fraction(70), 0, ())


def test_whom_two_reach_is_one_person_together_and_two_apart():
    asked = programme(
        [proposal(name) for name in "AB"],
        [cost(name, 1) for name in "AB"],
        reach=(Reach(name="near", minutes=Decimal(30)),),
        reached=(
            ReachedPeople(column="near", proposals=("A",), people=10),
            ReachedPeople(column="near", proposals=("A", "B"), people=100),
        ),
    )
    assert complementarity(optimise(asked), ("A", "B")).people == (("near", 110, 210),)
