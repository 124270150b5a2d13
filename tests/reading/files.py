"""A small valid programme as files, and ways to spoil it."""

from __future__ import annotations

import copy
import csv
import io
from pathlib import Path

import xlsxwriter

from prioritise.programme.faults import Fault, InputError
from prioritise.reading import read

Tables = dict[str, list[list[str]]]

SETTINGS = """\
title: Canol y dref
years: ["2018-19", "2019-20"]
unit: £k
criteria:
  economic: {weight: 60, scale: [0, 10]}
  alignment: {weight: 40}
value: {size: people}
extra_columns: [people, ward]
rules:
  - {name: one in each hub, measure: count, for_each: hub, at_least: 1}
  - name: little in one ward
    measure: spend
    where: {ward: [Graig, Town]}
    at_most: 900
"""

TABLES: Tables = {
    "hubs": [
        ["hub", "name", "region", "status"],
        ["ponty", "Pontypridd", "SE", "agreed"],
        ["neath", "Castell-nedd", "SW", "agreed"],
        ["amman", "Rhydaman", "SW", "proposed"],
    ],
    "streams": [
        ["stream", "name", "kind", "regions", "intervention_rate", "min_award", "max_award",
         "carry_forward", "parent", "2018-19", "2019-20"],
        ["trip", "TRIP", "capital", "SE;SW", "0.7", "10", "5000", "0.1", "all-wales", "1000",
         "900.5"],
        ["trip-sw", "TRIP SW", "capital", "SW", "", "", "", "", "all-wales", "1,000", "£900"],
        ["skills", "Skills", "revenue", "", "", "", "", "", "", "500", ""],
        ["all-wales", "All of Wales", "", "", "", "", "", "", "", "3000", "3000"],
    ],
    "proposals": [
        ["proposal", "title", "hub", "economic", "lead", "theme", "commitment", "earliest",
         "latest", "likelihood", "stage", "min_share", "jobs", "people", "ward"],
        ["P1", "Gorsaf Llŷn, Tŷ'r ŵyl", "ponty", "7.5", "RCT", "transport", "", "2018-19",
         "2019-20", "0.9", "OBC", "0.5", "12", "4000", "Graig"],
        ["007", "Arcade", "neath", "0", "NPT", "retail", "contracted", "", "", "", "", "", "",
         "250", "Town"],
        ["NA", "Porth link", "ponty;neath", "10", "", "transport", "", "", "", "", "", "", "", "9",
         ""],
    ],
    "costs": [
        ["proposal", "option", "kind", "stream", "before", "after", "2018-19", "2019-20"],
        ["P1", "", "capital", "trip", "", "", "100", "50"],
        ["P1", "", "capital", "match", "", "5", "50", "0"],
        ["007", "large", "capital", "trip-sw", "", "", "0.00001", "20"],
        ["007", "small", "", "", "", "", "0", "15"],
        ["NA", "", "revenue", "skills", "", "", "1", "2"],
    ],
    "alignment": [
        ["proposal", "stream", "alignment"],
        ["P1", "trip", "0.8"],
        ["007", "trip-sw", "1"],
        ["007", "skills", "0"],
    ],
    "links": [
        ["kind", "proposal", "other", "value"],
        ["requires", "P1", "NA", ""],
        ["bonus", "P1", "007", "-2.5"],
    ],
    "benefits": [
        ["proposal", "kind", "basis", "first", "last", "amount", "growth", "gross", "reference",
         "counts_as", "rate", "falls_to", "measure", "quantity", "valued", "confidence", "source"],
        ["P1", "amser teithio", "", "2020-21", "2029-30", "20.5", "0.01", "yes", "2", "", "", "",
         "", "", "", "medium", "a study"],
        ["P1", "land value", "2017-18", "2020-21", "", "-1.25", "", "", "", "", "", "", "", "", "",
         "low", ""],
        ["P1", "health", "", "", "", "", "", "", "", "", "health", "", "people who walk", "450", "",
         "", ""],
    ],
    "jobs": [
        ["proposal", "kind", "sector", "jobs", "reference", "source"],
        ["P1", "new", "private", "12", "2", ""],
        ["P1", "relocated", "public", "30.5", "", ""],
    ],
    "additionality": [
        ["proposal", "level", "leakage", "displacement", "substitution", "multiplier"],
        ["P1", "hub", "0.1", "0.2", "", "1.1"],
        ["P1", "nation", "", "0.5", "0.1", "1.2"],
    ],
    "optimism": [
        ["proposal", "type", "share", "mitigated"],
        ["P1", "non-standard buildings", "0.3", "0.25"],
        ["P1", "standard buildings", "0.7", ""],
    ],
    "risk_costs": [
        ["proposal", "risk", "likelihood", "cost", "year", "owner", "response"],
        ["P1", "ground is worse than surveyed", "0.25", "12.5", "2019-20", "us", "a survey"],
    ],
}  # fmt: skip

