"""Families of programmes by shape, drawn in memory from a seed: illustrative data, nobody's own.

Each family varies one thing that real programmes vary in, and leaves the rest as `Shape` has it.
Cost goes as in `benchmarks.programmes`. Time and memory are linear in the size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Literal

from benchmarks.programmes import HUBS, YEARS
from benchmarks.suite.drawn import CRITERIA, THEMES, THOUSAND
from prioritise.programme.programme import Programme
from prioritise.programme.records import (
    Alignment,
    Cost,
    Hub,
    Link,
    Proposal,
    Rule,
    Stream,
)

LINES = tuple(f"stream-{number}" for number in range(1, 7))
POUND = 100


@dataclass(frozen=True, slots=True)
class Shape:
    """What a family's programmes are like."""

    budget: float = 0.5
    """Share of what is asked that the budgets pay."""
    floor: str = ""
    """Share of all spend that every hub gets at least; empty: every hub is in."""
    skills: str = ""
    """Share of all spend that one theme gets at least, another at most."""
    shared: float = 0.15
    """Proposals with two rows of cost."""
    links: float = 0.05
    """Proposals that require, or exclude, an earlier one, as likely the one as the other."""
    bonuses: float = 0.0
    """Proposals that bring more, or less, together with an earlier one."""
    payers: tuple[int, int] | None = None
    """Fewest and most streams that each row may be paid by; none: they are named."""
    awards: bool = False
    """Whether streams pay a share at most, and awards of some size."""
    forms: float = 0.0
    """Proposals that may be smaller, or another year."""
    nested: bool = False
    """Whether streams lie in one another, in pairs within a whole."""
    scores: Literal["whole", "near", "seven"] = "whole"
    """Whole numbers, all within a hundredth of one another, or with seven decimals."""
    unit: int = THOUSAND
    """Pence that costs are counted in."""
    least: int = 50
    """Units that a row of cost comes to at least; a hundred times as many at most."""


FAMILIES: Mapping[str, Shape] = {
    "floors-35": Shape(budget=0.35, floor="0.08", shared=0.2),
    "floors-50": Shape(floor="0.08", shared=0.2),
    "floors-80": Shape(budget=0.8, floor="0.08", shared=0.2),
    "apart": Shape(shared=0.0),
    "shared": Shape(shared=0.35),
    "linked": Shape(links=0.2),
    "bonuses": Shape(bonuses=0.1),
    "awards": Shape(payers=(2, 3), shared=0.3, awards=True),
    "forms": Shape(forms=0.3),
    "chosen": Shape(payers=(2, 4)),
    "nested": Shape(nested=True),
    "near": Shape(scores="near"),
    "seven": Shape(scores="seven"),
    "pounds": Shape(unit=POUND, least=50_000),
    "billions": Shape(unit=1, least=50_000_000),
    "shares": Shape(skills="0.3", floor="0.05"),
}


def shaped(shape: Shape, size: int, seed: int) -> Programme:
    """A programme of so many proposals, the same for the same arguments.

    Parameters
    ----------
    size : int
        Proposals.
    seed : int
        Of the whole draw.
    """
    draw = Random(f"{seed} {size} {shape}")
    proposals: list[Proposal] = []
    costs: list[Cost] = []
    alignments: list[Alignment] = []
    for name in (f"P{number:06}" for number in range(size)):
        own, fitting = _costs(draw, shape, name)
        costs += own
        proposals.append(_proposal(draw, shape, name, several=bool(own[0].option)))
        alignments += [
            Alignment(proposal=name, stream=stream, alignment=Decimal(draw.randint(0, 10)) / 10)
            for stream in fitting
        ]
    return Programme(
        title=f"Drawn at random: {size} proposals, {shape}",
        years=YEARS,
        criteria=CRITERIA,
        hubs=tuple(Hub(hub=hub, name=hub.title()) for hub in HUBS),
        streams=_streams(shape, costs),
        proposals=tuple(proposals),
        costs=tuple(costs),
        alignments=tuple(alignments),
        links=tuple(_links(draw, shape, proposals)),
        rules=tuple(_rules(shape)),
    )


def _costs(draw: Random, shape: Shape, name: str) -> tuple[list[Cost], list[str]]:
    """The rows of cost of a proposal, in all its forms, and the streams that may pay."""
    rows = 2 if draw.random() < shape.shared else 1
    if shape.payers:
        fitting, named = draw.sample(LINES, draw.randint(*shape.payers)), [""] * rows
    else:
        fitting = named = draw.sample(LINES, rows)
    totals = [(draw.randint(shape.least, 100 * shape.least), stream) for stream in named]
    start = draw.randrange(len(YEARS))
    if draw.random() >= shape.forms / 2:
        return [_cost(shape, name, "", total, start, stream) for total, stream in totals], fitting
    later = (start + 1) % len(YEARS)
    own = [
        _cost(shape, name, option, total, year, stream)
        for option, year in (("as planned", start), ("otherwise", later))
        for total, stream in totals
    ]
    return own, fitting


