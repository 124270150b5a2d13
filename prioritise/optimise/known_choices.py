"""Choices that are known already: what they spend, which budgets pay for it, and them as a plan."""

from __future__ import annotations

from collections.abc import Sequence
from operator import le

from prioritise.appraisal.value import key_of
from prioritise.optimise.plan import Plan, Stage
from prioritise.optimise.prepared import Prepared
from prioritise.programme.budgets import runs
from prioritise.programme.options import Choice
from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH, Stream

SpendingLine = tuple[str, int, int]
"""A stream, and the first and last year of a limit of its spending."""


def lines_of(streams: Sequence[Stream]) -> tuple[SpendingLine, ...]:
    """Every limit of spending, in the order of the streams."""
    return tuple((s.stream, first, last) for s in streams for first, last, _ in runs(s))


def limits_of(streams: Sequence[Stream]) -> tuple[int, ...]:
    """Pence that may be spent within each line."""
    return tuple(limit for stream in streams for _, _, limit in runs(stream))


def spending_of(programme: Programme, choices: Sequence[Choice]) -> tuple[int, ...]:
    """Pence that choices spend within each line, beside what is gone for what is stopped.

    What streams within a stream spend counts.
    """
    spent = {name: list(gone) for name, gone in programme.sunk.items()}
    for choice in choices:
        option = next(
            option
            for option in programme.options[choice.proposal]
            if (option.name, option.tenths) == (choice.option, choice.tenths)
        )
        for row, payer in zip(option.rows, choice.payers, strict=True):
            for name in programme.ancestors.get(payer, ()) if payer != MATCH else ():
                for year, pence in enumerate(row.amounts):
                    spent[name][year] += pence
    return tuple(
        sum(spent[name][first : last + 1]) for name, first, last in lines_of(programme.streams)
    )


def fits(spending: Sequence[int], limits: Sequence[int]) -> bool:
    """Whether no line spends more than it may."""
    return all(map(le, spending, limits))


def plan_of(asked: Prepared, choices: Sequence[Choice]) -> Plan | None:
    """Choices as a plan to start from; none where one of them cannot be made here."""
    options = {}
    for choice in choices:
        for chosen in asked.formulation.options.get(choice.proposal, ()):
            option = chosen.option
            if (option.name, option.tenths) == (choice.option, choice.tenths):
                options[choice.proposal] = option
    if len(options) < len(choices):
        return None
    values = asked.formulation.values
    figure = sum(values.figure(key_of(options[c.proposal]), c.payers) for c in choices)
    return Plan(
        programme=asked.programme,
        choices=tuple(choices),
        options=options,
        eligibility=asked.formulation.eligibility,
        values=values,
        figure=figure,
        bound_figure=figure,
        stages=(Stage("value", False, 0.0),),
        seconds=0.0,
    )
