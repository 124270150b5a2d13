"""What the page shows and does, without a script and with one."""

from __future__ import annotations

import io
import os
import re
import zipfile
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from prioritise.render.csv_file import csv_text
from prioritise.views.run.run_tables import run_tables
from prioritise.web.settings import PageSettings
from tests.cli.programmes import REPOSITORY, SETTINGS, hard, small, write
from tests.web.visitors import Visitor, session_of, visitor, words_of


@pytest.fixture
def folder(tmp_path):
    return small(tmp_path / "mine")


@pytest.fixture
def two(folder) -> Visitor:
    opened = visitor(folder)
    opened.ended("/")
    return opened


def test_the_page_shows_the_answer_and_everything_that_can_be_moved(two):
    page = two.get("/").text
    words = words_of(page)
    assert "2 of 3 proposals for £20k of £20k." in words
    assert "proven best" in words
    for name in ("all", "s.main", "w.impact", "h.n", "h.s", "p.A", "p.B", "p.C"):
        assert f'name="{name}"' in page
    assert "Nothing is moved yet." in words


def test_without_a_script_a_form_leads_to_the_address_of_the_question(two):
    moved = {"all": "100", "s.main": "50", "w.impact": "1", "p.B": "free", "p.A": "out"}
    answer = two.post("/ask", moved)
    assert (answer.status, answer.headers["location"]) == (303, "/?s.main=50&p.A=out")
    words = words_of(two.ended(answer.headers["location"]).text)
    assert "Changes against The programme as it stands" in words
    assert "Goes out (2)" in words
    assert "Comes in (1) Bridge B" in words


def test_with_a_script_only_what_changed_comes_back(two):
    two.session.answer(two.session.ask(PageSettings())).wait(60)
    answer = two.post("/ask", {"all": "50"}, live=True)
    assert answer.status == 200
    assert answer.headers["hx-push-url"] == "/?all=50", "so that Back undoes it"
    assert "<html" not in answer.text
    assert "Goes out" in answer.text
    assert 'id="budget-all-caption" hx-swap-oob="true">£10k<' in answer.text
    assert 'href="/tables.zip?all=50"' in answer.text


def test_a_hub_without_its_tick_takes_no_part(two):
    answer = two.post("/ask", {"h.n": "out", "h.s": "in"})
    assert answer.headers["location"] == "/?h.n=out"
    words = words_of(two.ended("/?h.n=out").text)
    assert "North takes no part, 1 proposal" in words
    assert "North; South takes no part, 1 proposal" in words


def test_a_field_that_makes_no_sense_is_said_beside_the_answer(two):
    answer = two.post("/ask", {"all": "lots"})
    words = words_of(two.get(answer.headers["location"]).text)
    assert "all: found 'lots', expected a number from 0 to 1,000" in words
    live = two.post("/ask", {"w.impact": "-1"}, live=True)
    assert "w.impact: found '-1'" in words_of(live.text)


def test_weights_that_are_all_nothing_are_said_in_words(two):
    words = words_of(two.ended("/?w.impact=0").text)
    assert "There is no answer" in words
    assert "criteria" in words
    assert "bug" not in words


def test_what_is_impossible_is_explained_and_can_be_undone(two):
    query = "/?p.A=in&p.B=in&p.C=in"
    two.ended(query)
    page = two.get(query)
    words = words_of(page.text)
    for _ in range(60):
        if "would do" in words and "Looking for" not in words:
            break
        words = words_of(two.get(f"/why-not{query[1:]}").text)
    assert "would do" in words
    assert "No shortlist can keep all the rules" in words_of(page.text)
    assert 'name="p.B" value="free"' in page.text, "the lock can be given up"


