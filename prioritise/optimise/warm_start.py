"""Where a search may start: plans that are known, or commitments alone, as column values.

A plan of another programme counts just where it keeps every limit of this one.
"""

from __future__ import annotations

from collections.abc import Sequence

from prioritise.optimise.columns import Formulation, OptionColumns
from prioritise.optimise.model import Model, Objective
from prioritise.optimise.plan import Plan
from prioritise.programme.options import Choice


def best_start(
    formulation: Formulation, model: Model, value: Objective, known: Sequence[Plan]
) -> tuple[int, ...]:
    """The most valuable of the known plans and of doing only what is locked; empty without any."""
    starts = [column_values(formulation, model, plan.choices) for plan in known]
    starts.append(_doing_only_what_is_locked(formulation, model))
    return max(filter(None, starts), key=value.at, default=())


def column_values(
    formulation: Formulation, model: Model, choices: Sequence[Choice]
) -> tuple[int, ...]:
    """Column values of some choices; empty where they are not possible in this model."""
    values = [0] * len(model.columns)
    for choice in choices:
        columns = _columns(formulation.options.get(choice.proposal, ()), choice)
        if not columns:
            return ()
        for column in columns:
            values[column] = 1
    completed = _completed(model, values)
    return completed if model.holds(completed) else ()


def _doing_only_what_is_locked(formulation: Formulation, model: Model) -> tuple[int, ...]:
    """Column values of the shortlist of commitments alone, where that keeps every limit."""
    programme = formulation.programme
    values = [0] * len(model.columns)
    for name, proposal in programme.proposal_of.items():
        decision = programme.decision_of.get(name)
        columns = formulation.chosen(name)
        if columns and (proposal.commitment or (decision and decision.chosen)):
            values[columns[0]] = 1
    completed = _completed(model, values)
    return completed if model.holds(completed) else ()


def _columns(options: Sequence[OptionColumns], choice: Choice) -> tuple[int, ...]:
    """The columns that stand for a choice; none where the model has no such option or payer."""
    for chosen in options:
        if (chosen.option.name, chosen.option.tenths) == (choice.option, choice.tenths):
            by_row = [
                next((column for column, stream in row if stream == payer), -1)
                for row, payer in zip(chosen.payers, choice.payers, strict=True)
            ]
            return () if -1 in by_row else (chosen.column, *by_row)
    return ()


def _completed(model: Model, values: list[int]) -> tuple[int, ...]:
    """The same values with every column set that only follows from those before it.

    Bonuses, and what hangs on several payers or proposals, come after the columns that they follow
    from; the rows that say what they mean leave them one value.
    """
    meanings: dict[int, list[int]] = {}
    for place, row in enumerate(model.rows):
        if not row.is_limit and row.terms and row.sense != "=":
            meanings.setdefault(row.terms[-1][0], []).append(place)
    for column, places in sorted(meanings.items()):
        if not values[column]:
            values[column] = int(not all(model.rows[place].holds(values) for place in places))
    return tuple(values)
