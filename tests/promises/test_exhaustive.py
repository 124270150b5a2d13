"""The best shortlist is the best: against exhaustive search, on programmes at the boundary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from math import ceil

import pytest
from hypothesis import HealthCheck, given, settings

from prioritise.programme.programme import Programme
from tests import strategies
from tests.promises.agreement import WHOLE, difference, how_many, kinds_in

WEIGHTS = {
    strategies.MIXED: 18,
    "links": 4,
    "rules_match": 3,
    **dict.fromkeys(("rules_future", "rules_reach", "rules_needs", "awards"), 2),
    **dict.fromkeys(("curves", "thresholds"), 3),
}
"""Parts of the programmes that a family gets, where it is not one."""
PARTS = sum(WEIGHTS.get(family, 1) for family in strategies.EVERY_FAMILY)
LEAST_OF_A_KIND = 500
"""Programmes in the whole form that have each kind of limit."""

asked: Counter[str] = Counter()
proven: Counter[str] = Counter()
compared: Counter[str] = Counter()


def seeds_of(family: str) -> range:
    """Seeds of a family's part of the programmes."""
    programmes = how_many(quick=1_000, whole=WHOLE)
    return range(ceil(programmes * WEIGHTS.get(family, 1) / PARTS))


@pytest.mark.parametrize("family", strategies.EVERY_FAMILY)
def test_the_best_shortlist_is_the_one_that_exhaustive_search_finds(
    family: str, figures: Callable[..., None]
) -> None:
    """Feasibility, value, public money and every tie-break equal those of exhaustive search."""
    differences: list[str] = []
    before = [counts["programmes"] for counts in (asked, proven, compared)]
    for seed in seeds_of(family):
        programme = strategies.programme(seed, family)
        kinds = ["programmes", *kinds_in(programme)]
        asked.update(kinds)
        try:
            found = difference(programme)
        except Exception as error:
            differences.append(f"{family} {seed}: {type(error).__name__}: {error}")
            continue
        proven.update(kinds)
        if found:
            differences.append(f"{family} {seed}: {found}")
        compared.update(kinds)
    after = [counts["programmes"] for counts in (asked, proven, compared)]
    done = [now - then for now, then in zip(after, before, strict=True)]
    figures(1, asked=done[0], proven=done[1], compared=done[2], differences=len(differences))
    assert not differences, "\n".join([f"{len(differences)} differences", *differences[:5]])


@settings(
    max_examples=how_many(quick=40, whole=1_000),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(strategies.programmes())
def test_the_best_shortlist_of_a_mixed_programme_is_the_best(programme: Programme) -> None:
    """Programmes with a bit of everything agree, and one that did not would be shrunk."""
    assert difference(programme) == ""


def test_every_programme_that_was_asked_is_proven_and_compared(
    figures: Callable[..., None],
) -> None:
    """None is stopped by a limit, and in the whole form every kind of limit is met often."""
    print("\n" + "\n".join(table()))
    by_kind = [sum(counts.values()) - counts["programmes"] for counts in (asked, proven, compared)]
    figures(
        "each kind of limit is met",
        asked=by_kind[0],
        proven=by_kind[1],
        compared=by_kind[2],
        kinds=max(0, len(asked) - 1),
        of_the_rarest=min(asked.values(), default=0),
    )
    assert asked == proven == compared
    if asked["programmes"] >= WHOLE:
        rare = {kind: count for kind, count in asked.items() if count < LEAST_OF_A_KIND}
        assert not rare


def table() -> list[str]:
    """Asked, proven and compared, of all and of each kind."""
    heading = f"{'':32}{'asked':>8}{'proven':>8}{'compared':>10}"
    return [
        heading,
        *(
            f"{kind:32}{count:8}{proven[kind]:8}{compared[kind]:10}"
            for kind, count in sorted(asked.items(), key=lambda item: (-item[1], item[0]))
        ),
    ]