def test_a_long_search_shows_how_far_it_is_and_can_be_stopped(tmp_path):
    opened = visitor(hard(tmp_path / "hard"))
    page = opened.get("/")
    assert "Searching" in page.text
    assert "<noscript><meta http-equiv=" in page.text
    so_far = r"best so far [\d,.]+ points, at most [\d,.]+ more"  # the button says "best so far"
    while not re.search(so_far, words_of(progress := opened.get("/answer").text)):
        assert "Searching" in progress
    stopped = opened.post("/stop", {}, live=True)
    words = words_of(stopped.text)
    assert "not proven" in words
    assert "Stopped: this is the best shortlist found so far" in words
    again = opened.post("/go-on", {}, live=True)
    assert again.headers["hx-retarget"] == "#progress"
    opened.post("/stop", {})


def test_why_not_mine_is_answered_when_it_is_asked(two):
    address = "/why?proposal=B"
    answer = two.get(address).text
    for _ in range(100):
        if "Working it out" not in answer:
            break
        answer = two.get(address).text
    words = words_of(answer)
    assert "Having it in costs" in words
    assert "Goes out: A Arcade" in words
    assert "There is no such proposal" in two.get("/why?proposal=X").text
    whole = two.get("/?why=B").text
    assert "Having it in costs" in words_of(whole), "without a script too"


def test_a_scenario_is_saved_beside_what_was_opened_and_never_over_another(two, folder):
    told = two.post("/save", {"title": "Half of it", "all": "50"})
    words = words_of(two.get(told.headers["location"]).text)
    assert "Saved as half-of-it.yaml." in words
    text = (folder.parent / "half-of-it.yaml").read_text("utf-8")
    assert "all: {scale: 0.5}" in text
    again = two.post("/save", {"title": "Half of it", "all": "40"})
    words = words_of(two.get(again.headers["location"]).text)
    assert "Not done" in words
    assert "is there already, and stays as it is" in words
    assert (folder.parent / "half-of-it.yaml").read_text("utf-8") == text


def test_a_notice_is_said_once(two):
    told = two.post("/save", {"title": "One"}).headers["location"]
    assert "Saved as" in two.get(told).text
    assert "Saved as" not in two.get(told).text
    assert "evil" not in words_of(two.get("/?notice=evil").text)


def test_a_scenario_can_be_taken_away(two):
    answer = two.get("/scenario.yaml?all=50&title=Less")
    assert answer.headers["content-disposition"] == 'attachment; filename="less.yaml"'
    assert "title: Less\nprogramme: mine\n" in answer.text


def test_tables_are_those_that_run_writes(two):
    answer = two.get("/tables.zip?all=90")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    plan = two.session.answer(two.session.ask(PageSettings(every=90))).result.plan  # type: ignore[arg-type]
    for table in run_tables(plan):
        assert archive.read(f"{table.name}.csv").decode() == csv_text(table)
    assert "datapackage.json" in archive.namelist()


def test_a_page_and_a_workbook_can_be_taken_away(two):
    page = two.get("/report.html?all=50")
    assert page.headers["content-disposition"] == 'attachment; filename="report.html"'
    assert "all budgets 50%" in words_of(page.text)
    book = two.get("/programme.xlsx?all=50")
    assert book.content[:2] == b"PK"


def test_nothing_is_taken_away_where_nothing_is_possible(two):
    for name in ("tables.zip", "report.html"):
        told = two.get(f"/{name}?p.A=in&p.B=in&p.C=in")
        assert told.status == 303
        words = words_of(two.get(told.headers["location"]).text)
        assert "There is nothing to download: no shortlist keeps all the rules" in words


def test_a_decision_is_recorded_as_agree_records_it_and_binds_at_once(two, folder):
    from prioritise.decisions.address import beside
    from prioritise.decisions.store import Store

    before = words_of(two.get("/").text)
    assert "Nothing is recorded yet" in before
    fields = {"proposal": "B", "decision": "agreed", "by": "Project board", "why": "Is ready"}
    told = two.post("/decide", fields)
    log = Store(beside(folder)).verified("Two places").log
    assert [(e.proposal, e.decision, e.by, e.why) for e in log.entries] == [
        ("B", "agreed", "Project board", "Is ready")
    ]
    two.ended("/")
    words = words_of(two.get(told.headers["location"]).text)
    assert "Recorded as entry 1: B agreed, by Project board. Write the head into the minutes: " in (
        words
    )
    assert log.head in words
    start = two.session.start(two.session.edition)
    assert start is not None
    assert start.plan is not None
    assert "B" in start.plan.shortlist
    assert "As agreed" in words


