"""The reference suite of the solve: its draw stays what it is, and its model file says the same."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

import highspy
import pytest

from benchmarks.suite.drawn import Payers, Scores, Tie, drawn
from benchmarks.suite.model_file import answer_holds, write_model
from benchmarks.suite.races import Race, printed_by
from benchmarks.suite.standing import faults_of, ratio_of, standing_of
from prioritise.optimise import optimise
from prioritise.optimise.prepared import prepared
from prioritise.programme.programme import Programme

FORMS: tuple[tuple[Tie, Scores, Payers, str], ...] = (
    ("loose", "whole", "named", "f1155c712ea0e8e1"),
    ("loose", "fine", "chosen", "11c5e208f82b80f3"),
    ("tight", "fine", "named", "16506bd357a13981"),
)
"""Forms of a draw of 60, and what each has hashed to since the suite was fixed."""


def digest(programme: Programme) -> str:
    """Of what is drawn, whatever fields records may get one day."""
    said = [
        *((s.stream, s.budgets) for s in programme.streams),
        *((p.proposal, p.hubs, p.theme, *map(str, p.scores.values())) for p in programme.proposals),
        *((c.proposal, c.stream, c.amounts) for c in programme.costs),
        *((a.proposal, a.stream, str(a.alignment)) for a in programme.alignments),
        *((link.kind, link.proposal, link.other) for link in programme.links),
        *((r.name, r.measure, str(r.at_least), str(r.at_most)) for r in programme.rules),
    ]
    return sha256(repr(said).encode()).hexdigest()[:16]


@pytest.mark.parametrize(("tie", "scores", "payers", "fixed"), FORMS)
def test_the_draw_is_the_one_that_was_fixed(
    tie: Tie, scores: Scores, payers: Payers, fixed: str
) -> None:
    once, again = (drawn(60, tie=tie, scores=scores, payers=payers, seed=1) for _ in range(2))
    assert digest(once) == fixed
    assert str(prepared(once).model) == str(prepared(again).model)


@pytest.mark.parametrize("tie", ["loose", "tight"])
def test_the_model_file_has_the_same_optimum_as_the_programme(tie: Tie, tmp_path: Path) -> None:
    programme = drawn(30, tie=tie, payers="chosen" if tie == "loose" else "named", seed=2)
    model, file = prepared(programme).model, tmp_path / "model.mps"
    write_model(model, file)
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.readModel(str(file))
    highs.run()
    values = [round(value) for value in highs.getSolution().col_value]
    assert answer_holds(model, enumerate(values)) == (True, optimise(programme).figure)


def test_a_bound_below_an_answer_of_another_is_a_fault_of_who_claimed_it() -> None:
    right = race("ours", [(1.0, 90.0, 120.0)], best=100)
    wrong = race("highs", [(1.0, 90.0, 99.0)], best=99)
    standings = {
        name: standing_of(found) for name, found in {"ours": right, "highs": wrong}.items()
    }
    assert [solver for solver, _ in faults_of(standings)] == ["highs"]


def test_time_is_compared_at_the_tightest_gap_that_anybody_reached() -> None:
    ours = standing_of(race("ours", [(1.0, 1000.0, 1009.0), (4.0, 1000.0, 1001.0)]))
    peer = standing_of(race("highs", [(2.0, 1000.0, 1009.0), (5.0, 1000.0, 1002.0)]))
    ratio = ratio_of({"ours": ours, "highs": peer})
    assert ratio is not None
    assert (ratio.level, str(ratio)) == (0.001, "<0.40")


@pytest.mark.parametrize(
    ("ending", "fault"),
    [
        ("import os; os.abort()", "crashed: SIGABRT"),
        ("raise ValueError('no model')", "failed: ValueError: no model"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="signals have no names there")
def test_a_solver_that_does_not_end_well_is_named_and_what_it_told_is_kept(
    ending: str, fault: str
) -> None:
    told = f"print('{{}}', flush=True); {ending}"
    assert printed_by([sys.executable, "-c", told], 60) == ("{}\n", fault)


def test_a_solver_that_does_not_stop_is_ended() -> None:
    waiting = [sys.executable, "-c", "import time; time.sleep(60)"]
    assert printed_by(waiting, 0.1)[1] == "did not stop within 0.1 s, and was ended"


def race(solver: str, lines: list, best: float | None = None) -> Race:
    """A race against a limit of 10 s, proven where a best figure is given."""
    end = {"status": "optimal", "best": best, "bound": best, "seconds": 2.0} if best else {}
    return Race("one", solver, "model", 10.0, "machine", lines, end)
