"""A programme may be decided by net present value alone, or be bound by a measure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import product
from random import Random

import pytest

from prioritise.appraisal.worked_out import worked_out
from prioritise.optimise import optimise
from prioritise.programme.appraised import Appraisal, Benefit, Jobs
from prioritise.programme.programme import Programme
from prioritise.programme.records import Criterion, Rule
from tests import oracle, strategies
from tests.appraisal.drawn import year
from tests.promises.agreement import difference, how_many
from tests.small import PENCE, cost, programme, proposal

SCALE = (Decimal(0), Decimal(5000))


def by_npv(seed: int, whole: bool) -> Programme:
    """Proposals of which some are worth less than they cost; whole: in whole £k, exactly."""
    chance = Random(seed)
    names = [f"P{number}" for number in range(chance.randint(2, 8))]
    rates = {"inflation": Decimal(0), "discount": {"1": Decimal(0)}} if whole else {}
    asked = programme(
        [proposal(name) for name in names],
        [cost(name, chance.randint(0, 6), chance.randint(0, 6)) for name in names],
        criteria=(Criterion(name="npv", weight=Decimal(7), scale=SCALE),),
        appraisal=Appraisal(**rates),
        benefits=tuple(
            Benefit(
                proposal=name,
                kind="gain",
                first="2018-19",
                last=year(2018 + chance.randint(0, 40)),
                amount=chance.randint(-10, 40) * (PENCE if whole else PENCE + 1) // 2 * 2,
            )
            for name in names
        ),
    )
    found, faults = worked_out(asked)
    assert faults == []
    return found


def shortlists(asked: Programme) -> Iterator[list[str]]:
    """Every shortlist within the budgets."""
    names = list(asked.proposal_of)
    for picked in product((False, True), repeat=len(names)):
        chosen = [name for name, is_in in zip(names, picked, strict=True) if is_in]
        spent = [
            sum(each.amounts[y] for name in chosen for each in asked.costs_of[name]) for y in (0, 1)
        ]
        if all(pence <= 10 * PENCE for pence in spent):
            yield chosen


def total(asked: Programme, chosen: list[str] | tuple[str, ...]) -> Decimal:
    return sum((asked.proposal_of[name].scores["npv"] for name in chosen), Decimal(0))


@pytest.mark.parametrize("seed", range(how_many(25, 1000)))
def test_choosing_by_net_present_value_maximises_its_total(seed):
    """To the pound where figures are whole; a proposal below 0 is never taken for its own sake."""
    asked = by_npv(seed, whole=True)
    plan = optimise(asked)
    best = max(total(asked, chosen) for chosen in shortlists(asked))
    assert plan.status == "optimal"
    assert total(asked, plan.shortlist) == best
    assert plan.value == Fraction(best) * 100 / Fraction(SCALE[1])
    assert all(asked.proposal_of[name].scores["npv"] >= 0 for name in plan.shortlist)
    right = oracle.best(asked)
    assert right is not None
    assert right.value == plan.value


@pytest.mark.parametrize("seed", range(how_many(25, 1000)))
def test_figures_to_the_penny_are_maximised_to_a_hundred_thousandth_of_the_scale(seed):
    asked = by_npv(seed, whole=False)
    plan = optimise(asked)
    best = max(total(asked, chosen) for chosen in shortlists(asked))
    step = SCALE[1] / 100_000
    assert best - total(asked, plan.shortlist) <= len(asked.proposals) * step


def test_a_proposal_that_is_worth_less_than_it_costs_is_taken_where_another_needs_it():
    from tests.small import link

    asked = programme(
        [proposal("A"), proposal("B")],
        [cost("A", 1), cost("B", 1)],
        criteria=(Criterion(name="npv", weight=Decimal(1), scale=SCALE),),
        appraisal=Appraisal(),
        benefits=tuple(
            Benefit(proposal=name, kind="gain", first="2018-19", amount=amount * PENCE)
            for name, amount in (("A", 0), ("B", 50))
        ),
        links=(link("requires", "B", "A"),),
    )
    found, faults = worked_out(asked)
    assert faults == []
    plan = optimise(found)
    assert plan.shortlist == ("A", "B")
    assert plan.value == Fraction(48) * 100 / 5000


def test_a_scale_that_is_too_short_is_one_fault_that_names_the_scale_to_use():
    asked = by_npv(3, whole=True)
    short = asked.revised(
        criteria=(Criterion(name="npv", weight=Decimal(1), scale=(Decimal(0), Decimal(1))),)
    )
    (fault,) = worked_out(short)[1]
    most = max(p.scores["npv"] for p in asked.proposals)
    assert (fault.place, fault.column) == ("criteria", "npv.scale")
    assert f"such as [0, {most}]" in fault.expected


def test_a_scale_that_does_not_start_at_0_has_to_hold_the_lowest_figure():
    asked = next(
        asked
        for asked in (by_npv(seed, whole=True) for seed in range(20))
        if any(p.scores["npv"] < 0 for p in asked.proposals)
    )
    low = min(p.scores["npv"] for p in asked.proposals)
    other = asked.revised(
        criteria=(Criterion(name="npv", weight=Decimal(1), scale=(low + 1, Decimal(5000))),)
    )
    (fault,) = worked_out(other)[1]
    assert fault.found.startswith(str(low))
    assert "such as [0, 5000]" in fault.expected


def test_a_curve_has_to_hold_every_figure():
    asked = next(
        asked
        for asked in (by_npv(seed, whole=True) for seed in range(20))
        if any(p.scores["npv"] < 0 for p in asked.proposals)
    )
    low = min(p.scores["npv"] for p in asked.proposals)
    bent = ((Decimal(0), Decimal(0)), (Decimal(100), Decimal(80)), (Decimal(5000), Decimal(100)))
    curved = Criterion(name="npv", weight=Decimal(1), scale=SCALE, curve=bent)
    (fault,) = worked_out(asked.revised(criteria=(curved,)))[1]
    assert f"such as [{low}, 5000]" in fault.expected


def test_a_criterion_asks_for_a_figure_of_every_proposal():
    asked = programme(
        [proposal("A"), proposal("B")],
        [cost("A", 1), cost("B", 1)],
        criteria=(Criterion(name="bcr", weight=Decimal(1), scale=(Decimal(0), Decimal(10))),),
        appraisal=Appraisal(),
        benefits=(Benefit(proposal="A", kind="gain", first="2018-19", amount=PENCE),),
    )
    (fault,) = worked_out(asked)[1]
    assert (fault.place, fault.row, fault.column) == ("proposals", 1, "proposal")
    assert fault.found.startswith("no bcr of 'B'")


def test_a_rule_may_measure_net_jobs_and_a_size_may_be_one():
    asked = programme(
        [proposal("A", 9), proposal("B", 5)],
        [cost("A", 10), cost("B", 10)],
        appraisal=Appraisal(),
        jobs=(
            Jobs(proposal="A", kind="relocated", jobs=Decimal(500)),
            Jobs(proposal="B", kind="new", jobs=Decimal(20)),
        ),
        rules=(Rule(name="new jobs", measure="net_jobs", at_least=Decimal(20)),),
    )
    found, faults = worked_out(asked)
    assert faults == []
    assert optimise(found).shortlist == ("B",)
    sized = found.revised(rules=(), value=found.value.model_copy(update={"size": "net_jobs"}))
    assert optimise(sized).shortlist == ("B",)


@pytest.mark.parametrize("part", range(10))
def test_points_below_0_are_weighed_as_exhaustive_search_weighs_them(part):
    """Whatever else limits the shortlist; figures that are worked out may lie below a scale."""
    for seed in range(part, how_many(40, 3000), 10):
        chance = Random(seed)
        asked = strategies.programme(seed)
        scales = [
            criterion
            for criterion in asked.scored_criteria()
            if criterion.scale and criterion.scale[0] == 0 and not criterion.curve
        ]
        if not scales:
            continue
        column = chance.choice(scales).name
        below = {
            proposal.proposal: {**proposal.scores, column: -proposal.scores[column] / 2}
            for proposal in asked.proposals
            if chance.random() < 0.4
        }
        changed = asked.revised(
            proposals=tuple(
                p.model_copy(update={"scores": below.get(p.proposal, p.scores)})
                for p in asked.proposals
            )
        )
        assert not difference(changed), seed
