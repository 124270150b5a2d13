"""Every limit of a programme as a named row, none of them built into what could be chosen.

The model that is solved leaves out what no shortlist could hold: a proposal that costs more than
its budget has no column there. Who asks which limits clash must see that budget, too. Here columns
stand for everything that could be done if money, awards and links were no matter; only what no
limit can change (who takes part, who may pay) is left out still.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from prioritise.appraisal.value import value_table
from prioritise.optimise.columns import Formulation, OptionColumns, formulated
from prioritise.optimise.formulation import (
    apart_rows,
    begun_rows,
    budget_rows,
    commitment_rows,
    link_rows,
    near_rows,
    option_rows,
    payer_rows,
)
from prioritise.optimise.infeasible.iis import NOTHING
from prioritise.optimise.model import Constraint, Model, collected
from prioritise.optimise.rules import rule_rows
from prioritise.programme.eligibility import most_from
from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH, Stream


def limits_of(programme: Programme) -> Model:
    """A model in which any choice at all is possible but for its named limits."""
    free = formulated(_without_limits(programme))
    formulation = replace(free, programme=programme, values=value_table(programme))
    rows = (
        *option_rows(formulation),
        *payer_rows(formulation),
        *budget_rows(formulation),
        *_award_rows(formulation),
        *link_rows(formulation),
        *rule_rows(formulation),
        *apart_rows(formulation),
        *near_rows(formulation),
        *begun_rows(formulation),
        *commitment_rows(formulation),
    )
    return Model(tuple(formulation.columns), rows, NOTHING)


def _without_limits(programme: Programme) -> Programme:
    """The programme with all the money that could be asked, and nothing tied to anything."""
    asked = sum(
        row.paid * len(row.payers)
        for options in programme.options.values()
        for option in options
        for row in option.rows
    )
    plenty = {
        "budgets": (asked,) * len(programme.years),
        "contingency": Decimal(0),
        "over_programme": Decimal(0),
        "carry_forward": Decimal(0),
        "intervention_rate": None,
        "min_award": None,
        "max_award": None,
    }
    return programme.revised(
        streams=tuple(stream.model_copy(update=plenty) for stream in programme.streams),
        links=(),
    )


def _award_rows(formulation: Formulation) -> Iterator[Constraint]:
    """What each stream may pay of each proposal, wherever an option of it could break that."""
    programme = formulation.programme
    for options in formulation.options.values():
        for chosen in options:
            for name, awards in _awards(chosen).items():
                yield from _limits_on(programme, chosen, programme.stream_of[name], awards)


def _awards(chosen: OptionColumns) -> dict[str, dict[int, int]]:
    """Pence by column, for each stream that may pay."""
    awards: dict[str, dict[int, int]] = {}
    for row, payers in zip(chosen.option.rows, chosen.payers, strict=True):
        for column, stream in payers:
            if stream not in ("", MATCH) and row.paid:
                by_column = awards.setdefault(stream, {})
                by_column[column] = by_column.get(column, 0) + row.paid
    return awards


def _limits_on(
    programme: Programme, chosen: OptionColumns, stream: Stream, awards: dict[int, int]
) -> Iterator[Constraint]:
    name = f"award of {stream.stream} to {chosen.option.proposal}"
    most = most_from(programme, stream, chosen.option.whole_cost)
    if most is not None and sum(awards.values()) > most:
        terms = collected([*awards.items(), (chosen.column, -most)])
        yield Constraint(f"largest {name}", terms, "<=", 0)
    for column, pence in awards.items():
        if stream.min_award and pence < stream.min_award:
            terms = collected([*awards.items(), (column, -stream.min_award)])
            yield Constraint(f"smallest {name}", terms, ">=", 0)
