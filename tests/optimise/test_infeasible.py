"""A conflict cannot hold, and each proper part of it can."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from prioritise.optimise.columns import formulated
from prioritise.optimise.formulation import model_of
from prioritise.optimise.highs import solve
from prioritise.optimise.infeasible.iis import conflict
from prioritise.optimise.rules import rule_rows
from prioritise.programme.records import Rule
from tests import oracle
from tests.promises.agreement import how_many
from tests.strategies import programme

FAMILIES = ("mixed", "rules_count", "rules_spend", "links", "carry")


def impossible(seed):
    """A random programme with one rule that asks for more than fits."""
    family = FAMILIES[seed % len(FAMILIES)]
    drawn = programme(seed, family)
    more = Rule(name="more", measure="count", at_least=Decimal(len(drawn.proposals) - seed % 2))
    asked = drawn.revised(rules=(*drawn.rules, more))
    return asked if oracle.best(asked) is None else None


@pytest.mark.parametrize("seed", range(how_many(60, 2000)))
def test_a_conflict_is_infeasible_and_minimal(seed):
    asked = impossible(seed)
    if asked is None:
        return
    found = formulated(asked)
    model, _ = model_of(found, *rule_rows(found))
    names = conflict(model)
    assert names

    def only(wanted):
        rows = tuple(r for r in model.rows if not r.is_limit or r.name in wanted)
        return solve(replace(model, rows=rows), seconds=20).found

    assert only(names) == "infeasible"
    for name in names:
        assert only(set(names) - {name}) == "optimal"
