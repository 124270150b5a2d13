"""The sentences that the method page writes as rules are read without a fault and can be asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from prioritise.cli.app import app
from prioritise.optimise import optimise
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.validity import faults_of
from prioritise.reading import read

PAGE = Path(__file__).parents[2] / "docs" / "method.md"
PLACES = """\
hub,name,local_authority,region,status,population,deprivation_fifth
northgate,Northgate,North Council,North,agreed,31000,1
riverside,Riverside,River Council,South,agreed,12000,3
castle-hill,Castle Hill,River Council,South,proposed,4000,2
"""
MORE = """
groups:
  officers: {given: {economic: 60, social: 20, alignment: 20}}
  members: {given: {economic: 20, social: 60, alignment: 20}}
"""


def block():
    (found,) = re.findall(r"## Twenty sentences.*?```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    return found


@pytest.fixture(scope="module")
def programme(tmp_path_factory):
    """The programme to start from, with people, goals and groups, under all the sentences."""
    folder = tmp_path_factory.mktemp("said") / "mine"
    made = CliRunner().invoke(app, ["init", str(folder), "--outcomes", "wellbeing"])
    assert made.exit_code == 0, made.output
    (folder / "hubs.csv").write_text(PLACES, encoding="utf-8")
    settings = folder / "programme.yaml"
    text = re.sub(r"^rules:\n(?:  .*\n)+", "", settings.read_text("utf-8"), flags=re.M)
    settings.write_text(text + MORE + block(), encoding="utf-8")
    return read(folder).programme


def test_there_are_twenty_and_each_is_named():
    names = [rule["name"] for rule in yaml.safe_load(block())["rules"]]
    assert len(set(names)) == 20


@pytest.mark.parametrize("place", range(20))
def test_each_can_be_asked_and_what_it_gives_keeps_it(programme, place):
    asked = programme.revised(rules=(programme.rules[place],))
    assert not list(faults_of(asked))
    try:
        plan = optimise(asked)
    except InfeasibleError as problem:
        told = str(problem)
    else:
        assert not plan.problems
        assert all(row.kept for row in plan.examination.rules)
        return
    assert programme.rules[place].name in told
