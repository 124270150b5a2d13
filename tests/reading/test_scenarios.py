"""A scenario file gives a new, re-validated programme, or faults with their lines."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from prioritise.reading import read
from tests.reading.files import (
    SETTINGS,
    SHEETS,
    TABLES,
    faults_in,
    only_fault,
    with_cell,
    write_folder,
    write_scenario,
    write_workbook,
)

SCENARIO = """\
title: TRIP a year late
programme: valleys
streams:
  trip: {delay: 1, "2018-19": 700}
  all: {scale: 0.5}
weights: {economic: 10}
hubs:
  add: [amman]
  drop: [neath]
proposals: {drop: ["007"], costs: {scale: 1.1}}
rules:
  drop: [one in each hub]
  add:
    - {name: some jobs, measure: jobs, at_least: 1}
decisions:
  in: [P1]
  out: [NA]
solver: {gap: 0.01, seconds: 5}
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_folder(tmp_path / "valleys")
    return tmp_path


def test_every_change_is_made(place):
    """Streams, weights, hubs, proposals, rules, decisions and settings, each as it is asked."""
    programme = read(write_scenario(place / "late.yaml", SCENARIO)).programme
    trip = programme.stream_of["trip"]
    assert (trip.budgets, trip.outside) == ((0, 70_000_000), 45_025_000)
    assert programme.stream_of["skills"].budgets == (25_000_000, 0)
    assert programme.criteria[0].weight == 10
    assert (programme.added_hubs, programme.dropped_hubs) == (("amman",), ("neath",))
    assert (programme.dropped_proposals, programme.cost_scale) == (("007",), Decimal("1.1"))
    assert [rule.name for rule in programme.rules] == ["little in one ward", "some jobs"]
    assert [(d.proposal, d.chosen) for d in programme.decisions] == [("P1", True), ("NA", False)]
    assert (programme.solver.gap, programme.solver.seconds) == (Decimal("0.01"), Decimal(5))
    assert programme.scenario == "TRIP a year late"


def test_scenarios_build_on_one_another(place):
    """What is extended is applied wholly first; its programme and its baseline are taken over."""
    write_scenario(place / "plain.yaml", "title: plain\nprogramme: valleys\n")
    base = (
        "title: base\nprogramme: ../valleys\nbaseline: ../plain.yaml\nstreams: {trip: {scale: 2}}\n"
    )
    write_scenario(place / "sub" / "base.yaml", base)
    last = "title: last\nextends: sub/base.yaml\nstreams: {trip: {delay: 1}}\n"
    reading = read(write_scenario(place / "last.yaml", last))
    assert reading.programme.stream_of["trip"].budgets == (0, 200_000_000)
    assert reading.programme.scenario == "last"
    assert reading.baseline == place / "plain.yaml"
    assert reading.source == place / "last.yaml"
    assert reading.programme_path == place / "valleys"
    names = [path.name for path in reading.files]
    assert names[:4] == ["last.yaml", "base.yaml", "programme.yaml", "hubs.csv"]


def test_a_rule_of_the_extended_scenario_may_be_dropped(place):
    """Scenarios are read one after the other, each against what the one before gives."""
    write_scenario(
        place / "base.yaml",
        "title: base\nprogramme: valleys\nrules: {add: [{name: n, measure: count, at_most: 2}]}\n",
    )
    last = write_scenario(
        place / "last.yaml", "title: last\nextends: base.yaml\nrules: {drop: [n]}\n"
    )
    assert [rule.name for rule in read(last).programme.rules] == [
        "one in each hub", "little in one ward",
    ]  # fmt: skip


@pytest.mark.parametrize("named", ["valleys", "valleys/programme.yaml", "plan.xlsx"])
def test_a_programme_is_a_folder_its_settings_or_a_workbook(place, named):
    """All three are the same programme."""
    write_workbook(place / "plan.xlsx", TABLES | SHEETS)
    path = write_scenario(place / "a.yaml", f"title: a\nprogramme: {named}\n")
    plain = read(place / "valleys").programme
    assert read(path).programme == plain.revised(scenario="a")


