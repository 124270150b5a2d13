"""Every commitment has its price: the best value without it, less the best value with it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from prioritise.analysis.comparison.commitments import prices_of
from prioritise.optimise import optimise
from prioritise.programme.records import Decision, Rule
from tests import oracle
from tests.promises.agreement import how_many
from tests.small import cost, proposal
from tests.small import programme as small
from tests.strategies import programme

PROGRAMMES = how_many(quick=40, whole=1_000)


def freed(asked, *names):
    """The programme without the commitments of some proposals, or without any."""
    gone = names or tuple(p.proposal for p in asked.proposals)
    return asked.revised(
        decisions=tuple(d for d in asked.decisions if d.proposal not in gone),
        proposals=tuple(
            p.released() if p.proposal in gone and p.commitment else p for p in asked.proposals
        ),
    )


@pytest.mark.parametrize("seed", range(PROGRAMMES))
def test_prices_are_those_of_exhaustive_search(seed):
    asked = programme(seed, ("locks", "contracted")[seed % 2])
    best = oracle.best(asked)
    if best is None:
        return
    prices = prices_of(optimise(asked))
    if prices is None:
        assert not asked.decisions
        assert not any(p.commitment for p in asked.proposals)
        return
    assert prices.all.points == oracle.best(freed(asked)).value - best.value
    for price in prices.each:
        (commitment,) = price.commitments
        if len([c for c in prices.all.commitments if c.proposal == commitment.proposal]) == 1:
            without = oracle.best(freed(asked, commitment.proposal))
            assert price.points == without.value - best.value
            assert price.is_proven


def test_who_would_come_and_go_is_named():
    asked = small(
        [proposal("A", 9), proposal("B", 5)],
        [cost("A", 10, 0), cost("B", 9, 0)],
        decisions=(Decision(proposal="B", chosen=True, because="agreed"),),
    )
    prices = prices_of(optimise(asked))
    (price,) = prices.each
    assert (price.points, price.value, price.enters, price.leaves) == (40, 90, ("A",), ("B",))
    assert prices.without_any.shortlist == ("A",)


def test_without_commitments_there_is_no_price():
    assert prices_of(optimise(small([proposal("A")], [cost("A", 1, 0)]))) is None


def test_where_all_together_cost_nothing_no_one_costs_anything():
    asked = small(
        [proposal("A", 9), proposal("B", 5, commitment="contracted")],
        [cost("A", 1, 0), cost("B", 1, 0)],
        decisions=(Decision(proposal="A", chosen=True),),
    )
    prices = prices_of(optimise(asked))
    assert [price.points for price in (*prices.each, prices.all)] == [0, 0, 0]


def test_a_rule_on_contracts_sees_a_contract_that_is_given_up_as_it_was():
    """Else the price of a contract would be that of breaking the rule."""
    asked = small(
        [proposal("A", 3, commitment="contracted"), proposal("B", 9)],
        [cost("A", 5, 0), cost("B", 10, 0)],
        rules=(
            Rule(
                name="contracts are kept",
                measure="count",
                where={"commitment": ("contracted",)},
                at_least=Decimal(1),
            ),
        ),
    )
    prices = prices_of(optimise(asked))
    assert prices.all.points == 0
