"""The screen of `run` fits, says how far the answer is proven, and what it assumes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from rich.cells import cell_len

from prioritise.optimise import Stage, optimise
from prioritise.programme.records import SolverSettings
from prioritise.render.report.summary import proof
from prioritise.views.run.run_screen import answer
from tests.small import cost, hub, programme, proposal, stream
from tests.views.plans import all_plans
from tests.views.screens import shown


def small(**fields):
    return programme(
        [proposal("A", 9), proposal("B", 5)],
        [cost("A", 8, 8), cost("B", 9, 9)],
        **fields,
    )


@pytest.mark.parametrize("width", [80, 100, 200])
def test_no_line_is_wider_than_the_screen(width):
    for plan in all_plans():
        for line in shown(plan, width).splitlines():
            assert cell_len(line) <= min(width, 100), line


def test_long_and_wide_names_are_cut_not_wrapped():
    long = proposal("A-very-long-id-of-a-proposal", 9)
    long = long.model_copy(update={"title": "日本語の長い題名" * 20})
    years = tuple(f"20{year}-{year + 1}" for year in range(20, 32))
    asked = programme(
        [long],
        [cost(long.proposal, *[5] * 12, stream="a-very-long-id-of-a-stream-indeed")],
        years=years,
        hubs=(hub().model_copy(update={"name": "Llanfairpwllgwyngyllgogerychwyrndrobwll" * 3}),),
        streams=(stream("a-very-long-id-of-a-stream-indeed", (123_456_789,) * 12),),
    )
    text = shown(optimise(asked), 80)
    assert max(map(cell_len, text.splitlines())) <= 80
    assert all(year in text for year in years)
    assert "…" in text


def test_every_chosen_proposal_is_named_with_its_cost():
    text = shown(optimise(small()))
    assert "1 of 2 proposals for £16k of £20k." in text
    assert any(
        line.split() == ["A", "Project", "A", "90.00", "16.0", "main"] for line in text.splitlines()
    )


def test_a_proven_answer_is_called_proven_and_another_is_not():
    plan = optimise(small())
    assert "Value 90 points, proven best." in shown(plan)
    unproven = replace(plan, bound_figure=plan.figure + 1, stages=(Stage("value", False, 1.0),))
    text = shown(unproven)
    assert "NOT proven best" in text
    assert "proven best." not in text.replace("NOT proven best", "")
    missing = float(unproven.bound - unproven.value)
    assert f"at most {missing:g} points" in " ".join(text.split())


def test_a_search_is_called_stopped_only_where_its_time_ran_out():
    plan = optimise(small())
    unproven = replace(plan, bound_figure=plan.figure + 1, stages=(Stage("value", False, 1.0),))
    limit = float(plan.programme.solver.seconds)
    assert "stopped" not in answer(unproven)[1] + proof(unproven)
    late = replace(unproven, seconds=limit)
    assert f"stopped after {limit:.0f} s" in answer(late)[1]
    assert f"stopped after {limit:.0f} seconds" in proof(late)


def test_a_gap_that_was_asked_for_is_named():
    asked = small(solver=SolverSettings(gap=Decimal("0.1")))
    plan = optimise(asked)
    near = replace(plan, bound_figure=plan.figure + 1, stages=(Stage("value", True, 1.0),))
    assert "proven to the gap that was asked" in shown(near)


def test_what_adding_scores_assumes_and_the_size_stand_on_every_screen():
    text = " ".join(shown(optimise(small())).split())
    assert "a point meant the same everywhere and no two proposals overlapped" in text
    assert "No size is used" in text


def test_costs_that_differ_more_than_tenfold_are_warned_of():
    two = [proposal("A", 9), proposal("B", 5)]
    far = programme(two, [cost("A", 1, 0), cost("B", 11, 0)], streams=(stream(budgets=(20, 0)),))
    near = programme(two, [cost("A", 1, 0), cost("B", 10, 0)], streams=(stream(budgets=(20, 0)),))
    assert "Costs differ up to 11 times" in " ".join(shown(optimise(far)).split())
    assert "Costs differ" not in shown(optimise(near))


def test_what_nearly_came_in_is_named_with_what_it_lacks():
    text = shown(optimise(small()))
    assert "Next in line" in text
    assert "£14k main" in " ".join(text.split())


def test_a_terminal_without_the_signs_gets_plain_ones():
    text = shown(optimise(small()), 80, "ascii")
    assert "#" in text
    assert not set("█▏▎▍▌▋▊▉…–") & set(text)


def test_each_near_miss_takes_one_line_of_a_narrow_screen():
    proposals = [proposal(f"P{n}", 5) for n in range(9)]
    costs = [cost(p.proposal, 9, 9, stream=s) for p in proposals for s in ("east", "west")]
    streams = (stream("east", (10, 10)), stream("west", (10, 10)))
    text = shown(optimise(programme(proposals, costs, streams=streams)))
    lines = text[text.index("Next in line") :].splitlines()[1:9]
    assert [line.split()[0] for line in lines] == [f"P{n}" for n in range(1, 9)]
    assert all(len(line) <= 80 for line in text.splitlines())


def test_colours_only_on_a_terminal():
    plan = optimise(small())
    assert "\x1b[" not in shown(plan)
    assert "\x1b[" in shown(plan, colours=True)


def test_nothing_chosen_is_said():
    asked = programme([proposal("A", 9)], [cost("A", 80, 8)])
    assert "Nothing is chosen" in shown(optimise(asked))
