"""The least more money is enough, and a penny less is not."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from prioritise.optimise import check, optimise
from prioritise.optimise.infeasible import budget_increase
from prioritise.optimise.infeasible.budget_increase import BudgetIncrease, least_budget_increase
from prioritise.optimise.infeasible.growing_budgets import with_more_money
from prioritise.optimise.solver import Outcome
from prioritise.programme.faults import SolverError
from prioritise.programme.programme import Programme
from prioritise.programme.records import Decision
from tests import oracle
from tests.promises.agreement import how_many
from tests.promises.test_pennies import programme_of
from tests.small import PENCE, cost, programme, proposal, stream
from tests.strategies import EVERY_FAMILY
from tests.strategies import programme as drawn_programme

PARTS = 10
PROGRAMMES = how_many(quick=60, whole=5_000)
TIGHT = how_many(quick=30, whole=1_500)
MOST_SHORTLISTS = 1_000


def decided(asked: Programme, *names: str) -> Programme:
    """The programme with some proposals locked in."""
    locks = tuple(Decision(proposal=name, chosen=True) for name in names)
    return asked.revised(decisions=(*asked.decisions, *locks))


def test_what_is_missing_in_one_budget_is_found_to_the_penny():
    asked = decided(programme([proposal("A")], [cost("A", 13, 4)]), "A")
    found = least_budget_increase(asked, [("main", 0), ("main", 1)])
    assert found is not None
    assert (found.pence, found.is_least) == ({("main", 0): 3 * PENCE}, True)
    assert check(with_more_money(asked, found.pence), found.choices) == ()


def test_nothing_is_needed_where_all_is_well():
    asked = decided(programme([proposal("A")], [cost("A", 1, 1)]), "A")
    found = least_budget_increase(asked, [("main", 0)])
    assert found is not None
    assert (found.total, found.value) == (0, 50)


def test_a_programme_in_which_nothing_can_be_chosen_needs_no_money():
    asked = programme([proposal("A")], [cost("A", 1, 1)], dropped_proposals=("A",))
    found = least_budget_increase(asked, [("main", 0)])
    assert found is not None
    assert (found.pence, found.choices, found.is_least) == ({}, (), True)


def test_no_money_helps_where_the_budget_that_lacks_it_cannot_grow():
    asked = decided(programme([proposal("A")], [cost("A", 13, 4)]), "A")
    assert least_budget_increase(asked, [("main", 1)]) is None
    assert least_budget_increase(asked, []) is None


def test_a_proposal_that_no_budget_could_pay_comes_back_when_that_budget_grows():
    asked = programme([proposal("A", 5), proposal("B", 9)], [cost("A", 1, 0), cost("B", 50, 0)])
    found = least_budget_increase(asked, [("main", 0)], at_least=Fraction(90))
    assert found is not None
    assert found.pence == {("main", 0): 40 * PENCE}
    assert [choice.proposal for choice in found.choices] == ["B"]


def test_a_pound_more_in_a_stream_is_a_pound_more_in_its_parent():
    streams = (stream("whole", (12, 0)), stream("part", (10, 0), parent="whole"))
    asked = decided(
        programme([proposal("A")], [cost("A", 15, 0, stream="part")], streams=streams), "A"
    )
    grown = with_more_money(asked, {("part", 0): 2, ("whole", 0): 1})
    assert [s.budgets[0] - 1_000_000 for s in grown.streams] == [2 * PENCE + 3, 2]
    found = least_budget_increase(asked, [("whole", 0), ("part", 0)])
    assert found is not None
    assert found.pence == {("part", 0): 5 * PENCE}


def test_of_equal_totals_the_money_goes_into_few_budgets():
    """All of it can be put into the first year, from which it may be carried."""
    streams = (stream(budgets=(10, 10), carry_forward=Decimal(1)), stream("other", (9, 9)))
    asked = decided(programme([proposal("A")], [cost("A", 12, 13)], streams=streams), "A")
    found = least_budget_increase(asked, [(s.stream, year) for s in streams for year in (0, 1)])
    assert found is not None
    assert found.pence == {("main", 0): 5 * PENCE}


@pytest.mark.parametrize(("held", "needed"), [("0.05", 1_368_422), ("0.333", 1_949_026)])
def test_what_is_held_back_has_to_be_asked_for_as_well(held, needed):
    """13k of a budget of which a share is held back: the next whole penny."""
    asked = programme(
        [proposal("A")], [cost("A", 13, 0)], streams=(stream(contingency=Decimal(held)),)
    )
    found = least_budget_increase(decided(asked, "A"), [("main", 0)])
    assert found is not None
    assert found.total == needed - 10 * PENCE


def test_a_budget_of_which_everything_is_held_back_never_helps():
    streams = (stream(contingency=Decimal(1)),)
    asked = decided(programme([proposal("A")], [cost("A", 1, 0)], streams=streams), "A")
    assert least_budget_increase(asked, [("main", 0), ("main", 1)]) is None


def test_time_that_ran_out_is_said(monkeypatch):
    stopped = Outcome("nothing", (), None, None, "Time limit reached", 0.0)
    monkeypatch.setattr(budget_increase, "solve", lambda *model, **how: stopped)
    asked = decided(programme([proposal("A")], [cost("A", 13, 4)]), "A")
    with pytest.raises(SolverError, match="in the time allowed"):
        least_budget_increase(asked, [("main", 0)])


def question(rng: Random, asked: Programme) -> tuple[Programme, Fraction | None]:
    """A programme with more locked in than it may be able to pay, or a value that it may lack."""
    best = oracle.best(asked)
    taken = {decision.proposal for decision in asked.decisions}
    free = sorted(p.proposal for p in asked.proposals if p.proposal not in taken)
    if best is not None and rng.random() < 0.5:
        return asked, best.value + rng.choice((Fraction(1, 100), 1, 5, 20))
    return decided(asked, *rng.sample(free, min(len(free), rng.randint(1, 2)))), None


def cells_of(rng: Random, asked: Programme) -> list[tuple[str, int]]:
    cells = [(s.stream, year) for s in asked.streams for year in range(len(asked.years))]
    return rng.sample(cells, min(len(cells), rng.choice((1, 1, 2, 3, 6))))


def fault(
    asked: Programme, cells: list[tuple[str, int]], at_least: Fraction | None
) -> tuple[BudgetIncrease | None, str]:
    """What is wrong with an answer, by exhaustive search."""
    found = least_budget_increase(asked, cells, at_least=at_least)

    def possible(pence: dict[tuple[str, int], int]) -> bool:
        best = oracle.best(with_more_money(asked, pence))
        return best is not None and (at_least is None or best.value >= at_least)

    if found is None:
        return found, "money would do" if possible(dict.fromkeys(cells, 10**15)) else ""
    if not found.is_least:
        return found, "not proven"
    if not possible(dict(found.pence)):
        return found, "not enough"
    for cell, pence in found.pence.items():
        if possible({**found.pence, cell: pence - 1}):
            return found, f"a penny less in {cell} would do"
    return found, ""


@pytest.mark.parametrize("part", range(PARTS))
def test_it_is_enough_and_a_penny_less_is_not(part):
    """In programmes of every family, against exhaustive search."""
    wrong = []
    for seed in range(part, PROGRAMMES, PARTS):
        family = EVERY_FAMILY[seed % len(EVERY_FAMILY)]
        rng = Random(f"more money/{seed}")
        asked, at_least = question(rng, drawn_programme(seed, family))
        _, found = fault(asked, cells_of(rng, asked), at_least)
        wrong += [f"{family} {seed}: {found}"] if found else []
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("family", "seed", "pence"), [("locks", 944, 99_999), ("carry", 1484, 899_999_999)]
)
def test_a_total_a_penny_short_of_a_round_figure_is_not_rounded(family, seed, pence):
    """The solver's own bound on the total is a penny too high here."""
    rng = Random(f"more money/{seed}")
    asked, at_least = question(rng, drawn_programme(seed, family))
    found, wrong = fault(asked, cells_of(rng, asked), at_least)
    assert found is not None
    assert (found.total, wrong) == (pence, "")