BAD_SCENARIOS = [
    # Old text, new text, line, key, expected, nearest.
    ("title: TRIP a year late", "titel: x", 1, "titel", None, "title"),
    ("programme: valleys", "programme: valley", 2, "programme",
     "a path from this file to one that exists", "valleys"),
    ("programme: valleys", "", 1, "programme", "the programme that the scenario changes", ""),
    ("  trip: {", "  trap: {", 4, "streams.trap", "the id of a stream", "trip"),
    ("delay: 1", "dealy: 1", 4, "streams.trip.dealy",
     "one of scale, add, delay, carry_forward, contingency, over_programme, 2018-19, 2019-20",
     "delay"),
    ("delay: 1", "delay: 1.5", 4, "streams.trip.delay", "a whole number", ""),
    ("delay: 1", "delay: -1", 4, "streams.trip.delay", None, ""),
    ("delay: 1", "delay: a year", 4, "streams.trip.delay", None, ""),
    ('"2018-19": 700', '"2018-9": 700', 4, "streams.trip.2018-9",
     "one of scale, add, delay, carry_forward, contingency, over_programme, 2018-19, 2019-20",
     "2018-19"),
    ('"2018-19": 700', '"2018-19": -700', 4, "streams.trip.2018-19",
     "an amount in £k that is not negative, such as 0 or 1,234.5", ""),
    ("{scale: 0.5}", "{scale: -0.5}", 5, "streams.all.scale", "0 or more", ""),
    ("{scale: 0.5}", "0.5", 5, "streams.all", "keys with values", ""),
    ("economic: 10", "econmic: 10", 6, "weights.econmic", "one of economic, alignment", "economic"),
    ("economic: 10", "economic: -10", 6, "weights.economic", "0 or more", ""),
    ("economic: 10", "economic: 0, alignment: 0", 6, "weights",
     "a weight above 0 for at least one criterion", ""),
    ("[amman]", "[aman]", 8, "hubs.add[1]", "the id of a hub", "amman"),
    ("[amman]", "[ponty]", 8, "hubs.add[1]", "a proposed hub; this one is agreed already", ""),
    ("drop: [neath]", "drop: [amman]", 9, "hubs.drop[1]",
     "a name that does not stand under add as well", ""),
    ("drop: [neath]", "drop: neath", 9, "hubs.drop", "a list, such as [a, b]", ""),
    ("drop: [neath]", "dorp: [neath]", 9, "hubs.dorp", "one of add, drop", "drop"),
    ('drop: ["007"]', 'drop: ["07"]', 10, "proposals.drop[1]", "the id of a proposal", "007"),
    ("scale: 1.1", "scale: -1", 10, "proposals.costs.scale", "0 or more", ""),
    ("scale: 1.1", "scael: 1", 10, "proposals.costs.scael", "one of scale", "scale"),
    ("drop: [one in each hub]", "drop: [one in every hub]", 12, "rules.drop[1]",
     "the name of a rule", "one in each hub"),
    ("measure: jobs", "measure: job", 14, "rules.add[1].measure",
     "a measure or a column of numbers", "jobs"),
    ("some jobs", "little in one ward", 14, "rules.add[1].name", "every name once", ""),
    ("in: [P1]", "in: [P11]", 16, "decisions.in[1]", "the id of a proposal", "P1"),
    ("out: [NA]", "out: [P1]", 17, "decisions.out[1]",
     "a name that does not stand under in as well", ""),
    ("out: [NA]", "out: [NA, NA]", 17, "decisions.out[2]", "every name once", ""),
    ("out: [NA]", "out: ['']", 17, "decisions.out[1]", "a name", ""),
    ("gap: 0.01", "gap: 2", 18, "solver.gap", "1 or less", ""),
    ("seconds: 5", "seconds: -5", 18, "solver.seconds", "more than 0", ""),
    ("solver:", "baseline: nothing.yaml\nsolver:", 18, "baseline",
     "a path from this file to one that exists", ""),
    ("solver:", "baseline: bad.yaml\nsolver:", 18, "baseline",
     "a scenario whose own baseline is not this one", ""),
    ("solver:", "extends: bad.yaml\nsolver:", 18, "extends",
     "a scenario that does not extend this one", ""),
]  # fmt: skip


@pytest.mark.parametrize("case", BAD_SCENARIOS, ids=lambda case: case[1][:30])
def test_a_bad_scenario_is_one_fault_with_its_line(place, case):
    """File, line, key, what is expected, and the nearest name."""
    old, new, line, key, expected, nearest = case
    assert old in SCENARIO
    fault = only_fault(write_scenario(place / "bad.yaml", SCENARIO.replace(old, new, 1)))
    assert (fault.place, fault.row, fault.column) == ("bad.yaml", line, key)
    assert expected is None or fault.expected == expected
    assert fault.nearest == nearest


def test_faults_of_scenario_and_programme_come_together(place):
    """The scenario is read against what could be read of its programme."""
    write_folder(place / "valleys", with_cell("costs", 2, "before", "x"))
    path = write_scenario(place / "late.yaml", SCENARIO.replace("[P1]", "[P11]"))
    assert [(f.place, f.row) for f in faults_in(path)] == [
        ("late.yaml", 16),
        ("valleys/costs.csv", 2),
    ]


def test_a_scenario_can_be_read_while_its_programme_cannot(place):
    """A typing slip in the settings does not make every name of the scenario unknown."""
    write_folder(place / "valleys", settings=SETTINGS.replace("years", "yeers"))
    path = write_scenario(place / "late.yaml", SCENARIO.replace("delay: 1", "delay: x"))
    assert [(f.place, f.row) for f in faults_in(path)] == [
        ("late.yaml", 4),
        ("valleys/programme.yaml", 2),
    ]


def test_a_fault_in_an_extended_scenario_is_placed_in_its_file(place):
    """The file that has to be mended is the one that is named."""
    write_scenario(place / "base.yaml", "title: b\nprogramme: valleys\nhubs: {add: [nowhere]}\n")
    fault = only_fault(write_scenario(place / "last.yaml", "title: last\nextends: base.yaml\n"))
    assert (fault.place, fault.row) == ("base.yaml", 3)


def test_two_programmes_in_one_chain_are_a_fault(place):
    """A scenario cannot extend one that speaks of another programme."""
    write_folder(place / "other")
    write_scenario(place / "base.yaml", "title: b\nprogramme: other\n")
    path = write_scenario(place / "a.yaml", "title: a\nprogramme: valleys\nextends: base.yaml\n")
    assert only_fault(path).row == 2


def test_a_hub_that_was_dropped_may_be_added_again(place):
    """An agreed hub is added where the scenario that is extended has dropped it."""
    write_scenario(place / "base.yaml", "title: b\nprogramme: valleys\nhubs: {drop: [neath]}\n")
    path = write_scenario(place / "a.yaml", "title: a\nextends: base.yaml\nhubs: {add: [neath]}\n")
    assert read(path).programme.takes_part("neath")
