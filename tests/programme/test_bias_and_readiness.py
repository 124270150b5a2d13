"""Optimism bias in the budgets, and stages that make proposals wait: exact, and as search finds."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

import pytest

from prioritise.appraisal.worked_out import worked_out
from prioritise.optimise import optimise
from prioritise.programme.appraised import Appraisal, Optimism, Readiness
from prioritise.programme.programme import Programme
from prioritise.programme.rates import OPTIMISM
from prioritise.programme.readiness import likelihood_of
from prioritise.programme.validity import faults_of
from tests import strategies
from tests.promises.agreement import difference, how_many
from tests.small import PENCE, cost, programme, proposal, stream

STAGES = ("", "idea", "SOC", "OBC", "FBC", "BJC")


def raised(
    kind: str | None = "capital", mitigated: str = "0", in_budgets: bool = True, **fields: Any
):
    return programme(
        [proposal("A")],
        [cost("A", 1, 2, kind=kind, before=3, after=4, **fields)],
        optimism=(Optimism(proposal="A", type="standard buildings", mitigated=Decimal(mitigated)),),
        appraisal=Appraisal(in_budgets=in_budgets),
    )


def test_the_budgets_carry_optimism_bias_to_the_penny_where_that_is_asked():
    (option,) = raised(mitigated="0.3333").options["A"]
    (row,) = option.rows
    assert row.amounts == (116_001, 232_002)  # 1.160008 and 2.320016, in pence of £k
    assert (row.before, row.later) == (3 * PENCE, (464_003,))


def test_nothing_is_raised_where_the_budgets_are_not_to_carry_it():
    (option,) = raised(in_budgets=False).options["A"]
    assert option.rows[0].amounts == (PENCE, 2 * PENCE)


def test_revenue_is_not_raised_and_other_peoples_capital_is():
    assert raised("revenue").options["A"][0].public_cost == 3 * PENCE
    (option,) = raised(stream="match").options["A"]
    assert option.match == (3 + 7 * Decimal("1.24")) * PENCE


def test_a_shortlist_that_fits_without_optimism_bias_may_not_fit_with_it():
    assert optimise(raised(in_budgets=False).revised(streams=(stream(budgets=(1, 2)),))).shortlist
    tight = raised().revised(streams=(stream(budgets=(1, 2)),))
    assert optimise(tight).shortlist == ()


def waiting(stage: str = "idea", **fields: Any) -> Programme:
    readiness = Readiness(
        earliest={"idea": "2019-20", "not yet looked at": "2020-21"},
        likelihood={"idea": Decimal("0.5"), "not yet looked at": Decimal("0.3")},
    )
    return programme(
        [proposal("A", stage=stage, **fields)],
        [cost("A", 1, 0, 0)],
        years=("2018-19", "2019-20", "2020-21"),
        streams=(stream(budgets=(10, 10, 10)),),
        appraisal=Appraisal(readiness=readiness),
    )


def starts(asked: Programme) -> list[int]:
    return [option.delay for option in asked.options["A"]]


def test_a_proposal_at_an_early_stage_starts_no_earlier_than_the_rule_says():
    assert starts(waiting()) == [1]
    assert starts(waiting("FBC")) == [0]


def test_of_stage_and_scrutiny_the_later_year_holds_and_the_smaller_likelihood():
    asked = waiting(scrutiny="not yet looked at")
    assert starts(asked) == [2]
    assert likelihood_of(asked, asked.proposals[0]) == Decimal("0.3")


def test_a_contract_waits_for_nothing():
    assert starts(waiting(commitment="contracted")) == [0]


def test_a_window_is_cut_where_the_proposal_is_not_ready_yet():
    assert starts(waiting(earliest="2018-19", latest="2020-21")) == [1, 2]
    assert starts(waiting(earliest="2020-21")) == [2]


def test_a_window_that_closes_before_the_proposal_is_ready_is_a_fault():
    found = faults_of(waiting(latest="2018-19"))
    (fault,) = [fault for fault in found if fault.place == "proposals"]
    assert (fault.place, fault.row, fault.column) == ("proposals", 0, "latest")
    assert fault.expected == "2019-20 or after: appraisal.readiness lets idea start then"


def test_a_likelihood_that_is_typed_stands_and_one_that_is_not_comes_from_the_stage():
    assert worked_out(waiting())[0].proposals[0].likelihood == Decimal("0.5")
    typed = waiting(likelihood=Decimal("0.9"))
    assert worked_out(typed)[0].proposals[0].likelihood == Decimal("0.9")
    assert worked_out(waiting("FBC"))[0].proposals[0].likelihood is None


def drawn(seed: int) -> Programme:
    """A programme at the boundary, its costs raised and some of its proposals made to wait."""
    base = strategies.programme(seed)
    chance = Random(seed)
    optimism = tuple(
        Optimism(
            proposal=each.proposal,
            type=chance.choice(list(OPTIMISM)),
            mitigated=Decimal(chance.randint(0, 10)) / 10,
        )
        for each in base.proposals
        if chance.random() < 0.7
    )
    waits = {stage: chance.choice(base.horizon) for stage in chance.sample(STAGES[1:], 2)}
    asked = base.revised(
        optimism=optimism,
        appraisal=Appraisal(in_budgets=True, readiness=Readiness(earliest=waits)),
        proposals=tuple(
            each.model_copy(update={"stage": chance.choice(STAGES)}) for each in base.proposals
        ),
    )
    return tightened(asked, chance)


def tightened(asked: Programme, chance: Random) -> Programme:
    """Budgets that are just what some proposals cost, or a penny more or less."""
    streams = []
    for one in asked.streams:
        chosen = [
            options[0] for options in asked.options.values() if options and chance.random() < 0.5
        ]
        spent = [
            sum(row.amounts[y] for o in chosen for row in o.rows if row.payers[:1] == (one.stream,))
            for y in range(len(asked.years))
        ]
        budgets = tuple(max(pence + chance.choice((-1, 0, 0, 1)), 0) for pence in spent)
        streams.append(one.model_copy(update={"budgets": budgets}))
    return asked.revised(streams=tuple(streams))


@pytest.mark.parametrize("part", range(10))
def test_the_best_shortlist_is_the_one_that_exhaustive_search_finds(part):
    """With budgets that carry optimism bias, and proposals that wait until they are ready."""
    for seed in range(part, how_many(100, 3000), 10):
        asked = drawn(seed)
        if not any(fault.column == "latest" for fault in faults_of(asked)):
            assert not difference(asked), seed