@pytest.mark.parametrize("left_out", ["proposal", "decision", "by", "why"])
def test_a_decision_without_a_part_is_not_recorded(two, left_out):
    fields = {"proposal": "B", "decision": "agreed", "by": "Board", "why": "Ready", left_out: " "}
    told = two.post("/decide", fields)
    assert "Nothing was recorded" in two.get(told.headers["location"]).text
    assert not two.session.log().entries


def test_a_damaged_record_is_said_in_words(two, folder):
    (folder / "decisions.sqlite").write_bytes(b"no store" * 400)
    answer = two.get("/")
    assert answer.status == 409
    assert "Traceback" not in answer.text
    assert "decisions.sqlite" in answer.text


def test_without_agreements_decisions_are_recorded_and_not_honoured(folder):
    opened = visitor(folder, agreements=False)
    opened.post("/decide", {"proposal": "B", "decision": "agreed", "by": "Board", "why": "Ready"})
    words = words_of(opened.ended("/").text)
    assert "1 entry recorded" in words
    assert "decisions are recorded here, and not honoured" in words
    start = opened.session.start(opened.session.edition)
    assert start is not None
    assert start.plan is not None
    assert "B" not in start.plan.shortlist


def test_whatever_goes_wrong_inside_is_said_without_a_traceback(two, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("something <b>inside</b>")

    monkeypatch.setattr("prioritise.web.pages.controls", broken)
    answer = two.get("/")
    assert answer.status == 500
    assert "This is a bug in prioritise: ZeroDivisionError" in answer.text
    assert "<b>" not in answer.text
    assert "Traceback" not in answer.text
    live = two.post("/ask", {"all": "90"}, live=True)
    assert live.headers["hx-retarget"] == "#progress"
    monkeypatch.undo()
    monkeypatch.setattr("prioritise.web.session.optimise", broken)
    words = words_of(two.ended("/?all=61").text)
    assert "this is a bug in prioritise: ZeroDivisionError" in words


class _Live(HTMLParser):
    """Everything on a page that could run or load something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.asked: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag == "script":
            self.found.append(str(dict(attrs)))
        for name, value in attrs:
            if name.startswith(("on", "style", "hx-on")):
                self.found.append(f"{tag} {name}")
            if name in ("src", "href", "action", "formaction", "hx-get", "hx-post"):
                self.asked.append(value or "")


def test_names_of_every_kind_stay_text_and_nothing_is_asked_of_others(tmp_path):
    from tests.views.test_sanitise import COMMANDS, FORMULAS

    names = [*FORMULAS, *COMMANDS, "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>']
    names = [name for name in names if name.isprintable() and len(name) < 100]
    folder = write(
        tmp_path / "hostile",
        SETTINGS,
        hubs=[["hub", "name"], ["n", "<b onclick=x>North</b>"]],
        streams=[["stream", "name", "2018-19", "2019-20"], ["m", "'\"><svg onload=x>", 10, 10]],
        proposals=[
            ["proposal", "title", "hub", "impact"],
            *([f"P{number}", name, "n", 5] for number, name in enumerate(names)),
        ],
        costs=[
            ["proposal", "stream", "2018-19", "2019-20"],
            *([f"P{number}", "m", 1, 1] for number in range(len(names))),
        ],
    )
    opened = Visitor(session_of(folder)).open()
    live = _Live()
    for address in ("/", "/?all=50", "/?p.P1=out&why=P2"):
        live.feed(opened.ended(address).text)
    assert all("/assets/" in each for each in live.found)
    assert all(each.startswith(("/", "#")) for each in live.asked)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM"])
def test_stop_means_stop(tmp_path, number):
    import signal
    import socket
    from time import monotonic

    from tests.cli.programmes import started

    process = started("serve", hard(tmp_path / "hard"), "--no-browser")
    link = process.stdout.readline()
    port = int(re.search(r"127\.0\.0\.1:(\d+)/open\?key=", link)[1])
    socket.create_connection(("127.0.0.1", port), timeout=5).close()
    began = monotonic()
    process.send_signal(getattr(signal, number))
    _, err = process.communicate(timeout=10)
    assert monotonic() - began < 2
    assert process.returncode == 130
    assert "Traceback" not in err
    with pytest.raises(OSError, match=r"."):
        socket.create_connection(("127.0.0.1", port), timeout=1)


def test_a_missing_part_is_named(tmp_path):
    import subprocess
    import sys

    code = (
        "import sys; sys.modules['fastapi'] = None\n"
        f"sys.argv[1:] = ['serve', {str(small(tmp_path / 'mine'))!r}]\n"
        "from prioritise.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 2
    assert 'python -m pip install "prioritise[web]"' in done.stderr


def two_criteria(folder):
    """Three proposals of which two fit, by two weights."""
    settings = SETTINGS + "  reach: {weight: 1, scale: [0, 10]}\n"
    return write(
        folder,
        settings,
        hubs=[["hub", "name"], ["n", "North"]],
        streams=[["stream", "name", "2018-19", "2019-20"], ["main", "Main Fund", 10, 10]],
        proposals=[
            ["proposal", "title", "hub", "impact", "reach"],
            ["A", "Arcade", "n", 9, 1],
            ["B", "Bridge", "n", 6, 9],
        ],
        costs=[
            ["proposal", "stream", "2018-19", "2019-20"],
            ["A", "main", 6, 6],
            ["B", "main", 5, 1],
        ],
    )


def test_points_are_gained_or_lost_by_the_weights_as_they_are_now(tmp_path):
    opened = visitor(two_criteria(tmp_path / "two"))
    opened.ended("/")
    page = words_of(opened.ended("/?w.reach=0").text)
    start, moved = (
        opened.session.answer(opened.session.ask(PageSettings(weights=weights))).result
        for weights in ((), (("reach", Decimal(0)),))
    )
    assert (start.plan.shortlist, moved.plan.shortlist) == (("B",), ("A",))
    assert opened.session.start_value(moved.question) == 60
    assert "90 points (+30)" in page
    assert ": +30 points," in page
    assert "by the weights as they are now" in page
    assert "is worth 60 points" in page


@pytest.mark.slow
def test_the_page_to_take_away_tells_what_report_tells_of_the_saved_file(tmp_path):
    opened = Visitor(session_of(REPOSITORY / "scenarios" / "appraised.yaml")).open()
    opened.ended("/?all=95")
    words = words_of(opened.get("/report.html?all=95").text)
    assert "What it brings over time" in words
    assert "Who can reach the hubs" in words


def test_the_next_change_takes_the_notice_away_and_proposes_its_own_title(two):
    two.session.answer(two.session.ask(PageSettings())).wait(60)
    moved = two.post("/ask", {"all": "50"}, live=True).text
    assert '<div id="notice-place" hx-swap-oob="true"></div>' in moved
    assert 'data-title="The programme as it stands: all budgets 50%"' in moved
    assert 'id="save-title"' not in moved, "what somebody types stays"
    assert "notice-place" not in two.get("/answer?all=50").text, "nothing was moved by waiting"


def test_where_nothing_is_possible_every_proposal_can_still_be_locked(two):
    page = two.ended("/?p.A=in&p.B=in").text
    assert "No shortlist can keep all the rules" in page
    for name in "ABC":
        assert f'name="p.{name}" value="out"' in page


def test_a_decision_that_leaves_no_shortlist_says_so(two):
    fields = {"decision": "agreed", "by": "Project board", "why": "Is ready"}
    words = ""
    for name in "AB":
        told = two.post("/decide", {"proposal": name, **fields}).headers["location"]
        words = words_of(two.get(told).text)
    assert "With this decision, no shortlist is possible under these settings" in words
    assert "prioritise agree withdraw mine B" in words
