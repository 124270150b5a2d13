"""Groups with weights of their own, and a criterion left out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from prioritise.analysis.comparison.by_weights import losses, of_groups, without_criterion
from prioritise.analysis.comparison.compare import Comparison, found
from prioritise.optimise import optimise
from prioritise.programme.faults import UsageError
from prioritise.programme.programme import Programme
from prioritise.programme.records import Criterion
from prioritise.programme.weighting import WeightGroup, Weighting
from tests.small import cost, programme, proposal, stream


def asked() -> Programme:
    """Money for two of three: A is for jobs, B for people, C for both."""
    scores: dict[str, dict[str, Any]] = {
        "A": {"jobs": Decimal(10), "people": Decimal(0)},
        "B": {"jobs": Decimal(0), "people": Decimal(10)},
        "C": {"jobs": Decimal(6), "people": Decimal(6)},
    }
    scale = (Decimal(0), Decimal(10))
    made = programme(
        [proposal(name) for name in scores],
        [cost(name, 10, 0) for name in scores],
        streams=(stream(budgets=(20, 0)),),
    )
    return made.revised(
        criteria=(
            Criterion(name="jobs", weight=Decimal(3), scale=scale),
            Criterion(name="people", weight=Decimal(1), scale=scale),
        ),
        proposals=tuple(
            p.model_copy(update={"scores": scores[p.proposal]}) for p in made.proposals
        ),
        groups=(
            WeightGroup(group="traders", weighting=weights(4, 1)),
            WeightGroup(group="residents", weighting=weights(1, 4)),
        ),
    )


def weights(jobs: int, people: int) -> Weighting:
    return Weighting(way="given", weights={"jobs": Decimal(jobs), "people": Decimal(people)})


def test_each_group_gets_its_own_shortlist_and_they_agree_on_some():
    """C is in for both, A for traders, B for residents."""
    answers = of_groups(asked())
    comparison = Comparison(answers)
    assert [answer.shortlist for answer in answers] == [("A", "C"), ("B", "C")]
    assert [comparison.verdict(name) for name in "ABC"] == ["sometimes", "sometimes", "always"]


def test_a_list_is_valued_by_the_weights_of_others():
    """Traders' list is worth 20 + 60 to residents, whose own is worth 80 + 60."""
    mine, theirs = losses(of_groups(asked()))
    assert (mine.shortlist, mine.weights, mine.value, mine.best) == (
        "traders",
        "residents",
        80,
        140,
    )
    assert theirs.lost == 60


def test_a_criterion_left_out_says_what_it_costs():
    """Without people, A and C stay; without jobs, B and C would be in."""
    made = asked()
    plan = optimise(made)
    without = without_criterion(made, "jobs")
    assert without.shortlist == ("B", "C")
    (cost_of_jobs, _) = losses((found("now", plan), found("without", without)))
    assert (cost_of_jobs.value, cost_of_jobs.best) == (60, 160)


def test_a_programme_with_one_group_has_nothing_to_compare():
    """And one criterion alone cannot be left out."""
    made = asked()
    with pytest.raises(UsageError, match="two groups"):
        of_groups(made.revised(groups=made.groups[:1]))
    with pytest.raises(UsageError, match="only jobs"):
        without_criterion(made.revised(criteria=made.criteria[:1]), "jobs")