@pytest.mark.parametrize("part", range(PARTS))
def test_the_total_over_all_budgets_is_the_least_by_search(part):
    """Where no money is carried, the least total over all budgets can be searched for."""
    wrong = []
    for seed in range(part, PROGRAMMES, PARTS):
        family = ("plain", "payers", "nested", "contingency", "rates", "options")[seed % 6]
        asked, _ = question(Random(f"all/{seed}"), drawn_programme(seed, family))
        flat = tuple(s.model_copy(update={"carry_forward": Decimal(0)}) for s in asked.streams)
        asked = asked.revised(streams=flat)
        if oracle.count_of_shortlists(asked) > MOST_SHORTLISTS:
            continue
        cells = [(s.stream, year) for s in asked.streams for year in range(len(asked.years))]
        found = least_budget_increase(asked, cells)
        pence = None if found is None else found.total
        if pence != oracle.least_money(asked):
            wrong.append(f"{family} {seed}: {pence}, search {oracle.least_money(asked)}")
    assert not wrong, "\n".join(wrong)


def tight(rng: Random, millions: int) -> Programme:
    """Budgets of up to £2bn at odd pennies, short of what is locked in by more or less."""
    names = [f"P{number}" for number in range(rng.randint(3, 9))]
    years, carried = rng.choice(((1, "0"), (2, "0"), (2, "1"), (3, "0.333")))
    most = 2 * millions * 100_000_000 // (len(names) * 2 * years)
    costs = {
        name: {s: tuple(rng.randint(0, most) for _ in range(years)) for s in ("s0", "s1")}
        for name in names
    }
    some = rng.sample(names, rng.randint(1, len(names)))
    budgets = {
        s: tuple(
            max(0, sum(costs[name][s][year] for name in some) + rng.randint(-3, 3))
            for year in range(years)
        )
        for s in ("s0", "s1")
    }
    points = {name: rng.randint(1, 9999) for name in names}
    return programme_of(costs, points, budgets, carry_forward=Decimal(carried))


