"""Text from the inputs is shown, never obeyed: not by a spreadsheet, not by a terminal."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from prioritise.optimise import optimise
from prioritise.render.csv_file import csv_text
from prioritise.render.json_text import table_json
from prioritise.views.run.run_tables import run_tables
from prioritise.views.sanitise import one_line, sanitised, visible
from prioritise.views.table import Column, Table
from tests.small import cost, programme, proposal, stream
from tests.views.screens import shown

FORMULAS = [
    lead + sign + rest
    for lead in ("", " ", "\t", "\n", "\r", '"', "'", ' "', "a;", "a\n", "a\t", "a; '")
    for sign in ("=", "+", "-", "@", "＝", "＋")
    for rest in ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x.example","y")')
]
COMMANDS = [
    "\x1b[2J",
    "\x1b]0;title\x07",
    "\x1b]8;;http://x.example\x1b\\link",
    "\x9b31m",
    "a\rb",
    "a\x08b",
    "\x00",
    "\x7f",
    "\u202egnp.exe",
    "\u2066\u2069",
    "\ufeff",
    "[red]markup[/red]",
    "[link=http://x.example]x[/link]",
    ":smile:",
]
LIVE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
FORMULA_START = re.compile(r"""\s*["`]*\s*[=+\-@＝＋－＠]""")


def hostile(text):
    """A programme whose every free text is hostile."""
    rival = proposal("B", 5).model_copy(update={"title": text, "lead": text, "theme": text})
    chosen = proposal("A", 9).model_copy(update={"title": text, "lead": text, "theme": text})
    asked = programme(
        [chosen, rival],
        [cost("A", 8, 8), cost("B", 9, 9)],
        title=text,
        scenario=text,
        streams=(stream(budgets=(10, 10)).model_copy(update={"name": text}),),
    )
    hubs = tuple(hub.model_copy(update={"name": text}) for hub in asked.hubs)
    return optimise(asked.revised(hubs=hubs))


@pytest.mark.parametrize("payload", FORMULAS, ids=ascii)
def test_no_part_of_a_cell_starts_a_formula(payload):
    for part in re.split(r"[;\t\n\r]", sanitised(payload)):
        assert not FORMULA_START.match(part)


@pytest.mark.parametrize("payload", ["Plain", "Llys Cadwyn – 2", "a-b", "P+R", "x=1", "£5", "5%"])
def test_plain_text_stays_as_it_is(payload):
    assert sanitised(payload) == payload == visible(payload)


@pytest.mark.parametrize("payload", FORMULAS[::7] + COMMANDS, ids=ascii)
def test_no_table_and_no_screen_of_a_hostile_programme_is_live(payload):
    plan = hostile(payload)
    for table in run_tables(plan):
        text = csv_text(table)
        assert not LIVE.search(text)
        for row in csv.reader(io.StringIO(text, newline="")):
            for cell in row:
                assert not FORMULA_START.match(cell) or re.fullmatch(r"-?[\d.]+", cell)
        assert not LIVE.search(table_json(table))
    assert not LIVE.search(shown(plan, 80))


def test_a_screen_shows_markup_as_it_was_written():
    assert "[red]markup[/red]" in shown(hostile("[red]markup[/red]"), 80)


def test_numbers_stay_numbers_and_only_in_columns_of_numbers():
    columns = (Column("n", "N", "", "number"), Column("t", "T", ""))
    table = Table("t", "", (), columns, (("-5.25", "-5.25"), ("=1+1", "=1+1")))
    assert csv_text(table) == "n,t\n-5.25,'-5.25\n'=1+1,'=1+1\n"


def test_json_keeps_every_character_and_escapes_what_is_live():
    table = Table("t", "", (), (Column("t", "T", ""),), (("\x9b\u202e\x1bô£",),))
    text = table_json(table)
    assert not LIVE.search(text)
    assert "ô£" in text
    assert json.loads(text) == [{"t": "\x9b\u202e\x1bô£"}]


def test_a_line_for_the_screen_is_one_line():
    assert one_line(" a\n\tb\r\x1b ") == "a b␍␛"
