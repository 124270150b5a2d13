"""Groups, a criterion left out, switching values and the picture, as commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.programmes import SETTINGS, small, write
from tests.cli.test_commands import call, rows

TWO = f"""{SETTINGS}  people: {{weight: 1, scale: [0, 10]}}
groups:
  traders: {{given: {{impact: 9, people: 1}}}}
  residents: {{swing: {{impact: 20, people: 100}}}}
  churches: {{pairwise: {{people: {{impact: 1}}}}}}
"""
SCORED = [
    ["proposal", "title", "hub", "impact", "people"],
    ["A", "Arcade", "n", 9, 1],
    ["B", "Bridge", "n;s", 6, 5],
    ["C", "College", "s", 1, 9],
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(small(tmp_path / "two", budget=7), TWO, proposals=SCORED)


def test_groups_are_compared_in_rows_and_files(folder, tmp_path):
    """One column a group; the losses of each list by the weights of every other."""
    printed = rows(call("compare", folder, "--groups", "--format", "csv").stdout)
    assert list(printed[0]) == [
        *("proposal", "title", "hub", "traders", "residents", "churches", "verdict"),
    ]
    call("compare", folder, "--groups", "-o", tmp_path / "g")
    losses = rows((tmp_path / "g" / "losses.csv").read_text("utf-8"))
    assert len(losses) == 6
    assert all(float(loss["lost"]) >= 0 for loss in losses)
    weights = rows((tmp_path / "g" / "weights.csv").read_text("utf-8"))
    assert [(w["weight"], w["way"]) for w in weights if w["list"] == "residents"] == [
        ("0.166667", "swing"),
        ("0.833333", "swing"),
    ]


def test_a_criterion_is_left_out_and_its_cost_is_told(folder):
    """On a screen of 80 columns, without a scenario of its own."""
    screen = call("compare", folder, "--without", "people", "--format", "table").stdout
    assert "What people costs" in screen
    assert max(map(len, screen.splitlines())) <= 80


def test_figures_by_public_cost_stand_apart(folder):
    """Points of millions of pounds are long; a blank at least is left between any two figures."""
    settings = TWO.replace("unit: £k", "unit: £") + "value: {size: public_cost}\n"
    sizes = {"A": 7_200_000, "B": 6_100_000, "C": 8_300_000}
    write(folder, settings, costs=[
        ["proposal", "stream", "2018-19", "2019-20"],
        *([name, "main", pounds, ""] for name, pounds in sizes.items()),
    ])  # fmt: skip
    text = (folder / "streams.csv").read_text("utf-8")
    (folder / "streams.csv").write_text(text.replace(",7", ",14000000"), "utf-8")
    screen = call("compare", folder, "--groups", "--format", "table").stdout
    for group in ("traders", "residents", "churches"):
        total = next(line for line in screen.splitlines() if line.startswith(f"{group} "))
        label, count, value, spent, budget = total.split()
        assert (label, count, budget) == (group, count, "28,000")
        assert float(value.replace(",", "")) > 100_000_000
        assert 6_000 < float(spent.replace(",", "")) < 15_600
    assert max(map(len, screen.splitlines())) <= 80


@pytest.mark.parametrize("more", [["--usual"], ["--without", "people"]])
def test_groups_are_compared_alone(folder, more):
    """Other lists would not be by the weights of anybody."""
    call("compare", folder, "--groups", *more, code=2)


def test_a_criterion_that_does_not_exist_has_a_nearest_name(folder):
    """With `compare` and with the picture."""
    answer = call("compare", folder, "--without", "peple", code=3)
    assert "did you mean 'people'" in answer.stderr
    place = folder.parent / "p"
    answer = call("explain", folder, "--picture", "impact", "peple", "-o", place, code=3)
    assert "did you mean 'people'" in answer.stderr
    assert not (folder.parent / "p").exists()


def test_switching_values_are_written_and_shown(folder, tmp_path):
    """One row a weight and direction, a score and a cost; sentences on the screen."""
    call("explain", folder, "--switching", "-o", tmp_path / "s")
    found = rows((tmp_path / "s" / "switching.csv").read_text("utf-8"))
    assert [row["what"] for row in found] == ["weight"] * 4 + ["score"] * 6 + ["cost"] * 3
    assert {row["settled"] for row in found} == {"yes"}
    screen = call("explain", folder, "A", "--switching", "--format", "table").stdout
    assert "Weights, the others in proportion" in screen
    assert max(map(len, screen.splitlines())) <= 80


@pytest.mark.slow
def test_a_folder_of_reasons_has_the_picture_and_its_table_and_is_written_again(folder, tmp_path):
    """The picture stands beside the tables; a second takes its place when told."""
    for _ in range(2):
        call("explain", folder, "-o", tmp_path / "w", "--replace")
    names = sorted(path.name for path in (tmp_path / "w").iterdir())
    assert names == ["datapackage.json", "reasons.csv", "scores.csv", "scores.svg", "worth.csv"]


def test_check_prints_the_weights_as_used_and_warns_of_contradictions(folder):
    """The programme's and each group's."""
    circle = TWO.replace("people: {weight", "jobs: {weight: 1, scale: [0, 9]}\n  people: {weight")
    pairs = "{pairwise: {impact: {people: 9}, people: {jobs: 9}, jobs: {impact: 9}}}"
    circle = circle[: circle.index("groups:")] + f"groups:\n  us: {pairs}\n"
    scored = [[*SCORED[0], "jobs"], *([*row, 3] for row in SCORED[1:])]
    asked = write(folder, circle, proposals=scored)
    screen = call("check", asked, "--format", "table").stdout
    assert "Weights: impact 33.3%, jobs 33.3%, people 33.3%." in screen
    words = " ".join(screen.split())
    assert "the weights of us: the comparisons contradict one another" in words
    assert "consistency ratio of 6.13" in words
