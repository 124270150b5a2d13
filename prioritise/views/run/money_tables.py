"""`programme.csv`, `funding.csv`, `budgets.csv`: the same money by hub, proposal and stream."""

from __future__ import annotations

from prioritise.optimise.ledger import budgets_of, funding_of, hub_funding_of
from prioritise.optimise.plan import Plan
from prioritise.views import columns as of
from prioritise.views.table import Table, amount


def programme_table(plan: Plan) -> Table:
    """The costed programme of each hub: who pays what in which year."""
    programme = plan.programme
    return Table(
        "programme",
        "The costed programme of each hub: what each stream pays there, and match.",
        ("hub", "stream", "kind"),
        (
            of.HUB,
            of.STREAM,
            of.KIND,
            *of.years(programme, "Money paid"),
            of.money(programme, "total", "Total", "Money paid within the years."),
        ),
        tuple(
            (
                row.whom,
                row.stream,
                row.kind,
                *(amount(pence, programme.unit) for pence in row.amounts),
                amount(sum(row.amounts), programme.unit),
            )
            for row in hub_funding_of(plan)
        ),
    )


def funding_table(plan: Plan) -> Table:
    """Who pays what for each chosen proposal."""
    programme = plan.programme
    return Table(
        "funding",
        "What each stream, or match, pays for a proposal in a year; adds up to its cost.",
        ("proposal", "stream", "kind", "year"),
        (
            of.PROPOSAL,
            of.STREAM,
            of.KIND,
            of.YEAR,
            of.money(programme, "amount", "Amount", "Money paid."),
        ),
        tuple(
            (row.whom, row.stream, row.kind, year, amount(pence, programme.unit))
            for row in funding_of(plan)
            for year, pence in zip(programme.years, row.amounts, strict=True)
            if pence
        ),
    )


def budgets_table(plan: Plan) -> Table:
    """What became of every budget."""
    programme = plan.programme
    money = [
        of.money(programme, "budget", "Budget", "Budget of the year."),
        of.money(programme, "carried_in", "Carried in", "Money of earlier years."),
        of.money(
            programme, "spent", "Spent", "What the plan spends, that of streams in it included."
        ),
        of.money(programme, "carried_out", "Carried out", "Money moved to the next year."),
        of.money(
            programme,
            "unspent",
            "Unspent",
            "What is left: budget + carried_in = spent + carried_out + unspent. Contingency is in "
            "it; below 0 where more than the budget is programmed.",
        ),
    ]
    return Table(
        "budgets",
        "What becomes of each year's budget of each stream; the oldest money is spent first.",
        ("stream", "year"),
        (of.STREAM, of.KIND, of.YEAR, *money),
        tuple(
            (
                row.stream.stream,
                row.stream.kind or "",
                programme.years[row.year],
                *(
                    amount(pence, programme.unit)
                    for pence in (
                        row.budget,
                        row.carried_in,
                        row.spent,
                        row.carried_out,
                        row.unspent,
                    )
                ),
            )
            for row in budgets_of(plan)
        ),
    )
