"""The Word file: all that the document says, in headings, tables and pictures that Word knows."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from prioritise.render.word import drawing
from prioritise.render.word.tables import bookmark
from prioritise.render.word.word import NO_FONT, word_file
from prioritise.views.charts.bars import Bar, bars
from prioritise.views.charts.chart import in_widths
from prioritise.views.document import (
    BulletPoints,
    Document,
    Facts,
    Figure,
    Fold,
    Grid,
    Head,
    KeyFigure,
    KeyFigures,
    PageLink,
    Section,
    Stacked,
    Tag,
    Under,
    heads,
    words,
)
from tests.render.reports import HOSTILE

SVG = in_widths(
    lambda width: bars(
        "money", "Money", "Ely has £3m & most.", [Bar("Ely", (3.0,), "£3m")], (), width=width
    )
)
GRID = Grid(
    "What is chosen",
    (Head("Proposal", wide=True), *heads("How", "Where", numbers=("Cost, £k",))),
    (
        (Stacked("Tŷ Newydd", "N1"), Tag("agreed", "green"), PageLink("Ely", "ely-1"), "1,250"),
        ("Bus <b>&", "", "–", "30"),
    ),
    ("All", "", "", "1,280"),
    notes=("It is worth most.", ""),
)
DOCUMENT = Document(
    *("Shortlist", "Valleys", "Late", "1 May 2026"),
    (words("It fits.", tone="lead"), KeyFigures((KeyFigure("£3m", "spent"),))),
    (
        Section("places", "Places", (Under("ely-1", "Ely", (GRID,), "2 proposals"),)),
        Section(
            "rest",
            "The rest",
            (
                BulletPoints(("One.", "Two.")),
                Facts((("Status", Tag("proven")),)),
                Figure("chart-1", SVG, "Money of each place", Grid("", heads("A"), (("x",),))),
                Fold("How it was found", (words("By search.", tone="caution"),)),
            ),
        ),
    ),
    *("Made by hand.", "Which?"),
)


def opened(content):
    return docx.Document(io.BytesIO(content))


def part(content, name):
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


@pytest.fixture(scope="module")
def made():
    return word_file(DOCUMENT)


def test_headings_follow_one_another_as_the_sections_do(made):
    found = [
        (p.style.name, p.text) for p in opened(made).paragraphs if p.style.name.startswith("Head")
    ]
    assert found == [
        *(("Heading 2", "The question"), ("Heading 2", "The answer"), ("Heading 2", "Contents")),
        *(("Heading 1", "Places"), ("Heading 2", "Ely  2 proposals")),
        *(("Heading 1", "The rest"), ("Heading 2", "How it was found")),
    ]


def test_every_word_of_a_document_stands_in_the_file(made):
    told = re.sub(r"<[^>]+>", "|", part(made, "word/document.xml"))
    for text in (
        *("Valleys", "Late", "Which?", "It fits.", "£3m", "spent", "Two.", "Status", "proven"),
        *("Tŷ Newydd", "N1", "agreed", "Bus &lt;b&gt;&amp;", "1,280", "It is worth most."),
        *("Money of each place", "By search.", "Made by hand."),
    ):
        assert text in told, text


def test_a_table_has_a_header_row_that_repeats_and_rows_that_stay_whole(made):
    table = opened(made).tables[0]
    first, *others = table._tbl.iter(qn("w:tr"))
    assert first.find(f".//{qn('w:tblHeader')}") is not None
    assert all(row.find(f".//{qn('w:tblHeader')}") is None for row in others)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Proposal", "How", "Where", "Cost, £k"],
        ["Tŷ Newydd\nN1", "agreed", "Ely", "1,250"],
        ["It is worth most."] * 4,
        ["Bus <b>&", "", "–", "30"],
        ["All", "", "", "1,280"],
    ]
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
    assert sum(widths) <= 9638
    assert min(widths) > 300


def test_a_picture_has_words_for_those_who_cannot_see_it_and_its_table_below(made):
    word = opened(made)
    (shape,) = word.inline_shapes
    assert shape._inline.docPr.get("descr") == "Ely has £3m & most."
    assert part(made, "[Content_Types].xml").count("image/png") == 1
    assert word.tables[-1].rows[1].cells[0].text == "x"


def test_without_a_font_the_table_stands_in_the_place_of_the_picture(monkeypatch):
    monkeypatch.setattr(drawing, "_family", lambda: None)
    word = opened(word_file(DOCUMENT))
    assert not word.inline_shapes
    assert NO_FONT in [paragraph.text for paragraph in word.paragraphs]
    assert word.tables[-1].rows[1].cells[0].text == "x"


def test_every_link_leads_to_a_place_of_the_file(made):
    body = opened(made).element.body
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert links == [bookmark("places"), bookmark("rest"), bookmark("ely-1")]
    assert set(links) <= marks


def test_it_says_its_title_and_its_language_and_is_the_same_each_time(made):
    about = opened(made).core_properties
    assert (about.title, about.subject, about.language) == ("Valleys – Late", "Shortlist", "en-GB")
    assert (about.author, about.comments) == ("", "")
    assert 'w:lang w:val="en-GB"' in part(made, "word/styles.xml")
    assert 'w:instr="PAGE"' in part(made, "word/footer1.xml")
    assert word_file(DOCUMENT) == made


def test_no_hostile_text_becomes_a_part_of_the_file():
    rows = tuple((text, Stacked(text, text)) for text in HOSTILE)
    section = Section("x", HOSTILE[0], (words(*HOSTILE), Grid("Live", heads("A", "B"), rows)))
    content = word_file(replace(DOCUMENT, title=HOSTILE[1], sections=(section,)))
    archive = zipfile.ZipFile(io.BytesIO(content))
    links = "".join(archive.read(n).decode() for n in archive.namelist() if n.endswith(".rels"))
    assert "TargetMode" not in links
    text = part(content, "word/document.xml")
    assert set(re.findall(r"<(\w+):", text)) == {"w"}
    assert "w:instr" not in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]", text)
    assert "{{ 7 * 191 }}" in text
    assert word_file(replace(DOCUMENT, title="\ufffe\x00\ud800", scenario=""))
