"""Money used of the money there is, by stream and year, as plain records for a template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from prioritise.optimise.ledger import budgets_of
from prioritise.optimise.plan import Plan
from prioritise.views.rounding import Money, percent
from prioritise.views.run.money import use_of_streams, used_of_there


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One stream."""

    name: str
    cells: tuple[str, ...]
    """Spent and available, by year."""
    percent: str
    bar: int
    """Spent, in hundredths of the money that there is."""
    before: int
    """The same in the scenario as it stands; below 0 where that is not known."""


def money_rows(plan: Plan, before: Plan | None) -> tuple[MoneyRow, ...]:
    """Every stream in the order of its sliders, beside the scenario as it stands."""
    return tuple(_rows(plan, before))


def money_of(plan: Plan) -> Money:
    """The unit in which the table stands."""
    amounts = (account.budget + account.carried_in for account in budgets_of(plan))
    return Money.fitting(amounts, plan.programme.unit)


def _rows(plan: Plan, before: Plan | None) -> Iterator[MoneyRow]:
    uses = use_of_streams(budgets_of(plan))
    earlier = use_of_streams(budgets_of(before)) if before else {}
    money = money_of(plan)
    for name in plan.programme.stream_of:
        share = uses[name].share_used or Fraction(0)
        was = round((earlier[name].share_used or 0) * 100) if name in earlier else -1
        yield MoneyRow(
            plan.programme.stream_of[name].name,
            tuple(used_of_there(money, year, " / ") for year in uses[name].years),
            percent(share, short=True),
            min(100, round(share * 100)),
            min(100, was),
        )
