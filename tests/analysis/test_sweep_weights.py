"""Break points of a weight against exhaustive search: nothing else is best anywhere."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from prioritise.analysis.parallel.batch import answer
from prioritise.analysis.parallel.executor import Alone, Cores
from prioritise.analysis.sweeps.sweep import weight_sweep
from prioritise.analysis.sweeps.sweep_settings import Weight, share_of, steps, weight_settings
from prioritise.programme.faults import UsageError
from prioritise.programme.records import Criterion, Proposal, Rule
from prioritise.render.csv_file import csv_bytes
from prioritise.views.sweeps.sweep import sweep_tables
from tests import oracle, strategies
from tests.promises.agreement import how_many
from tests.small import cost, programme, stream

GRID = steps(Decimal(0), Decimal(1), Decimal("0.25"))


def two_scores(*scores, budget=10, **fields):
    """Proposals with two scores and a cost each, and equal weights."""
    names = [f"P{number}" for number in range(1, len(scores) + 1)]
    scale = (Decimal(0), Decimal(10))
    return programme(
        [
            Proposal(
                proposal=name,
                title=name,
                hubs=("north",),
                scores={"jobs per head": Decimal(one), "health": Decimal(other)},
            )
            for name, (one, other, _) in zip(names, scores, strict=True)
        ],
        [cost(name, pence, 0) for name, (_, _, pence) in zip(names, scores, strict=True)],
        criteria=tuple(
            Criterion(name=name, weight=Decimal(1), scale=scale)
            for name in ("jobs per head", "health")
        ),
        streams=(stream(budgets=(budget, 0)),),
        **fields,
    )


ASKED = two_scores((9, 1, 10), (6, 6, 10), (0, 9, 10))


def swept(asked, criterion, executor=None, grid=GRID):
    return weight_sweep(executor or Alone(), asked, weight_settings(grid, criterion))


def test_break_points_are_exact_and_lie_off_the_grid():
    """90w + 10(1-w) = 60 at 5/8, and 60 = 90(1-w) at 1/3."""
    found = swept(ASKED, "jobs per head").breaks
    assert [(b.share, b.leaves, b.enters) for b in found.breaks] == [
        (Fraction(1, 3), ("P3",), ("P2",)),
        (Fraction(5, 8), ("P2",), ("P1",)),
    ]
    assert found.chosen == Fraction(1, 2)
    assert found.stays == (Fraction(1, 3), Fraction(5, 8))
    assert not found.why_not


def test_a_list_that_is_best_only_between_the_points_is_found():
    """With the two ends alone as points, the one in the middle is found where they cross."""
    ends = steps(Decimal(0), Decimal(1), Decimal(1))
    chosen = ASKED.revised(
        criteria=tuple(
            c.model_copy(update={"weight": Decimal(9 if c.name == "health" else 0)})
            for c in ASKED.criteria
        )
    )
    with pytest.raises(UsageError):
        swept(chosen, "health", grid=ends)
    found = swept(chosen, "jobs per head", grid=ends)
    assert [b.share for b in found.breaks.breaks] == [Fraction(1, 3), Fraction(5, 8)]
    assert found.breaks.solves == 1
    assert found.breaks.stays == (0, Fraction(1, 3))


def test_the_others_keep_their_proportions():
    thirds = ASKED.revised(
        criteria=(*ASKED.criteria, Criterion(name="alignment", weight=Decimal(3)))
    )
    changed = Weight("health", Decimal("0.2")).applied_to(thirds)
    assert changed.normalised_weights() == {
        "jobs per head": Decimal("0.2"),
        "health": Decimal("0.2"),
        "alignment": Decimal("0.6"),
    }


def best_exactly(asked, criterion, share):
    """The most exact points of any possible plan, with every plan that has them."""
    at = Weight(criterion, share).applied_to(asked)
    return max((answer_of.value for answer_of in oracle.all_feasible(at)), default=None)


def test_every_list_between_the_breaks_is_best_there_to_the_tolerance():
    """On a fine grid, against exhaustive search."""
    compared = 0
    for seed in range(how_many(12, 1000)):
        asked = strategies.programme(seed)
        criterion = asked.criteria[0].name
        if len(asked.criteria) < 2 or share_of(asked, criterion) == 1:
            continue
        sweep = swept(asked, criterion, grid=steps(Decimal(0), Decimal(1), Decimal("0.5")))
        if sweep.breaks.why_not or any(r.found.status != "optimal" for r in sweep.rows):
            continue
        for place in range(1, 20, 3):
            share = Decimal(place) / 20
            lists = listed_at(sweep, Fraction(share))
            run = answer(asked, Weight(criterion, share))
            shown = worth_of(asked, criterion, share, lists)
            assert shown is not None, (seed, share, lists)
            assert run.value - shown <= sweep.breaks.tolerance, (seed, share)
            assert best_exactly(asked, criterion, share) == run.value
            compared += 1
    print(f"compared {compared}")
    assert compared


def listed_at(sweep, share):
    """The shortlist that the breaks say is best at a share."""
    chosen = set(sweep.rows[0].found.shortlist)
    for each in sweep.breaks.breaks:
        if each.share <= share:
            chosen = chosen - set(each.leaves) | set(each.enters)
    return chosen


def worth_of(asked, criterion, share, shortlist):
    """The most value of a plan with just this shortlist, by exhaustive search."""
    at = Weight(criterion, share).applied_to(asked)
    plans = [b for b in oracle.all_feasible(at) if {c[0] for c in b.chosen} == shortlist]
    return max((b.value for b in plans), default=None)


def test_a_rule_on_value_leaves_the_breaks_unproven():
    asked = ASKED.revised(
        rules=(Rule(name="worth it", measure="value", at_least=Decimal(10)),),
    )
    assert "rule on value" in swept(asked, "health").breaks.why_not


def test_two_workers_give_the_same_bytes():
    asked = two_scores(*((n * 7 % 11 % 10, n * 3 % 10, 1 + n % 4) for n in range(12)))
    alone, two = (
        [csv_bytes(table) for table in sweep_tables(swept(asked, "health", executor))]
        for executor in (Alone(), Cores(2))
    )
    assert alone == two
