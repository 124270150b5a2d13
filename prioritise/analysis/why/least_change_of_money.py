"""More money that brings a proposal in: in each stream and year that it needs, the least pence.

With d more there, let V(d) be the best value without the proposal and V'(d) the best with it. The
least d with V'(d) >= v is one integer programme; v starts at V(0) and becomes V(d) at the d found,
until V'(d) >= V(d). Every smaller d is thereby excluded. In several budgets at once the first d
that is found is the least in all; a later one does, and a smaller sum in other parts might, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from prioritise.analysis.why.forced import decided, is_proven
from prioritise.analysis.why.least_change import WORKS, Membership, standing
from prioritise.optimise.clock import is_up
from prioritise.optimise.infeasible.budget_increase import least_budget_increase
from prioritise.optimise.infeasible.budget_increase_columns import StreamYear
from prioritise.optimise.infeasible.growing_budgets import (
    budgets_that_grow,
    with_budgets,
    with_more_money,
)
from prioritise.optimise.lexicographic import Hints, optimise
from prioritise.optimise.plan import Plan
from prioritise.optimise.prepared import prepared
from prioritise.optimise.solver import Watch
from prioritise.programme.faults import SolverError
from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH


@dataclass(frozen=True, slots=True)
class LeastChangeOfMoney:
    """What more money in some budgets would do."""

    cells: tuple[StreamYear, ...]
    """Streams and years that were asked about; what is added to a stream is added to the streams
    that it lies in, too."""
    pence: Mapping[StreamYear, int]
    """What brings the proposal in; nothing where no money there does."""
    is_least: bool
    """Whether no smaller sum there does."""
    standing: Membership
    """Where the proposal stands with that much more."""
    budgets: Mapping[StreamYear, int] = field(default_factory=dict)
    """Every budget that has to grow for that, those around included, each by itself."""

    @property
    def works(self) -> bool:
        """Whether some best shortlist has the proposal then."""
        return self.standing in WORKS

    @property
    def total(self) -> int:
        """Pence in all."""
        return sum(self.pence.values())


def needed_cells(programme: Programme, name: str) -> tuple[StreamYear, ...]:
    """Every stream and year from which a proposal may take money, in order of stream and year."""
    cells = {
        (payer, year)
        for option in programme.options[name]
        for row in option.rows
        for payer in row.payers
        for year, amount in enumerate(row.amounts)
        if amount and payer not in ("", MATCH)
    }
    return tuple(sorted(cells))


def least_change_of_money(
    plan: Plan, inside: Plan | None, name: str, *, watch: Watch | None = None
) -> tuple[LeastChangeOfMoney, ...]:
    """The least money in each budget that a proposal needs; in all of them where no one does it.

    Parameters
    ----------
    plan : Plan
        The best shortlist, proven, without the proposal.
    inside : Plan
        The best shortlist with the proposal forced in; none where that is impossible.
    name : str
        Id of the proposal.
    watch : callable
        Told about progress from time to time.
    """
    programme, known = plan.programme, (plan,) if inside is None else (inside, plan)
    question = _Question(name, plan.value, known, watch)
    cells = needed_cells(programme, name)
    found = [question.least(programme, (cell,)) for cell in cells]
    if len(cells) > 1 and all(each.standing == "out" for each in found):
        found.append(question.least(programme, cells))
    return tuple(question.with_those_around(programme, each) for each in found)


@dataclass(frozen=True, slots=True)
class _Question:
    """One proposal, and what is known before its money is sought."""

    name: str
    value: Fraction
    """Points of the best shortlist, without the proposal."""
    known: tuple[Plan, ...]
    watch: Watch | None

    def least(self, programme: Programme, cells: Sequence[StreamYear]) -> LeastChangeOfMoney:
        """The least money in some budgets, where as much is added to those around them."""
        asked, name = tuple(cells), self.name
        forced = decided(programme, name, True)
        value, is_first = self.value, True
        while True:
            if is_up():
                return LeastChangeOfMoney(asked, {}, False, "not settled")
            try:
                least = least_budget_increase(forced, asked, at_least=value, watch=self.watch)
            except SolverError as problem:
                if problem.evidence:
                    raise
                return LeastChangeOfMoney(
                    asked, {}, False, "not settled"
                )  # nothing was found in time
            if least is None:
                # In several budgets a later round only shows that the last value is not reached.
                nothing_does = is_first or len(asked) == 1
                return LeastChangeOfMoney(
                    asked, {}, False, "out" if nothing_does else "not settled"
                )
            richer = with_more_money(programme, least.pence)
            seen = standing(richer, name, known=self.known, watch=self.watch)
            if seen in WORKS:
                is_least = least.is_least and (is_first or len(asked) == 1)
                pence = dict(sorted(least.pence.items()))
                return LeastChangeOfMoney(asked, pence, is_least, seen, pence)
            if seen == "not settled":
                return LeastChangeOfMoney(asked, {}, False, seen)
            without = optimise(
                prepared(richer).within([(name, False)]),
                Hints(self.known),
                value_alone=True,
                watch=self.watch,
            )
            if not least.is_least or not is_proven(without):
                return LeastChangeOfMoney(asked, {}, False, "not settled")
            value, is_first = without.value, False

    def with_those_around(
        self, programme: Programme, found: LeastChangeOfMoney
    ) -> LeastChangeOfMoney:
        """The same with every budget that has to grow for it, and tried in just these."""

        def least(
            asked: Programme, cells: Sequence[StreamYear]
        ) -> tuple[Mapping[StreamYear, int], bool] | None:
            around = self.least(asked, cells)
            return (around.pence, around.is_least) if around.works else None

        if not found.works or all(len(programme.ancestors[name]) == 1 for name, _ in found.pence):
            return found
        budgets, is_least = budgets_that_grow(programme, found.pence, least)
        grown = with_budgets(programme, budgets)
        seen = standing(grown, self.name, known=self.known, watch=self.watch)
        return replace(found, is_least=found.is_least and is_least, standing=seen, budgets=budgets)
