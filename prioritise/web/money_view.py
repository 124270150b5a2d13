"""Money used of the money there is, by stream and year, as plain records for a template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from prioritise.optimise.ledger import YearAccount, budgets_of
from prioritise.optimise.plan import Plan
from prioritise.views.rounding import Money, percent


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
    accounts = _by_stream(plan)
    earlier = _by_stream(before) if before else {}
    money = money_of(plan)
    for name in plan.programme.stream_of:
        years = accounts[name]
        share = _share(years)
        was = round(_share(earlier[name]) * 100) if name in earlier else -1
        yield MoneyRow(
            plan.programme.stream_of[name].name,
            tuple(_cell(money, year) for year in years),
            percent(share, short=True),
            min(100, round(share * 100)),
            min(100, was),
        )


def _by_stream(plan: Plan) -> dict[str, list[YearAccount]]:
    accounts: dict[str, list[YearAccount]] = {}
    for account in budgets_of(plan):
        accounts.setdefault(account.stream.stream, []).append(account)
    return accounts


def _cell(money: Money, year: YearAccount) -> str:
    there = year.after_contingency + year.carried_in
    return f"{money.text(year.spent)} / {money.text(there)}" if there or year.spent else "–"


def _share(years: Sequence[YearAccount]) -> Fraction:
    there = sum(year.after_contingency for year in years)
    return Fraction(sum(year.spent for year in years), there) if there else Fraction(0)
