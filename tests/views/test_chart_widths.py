"""Charts for a phone, for paper and for a screen: each within its width, marked besides colour."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from prioritise.views.charts.bars import Bar, bars
from prioritise.views.charts.chart import Axis, in_widths
from prioritise.views.charts.discs import Disc, discs
from prioritise.views.charts.flow import flow
from prioritise.views.charts.hub_money_map import MappedHub, MappedLink, hub_money_map
from prioritise.views.charts.look import LOSS, WIDTHS
from prioritise.views.charts.money_by_year import YearCell, money_by_year
from prioritise.views.charts.phasing import Phase, phasing
from prioritise.views.charts.profile import YearSpend, profile
from prioritise.views.charts.scenario_grid import InOrOut, scenario_grid
from prioritise.views.charts.steps import Step, steps
from prioritise.views.charts.svg import text_width
from prioritise.views.charts.swaps import StreamSwaps, swaps
from prioritise.views.charts.tornado import Swing, tornado
from prioritise.views.charts.waterfall import Fall, waterfall

NAME = "Targeted Regeneration Investment Programme, South East Wales"
YEARS = ("2018-19", "2019-20", "2020-21")
HEAD = ("mark", "A finding", "What can be seen.")
AXES = (
    Axis.over("Public cost, £m", (0, 12.3), lambda x: f"{x:g}"),
    Axis.over("Value, points", (0, 94), lambda y: f"{y:g}"),
)
CELLS = (
    YearCell(30.0, 30.0, "30 of 30", True),
    YearCell(5.0, 40.0, "5 of 40", False),
    YearCell(0.0, 0.0, "", False),
)


def hubs():
    places = (("caerphilly", 51.61, -3.23), ("pontypridd", 51.6, -3.34), ("neath", 51.66, -3.8))
    return [
        MappedHub(hub, f"{hub} / Ystrad Mynach", (north, east), 9.0, 4.0, "£4m of £9m, 44%")
        for hub, north, east in places
    ]


CHARTS = {
    "bars": lambda width: bars(
        *HEAD,
        [Bar(NAME, (3.0, 0.5), "£3m of £9m", 9.0), Bar("Bridge", (0.0, 9.0), "£9m")],
        ("used", "planned above", "left"),
        width=width,
    ),
    "money by year": lambda width: money_by_year(*HEAD, YEARS, [(NAME, CELLS)], width),
    "swaps": lambda width: swaps(
        *HEAD,
        [StreamSwaps(NAME, (("Bridge", 9.0),), (("Lane", 2.0), ("Path", 1.0)), ("£9m", "£3m"))],
        width,
    ),
    "steps": lambda width: steps(
        *HEAD,
        [Step(1, 5, "£1m: 5"), Step(2, 30, "£2m: 30", f"+25 points, in: {NAME}")],
        AXES,
        (2, "today’s budgets"),
        width,
    ),
    "discs": lambda width: discs(
        *HEAD,
        [
            Disc(1, 60, "R1", True),
            Disc(3, 80, "R2", False, name=NAME),
            Disc(12, 90, "R3", True, is_promised=True),
        ],
        AXES,
        (20.0, "Above the broken line a proposal brings more for its money."),
        width,
    ),
    "phasing": lambda width: phasing(
        *HEAD,
        (*YEARS, "later"),
        [
            Phase(NAME, (0, 5, 3, 1), ("", "500", "300", "100"), False),
            Phase("Bridge", (1, 0, 2, 0), ("100", "", "200", ""), True),
        ],
        "after 2020-21",
        width,
    ),
    "profile": lambda width: profile(
        *HEAD,
        [YearSpend(year, (3.0, 1.0), 5.0, "£4m of £5m") for year in YEARS],
        ("capital", "revenue"),
        "£m",
        lambda y: f"{y:g}",
        width,
    ),
    "flow": lambda width: flow(
        *HEAD,
        ("Stream", "Hub", "Theme"),
        [{(NAME, "Neath"): 5.0, ("Roads", "Neath"): 1.0}, {("Neath", "transport"): 6.0}],
        lambda money: f"£{money:g}m",
        width,
    ),
    "tornado": lambda width: tornado(
        *HEAD,
        [Swing(NAME, -30.0, 12.0, ("−30.00", "+12.00")), Swing("Roads", 0, 5, ("0", "+5.00"))],
        ("5% less", "5% more"),
        width,
    ),
    "waterfall": lambda width: waterfall(
        *HEAD,
        [Fall("Without", 100.0, "100"), Fall(NAME, -25.0, "−25"), Fall("This list", 75.0, "75")],
        width,
    ),
    "in or out": lambda width: scenario_grid(
        *HEAD,
        ("As it is", "Every stream cut by 15%", "A year late"),
        [InOrOut(NAME, ("in", "out", "a year later")), InOrOut("Bridge", ("out", "in", "in"))],
        width,
    ),
    "map": lambda width: hub_money_map(
        *HEAD, hubs(), [MappedLink(("neath", "caerphilly"), 2.0, "a link")], [(51.5, -3.4)], width
    ),
}
SHAPES = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_a_chart_keeps_within_its_box_at_every_width_and_names_its_marks(draw):
    """Shapes and words end within the picture; title, description and an id for every mark."""
    for width, svg in zip(WIDTHS, in_widths(draw), strict=True):
        tree = ElementTree.fromstring(svg)
        assert float(tree.get("width")) == width
        height = float(tree.get("height"))
        marks = [shape.get("id") for shape in tree.iter() if shape.get("id")]
        assert marks[:2] == ["title", "description"]
        assert len(set(marks)) == len(marks) > 2
        assert all(mark.startswith(f"mark-{width:.0f}-") for mark in marks[2:])
        for shape in tree.iter(f"{SHAPES}rect"):
            if shape.get("width") != "100%":
                assert float(shape.get("x")) + float(shape.get("width")) <= width + 0.1
                assert float(shape.get("y")) + float(shape.get("height")) <= height
        for words in tree.iter(f"{SHAPES}text"):
            wide = text_width(words.text, float(words.get("font-size")))
            x, anchor = float(words.get("x")), words.get("text-anchor")
            begin = x - wide if anchor == "end" else x - wide / 2 if anchor == "middle" else x
            assert begin >= -1, words.text
            assert begin + wide <= width + 1, words.text
            assert 0 < float(words.get("y")) <= height


def test_a_full_cell_is_marked_besides_colour():
    """A heavy outline and heavy figures say that nothing is left; no money is a dash."""
    svg = CHARTS["money by year"](680)
    assert svg.count('stroke-width="2.5"') == 1
    assert re.search(r'font-weight="bold">30 of 30<', svg)
    assert not re.search(r'font-weight="bold">5 of 40<', svg)
    assert ">–<" in svg


@pytest.mark.parametrize(
    ("chart", "sign"),
    [
        ("bars", 'stroke-dasharray="4 3"'),
        ("swaps", f'stroke-dasharray="{LOSS.dashes}"'),
        ("tornado", f'stroke-dasharray="{LOSS.dashes}"'),
        ("phasing", 'stroke-width="2.5"'),
        ("profile", 'stroke-dasharray="4 3"'),
        ("in or out", 'stroke-dasharray="4 3"'),
        ("discs", 'stroke-width="2.5"'),
    ],
)
def test_marks_of_two_kinds_are_told_apart_without_colour(chart, sign):
    """The second kind has an outline of its own."""
    assert sign in CHARTS[chart](680)


def test_steps_of_a_waterfall_lead_from_the_first_figure_to_the_last():
    """The step begins where the first bar ends, and ends where the last one does."""
    shapes = [s for s in ElementTree.fromstring(CHARTS["waterfall"](680)) if s.get("id")]
    first, step, last = [
        (float(s.get("x")), float(s.get("x")) + float(s.get("width")))
        for s in shapes
        if s.get("id").startswith("mark")
    ]
    assert step[1] == pytest.approx(first[1], abs=0.1)
    assert step[0] == pytest.approx(last[1], abs=0.1)
