"""Undo and redo: every move is a step, and its address leads there with or without a script."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from prioritise.web.settings import PageSettings
from prioritise.web.trail import MOST, Trail
from tests.browser import browser
from tests.cli.programmes import small
from tests.web.served import page_of, served
from tests.web.test_in_browser import DRAG
from tests.web.visitors import session_of, visitor


def at(percent: int) -> PageSettings:
    return PageSettings(every=Decimal(percent))


def test_a_trail_goes_back_and_on_and_forgets_what_was_undone():
    """What is asked after an undo takes the place of what was undone."""
    trail = Trail()
    for percent in (100, 90, 80):
        assert trail.visit(at(percent))
    assert not trail.visit(at(80))
    trail.visit(at(90))
    assert (trail.before, trail.after) == (at(100), at(80))
    trail.visit(at(70))
    assert (trail.before, trail.after) == (at(90), None)


def test_one_movement_is_one_step():
    """A slider that asks on its way leaves one step behind, where it comes to rest."""
    trail = Trail()
    trail.visit(at(100))
    trail.visit(at(99))
    for percent in (98, 97):
        trail.visit(at(percent), goes_on=True)
    assert (trail.before, trail.after) == (at(100), None)
    trail.visit(at(100), goes_on=True)
    assert trail.before is None, "it came back to where it began"


def test_a_trail_keeps_so_many_steps():
    """However long a meeting lasts, the oldest steps are forgotten."""
    trail = Trail()
    for percent in range(MOST + 5):
        trail.visit(at(percent))
    trail.visit(at(5))
    assert trail.before is None


def test_undo_works_without_a_script(tmp_path):
    """Undo is a link to the step before, and redo to the one after."""
    opened = visitor(small(tmp_path / "mine"))
    opened.ended("/")
    for query in ("/?all=50", "/?all=50&p.B=out"):
        page = opened.ended(query).text
    assert re.search('href="([^"]*)" data-step="undo"', page)[1] == "/?all=50"
    assert 'data-step="redo"' not in page
    assert 'href="/?p.B=out" aria-label="Take back: all budgets 50%"' in page
    page = opened.ended("/?all=50").text
    assert re.search('href="([^"]*)" data-step="undo"', page)[1] == "/"
    assert re.search('href="([^"]*)" data-step="redo"', page)[1] == "/?all=50&amp;p.B=out"


@pytest.fixture(scope="module")
def tools():
    with browser() as started:
        yield started


def test_back_undoes_and_so_does_control_z(tools, tmp_path):
    """Back, Ctrl+Z and the link lead to the same; nothing leaves the page."""
    with served(session_of(small(tmp_path / "mine"))) as place:
        page, _ = page_of(tools, place)
        page.goto(place.address)
        page.wait_for_selector(".w-keys")

        def is_at(query: str) -> None:
            page.wait_for_url(f"{place.address}/{query}")
            page.wait_for_function(
                "query => document.querySelector('#downloads a')?.search === query", arg=query
            )

        page.eval_on_selector("[data-for=budget-all]", DRAG, "90")
        is_at("?all=90")
        page.eval_on_selector("[data-for=budget-all]", DRAG, "50")
        is_at("?all=50")
        page.click("label[for=lock-1-out]")
        is_at("?all=50&p.B=out")
        page.go_back()
        is_at("?all=50")
        assert page.input_value("#budget-all") == "50"
        page.wait_for_selector("[data-step=redo]")
        page.keyboard.press("Control+z")
        is_at("")
        page.wait_for_selector("[data-step=redo]")
        page.keyboard.press("Control+y")
        is_at("?all=50")
        page.click("[data-step=redo]")
        is_at("?all=50&p.B=out")
        assert page.is_checked("#lock-1-out")
