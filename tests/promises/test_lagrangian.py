"""Streams searched apart at prices: the same best plans as exhaustive search, every one of them."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

import pytest

from prioritise.optimise.lagrangian import solve
from prioritise.optimise.prepared import prepared
from prioritise.optimise.warm_start import column_values
from prioritise.programme.options import Choice
from prioritise.programme.programme import Programme
from tests import oracle, strategies
from tests.promises.agreement import WHOLE, how_many

SECONDS = 5.0


def difference(programme: Programme, best: list[oracle.Best]) -> str | None:
    """What the search claims that is not so; none where it is left to a solver."""
    asked = prepared(programme)
    found = solve.searched(asked.formulation, asked.model, seconds=SECONDS)
    if found is None:
        return None
    if not best:
        return f"a plan of {found.figure} where nothing is possible" if found.values else None
    value = best[0].value * asked.formulation.values.denominator
    if not found.values or found.figure < found.bound:
        return f"at most {found.bound}, where the best is {value}" if found.bound < value else None
    if found.figure != value or found.bound != value or not asked.model.holds(found.values):
        return f"{found.figure} up to {found.bound}, where the best is {value}"
    if found.equals and len(set(found.equals)) != len(best):
        return f"{len(set(found.equals))} plans as good as the best, where there are {len(best)}"
    return ""


@pytest.mark.parametrize("family", strategies.EVERY_FAMILY)
def test_a_search_by_prices_finds_every_best_plan_that_exhaustive_search_finds(
    family: str, figures: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Value, bound and the number of equals; what it cannot search it leaves, and says so."""
    monkeypatch.setattr(solve, "LEAST_PROPOSALS", 0)
    monkeypatch.setattr(solve, "MOST_SHARED", 1.0)
    asked = ceil(how_many(quick=300, whole=WHOLE) / len(strategies.EVERY_FAMILY))
    compared, differences = 0, []
    for seed in range(asked):
        programme = strategies.programme(seed, family)
        every = list(oracle.all_feasible(programme))
        most = max((each.value for each in every), default=None)
        found = difference(programme, [each for each in every if each.value == most])
        compared += found is not None
        if found:
            differences.append(f"{family} {seed}: {found}")
    figures(1, asked=asked, proven=compared, compared=compared, differences=len(differences))
    assert not differences, "\n".join(differences[:5])
    assert compared >= asked / 4


def test_columns_that_a_first_step_fixes_are_so_in_every_plan_that_is_as_good(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Prices of one step, the plan in hand then, and every plan that exhaustive search finds."""
    monkeypatch.setattr(solve, "LEAST_PROPOSALS", 0)
    monkeypatch.setattr(solve, "MOST_SHARED", 1.0)
    monkeypatch.setattr(solve, "STEPS_TO_JUDGE", 1)
    monkeypatch.setattr(solve, "WIDE", -1.0)
    tried = 0
    for number in range(how_many(quick=50, whole=WHOLE)):
        family = strategies.EVERY_FAMILY[number % len(strategies.EVERY_FAMILY)]
        programme = strategies.programme(number, family)
        asked = prepared(programme)
        found = solve.searched(asked.formulation, asked.model, seconds=SECONDS)
        if found is None or not found.values:
            continue
        denominator = asked.formulation.values.denominator
        every = list(oracle.all_feasible(programme))
        for figure in (found.figure, found.bound):
            fixed = found.fixed(figure)
            tried += len(fixed)
            for plan in every:
                if plan.value * denominator >= figure:
                    choices = [Choice(*chosen) for chosen in plan.chosen]
                    values = column_values(asked.formulation, asked.model, choices)
                    assert {c: values[c] for c in fixed} == fixed, (family, number)
    assert tried
