"""Programmes of the reference suite, drawn in memory from a seed: illustrative data, nobody's own.

Seven hubs, three years, and budgets that pay half of what is asked. Cost goes as in
`benchmarks.programmes`: a project starts in some year and spends two thirds there, the rest in the
next. Time and memory are linear in the size.
"""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Literal

from benchmarks.programmes import HUBS, YEARS
from prioritise.programme.programme import Programme
from prioritise.programme.records import (
    Alignment,
    Cost,
    Criterion,
    Hub,
    Link,
    Proposal,
    Rule,
    Stream,
)

Tie = Literal["loose", "tight"]
Scores = Literal["whole", "fine"]
Payers = Literal["named", "chosen"]

THOUSAND = 100_000
"""Pence in £1k."""
THEMES = ("transport", "skills", "housing", "town centre")
SHARED: dict[Tie, float] = {"loose": 0.15, "tight": 0.35}
"""Proposals with two rows of cost, and so two streams that pay."""
REQUIRES: dict[Tie, float] = {"loose": 0.03, "tight": 0.10}
"""Proposals that require an earlier one of the same hub."""
EXCLUDES: dict[Tie, float] = {"loose": 0.02, "tight": 0.06}
"""Proposals that exclude an earlier one."""
RULES: dict[Tie, tuple[Rule, ...]] = {
    "loose": (Rule(name="every hub is in", measure="count", for_each="hub", at_least=Decimal(1)),),
    "tight": (
        Rule(
            name="no hub is left behind, and none takes most",
            measure="share",
            for_each="hub",
            at_least=Decimal("0.08"),
            at_most=Decimal("0.3"),
        ),
        Rule(
            name="skills get three tenths",
            measure="share",
            where={"theme": ("skills",)},
            at_least=Decimal("0.3"),
        ),
    ),
}
CRITERIA = (
    Criterion(name="economic", weight=Decimal(45), scale=(Decimal(0), Decimal(10))),
    Criterion(name="social", weight=Decimal(35), scale=(Decimal(0), Decimal(10))),
    Criterion(name="alignment", weight=Decimal(20)),
)


def drawn(
    size: int,
    *,
    streams: int = 6,
    tie: Tie = "loose",
    scores: Scores = "whole",
    payers: Payers = "named",
    seed: int,
) -> Programme:
    """A programme of so many proposals, the same for the same arguments.

    Parameters
    ----------
    size : int
        Proposals.
    streams : int
        Streams, each with a budget in each of three years.
    tie : str
        `tight`: more proposals paid by two streams, more links, and shares of money for hubs and
        a theme; `loose`: few links, and every hub is in.
    scores : str
        `whole` numbers from 0 to 10, or `fine`: with three decimals, so that few plans are equal.
    payers : str
        Each row of cost `named` with its stream, or to be `chosen` of two or three.
    seed : int
        Of the whole draw.
    """
    draw = Random(seed)
    names = tuple(f"P{number:06}" for number in range(size))
    lines = tuple(f"stream-{number}" for number in range(1, streams + 1))
    proposals: list[Proposal] = []
    costs: list[Cost] = []
    alignments: list[Alignment] = []
    for name in names:
        proposals.append(_proposal(draw, name, scores))
        rows = 2 if draw.random() < SHARED[tie] else 1
        if payers == "named":
            fitting = draw.sample(lines, rows)
            costs += [_cost(draw, name, stream) for stream in fitting]
        else:
            fitting = draw.sample(lines, draw.randint(2, 3))
            costs += [_cost(draw, name) for _ in range(rows)]
        alignments += [_alignment(draw, name, stream, scores) for stream in fitting]
    return Programme(
        title=f"Drawn at random: {size} proposals, {streams} streams, {tie}, {scores}, {payers}",
        years=YEARS,
        criteria=CRITERIA,
        hubs=tuple(Hub(hub=hub, name=hub.title()) for hub in HUBS),
        streams=_streams(lines, costs),
        proposals=tuple(proposals),
        costs=tuple(costs),
        alignments=tuple(alignments),
        links=tuple(_links(draw, proposals, tie)),
        rules=RULES[tie],
    )


def _proposal(draw: Random, name: str, scores: Scores) -> Proposal:
    return Proposal(
        proposal=name,
        title=f"Project {name}",
        hubs=(draw.choice(HUBS),),
        scores={criterion: _share(draw, scores) * 10 for criterion in ("economic", "social")},
        theme=draw.choice(THEMES),
    )


def _share(draw: Random, scores: Scores) -> Decimal:
    """Of a scale, in tenths or so that a score out of ten has three decimals."""
    return Decimal(draw.randint(0, 10)) / 10 if scores == "whole" else _fine(draw)


def _fine(draw: Random) -> Decimal:
    return Decimal(draw.randint(0, 10_000)) / 10_000


def _cost(draw: Random, name: str, stream: str = "") -> Cost:
    total, start = draw.randint(50, 5000), draw.randrange(len(YEARS))
    amounts = [0] * len(YEARS)
    amounts[start] = total - total // 3
    amounts[min(start + 1, len(YEARS) - 1)] += total // 3
    return Cost(
        proposal=name,
        kind="capital",
        stream=stream,
        amounts=tuple(amount * THOUSAND for amount in amounts),
    )


def _alignment(draw: Random, name: str, stream: str, scores: Scores) -> Alignment:
    share = Decimal(draw.randint(0, 10)) / 10
    if scores == "fine":
        share = Decimal(draw.randint(0, 1000)) / 1000
    return Alignment(proposal=name, stream=stream, alignment=share)


def _streams(lines: tuple[str, ...], costs: list[Cost]) -> tuple[Stream, ...]:
    """Half of what is asked of each stream and year; evenly over streams where none is named."""
    asked = {line: [0] * len(YEARS) for line in ("", *lines)}
    for cost in costs:
        for year, pence in enumerate(cost.amounts):
            asked[cost.stream][year] += pence
    evenly = [pence // len(lines) for pence in asked[""]]
    return tuple(
        Stream(
            stream=line,
            name=line.title(),
            budgets=tuple(
                (named + even) // (2 * THOUSAND) * THOUSAND
                for named, even in zip(asked[line], evenly, strict=True)
            ),
        )
        for line in lines
    )


def _links(draw: Random, proposals: list[Proposal], tie: Tie) -> list[Link]:
    """What requires or excludes an earlier proposal; at most one link each."""
    links: list[Link] = []
    earlier: dict[str, list[str]] = {hub: [] for hub in HUBS}
    for place, proposal in enumerate(proposals):
        name, hub = proposal.proposal, proposal.hubs[0]
        chance = draw.random()
        if chance < REQUIRES[tie]:
            if earlier[hub]:
                links.append(Link(kind="requires", proposal=name, other=draw.choice(earlier[hub])))
        elif chance < REQUIRES[tie] + EXCLUDES[tie] and place:
            other = proposals[draw.randrange(place)].proposal
            links.append(Link(kind="excludes", proposal=name, other=other))
        earlier[hub].append(name)
    return links
