"""Outturn in words: years that are closed, what is sunk, and what the next 31 March will see."""

from __future__ import annotations

from collections.abc import Iterator

from prioritise.optimise.ledger import budgets_of
from prioritise.optimise.plan import Plan
from prioritise.programme.actuals import gone_of
from prioritise.programme.money import money_text
from prioritise.programme.programme import Programme
from prioritise.views.words.reasons import listed


def year_in_words(programme: Programme, year: int) -> str:
    """A year, and whether it is closed."""
    name = programme.years[year]
    return f"{name}, closed" if name in programme.closed else name


def outturn_in_words(plan: Plan) -> Iterator[str]:
    """What is sunk, and what the open year is expected to leave unspent on 31 March."""
    programme = plan.programme
    for name in programme.stopped:
        sunk = sum(map(sum, gone_of(programme, name).values()))
        yield f"{name} is stopped: {money_text(sunk, programme.unit)} is spent and sunk."
    year = len(programme.closed)
    if year == len(programme.years):
        return
    left, over = [], []
    for account in budgets_of(plan):
        if account.year == year and not account.stream.parent:
            carried = f" ({money_text(account.carried_out, programme.unit)} carried on)"
            lost = account.unspent + account.carried_out
            if lost > 0:
                told = carried if account.carried_out else ""
                left.append(f"{money_text(lost, programme.unit)} of {account.stream.stream}{told}")
            elif lost < 0:
                over.append(f"{money_text(-lost, programme.unit)} of {account.stream.stream}")
    if left:
        yield f"Expected unspent at the end of {programme.years[year]}: {listed(left)}."
    if over:
        yield f"Expected overspent at the end of {programme.years[year]}: {listed(over)}."
