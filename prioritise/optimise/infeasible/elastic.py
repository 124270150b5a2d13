"""The smallest changes after which something is possible: fewer rules, fewer promises, more money.

A rule or a commitment that may be given up is a row with one more column,

    sum a x <= b + M u        with M as much as the row can ever be broken by,

and the least sum of u is sought; among equals the rules, and the proposals, that come first. Every
repair is shown to work: a shortlist passes the independent check of the programme so changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic
from typing import Literal

from prioritise.optimise.check.examination import check
from prioritise.optimise.clock import left
from prioritise.optimise.columns import formulated
from prioritise.optimise.formulation import commitment_rows, model_of
from prioritise.optimise.highs import solve
from prioritise.optimise.infeasible.budget_increase import least_budget_increase
from prioritise.optimise.infeasible.budget_increase_columns import StreamYear
from prioritise.optimise.infeasible.growing_budgets import budgets_that_grow, with_budgets
from prioritise.optimise.infeasible.iis import NOTHING
from prioritise.optimise.model import Constraint, Model, Objective, Variable, collected
from prioritise.optimise.rules import rule_rows
from prioritise.optimise.solver import Outcome
from prioritise.programme.faults import SolverError
from prioritise.programme.groups import groups_of
from prioritise.programme.programme import Programme

AT_ONCE = 20
"""Columns that one solve puts in order, weighted by powers of two: figures stay below a million."""

RepairKind = Literal["money", "rules", "commitments", "rules and commitments"]


@dataclass(frozen=True, slots=True, order=True)
class Commitment:
    """A proposal that is in or out before anything is weighed."""

    proposal: str
    because: str
    """`contracted`, `locked`, `agreed`, `declined` or `deferred`."""
    chosen: bool
    """In or out."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A change after which some shortlist keeps everything that is still asked."""

    kind: RepairKind
    programme: Programme
    """What is asked after the change."""
    is_least: bool
    """Whether it is proven that less would not do."""
    pence: Mapping[StreamYear, int] = field(default_factory=dict)
    """What is added to budgets, by stream and place of the year; it counts in all around them."""
    budgets: Mapping[StreamYear, int] = field(default_factory=dict)
    """Every budget that has to grow for that, those around included, each by itself."""
    rules: tuple[str, ...] = ()
    """Names of the rules that are dropped, in their order."""
    commitments: tuple[Commitment, ...] = ()
    """What is given up, in order of proposal."""


def repairs_of(programme: Programme, *, seconds: float) -> Iterator[Repair]:
    """The smallest repair of each kind by itself, as soon as it is found.

    The fewest rules to drop and the fewest commitments to give up; where neither would do alone,
    the fewest of both together, which always do; then the least money, in any budgets. What takes
    longer than the time allowed is left out.

    Parameters
    ----------
    programme : Programme
        A programme that has no shortlist.
    seconds : float
        Time for all of it.
    """
    until = monotonic() + left(seconds)
    giving_up = _GivingUp(programme, until)
    alone = [
        *giving_up.least(rules=True, commitments=False),
        *giving_up.least(rules=False, commitments=True),
    ]
    yield from alone or giving_up.least(rules=True, commitments=True)
    yield from _money(programme, until)


def without(
    programme: Programme, rules: Sequence[str], commitments: Sequence[Commitment]
) -> Programme:
    """The programme without some rules and commitments."""
    given = {(each.proposal, each.because) for each in commitments}
    return programme.revised(
        rules=tuple(rule for rule in programme.rules if rule.name not in rules),
        decisions=tuple(d for d in programme.decisions if (d.proposal, d.because) not in given),
        proposals=tuple(
            p.released() if p.commitment and (p.proposal, p.commitment) in given else p
            for p in programme.proposals
        ),
    )


def commitments_of(programme: Programme) -> tuple[Commitment, ...]:
    """Everything that is settled beforehand, in order of proposal."""
    found = []
    for name, proposal in programme.proposal_of.items():
        if proposal.commitment:
            found.append(Commitment(name, proposal.commitment, True))
        if decision := programme.decision_of.get(name):
            found.append(Commitment(name, decision.because, decision.chosen))
    return tuple(found)


def _money(programme: Programme, until: float) -> Iterator[Repair]:
    cells = [
        (stream.stream, year)
        for stream in programme.streams
        for year in range(stream.closed, len(programme.years))
    ]

    def least(
        asked: Programme, cells: Sequence[StreamYear]
    ) -> tuple[Mapping[StreamYear, int], bool] | None:
        try:
            found = least_budget_increase(asked, cells, seconds=max(until - monotonic(), 0.01))
        except SolverError:
            if monotonic() < until:
                raise
            return None  # Time ran out before anything was found.
        return None if found is None else (found.pence, found.is_least)

    found = least(programme, cells)
    if found is not None and found[0]:
        pence, is_least = found
        budgets, all_least = budgets_that_grow(programme, pence, least)
        changed = with_budgets(programme, budgets)
        yield Repair("money", changed, is_least and all_least, pence=pence, budgets=budgets)


