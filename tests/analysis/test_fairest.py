"""Fair lists and treaties: the worst-off best off, then the next, as by exhaustive search."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from prioritise.analysis.agreed.fairest import fairest, gini, value_within
from prioritise.analysis.agreed.treaty import treaty
from prioritise.optimise import check, optimise
from prioritise.programme.faults import InfeasibleError, UsageError
from prioritise.programme.records import Criterion, Rule
from prioritise.programme.weighting import WeightGroup, Weighting
from tests import oracle
from tests.drawn_rules import with_places
from tests.promises.agreement import how_many
from tests.small import cost, hub, proposal
from tests.small import programme as small
from tests.strategies import EVERY_FAMILY, programme

PROGRAMMES = how_many(quick=8, whole=1_000)
MOST_SHORTLISTS = 150


def drawn_programmes(name):
    """Small programmes of every family with places and groups, to which something is possible."""
    seed, given = 0, 0
    while given < PROGRAMMES:
        family = EVERY_FAMILY[seed % len(EVERY_FAMILY)]
        asked = with_places(Random(f"{name}/{seed}"), programme(seed, family))
        seed += 1
        if oracle.count_of_shortlists(asked) > MOST_SHORTLISTS:
            continue
        every = list(oracle.all_feasible(asked))
        if every:
            given += 1
            yield seed - 1, asked, every


def ways_of(asked, plan):
    return [
        way
        for name, option, tenths, payers in plan.chosen
        for way in oracle.ways_of(asked, asked.proposal_of[name])
        if (way.option.name, way.option.tenths, way.payers) == (option, tenths, payers)
    ]


def levels_of(asked, rule, plan):
    """What the groups of a rule have of a list of exhaustive search, the least first."""
    one = rule.model_copy(update={"at_least": Decimal(1)})
    limits, ways = oracle.limits_of_rule(asked, oracle.Values(asked), one), ways_of(asked, plan)
    return sorted(limit.total(ways) / limit.low for limit in limits)


def test_the_fairest_list_is_that_of_exhaustive_search():
    """The levels are the greatest of all, and of lists with these levels it is worth most."""
    wrong = []
    for seed, asked, every in drawn_programmes("fair"):
        chance = Random(f"measure/{seed}")
        rule = Rule(
            name="fair",
            measure=chance.choice(("spend", "jobs", "value", "count")),
            per=chance.choice(("population", "population", "")),
            for_each="hub",
        )
        best, share = optimise(asked), Fraction(chance.choice((0, 1, 5, 10, 100)), 100)
        asked = asked.revised(rules=(*asked.rules, value_within(best, share)))
        least = best.value - share * abs(best.value)
        inside = [plan for plan in every if plan.value >= least]
        found = fairest(asked, rule, best)
        expected = max((levels_of(asked, rule, plan), plan.value) for plan in inside)
        if (list(found.levels), found.plan.value) != expected or not found.is_proven:
            wrong.append(f"{seed} {rule}: {found.levels}, not {expected}")
        assert not check(asked, found.plan.choices)
    assert not wrong, "\n".join(wrong)


def test_the_treaty_is_that_of_exhaustive_search_in_the_order_of_its_losses():
    wrong = []
    for seed, asked, every in drawn_programmes("treaty"):
        values = [
            [by.value for by in oracle.all_feasible(weighed)]
            for weighed in map(asked.weighed_by, asked.groups)
        ]
        best = [max(found) for found in values]
        try:
            found = treaty(asked)
        except UsageError:
            assert min(best) <= 0
            continue
        losses = [
            sorted((1 - v / b for v, b in zip(one, best, strict=True)), reverse=True)
            for one in zip(*values, strict=True)
        ]
        if sorted((loss.share for loss in found.losses), reverse=True) != min(losses):
            wrong.append(f"{seed}: {[loss.share for loss in found.losses]}, not {min(losses)}")
        worth = [p.value for p, loss in zip(every, losses, strict=True) if loss == min(losses)]
        if found.plan.value != max(worth) or not found.is_proven:
            wrong.append(f"{seed}: worth {found.plan.value}, not {max(worth)}")
    assert not wrong, "\n".join(wrong)


SOUTH_IS_POOR = small(
    [proposal(name, score, hubs=(place,)) for name, score, place in ("A9n", "B8n", "C2s", "D1s")],
    [cost(name, 5, 0) for name in "ABCD"],
    hubs=(hub("n", population=100), hub("s", population=50)),
)


def test_within_no_loss_the_best_stays_and_within_all_the_worst_off_hub_is_lifted():
    """A and B are best. With a fair list, one in each place: £50 a head in n, £100 in s."""
    best = optimise(SOUTH_IS_POOR)
    rule = Rule(name="fair", measure="spend", per="population", for_each="hub")
    for share, shortlist in ((0, ("A", "B")), (Fraction(1, 2), ("A", "C"))):
        asked = SOUTH_IS_POOR.revised(rules=(value_within(best, Fraction(share)),))
        found = fairest(asked, rule, best)
        assert found.plan.shortlist == shortlist
    assert found.amounts == (("n", Fraction(5, 100)), ("s", Fraction(5, 50)))


def test_gini_by_hand():
    """Of four heads three have 1 and one has 5: pairs differ by 24 in all, over 2 * 4 * 8."""
    assert gini([Fraction(1), Fraction(5)], [Fraction(3), Fraction(1)]) == Fraction(24, 64)
    assert gini([Fraction(2)], [Fraction(9)]) == 0
    assert gini([], []) == 0


def weights(name, one, other):
    said = {"impact": Decimal(one), "care": Decimal(other)}
    return WeightGroup(group=name, weighting=Weighting(way="given", weights=said))


def disagreeing(budget=10):
    """Two of four fit. The town wants A and B, the county C and D; A and C are none's second."""
    criteria = tuple(
        Criterion(name=name, weight=Decimal(1), scale=(Decimal(0), Decimal(10)))
        for name in ("impact", "care")
    )
    scores = {"A": (10, 2), "B": (8, 0), "C": (2, 10), "D": (0, 8)}
    return small(
        [
            proposal(name).model_copy(
                update={"scores": {"impact": Decimal(one), "care": Decimal(other)}}
            )
            for name, (one, other) in scores.items()
        ],
        [cost(name, 5, 0) for name in "ABCD"],
    ).revised(criteria=criteria, groups=(weights("town", 1, 0), weights("county", 0, 1)))


def test_a_treaty_shares_the_loss_and_says_what_would_make_up_for_it():
    """A and C: each group has 120 of 180 points. B would bring the town 80 more, for £5k."""
    found = treaty(disagreeing())
    assert found.plan.shortlist == ("A", "C")
    for loss, scheme in zip(found.losses, "BD", strict=True):
        assert (loss.best, loss.value, loss.share) == (180, 120, Fraction(1, 3))
        assert loss.making_up is not None
        assert (loss.making_up.schemes, loss.making_up.money) == ((scheme,), 500_000)


def test_one_group_alone_has_nothing_to_agree_on():
    with pytest.raises(UsageError, match="two groups"):
        treaty(disagreeing().revised(groups=()))


def test_what_is_impossible_is_said_before_anything_is_shared():
    with pytest.raises(InfeasibleError):
        treaty(
            disagreeing().revised(rules=(Rule(name="all", measure="count", at_least=Decimal(9)),))
        )
