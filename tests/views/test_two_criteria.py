"""Two criteria against each other: the picture, its words and its table."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree

from prioritise.optimise import Plan, optimise
from prioritise.views.charts.two_criteria import (
    two_criteria,
    two_criteria_table,
    two_heaviest,
)
from tests.small import cost, programme, proposal, stream

SVG = "{http://www.w3.org/2000/svg}"


def plan() -> Plan:
    made = programme(
        [proposal(name, 5) for name in ("A", "B", "<C>")],
        [cost(name, 10, 0) for name in ("A", "B", "<C>")],
        streams=(stream(budgets=(20, 0)),),
    )
    other = made.criteria[0].model_copy(update={"name": "reach"})
    return optimise(
        made.revised(
            criteria=(*made.criteria, other),
            proposals=tuple(
                p.model_copy(update={"scores": {**p.scores, "reach": Decimal(2)}})
                for p in made.proposals
            ),
        )
    )


def test_chosen_discs_are_filled_and_equal_scores_do_not_hide_one_another():
    """Three proposals with equal scores have three places; the description counts them."""
    picture = ElementTree.fromstring(two_criteria(plan(), "impact", "reach"))
    discs = [c for c in picture.iter(f"{SVG}circle") if c.find(f"{SVG}title") is not None]
    assert len({(disc.get("cx"), disc.get("cy")) for disc in discs}) == 3
    filled = [disc for disc in discs if disc.get("fill") != "#ffffff"]
    assert len(filled) == 2
    (description,) = picture.iter(f"{SVG}desc")
    assert "2 chosen: on average 5.0 for impact, from 5 to 5" in (description.text or "")


def test_the_table_says_the_same():
    """One row a proposal, with its scores and the decision."""
    table = two_criteria_table(plan(), "impact", "reach")
    assert [(row[0], row[3], row[4], row[5]) for row in table.rows] == [
        ("<C>", "selected", "5", "2"),
        ("A", "selected", "5", "2"),
        ("B", "not selected", "5", "2"),
    ]


def test_the_two_criteria_are_those_that_weigh_most():
    """And none are drawn where only one is scored."""
    assert two_heaviest(plan()) == ("impact", "reach")
    alone = programme([proposal("A")], [cost("A", 1)])
    assert two_heaviest(optimise(alone)) is None
