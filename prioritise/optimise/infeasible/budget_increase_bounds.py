"""How much could be asked of a budget that may grow, and in which unit that is counted."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd

from prioritise.optimise.columns import Formulation
from prioritise.optimise.infeasible.budget_increase_columns import StreamYear
from prioritise.programme.budgets import available_share, carried_share
from prioritise.programme.options import Option
from prioritise.programme.programme import Programme


def weakest_share(programme: Programme, cell: StreamYear) -> Fraction:
    """The smallest share, above nothing, of a pound more that can be spent somewhere; 0 if none."""
    name, year = cell
    shares = []
    for outer in programme.ancestors[name]:
        stream = programme.stream_of[outer]
        shares += [available_share(stream, year), carried_share(stream)]
    return min((share for share in shares if share), default=Fraction(0))


def all_that_is_asked(programme: Programme) -> int:
    """Pence of every way of doing everything, together: no row of a budget can need more."""
    return sum(
        row.paid * len(row.payers)
        for options in programme.options.values()
        for option in options
        for row in option.rows
    )


def most_asked(programme: Programme, formulation: Formulation, cell: StreamYear) -> int:
    """Pence that could be spent at most of a budget, or of one that it lies in."""
    name, year = cell
    line = programme.ancestors[name]
    carries = any(programme.stream_of[outer].carry_forward for outer in line)

    def most(option: Option) -> int:
        return sum(
            row.paid if carries else row.amounts[year]
            for row in option.rows
            if any(line[-1] in programme.ancestors.get(payer, ()) for payer in row.payers)
        )

    return sum(
        max((most(chosen.option) for chosen in options), default=0)
        for options in formulation.options.values()
    )


def common_unit(programme: Programme, formulation: Formulation, names: Sequence[str]) -> int:
    """Pence that everything is a multiple of, where the least growth is one, too."""
    touched = {outer for name in names for outer in programme.ancestors[name]}
    streams = [programme.stream_of[name] for name in sorted(touched)]
    if any(s.contingency or s.over_programme or s.carry_forward for s in streams):
        return 1
    amounts = [amount for payment in formulation.payments for amount in payment.amounts]
    return gcd(*amounts, *(budget for stream in streams for budget in stream.budgets)) or 1
