"""`totals.csv` and `future.csv`: what the whole comes to, and what it commits later years to."""

from __future__ import annotations

from prioritise.optimise.ledger import later_of
from prioritise.optimise.plan import Plan
from prioritise.optimise.totals import Totals, totals_of
from prioritise.programme.money import Unit, money_text
from prioritise.programme.programme import Programme
from prioritise.views import columns as of
from prioritise.views.table import Column, Table

MEANINGS = {
    "within_budget": "Public money in the budgeted years that the budgets hold.",
    "over_programmed": "Public money in the budgeted years beyond them; no part of the first.",
    "match_secured": "Match funding in all years that is certain.",
    "match_unsecured": "Match funding in all years that is not.",
    "future": "Public money after the budgeted years.",
}
"""What each total is."""


def totals_table(plan: Plan) -> Table:
    """What the whole plan comes to, one row a total."""
    programme = plan.programme
    totals = totals_of(programme, plan.ways)
    return Table.of(
        "totals",
        "What the plan comes to. Plans within the budgets and above them are two totals.",
        ("total",),
        (
            Column("total", "Total", "Name of the total."),
            of.money(programme, "amount", "Amount", "How much, in the programme's unit."),
            Column("meaning", "Meaning", "What it is."),
        ),
        [
            {"total": name, "amount": getattr(totals, name), "meaning": meaning}
            for name, meaning in MEANINGS.items()
        ],
    )


def future_table(plan: Plan) -> Table:
    """What each hub commits the years after the budgeted ones to."""
    programme = plan.programme
    total = "Public money after the budgeted years."
    return Table.of(
        "future",
        "Future commitment of each hub: public money after the budgeted years.",
        ("hub", "stream", "kind"),
        (
            of.HUB.of(lambda row: row.whom),
            of.STREAM,
            of.KIND,
            *of.later_years(programme),
            of.money(
                programme,
                "after",
                "After",
                "Public money after all of these years.",
                lambda row: row.amounts[-1],
            ),
            of.money(programme, "total", "Total", total, lambda row: sum(row.amounts)),
        ),
        later_of(plan),
    )


def totals_in_words(programme: Programme, totals: Totals) -> list[str]:
    """A sentence for each total that there is something to say of."""
    beyond = beyond_budgets_in_words(programme, totals, programme.unit)
    return [*_match_in_words(programme, totals), *beyond]


def beyond_budgets_in_words(programme: Programme, totals: Totals, unit: Unit) -> list[str]:
    """What is planned above the budgets, and after the years that have some."""
    sentences = []
    if totals.over_programmed:
        sentences.append(
            f"Within the budgets {money_text(totals.within_budget, unit)}; over-programmed, for "
            f"which there is no money yet, {money_text(totals.over_programmed, unit)}."
        )
    if totals.future:
        sentences.append(
            f"Future commitment {money_text(totals.future, unit)} after {programme.years[-1]}, "
            "which no budget holds yet."
        )
    return sentences


def _match_in_words(programme: Programme, totals: Totals) -> list[str]:
    """Match funding, and how much is certain where anybody has said so of any row."""
    if not totals.match:
        return []
    match = f"Match funding {money_text(totals.match, programme.unit)}"
    if not any(cost.secured for cost in programme.costs):
        return [f"{match}."]
    if not totals.match_unsecured:
        return [f"{match}, all of it secured."]
    return [f"{match}, of which {money_text(totals.match_secured, programme.unit)} is secured."]
