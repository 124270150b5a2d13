"""Small programmes in a few words, for tests that show one thing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from prioritise.programme.programme import Programme
from prioritise.programme.records import (
    Alignment,
    Cost,
    Criterion,
    Hub,
    Link,
    Proposal,
    Stream,
)

YEARS = ("2018-19", "2019-20")
PENCE = 100_000
"""Pence in the unit of these programmes, £k."""


def hub(name: str = "north", **fields: Any) -> Hub:
    return Hub(hub=name, name=name.title(), **fields)


def stream(name: str = "main", budgets: tuple[int, ...] = (10, 10), **fields: Any) -> Stream:
    """A stream with budgets in £k."""
    return Stream(
        stream=name, name=name.title(), budgets=tuple(b * PENCE for b in budgets), **fields
    )


def proposal(name: str, score: float = 5, hubs: tuple[str, ...] = ("north",), **fields: Any):
    return Proposal(
        proposal=name,
        title=f"Project {name}",
        hubs=hubs,
        scores={"impact": Decimal(str(score))},
        **fields,
    )


def cost(name: str, *amounts: int, stream: str = "main", **fields: Any) -> Cost:
    """A row of cost in £k; `before` and `after` too."""
    for end in ("before", "after"):
        if end in fields:
            fields[end] *= PENCE
    return Cost(proposal=name, stream=stream, amounts=tuple(a * PENCE for a in amounts), **fields)


def aligned(proposal: str, stream: str, share: float = 1) -> Alignment:
    return Alignment(proposal=proposal, stream=stream, alignment=Decimal(str(share)))


def link(kind: str, one: str, other: str, value: int | None = None) -> Link:
    points = None if value is None else Decimal(value)
    return Link(kind=kind, proposal=one, other=other, value=points)  # type: ignore[arg-type]


def programme(
    proposals: list[Proposal], costs: list[Cost], alignment_weight: int = 0, **fields: Any
) -> Programme:
    criteria = [Criterion(name="impact", weight=Decimal(1), scale=(Decimal(0), Decimal(10)))]
    if alignment_weight:
        criteria.append(Criterion(name="alignment", weight=Decimal(alignment_weight)))
    defaults: dict[str, Any] = {
        "title": "Small",
        "years": YEARS,
        "hubs": (hub(),),
        "streams": (stream(),),
    }
    return Programme(
        **{
            **defaults,
            "criteria": tuple(criteria),
            "proposals": tuple(proposals),
            "costs": tuple(costs),
            **fields,
        }
    )