SHEETS: Tables = {
    "programme": [
        ["key", "value"],
        ["title", "Canol y dref"],
        ["years", "2018-19;2019-20"],
        ["unit", "£k"],
        ["value.size", "people"],
        ["extra_columns", "people;ward"],
    ],
    "criteria": [
        ["criterion", "weight", "low", "high"],
        ["economic", "60", "0", "10"],
        ["alignment", "40", "", ""],
    ],
    "rules": [
        ["rule", "measure", "where", "for_each", "at_least", "at_most"],
        ["one in each hub", "count", "", "hub", "1", ""],
        ["little in one ward", "spend", "ward=Graig|Town", "", "", "900"],
    ],
}

NUMBERS = {
    *("economic", "intervention_rate", "min_award", "max_award", "carry_forward", "likelihood"),
    *("min_share", "jobs", "people", "before", "after", "2018-19", "2019-20", "alignment"),
    *("value", "weight", "low", "high", "at_least", "at_most"),
    *("amount", "growth", "reference", "quantity", "leakage", "displacement", "substitution"),
    *("multiplier", "share", "mitigated"),
}
"""Columns whose cells a workbook holds as numbers."""


def tables(**changed: list[list[str]] | None) -> Tables:
    """The valid tables, some of them replaced; None leaves a table out."""
    kept = {**copy.deepcopy(TABLES), **changed}
    return {name: rows for name, rows in kept.items() if rows is not None}


def with_cell(table: str, row: int, column: str, text: str) -> Tables:
    """The valid tables with one cell changed; the row counts as a spreadsheet does."""
    changed = tables()
    headings = changed[table][0]
    if column not in headings:
        for number, cells in enumerate(changed[table]):
            cells.append("" if number else column)
    changed[table][row - 1][headings.index(column)] = text
    return changed


def csv_text(rows: list[list[str]], **options: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n", **options).writerows(rows)
    return buffer.getvalue()


def write_folder(path: Path, written: Tables | None = None, settings: str = SETTINGS) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    (path / "programme.yaml").write_text(settings, "utf-8")
    for name, rows in (TABLES if written is None else written).items():
        (path / f"{name}.csv").write_text(csv_text(rows), "utf-8")
    return path


def write_workbook(path: Path, written: Tables, numbers: bool = True) -> Path:
    """A workbook of these sheets; numbers are numbers, unless they are wanted as text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in written.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, text in enumerate(row):
                    figure = _figure(text) if numbers and number else None
                    if figure is not None and rows[0][column] in NUMBERS:
                        sheet.write_number(number, column, figure)
                    elif text:
                        sheet.write_string(number, column, text)
    return path


def write_scenario(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def faults_in(path: Path) -> tuple[Fault, ...]:
    """The faults of what is read; none where it is read without."""
    try:
        read(path)
    except InputError as error:
        return error.faults
    return ()


def only_fault(path: Path) -> Fault:
    faults = faults_in(path)
    assert len(faults) == 1, "\n".join(map(str, faults)) or "no faults"
    return faults[0]


def _figure(text: str) -> float | None:
    try:
        return float(text.replace(",", "").removeprefix("£"))
    except ValueError:
        return None
