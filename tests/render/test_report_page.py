"""The report page: every part that has something to say, nothing from elsewhere, nothing live."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser

import pytest

from benchmarks.programmes import first_come_plan, write_programme
from prioritise.analysis.comparison.compare import Comparison, found
from prioritise.optimise import optimise
from prioritise.optimise.ledger import hub_funding_of
from prioritise.programme.money import PENCE_PER_UNIT
from prioritise.reading import read
from prioritise.render.page.look import inlined, policy
from prioritise.render.report.figures import count
from prioritise.render.report.report import report_document
from prioritise.views.rounding import Money, percent, short_money
from tests.render.reports import HOSTILE, draws, frontier, given, hostile_report, log, report_page
from tests.small import cost, hub, programme, proposal, stream
from tests.views.plans import all_plans

SCRIPTS_AND_FETCHES = {
    *("script", "iframe", "object", "embed", "img", "image", "link", "base", "form", "input"),
    *("audio", "video", "source", "track", "use", "foreignobject", "animate", "set", "math"),
}
ATTRIBUTES_THAT_LOAD = {"src", "srcset", "srcdoc", "action", "data", "background", "poster"}


class Seen(HTMLParser):
    """Every element and attribute of a page, as a browser would take them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def ids(self):
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]


def two_hubs():
    """Three proposals in two hubs, of which two fit, one of them between the hubs."""
    return programme(
        [
            proposal("A", 9, hubs=("north",)),
            proposal("B", 5, hubs=("north", "south")),
            proposal("C", 4, hubs=("south",)),
        ],
        [cost("A", 6, 2), cost("B", 3, 4), cost("C", 9, 9)],
        hubs=(hub("north"), hub("south")),
    )


def shown(report) -> str:
    return " ".join(" ".join(Seen(report_page(report)).words).split())


def sections(report) -> list[str]:
    return [section.name for section in report_document(report).sections]


@cache
def everything():
    plan = optimise(two_hubs())
    other = optimise(two_hubs().revised(streams=(stream(budgets=(9, 10)),), scenario="Less money"))
    return given(
        plan,
        comparison=Comparison((found("now", plan), found("less", other))),
        frontier=frontier(plan, "More buys more."),
        draws=draws(plan),
        log=log("Small", ["A"]),
    )


def test_a_section_whose_data_are_missing_does_not_appear():
    plain = sections(given(optimise(two_hubs())))
    assert plain == [
        *("programme", "proof", "not-chosen", "money", "assumptions", "limits", "sources")
    ]
    rich = sections(everything())
    assert set(rich) - set(plain) == {"more-money", "scenarios", "certainty", "decisions"}
    assert "not-chosen" not in sections(
        given(optimise(programme([proposal("A")], [cost("A", 1, 1)])))
    )


def test_the_question_and_the_answer_stand_in_a_paragraph():
    text = shown(everything())
    assert (
        "Which of 3 proposals from 2 hubs are worth most, within £20k from 1 funding stream in "
        "2018-19 to 2019-20?"
    ) in text
    assert (
        "2 proposals are chosen, in every hub. Together they take £15k of the £20k there is (75%) "
        "and are worth 140.00 points. This is proven best"
    ) in text


def test_what_is_not_proven_best_is_not_called_so():
    plan = first_come_plan(two_hubs())
    doubtful = replace(plan, bound_figure=plan.figure + 10 * plan.values.denominator)
    text = shown(given(doubtful))
    assert "another shortlist could be worth up to 10 points" in text
    assert "This is proven best" not in text
    assert "points of value, proven best" not in text


def test_the_money_of_a_hub_has_its_part_of_what_lies_between_hubs():
    text = shown(everything())
    assert (
        "North 1 proposal, £8,000, 90.00 points; with its part of what lies between hubs £12k"
        in text
    )
    assert "Its part of what lies between hubs 25.00 3.5" in text
    assert "Its part of what lies between hubs 1.5 2.0" in text
    assert "All 115.00 11.5" in text
    assert "All 7.5 4.0" in text


def test_every_hub_that_takes_part_has_its_programme_and_every_proposal_its_line():
    report = given(optimise(read("scenarios/baseline.yaml").programme))
    text = shown(report)
    programme_ = report.plan.programme
    for place in programme_.active_hubs:
        assert place.name in text
    for each in programme_.proposals:
        assert " ".join(each.title.split()) in text
        assert each.proposal in text


def test_where_nothing_is_chosen_the_page_says_so():
    none = optimise(two_hubs().revised(streams=(stream(budgets=(0, 0)),)))
    text = shown(given(none))
    assert "None is chosen." in text
    assert "Nothing of this hub is chosen." in text
    nobody = optimise(two_hubs().revised(dropped_hubs=("north", "south")))
    assert "no hubs" in shown(given(nobody))


def test_what_was_agreed_stands_with_the_hash_of_the_record():
    report = everything()
    assert report.log is not None
    assert report.log.head in shown(report)


def test_what_was_not_asked_is_said_to_be_not_considered():
    plain = shown(given(optimise(two_hubs())))
    rich = shown(everything())
    for words in ("no uncertain inputs were drawn", "what more or less money would do."):
        assert words in plain
        assert words not in rich


