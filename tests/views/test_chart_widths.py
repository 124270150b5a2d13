"""Charts for a phone, for paper and for a screen: each within its width, marked besides colour."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from prioritise.views.charts.bars_and_lines import WIDTHS, Bar, bars, in_widths
from prioritise.views.charts.money_by_year import YearCell, money_by_year
from prioritise.views.charts.svg import text_width

NAME = "Targeted Regeneration Investment Programme, South East Wales"
CELLS = (
    YearCell(30.0, 30.0, "30 of 30", True),
    YearCell(5.0, 40.0, "5 of 40", False),
    YearCell(0.0, 0.0, "", False),
)
SHAPES = "{http://www.w3.org/2000/svg}"


def by_year(width: float) -> str:
    years = ("2018-19", "2019-20", "2020-21")
    return money_by_year("Title", "Words", years, [(NAME, CELLS)], width)


def two_parts(width: float) -> str:
    rows = [Bar(NAME, (3.0, 0.0), "£3m out"), Bar("Bridge", (0.0, 9.0), "£9m in")]
    return bars("Title", "Words", rows, ("goes out", "comes in"), width=width)


@pytest.mark.parametrize("draw", [by_year, two_parts])
def test_nothing_lies_beyond_the_picture_at_any_width(draw):
    """Shapes and words end within the width for which they are drawn."""
    pictures = in_widths(draw)
    for width, svg in zip(WIDTHS, pictures, strict=True):
        tree = ElementTree.fromstring(svg)
        assert float(tree.get("width")) == width
        for shape in tree.iter(f"{SHAPES}rect"):
            if shape.get("width") != "100%":
                assert float(shape.get("x")) + float(shape.get("width")) <= width
        for words in tree.iter(f"{SHAPES}text"):
            wide = text_width(words.text, float(words.get("font-size")))
            x = float(words.get("x"))
            begin, end = (x - wide, x) if words.get("text-anchor") == "end" else (x, x + wide)
            assert begin >= -1, words.text
            assert end <= width + 1, words.text


def test_a_full_cell_is_marked_besides_colour_and_every_mark_has_its_id():
    """A heavy outline and heavy figures say that nothing is left; no money is a dash."""
    svg = by_year(680)
    assert re.findall(r'id="(money-680-\d-\d)"', svg) == ["money-680-0-0", "money-680-0-1"]
    assert svg.count('stroke-width="2.5"') == 1
    assert re.search(r'font-weight="bold">30 of 30<', svg)
    assert not re.search(r'font-weight="bold">5 of 40<', svg)
    assert ">–<" in svg


def test_a_second_part_is_outlined_besides_its_colour():
    """Who comes in is told from who goes out without colours."""
    assert two_parts(680).count("stroke-dasharray") == 1
