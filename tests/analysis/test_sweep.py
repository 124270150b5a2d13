"""Every point of a sweep is what a run would say, however it was proven, and whoever works."""

from __future__ import annotations

from decimal import Decimal

import pytest

from prioritise.analysis.parallel.apart import answers_apart
from prioritise.analysis.parallel.batch import answer
from prioritise.analysis.parallel.checkpoint import Checkpoint
from prioritise.analysis.parallel.executor import Alone, Cores, LostPiece
from prioritise.analysis.sweeps.frontier import frontier, solve_stretch
from prioritise.analysis.sweeps.sweep import budget_sweep
from prioritise.analysis.sweeps.sweep_settings import Budgets, budget_settings, steps
from prioritise.optimise.prepared import prepared
from prioritise.programme.faults import UsageError
from prioritise.programme.records import SolverSettings
from prioritise.programme.scenario import DecisionChange, Scenario, StreamChange
from prioritise.render.csv_file import csv_bytes
from prioritise.views.sweeps.sweep import sweep_tables
from prioritise.views.sweeps.sweep_sentences import in_words
from tests import strategies
from tests.promises.agreement import how_many
from tests.small import cost, link, programme, proposal, stream

FACTORS = steps(Decimal("0.7"), Decimal("1.3"), Decimal("0.1"))


def told(found):
    """Everything of an answer but how long it took, and why there is none."""
    return (
        found.status,
        found.value,
        found.bound,
        found.public_cost,
        found.choices,
        found.settled,
    )


def files(sweep):
    return [csv_bytes(table) for table in sweep_tables(sweep)]


def settings_of(seed, asked, factors=FACTORS):
    """All budgets, one stream's, one year's, or one of both, in turn."""
    one, year = sorted(asked.stream_of)[0], asked.years[-1]
    return budget_settings(factors, one if seed % 2 else "", year if seed % 4 > 1 else "")


def apart(asked, settings):
    """Answers without a solver, by place."""
    ready = prepared(settings[-1].applied_to(asked))
    found = answers_apart(ready, [setting.streams_of(asked) for setting in settings])
    return {place: each for place, each in enumerate(found) if each}


def test_every_point_is_what_a_run_says():
    """Programmes of every kind, with over-programming, carry-forward, shares and locks."""
    asked = compared = 0
    for family in ("mixed", "blueprint", "carry"):
        for seed in range(how_many(8, 200)):
            one = strategies.programme(seed, family)
            settings = settings_of(seed, one)
            points = frontier(Alone(), one, settings)
            for setting, point in zip(settings, points, strict=True):
                asked += 1
                alone = answer(one, setting)
                assert told(point.found) == told(alone), (family, seed, setting)
                compared += alone.status in ("optimal", "infeasible")
    print(f"asked {asked}, proven and compared {compared}")
    assert compared == asked


def test_families_of_streams_searched_apart_give_the_answer_of_a_run():
    asked = 0
    for seed in range(how_many(40, 1000)):
        one = strategies.programme(seed, "plain")
        settings = settings_of(seed, one, FACTORS[::3])
        for place, found in apart(one, settings).items():
            asked += 1
            assert told(found) == told(answer(one, settings[place])), (seed, settings[place])
    print(f"asked and compared {asked}")
    assert asked > 20


def test_budgets_are_scaled_as_a_scenario_scales_them():
    """Halves to the even penny."""
    one = programme([proposal("A")], [cost("A", 1, 0)])
    odd = one.revised(streams=(one.streams[0].model_copy(update={"budgets": (5, 15)}),))
    by_scenario = Scenario(
        title="less", streams={"all": StreamChange(scale=Decimal("0.1"))}
    ).applied_to(odd)
    swept = Budgets(Decimal("0.1")).applied_to(odd)
    assert swept.streams == by_scenario.streams
    assert swept.streams[0].budgets == (0, 2)


