"""`solver: seconds` bounds the whole of a command: it says what it has, and exits with 0."""

from __future__ import annotations

from pathlib import Path
from random import Random
from time import monotonic

import pytest

from prioritise.web.session import failed
from prioritise.web.settings import PageSettings
from tests.cli.programmes import SETTINGS, write
from tests.cli.test_commands import call, rows
from tests.web.visitors import session_of

SECONDS = 1
LONGEST = 25.0
"""Seconds that a command may take all in all: reading, the models and a busy machine included."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty proposals whose scores equal their costs: many lists are nearly as good as the best."""
    place, rng = tmp_path_factory.mktemp("hard"), Random(3)
    costs = {f"P{number:02}": rng.randint(100, 1000) for number in range(60)}
    first = {name: rng.randint(0, cost) for name, cost in costs.items()}
    streams = {"a": sum(costs.values()) // 6, "b": sum(costs.values()) // 7}
    write(
        place / "programme",
        SETTINGS.replace("[0, 10]", "[0, 1000]"),
        hubs=[
            ["hub", "name", "latitude", "longitude"],
            ["n", "North", 51.6, -3.3],
        ],
        zones=[["zone", "population", "latitude", "longitude"], ["Z", 1000, 51.61, -3.31]],
        streams=[
            ["stream", "name", "2018-19", "2019-20"],
            *([name, name, money, money - 1] for name, money in streams.items()),
        ],
        proposals=[
            ["proposal", "title", "hub", "impact"],
            *([name, f"Project {name}", "n", cost] for name, cost in costs.items()),
        ],
        costs=[
            ["proposal", "stream", "2018-19", "2019-20"],
            *([n, rng.choice("ab"), first[n], cost - first[n]] for n, cost in costs.items()),
        ],
    )
    return place


@pytest.fixture
def scenario(place: Path, request: pytest.FixtureRequest) -> Path:
    """A file of its own for each test, so that no answer is known from another."""
    path = place / f"{abs(hash(request.node.name))}.yaml"
    path.write_text(f"title: Hard\nprogramme: programme\nsolver: {{seconds: {SECONDS}}}\n", "utf-8")
    return path


@pytest.mark.parametrize(
    "words",
    [
        ["explain"],
        ["explain", "P01", "P02", "P03"],
        ["sweep", "--step", "0.02"],
        ["alternatives", "--count", "20"],
        ["robust", "--draws", "100"],
        ["compare", "--usual"],
        ["export"],
        ["hubs", "--shortlist"],
    ],
    ids=" ".join,
)
def test_a_command_ends_when_its_time_is_up_and_says_so(scenario: Path, words: list[str]) -> None:
    """Today each question has these seconds for itself, and there are a hundred questions."""
    command, *more = words
    workers = ["--workers", 1] if command in ("explain", "sweep", "robust", "compare") else []
    began = monotonic()
    ended = call(command, scenario, *more, *workers, "--format", "csv")
    assert monotonic() - began < LONGEST
    assert "the time allowed, 1 s, was up" in ended.stderr
    assert rows(ended.stdout)


def test_a_report_tells_what_it_has_when_the_time_of_all_its_questions_is_up(
    scenario: Path, tmp_path: Path
) -> None:
    """A sweep, which asks most, says which of its points were not reached."""
    more, page = scenario.with_name("more.yaml"), tmp_path / "report.html"
    more.write_text("title: More\nprogramme: programme\nstreams: {all: {scale: 1.1}}\n", "utf-8")
    words = ["--sweep", "--workers", 1, "--seconds", SECONDS, "-o", page]
    began = monotonic()
    ended = call("report", scenario, more, *words)
    assert monotonic() - began < LONGEST
    assert "the time allowed, 1 s, was up" in ended.stderr
    text = page.read_text("utf-8")
    assert "NOT proven" in text or "not proven" in text
    assert "the time allowed was up" in text


def test_an_explanation_on_the_page_ends_with_the_seconds_of_the_scenario(scenario: Path) -> None:
    session = session_of(scenario)
    asked = session.answer(session.ask(PageSettings()))
    assert asked.wait(LONGEST)
    why = session.why(asked.result, "P01")  # type: ignore[arg-type]
    assert why.wait(LONGEST)
    assert not failed(why)


def test_what_was_not_explained_in_time_is_marked_in_its_row(scenario: Path) -> None:
    """An empty cell alone would say that the other decision is impossible."""
    found = rows(call("explain", scenario, "--workers", 1, "--format", "csv").stdout)
    open_ = [row for row in found if row["settled"] == "no"]
    assert open_
    for row in open_:
        assert row["value_otherwise"] == "" or "not proven" in row["sentence"]


def test_points_and_draws_that_were_not_reached_are_told_as_such(scenario: Path) -> None:
    """They are no answers; nobody is called in or out by draws that nobody looked at."""
    points = rows(call("sweep", scenario, "--workers", 1, "--format", "csv").stdout)
    assert [row["status"] for row in points].count("failed") >= 1
    assert all(bool(row["value"]) == (row["status"] != "failed") for row in points)
    screen = call("sweep", scenario, "--workers", 1, "--format", "table").stdout
    assert "the time allowed was up" in " ".join(screen.split())
    groups = rows(call("robust", scenario, "--workers", 1, "--format", "csv").stdout)
    answered = any(row["times_in"] != "0" for row in groups)
    assert answered or {row["group"] for row in groups} == {"unknown"}
