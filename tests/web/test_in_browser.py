"""The page in a real browser: the list follows the slider, and anyone can use it."""

from __future__ import annotations

from statistics import median
from threading import Thread
from time import sleep

import pytest

from prioritise.decisions.address import beside
from prioritise.decisions.store import Store
from prioritise.reading import Reading
from prioritise.web.edition import Opened
from prioritise.web.opening import open_link
from prioritise.web.session import Session
from tests import small as build
from tests.browser import browser, faults_of
from tests.cli.programmes import hard, small
from tests.render.reports import HOSTILE
from tests.web.served import page_of, served
from tests.web.test_editions import record
from tests.web.visitors import BASELINE, session_of

pytestmark = pytest.mark.slow

PHONE = 390
"""Width of a phone."""
MOVES = (90, 80, 110, 85, 120, 88, 93)
DRAG = "(e, v) => { e.value = v; e.dispatchEvent(new Event('input', {bubbles: true})) }"
TIMED = """
percent => new Promise(done => {
  const words = () => document.querySelector('.w-sentences')?.innerText;
  const before = words(), began = performance.now();
  const watch = new MutationObserver(() => {
    if (words() && words() !== before) {
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => done((performance.now() - began) / 1000)));
    }
  });
  watch.observe(document.querySelector('#answer'),
    {subtree: true, childList: true, characterData: true});
  const slider = document.querySelector('[data-for=budget-all]');
  slider.value = percent;
  slider.dispatchEvent(new Event('input', {bubbles: true}));
})
"""
"""Moves the slider, and gives the seconds until the changed list is on the screen."""
KEYS = ".w-keys"


@pytest.fixture(scope="module")
def tools():
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def valleys():
    with served(session_of(BASELINE)) as place:
        yield place


@pytest.fixture
def mine(tmp_path):
    with served(session_of(small(tmp_path / "mine"))) as place:
        yield place


def changed(page, before: str) -> None:
    """Wait until the answer is another one."""
    gone = page.locator(".w-sentences", has_text=before)
    gone.wait_for(state="detached", timeout=60_000)
    page.wait_for_selector(".w-sentences")


def sentence(page) -> str:
    return page.inner_text(".w-sentences")[:45]


def widths(page) -> tuple[int, int]:
    return page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")


def test_the_list_follows_the_slider_and_no_request_leaves_for_another_host(tools, valleys, capsys):
    page, asked = page_of(tools, valleys)
    page.goto(valleys.address)
    page.wait_for_selector(KEYS)
    taken = []
    for percent in MOVES:
        taken.append(page.evaluate(TIMED, percent))
        assert page.input_value("#budget-all") == str(percent)
    page.wait_for_selector("#settling", state="detached")
    assert page.url == f"{valleys.address}/?all={MOVES[-1]}"
    elsewhere = [url for url in asked if not url.startswith(f"{valleys.address}/")]
    with capsys.disabled():
        print(
            f"\nslider moved, list changed: {median(taken):.2f} s in the middle of {len(taken)}, "
            f"{max(taken):.2f} s at most; {len(elsewhere)} of {len(asked)} requests to others"
        )
    assert elsewhere == []


def test_the_page_has_no_fault_of_accessibility_in_any_state(tools, valleys, mine, capsys):
    checked = elements = states = 0

    def look(page) -> None:
        nonlocal checked, elements, states
        wrong, checks = faults_of(page)
        assert wrong == []
        checked, states = checked + checks, states + 1
        elements += page.evaluate("document.querySelectorAll('*').length")

    page, _ = page_of(tools, valleys)
    page.goto(f"{valleys.address}/?all=93&p.BRI-03=out")
    page.wait_for_selector(".w-changes", timeout=60_000)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    look(page)
    for width in (1280, PHONE):
        page, _ = page_of(tools, mine, width)
        page.goto(f"{mine.address}/?why=B")
        page.wait_for_selector("#row-1 .w-answer strong", timeout=60_000)
        look(page)
        page.fill("#save-title", f"Scenario {width}")
        page.click("text=Save beside the scenario")
        page.wait_for_selector(".govuk-notification-banner")
        look(page)
        page.goto(f"{mine.address}/?p.A=in&p.B=in&p.C=in&all=x")
        page.wait_for_selector("text=would do", timeout=60_000)
        look(page)
    with capsys.disabled():
        print(
            f"\n0 faults in {states} states, {elements:,} elements, {checked:,} checks of elements"
        )


