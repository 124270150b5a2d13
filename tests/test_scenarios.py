"""The examples: each runs as it stands, is proven, and comes to what is written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from prioritise.cli.solving import solved
from prioritise.optimise.totals import totals_of
from prioritise.views.table import amount, figure

SCENARIOS = Path(__file__).parents[1] / "scenarios"
SLOW = ("ammanford", "later-starts", "second-quarter-late", "stay-close")
FILES = sorted(SCENARIOS.glob("*.yaml"))


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, marks=pytest.mark.slow if path.stem in SLOW else (), id=path.stem)
        for path in FILES
    ],
)
def test_an_example_comes_to_what_is_written(path, golden):
    plan = solved(path).plan
    assert plan.status == "optimal"
    totals = totals_of(plan.programme, plan.ways)
    unit = plan.programme.unit
    lines = [
        f"value {figure(plan.value)}",
        f"within budget {amount(totals.within_budget, unit)}",
        f"over-programmed {amount(totals.over_programmed, unit)}",
        f"future {amount(totals.future, unit)}",
        *(f"{name}: {option.label}" for name, option in plan.options.items()),
    ]
    golden(f"scenarios/{path.stem}.txt", "\n".join(lines) + "\n")


def test_every_example_is_named_in_the_readme():
    text = (SCENARIOS / "README.md").read_text("utf-8")
    assert [path.name for path in FILES if f"`{path.name}`" not in text] == []
