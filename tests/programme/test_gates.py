"""Gates of business cases: late ones hold money up, and a panel with a veto keeps a case out."""

from __future__ import annotations

from datetime import date

import pytest

from prioritise.optimise import optimise
from prioritise.optimise.check.examination import check
from prioritise.programme.actuals import Actual
from prioritise.programme.gates import Gate, Panel
from prioritise.programme.options import Choice
from prioritise.programme.programme import Programme
from prioritise.programme.validity import faults_of
from prioritise.views.run.pipeline import pipeline_table
from tests.small import PENCE, cost, programme, proposal

BOARD = (Panel(panel="board", veto=True), Panel(panel="officers"))


def gated(*gates: Gate, **fields) -> Programme:
    """A, planned at 5 in the first year; 10 a year."""
    defaults = {"gates": gates, "panels": BOARD}
    return programme([proposal("A")], [cost("A", 5, 0)], **{**defaults, **fields})


def gate(stage: str = "FBC", **fields) -> Gate:
    return Gate(proposal="A", stage=stage, **fields)


def paid(asked: Programme) -> list[tuple[int, ...]]:
    """£k a year of what is chosen."""
    options = optimise(asked).options.values()
    return [tuple(p // PENCE for p in row.amounts) for option in options for row in option.rows]


@pytest.mark.parametrize(
    ("gates", "expected"),
    [
        ((gate(due=date(2019, 3, 31)),), [(5, 0)]),
        ((gate(due=date(2019, 3, 31), forecast=date(2019, 4, 1)),), [(0, 5)]),
        ((gate("OBC", forecast=date(2019, 4, 1)), gate(due=date(2018, 4, 1))), [(0, 5)]),
        ((gate(forecast=date(2020, 4, 1)),), []),
        (
            (gate(forecast=date(2019, 4, 1), done=date(2018, 6, 1), outcome="approved"),),
            [(5, 0)],
        ),
    ],
    ids=["in time", "a day late", "the latest gate", "after the last year", "done in time"],
)
def test_money_starts_in_the_year_of_the_last_gate(gates, expected) -> None:
    """The day it was decided counts, or else is forecast, or else due."""
    assert paid(gated(*gates)) == expected


def test_a_case_after_the_last_year_says_why_it_cannot_be_chosen() -> None:
    """Its day is named."""
    plan = optimise(gated(gate(forecast=date(2020, 4, 1))))
    expected = "its case is expected on 2020-04-01, after the last year in which it may start"
    assert plan.eligibility["A"].reason == expected


@pytest.mark.parametrize(("panel", "expected"), [("board", []), ("officers", [(5, 0)])])
def test_only_a_panel_with_a_veto_keeps_a_refused_case_out(panel, expected) -> None:
    """Others may refuse it, and it is told; the board's word is the last."""
    asked = gated(gate(done=date(2018, 5, 1), outcome="refused", panel=panel, reason="too dear"))
    assert paid(asked) == expected
    if not expected:
        reason = optimise(asked).eligibility["A"].reason
        assert reason == "was refused at FBC by board: too dear"
        broken = map(str, check(asked, [Choice("A", "", 10, ("main",))]))
        assert "A: was refused at FBC by board" in broken


def test_a_veto_stops_what_has_begun_and_what_is_spent_is_sunk() -> None:
    """It is a decision like any other."""
    spent = (Actual(proposal="A", stream="main", year="2018-19", spent=PENCE),)
    asked = gated(gate(done=date(2018, 5, 1), outcome="refused", panel="board"), actuals=spent)
    assert (asked.stopped, asked.sunk["main"]) == (("A",), (PENCE, 0))


def test_what_has_begun_waits_for_no_gate() -> None:
    """Money that is spent shows that it could start."""
    spent = (Actual(proposal="A", stream="main", year="2018-19", spent=PENCE),)
    assert paid(gated(gate(forecast=date(2019, 5, 1)), actuals=spent)) == [(5, 0)]


def test_the_pipeline_tells_how_late_a_case_is_and_when_its_money_may_start() -> None:
    """Due at the end of March, expected in May: 43 days, and a year."""
    late = gate(due=date(2019, 3, 31), forecast=date(2019, 5, 13), panel="board")
    table = pipeline_table(optimise(gated(late)))
    (row,) = [
        dict(zip((c.name for c in table.columns), cells, strict=True)) for cells in table.rows
    ]
    assert row["state"] == "expected 43 days late"
    assert (row["opens"], row["starts"], row["decision"]) == ("2019-20", "2019-20", "selected")


BAD = {
    "unknown panel": (gate(panel="bord"), "[panel]: found 'bord'", "did you mean 'board'?"),
    "outcome without its day": (gate(outcome="approved"), "[done]: found nothing", "the day on"),
    "day without outcome": (gate(done=date(2018, 5, 1)), "[outcome]: found nothing", "approved"),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_gate_that_cannot_be_so_is_a_fault_with_its_way_out(bad: str) -> None:
    """Row, column, what stands there, and what would be right."""
    row, found, expected = BAD[bad]
    (fault,) = faults_of(gated(row))
    assert (fault.place, fault.row) == ("gates", 0)
    assert found in str(fault)
    assert expected in str(fault)


def test_days_that_run_backwards_are_a_fault() -> None:
    """A full case decided before the outline case."""
    outline = gate("OBC", done=date(2018, 6, 1), outcome="approved")
    full = gate("FBC", done=date(2018, 5, 1), outcome="approved")
    (fault,) = faults_of(gated(outline, full))
    assert (fault.row, fault.column) == (1, "done")
    assert fault.expected == "no day before 2018-06-01, when OBC was decided"
