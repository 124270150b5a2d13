"""Corners that random programmes seldom reach, each compared with exhaustive search."""

from __future__ import annotations

from decimal import Decimal

import pytest

from prioritise.programme.programme import Programme
from prioritise.programme.records import Rule
from tests.promises.agreement import difference, found_by_optimiser
from tests.promises.test_pennies import programme_of as to_the_penny
from tests.small import aligned, cost, link, programme, proposal, stream


def money_after_the_years_without_a_payer() -> Programme:
    """A row that nobody pays within the years still is future public money."""
    return programme(
        [proposal("A"), proposal("B")],
        [cost("A", 0, 0, stream="", after=5), cost("B", 1, 0)],
        alignments=(aligned("A", "main"),),
        rules=(Rule(name="later", measure="future", at_most=Decimal(4)),),
    )


def a_payer_against_an_option() -> Programme:
    """The payer of A comes before the option of B, since A does."""
    return programme(
        [proposal("A"), proposal("B", earliest="2018-19", latest="2019-20")],
        [cost("A", 10, 0, stream=""), cost("B", 10, 0, stream="one")],
        streams=(stream("one"), stream("two")),
        alignments=(aligned("A", "one"), aligned("A", "two")),
    )


def points_too_small_to_round() -> Programme:
    """A bonus of a ten-thousand-millionth of a point still counts where nothing else does."""
    tiny = link("bonus", "A", "B", 0).model_copy(update={"value": Decimal("1e-10")})
    return programme(
        [proposal("A", 0), proposal("B", 0)],
        [cost("A", 1, 0), cost("B", 1, 0)],
        links=(tiny,),
    )


def a_budget_of_nothing() -> Programme:
    """What costs nothing is chosen even where there is no money."""
    return programme(
        [proposal("A"), proposal("B")],
        [cost("A", 0, 0), cost("B", 1, 0)],
        streams=(stream(budgets=(0, 0)),),
    )


def a_circle_of_prerequisites() -> Programme:
    """All of a circle, or none: together they cost more than there is."""
    names = ("A", "B", "C")
    return programme(
        [proposal(name) for name in names],
        [cost(name, 4, 0) for name in names],
        links=tuple(
            link("requires", one, other)
            for one, other in zip(names, names[1:] + names[:1], strict=True)
        ),
    )


def a_bound_within_a_penny_of_the_plan() -> Programme:
    """All spend lies between two amounts a penny apart: the least money is proven, not guessed."""
    costs = {"A": 751705758 + 658011791, "B": 0, "C": 894495904, "D": 190196902 + 190196903}
    costs |= {"E": 400000000, "F": 681697529, "G": 902664067, "H": 478246715, "I": 941198760}
    costs |= {"J": 800000000, "K": 941198760}
    points = {"A": 0, "B": 0, "C": 255, "D": 15, "E": 480, "F": 225, "G": 480, "H": 450}
    points |= {"I": 480, "J": 480, "K": 30}
    least, most = Decimal("47416488.24"), Decimal("47416488.25")
    return to_the_penny(
        {name: {"main": (pence,)} for name, pence in costs.items()},
        points,
        {"main": (5185750261,)},
    ).revised(rules=(Rule(name="spend", measure="spend", at_least=least, at_most=most),))


CORNERS = {
    a_bound_within_a_penny_of_the_plan: ("B", "C", "D", "F", "G", "I", "K"),
    money_after_the_years_without_a_payer: ("B",),
    a_payer_against_an_option: ("A", "B"),
    points_too_small_to_round: ("A", "B"),
    a_budget_of_nothing: ("A",),
    a_circle_of_prerequisites: (),
}


@pytest.mark.parametrize("corner", CORNERS, ids=lambda corner: corner.__name__)
def test_a_corner_is_seen_alike(corner) -> None:
    """The optimiser and exhaustive search agree, and choose what was worked out by hand."""
    asked = corner()
    assert difference(asked) == ""
    answer = found_by_optimiser(asked)
    assert answer is not None
    assert tuple(name for name, *_ in answer[2]) == CORNERS[corner]