def _cost(shape: Shape, name: str, option: str, units: int, start: int, stream: str) -> Cost:
    amounts = [0] * len(YEARS)
    amounts[start] = (units - units // 3) * shape.unit
    amounts[min(start + 1, len(YEARS) - 1)] += units // 3 * shape.unit
    return Cost(proposal=name, option=option, kind="capital", stream=stream, amounts=tuple(amounts))


def _proposal(draw: Random, shape: Shape, name: str, *, several: bool) -> Proposal:
    may_be_smaller = not several and draw.random() < shape.forms / 2
    return Proposal(
        proposal=name,
        title=f"Project {name}",
        hubs=(draw.choice(HUBS),),
        scores={criterion: _score(draw, shape) for criterion in ("economic", "social")},
        theme=draw.choice(THEMES),
        min_share=Decimal("0.6") if may_be_smaller else None,
    )


def _score(draw: Random, shape: Shape) -> Decimal:
    if shape.scores == "near":
        return 7 + Decimal(draw.randint(0, 10)) / 100
    if shape.scores == "seven":
        return Decimal(draw.randint(0, 10**8)) / 10**7
    return Decimal(draw.randint(0, 10))


def _streams(shape: Shape, costs: list[Cost]) -> tuple[Stream, ...]:
    """Their share of what is asked in each year; evenly over streams where none is named."""
    asked = {line: [0] * len(YEARS) for line in ("", *LINES)}
    for cost in costs:
        if cost.option != "otherwise":
            for year, pence in enumerate(cost.amounts):
                asked[cost.stream][year] += pence
    evenly = [pence // len(LINES) for pence in asked[""]]
    budgets = {
        line: tuple(
            int((named + even) * shape.budget) // shape.unit * shape.unit
            for named, even in zip(asked[line], evenly, strict=True)
        )
        for line in LINES
    }
    streams = [
        Stream(
            stream=line,
            name=line.title(),
            budgets=budgets[line],
            parent=f"pot-{number // 2 + 1}" if shape.nested else "",
            intervention_rate=Decimal("0.7") if shape.awards and number % 2 else None,
            min_award=10 * shape.least * shape.unit if shape.awards and number % 3 == 0 else None,
            max_award=90 * shape.least * shape.unit if shape.awards else None,
        )
        for number, line in enumerate(LINES)
    ]
    if shape.nested:
        pots = {f"pot-{n}": LINES[2 * n - 2 : 2 * n] for n in (1, 2, 3)}
        streams += [
            _pot(shape, pot, "whole", [budgets[x] for x in lines]) for pot, lines in pots.items()
        ]
        streams.append(_pot(shape, "whole", "", list(budgets.values())))
    return tuple(streams)


def _pot(shape: Shape, name: str, parent: str, budgets: list[tuple[int, ...]]) -> Stream:
    """A stream around others, with a twentieth less than they have in each year."""
    most = tuple(
        sum(year) * 19 // 20 // shape.unit * shape.unit for year in zip(*budgets, strict=True)
    )
    return Stream(stream=name, name=name.title(), budgets=most, parent=parent)


def _links(draw: Random, shape: Shape, proposals: list[Proposal]) -> list[Link]:
    """What hangs on an earlier proposal; at most one link each."""
    links: list[Link] = []
    for place, proposal in enumerate(proposals):
        chance, name = draw.random(), proposal.proposal
        other = proposals[draw.randrange(place)].proposal if place else ""
        if not other or chance >= shape.links + shape.bonuses:
            continue
        if chance < shape.bonuses:
            points = Decimal(draw.choice((-8, -4, 4, 8)))
            links.append(Link(kind="bonus", proposal=name, other=other, value=points))
        else:
            kinds: tuple[Literal["requires", "excludes"], ...] = ("requires", "excludes")
            links.append(Link(kind=draw.choice(kinds), proposal=name, other=other))
    return links


def _rules(shape: Shape) -> list[Rule]:
    rules = [Rule(name="every hub is in", measure="count", for_each="hub", at_least=Decimal(1))]
    if shape.floor:
        least = Decimal(shape.floor)
        rules = [Rule(name="floor", measure="share", for_each="hub", at_least=least)]
    if shape.skills:
        share = Decimal(shape.skills)
        skills: dict[str, tuple[str, ...]] = {"theme": ("skills",)}
        transport: dict[str, tuple[str, ...]] = {"theme": ("transport",)}
        rules += [
            Rule(name="skills", measure="share", where=skills, at_least=share),
            Rule(name="transport", measure="share", where=transport, at_most=share),
        ]
    return rules
