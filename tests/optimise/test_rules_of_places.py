"""Rules that go by head, by region, by share of a measure, by weights, and in some groups only."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from prioritise.optimise import check, optimise
from prioritise.optimise.check.examination import Examiner
from prioritise.programme.records import Rule
from tests import oracle
from tests.drawn_rules import drawn_rule, with_places
from tests.promises.agreement import difference, how_many
from tests.small import cost, hub, proposal
from tests.small import programme as small
from tests.strategies import EVERY_FAMILY, programme

PROGRAMMES = how_many(quick=24, whole=1_000)
MOST_SHORTLISTS = 500


def test_every_answer_is_that_of_exhaustive_search():
    """Also what the independent check says of lists that keep such rules, and that do not."""
    wrong, compared, seed = [], 0, 0
    while compared < PROGRAMMES:
        family = EVERY_FAMILY[seed % len(EVERY_FAMILY)]
        rng = Random(f"places/{seed}")
        asked = with_places(rng, programme(seed, family))
        seed += 1
        if oracle.count_of_shortlists(asked) > MOST_SHORTLISTS:
            continue
        compared += 1
        for _ in range(rng.choice((1, 1, 2))):
            asked = asked.revised(rules=(*asked.rules, drawn_rule(rng, asked)))
        found = difference(asked)
        if found:
            wrong.append(f"{family} {seed - 1}: {found}")
    assert not wrong, "\n".join(wrong)


def test_the_check_and_exhaustive_search_agree_on_every_list_of_some_programmes():
    for seed in range(how_many(quick=6, whole=200)):
        rng = Random(f"judged/{seed}")
        bare = with_places(rng, programme(seed, "linkages"))
        if oracle.count_of_shortlists(bare) > MOST_SHORTLISTS:
            continue
        asked = bare.revised(rules=(*bare.rules, drawn_rule(rng, bare), drawn_rule(rng, bare)))
        kept = {plan.chosen for plan in oracle.all_feasible(asked)}
        examiner = Examiner(asked)
        for plan in oracle.all_feasible(bare):
            choices = [choice(*chosen) for chosen in plan.chosen]
            assert (not examiner.examine(choices).violations) == (plan.chosen in kept), seed


def choice(*chosen):
    from prioritise.programme.options import Choice

    return Choice(*chosen)


TWO = small(
    [proposal(name, 5, hubs=(place,)) for name, place in zip("ABCD", "nnss", strict=True)],
    [cost(name, 4, 0) for name in "ABCD"],
    hubs=(
        hub("n", population=4000, region="Valleys", deprivation_fifth=1),
        hub("s", population=1000, region="Coast", deprivation_fifth=4),
    ),
)


def chosen(**rule):
    return optimise(TWO.revised(rules=(Rule(name="said", **rule),))).shortlist


def test_spend_per_head_is_spend_over_the_people_of_each_hub():
    """£8k over 4,000 heads is £2 each; £4k over 1,000 is £4 and too much."""
    limit = {"measure": "spend", "per": "population", "for_each": "hub"}
    assert chosen(**limit, at_most=Decimal("0.002")) == ("A", "B")


def test_a_half_of_the_jobs_to_the_most_deprived_fifth():
    jobs = TWO.revised(
        proposals=tuple(
            p.model_copy(update={"jobs": Decimal(9 if p.proposal == "C" else 1)})
            for p in TWO.proposals
        ),
        rules=(
            Rule(
                name="said",
                measure="share",
                of="jobs",
                where={"deprivation_fifth": ("1",)},
                at_least=Decimal("0.5"),
            ),
        ),
    )
    assert "C" not in optimise(jobs).shortlist


def test_two_places_of_three_are_enough():
    rule = {"measure": "count", "for_each": "region", "at_least": Decimal(2)}
    assert chosen(**rule, in_at_least=1) in {("A", "B"), ("C", "D")}


def test_what_breaks_such_a_rule_is_named():
    rule = Rule(
        name="two a region", measure="count", for_each="region", at_least=Decimal(1), in_at_least=2
    )
    asked = TWO.revised(rules=(rule,))
    alone = optimise(TWO.revised(decisions=())).choices
    (found,) = check(asked, [c for c in alone if c.proposal in "AB"][:1])
    assert str(found) == "two a region: holds in 1, not in at least 2"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"measure": "spend", "per": "people"}, "per"),
        ({"measure": "spend", "in_at_least": 2}, "for_each as well"),
        ({"measure": "spend", "of": "jobs"}, "nothing but with the measure share"),
        ({"measure": "share", "of": "share", "where": {"region": ("Coast",)}}, "adds up"),
        ({"measure": "count", "where": {"region": ("Cost",)}}, "Coast"),
        ({"measure": "share", "per": "population"}, "another measure"),
    ],
)
def test_what_makes_no_sense_is_refused(fields, message):
    from prioritise.programme.validity import faults_of

    rule = Rule(name="said", at_least=Decimal("0.5"), **fields)
    found = " ".join(map(str, faults_of(TWO.revised(rules=(rule,)))))
    assert message in found, found
