"""The library that people import answers as the commands do, and says so in few words."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import pytest

import prioritise as pr
from tests.cli.programmes import REPOSITORY, ended, small, write


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return small(tmp_path_factory.mktemp("library") / "two")


@pytest.fixture(scope="module")
def plan(folder):
    return pr.read(folder).optimise()


def test_importing_brings_in_nothing_heavy_and_every_name_is_there():
    code = (
        "import sys, prioritise as pr\n"
        "assert not [n for n in ('numpy', 'pydantic', 'pandas', 'highspy') if n in sys.modules]\n"
        "assert all(getattr(pr, name) for name in pr.__all__)\n"
        "assert set(pr.__all__) <= set(dir(pr))\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_name_that_is_not_there_is_an_error_of_an_attribute():
    with pytest.raises(AttributeError, match="no attribute 'optimize'"):
        pr.optimize  # noqa: B018


def test_a_plan_is_that_of_the_command(folder, plan):
    _, out, _ = ended("run", folder, "--format", "csv")
    rows = [line.split(",")[2:5] for line in out.splitlines()[1:]]
    frame = plan.to_frame()
    assert frame[["proposal", "title", "decision"]].values.tolist() == rows
    assert (plan.status, plan.value, plan.bound) == ("optimal", 140, 140)
    assert plan.shortlist == ("A", "C")


def test_a_plan_is_printed_in_few_words(plan):
    assert str(plan) == (
        "Two places\n2 of 3 proposals for £20k of £20k.\nValue 140 points, proven best."
    )
    assert repr(plan.plan) == "<Plan of 'Two places': 2 proposals, value 140, optimal>"
    assert repr(plan.programme) == str(plan.programme)
    assert len(str(plan.programme)) < 100


def test_a_plan_in_a_notebook_is_words_and_a_table_in_which_nothing_is_markup(tmp_path):
    folder = write(
        small(tmp_path / "odd"),
        proposals=[["proposal", "title", "hub", "impact"], ["A", "<b>Arc</b>", "n", 9]],
        costs=[["proposal", "stream", "2018-19", "2019-20"], ["A", "main", 6, 6]],
    )
    shown = pr.read(folder).optimise()._repr_html_()
    assert "<strong>Two places</strong>" in shown
    assert "<td>&lt;b&gt;Arc&lt;/b&gt;" in shown


@pytest.mark.parametrize("factor", [0.9, "0.9", Decimal("0.9"), Fraction(9, 10)])
def test_nine_tenths_are_nine_tenths_however_they_are_written(folder, factor):
    budgets = pr.read(folder).scaled(factor).programme.streams[0].budgets
    assert budgets == (900_000, 900_000)


@pytest.mark.parametrize("factor", [float("nan"), "much", True, Fraction(1, 3), -1])
def test_what_is_no_factor_is_refused_in_words(folder, factor):
    with pytest.raises(pr.UsageError, match="factor"):
        pr.read(folder).scaled(factor)


def test_scaled_gives_what_it_was_asked_of(folder, plan):
    assert isinstance(pr.read(folder).scaled(0.5), pr.Problem)
    assert plan.scaled(2).shortlist == ("A", "B", "C")
    assert plan.scaled(2, year="2018-19").programme.streams[0].budgets == (2_000_000, 1_000_000)


def test_a_lock_holds_and_a_weight_is_taken(plan):
    assert "B" in plan.locked("B").shortlist
    assert "A" not in plan.locked(out=["A"]).shortlist
    with pytest.raises(pr.UsageError, match="at least one criterion"):
        plan.weighted(impact=0)


def test_a_sweep_has_a_row_a_point(plan):
    found = plan.sweep(0.5, 1.5, 0.5)
    assert found.to_frame()["status"].tolist() == ["optimal"] * 3
    assert [row.point for row in found.found.rows] == [Decimal("0.5"), 1, Decimal("1.5")]
    assert found.to_frame("swaps")["change"].isin(["enters", "leaves"]).all()


def test_an_explanation_names_who_would_leave(plan):
    found = plan.explain("B")
    assert found.to_frame()["leaves"].tolist() == ["A"]
    assert str(found).startswith("B: ")
    assert len(plan.explain().to_frame()) == 3


def test_switching_values_are_those_of_the_command(folder, plan):
    found = plan.switching("B")
    _, out, _ = ended("explain", folder, "B", "--switching", "--format", "csv")
    assert len(found.to_frame()) == len(out.splitlines()) - 1
    assert {switch.proposal for switch in found.found} == {"B"}
    with pytest.raises(pr.UsageError, match="seconds"):
        plan.switching(seconds=0)


def test_what_is_appraised_is_what_the_command_appraises():
    problem = pr.read(REPOSITORY / "scenarios" / "appraised.yaml")
    found = problem.scaled(1).appraise("PON-06")
    path = REPOSITORY / "scenarios" / "appraised.yaml"
    _, out, _ = ended("appraise", path, "PON-06", "--format", "csv")
    assert len(found.to_frame("workings")) == len(out.splitlines()) - 1
    assert set(found.to_frame("workings")["proposal"]) == {"PON-06"}
    with pytest.raises(pr.UsageError, match="read it from files"):
        pr.Problem(problem.programme).appraise()


def test_hubs_are_told_as_the_command_tells_them(capsys):
    path = REPOSITORY / "scenarios" / "ammanford.yaml"
    found = pr.read(path).hubs((30, 45), further=1)
    _, out, _ = ended("hubs", path, "--minutes", "30,45", "--add", 1, "--format", "csv")
    assert len(found.to_frame()) == len(out.splitlines()) - 1
    assert "Ammanford" in str(found)
    found.show()
    assert found.words[0] in " ".join(capsys.readouterr().out.split())
    with pytest.raises(pr.UsageError, match="minutes"):
        pr.read(path).hubs(())


def test_shortlists_stand_side_by_side_under_names_of_their_own(folder, plan):
    found = plan.compare(plan.scaled(2), folder, mine=["B"])
    names = list(found.to_frame().columns)
    assert names == ["proposal", "title", "hub", "two", "two × 2", "two 2", "mine", "verdict"]
    assert found.words[1].endswith("(+B)")


def test_robustness_and_alternatives_have_their_tables(plan):
    robust = plan.robust(draws=5)
    assert set(robust.tables) == {"robustness", "lists", "draws"}
    assert len(robust.to_frame("draws")) == 5
    assert plan.alternatives(1, within=0.5).table("totals").cells("shortlist")[0] == "best"


def test_a_name_that_does_not_exist_is_met_with_the_nearest(plan):
    with pytest.raises(pr.UsageError, match="did you mean 'main'"):
        plan.scaled(1, stream="mian")
    with pytest.raises(pr.UsageError, match="there is no proposal 'Z'"):
        plan.explain("Z")
    with pytest.raises(pr.UsageError, match="there is no table"):
        plan.to_frame("nothing")


def test_what_is_agreed_is_honoured_as_the_command_does(tmp_path):
    folder = small(tmp_path / "agreed")
    decided = ("--decision", "declined", "--by", "Board", "--why", "Not now")
    assert ended("agree", "add", folder, "A", *decided)[0] == 0
    assert "A" not in pr.read(folder).optimise().shortlist
    assert "A" in pr.read(folder, agreements=False).optimise().shortlist


def test_show_prints_what_the_command_prints(folder, plan, capsys):
    plan.show()
    _, out, _ = ended("run", folder, "--format", "table")
    assert capsys.readouterr().out.split() == out.split()


def test_the_first_lines_of_the_package_hold_on_the_example():
    plan = pr.read(REPOSITORY / "scenarios" / "baseline.yaml").optimise()
    assert len(str(plan)) < 400
    assert len(plan._repr_html_()) < 60_000