def test_it_fits_a_phone_in_every_state(tools, valleys, mine):
    for place, query in (
        (valleys, "/"),
        (valleys, "/?all=93"),
        (mine, "/?why=B"),
        (mine, "/?p.A=in&p.B=in&p.C=in"),
    ):
        page, _ = page_of(tools, place, PHONE)
        page.goto(place.address + query)
        page.wait_for_selector("#answer h2")
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        scroll, width = widths(page)
        assert scroll <= width == PHONE


def test_it_works_without_a_script(tools, mine):
    page, asked = page_of(tools, mine, java_script_enabled=False)
    page.goto(mine.address)
    assert not page.locator(".w-range").first.is_visible()
    page.fill("#budget-all", "50")
    page.click("text=Update")
    page.wait_for_selector("text=Goes out")
    page.locator("label[for=lock-1-out]").click()
    page.click("text=Update")
    page.wait_for_selector("text=1 of 3")
    assert page.url == f"{mine.address}/?all=50&p.B=out"
    page.locator("#row-0 .w-ask a").click()
    page.wait_for_selector("#row-0 .w-answer")
    assert not [url for url in asked if url.endswith(".js")]


def test_it_works_with_a_keyboard(tools, mine):
    page, _ = page_of(tools, mine)
    page.goto(mine.address)
    page.wait_for_selector(KEYS)
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.type"))
        if reached[-1] == "lock-0-free":
            break
    assert "range" not in reached, "the number beside a slider is the same for keys"
    assert "budget-all" in reached
    assert "hub-0" in reached
    assert reached[-1] == "lock-0-free"
    before = sentence(page)
    page.keyboard.press("ArrowRight")
    changed(page, before)
    assert page.evaluate("document.activeElement.id") == "lock-0-out", "the focus stays"
    assert "/?p.A=out" in page.url
    page.keyboard.press("Shift+Tab")
    page.focus("#budget-all")
    before = sentence(page)
    for _ in range(40):
        page.keyboard.press("ArrowDown")
    changed(page, before)
    assert page.input_value("#budget-all") == "60"
    assert page.input_value("[data-for=budget-all]") == "60"


def test_the_first_why_is_a_few_keys_away(tools, valleys):
    page, _ = page_of(tools, valleys)
    page.goto(valleys.address)
    page.wait_for_selector(KEYS)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to the proposals"
    page.keyboard.press("Enter")
    reached = []
    for _ in range(2):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.innerText"))
    assert reached[-1].startswith("Why?"), "after its lock"


def test_a_lock_by_a_click_and_why_not_mine(tools, mine):
    page, _ = page_of(tools, mine)
    page.goto(mine.address)
    before = sentence(page)
    page.click("label[for=lock-1-in]")
    changed(page, before)
    assert page.locator("#row-1.w-row--in").count() == 1
    page.click("#row-0 .w-ask a")
    page.wait_for_selector("#row-0 .w-answer strong")
    before = sentence(page)
    page.click("label[for=lock-1-free]")
    changed(page, before)
    assert page.locator(".w-answer").count() == 0, "it spoke of other settings"
    page.click("text=Back to the start")
    page.wait_for_selector(".w-invite")
    assert page.url == f"{mine.address}/"


def test_a_long_search_shows_its_progress_and_stops_at_a_click(tools, tmp_path):
    with served(session_of(hard(tmp_path / "hard"))) as place:
        page, _ = page_of(tools, place)
        page.goto(place.address)
        page.wait_for_selector("text=best so far", timeout=60_000)
        page.click(".w-stop")
        page.wait_for_selector(".w-key--open", timeout=60_000)
        assert "not proven" in page.inner_text(".w-inset")
        page.eval_on_selector("[data-for=budget-all]", DRAG, "80")
        page.wait_for_selector("text=belongs to the settings before", timeout=60_000)
        page.eval_on_selector("[data-for=budget-all]", DRAG, "0")
        page.wait_for_selector('.w-key__figure:text-is("0 of 150")', timeout=60_000)
        assert page.locator("#working").count() == 0, "the older search is forgotten"


def hostile_desk(folder) -> Session:
    """A programme whose every name means harm."""
    names = [text.replace("\0", "?") or "?" for text in HOSTILE]
    hubs = tuple(build.hub(f"{names[n]}{n}") for n in range(3))
    streams = (build.stream(names[3], (50, 50)), build.stream(names[4], (40, 40)))
    proposals = [
        build.proposal(
            f"{number} {name}"[:190], 1 + number % 9, (hubs[number % 3].hub,)
        ).model_copy(update={"title": name})
        for number, name in enumerate(names)
    ]
    costs = [
        build.cost(each.proposal, 1, 1, stream=streams[number % 2].stream)
        for number, each in enumerate(proposals)
    ]
    programme = build.programme(
        proposals, costs, hubs=hubs, streams=streams, title=names[5], scenario=names[6]
    )
    reading = Reading(programme, (), None, (), folder / "programme.yaml", folder)
    return Session(lambda anew: Opened(reading, programme, None, {}), beside(folder))


