"""Every question on the page is answered as `run` answers the file in which it is saved."""

from __future__ import annotations

import shutil
from decimal import Decimal
from random import Random
from time import monotonic, sleep

import pytest

from prioritise.cli.solving import solved
from prioritise.optimise import optimise
from prioritise.programme.faults import InfeasibleError
from prioritise.reading import read
from prioritise.web.cache import AnswerCache
from prioritise.web.scenario_file import saved, scenario_text
from prioritise.web.session import PageAnswer, Session, Why
from prioritise.web.settings import PageSettings, settings_of
from tests.cli.programmes import hard, small
from tests.promises.agreement import how_many
from tests.strategies import programme
from tests.web.visitors import BASELINE, REPOSITORY, session_of

MOVED = [
    [("s.trip-se", "62.5"), ("s.bff", "120"), ("all", "95")],
    [("h.ammanford", "in"), ("w.social", "0"), ("all", "110")],
    [("p.BRI-03", "out"), ("p.PON-10", "in"), ("w.alignment", "33.333")],
]


def asked(session: Session, pairs: list[tuple[str, str]]) -> PageAnswer:
    found, faults = settings_of(pairs, session.edition.scenario)
    assert not faults
    work = session.answer(session.ask(found))
    assert work.wait(60)
    assert isinstance(work.result, PageAnswer), work.result
    return work.result


@pytest.fixture(scope="module")
def valleys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scenarios") / "scenarios"
    shutil.copytree(REPOSITORY / "scenarios", folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("pairs", MOVED, ids=lambda pairs: pairs[0][0])
def test_what_is_saved_gives_the_same_shortlist_by_run(valleys, pairs):
    session = session_of(valleys / "baseline.yaml")
    answer = asked(session, pairs)
    path = saved(answer.settings, f"Saved {pairs[0][0]}", session.edition.reading)
    plan = solved(path).plan
    assert answer.plan is not None
    assert plan.choices == answer.plan.choices
    assert (plan.value, plan.status) == (answer.plan.value, answer.plan.status)
    assert read(path).programme.scenario == f"Saved {pairs[0][0]}"


@pytest.mark.slow
def test_a_scenario_with_a_baseline_keeps_it(valleys):
    name = "reduced-budget.yaml"
    session = session_of(valleys / name)
    answer = asked(session, [("s.ltf", "98"), ("p.BRI-02", "out")])
    path = saved(answer.settings, f"More {name}", session.edition.reading)
    assert answer.plan is not None
    assert solved(path).plan.choices == answer.plan.choices


def test_a_folder_is_changed_from_beside_it(tmp_path):
    folder = small(tmp_path / "mine")
    session = session_of(folder)
    answer = asked(session, [("s.main", "70"), ("p.C", "in")])
    path = saved(answer.settings, "Less: money, and ‘C’", session.edition.reading)
    assert path == tmp_path / "less-money-and-c.yaml"
    assert answer.plan is not None
    assert solved(path).plan.choices == answer.plan.choices


def test_nothing_is_ever_replaced_by_what_is_saved(tmp_path):
    from prioritise.programme.faults import UsageError

    session = session_of(small(tmp_path / "mine"))
    (tmp_path / "a-title.yaml").write_text("mine\n")
    with pytest.raises(UsageError, match="is there already, and stays as it is"):
        saved(PageSettings(), "A title", session.edition.reading)
    assert (tmp_path / "a-title.yaml").read_text() == "mine\n"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a-title.yaml", "mine"]


def test_hostile_names_are_saved_as_what_they_are(tmp_path):
    session = session_of(small(tmp_path / "mine"))
    for title in ("no", "=1+1", "a: b # c", "- x", "{a: 1}", "'\"\\", "&a *a", "2026-11-22", "é✓"):
        text = scenario_text(PageSettings(), title, session.edition.reading)
        path = tmp_path / "saved.yaml"
        path.write_text(text, encoding="utf-8")
        assert read(path).programme.scenario == title


def test_settings_come_back_from_their_address():
    programme = read(BASELINE).programme
    for pairs in MOVED:
        found, _ = settings_of(pairs, programme)
        assert sorted(found.pairs()) == sorted(pairs)
        assert settings_of(found.pairs(), programme) == (found, ())


def test_what_stands_as_it_did_is_no_setting():
    programme = read(BASELINE).programme
    pairs = [("all", "100"), ("s.ltf", "100.0"), ("w.economic", "45"), ("h.neath", "in")]
    more = [("h.ammanford", "out"), ("p.PON-10", "free"), ("why", "PON-10"), ("token", "x")]
    assert settings_of(pairs + more, programme) == (PageSettings(), ())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("all", text) for text in ("", "x", "-1", "1001", "nan", "1e3", "0.0001", "9" * 99)),
        *(("w.economic", text) for text in ("", "-1", "1000001", "inf")),
        *(("h.neath", ""), ("h.nowhere", "in"), ("p.PON-10", "maybe"), ("p.PON-1O", "in")),
        *(("s.trip", "90"), ("w.econ", "1")),
    ],
)
def test_a_field_that_makes_no_sense_is_said_and_changes_nothing(name, text):
    found, faults = settings_of([(name, text)], read(BASELINE).programme)
    assert found == PageSettings()
    assert [fault.column for fault in faults] == [name]