def test_an_answer_holds_down_to_the_least_money_that_pays_for_it():
    one = programme(
        [proposal("A", 9), proposal("B", 4)],
        [cost("A", 9, 0), cost("B", 5, 0)],
        streams=(stream(budgets=(10, 0)),),
    )
    sweep = budget_sweep(Alone(), one, budget_settings(steps(*map(Decimal, ("0.4", "1.5", "0.1")))))
    assert [row.proof for row in sweep.rows] == [
        "solved",  # nothing
        *("as at 0.8",) * 3,
        "solved",
        *("as at 1.3",) * 4,
        "solved",
        "as at 1.5",
        "solved",
    ]
    assert [row.found.shortlist for row in sweep.rows[::4]] == [(), ("B",), ("A",)]


def test_who_comes_and_goes_and_what_a_larger_budget_takes_away():
    one = programme(
        [proposal("A", 9), proposal("B", 4), proposal("C", 3)],
        [cost("A", 9, 0), cost("B", 5, 0), cost("C", 1, 0)],
        streams=(stream(budgets=(10, 0)),),
    )
    settings = budget_settings([Decimal(f) for f in ("0.5", "0.6", "0.9", "1")])
    sweep = budget_sweep(Alone(), one, settings)
    assert [(swap.enters, swap.leaves) for swap in sweep.swaps] == [
        (("C",), ()),
        (("A",), ("B", "C")),
        (("C",), ()),
    ]
    assert [name for name, _ in sweep.taken_away] == ["B", "C"]


def test_nested_nobody_leaves_and_the_cost_of_that_is_told():
    one = programme(
        [proposal("A", 9), proposal("B", 4)],
        [cost("A", 9, 0), cost("B", 5, 0)],
        streams=(stream(budgets=(10, 0)),),
    )
    settings = budget_settings([Decimal(f) for f in ("0.5", "0.9", "1.4")])
    sweep = budget_sweep(Alone(), one, settings, nested=True)
    assert [row.found.shortlist for row in sweep.rows] == [("B",), ("B",), ("A", "B")]
    assert [row.lost for row in sweep.rows] == [0, 50, 0]
    assert not sweep.taken_away


def test_that_more_money_buys_nothing_is_said_with_its_condition_where_nobody_may_leave():
    """From half to nine tenths B is kept, so nothing is bought, though A alone would be better."""
    one = programme(
        [proposal("A", 9), proposal("B", 4)],
        [cost("A", 9, 0), cost("B", 5, 0)],
        streams=(stream(budgets=(10, 0)),),
    )
    settings = budget_settings([Decimal(f) for f in ("0.5", "0.9")])
    nested = in_words(budget_sweep(Alone(), one, settings, nested=True))
    assert "The next £4k above 50% buys nothing, as long as nobody leaves." in nested
    assert "From 50% to 90% more money buys nothing more, as long as nobody leaves." in nested
    assert not any("nothing" in words for words in in_words(budget_sweep(Alone(), one, settings)))


def test_nested_each_list_is_the_best_that_keeps_the_one_before():
    for seed in range(how_many(6, 300)):
        one = strategies.programme(seed)
        sweep = budget_sweep(Alone(), one, settings_of(seed, one, FACTORS[::2]), nested=True)
        kept = ()
        for row, setting in zip(sweep.rows, settings_of(seed, one, FACTORS[::2]), strict=True):
            locks = Scenario(
                title="kept", decisions=DecisionChange.model_validate({"in": kept})
            ).applied_to(setting.applied_to(one))
            alone = answer(locks, Budgets(Decimal(1)))
            if set(kept) & set(one.decision_of):
                continue
            assert told(row.found) == told(alone), (seed, setting)
            kept = row.found.shortlist or kept


def test_what_links_forbid_is_left_to_the_solver():
    """Without the link A and B are the best; it is only with it that a search apart errs."""
    one = programme(
        [proposal("A", 9), proposal("B", 8), proposal("C", 1)],
        [cost("A", 3, 0), cost("B", 3, 0), cost("C", 3, 0)],
        links=(link("excludes", "A", "B"),),
    )
    settings = budget_settings([Decimal(1)])
    assert apart(one, settings) == {}
    (point,) = frontier(Alone(), one, settings)
    assert point.found.shortlist == ("A", "C")


