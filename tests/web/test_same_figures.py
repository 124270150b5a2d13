"""The same answer reads alike on the terminal, on the page and in the report."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from prioritise.analysis.comparison.compare import Comparison, found
from prioritise.render.report.given import Given
from prioritise.views.rounding import percent, short_money
from prioritise.web.settings import PageSettings
from tests.cli.programmes import ended
from tests.render.reports import report_page
from tests.web.visitors import BASELINE, Visitor, session_of, words_of


@pytest.fixture(scope="module")
def shown():
    """Terminal, page and report of one answer, in words, and its plan."""
    visitor = Visitor(session_of(BASELINE)).open()
    page = words_of(visitor.ended("/").text)
    answer = visitor.session.answer(visitor.session.ask(PageSettings())).result
    report = words_of(report_page(Given(answer.plan, answer.waiting)))
    terminal = ended("run", BASELINE, "--format", "table")[1]
    return terminal, page, report, answer.plan


def test_shares_of_money_used_are_the_same_everywhere(shown):
    """Each stream's share is one figure, rounded once."""
    terminal, page, report, plan = shown
    for name in ("bff", "hub-capital", "ltf"):
        share = re.search(rf"^{name} .* (\S+%)$", terminal, re.MULTILINE)[1]
        title = plan.programme.stream_of[name].name
        assert re.search(rf"{re.escape(title)} {share} ", page), name
        assert re.search(rf"{re.escape(title)} [\d,.]+ [\d,.]+ {share}", report), name


def test_a_hub_has_the_same_money_everywhere(shown):
    """What a hub's own proposals cost; its part of what lies between hubs is said apart."""
    terminal, page, report, _ = shown
    assert re.search(r"^Northern Bridgend / Maesteg +283.25 +8,900$", terminal, re.MULTILINE)
    assert "Northern Bridgend / Maesteg 5 of 8 in, £8,900k" in page
    assert "Northern Bridgend / Maesteg 5 proposals, £8.9m, 283.25 points; with its part" in report


def test_key_figures_are_the_same(shown):
    """Proposals, value and money."""
    terminal, page, report, plan = shown
    assert "39 of 65 proposals" in terminal
    assert "39 of 65 proposals in" in page
    assert "39 of 65" in report
    spent = short_money(plan.public_cost)
    assert f"{spent} spent of" in page
    assert spent in report


def test_proposals_of_hubs_that_take_no_part_are_counted_nowhere(shown):
    """A comparison is of as many proposals as were asked about."""
    plan = shown[-1]
    comparison = Comparison((found("one", plan), found("two", plan)))
    assert len(comparison.considered) == 65
    assert len(comparison.proposals) == 71


def test_nearly_all_is_never_all():
    """A share is said to be 0% or 100% only where it is."""
    for share, words in (
        (Fraction(1, 300), ("under 1%", "<1%")),
        (Fraction(299, 300), ("over 99%", ">99%")),
        (Fraction(1), ("100%", "100%")),
        (Fraction(0), ("0%", "0%")),
        (Fraction(115, 200), ("58%", "58%")),
    ):
        assert (percent(share), percent(share, short=True)) == words
