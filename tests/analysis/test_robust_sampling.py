"""Draws: each from its own seed, within what is declared, and whole pence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from prioritise.programme.records import Criterion
from prioritise.programme.sampling import Draw, drawn
from prioritise.programme.uncertainty import (
    CostUncertainty,
    ScoreUncertainty,
    StreamUncertainty,
    Uncertainty,
    WeightUncertainty,
)
from tests.small import aligned, cost, programme, proposal, stream


def asked(**uncertain):
    criteria = [
        Criterion(name=name, weight=Decimal(weight), scale=(Decimal(0), Decimal(10)))
        for name, weight in (("impact", 50), ("reach", 30))
    ]
    proposals = [proposal("A", 9, theme="transport"), proposal("B", 5)]
    for each in proposals:
        each.scores["reach"] = Decimal(4)
    return programme(
        proposals,
        [cost("A", 3, 1, kind="capital"), cost("A", 1, 0, kind="revenue"), cost("B", 6, 1)],
        criteria=(*criteria, Criterion(name="alignment", weight=Decimal(20))),
        streams=(stream("main"), stream("other", (7, 5))),
        alignments=(aligned("A", "main", 0.5),),
        uncertainty=Uncertainty(**uncertain) if uncertain else None,
    )


def futures(programme, number=200):
    return [drawn(programme, Draw(1, place)) for place in range(1, number + 1)]


def test_a_draw_hangs_on_its_seed_and_number_alone():
    told = asked(scores=ScoreUncertainty(all=(Decimal(-1), Decimal(1))))
    turned = told.revised(proposals=told.proposals[::-1], costs=told.costs[::-1])
    one = Draw(5, 17)
    assert drawn(told, one) == drawn(turned, one) == drawn(told, Draw(5, 17))
    assert drawn(told, one) != drawn(told, Draw(5, 18)) != drawn(told, Draw(6, 18))


def test_weights_are_drawn_around_the_chosen_ones_where_nothing_is_said():
    shares = [future.shares for future in futures(asked(), 2000)]
    assert {sum(each) for each in shares} == {1000}
    means = [sum(column) / len(shares) for column in zip(*shares, strict=True)]
    assert means == pytest.approx([500, 300, 200], abs=5)
    spread = sum((each[0] - 500) ** 2 for each in shares) / len(shares)
    assert spread**0.5 == pytest.approx(50, rel=0.1)


def test_weights_in_an_order_keep_it_and_others_keep_theirs():
    order = WeightUncertainty(order=("alignment", "impact"))
    for future in futures(asked(weights=order)):
        impact, reach, alignment = future.shares
        assert alignment >= impact - 1
        assert reach == 300


def test_weights_stay_within_their_ranges():
    within = WeightUncertainty(within={"impact": (Decimal(40), Decimal(60))})
    for future in futures(asked(weights=within)):
        impact, reach, alignment = future.shares
        assert 40 / 90 - 0.001 <= impact / 1000 <= 60 / 110 + 0.001
        assert reach / alignment == pytest.approx(1.5, abs=0.02)


def test_scores_are_kept_within_their_scale():
    scores = ScoreUncertainty(
        criterion={"impact": (Decimal(-3), Decimal(0), Decimal(3))},
        proposal={"B": {"reach": (Decimal(2), Decimal(2))}},
    )
    found = [score for future in futures(asked(scores=scores)) for score in future.scores]
    assert {criterion for name, criterion, _ in found if name == "A"} == {"impact"}
    assert {score for name, criterion, score in found if criterion == "reach"} == {Decimal(6)}
    top = [score for name, criterion, score in found if (name, criterion) == ("A", "impact")]
    assert max(top) == 10
    assert 6 <= min(top) < 7
    assert all(score == round(score, 2) for score in top)


def test_the_nearest_range_counts_and_amounts_are_whole_pence():
    costs = CostUncertainty(
        all=(Decimal(2), Decimal(2)),
        theme={"transport": (Decimal("0.9"), Decimal(1), Decimal("1.3"))},
    )
    told = asked(costs=costs)
    for number in range(1, 50):
        future = Draw(1, number).applied_to(told)
        factor = {name: factor for name, _, factor in drawn(told, Draw(1, number)).factors}
        assert factor["B"] == 2
        assert Decimal("0.9") <= factor["A"] <= Decimal("1.3")
        assert future.costs[2].amounts == (1_200_000, 200_000)
        assert future.costs[0].amounts[0] == round(300_000 * factor["A"])


def test_a_kind_of_money_has_a_factor_of_its_own():
    costs = CostUncertainty(money={"revenue": (Decimal(3), Decimal(3))})
    future = Draw(1, 1).applied_to(asked(costs=costs))
    assert [row.amounts[0] for row in future.costs] == [300_000, 300_000, 600_000]


def test_a_common_index_moves_all_costs_of_a_future_alike_on_top_of_their_own():
    index = (Decimal("0.9"), Decimal("1.2"))
    alone = futures(asked(costs=CostUncertainty(index=index)))
    for future in alone:
        assert len({factor for _, _, factor in future.factors}) == 1
    assert len({future.factors for future in alone}) > 20
    costs = CostUncertainty(index=index, money={"revenue": (Decimal(3), Decimal(3))})
    for own, future in zip(alone, futures(asked(costs=costs)), strict=True):
        of = {(name, kind): factor for name, kind, factor in future.factors}
        common = of["B", "all"]
        assert of["A", "all"] == common
        assert of["A", "revenue"] == (3 * common).quantize(Decimal("0.001"))
        assert Decimal("0.9") <= common <= Decimal("1.2")
        assert own.shares is None


def test_a_firmer_case_has_the_range_of_its_stage():
    told = asked(
        costs=CostUncertainty(
            all=(Decimal(1), Decimal(2)), stage={"FBC": (Decimal("0.98"), Decimal("1.04"))}
        )
    )
    firm = told.proposals[1].model_copy(update={"stage": "FBC"})
    told = told.revised(proposals=(told.proposals[0], firm))
    factors = {name: [] for name in "AB"}
    for future in futures(told):
        for name, _, factor in future.factors:
            factors[name].append(factor)
    assert max(factors["B"]) <= Decimal("1.04")
    assert max(factors["A"]) > Decimal("1.8")


def test_a_stream_comes_late_or_is_cut_as_often_as_is_said():
    streams = {
        "main": StreamUncertainty(late=Decimal("0.25"), years_late=1),
        "all": StreamUncertainty(cut=Decimal(1), cut_to=Decimal("0.5")),
    }
    told = asked(streams=streams)
    late = sum(bool(future.streams.late) for future in futures(told, 1000))
    assert late == pytest.approx(250, abs=50)
    place = next(n for n in range(1, 100) if drawn(told, Draw(1, n)).streams.late)
    future = Draw(1, place).applied_to(told)
    assert [s.budgets for s in future.streams] == [(0, 1_000_000), (350_000, 250_000)]
    assert future.streams[0].outside == 1_000_000


def test_what_is_certain_is_not_drawn():
    future = drawn(asked(streams={"main": StreamUncertainty()}), Draw(1, 1))
    assert future.shares is None
    assert future.applied_to(asked()) == asked()
