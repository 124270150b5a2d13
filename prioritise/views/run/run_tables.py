"""All tables of a run, from one plan."""

from __future__ import annotations

from collections.abc import Mapping

from prioritise.analysis.reserve.reserve_list import Reserve, reserve_list
from prioritise.optimise.outturn import is_under_way
from prioritise.optimise.plan import Plan
from prioritise.views.appraisal.rates_used import rates_table, rests_on_rates
from prioritise.views.run.hub_and_rule_tables import by_hub_table, rules_table
from prioritise.views.run.money import budgets_table, funding_table, programme_table
from prioritise.views.run.outcomes import outcomes_table
from prioritise.views.run.outturn import outturn_table
from prioritise.views.run.pipeline import pipeline_table
from prioritise.views.run.shortlist_table import shortlist_table
from prioritise.views.run.total_tables import future_table, totals_table
from prioritise.views.table import Table


def run_tables(plan: Plan, waiting: Mapping[str, Reserve] | None = None) -> tuple[Table, ...]:
    """The tables that `run` writes, in the order in which people read them.

    Parameters
    ----------
    plan : Plan
        The answer.
    waiting : mapping
        Its reserve list, where that is at hand already.
    """
    return (
        programme_table(plan),
        shortlist_table(plan, reserve_list(plan) if waiting is None else waiting),
        funding_table(plan),
        budgets_table(plan),
        by_hub_table(plan),
        rules_table(plan),
        totals_table(plan),
        future_table(plan),
        *([pipeline_table(plan)] if plan.programme.gates else []),
        *([outcomes_table(plan)] if plan.programme.outcomes else []),
        *([outturn_table(plan)] if is_under_way(plan.programme) else []),
        *([rates_table(plan.programme)] if rests_on_rates(plan.programme) else []),
    )
