"""Random programmes that sit on the boundary: where one penny more or less decides.

A programme is drawn from a seed and a family. A family is a list of features; each feature takes a
programme and gives another, richer one. Budgets and bounds are then set to what some shortlist
needs, or one unit more or less, so that a fault of one unit in the optimiser changes an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from math import ceil, prod
from random import Random
from typing import Any

from hypothesis import strategies as st

from prioritise.programme.actuals import Actual
from prioritise.programme.gates import Gate, Panel
from prioritise.programme.measures import PAYMENT_COLUMNS
from prioritise.programme.programme import Programme
from prioritise.programme.reach import Reach, ReachedPeople
from prioritise.programme.records import (
    Alignment,
    Cost,
    Criterion,
    Decision,
    Hub,
    Link,
    Proposal,
    Rule,
    Stream,
    ValueBasis,
)
from prioritise.programme.staying import Near
from tests import oracle

LARGEST_SEARCH = 50_000
"""Shortlists that an exhaustive search may have to look at; 14 proposals in or out are 16,384."""
LARGEST_CHOICE = 7
"""Proposals of a programme in which payers are picked."""
LARGEST_NAMED = 14
"""Proposals of a programme in which payers are named."""

IDS = ("P1", "P10", "P2", "p-a", "p_a", "007", "NA", "1e5", "é", "Z", "b c", "x0001", "P3", "true")
STREAM_IDS = ("s2", "s10", "s1", "a-b", "a_b")
HUB_IDS = ("h2", "h10", "h1")
YEARS = ("2018-19", "2019-20", "2020-21")
EVERY_YEAR = (*YEARS, "2021-22", "2022-23")
"""Years, and those that may follow without budgets."""
KINDS = ("capital", "revenue", "loan")
WORTHS = (None, *map(Decimal, ("0", "0.333", "0.5", "0.75", "1")))
TENTHS = tuple(Decimal(tenth) / 10 for tenth in range(1, 11))

Feature = Callable[[Random, Programme], Programme]


@dataclass
class Shape:
    """What the first draw of a programme is asked to hold."""

    choice: bool = False
    """Whether payers are picked for some rows."""
    kinds: bool = False
    regions: bool = False
    nested: bool = False
    linkages: bool = False
    alternatives: bool = False


def programme(seed: int, family: str = "mixed") -> Programme:
    """The programme of a family with this seed; the same one whenever it is asked for."""
    rng = Random(f"{family}/{seed}")
    features = mixture(rng) if family == MIXED else list({**FAMILIES, **UNDER_WAY_FAMILIES}[family])
    if family not in PURE:
        features += ["choice"] * (rng.random() < 0.3)
        features += rng.sample(sorted(FEATURES), rng.random() < 0.25)
    return composed(rng, features)


def programmes(family: str = "mixed") -> st.SearchStrategy[Programme]:
    """Programmes of a family, for tests that shrink what they find."""
    return st.integers(0, 2**32 - 1).map(lambda seed: programme(seed, family))


def mixture(rng: Random) -> list[str]:
    """Features for a programme that has a bit of everything."""
    return rng.sample(sorted(FEATURES), rng.randint(3, 8))


def composed(rng: Random, features: Sequence[str]) -> Programme:
    """A programme with these features: its shape first, then its money, then what limits it."""
    shape = Shape(**{name: True for name in SHAPES if name in features})
    made = first_draw(rng, shape)
    for name in BEFORE_MONEY:
        if name in features:
            made = BEFORE_MONEY[name](rng, made)
    made = small_enough(rng, made)
    for name in (*DECIDED, *UNDER_WAY):
        if name in features:
            made = {**DECIDED, **UNDER_WAY}[name](rng, made)
    made = with_budgets(rng, made)
    for name in (*AFTER_MONEY, *LAST):
        if name in features:
            made = {**AFTER_MONEY, **LAST}[name](rng, made)
    return made


# --- the first draw -----------------------------------------------------------------------------


def first_draw(rng: Random, shape: Shape) -> Programme:
    """Hubs, streams, proposals and costs, with budgets still at nothing."""
    years = YEARS[: rng.randint(1, 3)]
    hubs = drawn_hubs(rng, shape)
    streams = drawn_streams(rng, shape, len(years), hubs)
    draft = Programme(
        title="Drawn at random",
        years=years,
        unit=rng.choice(("£", "£k", "£m")),
        criteria=drawn_criteria(rng, shape),
        hubs=hubs,
        streams=streams,
        proposals=(),
        costs=(),
    )
    proposals = drawn_proposals(rng, shape, draft)
    draft = draft.revised(proposals=proposals)
    costs, alignments = drawn_costs(rng, shape, draft)
    return draft.revised(costs=shuffled(rng, costs), alignments=shuffled(rng, alignments))


def drawn_hubs(rng: Random, shape: Shape) -> tuple[Hub, ...]:
    least = 2 if shape.linkages else 1
    names = rng.sample(HUB_IDS, rng.randint(least, 3))
    return tuple(Hub(hub=name, name=name.upper(), region=rng.choice("ab")) for name in names)


def drawn_streams(rng: Random, shape: Shape, years: int, hubs: Sequence[Hub]) -> tuple[Stream, ...]:
    least = 2 if shape.choice or shape.nested else 1
    ids, places = [hub.hub for hub in hubs], sorted({hub.region for hub in hubs})
    names = rng.sample(STREAM_IDS, rng.randint(least, 3))
    streams = [
        Stream(
            stream=name,
            name=name.upper(),
            budgets=(0,) * years,
            kind=rng.choice((None, *KINDS[:2])) if shape.kinds else None,
            regions=one_or_two(rng, places) if shape.regions and rng.random() < 0.5 else (),
            hubs=one_or_two(rng, ids) if shape.regions and rng.random() < 0.5 else (),
        )
        for name in names
    ]
    if shape.nested:
        streams = nested(rng, streams, years)
    return shuffled(rng, streams)


def nested(rng: Random, streams: list[Stream], years: int) -> list[Stream]:
    """Some streams put into a parent, and perhaps that into another."""
    parent = Stream(stream="whole", name="WHOLE", budgets=(0,) * years)
    children = rng.sample(streams, rng.randint(1, len(streams)))
    lying = [s.model_copy(update={"parent": "whole"}) if s in children else s for s in streams]
    if rng.random() < 0.3:
        upper = Stream(stream="top", name="TOP", budgets=(0,) * years)
        parent = parent.model_copy(update={"parent": "top"})
        return [*lying, parent, upper]
    return [*lying, parent]


def drawn_criteria(rng: Random, shape: Shape) -> tuple[Criterion, ...]:
    scale = rng.choice(((0, 10), (0, 10), (0, 5), (1, 5), (0, 100)))
    scaled = (Decimal(scale[0]), Decimal(scale[1]))
    criteria = [
        Criterion(name=name, weight=Decimal(rng.choice((1, 1, 2, 3, 20, 35, 45))), scale=scaled)
        for name in ("economic", "social")[: rng.randint(1, 2)]
    ]
    if rng.random() < (0.8 if shape.choice else 0.3):
        criteria.append(Criterion(name="alignment", weight=Decimal(rng.choice((0, 1, 2, 20)))))
    return shuffled(rng, criteria)


def drawn_proposals(rng: Random, shape: Shape, draft: Programme) -> tuple[Proposal, ...]:
    most = LARGEST_CHOICE if shape.choice else LARGEST_NAMED
    draw = rng.random()
    count = 1 if draw < 0.05 else most if draw > 0.9 else rng.randint(2, min(most, 11))
    scores = drawn_scores(rng, draft, count)
    return tuple(
        Proposal(
            proposal=name,
            title=f"Title of {name}",
            hubs=drawn_places(rng, shape, draft),
            scores=scored,
            theme=rng.choice(("", "rail", "road")),
            lead=rng.choice(("", "council", "region")),
            jobs=rng.choice((None, *map(Decimal, ("0", "1", "3", "7.5", "12", "40.25")))),
            numbers={"people": rng.choice(tuple(map(Decimal, ("0", "1", "2.5", "10", "333"))))},
            texts={"area": rng.choice(("", "north", "south"))},
        )
        for name, scored in zip(rng.sample(IDS, count), scores, strict=True)
    )


def drawn_places(rng: Random, shape: Shape, draft: Programme) -> tuple[str, ...]:
    names = [hub.hub for hub in draft.hubs]
    several = shape.linkages and rng.random() < 0.6
    return tuple(rng.sample(names, rng.randint(2, len(names)) if several else 1))


def drawn_scores(rng: Random, draft: Programme, count: int) -> list[dict[str, Decimal]]:
    """Scores that are often equal."""
    low, high = next(c.scale for c in draft.criteria if c.scale is not None)
    steps = rng.choice((0, 1, 2, 10, 10, 97))
    names = [criterion.name for criterion in draft.criteria if criterion.scale is not None]

    def score() -> Decimal:
        if steps == 0:
            return high
        return low + ((high - low) * rng.randint(0, steps) / steps).quantize(Decimal("0.1"))

    return [{name: score() for name in names} for _ in range(count)]


def drawn_costs(rng: Random, shape: Shape, draft: Programme) -> tuple[list[Cost], list[Alignment]]:
    amounts = Amounts(rng, len(draft.years))
    costs: list[Cost] = []
    alignments: list[Alignment] = []
    for proposal in draft.proposals:
        several = shape.alternatives and rng.random() < 0.6
        for option in rng.sample(("large", "small", "A"), rng.randint(2, 3)) if several else ("",):
            rows = drawn_rows(rng, shape, draft, proposal, option, amounts)
            if several:
                rows[0] = rows[0].model_copy(update={"worth": rng.choice(WORTHS)})
            costs += rows
        unnamed = any(not row.stream for row in costs if row.proposal == proposal.proposal)
        alignments += drawn_alignments(rng, shape, draft, proposal, unnamed)
    return costs, alignments


class Amounts:
    """Amounts that are whole lots, odd pennies, nothing, or a penny from one drawn before."""

    def __init__(self, rng: Random, years: int) -> None:
        self.rng = rng
        self.years = years
        self.lot = 10 ** rng.randint(1, 8)
        self.lots_only = rng.random() < 0.3
        self.before = self.lot

    def one(self) -> int:
        """One amount in pence."""
        draw = self.rng.random()
        if draw < 0.1:
            return 0
        if self.lots_only or draw < 0.4:
            self.before = self.lot * self.rng.randint(1, 9)
        elif draw < 0.75:
            self.before = self.rng.randint(1, 10 * self.lot)
        else:
            self.before = max(0, self.before + self.rng.choice((-1, 0, 1)))
        return self.before

    def row(self) -> tuple[int, ...]:
        """One amount a year, most of them in few years."""
        thin = self.rng.random()
        return tuple(0 if self.rng.random() < thin * 0.6 else self.one() for _ in range(self.years))


def drawn_rows(
    rng: Random,
    shape: Shape,
    draft: Programme,
    proposal: Proposal,
    option: str,
    amounts: Amounts,
) -> list[Cost]:
    """Rows of one alternative; named payers may pay what they are asked for."""
    rows = []
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3))):
        kind: Any = rng.choice((None, *KINDS[:2])) if shape.kinds else None
        payers = [s.stream for s in draft.streams if oracle.may_pay(draft, s, proposal, kind or "")]
        unnamed = shape.choice and rng.random() < 0.75
        rows.append(
            Cost(
                proposal=proposal.proposal,
                option=option,
                kind=kind,
                stream="" if unnamed else rng.choice(payers) if payers else "match",
                before=amounts.one() if rng.random() < 0.1 else 0,
                after=amounts.one() if rng.random() < 0.1 else 0,
                amounts=amounts.row(),
            )
        )
    if rng.random() < 0.2:
        rows.append(
            Cost(proposal=proposal.proposal, option=option, stream="match", amounts=amounts.row())
        )
    return rows


def drawn_alignments(
    rng: Random, shape: Shape, draft: Programme, proposal: Proposal, needed: bool
) -> list[Alignment]:
    """Rows of alignment; at least one where it is `needed` to find a payer."""
    likely = 0.85 if shape.choice else 0.5
    fits = tuple(map(Decimal, ("0", "0.1", "0.5", "0.5", "0.75", "0.333", "1")))
    names = [s.stream for s in draft.streams if s.stream not in draft.parents]
    drawn = [name for name in names if rng.random() < likely]
    return [
        Alignment(proposal=proposal.proposal, stream=name, alignment=rng.choice(fits))
        for name in drawn or (names[:1] if needed else [])
    ]


def one_or_two(rng: Random, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(rng.sample(names, min(len(names), rng.choice((1, 1, 2)))))


def shuffled(rng: Random, rows: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(rng.sample(list(rows), len(rows)))


# --- features that come before the budgets are set ----------------------------------------------


def changed_streams(
    drawn: Programme, change: Callable[[Stream], dict[str, Any]], **more: Any
) -> Programme:
    """The programme with some fields of each stream changed."""
    streams = tuple(stream.model_copy(update=change(stream)) for stream in drawn.streams)
    return drawn.revised(streams=streams, **more)


def changed_proposals(
    drawn: Programme, change: Callable[[Proposal], dict[str, Any]], **more: Any
) -> Programme:
    """The programme with some fields of each proposal changed."""
    proposals = tuple(p.model_copy(update=change(p)) for p in drawn.proposals)
    return drawn.revised(proposals=proposals, **more)


def rates(rng: Random, drawn: Programme) -> Programme:
    """Intervention rates, and whole costs at which what is asked is a penny off the limit."""
    shares = tuple(map(Decimal, ("0.5", "0.7", "0.7", "0.333", "0.9", "1")))

    def rate(stream: Stream) -> dict[str, Any]:
        return {"intervention_rate": rng.choice(shares) if rng.random() < 0.7 else None}

    drawn = changed_streams(drawn, rate)
    costs = list(drawn.costs)
    for proposal in drawn.proposals:
        if rng.random() < 0.9:
            costs += topped_up(rng, drawn, proposal, costs)
    return drawn.revised(costs=tuple(costs))


def topped_up(rng: Random, drawn: Programme, proposal: Proposal, costs: list[Cost]) -> list[Cost]:
    """Rows of match that bring whole costs to where a rate just allows what a row asks."""
    rows = []
    for option in sorted({cost.option for cost in drawn.costs_of[proposal.proposal]}):
        mine = [c for c in costs if c.proposal == proposal.proposal and c.option == option]
        asked = rng.choice([sum(cost.amounts) for cost in mine if cost.stream != "match"] or [0])
        limits = [s.intervention_rate for s in drawn.streams if s.intervention_rate]
        if not limits or not asked:
            continue
        needed = ceil(asked / Fraction(rng.choice(limits))) + rng.choice((-1, 0, 0, 1))
        missing = needed - sum(c.before + c.after + sum(c.amounts) for c in mine)
        if missing > 0:
            rows.append(outside_row(rng, drawn, proposal, option, missing))
    return rows


def outside_row(
    rng: Random, drawn: Programme, proposal: Proposal, option: str, missing: int
) -> Cost:
    """Match funding: before, within or after the years."""
    place = rng.choice(("before", "after", "within"))
    within = (missing if place == "within" else 0,) + (0,) * (len(drawn.years) - 1)
    return Cost(
        proposal=proposal.proposal,
        option=option,
        stream="match",
        before=missing if place == "before" else 0,
        after=missing if place == "after" else 0,
        amounts=within,
        later=(0,) * len(drawn.later_years),
    )


def awards(rng: Random, drawn: Programme) -> Programme:
    """Smallest and largest awards, a penny off what some proposal asks."""
    asked = sorted(
        sum(row.amounts) for row in drawn.costs if row.stream != "match" and any(row.amounts)
    )
    if not asked:
        return drawn

    def limits(stream: Stream) -> dict[str, Any]:
        near = [max(0, rng.choice(asked) + rng.choice((-1, 0, 0, 1))) for _ in range(2)]
        low, high = sorted(near)
        return {
            "min_award": low if rng.random() < 0.7 else rng.choice((None, 0)),
            "max_award": high if rng.random() < 0.6 else rng.choice((None, 0)),
        }

    return changed_streams(drawn, limits)


def contingency(rng: Random, drawn: Programme) -> Programme:
    """Money held back, and money above budget."""
    shares = tuple(map(Decimal, ("0", "0.05", "0.1", "0.125", "0.333", "1")))

    def held(stream: Stream) -> dict[str, Any]:
        return {"contingency": rng.choice(shares), "over_programme": rng.choice(shares)}

    return changed_streams(drawn, held)


def carry(rng: Random, drawn: Programme) -> Programme:
    """Money that may move to the next year."""
    shares = tuple(map(Decimal, ("0", "0.1", "0.25", "0.5", "0.333", "1", "1")))
    return changed_streams(drawn, lambda stream: {"carry_forward": rng.choice(shares)})


def blueprint(rng: Random, drawn: Programme) -> Programme:
    """Years after the budgeted ones, in which some proposals go on, and some begin."""
    first = len(drawn.years)
    years = EVERY_YEAR[first : first + rng.randint(1, 2)]
    paid = [amount for cost in drawn.costs for amount in cost.amounts if amount] or [100]
    costs = []
    for cost in drawn.costs:
        later = tuple(rng.choice(paid) if rng.random() < 0.4 else 0 for _ in years)
        begins = any(later) and rng.random() < 0.1
        amounts = (0,) * len(cost.amounts) if begins else cost.amounts
        costs.append(cost.model_copy(update={"amounts": amounts, "later": later}))
    return drawn.revised(later_years=years, costs=tuple(costs))


def secured(rng: Random, drawn: Programme) -> Programme:
    """Match funding, some of which is certain."""
    paid = [amount for cost in drawn.costs for amount in cost.amounts if amount] or [100]
    rows = [
        Cost(
            proposal=cost.proposal,
            option=cost.option,
            stream="match",
            secured=rng.random() < 0.5,
            before=rng.choice(paid) if rng.random() < 0.3 else 0,
            amounts=tuple(rng.choice((0, *paid)) for _ in drawn.years),
            later=(0,) * len(drawn.later_years),
        )
        for cost in {(cost.proposal, cost.option): cost for cost in drawn.costs}.values()
        if rng.random() < 0.7
    ]
    return drawn.revised(costs=shuffled(rng, [*drawn.costs, *rows]))


def timing(rng: Random, drawn: Programme) -> Programme:
    """Windows in which spending may start."""

    def window(proposal: Proposal) -> dict[str, Any]:
        starts = [
            oracle.given_start(oracle.rows_of(drawn, proposal, option))
            for option in {cost.option for cost in drawn.costs_of[proposal.proposal]}
        ]
        years = drawn.horizon
        first, last = sorted(rng.choices(range(len(years)), k=2))
        return {
            "earliest": years[first] if rng.random() < 0.5 else "",
            "latest": years[max(last, *starts)] if rng.random() < 0.6 else "",
        }

    return changed_proposals(drawn, window)


def shares(rng: Random, drawn: Programme) -> Programme:
    """Proposals of which a part may be funded."""
    likely = 2 / max(2, len(drawn.proposals))

    def least(proposal: Proposal) -> dict[str, Any]:
        return {"min_share": rng.choice(TENTHS) if rng.random() < likely else None}

    return changed_proposals(drawn, least)


def size(rng: Random, drawn: Programme) -> Programme:
    """Scores that judge each unit of something."""
    basis = rng.choice(("public_cost", "people", "jobs"))

    def units(proposal: Proposal) -> dict[str, Any]:
        people = Decimal(rng.choice((0, 1, 10, 250, rng.randint(1, 100_000))))
        jobs = Decimal(rng.randint(0, 500)) / rng.choice((1, 1, 4))
        return {"numbers": {"people": people}, "jobs": jobs}

    changed = changed_proposals(drawn, units)
    return changed.revised(value=drawn.value.model_copy(update={"size": basis}))


def likelihood(rng: Random, drawn: Programme) -> Programme:
    """Values that are multiplied by the likelihood of success."""
    chances = (None, *map(Decimal, ("0", "0.5", "0.9", "0.95", "1", "0.333")))
    changed = changed_proposals(drawn, lambda proposal: {"likelihood": rng.choice(chances)})
    return changed.revised(value=ValueBasis(size=drawn.value.size, likelihood="multiply"))


def curves(rng: Random, drawn: Programme) -> Programme:
    """Scores whose worth bends, and perhaps the lowest score the best."""

    def bent(criterion: Criterion) -> Criterion:
        if criterion.scale is None:
            return criterion
        low, high = criterion.scale
        ends = (high, low) if rng.random() < 0.3 else (low, high)
        parts = sorted(rng.sample(range(1, 10), rng.randint(0, 3)))
        worths = sorted(rng.choice((0, 10, 20, 50, 62, 99, 100)) for _ in parts)
        named = [
            (ends[0] + (ends[1] - ends[0]) * part / 10, Decimal(worth))
            for part, worth in zip(parts, worths, strict=True)
        ]
        curve = ((ends[0], Decimal(0)), *named, (ends[1], Decimal(100)))
        is_bent = rng.random() < 0.8
        return criterion.model_copy(update={"scale": ends, "curve": curve if is_bent else ()})

    return drawn.revised(criteria=tuple(map(bent, drawn.criteria)))


def thresholds(rng: Random, drawn: Programme) -> Programme:
    """Scores below which a proposal is screened out: those of proposals, or next to them."""

    def screening(criterion: Criterion) -> Criterion:
        if criterion.scale is None or (len(drawn.criteria) > 1 and rng.random() < 0.4):
            return criterion
        low, high = sorted(criterion.scale)
        at = rng.choice([p.scores[criterion.name] for p in drawn.proposals])
        limit = min(max(at + rng.choice((Decimal(0), Decimal("0.1"), Decimal("-0.1"))), low), high)
        name = "at_least" if criterion.scale[0] == low else "at_most"
        return criterion.model_copy(update={name: limit})

    return drawn.revised(criteria=tuple(map(screening, drawn.criteria)))


def scaled_costs(rng: Random, drawn: Programme) -> Programme:
    """Every cost multiplied, so that pennies have to be rounded."""
    factors = tuple(map(Decimal, ("0.5", "1.1", "1.25", "0.333", "0")))
    return drawn.revised(cost_scale=rng.choice(factors))


def small_enough(rng: Random, drawn: Programme) -> Programme:
    """The programme without so many proposals that it has too many shortlists."""
    ways = {p.proposal: 1 + len(oracle.ways_of(drawn, p)) for p in drawn.proposals}
    kept = [p.proposal for p in drawn.proposals]
    while len(kept) > 1 and prod(ways[name] for name in kept) > LARGEST_SEARCH:
        kept.remove(max(kept, key=lambda name: (ways[name], rng.random())))
    return without(drawn, [name for name in ways if name not in kept])


def without(drawn: Programme, names: Sequence[str]) -> Programme:
    """The programme without any trace of some proposals."""
    return drawn.revised(
        proposals=tuple(p for p in drawn.proposals if p.proposal not in names),
        costs=tuple(c for c in drawn.costs if c.proposal not in names),
        alignments=tuple(a for a in drawn.alignments if a.proposal not in names),
        links=tuple(k for k in drawn.links if k.proposal not in names and k.other not in names),
        decisions=tuple(d for d in drawn.decisions if d.proposal not in names),
        dropped_proposals=tuple(n for n in drawn.dropped_proposals if n not in names),
        baseline=None
        if drawn.baseline is None
        else tuple(n for n in drawn.baseline if n not in names),
        near=drawn.near
        and drawn.near.model_copy(
            update={"shortlist": tuple(n for n in drawn.near.shortlist if n not in names)}
        ),
    )


# --- features that decide before anything is weighed --------------------------------------------


def possible(drawn: Programme) -> list[str]:
    """Proposals that can be done in some way."""
    return [p.proposal for p in drawn.proposals if oracle.ways_of(drawn, p)]


def contracted(rng: Random, drawn: Programme) -> Programme:
    """Proposals whose money is promised."""
    names = possible(drawn)
    picked = rng.sample(names, min(len(names), rng.randint(1, 2)))
    return changed_proposals(
        drawn, lambda p: {"commitment": "contracted" if p.proposal in picked else p.commitment}
    )


def locks(rng: Random, drawn: Programme) -> Programme:
    """Decisions, dropped proposals, and hubs that do not take part."""
    free = [p.proposal for p in drawn.proposals if not p.commitment]
    picked = rng.sample(free, min(len(free), rng.randint(1, 3)))
    able = possible(drawn)
    reasons: Any = ("locked", "agreed", "declined", "deferred")
    decisions = tuple(
        Decision(
            proposal=name, chosen=chosen, because=rng.choice(reasons[:2] if chosen else reasons[2:])
        )
        for name in picked
        for chosen in [name in able and rng.random() < 0.5]
    )
    drawn = drawn.revised(decisions=decisions)
    return dropped(rng, drawn) if rng.random() < 0.5 else drawn


def dropped(rng: Random, drawn: Programme) -> Programme:
    """The programme without a hub or a proposal that nothing promises."""
    bound = {p.proposal for p in drawn.proposals if is_promised(drawn, p)}
    needed = {hub for p in drawn.proposals if p.proposal in bound for hub in p.hubs}
    free = [hub.hub for hub in drawn.hubs if hub.hub not in needed]
    if free and rng.random() < 0.7:
        name = rng.choice(free)
        status = rng.choice(("agreed", "proposed"))
        hubs = tuple(
            hub.model_copy(update={"status": status}) if hub.hub == name else hub
            for hub in drawn.hubs
        )
        added = (name,) if status == "proposed" and rng.random() < 0.5 else ()
        return drawn.revised(
            hubs=hubs, added_hubs=added, dropped_hubs=(name,) if status == "agreed" else ()
        )
    names = [p.proposal for p in drawn.proposals if p.proposal not in bound]
    return drawn.revised(dropped_proposals=tuple(rng.sample(names, min(1, len(names)))))


# --- budgets: what some shortlist needs, or one penny more or less ------------------------------


def under_way(rng: Random, drawn: Programme) -> Programme:
    """Closed years, money spent in them and after them, forecasts, and some of it stopped."""
    closed = rng.randint(0, len(drawn.years) - 1)
    drawn = changed_streams(drawn, lambda stream: {"closed": closed})
    actuals: list[Actual] = []
    decisions = list(drawn.decisions)
    for proposal in drawn.proposals:
        payers = sorted({c.stream for c in drawn.costs_of[proposal.proposal]} - {"", "match"})
        mine: list[Actual] = []
        for payer in payers if rng.random() < 0.6 else ():
            mine += actual_rows(rng, drawn, proposal, payer, closed)
        undecided = all(d.proposal != proposal.proposal for d in decisions)
        if any(row.spent for row in mine) and undecided and rng.random() < 0.3:
            stop = {"chosen": False, "because": "declined"}
            decisions.append(Decision(proposal=proposal.proposal, **stop))
        actuals += mine
    return drawn.revised(actuals=shuffled(rng, actuals), decisions=tuple(decisions))


def gated(rng: Random, drawn: Programme) -> Programme:
    """Cases that come in time, late or too late, and panels that refuse some of them."""
    panels = (Panel(panel="board", veto=True), Panel(panel="officers"))
    gates = []
    for proposal in drawn.proposals:
        for stage in rng.sample(("OBC", "FBC"), rng.choice((0, 0, 1, 1, 2))):
            due = date(rng.choice((2017, 2018, 2019, 2020, 2024)), rng.choice((3, 4)), 1)
            late = due + timedelta(days=rng.choice((0, 30, 31, 365)))
            outcome = rng.choice(("approved", "held", "refused")) if rng.random() < 0.3 else ""
            gates.append(
                Gate(
                    proposal=proposal.proposal,
                    stage=stage,  # type: ignore[arg-type]
                    due=due if rng.random() < 0.9 else None,
                    forecast=late if rng.random() < 0.5 else None,
                    done=due if outcome else None,
                    panel=rng.choice(("board", "officers", "")),
                    outcome=outcome,  # type: ignore[arg-type]
                )
            )
    return drawn.revised(gates=shuffled(rng, gates), panels=panels)


def actual_rows(
    rng: Random, drawn: Programme, proposal: Proposal, payer: str, closed: int
) -> list[Actual]:
    """What a stream has paid for a proposal, or is expected to: about what was planned."""
    rows = [c for c in drawn.costs_of[proposal.proposal] if c.stream == payer]
    begins = rng.random() < 0.7
    found = []
    for place, year in enumerate([*drawn.years, *drawn.later_years]):
        planned = sum((*row.amounts, *row.later)[place] for row in rows)
        about = rng.choice((0, planned, planned, planned // 2, planned + 1, planned * 2))
        can_be_spent = begins and place <= min(closed, len(drawn.years) - 1)
        spent = about if can_be_spent and rng.random() < 0.7 else None
        forecast = None
        if place >= closed and rng.random() < 0.3:
            forecast = (spent or 0) + rng.choice((0, 1, planned, planned // 3))
        if spent is not None or forecast is not None:
            found.append(
                Actual(
                    proposal=proposal.proposal,
                    stream=payer,
                    year=year,
                    spent=spent,
                    forecast=forecast,
                )
            )
    return found


def with_budgets(rng: Random, drawn: Programme) -> Programme:
    """Budgets of each line at what a shortlist drawn at random spends there, give or take."""
    need = {stream.stream: [0] * len(drawn.years) for stream in drawn.streams}
    likely = rng.choice((0.3, 0.5, 0.7, 0.9))
    for proposal in drawn.proposals:
        ways = oracle.ways_of(drawn, proposal)
        promised = is_promised(drawn, proposal) and rng.random() < 0.95
        if ways and (promised or rng.random() < likely):
            for payer, year, _, pence in oracle.payments(rng.choice(ways)):
                for line in oracle.lines_of(drawn, payer):
                    need[line][year] += pence
    loose = sum(map(sum, need.values())) + 1
    return changed_streams(
        drawn, lambda stream: {"budgets": budgets(rng, stream, need[stream.stream], loose)}
    )


def is_promised(drawn: Programme, proposal: Proposal) -> bool:
    """Whether a contract or a decision has the proposal in."""
    decided = [d.chosen for d in drawn.decisions if d.proposal == proposal.proposal]
    begun = oracle.begun_in(drawn, proposal) is not None and False not in decided
    return any(decided) or begun or proposal.commitment == "contracted"


def budgets(rng: Random, stream: Stream, need: list[int], loose: int) -> tuple[int, ...]:
    """Budgets that pay what is needed, the money carried in among it, give or take a penny."""
    if rng.random() < 0.08:
        return (rng.choice((0, loose, loose)),) * len(need)
    made: list[int] = []
    carried = 0
    for year, spend in enumerate(need):
        budget = least_budget(stream, year, spend - carried) + rng.choice((-1, 0, 0, 0, 1))
        if stream.carry_forward and year + 1 < len(need) and rng.random() < 0.7:
            budget += ceil(need[year + 1] * rng.choice((0.5, 1, 1, 2)))
        made.append(max(0, budget))
        line = oracle.line_of(stream.model_copy(update={"budgets": tuple(made)}))
        left = max(0, carried + line.available[year] - spend)
        carried = min(left, line.carried[year])
    return tuple(made)


def least_budget(stream: Stream, year: int, spend: int) -> int:
    """The smallest budget of which so much may be spent."""
    open_share = 1 - Fraction(stream.contingency)
    if year > 0:
        open_share += Fraction(stream.over_programme)
    return ceil(max(0, spend) / open_share) if open_share else max(0, spend)


# --- features that come after the budgets are set -----------------------------------------------


def pairs(rng: Random, drawn: Programme, count: int) -> list[tuple[str, str]]:
    """Pairs of proposals, none twice."""
    names = [p.proposal for p in drawn.proposals]
    if len(names) < 2:
        return []
    found = [rng.sample(names, 2) for _ in range(count)]
    apart = {tuple(sorted(pair)): pair for pair in found}
    return [(first, other) for first, other in apart.values()]


def links(rng: Random, drawn: Programme) -> Programme:
    """Proposals that require, exclude or go together with others."""
    kinds: Any = ("requires", "excludes", "together")
    made = tuple(
        Link(kind=rng.choice(kinds), proposal=first, other=other)
        for first, other in pairs(rng, drawn, rng.randint(1, 4))
    )
    return drawn.revised(links=drawn.links + made)


def bonus(rng: Random, drawn: Programme) -> Programme:
    """Points, or points off, where two are chosen."""
    points = tuple(map(Decimal, ("-100", "-20", "-5", "-0.5", "0", "3", "12.5", "50", "0.3333")))
    made = tuple(
        Link(kind="bonus", proposal=first, other=other, value=rng.choice(points))
        for first, other in pairs(rng, drawn, rng.randint(1, 4))
    )
    return drawn.revised(links=drawn.links + made)


def staying(rng: Random, drawn: Programme) -> Programme:
    """A list in force, and as much change as some shortlist needs, or a little less or more."""
    names = [p.proposal for p in drawn.proposals]
    in_force = tuple(rng.sample(names, rng.randint(0, len(names))))
    near = Near(shortlist=in_force, most=0, by=rng.choice(("count", "count", "money")))
    moved = oracle.moved(drawn, near, affordable(rng, drawn))
    most = max(0, moved + rng.choice((-1, 0, 0, 1)))
    return drawn.revised(near=near.model_copy(update={"most": most}))


def baseline(rng: Random, drawn: Programme) -> Programme:
    """A shortlist from which as little as possible should change, among equals."""
    names = [p.proposal for p in drawn.proposals]
    alike = rng.random() < 0.7
    drawn = drawn.revised(baseline=tuple(rng.sample(names, rng.randint(0, len(names)))))
    if not alike:
        return drawn
    scores = drawn.proposals[0].scores
    return changed_proposals(drawn, lambda proposal: {"scores": scores})


# --- rules whose bounds are what some shortlist reaches, or one unit more or less ----------------

WHERE = ("hub", "theme", "stream", "year", "kind", "area", "lead", "proposal", "commitment")
FOR_EACH = ("hub", "theme", "stream", "year", "area", "lead")


WITHOUT_YEARS = ("future", "match", "match_secured", "match_unsecured")


def rule_on(*measures: str) -> Feature:
    """The feature of one or two rules on one of these measures."""

    def feature(rng: Random, drawn: Programme) -> Programme:
        for _ in range(rng.choice((1, 1, 2))):
            drawn = with_rule(rng, drawn, rng.choice(measures))
        return drawn

    return feature


def hub_rule(rng: Random, drawn: Programme) -> Programme:
    """A rule on one or each hub, in which the parts of a linkage matter."""
    measure = rng.choice(("spend", "spend", "future", "value", "jobs", "share", "count"))
    names = one_or_two(rng, names_in(drawn, "hub"))
    where = rng.choice(({"where": {"hub": names}}, {"where": {"hub": names}}, {"for_each": "hub"}))
    rule = Rule(name=f"rule {len(drawn.rules) + 1}", measure=measure, **where)
    return bounded(rng, drawn, rule)


def with_rule(rng: Random, drawn: Programme, measure: str) -> Programme:
    """The programme with one more rule that is about to bind."""
    return bounded(rng, drawn, drawn_rule(rng, drawn, measure))


def reach_rule(rng: Random, drawn: Programme) -> Programme:
    """One or two rules on people, who are reached by some of the proposals each."""
    names = sorted(p.proposal for p in drawn.proposals)
    columns = tuple(
        Reach(name=name, minutes=Decimal(45)) for name in ("near", "soon")[: rng.randint(1, 2)]
    )
    reached = tuple(
        ReachedPeople(column=column.name, proposals=tuple(sorted(served)), people=people)
        for column in columns
        for _ in range(rng.randint(1, 6))
        for served in [rng.sample(names, rng.randint(1, min(len(names), 4)))]
        for people in [rng.choice((1, 1, 2, 100, 101, rng.randint(1, 2_000)))]
    )
    drawn = drawn.revised(reach=columns, reached=reached)
    for _ in range(rng.choice((1, 1, 2))):
        rule = drawn_rule(rng, drawn, "reach")
        named = rng.choice(columns).name if len(columns) > 1 or rng.random() < 0.5 else ""
        drawn = bounded(rng, drawn, rule.model_copy(update={"column": named}))
    return drawn


def needs_rule(rng: Random, drawn: Programme) -> Programme:
    """One or two rules by which some proposals need one of some others."""
    columns = [c for c in WHERE if c not in PAYMENT_COLUMNS and names_in(drawn, c)]
    for _ in range(rng.choice((1, 1, 2))):
        one, other = (
            {c: one_or_two(rng, names_in(drawn, c)) for c in rng.sample(columns, count)}
            for count in (rng.choice((0, 1, 1)), 1)
        )
        same = rng.choice(("", "", "hub", "hub", "theme", "area"))
        rule = Rule.needing(f"rule {len(drawn.rules) + 1}", one, other, same)
        drawn = drawn.revised(rules=(*drawn.rules, rule))
    return drawn


def bounded(rng: Random, drawn: Programme, unbounded: Rule) -> Programme:
    """The programme with a rule whose bounds are what a shortlist drawn at random reaches."""
    measure = unbounded.measure
    reached = totals_of(rng, drawn, unbounded)
    low, high = sorted(
        (near(rng, drawn, measure, min(reached), -1), near(rng, drawn, measure, max(reached), 1))
    )
    bounds = rng.choice(({"at_least": low}, {"at_most": high}, {"at_least": low, "at_most": high}))
    return drawn.revised(rules=(*drawn.rules, unbounded.model_copy(update=bounds)))


def drawn_rule(rng: Random, drawn: Programme, measure: str) -> Rule:
    apart = ("year",) if measure in WITHOUT_YEARS else ()
    for_each = rng.choice(("", "", *(c for c in FOR_EACH if c not in apart)))
    columns = [c for c in WHERE if c not in (*apart, for_each) and names_in(drawn, c)]
    count = rng.choice((0, 1, 1, 2) if not for_each else (0, 0, 0, 1))
    return Rule(
        name=f"rule {len(drawn.rules) + 1}",
        measure=measure,
        where={c: one_or_two(rng, names_in(drawn, c)) for c in rng.sample(columns, count)},
        for_each=for_each,
    )


def names_in(drawn: Programme, column: str) -> list[str]:
    """Names that a column holds."""
    if column == "hub":
        return [hub.hub for hub in drawn.hubs]
    if column == "stream":
        return [stream.stream for stream in drawn.streams]
    if column == "year":
        return list(drawn.years)
    if column == "kind":
        return list(KINDS[:2])
    return sorted({oracle.text_of(p, column) for p in drawn.proposals} - {""})


def totals_of(rng: Random, drawn: Programme, rule: Rule) -> list[Fraction]:
    """What a shortlist drawn at random reaches in each group of a rule."""
    values = oracle.Values(drawn)
    plan = affordable(rng, drawn)
    whole = sum(way.option.public_cost for way in plan)
    totals: list[Fraction] = []
    for tests in oracle.groups_of(drawn, rule):
        total = oracle.limit_of(drawn, values, rule, tests).total(plan)
        totals.append(total / whole if rule.measure == "share" and whole else total)
    return totals or [Fraction(0)]


def affordable(rng: Random, drawn: Programme) -> list[oracle.Way]:
    """Ways of some proposals that the budgets can pay, drawn at random."""
    search = oracle.Search(drawn.revised(rules=()))
    spent = [[0] * len(drawn.years) for _ in search.lines]
    plan = []
    for steps in shuffled(rng, search.steps):
        step = rng.choice(steps) if steps else None
        if step is None or step.way is None:
            continue
        after = [list(line) for line in spent]
        for line, year, pence in step.spends:
            after[line][year] += pence
        if all(line.holds(row) for line, row in zip(search.lines, after, strict=True)):
            spent = after
            plan.append(step.way)
    return plan


def near(rng: Random, drawn: Programme, measure: str, reached: Fraction, ease: int) -> Decimal:
    """A bound at what is reached, or one unit to either side; `ease` makes it no tighter."""
    pence = oracle.PENCE[drawn.unit]
    if measure in ("spend", *WITHOUT_YEARS):
        return Decimal(max(0, round(reached) + rng.choice((-1, 0, 0, ease)))) / pence
    units = {"count": "1", "reach": "1", "share": "0.01"}
    unit = Decimal(units.get(measure, "0.001"))
    rounding = ROUND_FLOOR if ease < 0 else ROUND_CEILING
    exact = Decimal(reached.numerator) / Decimal(reached.denominator)
    bound = exact.quantize(unit, rounding=rounding) + unit * rng.choice((-1, 0, 0, ease))
    return min(Decimal(1), max(Decimal(0), bound)) if measure == "share" else max(Decimal(0), bound)


# --- the families -------------------------------------------------------------------------------

SHAPES = ("choice", "kinds", "regions", "nested", "linkages", "alternatives")
BEFORE_MONEY: dict[str, Feature] = {
    "blueprint": blueprint,
    "secured": secured,
    "timing": timing,
    "shares": shares,
    "size": size,
    "likelihood": likelihood,
    "curves": curves,
    "thresholds": thresholds,
    "scaled_costs": scaled_costs,
    "rates": rates,
    "awards": awards,
    "contingency": contingency,
    "carry": carry,
}
DECIDED: dict[str, Feature] = {"contracted": contracted, "locks": locks}
AFTER_MONEY: dict[str, Feature] = {
    "links": links,
    "bonus": bonus,
    "baseline": baseline,
    "count": rule_on("count"),
    "spend": rule_on("spend"),
    "share": rule_on("share"),
    "value": rule_on("value"),
    "column": rule_on("jobs", "people", "people", "economic", "likelihood"),
    "future": rule_on("future", "match"),
    "match": rule_on("match_secured", "match_unsecured"),
    "hub_rule": hub_rule,
    "reach": reach_rule,
    "needs": needs_rule,
}
UNDER_WAY: dict[str, Feature] = {"gated": gated, "under_way": under_way}
LAST: dict[str, Feature] = {"staying": staying}
"""Features that are drawn only where a family names them."""
FEATURES = (*SHAPES, *BEFORE_MONEY, *DECIDED, *AFTER_MONEY)

FAMILIES: dict[str, tuple[str, ...]] = {
    "plain": (),
    "payers": ("choice",),
    "kinds": ("kinds", "choice"),
    "regions": ("regions", "choice", "linkages"),
    "rates": ("rates",),
    "carry": ("carry",),
    "links": ("links",),
    "bonus": ("bonus",),
    "rules_count": ("count",),
    "rules_spend": ("spend",),
    "rules_share": ("share",),
    "rules_value": ("value",),
    "rules_bonus": ("bonus", "value", "linkages"),
    "rules_column": ("column",),
    "rules_future": ("future", "timing"),
    "rules_match": ("secured", "match"),
    "rules_reach": ("reach",),
    "rules_needs": ("needs",),
    "contracted": ("contracted",),
    "locks": ("locks",),
    "baseline": ("baseline",),
    "staying": ("staying",),
    "size": ("size",),
    "likelihood": ("likelihood",),
    "curves": ("curves",),
    "thresholds": ("thresholds",),
    "options": ("alternatives",),
    "timing": ("timing",),
    "shares": ("shares",),
    "blueprint": ("blueprint", "timing", "future"),
    "nested": ("nested",),
    "awards": ("awards",),
    "contingency": ("contingency",),
    "linkages": ("linkages", "hub_rule"),
}
UNDER_WAY_FAMILIES: dict[str, tuple[str, ...]] = {
    "under_way": ("under_way",),
    "closed": ("under_way", "contingency", "carry"),
    "gated": ("gated", "timing"),
    "re_timed": ("gated", "under_way", "timing", "nested"),
}
"""Families of programmes of which something is spent."""
MIXED = "mixed"
"""The family that has a bit of everything."""
PURE = ("plain", "payers")
"""Families to which nothing else is ever added."""
EVERY_FAMILY = (*FAMILIES, MIXED)
