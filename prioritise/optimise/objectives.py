"""The objectives in their order: value, public money, changes, and what is preferred of equals."""

from __future__ import annotations

from collections.abc import Mapping

from prioritise.appraisal.value import key_of
from prioritise.optimise.columns import Formulation, ones
from prioritise.optimise.model import Objective, Terms, collected


def value_objective(formulation: Formulation, bonuses: Mapping[int, int]) -> Objective:
    """Value in figures."""
    values = formulation.values
    terms: list[tuple[int, int]] = []
    for options in formulation.options.values():
        for chosen in options:
            key = key_of(chosen.option)
            terms.append((chosen.column, values.certain[key]))
            for (row, stream), figure in values.by_payer[key].items():
                terms += [(c, figure) for c, payer in chosen.payers[row] if payer == stream]
    terms += [(column, values.bonus[place]) for place, column in bonuses.items()]
    return Objective("value", "maximise", collected(terms))


def money_objective(formulation: Formulation) -> Objective:
    """Public money in pence."""
    spent = ((payment.column, payment.paid) for payment in formulation.payments)
    return Objective("public money", "minimise", collected(spent))


def change_objective(formulation: Formulation) -> Objective | None:
    """Proposals that differ from the baseline shortlist, where there is one."""
    baseline = formulation.programme.baseline
    if baseline is None:
        return None
    terms = [
        (column, -1 if name in baseline else 1)
        for name in formulation.options
        for column in formulation.chosen(name)
    ]
    return Objective("changes from the baseline", "minimise", collected(terms), len(baseline))


def preferences(formulation: Formulation) -> tuple[Terms, ...]:
    """What is preferred to be 1 where all else is equal, first things first.

    Proposals in order of id, then for each its earliest option and largest share, then its payers
    in order of stream id.
    """
    first = [ones(formulation.chosen(name)) for name, found in formulation.options.items() if found]
    then = [
        ((column, 1),)
        for options in formulation.options.values()
        for chosen in options
        for column in (
            *([chosen.column] if len(options) > 1 else []),
            *(column for row in chosen.payers if len(row) > 1 for column, _ in row),
        )
    ]
    return (*first, *then)
