"""What the method page says of kinds and of left-over pennies, on the smallest cases."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from prioritise.optimise import optimise
from prioritise.programme.programme import Programme
from prioritise.programme.records import Rule, Stream
from tests import oracle
from tests.small import PENCE, aligned, cost, hub, programme, proposal, stream


def in_pence(*amounts: int, **fields: Any) -> Any:
    return cost("A", 0, 0, **fields).model_copy(update={"amounts": amounts})


def achieved(asked: Programme) -> dict[str, int]:
    """Pence of each group, by its label."""
    plan = optimise(asked)
    assert plan.shortlist == ("A",)
    return {row.group.label: int(row.amount) for row in plan.examination.rules}


def test_left_over_pennies_of_a_linkage_are_shared_cell_by_cell() -> None:
    """A penny in each of two years is two pennies of the first hub, and none of the second."""
    asked = programme(
        [proposal("A", hubs=("north", "south"))],
        [in_pence(1, 1)],
        hubs=(hub(), hub("south")),
        rules=(Rule(name="spend", measure="spend", for_each="hub", at_least=Decimal(0)),),
    )
    assert achieved(asked) == {"north": 2, "south": 0}


def test_a_row_without_a_kind_takes_that_of_the_stream_that_pays_it() -> None:
    """Of capital and revenue, the rule on revenue leaves only the revenue stream to pay the row."""
    lines = (stream("one", kind="capital"), stream("two", kind="revenue"))
    asked = programme(
        [proposal("A")],
        [in_pence(7, 0, stream="")],
        streams=lines,
        alignments=tuple(aligned("A", line.stream) for line in lines),
        rules=(
            Rule(
                name="revenue",
                measure="spend",
                where={"kind": ("revenue",)},
                at_least=Decimal(7) / PENCE,
            ),
        ),
    )
    assert achieved(asked) == {"": 7}
    assert optimise(asked).choices[0].payers == ("two",)


@pytest.mark.parametrize(("budgets", "fits"), [((1, 1), False), ((2, 0), True), ((0, 2), True)])
def test_fractions_of_a_penny_in_a_limit_are_lost_year_by_year(budgets, fits) -> None:
    """Half of a penny is held back twice: nothing is left, though half of two pennies is one."""
    line = Stream(
        stream="main",
        name="Main",
        budgets=budgets,
        contingency=Decimal("0.5"),
        carry_forward=Decimal(1),
    )
    asked = programme([proposal("A")], [in_pence(0, 1)], streams=(line,))
    assert bool(optimise(asked).shortlist) == fits
    best = oracle.best(asked)
    assert best is not None
    assert bool(best.chosen) == fits
