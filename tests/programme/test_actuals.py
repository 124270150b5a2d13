"""What is spent and forecast, and what that makes of costs and budgets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from prioritise.optimise import optimise
from prioritise.optimise.check.examination import check
from prioritise.optimise.outturn import BY_HUB, BY_YEAR, Outturn, outturn_of, summed
from prioritise.programme.actuals import Actual
from prioritise.programme.money import in_proportion
from prioritise.programme.options import Choice
from prioritise.programme.programme import Programme
from prioritise.programme.records import Decision
from prioritise.programme.validity import faults_of
from tests.small import PENCE, aligned, cost, programme, proposal, stream

CLOSED = (stream(closed=1),)


def actual(name: str, year: str, spent=None, forecast=None, payer="main", **fields) -> Actual:
    """What is spent and forecast, in £k."""
    return Actual(
        proposal=name,
        stream=payer,
        year=year,
        spent=None if spent is None else spent * PENCE,
        forecast=None if forecast is None else forecast * PENCE,
        **fields,
    )


def amounts(asked: Programme, name: str) -> list[tuple[int, ...]]:
    """£k a year of each row of a proposal's first option."""
    return [tuple(p // PENCE for p in row.amounts) for row in asked.options[name][0].rows]


def under_way(*actuals: Actual, **fields) -> Programme:
    """A and B, both planned at 5 and 4; 10 a year."""
    costs = [cost("A", 5, 4), cost("B", 5, 4)]
    return programme([proposal("A"), proposal("B")], costs, actuals=actuals, **fields)


def test_money_that_a_closed_year_did_not_take_slips_into_the_open_one() -> None:
    """Planned 5 and 4, spent 3 in the closed year: 3, and 6 to come."""
    assert amounts(under_way(actual("A", "2018-19", 3), streams=CLOSED), "A") == [(3, 6)]


def test_a_forecast_stands_in_place_of_the_plan_and_of_what_slipped() -> None:
    """People have said what is to come: 5, whatever the closed year left over."""
    told = (actual("A", "2018-19", 3), actual("A", "2019-20", None, 5))
    assert amounts(under_way(*told, streams=CLOSED), "A") == [(3, 5)]


def test_more_than_planned_in_a_closed_year_leaves_the_plan_of_the_others() -> None:
    """Seven were spent where five were planned: the four are still to come."""
    assert amounts(under_way(actual("A", "2018-19", 7), streams=CLOSED), "A") == [(7, 4)]


def test_what_has_not_begun_starts_in_no_closed_year() -> None:
    """The whole profile of B moves a year on, and its second year passes the last."""
    asked = under_way(actual("A", "2018-19", 5), streams=CLOSED)
    (option,) = asked.options["B"]
    assert (option.name, option.after // PENCE) == ("from 2019-20", 4)
    assert amounts(asked, "B") == [(0, 5)]


def test_an_open_year_takes_at_least_what_is_spent() -> None:
    """Six are gone of a year that was planned at five."""
    assert amounts(under_way(actual("A", "2018-19", 6)), "A") == [(6, 4)]


def test_rows_of_one_stream_share_what_it_pays_as_they_were_planned_to() -> None:
    """Six and two were planned: of four that are spent, three and one."""
    costs = [cost("A", 6, 0, kind="capital"), cost("A", 2, 0, kind="revenue")]
    asked = programme([proposal("A")], costs, actuals=(actual("A", "2018-19", 4, 4),))
    assert amounts(asked, "A") == [(3, 0), (1, 0)]


def test_parts_in_proportion_add_up_to_the_whole() -> None:
    """Ten pence as 1, 1 and 1 are 3, 4 and 3: running totals are rounded, and nothing is lost."""
    assert in_proportion(10, (1, 1, 1)) == (3, 4, 3)
    assert in_proportion(7, (0, 0)) == (7, 0)


def test_the_stream_that_has_paid_goes_on_to_pay() -> None:
    """A row without a stream, of which one has paid, has found its payer."""
    asked = programme(
        [proposal("A")],
        [cost("A", 5, 4, stream="")],
        streams=(stream("east"), stream("west")),
        alignments=(aligned("A", "east"), aligned("A", "west")),
        actuals=(actual("A", "2018-19", 2, payer="west"),),
    )
    assert optimise(asked).choices[0].payers == ("west",)


def test_what_has_begun_stays_in_though_others_are_worth_more() -> None:
    """A has begun, and B would be worth more: A is in, and the sentence of the check says why."""
    asked = programme(
        [proposal("A", 1), proposal("B", 9)],
        [cost("A", 6, 0), cost("B", 6, 0)],
        actuals=(actual("A", "2018-19", 1),),
    )
    assert optimise(asked).shortlist == ("A",)
    broken = [str(each) for each in check(asked, [Choice("B", "", 10, ("main",))])]
    assert broken == ["A: has begun, and is not chosen"]


def test_a_decision_stops_what_has_begun_and_what_is_spent_is_sunk() -> None:
    """Five of ten are gone for A: B at six finds no room, C at five does."""
    asked = programme(
        [proposal("A", 1), proposal("B", 9), proposal("C", 2)],
        [cost("A", 6, 0), cost("B", 6, 0), cost("C", 5, 0)],
        actuals=(actual("A", "2018-19", 5),),
        decisions=(Decision(proposal="A", chosen=False, because="declined"),),
    )
    assert optimise(asked).shortlist == ("C",)
    broken = [str(each) for each in check(asked, [Choice("B", "", 10, ("main",))])]
    assert broken == ["budget main 2018-19: overspent by £1k"]


def test_contingency_of_a_closed_year_was_there_to_be_drawn_upon() -> None:
    """All ten of a closed year may have been spent, though half of them were held back."""
    held = stream(contingency=Decimal("0.5"), closed=1)
    asked = under_way(actual("A", "2018-19", 10), streams=(held,))
    assert faults_of(asked) == []
    assert asked.spending_limits["main"][0] == (0, 0, 10 * PENCE)


def test_outturn_adds_up_by_year_and_by_hub() -> None:
    """A took 3 where 5 were planned, and is to take 6; B starts a year on."""
    asked = under_way(actual("A", "2018-19", 3), streams=(stream(budgets=(10, 20), closed=1),))
    outturn = outturn_of(optimise(asked))
    k = PENCE
    assert summed(outturn, BY_YEAR) == {
        0: Outturn(10 * k, 3 * k, 3 * k),
        1: Outturn(8 * k, 0, 11 * k),
    }
    assert summed(outturn, BY_HUB)["north"].variance == -4 * k


BAD = {
    "closed year that is not there": (
        actual("A", "2018-19", 11),
        "[spent]: found £11k of main spent in 2018-19, expected at most the £10k that it had",
    ),
    "forecast of a closed year": (
        actual("A", "2018-19", 3, 4),
        "[forecast]: found 4, expected nothing, or the 3 that was spent: 2018-19 is closed",
    ),
    "forecast below what is spent": (
        actual("A", "2019-20", 3, 2),
        "[forecast]: found 2, expected at least the 3 that is spent already",
    ),
    "day before its year": (
        actual("A", "2019-20", 3, as_at=date(2019, 3, 31)),
        "[as_at]: found 2019-03-31, expected a day on or after 2019-04-01",
    ),
    "unknown proposal": (actual("X", "2018-19", 3), "[proposal]: found 'X'"),
    "unknown stream": (actual("A", "2018-19", 3, payer="mian"), "did you mean 'main'?"),
    "unknown year": (actual("A", "2028-29", 3), "[year]: found '2028-29'"),
    "stream that pays nothing of it": (
        actual("A", "2018-19", 3, payer="other"),
        "[stream]: found 'other', expected a stream that pays a row of A in costs",
    ),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_cell_that_cannot_be_so_is_a_fault_with_its_way_out(bad: str) -> None:
    """File, row, column, what stands there, and what would be right."""
    row, expected = BAD[bad]
    streams = (*CLOSED, stream("other", closed=1))
    (fault,) = faults_of(under_way(row, streams=streams))
    assert (fault.place, fault.row) == ("actuals", 0)
    assert expected in str(fault)


def test_one_cell_is_said_once() -> None:
    """Two rows for the same proposal, stream and year: none says which would hold."""
    (fault,) = faults_of(under_way(actual("A", "2018-19", 1), actual("A", "2018-19", 2)))
    assert (fault.row, fault.expected) == (1, "one row for them, with what is known last")
