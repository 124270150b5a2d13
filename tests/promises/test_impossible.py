"""What is called impossible is: the conflict is one, all of it is needed, each repair is least."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import count
from random import Random

import pytest

from prioritise.optimise import optimise
from prioritise.optimise.infeasible.elastic import Repair
from prioritise.optimise.infeasible.growing_budgets import with_budgets, with_more_money
from prioritise.optimise.infeasible.refusal import Refusal
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.programme import Programme
from prioritise.programme.records import Decision, Link, Rule
from tests import oracle
from tests.promises.agreement import how_many
from tests.small import PENCE, cost, hub, proposal, stream
from tests.small import programme as small
from tests.strategies import EVERY_FAMILY, programme

PARTS = 20
"""Parts into which the programmes are divided, so that a failure is named soon."""
PROGRAMMES = how_many(quick=60, whole=2_000)
MOST_SHORTLISTS = 2_000


def demanding(rng: Random, drawn: Programme) -> Programme:
    """The programme with more asked of it than it may be able to give."""
    names = sorted(proposal.proposal for proposal in drawn.proposals)
    rules, decisions, links = [], list(drawn.decisions), []
    if rng.random() < 0.6:
        many = Decimal(max(1, len(names) - rng.randint(0, 2)))
        rules.append(Rule(name="many", measure="count", at_least=many))
    if rng.random() < 0.4:
        little = sum(sum(s.budgets) for s in drawn.streams) // rng.randint(2, 9)
        rules.append(
            Rule(
                name="little",
                measure="spend",
                at_most=Decimal(little) / oracle.PENCE[drawn.unit],
                for_each=rng.choice(("", "year", "stream")),
            )
        )
    decided = {decision.proposal for decision in drawn.decisions}
    free = [p.proposal for p in drawn.proposals if p.proposal not in decided and not p.commitment]
    for name in rng.sample(sorted(free), min(len(free), rng.randint(0, 4))):
        decisions.append(Decision(proposal=name, chosen=rng.random() < 0.8))
    for _ in range(rng.randint(0, 2) if len(names) > 1 else 0):
        one, other = rng.sample(names, 2)
        kind = rng.choice(("requires", "excludes"))
        if not any({link.proposal, link.other} == {one, other} for link in (*drawn.links, *links)):
            links.append(Link(kind=kind, proposal=one, other=other))
    return drawn.revised(
        rules=(*drawn.rules, *rules), decisions=tuple(decisions), links=(*drawn.links, *links)
    )


def impossible(part: int) -> Iterator[tuple[str, Programme]]:
    """Programmes of every family, each with no shortlist."""
    wanted = len(range(part, PROGRAMMES, PARTS))
    for seed in count(part, PARTS):
        if not wanted:
            return
        family = EVERY_FAMILY[seed // PARTS % len(EVERY_FAMILY)]
        asked = demanding(Random(f"impossible/{seed}"), programme(seed, family))
        few = oracle.count_of_shortlists(asked) <= MOST_SHORTLISTS
        if few and oracle.best(asked) is None:
            wanted -= 1
            yield f"{family} {seed}", asked


@pytest.mark.parametrize("part", range(PARTS))
def test_the_conflict_is_minimal_and_every_repair_is_the_least(
    part: int, figures: Callable[..., None]
) -> None:
    wrong: list[str] = []
    programmes = repairs = 0
    for name, asked in impossible(part):
        programmes += 1
        with pytest.raises(InfeasibleError) as error:
            optimise(asked)
        assert isinstance(error.value.why, Refusal)
        sets = oracle.broken_by_each(asked)
        offered = list(error.value.why.repairs())
        repairs += len(offered)
        found = [
            *faults_of_conflict(sets, error.value.why),
            *faults_of_repairs(asked, sets, offered),
        ]
        wrong += [f"{name}: {fault}" for fault in found]
    figures(
        3,
        asked=programmes,
        proven=programmes,
        compared=programmes,
        differences=len(wrong),
        repairs_tried=repairs,
    )
    assert not wrong, "\n".join(wrong[:9])


def faults_of_conflict(sets: list[frozenset[oracle.Broken]], refusal: Refusal) -> Iterator[str]:
    """Whether every shortlist breaks one of the names, and some shortlist only each one of them."""
    names = set(refusal.conflict.names)
    broken = [{limit.name for limit in limits} & names for limits in sets]
    if not refusal.conflict.is_minimal:
        yield "not proven to be minimal"
    if not all(broken):
        yield f"{names} can hold together"
    for name in names:
        if {name} not in broken:
            yield f"{name} has no part in {names}"


def faults_of_repairs(
    asked: Programme, sets: list[frozenset[oracle.Broken]], repairs: list[Repair]
) -> Iterator[str]:
    """Whether each repair works, and nothing less would."""
    for repair in repairs:
        if not repair.is_least:
            yield f"{repair.kind}: not proven to be least"
        if oracle.best(repair.programme) is None:
            yield f"{repair.kind}: does not work"
    by_kind = {repair.kind: repair for repair in repairs}
    owners = [("rule", (rule.name,)) for rule in asked.rules]
    for name, promised in asked.proposal_of.items():
        owners += [("commitment", (name, "contracted"))] if promised.commitment else []
        owners += [("commitment", (name, d.because)) for d in asked.decisions if d.proposal == name]
    alone = {"rules": ("rule",), "commitments": ("commitment",)}
    wanted = {kind: fewest(sets, owners, kinds) for kind, kinds in alone.items()}
    if not any(wanted.values()):
        wanted["rules and commitments"] = fewest(sets, owners, ("rule", "commitment"))
    for kind, best in wanted.items():
        repair = by_kind.get(kind)
        given = () if repair is None else given_up(repair)
        if given != best:
            yield f"{kind}: {given}, and search gives up {best}"
    yield from faults_of_money(asked, by_kind.get("money"))


Owner = tuple[str, tuple[str, ...]]


def fewest(
    sets: list[frozenset[oracle.Broken]], owners: list[Owner], kinds: tuple[str, ...]
) -> tuple[Owner, ...]:
    """The fewest owners of all that some shortlist breaks, the first ones among equals."""
    found = [
        tuple(sorted({owners.index((limit.kind, limit.owner)) for limit in limits}))
        for limits in sets
        if all(limit.kind in kinds for limit in limits)
    ]
    return tuple(owners[at] for at in min(found, key=lambda s: (len(s), s), default=()))


def given_up(repair: Repair) -> tuple[Owner, ...]:
    rules = [("rule", (name,)) for name in repair.rules]
    return (*rules, *(("commitment", (c.proposal, c.because)) for c in repair.commitments))


def faults_of_money(asked: Programme, repair: Repair | None) -> Iterator[str]:
    """Whether the pence are the least by search, or, where money is carried, no penny too many."""
    if not any(stream.carry_forward for stream in asked.streams):
        least = oracle.least_money(asked)
        pence = None if repair is None else sum(repair.pence.values())
        if pence != least:
            yield f"money: {pence} pence, and search finds {least}"
    for cell, pence in {} if repair is None else repair.pence.items():
        less = with_more_money(asked, {**repair.pence, cell: pence - 1})
        if oracle.best(less) is not None:
            yield f"money: a penny less in {cell} would do"
    if repair is None:
        return
    if oracle.best(with_budgets(asked, repair.budgets)) is None:
        yield "money: what is named is not enough"
    for cell, pence in repair.budgets.items() if repair.is_least else ():
        if oracle.best(with_budgets(asked, {**repair.budgets, cell: pence - 1})) is not None:
            yield f"money: a penny less in just {cell} would do"


def planted(seed: int) -> Programme:
    """Two hundred proposals and 35 rules that hold together, and among them two that cannot.

    Each of five hubs must have a rail project, and no more than four are allowed.
    """
    rng = Random(f"planted/{seed}")
    hubs = [hub(f"h{number}") for number in range(5)]
    names = [f"P{number:03}" for number in range(200)]
    proposals, costs = [], []
    for number, name in enumerate(names):
        theme = rng.choice(("rail", "road", "skills", "health"))
        place = hubs[number % 5].hub
        proposals.append(
            proposal(name, rng.randint(1, 10), hubs=(place,), theme=theme, jobs=Decimal(10))
        )
        years = (rng.randint(0, 20), rng.randint(1, 20))
        costs.append(cost(name, *years, stream=rng.choice(("main", "other"))))
    rules = [
        Rule(name=f"jobs {n}", measure="jobs", where={"theme": ("road",)}, at_least=Decimal(n))
        for n in range(1, 12)
    ]
    rules += [
        Rule(name=f"spend {n}", measure="spend", for_each="hub", at_most=Decimal(900 + n))
        for n in range(11)
    ]
    rules += [
        Rule(name=f"count {n}", measure="count", for_each="theme", at_most=Decimal(60 + n))
        for n in range(11)
    ]
    rail = {"theme": ("rail",)}
    rules.insert(
        rng.randrange(34),
        Rule(name="rail", measure="count", where=rail, for_each="hub", at_least=Decimal(1)),
    )
    rules.insert(
        rng.randrange(35), Rule(name="little rail", measure="count", where=rail, at_most=Decimal(4))
    )
    return small(
        proposals,
        costs,
        hubs=tuple(hubs),
        streams=(stream("main", (300, 300)), stream("other", (300, 300))),
        rules=tuple(rules),
    )


@pytest.mark.parametrize("seed", range(3))
def test_a_conflict_planted_among_200_proposals_and_35_rules_is_named_and_nothing_else(seed):
    asked = planted(seed)
    assert (len(asked.proposals), len(asked.rules)) == (200, 35)
    assert sorted(Refusal(asked).conflict.names) == [
        "little rail, at most 4",
        *(f"rail (h{number}), at least 1" for number in range(5)),
    ]


def test_the_repair_of_a_planted_conflict_drops_one_rule():
    repairs = list(Refusal(planted(0)).repairs())
    assert [(repair.kind, repair.is_least) for repair in repairs] == [("rules", True)]
    assert repairs[0].rules in (("rail",), ("little rail",))
    assert optimise(repairs[0].programme).status == "optimal"


def test_a_budget_that_rules_out_a_proposal_beforehand_is_named_as_well():
    """A proposal that costs more than there is has no column; the budget is a part all the same."""
    two = Rule(name="two", measure="count", at_least=Decimal(2))
    asked = small([proposal("A"), proposal("B")], [cost("A", 1, 0), cost("B", 0, 99)], rules=(two,))
    assert Refusal(asked).conflict.names == ("budget main 2019-20", "two, at least 2")


def test_a_smallest_award_that_rules_out_a_proposal_is_named_as_well():
    asked = small(
        [proposal("A", commitment="contracted")],
        [cost("A", 1, 0)],
        streams=(stream(min_award=2 * PENCE),),
    )
    names = ("smallest award of main to A", "A is contracted")
    assert Refusal(asked).conflict.names == names


def test_an_exception_that_says_why_survives_the_way_between_processes():
    asked = small([proposal("A", commitment="contracted")], [cost("A", 99, 0)])
    with pytest.raises(InfeasibleError) as error:
        optimise(asked)
    assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)
