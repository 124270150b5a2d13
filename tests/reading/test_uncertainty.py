"""What is declared uncertain: read as it is meant, and every fault with its line and key."""

from __future__ import annotations

from decimal import Decimal

import pytest

from prioritise.reading import read
from tests.reading.files import SETTINGS, faults_in, write_folder, write_scenario

WHOLE = """\
uncertainty:
  weights: {order: [alignment, economic]}
  scores:
    all: [-1, 0, 1]
    criterion: {economic: [-2, 2]}
    proposal: {P1: {economic: [0, 1]}}
  costs:
    all: [0.9, 1, 1.3]
    money: {capital: [1, 1, 1.5]}
    theme: {transport: [1, 1.2]}
    proposal: {"007": [0.8, 1.2]}
  streams:
    trip: {late: 0.3, years_late: 1}
    all: {cut: 0.1, cut_to: 0.8}
"""


@pytest.fixture
def folder(tmp_path):
    return write_folder(tmp_path / "valleys")


def scenario(folder, text):
    return write_scenario(folder.parent / "asked.yaml", f"title: t\nprogramme: valleys\n{text}")


def declared(path):
    return read(path).programme.uncertainty


def test_a_scenario_and_a_programme_say_it_alike(folder):
    told = declared(scenario(folder, WHOLE))
    (folder / "programme.yaml").write_text(SETTINGS + WHOLE, "utf-8")
    assert declared(folder) == told
    assert told.weights.order == ("alignment", "economic")
    assert told.scores.every == (Decimal(-1), Decimal(0), Decimal(1))
    assert told.costs.proposal == {"007": (Decimal("0.8"), Decimal("1.2"))}
    assert told.streams["trip"].late == Decimal("0.3")


def test_a_scenario_takes_the_place_of_what_the_programme_says(folder):
    (folder / "programme.yaml").write_text(SETTINGS + WHOLE, "utf-8")
    assert declared(scenario(folder, "")).costs is not None
    told = declared(scenario(folder, "uncertainty: {weights: {concentration: 50}}\n"))
    assert (told.weights.concentration, told.costs) == (Decimal(50), None)


def test_nothing_is_declared_where_nothing_is_said(folder):
    assert declared(folder) is None
    assert declared(scenario(folder, "uncertainty:\n")) is None


FAULTS = [
    ("uncertain: {}", "uncertain", "uncertainty"),
    ("uncertainty: {weight: {}}", "uncertainty.weight", "weights"),
    ("uncertainty: {weights: {order: [economic, ecnomic]}}", "uncertainty.weights.order", "econ"),
    ("uncertainty: {weights: {within: {econ: [1, 2]}}}", "uncertainty.weights.within.econ", ""),
    ("uncertainty: {weights: {within: {economic: [2, 1]}}}",
     "uncertainty.weights.within.economic", "in this order"),
    ("uncertainty: {weights: {within: {economic: [-1, 1]}}}", "uncertainty.weights.within", "0 or"),
    ("uncertainty: {weights: {concentration: 0}}", "uncertainty.weights.concentration", "more"),
    ("uncertainty: {weights: {order: [economic], concentration: 9}}",
     "uncertainty.weights.concentration", "only one"),
    ("uncertainty: {scores: {all: [1]}}", "uncertainty.scores.all", "low and high"),
    ("uncertainty: {scores: {all: [1, x]}}", "uncertainty.scores.all", "a number"),
    ("uncertainty: {scores: {all: 1}}", "uncertainty.scores.all", "a list"),
    ("uncertainty: {scores: {criterion: {alignment: [0, 1]}}}",
     "uncertainty.scores.criterion.alignment", "has a scale"),
    ("uncertainty: {scores: {proposal: {P9: {economic: [0, 1]}}}}",
     "uncertainty.scores.proposal.P9", "proposal"),
    ("uncertainty: {costs: {all: [-0.1, 1]}}", "uncertainty.costs.all", "0 or more"),
    ("uncertainty: {costs: {money: {captial: [1, 2]}}}", "uncertainty.costs.money.captial", "kind"),
    ("uncertainty: {costs: {theme: {trnsport: [1, 2]}}}", "uncertainty.costs.theme.trnsport", ""),
    ("uncertainty: {costs: {proposal: {P9: [1, 2]}}}", "uncertainty.costs.proposal.P9", ""),
    ("uncertainty: {streams: {trap: {late: 0.5}}}", "uncertainty.streams.trap", "stream"),
    ("uncertainty: {streams: {trip: {late: 1.5}}}", "uncertainty.streams.trip.late", "1 or less"),
    ("uncertainty: {streams: {trip: {years_late: 0}}}", "uncertainty.streams.trip.years_late", "1"),
    ("uncertainty: {streams: {trip: {later: 1}}}", "uncertainty.streams.trip.later", "late"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "column", "expected"), FAULTS, ids=lambda text: text[:50])
def test_a_fault_names_its_line_and_key(folder, text, column, expected):
    for path, line in (
        (scenario(folder, f"# a line\n{text}\n"), 4),
        (folder, SETTINGS.count("\n") + 2),
    ):
        if path == folder:
            (folder / "programme.yaml").write_text(f"{SETTINGS}# a line\n{text}\n", "utf-8")
        found = faults_in(path)
        assert found, path
        assert found[0].row == line
        assert found[0].column.startswith(column)
        assert expected in str(found[0])


def test_costs_that_are_a_size_as_well_may_not_be_uncertain(folder):
    settings = SETTINGS.replace("size: people", "size: public_cost")
    text = f"{settings}uncertainty: {{costs: {{all: [1, 2]}}}}\n"
    (folder / "programme.yaml").write_text(text, "utf-8")
    (found,) = faults_in(folder)
    assert found.column == "value.size"
