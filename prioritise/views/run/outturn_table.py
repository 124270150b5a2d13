"""`outturn.csv`: plan, actual, forecast and variance by hub, stream and year."""

from __future__ import annotations

from prioritise.optimise.outturn import outturn_of
from prioritise.optimise.plan import Plan
from prioritise.views import columns as of
from prioritise.views.table import Table, amount


def outturn_table(plan: Plan) -> Table:
    """What was planned, what is spent, and what is now expected; adds up to `budgets`."""
    programme = plan.programme
    money = [
        of.money(programme, "plan", "Plan", "What was planned, before anything was spent."),
        of.money(programme, "actual", "Actual", "What is paid and gone."),
        of.money(programme, "forecast", "Forecast", "What it is now expected to come to, in all."),
        of.money(
            programme, "variance", "Variance", "Forecast less plan; below 0 is less than planned."
        ),
    ]
    return Table(
        "outturn",
        "Outturn against plan: the public money of each hub, stream and year.",
        ("hub", "stream", "year"),
        (of.ONE_HUB, of.STREAM, of.YEAR, *money),
        tuple(
            (
                hub,
                stream,
                programme.years[year],
                *(amount(pence, programme.unit) for pence in each.figures),
            )
            for (hub, stream, year), each in outturn_of(plan).items()
        ),
    )
