"""Folders of programmes, for commands to work on."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

REPOSITORY = Path(__file__).parents[2]

SETTINGS = """\
title: Two places
years: ["2018-19", "2019-20"]
unit: £k
criteria:
  impact: {weight: 1, scale: [0, 10]}
"""


def write(folder: Path, settings: str = SETTINGS, **tables: Sequence[Sequence[Any]]) -> Path:
    """A programme's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "programme.yaml").write_text(settings, encoding="utf-8")
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    return folder


def small(folder: Path, settings: str = SETTINGS, budget: int = 10) -> Path:
    """Three proposals of which two fit."""
    return write(
        folder,
        settings,
        hubs=[["hub", "name"], ["n", "North"], ["s", "South"]],
        streams=[["stream", "name", "2018-19", "2019-20"], ["main", "Main Fund", budget, budget]],
        proposals=[
            ["proposal", "title", "hub", "impact"],
            ["A", "Arcade", "n", 9],
            ["B", "Bridge", "n;s", 6],
            ["C", "College", "s", 5],
        ],
        costs=[
            ["proposal", "stream", "2018-19", "2019-20"],
            ["A", "main", 6, 6],
            ["B", "main", 5, 1],
            ["C", "main", 4, 4],
        ],
    )


def hard(folder: Path, proposals: int = 150, years: int = 12) -> Path:
    """A programme that keeps a solver busy for longer than any test waits."""
    rng = Random(7)
    names = [f"{year}-{year + 1 - 2000}" for year in range(2020, 2020 + years)]
    costs = [[rng.randint(100, 1000) for _ in names] for _ in range(proposals)]
    budgets = [sum(column) // 2 for column in zip(*costs, strict=True)]
    quoted = ", ".join(f'"{name}"' for name in names)
    return write(
        folder,
        SETTINGS.replace('"2018-19", "2019-20"', quoted),
        hubs=[["hub", "name"], ["n", "North"]],
        streams=[["stream", "name", *names], ["main", "Main Fund", *budgets]],
        proposals=[
            ["proposal", "title", "hub", "impact"],
            *(
                [f"P{i}", f"Project {i}", "n", round(sum(row) / len(row) / 110, 2)]
                for i, row in enumerate(costs)
            ),
        ],
        costs=[
            ["proposal", "stream", *names],
            *([f"P{i}", "main", *row] for i, row in enumerate(costs)),
        ],
    )


def started(*words: str | Path, **options: Any) -> subprocess.Popen[str]:
    """A process of its own for a command."""
    return subprocess.Popen(
        [sys.executable, "-m", "prioritise", *map(str, words)],
        cwd=options.pop("cwd", REPOSITORY),
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        **options,
    )


def ended(*words: str | Path, **options: Any) -> tuple[int, str, str]:
    """Exit code, output and words of a command in a process of its own."""
    process = started(*words, **options)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err