def test_every_kind_of_programme_has_a_page_whose_money_is_that_of_the_plan():
    for plan in all_plans():
        report = report_document(given(plan))
        if not plan.choices:
            continue
        hubs = next(section for section in report.sections if section.name == "programme")
        picture = next(block for block in report.opening if block.part == "figure")
        assert len(picture.table.rows) == len(plan.programme.active_hubs)
        totals = [
            fold.blocks[0].total[2:]
            for place in hubs.blocks
            if place.part == "under"
            for fold in place.blocks
            if fold.part == "fold" and ": who pays" in fold.summary
        ]
        money = Money.fitting(
            [sum(row.amounts) for row in hub_funding_of(plan)], plan.programme.unit
        )
        if money.unit == plan.programme.unit:  # shown with a decimal place or exactly
            shown_in_all = sum(Decimal(total[-1].replace(",", "")) for total in totals)
            exact = Decimal(plan.public_cost) / PENCE_PER_UNIT[money.unit]
            assert abs(shown_in_all - exact) <= len(totals)
        assert report_page(given(plan)).endswith("</html>")


def test_the_same_answer_gives_the_same_page():
    assert report_page(everything()) == report_page(everything())


def test_every_link_leads_to_a_place_of_the_page_and_no_two_places_have_one_name():
    seen = Seen(report_page(everything()))
    ids = seen.ids()
    assert len(set(ids)) == len(ids)
    links = [a["href"] for tag, a in seen.elements if tag == "a"]
    assert links
    assert all(link.startswith("#") and link[1:] in ids for link in links)
    named = [name for _, a in seen.elements for name in (a.get("aria-labelledby") or "").split()]
    assert set(named) <= set(ids)


def test_every_chart_has_words_and_a_table():
    report = report_document(everything())
    pictures = [
        block for section in report.sections for block in section.blocks if block.part == "figure"
    ]
    assert len(pictures) == 5
    for picture in pictures:
        widths = [picture.svg] if isinstance(picture.svg, str) else picture.svg
        assert all(re.search(r"<desc[^>]*>[^<]{30,}</desc>", svg) for svg in widths)
        assert picture.table is not None
        assert picture.table.rows


def test_the_page_allows_its_own_style_and_nothing_else():
    import base64
    import hashlib

    page = report_page(everything())
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy()
    assert "default-src 'none'" in policy()
    seen = Seen(page)
    meta = [a for tag, a in seen.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert [a["content"] for a in meta] == [policy()]
    assert "url(" not in style
    assert "@import" not in style


def test_no_hostile_text_becomes_an_element_or_an_attribute():
    assert len(HOSTILE) >= 200
    page = report_page(hostile_report())
    seen = Seen(page)
    for tag, attributes in seen.elements:
        assert tag not in SCRIPTS_AND_FETCHES, tag
        assert not [name for name in attributes if name.startswith("on")]
        assert not ATTRIBUTES_THAT_LOAD & set(attributes)
        assert "style" not in attributes
        assert tag != "meta" or attributes.get("http-equiv") != "refresh"
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]", page)
    assert len(report_document(hostile_report()).sections) == 13
    text = " ".join(seen.words)
    assert "{{ 7 * 191 }}" in text
    assert "1337{%" in text


def test_six_hundred_proposals_make_a_page_that_is_small_and_soon_there(tmp_path):
    write_programme(tmp_path / "p", 600)
    plan = first_come_plan(read(tmp_path / "p").programme)
    began = time.perf_counter()
    page = report_page(given(plan))
    seconds = time.perf_counter() - began
    print(f"\n600 proposals: {len(page.encode()):,} bytes in {seconds:.2f} s")
    assert len(page.encode()) < 3_000_000
    assert seconds < 10
    assert all(f"P{number:06}" in page for number in range(600))
    assert "The programme: Hub-3" in page


def test_pictures_of_one_page_have_names_of_their_own():
    one = inlined('<svg aria-labelledby="title description"><title id="title">x</title></svg>', "a")
    assert one == '<svg aria-labelledby="a-title a-words"><title id="a-title">x</title></svg>'


@pytest.mark.parametrize(
    ("pence", "words"),
    [
        (0, "£0"),
        (1_234, "£12"),
        (99_949, "£999"),
        (99_950, "£1,000"),
        (999_949, "£9,999"),
        (1_000_000, "£10k"),
        (34_000_000, "£340k"),
        (99_949_999, "£999k"),
        (99_950_000, "£1.0m"),
        (9_694_639_800, "£96.9m"),
        (99_999_999_999, "£1.0bn"),
        (-5_000_000, "-£50k"),
    ],
)
def test_short_money_is_rounded_once_and_never_jumps_a_unit(pence, words):
    assert short_money(pence) == words


def test_a_share_is_called_none_or_all_only_where_it_is():
    from fractions import Fraction

    shares = [0, Fraction(1, 1000), Fraction(1, 2), Fraction(999, 1000), 1]
    assert [*map(percent, shares)] == ["0%", "under 1%", "50%", "over 99%", "100%"]
    assert [count(n, "hub") for n in (0, 1, 2000)] == ["no hubs", "1 hub", "2,000 hubs"]
