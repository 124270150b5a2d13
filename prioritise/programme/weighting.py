"""How weights were found: given, by swings, or by pairs; and groups with weights of their own."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from prioritise.programme.records import Criterion, Name, Positive, Record

MOST_TIMES = 9
"""The longest step of Saaty's scale: one criterion is extremely more important than another."""


class Pair(Record):
    """One criterion set against another."""

    one: Name
    """The criterion that is at least as important."""
    other: Name
    """The criterion that it is set against."""
    times: Annotated[Decimal, Field(ge=1, le=MOST_TIMES)]
    """How many times as important it is, from 1 (the same) to 9."""


class Weighting(Record):
    """Weights, and where they come from."""

    way: Literal["given", "swing", "pairwise"]
    """`given`: as people said; `swing`: points of each swing from the worst score to the best;
    `pairwise`: worked out from comparisons by pairs."""
    weights: dict[str, Positive]
    """Weight by criterion, in any unit: weights are normalised."""
    pairs: tuple[Pair, ...] = ()
    """The comparisons, where there are any."""

    def applied_to(self, criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
        """Criteria with these weights."""
        return weighed(criteria, self.weights)


class WeightGroup(Record):
    """People whose weights are kept apart from those of others."""

    group: Name
    """Who they are."""
    weighting: Weighting
    """Their weights."""
    best: tuple[int, int] | None = None
    """Points of the best list by them, above and below the line, where that is known."""


def weighed(
    criteria: tuple[Criterion, ...], weights: Mapping[str, Decimal]
) -> tuple[Criterion, ...]:
    """Criteria with other weights; a criterion that is not named keeps its own."""
    return tuple(
        criterion.model_copy(update={"weight": weights.get(criterion.name, criterion.weight)})
        for criterion in criteria
    )
