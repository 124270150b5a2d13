"""Very many proposals: every hub is folded, and its rows come when they are asked for."""

from __future__ import annotations

import pytest

from tests.browser import browser
from tests.cli.programmes import small
from tests.web.served import page_of, served
from tests.web.visitors import session_of, visitor, words_of


@pytest.fixture(autouse=True)
def many(monkeypatch):
    """Three proposals are very many."""
    for place in ("view", "pages"):
        monkeypatch.setattr(f"prioritise.web.{place}.LISTED_WHOLE", 2)


def test_hubs_are_folded_and_unfold_by_an_address(tmp_path):
    """Without a script a link unfolds a hub; what is locked in a folded one stays locked."""
    opened = visitor(small(tmp_path / "mine"))
    page = opened.ended("/?p.A=out").text
    assert "w-row" not in page
    assert '<input type="hidden" name="p.A" value="out">' in page
    assert "Show its 1 proposals" in words_of(page)
    assert 'href="/?p.A=out&amp;open=n#row-' in page, "what goes out is found in its fold"
    page = opened.get("/?p.A=out&open=n").text
    assert 'id="lock-0-out" name="p.A" value="out" checked' in page
    assert '<input type="hidden" name="p.A" value="out">' not in page.split("w-after")[0]
    assert page.count('class="w-row w-row--') == 1
    moved = opened.post("/ask", {"open": "n", "p.A": "free"})
    assert moved.headers["location"] == "/?open=n"


def test_only_what_is_unfolded_comes_back(tmp_path):
    """An answer carries the rows of hubs that are unfolded, and no others."""
    opened = visitor(small(tmp_path / "mine"))
    opened.ended("/")
    group = opened.get("/group?open=n").text
    assert group.count('class="w-row w-row--') == 1
    assert '<input type="hidden" name="open" value="n">' in group
    answer = opened.post("/ask", {"open": "n"}, live=True).text
    assert answer.count('class="w-row w-row--') == 1
    assert opened.get("/group?open=nowhere").text == ""
    why = opened.ended("/?why=B").text
    assert why.count('class="w-row w-row--') == 1, "what is asked about is unfolded"


def test_a_fold_opens_at_a_click_and_stays_open(tmp_path):
    """With a script rows come at a click, and stay while other things are moved."""
    with browser() as tools, served(session_of(small(tmp_path / "mine"))) as place:
        page, _ = page_of(tools, place)
        page.goto(place.address)
        page.click("summary:has-text('North')")
        page.click("label[for=lock-0-out]")
        page.wait_for_url(f"{place.address}/?p.A=out")
        page.wait_for_selector("#row-0.w-row--out")
        assert page.locator(".w-row[id]").count() == 1