def with_less(programme, percent):
    """The programme with so many per cent of every budget."""
    return programme.revised(
        streams=tuple(
            stream.model_copy(update={"budgets": tuple(b * percent // 100 for b in stream.budgets)})
            for stream in programme.streams
        )
    )


@pytest.mark.slow
def test_an_answer_that_is_reused_is_the_one_that_solving_gives(capsys):
    asked_for = reused = 0
    for seed in range(how_many(25, 1000)):
        drawn, rng, reuse = programme(seed), Random(seed), AnswerCache()
        cuts = sorted(rng.sample(range(41), 3))
        for less in (with_less(drawn, 100 - cut) for cut in cuts):
            found = reuse.found(less)
            try:
                plan = optimise(less)
            except InfeasibleError:
                assert found is None, seed
                continue
            asked_for += 1
            if found is not None:
                reused += 1
                assert found.choices == plan.choices, seed
                assert (found.value, found.bound) == (plan.value, plan.bound), seed
                assert found.programme == less
            reuse.keep(less, plan)
    with capsys.disabled():
        print(f"\n{reused} of {asked_for} answers were known already, and the same as by solving")
    assert reused


def test_less_money_that_still_pays_for_it_needs_no_new_search(tmp_path):
    session = session_of(small(tmp_path / "mine", budget=12))
    first = asked(session, [])
    less = asked(session, [("all", "95")])
    too_little = asked(session, [("all", "90")])
    assert (first.is_reused, less.is_reused, too_little.is_reused) == (False, True, False)
    assert less.plan is not None
    assert less.plan.choices == optimise(less.programme).choices


def test_a_long_search_can_be_stopped_and_gives_the_best_so_far_as_not_proven(tmp_path):
    session = session_of(hard(tmp_path / "hard"))
    work = session.answer(session.ask(PageSettings()))
    while work.progress is None or work.progress.best is None:
        sleep(0.01)
    work.stop()
    began = monotonic()
    assert work.wait(10)
    assert monotonic() - began < 3
    assert isinstance(work.result, PageAnswer)
    assert work.result.was_stopped
    assert work.result.plan is not None
    assert work.result.plan.status == "feasible"
    assert work.result.plan.bound > work.result.plan.value
    assert not work.result.plan.problems


def test_a_newer_question_does_not_wait_for_an_older_one(tmp_path):
    session = session_of(hard(tmp_path / "hard"))
    older = session.answer(session.ask(PageSettings()))
    while older.progress is None:
        sleep(0.01)
    newer = session.answer(session.ask(PageSettings(every=Decimal(0))), instead=True)
    assert older.is_dropped
    assert older.wait(5)
    assert session.start(session.edition) is None, "what was dropped is no start"
    assert not newer.is_dropped
    newer.stop()
    assert newer.wait(20)


def test_two_explanations_do_not_drive_each_other_out(tmp_path):
    session = session_of(small(tmp_path / "mine"))
    answer = asked(session, [])
    for _ in range(200):
        works = [session.why(answer, name) for name in ("A", "B", "C")]
        if all(work.wait(0.1) for work in works):
            return
    raise AssertionError("none of them ends")


def test_impossible_settings_name_the_clash_and_what_would_do(tmp_path):
    session = session_of(small(tmp_path / "mine"))
    answer = asked(session, [("p.A", "in"), ("p.B", "in"), ("p.C", "in")])
    assert answer.plan is None
    work = session.why_not(answer)
    assert work.wait(30)
    assert isinstance(work.result, Why)
    assert any("of main in 2018-19, which has" in reason for reason in work.result.reasons)
    assert any("would do" in words for words, _ in work.result.repairs)


@pytest.mark.slow
def test_two_questions_side_by_side_do_not_disturb_each_other():
    session = session_of(BASELINE)
    answer = asked(session, [("all", "93")])
    thinking = session.why(answer, "CAE-02")
    others = [asked(session, [("all", str(percent))]) for percent in (105,)]
    assert thinking.wait(120)
    assert not hasattr(thinking.result, "words"), thinking.result
    for other in others:
        alone = optimise(other.programme)
        assert other.plan is not None
        assert alone.choices == other.plan.choices
