"""More money that brings a proposal in: in each stream and year that it needs, the least pence.

With d more there, let V(d) be the best value without the proposal and V'(d) the best with it. The
least d with V'(d) >= v is one integer programme; v starts at V(0) and becomes V(d) at the d found,
until V'(d) >= V(d). Every smaller d is thereby excluded. In several budgets at once the first d
that is found is the least in all; a later one does, and a smaller sum in other parts might, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from prioritise.analysis.why.forced import decided, is_proven
from prioritise.analysis.why.least_change import (
    WORKS,
    ComparedMembership,
    Membership,
    Outsider,
    standing,
)
from prioritise.optimise.clock import is_up
from prioritise.optimise.infeasible.budget_increase import least_budget_increase
from prioritise.optimise.infeasible.budget_increase_columns import StreamYear
from prioritise.optimise.infeasible.growing_budgets import (
    budgets_that_grow,
    with_budgets,
    with_more_money,
)
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


def least_change_of_money(outsider: Outsider) -> tuple[LeastChangeOfMoney, ...]:
    """The least money in each budget that a proposal needs; in all of them where no one does it."""
    programme = outsider.plan.programme
    cells = needed_cells(programme, outsider.name)
    found = [_least(outsider, programme, (cell,)) for cell in cells]
    if len(cells) > 1 and all(each.standing == "out" for each in found):
        found.append(_least(outsider, programme, cells))
    return tuple(_with_those_around(outsider, each) for each in found)


def _least(
    outsider: Outsider, programme: Programme, cells: Sequence[StreamYear]
) -> LeastChangeOfMoney:
    """The least money in some budgets, where as much is added to those around them."""
    asked = tuple(cells)
    forced = decided(programme, outsider.name, True)
    value, is_first = outsider.plan.value, True

    def nothing(membership: Membership) -> LeastChangeOfMoney:
        return LeastChangeOfMoney(asked, {}, False, membership)

    while True:
        if is_up():
            return nothing("not settled")
        try:
            least = least_budget_increase(forced, asked, at_least=value, watch=outsider.watch)
        except SolverError as problem:
            if problem.evidence:
                raise
            return nothing("not settled")  # nothing was found in time
        if least is None:
            # In several budgets a later round only shows that the last value is not reached.
            return nothing("out" if is_first or len(asked) == 1 else "not settled")
        seen = _standing(outsider, with_more_money(programme, least.pence))
        if seen.membership in WORKS:
            is_least = least.is_least and (is_first or len(asked) == 1)
            pence = dict(sorted(least.pence.items()))
            return LeastChangeOfMoney(asked, pence, is_least, seen.membership, pence)
        without = seen.without
        if seen.membership == "not settled" or not least.is_least:
            return nothing("not settled")
        if without is None or not is_proven(without):
            return nothing("not settled")
        value, is_first = without.value, False


def _with_those_around(outsider: Outsider, found: LeastChangeOfMoney) -> LeastChangeOfMoney:
    """The same with every budget that has to grow for it, and tried in just these."""
    programme = outsider.plan.programme

    def least(
        asked: Programme, cells: Sequence[StreamYear]
    ) -> tuple[Mapping[StreamYear, int], bool] | None:
        around = _least(outsider, asked, cells)
        return (around.pence, around.is_least) if around.works else None

    if not found.works or all(len(programme.ancestors[name]) == 1 for name, _ in found.pence):
        return found
    budgets, is_least = budgets_that_grow(programme, found.pence, least)
    seen = _standing(outsider, with_budgets(programme, budgets)).membership
    return replace(found, is_least=found.is_least and is_least, standing=seen, budgets=budgets)


def _standing(outsider: Outsider, richer: Programme) -> ComparedMembership:
    return standing(richer, outsider.name, known=outsider.known, watch=outsider.watch)
