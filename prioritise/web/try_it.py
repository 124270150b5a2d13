"""What would help, as settings of the page: one press tries it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from prioritise.optimise.infeasible.budget_increase_columns import StreamYear
from prioritise.optimise.infeasible.elastic import Repair
from prioritise.programme.programme import Programme
from prioritise.web.settings import PageSettings

LOCKED = "locked"


def with_more_money(
    settings: PageSettings, programme: Programme, added: Mapping[StreamYear, int]
) -> PageSettings:
    """The settings, with pence more in some budgets.

    Parameters
    ----------
    settings : PageSettings
        What was moved.
    programme : Programme
        The programme as these settings have it.
    added
        Pence by stream and place of the year.
    """
    money = dict(settings.money)
    for (name, place), pence in added.items():
        budget = programme.stream_of[name].budgets[place] + pence
        money[name, programme.years[place]] = Decimal(budget) / 100
    return replace(settings, money=tuple(sorted(money.items())))


def with_repair(
    settings: PageSettings, programme: Programme, repair: Repair
) -> PageSettings | None:
    """The settings after a repair; none where it gives up what the page cannot give up."""
    locks = dict(settings.locks)
    for each in repair.commitments:
        if each.because != LOCKED or locks.pop(each.proposal, None) is None:
            return None
    rules = {**dict(settings.rules), **dict.fromkeys(repair.rules, False)}
    moved = replace(
        settings, locks=tuple(sorted(locks.items())), rules=tuple(sorted(rules.items()))
    )
    return with_more_money(moved, programme, repair.budgets)
