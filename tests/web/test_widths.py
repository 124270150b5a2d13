"""The page at every width, from a phone to a wall, and zoomed: nothing falls apart."""

from __future__ import annotations

import pytest

from tests.browser import browser, faults_of
from tests.web.served import page_of, served
from tests.web.visitors import BASELINE, session_of

pytestmark = pytest.mark.slow

WIDTHS = (320, 390, 768, 853, 1024, 1280, 1920)
QUERY = "/?all=93&p.BRI-03=out"
NARROWEST = 160
"""Pixels that a column of text has at least."""
LOOK = """() => {
  const box = e => e.getBoundingClientRect();
  const seen = (...names) => names.flatMap(n => [...document.querySelectorAll(n)])
    .filter(e => box(e).width > 1);
  const lines = e => Math.round(box(e).height / parseFloat(getComputedStyle(e).lineHeight));
  return {
    narrow: seen('.w-what', '.w-label', '.w-money th.p-row', '.w-swaplist li', '.w-sentences')
      .filter(e => box(e).width < NARROWEST).map(e => e.className + ' ' + e.innerText),
    broken: seen('.w-key__figure', '.w-figure', '.w-caption', '.w-percent')
      .filter(e => lines(e) > 1).map(e => e.innerText),
    beyond: seen('svg', '.w-key', '.w-lock', '.w-row', '.w-number', '.w-changes')
      .filter(e => !e.closest('.p-scroll'))
      .filter(e => box(e).right > document.documentElement.clientWidth + 1 || box(e).left < -1)
      .map(e => e.outerHTML.slice(0, 99)),
    across: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    height: document.documentElement.scrollHeight,
  }
}""".replace("NARROWEST", str(NARROWEST))
"""What is too narrow, on two lines that belongs on one, or beyond its place; and the height."""


def test_the_page_holds_together_at_every_width_and_zoomed(capsys):
    """No narrow column, no broken figure, no fault of accessibility; the bar stays in sight."""
    heights = {}
    with browser() as tools, served(session_of(BASELINE)) as place:
        for width, zoom in (*((width, 1) for width in WIDTHS), (640, 2)):
            page, _ = page_of(tools, place, width, device_scale_factor=zoom)
            page.goto(place.address)
            page.wait_for_selector(".w-sentences", timeout=60_000)
            page.goto(place.address + QUERY)
            page.wait_for_selector(".w-changes", timeout=60_000)
            page.wait_for_selector("#settling", state="detached", timeout=60_000)
            found = page.evaluate(LOOK)
            heights[width] = found.pop("height")
            assert found == {"narrow": [], "broken": [], "beyond": [], "across": 0}, width
            page.evaluate("document.querySelector('#row-40').scrollIntoView()")
            assert (
                page.evaluate("document.querySelector('.w-keys').getBoundingClientRect().top") == 0
            )
            shown = "document.querySelector('#row-40').getBoundingClientRect().top"
            bar = "document.querySelector('#top').getBoundingClientRect().bottom"
            assert page.evaluate(f"{shown} >= {bar}"), "the bar hides nothing that is gone to"
            if width in (320, 768, 1024, 1920):
                assert faults_of(page)[0] == []
            page.context.close()
    with capsys.disabled():
        print(f"\nheights by width: {heights}")
    assert all(heights[width] <= 1.5 * heights[1280] for width in heights if width > 320)
    assert heights[320] <= 1.7 * heights[1280]


def test_what_is_searched_stays_in_sight_with_its_stop(tmp_path):
    """However far the page is scrolled, progress and Stop stand at its top."""
    from tests.cli.programmes import hard

    with browser() as tools, served(session_of(hard(tmp_path / "hard"))) as place:
        page, _ = page_of(tools, place)
        page.goto(place.address)
        page.wait_for_selector(".w-stop", timeout=60_000)
        page.mouse.wheel(0, 3000)
        page.wait_for_timeout(100)
        box = page.locator(".w-stop").bounding_box()
        assert 0 <= box["y"] < 200
        page.click(".w-stop")
        page.wait_for_selector(".w-key--open", timeout=60_000)


def test_the_page_on_paper_is_dark_on_white():
    """Key figures and states are legible where a printer leaves backgrounds out."""
    with browser() as tools, served(session_of(BASELINE)) as place:
        page, _ = page_of(tools, place)
        page.goto(place.address)
        page.wait_for_selector(".w-sentences", timeout=60_000)
        page.emulate_media(media="print")
        colours = page.evaluate(
            "[...document.querySelectorAll('.w-key, .w-row .w-state')].map(e => "
            "[getComputedStyle(e).color, getComputedStyle(e).backgroundColor])"
        )
    dark = {"rgb(0, 0, 0)", "rgb(43, 44, 44)", "rgb(72, 73, 73)"}
    assert {ink for ink, _ in colours} <= dark
    assert {paper for _, paper in colours} <= {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}
