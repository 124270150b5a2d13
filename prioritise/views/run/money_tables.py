"""`programme.csv`, `funding.csv`, `budgets.csv`: the same money by hub, proposal and stream."""

from __future__ import annotations

from prioritise.optimise.ledger import budgets_of, funding_of, hub_funding_of
from prioritise.optimise.plan import Plan
from prioritise.views import columns as of
from prioritise.views.table import Table

_WHO_PAYS = (of.STREAM, of.KIND)


def programme_table(plan: Plan) -> Table:
    """The costed programme of each hub: who pays what in which year."""
    programme = plan.programme
    within = "Money paid within the years."
    return Table.of(
        "programme",
        "The costed programme of each hub: what each stream pays there, and match.",
        ("hub", "stream", "kind"),
        (
            of.HUB.of(lambda row: row.whom),
            *_WHO_PAYS,
            *of.years(programme, "Money paid"),
            of.money(programme, "total", "Total", within, lambda row: sum(row.amounts)),
        ),
        hub_funding_of(plan),
    )


def funding_table(plan: Plan) -> Table:
    """Who pays what for each chosen proposal."""
    programme = plan.programme
    return Table.of(
        "funding",
        "What each stream, or match, pays for a proposal in a year; adds up to its cost.",
        ("proposal", "stream", "kind", "year"),
        (
            *(of.PROPOSAL, *_WHO_PAYS, of.YEAR),
            of.money(programme, "amount", "Amount", "Money paid."),
        ),
        [
            {"proposal": row.whom, "stream": row.stream, "kind": row.kind}
            | {"year": year, "amount": pence}
            for row in funding_of(plan)
            for year, pence in zip(programme.years, row.amounts, strict=True)
            if pence
        ],
    )


def budgets_table(plan: Plan) -> Table:
    """What became of every budget."""
    programme = plan.programme
    spent = "What the plan spends, that of streams in it included."
    unspent = (
        "What is left: budget + carried_in = spent + carried_out + unspent. Contingency is in it; "
        "below 0 where more than the budget is programmed."
    )
    return Table.of(
        "budgets",
        "What becomes of each year's budget of each stream; the oldest money is spent first.",
        ("stream", "year"),
        (
            of.STREAM.of(lambda row: row.stream.stream),
            of.KIND.of(lambda row: row.stream.kind or ""),
            of.YEAR.of(lambda row: programme.years[row.year]),
            of.money(programme, "budget", "Budget", "Budget of the year."),
            of.money(programme, "carried_in", "Carried in", "Money of earlier years."),
            of.money(programme, "spent", "Spent", spent),
            of.money(programme, "carried_out", "Carried out", "Money moved to the next year."),
            of.money(programme, "unspent", "Unspent", unspent),
        ),
        budgets_of(plan),
    )
