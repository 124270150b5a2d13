"""What would help is one press away: repairs, the least money, money typed in pounds, rules."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl

import prioritise as pr
from prioritise.reading import read as programme_of
from prioritise.web.controls import controls
from prioritise.web.scenario_file import scenario_text
from prioritise.web.settings import settings_of
from tests.cli.programmes import SETTINGS, small
from tests.web.visitors import visitor

RULE = "rules:\n- {name: two at most, measure: count, at_most: 2}\n"


def tries(page: str) -> list[str]:
    return [
        unescape(each) for each in re.findall(r'class="w-try" role="button" href="([^"]+)"', page)
    ]


def test_every_repair_of_money_and_locks_is_tried_by_one_press(tmp_path):
    """Where three locks cannot hold, each press leads to a shortlist."""
    opened = visitor(small(tmp_path / "mine"))
    stuck = opened.ended("/?p.A=in&p.B=in&p.C=in").text
    assert "No shortlist can keep all the rules" in stuck
    addresses = tries(stuck)
    assert len(addresses) == stuck.count(" would do.") >= 2
    for address in addresses:
        assert "No shortlist can keep" not in opened.ended(address).text
    assert any("m.main.2018-19=" in address for address in addresses)


def test_a_rule_that_stands_in_the_way_is_given_up_by_one_press(tmp_path):
    """A repair that drops a rule is a setting of the page, and is saved as one of a scenario."""
    folder = small(tmp_path / "mine", SETTINGS + RULE, 100)
    opened = visitor(folder)
    addresses = tries(opened.ended("/?p.A=in&p.B=in&p.C=in").text)
    dropped = next(each for each in addresses if "r.two" in each)
    assert "3 of 3" in opened.ended(dropped).text
    edition = opened.session.edition
    settings, faults = settings_of(parse_qsl(dropped.partition("?")[2]), edition.scenario)
    assert not faults
    (tmp_path / "saved.yaml").write_text(scenario_text(settings, "Saved", edition.reading), "utf-8")
    assert len(pr.read(tmp_path / "saved.yaml").optimise().shortlist) == 3


def test_the_least_money_that_brings_a_proposal_in_is_tried_by_one_press(tmp_path):
    """Whoever asks why theirs is out can have the money that would do put there."""
    opened = visitor(small(tmp_path / "mine"))
    plan = opened.session.answer(
        opened.session.ask(settings_of((), opened.session.edition.scenario)[0])
    )
    assert plan.wait(20)
    (out,) = set("ABC") - set(plan.result.plan.shortlist)
    said = "Working it out"
    while "Working it out" in said:
        said = opened.get(f"/why?proposal={out}").text
    (address,) = tries(said)
    assert re.search(rf'id="row-{"ABC".index(out)}"(?s:.*?)>In<', opened.ended(address).text)


def test_money_typed_in_pounds_stands_in_the_saved_scenario_to_the_penny(tmp_path):
    """£12,345.67 in one stream and year is that, whatever the per cent."""
    opened = visitor(small(tmp_path / "mine"))
    edition = opened.session.edition
    fields = [("all", "50"), ("m.main.2019-20", "12345.67"), ("m.main.2018-19", "")]
    settings, faults = settings_of(fields, edition.scenario)
    assert not faults
    assert edition.asked(settings).stream_of["main"].budgets == (500_000, 1_234_567)
    assert controls(edition.scenario, settings).every.caption == "£17.34567k"
    (tmp_path / "saved.yaml").write_text(scenario_text(settings, "Saved", edition.reading), "utf-8")
    assert programme_of(tmp_path / "saved.yaml").programme.streams[0].budgets == (
        500_000,
        1_234_567,
    )
    _, wrong = settings_of([("m.main.2019-20", "-1"), ("m.mian.2019-20", "1")], edition.scenario)
    assert "a number from 0" in str(wrong[0])
    assert "main" in str(wrong[1])
