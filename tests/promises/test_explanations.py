"""Every reason that is given is true: against exhaustive search, on programmes at the boundary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from math import prod

import pytest

from prioritise.programme.programme import Programme
from tests import oracle, strategies
from tests.promises.agreement import how_many
from tests.promises.explanations import differences

LARGEST = 600
"""Shortlists to be looked at, at most: every statement takes several exhaustive searches."""
asked: Counter[str] = Counter()


def is_small(programme: Programme) -> bool:
    """Whether exhaustive search is quick enough to be asked many times."""
    ways = (1 + len(oracle.ways_of(programme, p)) for p in programme.proposals)
    return prod(ways) <= LARGEST


@pytest.mark.parametrize("part", range(4))
def test_every_statement_of_an_explanation_is_what_exhaustive_search_finds(
    part: int, figures: Callable[..., None]
) -> None:
    """Values, who enters and leaves, limits, smallest changes, options, and the worth of money."""
    wanted = how_many(quick=40, whole=500)
    found: list[str] = []
    counted, seed = 0, 0
    before = asked.total() - asked["programmes"]
    while counted < -(-wanted // 4):
        families = strategies.EVERY_FAMILY
        place = 4 * seed + part
        seed += 1
        family = families[place % len(families)] if place % 3 else strategies.MIXED
        programme = strategies.programme(50_000 + place, family)
        if not is_small(programme) or oracle.best(programme) is None:
            continue
        counted += 1
        try:
            contradicted = differences(programme, place, asked)
        except Exception as error:
            contradicted = [f"{type(error).__name__}: {error}"]
        found += [f"{family} {50_000 + place}: {each}" for each in contradicted]
    statements = asked.total() - asked["programmes"] - before
    figures(
        "every reason that is given is true",
        asked=counted,
        compared=counted,
        differences=len(found),
        statements=statements,
    )
    assert not found, "\n".join([f"{len(found)} differences", *found[:8]])


def test_every_kind_of_statement_was_compared() -> None:
    """How often each was asked; none is left out."""
    for kind, count in sorted(asked.items(), key=lambda item: (-item[1], item[0])):
        print(f"{kind:32}{count:8}")
    kinds = ("value with", "value without", "limits that bind", "money does it", "a cut does it")
    assert not asked or all(asked[kind] for kind in kinds)
