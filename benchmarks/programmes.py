"""Programmes of any size, drawn from a seed: seven hubs, six streams, three years, tight money."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random
from typing import Any

from prioritise.appraisal.value import key_of, value_table
from prioritise.optimise.plan import Plan, Stage
from prioritise.programme.eligibility import eligibility_of
from prioritise.programme.options import Choice
from prioritise.programme.programme import Programme

YEARS = ("2018-19", "2019-20", "2020-21")
HUBS = tuple(f"hub-{number}" for number in range(1, 8))
STREAMS = tuple(f"stream-{number}" for number in range(1, 7))
SETTINGS = """\
title: Drawn at random
years: ["2018-19", "2019-20", "2020-21"]
unit: £k
criteria:
  economic: {weight: 45, scale: [0, 10]}
  social: {weight: 35, scale: [0, 10]}
  alignment: {weight: 20}
rules:
  - {name: every hub is in, measure: count, for_each: hub, at_least: 1}
"""


def write_programme(folder: Path, proposals: int, seed: int = 1) -> None:
    """Write a programme whose budgets pay half of what is asked."""
    draw = Random(seed)
    folder.mkdir(parents=True)
    (folder / "programme.yaml").write_text(SETTINGS, "utf-8")
    costs = [row for number in range(proposals) for row in _costs(draw, _name(number))]
    asked = {
        stream: [sum(c[year] for c in costs if c["stream"] == stream) for year in YEARS]
        for stream in STREAMS
    }
    _write(folder / "hubs.csv", [{"hub": hub, "name": hub.title()} for hub in HUBS])
    _write(
        folder / "streams.csv",
        [
            {
                "stream": stream,
                "name": stream.title(),
                **{year: a // 2 for year, a in zip(YEARS, asked[stream], strict=True)},
            }
            for stream in STREAMS
        ],
    )
    _write(folder / "proposals.csv", [_proposal(draw, _name(n)) for n in range(proposals)])
    _write(folder / "costs.csv", costs)
    pairs = dict.fromkeys((c["proposal"], c["stream"]) for c in costs)
    _write(
        folder / "alignment.csv",
        [{"proposal": p, "stream": s, "alignment": draw.randint(0, 10) / 10} for p, s in pairs],
    )


def first_come_plan(programme: Programme) -> Plan:
    """A plan without a solver: in order of id whatever still fits, examined like any other."""
    left = {stream.stream: list(stream.budgets) for stream in programme.streams}
    eligible = eligibility_of(programme)
    options = {}
    for name, found in eligible.items():
        for option in found.options[:1]:
            rows = [(left[row.payers[0]], row.amounts) for row in option.rows if not row.is_match]
            if all(h >= n for have, need in rows for h, n in zip(have, need, strict=True)):
                options[name] = option
                for have, need in rows:
                    have[:] = [h - n for h, n in zip(have, need, strict=True)]
    choices = tuple(
        Choice(name, option.name, option.tenths, tuple(row.payers[0] for row in option.rows))
        for name, option in options.items()
    )
    values = value_table(programme)
    figure = sum(values.figure(key_of(options[c.proposal]), c.payers) for c in choices)
    stages = (Stage("value", False, 0),)
    plan = Plan(programme, choices, options, eligible, values, figure, figure, stages, 0)
    assert not plan.examination.violations
    assert plan.examination.value == plan.value
    return plan


def _name(number: int) -> str:
    return f"P{number:06}"


def _proposal(draw: Random, name: str) -> dict[str, Any]:
    return {
        "proposal": name,
        "title": f"Project {name}",
        "hub": draw.choice(HUBS),
        "economic": draw.randint(0, 10),
        "social": draw.randint(0, 10),
        "theme": draw.choice(("transport", "skills", "housing", "town centre")),
        "jobs": draw.randint(0, 200),
    }


def _costs(draw: Random, name: str) -> list[dict[str, Any]]:
    payers = draw.sample(STREAMS, 2 if draw.random() < 0.15 else 1)
    rows = []
    for stream in payers:
        total, start = draw.randint(50, 5000), draw.randrange(len(YEARS))
        amounts = dict.fromkeys(YEARS, 0)
        amounts[YEARS[start]] = total - total // 3
        amounts[YEARS[min(start + 1, len(YEARS) - 1)]] += total // 3
        rows.append({"proposal": name, "kind": "capital", "stream": stream, **amounts})
    return rows


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