class _GivingUp:
    """The model of a programme in which rules and commitments may be given up."""

    def __init__(self, programme: Programme, until: float) -> None:
        self._programme = programme
        self._until = until
        self._formulation = formulated(programme)
        self._rules = rule_rows(self._formulation)
        self._base, _ = model_of(self._formulation)
        self._commitments = tuple(commitment_rows(self._formulation))

    def least(self, *, rules: bool, commitments: bool) -> Iterator[Repair]:
        """The fewest rules, commitments, or both, whose loss makes something possible."""
        kind: RepairKind = "rules" if rules else "commitments"
        if rules and commitments:
            kind = "rules and commitments"
        columns = list(self._formulation.columns)
        rows = [*self._base.rows[: len(self._base.rows) - len(self._commitments)]]
        spared: dict[int, str | Commitment] = {}
        rows += self._rule_rows(columns, spared) if rules else self._rules
        rows += self._commitment_rows(columns, spared) if commitments else self._commitments
        if not spared:
            return
        found = self._fewest(Model(tuple(columns), tuple(rows), NOTHING), tuple(spared))
        if found is None:
            return
        values, is_least = found
        names = [given for column, given in spared.items() if values[column]]
        dropped = tuple(name for name in names if isinstance(name, str))
        given_up = tuple(name for name in names if isinstance(name, Commitment))
        changed = without(self._programme, dropped, given_up)
        choices = self._formulation.choices(values)
        if broken := check(changed, choices):
            raise SolverError(
                "a repair did not pass the independent check: " + "; ".join(map(str, broken)),
                f"{names}\n\nchoices: {choices}\n",
            )
        yield Repair(kind, changed, is_least, rules=dropped, commitments=given_up)

    def _rule_rows(
        self, columns: list[Variable], spared: dict[int, str | Commitment]
    ) -> Iterator[Constraint]:
        """The rows of the rules, those of one rule with one column by which it is given up."""
        limits = iter(self._rules)
        for rule in self._programme.rules:
            column = _further(columns, f"u[{rule.name}]")
            spared[column] = rule.name
            ends = sum(limit is not None for limit in (rule.at_least, rule.at_most))
            groups = sum(1 for _ in groups_of(self._programme, rule))
            rows = 1 if rule.in_at_least is not None else ends * groups
            for row in islice(limits, rows):
                yield from _loosened(row, columns, column)
        yield from limits

    def _commitment_rows(
        self, columns: list[Variable], spared: dict[int, str | Commitment]
    ) -> Iterator[Constraint]:
        pairs = zip(self._commitments, commitments_of(self._programme), strict=True)
        for row, commitment in pairs:
            column = _further(columns, f"u[{row.name}]")
            spared[column] = commitment
            yield from _loosened(row, columns, column)

    def _fewest(self, model: Model, spared: Sequence[int]) -> tuple[tuple[int, ...], bool] | None:
        """The fewest of some columns, the first ones among equals; none where that is no help."""
        count = Objective("given up", "minimise", tuple((column, 1) for column in spared))
        outcome = self._solve(model, count)
        if outcome is None or not outcome.values:
            return None
        values, is_least = outcome.values, outcome.found == "optimal"
        model = model.within(count.held_at(count.at(values)))
        for start in range(0, len(spared), AT_ONCE) if is_least else ():
            block = spared[start : start + AT_ONCE]
            terms = [(column, 1 << place) for place, column in enumerate(reversed(block))]
            first = Objective("the first ones", "maximise", collected(terms))
            better = self._solve(model, first, values)
            if better is None or better.found != "optimal":
                break
            values = better.values
            model = model.within(first.held_at(first.at(values)))
        return values, is_least

    def _solve(
        self, model: Model, objective: Objective, start: Sequence[int] = ()
    ) -> Outcome | None:
        seconds = self._until - monotonic()
        if seconds <= 0:
            return None
        return solve(model.aiming(objective), seconds=seconds, start=start)


def _further(columns: list[Variable], name: str) -> int:
    columns.append(Variable(name))
    return len(columns) - 1


def _loosened(row: Constraint, columns: Sequence[Variable], column: int) -> Iterator[Constraint]:
    """The row, which need not hold where the column is 1."""
    over = sum(max(0, a) * columns[c].top for c, a in row.terms) - row.limit
    under = row.limit - sum(min(0, a) * columns[c].top for c, a in row.terms)
    if row.sense in ("<=", "=") and over > 0:
        yield Constraint(row.name, collected([*row.terms, (column, -over)]), "<=", row.limit)
    if row.sense in (">=", "=") and under > 0:
        yield Constraint(row.name, collected([*row.terms, (column, under)]), ">=", row.limit)
