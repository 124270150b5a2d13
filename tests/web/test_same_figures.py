"""The same answer reads alike on the terminal, the page, the report, the workbook and in Word."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn

from prioritise.analysis.comparison.compare import Comparison, found
from prioritise.optimise import optimise
from prioritise.optimise.plan import Plan
from prioritise.render.document_file import document_bytes
from prioritise.render.report.book_sheet import _pattern
from prioritise.render.report.given import Given
from prioritise.render.report.report import report_document
from prioritise.render.report.workbook import workbook
from prioritise.views.rounding import percent, points, short_money
from prioritise.views.run.money import streams_table
from prioritise.views.table import Column
from prioritise.web.settings import PageSettings
from tests.cli.programmes import ended
from tests.small import cost, programme, proposal, stream
from tests.web.visitors import BASELINE, Visitor, session_of, words_of

PARTS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@dataclass
class Shown:
    """One answer in words, wherever it can be read."""

    terminal: str
    page: str
    report: str
    word: str
    sheets: dict[str, list[list[str]]]
    plan: Plan

    def row(self, sheet: str, name: str) -> dict[str, str]:
        """What a row of a sheet shows, by heading; a row is found by any of its texts."""
        headings, *rows = self.sheets[sheet][3:]
        (row,) = (row for row in rows if name in row)
        return dict(zip(headings, row, strict=False))


def words_of_word(content: bytes) -> str:
    """Everything that a Word file says, a blank between any two parts."""
    body = docx.Document(io.BytesIO(content)).element.body
    return " ".join(" ".join(text.text for text in body.iter(qn("w:t"))).split())


def shown_sheets(content: bytes) -> dict[str, list[list[str]]]:
    """The cells of a workbook as a spreadsheet program shows them, by its own rounding."""
    book = zipfile.ZipFile(io.BytesIO(content))

    def part(name: str) -> ElementTree.Element:
        return ElementTree.fromstring(book.read(f"xl/{name}.xml"))

    texts = ["".join(each.itertext()) for each in part("sharedStrings").iterfind("m:si", PARTS)]
    styles = part("styles")
    own = styles.iterfind("*/m:numFmt", PARTS)
    forms = {"3": "#,##0", "4": "#,##0.00", "9": "0%"} | {
        f.get("numFmtId"): f.get("formatCode") for f in own
    }
    of_style = [forms.get(each.get("numFmtId")) for each in styles.find("m:cellXfs", PARTS)]

    def text(cell: ElementTree.Element) -> str:
        value = cell.findtext("m:v", "", PARTS)
        if cell.get("t") == "s":
            return texts[int(value)]
        form = of_style[int(cell.get("s", 0))]
        return in_form(Decimal(value), form) if value and form else value

    def rows(number: int) -> list[list[str]]:
        found = part(f"worksheets/sheet{number}").iterfind("*/m:row", PARTS)
        return [[text(cell) for cell in row] for row in found]

    sheets = part("workbook").find("m:sheets", PARTS)
    return {sheet.get("name"): rows(number) for number, sheet in enumerate(sheets, start=1)}


def in_form(number: Decimal, form: str) -> str:
    """A number as a format shows it, halves away from nothing, as spreadsheets round."""
    if form.startswith('"'):
        return form.strip('"')
    form = form.partition(";")[0]
    places = len(form.partition(".")[2].replace('"', "").rstrip("%km")) if "." in form else 0
    if form.endswith("%"):
        number *= 100
    rounded = number.quantize(Decimal(1).scaleb(-places), "ROUND_HALF_UP")
    sign = "£" if form.startswith("£") else ""
    letter = "%" if form.endswith("%") else form.split('"')[1] if '"' in form else ""
    return f"{sign}{rounded:,}{letter}"


@pytest.fixture(scope="module")
def shown():
    visitor = Visitor(session_of(BASELINE)).open()
    page = words_of(visitor.ended("/").text)
    answer = visitor.session.answer(visitor.session.ask(PageSettings())).result
    given = Given(answer.plan, answer.waiting)
    document = report_document(given)
    return Shown(
        ended("run", BASELINE, "--format", "table")[1],
        page,
        words_of(document_bytes(document, ".html").decode()),
        words_of_word(document_bytes(document, ".docx")),
        shown_sheets(workbook(given)),
        answer.plan,
    )


def test_shares_of_money_used_are_the_same_everywhere(shown):
    """Each stream's share is one figure, rounded once."""
    for name in ("bff", "hub-capital", "ltf"):
        share = re.search(rf"^{name} .* (\S+%)$", shown.terminal, re.MULTILINE)[1]
        title = shown.plan.programme.stream_of[name].name
        assert re.search(rf"{re.escape(title)} {share} ", shown.page), name
        for text in (shown.report, shown.word):
            assert re.search(rf"{re.escape(title)} [\d,.]+ [\d,.]+ {share}", text), name
        assert shown.row("Streams", name)["Share used"] == share


