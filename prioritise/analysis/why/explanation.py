"""What is said of a proposal: why it is in or out, what that costs, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from prioritise.analysis.reserve.reserve_list import Reserve
from prioritise.analysis.why.binding import BindingLimits
from prioritise.analysis.why.forced import is_decided, is_proven
from prioritise.analysis.why.least_change_of_cost import LeastChangeOfCost
from prioritise.analysis.why.least_change_of_money import LeastChangeOfMoney
from prioritise.analysis.why.least_change_of_score import LeastChangeOfScore
from prioritise.optimise.infeasible.iis_of_decision import Keeping
from prioritise.optimise.objectives import ORDER
from prioritise.optimise.plan import Plan
from prioritise.programme.options import Option


@dataclass(frozen=True, slots=True)
class OptionValue:
    """The best value with a proposal in one of its options."""

    option: Option
    plan: Plan | None
    """The best shortlist with it; none where that is impossible."""
    settled: bool = True
    """Whether, where there is none, it is known that there is none."""

    @property
    def is_settled(self) -> bool:
        """Whether its best value is known."""
        return self.settled and (self.plan is None or is_proven(self.plan))


@dataclass(frozen=True, slots=True)
class ChangesToEnter:
    """What would bring a proposal in: each is shown to work by solving the changed programme."""

    money: tuple[LeastChangeOfMoney, ...] = ()
    score: tuple[LeastChangeOfScore, ...] = ()
    cost: LeastChangeOfCost | None = None

    @property
    def least_money(self) -> LeastChangeOfMoney | None:
        """The smallest sum that does it; of equals the first in order of stream and year."""
        return min((each for each in self.money if each.works), key=_sum, default=None)

    @property
    def least_score(self) -> LeastChangeOfScore | None:
        """The score that does it and is raised by the smallest part of its scale."""
        raised = (each for each in self.score if each.needed is not None)
        return min(raised, key=lambda each: each.share, default=None)

    @property
    def are_settled(self) -> bool:
        """Whether it is known of each that was looked for, and of money that less would not do."""
        standings = [each.standing for each in self.money]
        standings += [each.standing for each in self.score]
        standings += [self.cost.standing] if self.cost else []
        return "not settled" not in standings and all(
            each.is_least for each in self.money if each.works
        )


@dataclass(frozen=True, slots=True)
class Explanation:
    """One proposal: why it is in or out."""

    plan: Plan
    """The shortlist that is explained."""
    proposal: str
    """Id of the proposal."""
    otherwise: Plan | None
    """The best shortlist with its decision turned round; none where that is impossible."""
    waiting: Reserve | None
    """What it lacks with the shortlist kept, where it is out."""
    settled: bool = True
    """Whether, where there is no other shortlist, it is known that there is none."""
    keeping: Keeping | None = None
    """What makes the other decision impossible, where it is."""
    binding: BindingLimits | None = None
    """Limits without which having it in would cost less; looked for where it is named."""
    changes: ChangesToEnter = ChangesToEnter()
    """What would bring it in."""
    options: tuple[OptionValue, ...] = ()
    """Its options, where it has several and is named."""

    @property
    def is_chosen(self) -> bool:
        """Whether it is in."""
        return self.proposal in self.plan.options

    @property
    def is_eligible(self) -> bool:
        """Whether it could be chosen at all."""
        return not self.plan.eligibility[self.proposal].reason

    @property
    def is_decided(self) -> bool:
        """Whether a contract or a decision has it in or out."""
        return is_decided(self.plan.programme, self.proposal)

    @property
    def enters(self) -> tuple[str, ...]:
        """Who comes in beside it, or in its place."""
        return _without(self.otherwise, self.plan, self.proposal)

    @property
    def leaves(self) -> tuple[str, ...]:
        """Who goes out beside it, or for it."""
        return _without(self.plan, self.otherwise, self.proposal) if self.otherwise else ()

    @property
    def lost(self) -> tuple[Fraction, Fraction]:
        """Points lost with the decision turned round, at least and at most; below 0, gained."""
        assert self.otherwise is not None
        return self.plan.value - self.otherwise.bound, self.plan.bound - self.otherwise.value

    @property
    def is_proven(self) -> bool:
        """Whether the value lost is one figure."""
        return self.otherwise is None or self.lost[0] == self.lost[1]

    @property
    def is_settled(self) -> bool:
        """Whether nothing of all this is open, because time ran out."""
        if not self.is_eligible:
            return self.changes.are_settled
        found = self.otherwise
        known = self.keeping is not None and self.keeping.is_minimal if found is None else True
        return (
            self.settled
            and known
            and is_proven(self.plan)
            and (found is None or (is_proven(found) and found.unique_to == ORDER))
            and (self.binding is None or self.binding.proven)
            and self.changes.are_settled
            and all(option.is_settled for option in self.options)
        )


@dataclass(frozen=True, slots=True)
class ExplainedShortlist:
    """The shortlist that is explained, and the explanations in the order of the proposals."""

    plan: Plan
    explanations: tuple[Explanation, ...]
    reserve: Mapping[str, Reserve]


def _without(one: Plan | None, other: Plan | None, name: str) -> tuple[str, ...]:
    """Who is in one shortlist and not in another, a proposal aside."""
    if one is None or other is None:
        return ()
    return tuple(each for each in one.shortlist if each not in other.options and each != name)


def _sum(money: LeastChangeOfMoney) -> int:
    return money.total
