"""Random programmes with people, regions, groups that weigh, and rules that go by them."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from random import Random

from prioritise.programme.records import Rule
from prioritise.programme.weighting import WeightGroup, Weighting
from tests import oracle
from tests.strategies import EVERY_FAMILY, affordable, one_or_two, programme

KINDS = ("per", "share", "region", "weights", "some", "some")
"""By head, by share of a measure, by columns of hubs, by weights of groups, in some groups only."""
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


def drawn_rule(rng, drawn, kind=""):
    """A rule of one of these kinds, its limits what some list reaches, or a little more."""
    kind = kind or rng.choice(KINDS)
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


def with_rule_of(kind, seed):
    """A programme of any family with one rule of a kind."""
    rng = Random(f"{kind}/{seed}")
    drawn = with_places(rng, programme(seed, EVERY_FAMILY[seed % len(EVERY_FAMILY)]))
    return drawn.revised(rules=(*drawn.rules, drawn_rule(rng, drawn, kind)))
