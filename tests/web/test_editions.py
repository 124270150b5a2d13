"""What is recorded, saved or lost under the page: no answer of one state is given for another."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from hashlib import sha256
from html import unescape
from random import Random
from threading import Thread
from time import monotonic, sleep

import pytest

from prioritise.decisions.address import beside
from prioritise.decisions.binding import bound_by
from prioritise.decisions.entry import Statement
from prioritise.decisions.store import Store
from prioritise.optimise import optimise
from prioritise.programme.records import Decision, Rule, SolverSettings
from prioritise.reading import read
from prioritise.views.rounding import short_points
from prioritise.web.cache import AnswerCache
from prioritise.web.job import Job
from prioritise.web.pages import Pages
from prioritise.web.settings import settings_of
from tests import oracle
from tests.cli.programmes import hard, small
from tests.promises.agreement import how_many
from tests.web.pauses import Steps, happening
from tests.web.visitors import Visitor, session_of, visitor, words_of

TITLE = "Two places"
QUESTIONS = ("", "?all=100.5", "?w.impact=2", "?p.C=in")


def record(store: Store, proposal: str, action: str = "add") -> None:
    """A proposal is agreed, or that is withdrawn."""
    fields = {"proposal": proposal, "action": action, "decision": "agreed"}
    said = Statement(**fields, by="Board", why="Ready")  # type: ignore[arg-type]
    store.append(TITLE, lambda log: said)


def best_of(folder, query: str) -> str:
    """The best that there is now, by exhaustive search, as the page would say it."""
    programme = read(folder).programme
    pairs = [tuple(pair.split("=")) for pair in query[1:].split("&") if pair]
    settings, _ = settings_of(pairs, programme)
    asked = settings.scenario("any").applied_to(programme)
    if beside(folder).file.exists():
        asked = bound_by(asked, Store(beside(folder)).found(TITLE).log).programme
    best = oracle.best(asked)
    if best is None:
        return "No shortlist can keep all the rules"
    return f" {short_points(best.value)} points "


def visited(folder, queries, at: int) -> tuple[Visitor, Steps]:
    """Somebody who asks, while an agreement is withdrawn and seen elsewhere at one step."""
    store, looking = Store(beside(small(folder, budget=10))), []
    record(store, "B")

    def withdraw():
        record(store, "B", "withdraw")
        for opened in looking:
            opened.get("/")

    with happening(at, withdraw) as steps:
        opened = visitor(folder)
        looking.append(opened)
        for query in queries:
            opened.get(f"/{query}")
    return opened, steps


@pytest.mark.slow
def test_what_is_recorded_in_the_midst_of_a_question_leaves_no_wrong_answer(tmp_path, capsys):
    """At steps evenly spread over all that the page does for two questions, one a round."""
    wrong, places, rounds = [], set(), how_many(6, 100)
    _, steps = visited(tmp_path / "counted", QUESTIONS[:2], at=0)
    for number in range(rounds):
        folder = tmp_path / f"mine{number}"
        queries = Random(number).sample(QUESTIONS, 2)
        opened, met = visited(folder, queries, 1 + (2 * number + 1) * steps.taken // (2 * rounds))
        places |= {met.place} - {""}
        opened.get("/")
        for query in QUESTIONS:
            if best_of(folder, query) not in words_of(opened.ended(f"/{query}").text):
                wrong.append((number, met.place, query, best_of(folder, query)))
    with capsys.disabled():
        answers = rounds * len(QUESTIONS)
        print(f"\n{rounds} rounds at {len(places)} lines, {answers} answers, {len(wrong)} wrong")
    assert not wrong
    assert len(places) > rounds / 3


def test_a_decision_withdrawn_while_a_question_is_put_together_counts_in_the_next(
    tmp_path, monkeypatch
):
    folder = small(tmp_path / "mine")
    store = Store(beside(folder))
    record(store, "B")
    opened = visitor(folder)
    opened.ended("/")
    came = []

    def meanwhile(programme, log, original=bound_by):
        if not came and log.entries:
            came.append(log.head)
            record(store, "B", "withdraw")
            opened.session.look()
        return original(programme, log)

    monkeypatch.setattr("prioritise.web.edition.bound_by", meanwhile)
    opened.get("/?w.impact=2")
    assert came
    for query in ("", "?w.impact=2", "?all=100.5"):
        assert best_of(folder, query) in words_of(opened.ended(f"/{query}").text), query


def test_what_was_dropped_is_not_kept(tmp_path):
    opened = visitor(small(tmp_path / "mine"))
    session = opened.session
    session.answer(session.ask(settings_of([], session.edition.scenario)[0])).wait(60)
    question = session.ask(settings_of([("w.impact", "2")], session.edition.scenario)[0])
    work = Job(question, lambda work: None)
    work.drop()
    answer = session._best(question, session.edition.asked(question.settings), work)
    assert answer.plan is not None
    assert not session._best(question, answer.programme, Job(question, lambda work: None)).is_reused


@pytest.mark.parametrize("change", ["decisions", "rules", "solver"])
def test_an_answer_is_known_only_where_nothing_but_money_differs(tmp_path, change):
    programme = read(small(tmp_path / "mine")).programme
    others = {
        "decisions": (Decision(proposal="A", chosen=True, because="agreed"),),
        "rules": (Rule(name="two", measure="count", at_least=Decimal(2)),),
        "solver": SolverSettings(seconds=Decimal(7)),
    }
    asked = programme.revised(**{change: others[change]})
    reuse, plan = AnswerCache(), optimise(asked)
    reuse.keep(asked, plan)
    assert reuse.found(programme) is None
    assert reuse.found(asked).choices == plan.choices


def test_a_dropped_download_is_told_at_once(tmp_path):
    opened = visitor(hard(tmp_path / "hard"))
    told = []

    def download():
        told.append(opened.get("/tables.zip?all=90"))

    opened.get("/")
    thread = Thread(target=download)
    thread.start()
    sleep(0.5)
    began = monotonic()
    opened.get("/?all=80")
    thread.join(20)
    assert monotonic() - began < 5
    words = words_of(opened.get(told[0].headers["location"]).text)
    assert "another question has taken the place of this one; ask it again" in words
    opened.post("/stop", {"all": "90"})


def test_a_look_at_what_was_dropped_does_not_put_it_before_what_took_its_place(tmp_path):
    session = session_of(small(tmp_path / "mine"))
    question = session.ask(settings_of([("all", "80")], session.edition.scenario)[0])
    dropped = Job(question, lambda work: None)
    dropped.drop()
    assert "Searching" in Pages(session, "token").answer(question, dropped, ())
    assert question not in session._answers._works


@pytest.mark.parametrize("change", ["edited", "broken", "deleted", "added"])
def test_inputs_that_change_are_said_and_can_be_read_again(tmp_path, change):
    folder = small(tmp_path / "mine")
    opened = visitor(folder)
    assert "Inputs have changed" not in words_of(opened.ended("/").text)
    costs = folder / "costs.csv"
    if change == "edited":
        costs.write_text(costs.read_text("utf-8").replace("C,main,4,4", "C,main,1,1"), "utf-8")
    elif change == "broken":
        costs.write_text("nothing of the kind\n", "utf-8")
    elif change == "deleted":
        costs.unlink()
    else:
        (folder / "links.csv").write_text("kind,proposal,other,value\nexcludes,A,C,\n", "utf-8")
    name = "links.csv is new" if change == "added" else "costs.csv"
    for text in (opened.get("/").text, opened.post("/ask", {"all": "95"}, live=True).text):
        words = words_of(text)
        assert "Inputs have changed: " + name in words
        assert "no better list exists" not in words
        assert "`run` may now give another" in words.replace(" run ", " `run` ")
    told = opened.post("/save", {"title": "Kept"}).headers["location"]
    assert "gives the same shortlist" not in words_of(opened.get(told).text)
    told = opened.post("/read-again", {}).headers["location"]
    words = words_of(opened.get(told).text)
    if change in ("broken", "deleted"):
        assert "Not read again; what was read before stays" in words
        assert "costs.csv" in words
    else:
        assert "Inputs and record are read again" in words
        assert best_of(folder, "") in words_of(opened.ended("/").text)
        assert "Inputs have changed" not in opened.get("/").text


def test_a_report_names_the_hash_of_what_was_read(tmp_path):
    folder = small(tmp_path / "mine")
    opened = visitor(folder)
    costs = folder / "costs.csv"
    before = sha256(costs.read_bytes()).hexdigest()
    opened.ended("/")
    costs.write_bytes(costs.read_bytes() + b"\n")
    page = opened.get("/report.html").text
    assert before in page
    assert sha256(costs.read_bytes()).hexdigest() not in page
    assert "they have changed since they were read for this answer" in page
    costs.unlink()
    assert before in opened.get("/report.html").text


def test_an_idle_look_tells_once_what_has_changed(tmp_path):
    """The page asks by itself; where it knows already, nothing is sent."""
    folder = small(tmp_path / "mine")
    store, file = Store(beside(folder)), folder / "decisions.sqlite"
    record(store, "A")
    opened = visitor(folder)
    look = re.search(r'hx-get="(/changes[^"]*)"', opened.ended("/?all=90").text)[1]

    def told() -> str:
        nonlocal look
        found = opened.get(unescape(look))
        if found.status == 204:
            return ""
        look = re.search(r'hx-get="(/changes[^"]*)"', found.text)[1]
        return words_of(found.text)

    assert told() == ""
    record(store, "B")
    assert "Decisions have been recorded or withdrawn since" in told()
    assert told() == ""
    file.write_bytes(b"no database")
    assert "Recorded decisions cannot be read" in told()
    assert told() == ""
    file.unlink()
    assert "Recorded decisions are missing" in told()
    assert told() == ""
    (folder / "costs.csv").unlink()
    assert "costs.csv is gone" in told()


@pytest.mark.parametrize("how", ["deleted", "shortened"])
def test_a_store_that_has_lost_what_was_seen_is_told(tmp_path, how):
    folder = small(tmp_path / "mine")
    store, file = Store(beside(folder)), folder / "decisions.sqlite"
    record(store, "A")
    shutil.copy(file, tmp_path / "earlier.sqlite")
    record(store, "B")
    opened = visitor(folder)
    assert "are missing" not in words_of(opened.ended("/").text)
    if how == "deleted":
        file.unlink()
    else:
        shutil.copy(tmp_path / "earlier.sqlite", file)
    words = words_of(opened.get("/").text)
    assert "Recorded decisions are missing" in words
    assert "no better list exists" not in words
    decision = {"proposal": "C", "decision": "agreed", "by": "Board", "why": "Ready"}
    told = opened.post("/decide", decision).headers["location"]
    assert "Nothing was recorded" in words_of(opened.get(told).text)
    assert file.exists() == (how == "shortened")
    told = opened.post("/read-again", {}).headers["location"]
    words = words_of(opened.get(told).text)
    assert ("no entries" if how == "deleted" else "1 entry") + " recorded" in words
    assert "Recorded decisions are missing" not in words
    assert best_of(folder, "") in words_of(opened.ended("/").text)
