"""What makes a decision about one proposal impossible: a minimal set of named limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic

from prioritise.optimise.clock import left
from prioritise.optimise.columns import Formulation, formulated
from prioritise.optimise.formulation import model_of
from prioritise.optimise.infeasible.iis import LONGEST_SEARCH, NOTHING, iis_of, is_impossible
from prioritise.optimise.model import Constraint, Model
from prioritise.optimise.rules import rule_rows
from prioritise.programme.programme import Programme
from prioritise.programme.records import Decision


@dataclass(frozen=True, slots=True)
class Keeping:
    """Limits that cannot all hold beside what is asked."""

    limits: tuple[str, ...]
    """Their names."""
    is_minimal: bool
    """Whether none of them could be spared; the search may have taken too long."""


def what_keeps(programme: Programme, name: str) -> Keeping | None:
    """Limits that together exclude a decision about one proposal; without any one they would not.

    Of several such sets one is found that has the proposal's own limits in it where that is
    possible: limits that do not speak of the proposal are left out first.

    Parameters
    ----------
    programme : Programme
        What is asked; its decision about this proposal is the question, and no limit.
    name : str
        Id of the proposal.

    Returns
    -------
    Keeping
        The limits; none where they do not exclude it.
    """
    began = monotonic()
    formulation = formulated(programme)
    model = _question(formulation, programme.decision_of[name])
    if not is_impossible(model, seconds=LONGEST_SEARCH - (monotonic() - began)):
        return None
    seconds = max(left(LONGEST_SEARCH - (monotonic() - began)), 0.01)
    found = iis_of(_own_limits_last(model, formulation, name), seconds=seconds)
    return Keeping(found.names, found.is_minimal)


def _question(formulation: Formulation, decision: Decision) -> Model:
    """The model in which the decision is no limit but what is asked."""
    model, _ = model_of(formulation, *rule_rows(formulation))
    asked = f"{decision.proposal} is {decision.because}"
    rows = tuple(replace(row, is_limit=False) if row.name == asked else row for row in model.rows)
    return replace(model, rows=rows, objective=NOTHING)


def _own_limits_last(model: Model, formulation: Formulation, proposal: str) -> Model:
    """The same model; limits that speak of the proposal are left out last."""
    own = {
        column
        for chosen in formulation.options[proposal]
        for column in (chosen.column, *(c for row in chosen.payers for c, _ in row))
    }

    def place(row: Constraint) -> bool:
        return any(column in own for column, _ in row.terms)

    return replace(model, rows=tuple(sorted(model.rows, key=place)))
