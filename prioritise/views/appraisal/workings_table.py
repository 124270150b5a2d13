"""The workings: each figure, every factor on it, what it comes to, and where it was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from prioritise.appraisal.additionality import net_jobs, net_share
from prioritise.appraisal.lines import WorkingLine
from prioritise.appraisal.measures import Appraised, as_cell, measured
from prioritise.programme.appraised import Level
from prioritise.programme.measures import APPRAISED_MEASURES
from prioritise.programme.money import decimal_text, half_even
from prioritise.programme.years import year_name
from prioritise.views import columns as of
from prioritise.views.appraisal.question import Question
from prioritise.views.table import Column, Table, amount, figure

_PLACES = 12
"""Decimal places of a factor."""


def workings_table(asked: Question) -> Table:
    """One row a figure: what was given, every factor on it, and what it comes to."""
    numbers = (
        ("given", "Given", "Amount or jobs as the source says, in its own prices."),
        (
            "raised",
            "Raised",
            "Factor of optimism bias on a cost, growth on a benefit, likelihood on a risk.",
        ),
        ("additional", "Additional", "Share that is additional."),
        ("prices", "Prices", "Factor that puts it into prices of the base year."),
        ("discount", "Discount", "Factor that discounts it to the base year."),
        ("amount", "Amount", "What it comes to: the figures before it multiplied."),
    )
    rows = [row for one in asked.shown for row in _workings(asked, one)]
    return Table.of(
        "workings",
        "A figure of the appraisal; those of a part add up to its measure.",
        ("number",),
        (
            of.whole("number", "Number", "Place in the calculation."),
            of.PROPOSAL,
            Column("line", "Line", "What the figure is."),
            Column("year", "Year", "Financial year; empty for what belongs to none."),
            *(Column(name, heading, words, "number") for name, heading, words in numbers),
            Column("unit", "Unit", "Unit of the given figure and of the amount."),
            Column("source", "Source", "File and row that it was read from, or how it is made."),
        ),
        [{"number": number, **row} for number, row in enumerate(rows, start=1)],
    )


def line_source(asked: Question, line: WorkingLine, proposal: str) -> str:
    """Where the figures of a line stand."""
    places = [asked.place(line.table, line.row)]
    if line.raised != 1 and line.table == "costs":
        rows = enumerate(asked.programme.optimism)
        places += [asked.place("optimism", row) for row, part in rows if part.proposal == proposal]
    if line.additional != 1 and line.table == "benefits":
        found = asked.lines.factors.get((proposal, "nation"))
        if found is not None:
            places.append(asked.place("additionality", found[0]))
    return "; ".join(places)


def unit_of(unit: str, measure: str) -> str:
    """Unit of a measure."""
    told = APPRAISED_MEASURES[measure].unit
    return {"money": unit, "ratio": ""}.get(told, told)


def cell_of(unit: str, measure: str, found: Fraction | None) -> str:
    """A measure as a cell; empty where it is not known."""
    return "" if found is None else f"{as_cell(measure, found, unit):f}"


def _workings(asked: Question, one: Appraised) -> Iterator[Mapping[str, str]]:
    """The rows of a proposal, by column; what a row does not say is empty."""
    programme, name = asked.programme, one.option.proposal
    unit, like = programme.unit, programme.years[0]
    for line in one.lines:
        factors = {
            "raised": line.raised,
            "additional": line.additional,
            "prices": line.prices,
            "discount": line.discount,
        }
        yield {
            "proposal": name,
            "line": f"{line.part}: {line.words}",
            "year": "" if line.year is None else year_name(line.year, like),
            "given": amount(line.given, unit),
            **({word: factor_text(each) for word, each in factors.items()} if line.counts else {}),
            "amount": amount(line.present, unit),
            "unit": unit,
            "source": line_source(asked, line, name),
        }
    yield from _job_rows(asked, name)
    for measure, found in measured([one], asked.lines).items():
        if found is not None:
            yield {
                "proposal": name,
                "line": measure,
                "amount": cell_of(unit, measure, found),
                "unit": unit_of(unit, measure),
                "source": _MADE.get(measure, "the lines above"),
            }


_MADE: Mapping[str, str] = {
    "pv_net_public_cost": "pv_public_cost - pv_receipts",
    "annual_net_cost": "pv_net_public_cost / sum of the discount factors of all years appraised",
    "npv": "pv_benefits - pv_net_public_cost - pv_other_cost",
    "bcr": "pv_benefits / pv_net_public_cost; match as match_in_bcr says",
    "bcr_all_cost": "pv_benefits / (pv_net_public_cost + pv_other_cost)",
    "cost_per_net_job": "pv_net_public_cost / net_jobs",
    "wellbeing_years": "quantities of the lines above that are valued as wellbeing, not discounted",
    "carbon_tonnes": "quantities of the lines above that are valued as carbon, not discounted",
    "leverage": "costs as given, what is still to be spent: match / all other",
}
"""How measures are made that are no sum of lines."""


def _job_rows(asked: Question, name: str) -> Iterator[Mapping[str, str]]:
    lines = asked.lines
    levels: tuple[Level, ...] = ("nation", "hub")
    for row, jobs in lines.jobs.get(name, ()):
        gross = Fraction(jobs.jobs) - Fraction(jobs.reference)
        less = ", less the reference case" if jobs.reference else ""
        words = f"{jobs.sector} {jobs.kind} jobs".strip() + less
        where, told = asked.place("jobs", row), {"proposal": name, "given": figure(gross)}
        if jobs.kind in ("safeguarded", "construction"):
            unit = "person-years" if jobs.kind == "construction" else "jobs"
            line = {"line": f"{words}: apart", "amount": figure(gross), "unit": unit}
            yield {**told, **line, "source": where}
            continue
        for level in levels:
            factors = lines.factors_of(name, level)
            found = lines.factors.get((name, level))
            source = (
                where if found is None else f"{where}; {asked.place('additionality', found[0])}"
            )
            net = net_jobs(jobs, level, factors)
            share = net_share(factors) if net or jobs.kind == "new" else Fraction(0)
            line = {"line": f"{words}: seen from the {level}", "additional": factor_text(share)}
            yield {**told, **line, "amount": figure(net), "unit": "jobs", "source": source}


def factor_text(factor: Fraction) -> str:
    """A factor to twelve places, without idle zeros."""
    return decimal_text(half_even(factor.numerator * 10**_PLACES, factor.denominator), _PLACES)
