"""What the shortlist brings over time: present values, jobs, leverage, and what has no price."""

from __future__ import annotations

from collections.abc import Mapping

from prioritise.optimise.plan import Plan
from prioritise.render.report.figures import decimal_words, fixed_words
from prioritise.render.report.given import Given
from prioritise.views.appraisal.beside import SHORTLIST
from prioritise.views.document import (
    Block,
    Cell,
    Fold,
    Grid,
    Head,
    Section,
    Stacked,
    heads,
    words,
)
from prioritise.views.table import Cells, Table

TOTALS = "appraisal_totals"
"""Name by which the totals of an appraisal are told from those of a run."""
SHOWN = 40
_MEASURES = {
    "pv_benefits": "Benefits, present value",
    "pv_public_cost": "Public cost, present value",
    "pv_receipts": "Comes back to the public, present value",
    "pv_net_public_cost": "Net public cost, present value",
    "pv_other_cost": "Other people’s cost, present value",
    "annual_net_cost": "Net public cost as an equal yearly amount",
    "pv_risk": "Expected cost of risks, in no total",
    "npv": "Net present value",
    "net_jobs": "Net new jobs, seen from the nation",
    "net_jobs_hub": "Net new jobs, seen from the hub",
    "safeguarded_jobs": "Jobs kept",
    "construction_jobs": "Person-years of construction",
    "wellbeing_years": "Wellbeing years",
    "carbon_tonnes": "Tonnes of CO2e not emitted",
    "bcr": "Benefits by net public cost (BCR)",
    "bcr_all_cost": "Benefits by net public and other cost",
    "cost_per_net_job": "Net public cost for each net new job",
    "leverage": "Other people’s money for each public pound",
}
"""Names of measures for people."""
_COLUMNS = {
    "pv_benefits": "Benefits",
    "pv_public_cost": "Public cost",
    "npv": "Net value",
    "bcr": "BCR",
    "bcr_all_cost": "By all cost",
    "net_jobs": "Net jobs",
    "leverage": "Leverage",
}
"""Measures that have a column in the list of proposals."""
_CAUTION = (
    "These figures stand beside the shortlist and rank nothing: a ratio says nothing of what has "
    "no price. Money here is in the prices of one year and discounted, unlike the budgets, which "
    "are cash."
)
TWO_RATIOS = (
    "Two ratios stand side by side. Benefits by net public cost (BCR) has match funding as the "
    "settings say: apart unless they say otherwise. Benefits by all cost has it below the "
    "line, and is above 1 where net present value is above 0, and only there. Receipts come off "
    "public cost."
)
_UNKNOWN_IF_NONE = ("pv_receipts", "pv_risk", "wellbeing_years", "carbon_tonnes")
"""Measures that are left out of the whole where there are none."""


def benefits(given: Given) -> Section | None:
    """The whole section; none where nothing is appraised."""
    told = given.appraised
    table = told and told.table("appraisal")
    if not (told and table and table.rows):
        return None
    blocks: list[Block] = [words(_CAUTION)]
    totals = told.table(TOTALS)
    if totals is not None and totals.rows:
        blocks.append(_totals(totals))
        blocks.append(words(TWO_RATIOS, tone="quiet"))
    tests = told.table("sensitivity")
    if tests is not None:
        blocks += _tests(tests)
    blocks += _proposals(given.plan, table)
    apart = told.table("not_in_money")
    if apart is not None:
        blocks += _not_in_money(given.plan, apart)
    if told.sentences:
        blocks.append(Fold("Rates that were used", (words(*told.sentences),)))
    return Section("benefits", "What it brings over time", tuple(blocks))