@pytest.mark.parametrize("bypassed", [False, True], ids=["policy", "no policy"])
def test_no_hostile_name_runs(tools, tmp_path, bypassed, capsys):
    with served(hostile_desk(tmp_path)) as place:
        page, asked = page_of(tools, place, bypass_csp=bypassed)
        page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
        page.add_init_script("window.hits = []; window.hit = n => window.hits.push(n)")
        page.goto(place.address)
        page.wait_for_selector(KEYS, timeout=60_000)
        before = sentence(page)
        page.eval_on_selector("[data-for=budget-all]", DRAG, "70")
        changed(page, before)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.wait_for_selector(".w-group:not(:has(.w-list))", state="detached", timeout=60_000)
        page.click("#row-7 .w-ask a")
        page.wait_for_selector("#row-7 .w-answer strong", timeout=60_000)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.mouse.move(600, 500)
        page.wait_for_timeout(200)
        assert page.evaluate("window.hits") == []
        assert all(url.startswith(f"{place.address}/") for url in asked)
        assert page.evaluate("[...document.scripts].every(s => s.src.includes('/assets/'))")
        assert page.locator(".w-row[id]").count() == len(HOSTILE)
        with capsys.disabled():
            print(f"\n{len(HOSTILE)} hostile names, none ran; {len(asked)} requests, all to itself")


def test_the_private_file_leads_a_browser_in_and_pages_on_two_ports_keep_their_own(
    tools, mine, tmp_path, monkeypatch
):
    context = tools.new_context()
    addresses, pages = [], []
    monkeypatch.setattr("webbrowser.open", lambda address: not addresses.append(address))
    with served(session_of(small(tmp_path / "other"))) as other:
        for place in (mine, other):
            opening = Thread(target=open_link, args=(place.link, place.keys.followed))
            opening.start()
            while len(addresses) <= len(pages):
                sleep(0.01)
            page = context.new_page()
            page.goto(addresses[-1])
            page.wait_for_url(f"{place.address}/")
            page.wait_for_selector(KEYS)
            opening.join(5)
            pages.append(page)
        for page in pages:
            page.reload()
            page.wait_for_selector(KEYS)
            assert place.keys.link not in page.url
    names = {cookie["name"] for cookie in context.cookies()}
    assert len(names) == 2, "a cookie for each port"
    context.close()


def test_an_idle_page_tells_by_itself_what_has_changed(tools, tmp_path, monkeypatch):
    """Inputs, then a decision that somebody else records; nobody moves anything."""
    monkeypatch.setattr("prioritise.web.pages.PAUSE", "200ms")
    folder = small(tmp_path / "mine")
    with served(session_of(folder)) as place:
        page, _ = page_of(tools, place)
        page.goto(place.address)
        page.wait_for_selector(KEYS)
        costs = folder / "costs.csv"
        before = costs.read_bytes()
        costs.write_bytes(before.replace(b"B,main,5,1", b"B,main,1,1"))
        page.wait_for_selector("text=costs.csv has changed")
        assert "of what was read" in page.inner_text(KEYS)
        assert faults_of(page)[0] == []
        costs.write_bytes(before)
        page.wait_for_selector(".w-outdated", state="detached")
        record(Store(beside(folder)), "C")
        page.wait_for_selector("text=Decisions have been recorded")
        assert faults_of(page)[0] == []
        page.click("text=Show the list under them")
        page.wait_for_selector("text=1 entry recorded")
        assert not page.query_selector(".w-outdated")


def test_changed_inputs_are_read_again_at_a_click(tools, tmp_path):
    folder = small(tmp_path / "mine")
    with served(session_of(folder)) as place:
        page, _ = page_of(tools, place)
        page.goto(place.address)
        page.wait_for_selector(KEYS)
        costs = folder / "costs.csv"
        costs.write_text(costs.read_text("utf-8").replace("B,main,5,1", "B,main,1,1"), "utf-8")
        before = sentence(page)
        page.locator("[data-for=budget-all]").evaluate(DRAG, "101")
        page.wait_for_selector(".w-outdated")
        assert "costs.csv has changed" in page.inner_text(".w-outdated")
        assert "of what was read" in page.inner_text(KEYS)
        assert faults_of(page)[0] == []
        page.click("text=Read them again")
        page.wait_for_selector("text=Inputs and record are read again")
        page.wait_for_selector(KEYS)
        assert not page.query_selector(".w-outdated")
        assert sentence(page) != before
