"""Rules that go by head, by region, by share of a measure, by weights, and in some groups only."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from random import Random

import pytest

from prioritise.optimise import check, optimise
from prioritise.optimise.check.examination import Examiner
from prioritise.programme.records import Rule
from prioritise.programme.weighting import WeightGroup, Weighting
from tests import oracle
from tests.promises.agreement import difference, how_many
from tests.small import cost, hub, proposal
from tests.small import programme as small
from tests.strategies import EVERY_FAMILY, affordable, one_or_two, programme

PROGRAMMES = how_many(quick=24, whole=1_000)
MOST_SHORTLISTS = 500
MEASURES = ("count", "spend", "value", "jobs", "match", "future")


def with_places(rng, drawn):
    """People, regions and fifths for every hub, and two groups with weights of their own."""
    hubs = tuple(
        place.model_copy(
            update={
                "population": rng.choice((1, 3, 7, 100, 31_007)),
                "region": place.region or rng.choice(("east", "west")),
                "deprivation_fifth": rng.randint(1, 5),
            }
        )
        for place in drawn.hubs
    )
    groups = tuple(
        WeightGroup(
            group=name,
            weighting=Weighting(
                way="given",
                weights={c.name: Decimal(rng.randint(1, 5)) for c in drawn.criteria},
            ),
        )
        for name in ("town", "county")
    )
    return drawn.revised(hubs=hubs, groups=groups)


def drawn_rule(rng, drawn):
    """A rule of one of the new kinds, its limits what some list reaches, or a little more."""
    kind = rng.choice(("per", "share", "region", "weights", "some", "some"))
    measure = rng.choice(MEASURES)
    fields = {"name": f"rule {len(drawn.rules) + 1}", "measure": measure}
    columns = ("hub", "region", "deprivation_fifth", "local_authority", "theme")
    if kind == "per":
        fields |= {"per": "population", "for_each": rng.choice(("", "hub", "region", "theme"))}
    elif kind == "share":
        fields |= {"measure": "share", "of": rng.choice(("", *MEASURES))}
        fields |= rng.choice(({"for_each": rng.choice(columns)}, {"where": where(rng, drawn)}))
    elif kind == "region":
        fields |= {"where": where(rng, drawn), "for_each": rng.choice(("", "theme"))}
    elif kind == "weights":
        fields |= {"measure": "value", "for_each": "group"}
    else:
        fields |= {"for_each": rng.choice(columns)}
        if measure != "share" and rng.random() < 0.4:
            fields["per"] = "population"
        fields["in_at_least"] = rng.randint(1, 3)
    return limited(rng, drawn, Rule(**fields))


def where(rng, drawn):
    column = rng.choice(("region", "deprivation_fifth"))
    texts = sorted({oracle.place_text(h, column) for h in drawn.hubs})
    return {column: one_or_two(rng, texts)}


def limited(rng, drawn, rule):
    each = rule.model_copy(update={"in_at_least": None, "at_least": Decimal(1)})
    values, plan = oracle.Values(drawn), affordable(rng, drawn)
    reached = []
    for limit in oracle.limits_of_rule(drawn, values, each):
        if rule.measure == "share":
            shared = Rule(name="of", measure=rule.of or "spend")
            own, every = (
                oracle.limit_of(drawn, values, shared, tests).total(plan)
                for tests in (limit.tests, ())
            )
            reached.append(own / every if every else Fraction(0))
        else:
            units = limit.low or Fraction(1)  # The limit of 1, in pence, by heads.
            reached.append(limit.total(plan) / units)
    places = Decimal(1).scaleb(-rng.choice((0, 2, 4, 8)))
    about = rng.choice(reached or [Fraction(0)])
    exact = Decimal(about.numerator) / Decimal(about.denominator)
    low, high = (
        max(exact.quantize(places, way) + step * places, Decimal(0))
        for way, step in ((ROUND_FLOOR, rng.choice((0, 0, 1))), (ROUND_CEILING, 0))
    )
    if rule.measure == "share":
        low, high = min(low, Decimal(1)), min(high, Decimal(1))
    ends = rng.choice(({"at_least": low}, {"at_least": low}, {"at_most": high}))
    if rng.random() < 0.2 and low <= high:
        ends = {"at_least": low, "at_most": high}
    return rule.model_copy(update=ends)


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
