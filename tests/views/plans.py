"""Plans of random programmes, for tests of what is made from a plan."""

from __future__ import annotations

from functools import cache

from prioritise.optimise import Plan, optimise
from prioritise.programme.faults import InfeasibleError
from tests.strategies import EVERY_FAMILY, programme

SEEDS = 3


@cache
def plan_of(family: str, seed: int) -> Plan | None:
    """The plan of a programme, or nothing where no shortlist keeps its rules."""
    try:
        return optimise(programme(seed, family))
    except InfeasibleError:
        return None


def all_plans() -> list[Plan]:
    """A few plans of every family."""
    found = [plan_of(family, seed) for family in EVERY_FAMILY for seed in range(SEEDS)]
    return [plan for plan in found if plan is not None]