@pytest.mark.parametrize("millions", [2, 200, 2000], ids=["2m", "200m", "2bn"])
def test_money_stays_exact_in_large_figures(millions):
    wrong = []
    for seed in range(TIGHT // 3):
        rng = Random(f"{millions}/{seed}")
        asked, at_least = question(rng, tight(rng, millions))
        _, found = fault(asked, cells_of(rng, asked), at_least)
        wrong += [f"{seed}: {found}"] if found else []
    assert not wrong, "\n".join(wrong)


def test_the_same_programme_in_another_order_needs_the_same_money():
    for seed in range(10):
        rng = Random(f"order/{seed}")
        asked, _ = question(rng, tight(rng, 20))
        cells = [(s.stream, year) for s in asked.streams for year in range(len(asked.years))]
        turned = asked.revised(
            streams=asked.streams[::-1], proposals=asked.proposals[::-1], costs=asked.costs[::-1]
        )
        one, other = least_budget_increase(asked, cells), least_budget_increase(turned, cells[::-1])
        assert (one and one.pence) == (other and other.pence)


def test_the_best_shortlist_with_the_money_has_the_value_that_was_asked():
    asked = drawn_programme(2, "plain")
    best = optimise(asked)
    cells = [(s.stream, year) for s in asked.streams for year in range(len(asked.years))]
    found = least_budget_increase(asked, cells, at_least=best.value + Fraction(1, 1000))
    if found is not None:
        assert optimise(with_more_money(asked, found.pence)).value > best.value
