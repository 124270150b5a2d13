"""The zones and journeys of the example are what its README says of them."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from prioritise.hubs.screening import HEADING, estimates
from prioritise.reading import read
from prioritise.reading.places import Wanted, read_places

EXAMPLE = Path(__file__).parents[2] / "scenarios" / "valleys"
SOURCE = "south_wales/south_wales_lsoa.csv"


@pytest.fixture(scope="module")
def places():
    reading = read(EXAMPLE)
    return reading.programme, read_places(reading, Wanted())


def test_journeys_of_today_are_the_screening_estimate_up_to_75_minutes(places):
    programme, found = places
    assert found.period == HEADING
    today = {(j.zone, j.hub): j.minutes for j in found.journeys if not j.proposal}
    right = {
        (j.zone, j.hub): j.minutes
        for j in estimates(found.zones, programme.hubs)
        if j.minutes <= 75
    }
    assert today == right


def test_every_zone_is_within_an_hour_of_a_hub(places):
    _, found = places
    nearest: dict[str, int] = {}
    for journey in found.journeys:
        if not journey.proposal:
            least = nearest.get(journey.zone, 10**6)
            nearest[journey.zone] = min(int(journey.minutes), least)
    assert nearest.keys() == {zone.zone for zone in found.zones}
    assert max(nearest.values()) <= 60


def test_proposals_make_journeys_an_eighth_shorter_within_the_authority_of_the_hub(places):
    programme, found = places
    today = {(j.zone, j.hub): j.minutes for j in found.journeys if not j.proposal}
    authority = {zone.zone: zone.texts["local_authority"] for zone in found.zones}
    made = [journey for journey in found.journeys if journey.proposal]
    assert len({journey.proposal for journey in made}) == 7
    for journey in made:
        before = today[journey.zone, journey.hub]
        assert before > 30
        assert journey.minutes == round(before * 7 / 8)
        assert authority[journey.zone] == programme.hub_of[journey.hub].local_authority
        assert journey.hub in programme.proposal_of[journey.proposal].hubs


def test_zones_are_those_of_the_source_unchanged(places):
    data = os.environ.get("PRIORITISE_DATA")
    if not data:
        pytest.skip("set PRIORITISE_DATA to the folder of reference data")
    with (Path(data) / SOURCE).open(encoding="utf-8") as file:
        source = {row["zone"]: row for row in csv.DictReader(file)}
    with (EXAMPLE / "zones.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            row["population_2019"] = row.pop("population")
            assert row.items() <= source[row["zone"]].items()
    _, found = places
    assert sum(int(zone.numbers["population"]) for zone in found.zones) == 1_428_006
