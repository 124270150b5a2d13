"""Requests of real cities, from their files to an answer; skipped where these are not at hand."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.programmes import ended

SETTINGS = """\
title: {title}
years: ["{year}"]
unit: £
criteria: {{{criteria}}}
"""


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(folder: Path, settings: str, **tables: Iterable[Mapping[str, Any]]) -> Path:
    """A programme's folder."""
    folder.mkdir()
    (folder / "programme.yaml").write_text(settings, "utf-8")
    for name, rows in tables.items():
        rows = list(rows)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return folder


def baltimore(benchmarks: Path, folder: Path, share: float) -> Path:
    """256 capital requests: who asked is the hub, the source the stream, impact drawn by a seed."""
    rows = rows_of(benchmarks / "baltimore_fy2018.csv")
    year, draw = "2017-18", random.Random(2018)
    projects = {row["cip_number"]: row for row in rows}
    asked: dict[str, int] = {}
    for row in rows:
        source = row["source_code"]
        asked[source] = asked.get(source, 0) + max(0, int(row["agency_amt"]))
    criteria = "economic: {weight: 1, scale: [0, 10]}, social: {weight: 1, scale: [0, 10]}"
    return write(
        folder,
        SETTINGS.format(title="Baltimore, 2018", year=year, criteria=criteria),
        hubs=({"hub": name, "name": name} for name in sorted({r["bureau_name"] for r in rows})),
        streams=(
            {"stream": f"s{source}", "name": f"Source {source}", year: int(total * share)}
            for source, total in asked.items()
        ),
        proposals=(
            {
                "proposal": number,
                "title": row["project_title"],
                "hub": row["bureau_name"],
                "economic": draw.randint(0, 10),
                "social": draw.randint(0, 10),
            }
            for number, row in projects.items()
        ),
        costs=(
            {
                "proposal": row["cip_number"],
                "stream": f"s{row['source_code']}",
                year: max(0, int(row["agency_amt"])),
            }
            for row in rows
        ),
    )


@pytest.mark.parametrize("share", [0.5, 0.8])
def test_a_citys_256_requests_are_settled_and_proven(benchmarks, tmp_path, share):
    folder = baltimore(benchmarks, tmp_path / "baltimore", share)
    code, _, err = ended("run", folder, "-o", tmp_path / "out")
    assert (code, err) == (0, f"wrote {tmp_path / 'out'}\n")
    record = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert (record["status"], record["unique_to"]) == ("optimal", "order of ids")
    decisions = [row["decision"] for row in rows_of(tmp_path / "out" / "shortlist.csv")]
    assert len(decisions) == 256
    assert set(decisions) == {"selected", "not selected"}
    assert ended("verify", tmp_path / "out")[0] == 0


def wroclaw(rows: list[dict[str, str]], folder: Path) -> Path:
    """A participatory budget: each district has its own money, votes are the only criterion."""
    most = max(int(row["votes"]) for row in rows)
    budgets = {row["district"]: row["district_budget"] for row in rows}
    names = {
        district: district.removeprefix("poland_wroclaw_2018_") or "city" for district in budgets
    }
    criteria = f"votes: {{weight: 1, scale: [0, {most}]}}"
    return write(
        folder,
        SETTINGS.format(title="Wrocław, 2018", year="2018-19", criteria=criteria),
        hubs=({"hub": names[d], "name": names[d]} for d in budgets),
        streams=({"stream": names[d], "name": names[d], "2018-19": b} for d, b in budgets.items()),
        proposals=(
            {
                "proposal": row["project"],
                "title": row["title"],
                "hub": names[row["district"]],
                "votes": row["votes"],
            }
            for row in rows
        ),
        costs=(
            {"proposal": r["project"], "stream": names[r["district"]], "2018-19": r["cost"]}
            for r in rows
        ),
    )


def test_a_citys_own_choice_stands_beside_the_optimum(benchmarks, tmp_path):
    rows = rows_of(benchmarks / "wroclaw_2018.csv")
    folder = wroclaw(rows, tmp_path / "wroclaw")
    chosen = {row["project"] for row in rows if row["selected_by_city"] == "1"}
    (tmp_path / "city.csv").write_text("\n".join(["proposal", *sorted(chosen)]), "utf-8")
    out = tmp_path / "out"
    code, printed, _ = ended(
        "compare", folder, "--list", tmp_path / "city.csv", "-o", out, "--format", "csv"
    )
    assert code == 0
    best, city = rows_of(out / "totals.csv")
    assert (best["status"], city["status"], city["broken"]) == ("optimal", "given", "")
    assert float(best["value"]) > float(city["value"])
    winners = {r["proposal"] for r in csv.DictReader(io.StringIO(printed)) if r["city"] == "in"}
    assert winners == chosen
    most = max(int(row["votes"]) for row in rows)
    votes = sum(int(row["votes"]) for row in rows if row["project"] in chosen)
    assert float(city["value"]) == pytest.approx(100 * votes / most, abs=0.05)
    assert city["added"]
    assert city["dropped"]
