"""Money that does it names every budget around a budget that has to grow, and works when tried."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from prioritise.analysis.why.explain import explain
from prioritise.analysis.why.least_change import standing
from prioritise.optimise import optimise
from prioritise.optimise.infeasible.elastic import Repair
from prioritise.optimise.infeasible.growing_budgets import with_budgets
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.programme import Programme
from prioritise.programme.records import Decision
from prioritise.views.why.explain_sentences import smallest_change
from prioritise.views.words.repairs import repair_in_words
from tests import oracle
from tests.small import PENCE, cost, programme, proposal, stream

Pence = Mapping[tuple[str, int], int]


def nested(inner: int, pot: int, whole: int = 100, **fields: object) -> Programme:
    """A, of 8 points, and B, of 5, cost 10 each in `part`, which lies in `pot`, in `whole`."""
    return programme(
        [proposal("A", 8), proposal("B", 5)],
        [cost("A", 10, 0, stream="part"), cost("B", 10, 0, stream="part")],
        streams=(
            stream("part", (inner, 0), parent="pot"),
            stream("pot", (pot, 0), parent="whole"),
            stream("whole", (whole, 0)),
        ),
        **fields,
    )


def a_penny_less(pence: Pence) -> list[dict[tuple[str, int], int]]:
    """The same with a penny less in one of the budgets."""
    return [{**pence, cell: amount - 1} for cell, amount in pence.items()]


CASES = [
    (10, 100, 100, {"part": 10}, "£10k more in part 2018-19"),
    (
        *(10, 13, 100, {"part": 10, "pot": 7}),
        "£10k more in part 2018-19, and with that £7k more in pot 2018-19, in which it lies",
    ),
    (
        *(10, 13, 12, {"part": 10, "pot": 7, "whole": 8}),
        "£10k more in part 2018-19, and with that £7k more in pot 2018-19 and £8k more in whole "
        "2018-19, in which it lies",
    ),
    (
        *(10, 100, 12, {"part": 10, "whole": 8}),
        "£10k more in part 2018-19, and with that £8k more in whole 2018-19, in which it lies",
    ),
    (20, 13, 100, {"pot": 7}, "£7k more in pot 2018-19"),
]
"""Budgets of part, pot and whole in £k; what has to grow where, and how that is said."""


@pytest.mark.parametrize(("inner", "pot", "whole", "grown", "words"), CASES)
def test_money_that_brings_a_proposal_in_names_the_pots_that_lack_it(
    inner: int, pot: int, whole: int, grown: dict[str, int], words: str
) -> None:
    """B comes in with what is named, and with a penny less in any of it stays out."""
    asked = nested(inner, pot, whole)
    (explained,) = explain(optimise(asked), ["B"]).explanations
    money = explained.changes.least_money
    assert money is not None
    assert money.budgets == {(name, 0): amount * PENCE for name, amount in grown.items()}
    assert (money.is_least, smallest_change(explained)) == (True, words)
    for less in a_penny_less(money.budgets):
        assert standing(with_budgets(asked, less), "B").membership == "out"
    assert standing(with_budgets(asked, money.budgets), "B").membership == "in"
    best = oracle.best(with_budgets(asked, money.budgets))
    assert best is not None
    assert [name for name, *_ in best.chosen] == ["A", "B"]


@pytest.mark.parametrize(("inner", "pot", "whole", "grown", "words"), CASES)
def test_the_smallest_repair_names_the_pots_that_lack_it(
    inner: int, pot: int, whole: int, grown: dict[str, int], words: str
) -> None:
    """With A and B promised something is possible with what is named, and not with a penny less."""
    promised = tuple(Decision(proposal=name, chosen=True) for name in "AB")
    asked = nested(inner, pot, whole, decisions=promised)
    repair = repair_of(asked)
    assert repair.budgets == {(name, 0): k * PENCE for name, k in grown.items()}
    assert repair.is_least
    assert repair_in_words(repair) == f"{words} would do"
    assert oracle.best(with_budgets(asked, repair.budgets)) is not None
    assert repair.programme == with_budgets(asked, repair.budgets)
    for less in a_penny_less(repair.budgets):
        assert oracle.best(with_budgets(asked, less)) is None


def repair_of(asked: Programme) -> Repair:
    """The repair by money."""
    with pytest.raises(InfeasibleError) as error:
        optimise(asked)
    (repair,) = [each for each in error.value.why.repairs() if each.kind == "money"]
    return repair
