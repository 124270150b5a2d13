"""Curves and thresholds in explanations: what a score would have to be, exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest

from prioritise.analysis.why.explain import explain
from prioritise.analysis.why.least_change_of_score import with_score
from prioritise.optimise import Plan, optimise
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.programme import Programme
from prioritise.programme.records import Decision
from prioritise.views.why.explain_sentences import changes_in_words, sentence
from tests import oracle, strategies
from tests.promises.agreement import how_many
from tests.small import cost, programme, proposal, stream


def asked(scores: dict[str, float], budget: int = 10, **criterion: object) -> Programme:
    """Proposals that cost 10 each."""
    made = programme(
        [proposal(name, score) for name, score in scores.items()],
        [cost(name, 10, 0) for name in scores],
        streams=(stream(budgets=(budget, 0)),),
    )
    changed = made.criteria[0].model_copy(update=criterion)
    return made.revised(criteria=(changed,))


def test_a_proposal_below_a_threshold_is_screened_out_with_the_reason():
    """In the user's words; and the score at the threshold would bring it in."""
    plan = optimise(asked({"A": 2}, at_least=Decimal(3), because="too slight for us"))
    assert plan.shortlist == ()
    (explained,) = explain(plan, ["A"]).explanations
    assert sentence(explained) == (
        "Not eligible: scores 2 for impact, and has to score at least 3 (too slight for us)."
    )
    assert changes_in_words(explained) == ["A higher score: impact 3 instead of 2."]


def test_passing_is_not_always_enough():
    """Past the threshold of 3 it still has to be worth more than B, which scores 5."""
    plan = optimise(asked({"A": 2, "B": 5}, at_least=Decimal(3)))
    (score,) = explain(plan, ["A"]).explanations[0].changes.score
    assert (score.now, score.needed, score.standing) == (2, Decimal("5"), "in")


def test_what_is_contracted_is_not_screened_out():
    """The promise stands, whatever the score."""
    made = asked({"A": 2}, at_least=Decimal(3))
    promised = made.proposals[0].model_copy(update={"commitment": "contracted"})
    assert optimise(made.revised(proposals=(promised,))).shortlist == ("A",)


def test_a_curve_says_what_a_higher_score_is_worth():
    """Between 4 (20 marks) and 10 (100): A passes B's 60 marks at a score of 7."""
    curve = ((0, 0), (4, 20), (10, 100))
    exact = tuple((Decimal(score), Decimal(marks)) for score, marks in curve)
    plan = optimise(asked({"B": 7, "C": 2}, curve=exact))
    assert plan.value == 60
    (score,) = explain(plan, ["C"]).explanations[0].changes.score
    assert score.needed == Decimal(7)
    assert score.standing == "as good"


def test_where_the_lowest_score_is_the_best_a_lower_one_brings_it_in():
    """On a scale from 10 to 0, A at 6 beats B at 4 only below 4."""
    falling = (Decimal(10), Decimal(0))
    plan = optimise(asked({"B": 4, "C": 6}, scale=falling))
    assert plan.shortlist == ("B",)
    (explained,) = explain(plan, ["C"]).explanations
    (score,) = explained.changes.score
    assert score.needed == Decimal(4)
    assert "A lower score: impact 4 instead of 6" in changes_in_words(explained)[1]


@pytest.mark.parametrize("family", ["curves", "thresholds"])
def test_exhaustive_search_finds_the_same_score(family: str) -> None:
    """With the score some best shortlist has the proposal; a step less, none does."""
    compared = 0
    for seed in range(how_many(quick=6, whole=300)):
        made = strategies.programme(seed, family)
        try:
            plan = optimise(made)
        except InfeasibleError:
            continue
        for name in [n for n in made.proposal_of if n not in plan.options][:3]:
            for score in explain(plan, [name]).explanations[0].changes.score:
                if score.needed is not None:
                    compared += 1
                    assert gains(plan, name, score.criterion, score.needed), (family, seed, score)
                    less = score.needed - step(score.length)
                    if (less - score.now) * (1 if score.length > 0 else -1) > 0:
                        assert not gains(plan, name, score.criterion, less), (family, seed, score)
    assert compared


def step(length: Decimal) -> Decimal:
    from prioritise.analysis.why.least_change_of_score import step_of

    return step_of(abs(length)) * (1 if length > 0 else -1)


def gains(plan: Plan, name: str, criterion: str, score: Decimal) -> bool:
    """Whether some best shortlist has the proposal."""
    changed = with_score(plan.programme, name, criterion, score)
    best = {
        chosen: oracle.best(
            changed.revised(decisions=(*changed.decisions, Decision(proposal=name, chosen=chosen)))
        )
        for chosen in (True, False)
    }
    inside, outside = best[True], best[False]
    return inside is not None and (outside is None or inside.value >= outside.value)