def test_a_gap_that_is_allowed_holds_at_its_own_point_alone():
    one = strategies.programme(3).revised(solver=SolverSettings(gap=Decimal("0.1")))
    points = frontier(Alone(), one, settings_of(0, one))
    assert all(point.holds_from is None for point in points)


def left_to_the_solver():
    """A programme whose streams cannot be searched apart, and whose answers hang on money."""
    return next(
        asked
        for asked in map(strategies.programme, range(200))
        if not apart(asked, budget_settings([Decimal(1)]))
        and len({answer(asked, setting).choices for setting in budget_settings(FACTORS)}) > 4
    )


def test_any_number_of_workers_gives_the_same_bytes():
    one = left_to_the_solver()
    settings = settings_of(0, one, steps(*map(Decimal, ("0.5", "1.5", "0.02"))))
    alone, two = (
        files(budget_sweep(executor, one, settings, nested=True))
        for executor in (Alone(), Cores(2))
    )
    assert alone == two


class Stopped(Exception):
    """The work was stopped."""


def test_a_sweep_that_was_stopped_goes_on_where_it_was(tmp_path):
    """Stopped after every few answers, it asks nothing twice and ends with the same files."""
    one = left_to_the_solver()
    settings = budget_settings(steps(*map(Decimal, ("0.5", "1.5", "0.05"))))
    whole = files(budget_sweep(Alone(), one, settings, nested=True))
    stops = 0
    while True:
        checkpoint = Checkpoint(tmp_path / "answers.jsonl", one)
        told_once = []

        def stop(known, of, told_once=told_once):
            told_once.append(known)
            if len(told_once) == 2:
                raise Stopped

        try:
            again = budget_sweep(
                Alone(), one, settings, nested=True, checkpoint=checkpoint, tell=stop
            )
            break
        except Stopped:
            stops += 1
        finally:
            checkpoint.close()
    assert stops > 1
    assert files(again) == whole


class Unlucky:
    """An executor that loses the workers of the very first piece."""

    lost = False

    def answers(self, work, shared, pieces):
        for place, piece in enumerate(pieces):
            yield place, work(shared, piece) if self.lost else LostPiece(5)
            self.lost = True


def test_what_has_no_answer_stands_in_the_table():
    one = programme(
        [proposal("A", commitment="contracted"), proposal("B")],
        [cost("A", 5, 0), cost("B", 5, 0)],
        links=(link("bonus", "A", "B", 1),),
    )
    settings = budget_settings(steps(*map(Decimal, ("0.3", "1.2", "0.1"))))
    sweep = budget_sweep(Unlucky(), one, settings)
    assert len(sweep.rows) == len(settings)
    assert {row.found.status for row in sweep.rows} == {"failed", "infeasible", "optimal"}
    assert [row.found.status for row in sweep.rows[:2]] == ["infeasible"] * 2
    cells = sweep_tables(sweep)[0]
    assert cells.cells("status")[-1] == "failed"
    assert cells.cells("proof")[-1] == ""


def test_a_stretch_starts_from_what_is_known():
    """The same answers as without; what fits less money is a start."""
    from prioritise.analysis.sweeps.frontier import Stretch

    one = strategies.programme(8)
    settings = settings_of(0, one)
    above, below = answer(one, settings[-1]), answer(one, settings[0])
    known = Stretch(tuple(reversed(settings[1:-1])), above, below)
    unknown = Stretch(known.settings)
    assert [told(f) for f in solve_stretch(one, known)] == [
        told(f) for f in solve_stretch(one, unknown)
    ]


@pytest.mark.parametrize(
    ("first", "last", "step"), [("1", "0.5", "0.1"), ("0", "1", "0"), ("0", "1", "0.00001")]
)
def test_steps_that_lead_nowhere_are_refused(first, last, step):
    with pytest.raises(UsageError):
        steps(Decimal(first), Decimal(last), Decimal(step))
