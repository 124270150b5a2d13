"""Never a penny over: budgets that lie within pennies of a sum of costs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from prioritise.optimise import check, optimise
from prioritise.programme.programme import Programme
from prioritise.programme.records import Cost, Criterion, Hub, Proposal, Stream, ValueBasis
from tests import oracle
from tests.promises.agreement import difference, how_many

YEARS = ("2018-19", "2019-20", "2020-21")
SCALES = {"£2m": 2, "£20m": 20, "£200m": 200, "£2bn": 2000}
"""What all proposals cost together, in millions of pounds."""
PENCE_IN_A_MILLION = 100_000_000
PROGRAMMES = how_many(quick=100, whole=5_000)


def programme_of(
    costs: dict[str, dict[str, tuple[int, ...]]],
    points: dict[str, int],
    budgets: dict[str, tuple[int, ...]],
    **fields: Any,
) -> Programme:
    """Proposals that are worth so many points and cost so many pence of each stream."""
    years = len(next(iter(budgets.values())))
    return Programme(
        title="To the penny",
        years=YEARS[:years],
        unit="£",
        criteria=(Criterion(name="impact", weight=Decimal(1), scale=(Decimal(0), Decimal(1))),),
        value=ValueBasis(size="points"),
        hubs=(Hub(hub="h", name="H"),),
        streams=tuple(
            Stream(stream=name, name=name, budgets=amounts, **fields)
            for name, amounts in budgets.items()
        ),
        proposals=tuple(
            Proposal(
                proposal=name,
                title=name,
                hubs=("h",),
                scores={"impact": Decimal(1)},
                numbers={"points": Decimal(worth) / 100},
            )
            for name, worth in points.items()
        ),
        costs=tuple(
            Cost(proposal=name, stream=stream, amounts=amounts)
            for name, rows in costs.items()
            for stream, amounts in rows.items()
        ),
    )


def tight(seed: int, millions: int) -> Programme:
    """Budgets within three pence of what some of the proposals cost; points that go with cost."""
    rng = Random(f"{millions}/{seed}")
    names = [f"P{number}" for number in range(rng.randint(3, 12))]
    streams, years = rng.choice(((1, 1), (1, 1), (2, 1), (1, 2), (2, 3)))
    most = 2 * millions * PENCE_IN_A_MILLION // (len(names) * streams * years)
    costs = {
        name: {
            f"s{stream}": tuple(rng.randint(0, most) for _ in range(years))
            for stream in range(streams)
        }
        for name in names
    }
    some = rng.sample(names, rng.randint(1, len(names)))
    budgets = {
        f"s{stream}": tuple(
            max(0, sum(costs[name][f"s{stream}"][year] for name in some) + rng.randint(-3, 3))
            for year in range(years)
        )
        for stream in range(streams)
    }
    alike = rng.random() < 0.5
    points = {
        name: 1 + sum(map(sum, costs[name].values())) * 5000 // (most * streams * years)
        if alike
        else rng.randint(1, 9999)
        for name in names
    }
    carried = rng.choice(("0", "0", "1", "0.5", "0.333"))
    return programme_of(costs, points, budgets, carry_forward=Decimal(carried))


def pence_over(programme: Programme) -> int:
    """Pence that the chosen shortlist spends above what its streams have over all years."""
    chosen = set(optimise(programme).shortlist)
    over = 0
    for stream in programme.streams:
        spent = sum(
            sum(cost.amounts)
            for cost in programme.costs
            if cost.proposal in chosen and cost.stream == stream.stream
        )
        over += max(0, spent - sum(stream.budgets))
    return over


@pytest.mark.parametrize("scale", SCALES, ids=["2m", "20m", "200m", "2bn"])
def test_no_penny_is_overspent_and_none_is_given_away(
    scale: str, figures: Callable[..., None]
) -> None:
    """At each scale the plan passes the check, keeps its budgets and is the best to be found."""
    overspent, differences = [], []
    programmes = -(-PROGRAMMES // len(SCALES))
    for seed in range(programmes):
        programme = tight(seed, SCALES[scale])
        if pence_over(programme) or check(programme, optimise(programme).choices):
            overspent.append(seed)
        if found := difference(programme):
            differences.append(f"{seed}: {found}")
    figures(
        2,
        asked=programmes,
        proven=programmes,
        compared=programmes,
        differences=len(differences),
        overspends=len(overspent),
    )
    assert not overspent, f"{len(overspent)} overspends: {overspent[:5]}"
    assert not differences, "\n".join([f"{len(differences)} differences", *differences[:5]])


def test_the_three_proposals_of_the_method_page_give_9332() -> None:
    """A and C together cost one penny too much, so that C alone is the best."""
    costs = {"A": 153685366, "B": 190093247, "C": 60156972}
    programme = programme_of(
        {name: {"s": (pence,)} for name, pence in costs.items()},
        {"A": 4060, "B": 3455, "C": 9332},
        {"s": (213842337,)},
    )
    plan = optimise(programme)
    assert (plan.value, plan.shortlist) == (9332, ("C",))
    assert difference(programme) == ""


def test_one_more_penny_pays_for_both() -> None:
    """With the penny that was missing, A and C are paid: 13392 points."""
    costs = {"A": 153685366, "B": 190093247, "C": 60156972}
    programme = programme_of(
        {name: {"s": (pence,)} for name, pence in costs.items()},
        {"A": 4060, "B": 3455, "C": 9332},
        {"s": (213842338,)},
    )
    best = oracle.best(programme)
    assert best is not None
    assert optimise(programme).value == best.value == Fraction(13392)
