"""The report page in a real browser: it asks nothing, runs nothing, and anyone can use it."""

from __future__ import annotations

import pytest

from tests.browser import browser, faults_of
from tests.render.reports import HOSTILE, hostile_report, report_page
from tests.render.test_report_page import everything

PHONE = 390
"""Width of a phone."""


def opened(tools, path, width=1280, **settings):
    """The page of a file, and the addresses that it asks for."""
    context = tools.new_context(viewport={"width": width, "height": 900}, **settings)
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script("window.hits = []; window.hit = n => window.hits.push(n)")
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    page.goto(path.as_uri())
    return page, asked


def unfold(page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


@pytest.fixture(scope="module")
def tools():
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    (folder / "report.html").write_text(report_page(everything()), "utf-8")
    (folder / "hostile.html").write_text(report_page(hostile_report()), "utf-8")
    return folder


def test_no_hostile_text_runs_and_no_request_leaves_even_without_the_policy(tools, files):
    for bypass in (False, True):
        page, asked = opened(tools, files / "hostile.html", bypass_csp=bypass)
        unfold(page)
        page.mouse.move(300, 300)
        page.keyboard.press("Tab")
        page.wait_for_timeout(200)
        assert page.evaluate("window.hits") == []
        assert asked == [(files / "hostile.html").as_uri()]
        assert page.evaluate("document.scripts.length") == 0
    print(f"\n{len(HOSTILE)} hostile texts: 0 ran, {len(asked)} request in all")


@pytest.mark.parametrize("name", ["report.html", "hostile.html"])
def test_the_page_fits_a_phone(tools, files, name):
    page, _ = opened(tools, files / name, PHONE)
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_no_table_is_cut_off_at_any_width(tools, files):
    """Where a table has no room each row is a card; a reason stands below its row, never beside."""
    cut = (
        "[...document.querySelectorAll('.p-scroll:not(.p-picture)')].filter(e => e.clientWidth && "
        "e.scrollWidth > e.clientWidth + 1).map(e => e.getAttribute('aria-label'))"
    )
    for width in (320, 390, 768, 1024, 1280):
        page, _ = opened(tools, files / "report.html", width)
        unfold(page)
        assert page.evaluate(cut) == [], width
        page.context.close()


def test_the_page_has_no_fault_of_accessibility(tools, files):
    for width in (1280, PHONE):
        page, asked = opened(tools, files / "report.html", width, bypass_csp=True)
        unfold(page)
        wrong, checked = faults_of(page)
        elements = page.evaluate("document.querySelectorAll('*').length")
        print(f"\nat {width}: {len(wrong)} faults in {elements} elements, {checked} checks")
        assert wrong == []
        assert len(asked) == 1


def test_paper_shows_what_is_folded_and_belongs_to_the_shortlist(tools, files):
    page, _ = opened(tools, files / "hostile.html")
    page.emulate_media(media="print")
    folded = page.locator("details.p-printed:not([open]) table").first
    assert folded.bounding_box()["height"] > 20