def test_money_held_back_is_no_money_that_could_be_used():
    """Of £10k, of which a tenth is held back, £8k are 89%: in the workbook as on the terminal."""
    held = stream(budgets=(10, 0)).model_copy(update={"contingency": Decimal("0.1")})
    plan = optimise(programme([proposal("A", 9)], [cost("A", 8, 0)], streams=(held,)))
    (share,) = streams_table(plan).cells("share_used")
    assert percent(Decimal(share)) == "89%"


def test_a_hub_has_the_same_money_everywhere(shown):
    """What a hub's own proposals cost; its part of what lies between hubs is said apart."""
    name = "Northern Bridgend / Maesteg"
    assert re.search(rf"^{name} +283.25 +8,900$", shown.terminal, re.MULTILINE)
    assert f"{name} 5 of 8 in, £8,900k" in shown.page
    part = "5 proposals, £8.9m, 283.25 points; with its part of what lies between hubs £9.7m"
    row = shown.row("Hubs", name)
    assert (row["Funded, £k"], row["Value, points"]) == ("£9,700k", "305.88")
    for text in (shown.report, shown.word):
        assert f"{name} {part}" in text
        assert re.search(rf"{name} 9 6 19,108 9,700 10% 305.88", text)


def test_key_figures_are_the_same(shown):
    """Proposals, value and money."""
    spent, value = short_money(shown.plan.public_cost), points(shown.plan.value)
    assert "39 of 65 proposals" in shown.terminal
    assert "39 of 65 proposals in" in shown.page
    assert f"{spent} spent of" in shown.page
    cover = " ".join(cell for row in shown.sheets["Cover"] for cell in row)
    for text in (shown.report, shown.word):
        assert "39 of 65" in text
    for text in (shown.report, shown.word, cover):
        assert f"they take {spent} of the" in text
        assert f"are worth {value} points" in text
    assert value in shown.terminal
    assert value in shown.page


def test_each_proposal_has_the_same_value_and_cost(shown):
    """Of those within one hub: in its table of the report and of Word, and in the workbook."""
    programme = shown.plan.programme
    for name in [n for n in shown.plan.shortlist if len(programme.proposal_of[n].hubs) == 1]:
        row, title = shown.row("Shortlist", name), programme.proposal_of[name].title
        value, cost = row["Value, points"], row["Cost, £k"].strip("£k").partition(".")[0]
        for text in (shown.report, shown.word):
            assert re.search(rf"{re.escape(title)} {name}( · \w+)* {value} {cost} ", text), name


def test_a_spreadsheet_shows_no_share_otherwise_than_the_page():
    """Where it would round a half otherwise, or nearly all to all, its format is the words."""
    for share in ("0.565", "0.575", "0.57", "0.999", "0.001", "0", "1"):
        column = Column("share_used", "Share used", "", "number")
        assert in_form(Decimal(share), _pattern(column, share)) == percent(Decimal(share))
    column = Column("value", "Value", "", "number", "points")
    for value in ("1138.395", "0.125", "2421.75"):
        assert in_form(Decimal(value), _pattern(column, value)) == points(Fraction(value))


def test_proposals_of_hubs_that_take_no_part_are_counted_nowhere(shown):
    """A comparison is of as many proposals as were asked about."""
    plan = shown.plan
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