def _totals(table: Table) -> Grid:
    place = {column.name: number for number, column in enumerate(table.columns)}
    nothing = ("", "0")
    gross = {row[place["of"]] for row in table.rows if row[place["measure"]] == "pv_public_cost"}
    back = any(
        row[place["total"]] not in nothing
        for row in table.rows
        if row[place["measure"]] == "pv_receipts"
    )

    def is_told(row: Cells) -> bool:
        """Net public cost says nothing new beside a public cost that nothing comes off."""
        if row[place["measure"]] == "pv_net_public_cost":
            return back or row[place["of"]] not in gross
        return row[place["measure"]] not in _UNKNOWN_IF_NONE or row[place["total"]] not in nothing

    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            _MEASURES.get(row[place["measure"]], row[place["measure"]].replace("_", " ")),
            row[place["of"]],
            row[place["proposals"]],
            _with_unit(row[place["total"]], row[place["unit"]]),
        )
        for row in table.rows
        if is_told(row)
    )
    columns = heads("Measure", "Of which proposals", numbers=("Proposals", "Total"))
    return Grid("The shortlist as a whole", columns, rows)


def _tests(table: Table) -> list[Block]:
    """The shortlist as a whole, appraised with one thing changed."""
    place = {column.name: number for number, column in enumerate(table.columns)}
    unit = table.columns[place["npv"]].unit
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            row[place["changed"]],
            fixed_words(row[place["npv"]], 0),
            fixed_words(row[place["bcr"]], 2),
            fixed_words(row[place["bcr_all_cost"]], 2),
            row[place["source"]] or "–",
        )
        for row in table.rows
        if row[place["of"]] == SHORTLIST
    )
    if not rows:
        return []
    columns = (
        Head("What is changed", wide=True),
        *heads(numbers=(f"Net value, {unit}", "BCR", "By all cost")),
        Head("Who asks for it", wide=True),
    )
    return [Grid("Tests beside these figures", columns, rows)]


def _with_unit(text: str, unit: str) -> str:
    number = decimal_words(text, 0 if unit.startswith("£") else 2)
    if number == "–" or not unit.startswith("£"):
        return f"{number} {unit}".strip() if number != "–" else number
    sign, number = ("-", number[1:]) if number.startswith("-") else ("", number)
    return f"{sign}£{number}{unit[1:]}"


def _proposals(plan: Plan, table: Table) -> list[Block]:
    """The chosen proposals, in order of id; those without benefits in money come last."""
    place = {column.name: number for number, column in enumerate(table.columns)}
    rows = [row for row in table.rows if row[place["proposal"]] in plan.options]
    rows.sort(key=lambda row: (not row[place["npv"]], row[place["proposal"]]))
    unit = next(column.unit for column in table.columns if column.name == "pv_public_cost")
    caption = f"Chosen proposals over time; money in {unit}, present values"
    known = [name for name in _COLUMNS if name in place]
    columns = (Head("Proposal", wide=True), *heads(numbers=[_COLUMNS[name] for name in known]))

    def grid(several: list[tuple[str, ...]], words: str) -> Grid:
        return Grid(words, columns, tuple(_row(row, place, known) for row in several))

    blocks: list[Block] = [grid(rows[:SHOWN], caption)] if rows else []
    if rest := rows[SHOWN:]:
        summary = f"Chosen proposals over time: {len(rest)} more"
        blocks.append(Fold(summary, (grid(rest, summary),)))
    return blocks


def _row(row: tuple[str, ...], place: Mapping[str, int], known: list[str]) -> tuple[Cell, ...]:
    places = {"bcr": 2, "bcr_all_cost": 2, "leverage": 2, "net_jobs": 1}
    return (
        Stacked(row[place["title"]], row[place["proposal"]]),
        *(fixed_words(row[place[name]], places.get(name, 0)) for name in known),
    )


def _not_in_money(plan: Plan, table: Table) -> list[Block]:
    """Benefits that are counted and have no price, of chosen proposals."""
    place = {column.name: number for number, column in enumerate(table.columns)}
    proposals = plan.programme.proposal_of
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Stacked(proposals[name].title, name),
            row[place["kind"]],
            row[place["measure"]],
            decimal_words(row[place["quantity"]]),
            row[place["confidence"]] or "–",
        )
        for row in table.rows
        for name in [row[place["proposal"]]]
        if name in plan.options
    )
    if not rows:
        return []
    columns = (
        Head("Proposal", wide=True),
        *heads("Benefit", "Measured by", numbers=("How much",)),
        Head("Confidence"),
    )
    return [Grid("Counted and not put into money", columns, rows)]
