"""A list that all groups can live with: the largest loss as small as can be, then the next largest.

Each group has weights of its own and would choose a list of its own. What it loses by another list
is the value of its own best less that of the list, both by its weights, as a share of its best. The
treaty is the list by which the largest of these losses is least, then the next largest, and so on;
of such lists the one of most value by the programme's own weights. What would make up for a loss is
the least money with which more schemes, beside all of the treaty, bring a group to its best.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prioritise.analysis.agreed.fairest import fairest
from prioritise.analysis.comparison.by_weights import LossStep, of_groups
from prioritise.analysis.comparison.compare import ComparedShortlist
from prioritise.optimise import Plan, optimise
from prioritise.optimise.solver import Watch
from prioritise.programme.faults import InfeasibleError, UsageError
from prioritise.programme.goals import Goal, GoalPart
from prioritise.programme.groups import BEST
from prioritise.programme.programme import Programme
from prioritise.programme.records import WEIGHTS, Decision, Rule, Stream

NAME = "what each group keeps of its best"
"""What the levels of a treaty are called in every message."""


@dataclass(frozen=True, slots=True)
class MakingUp:
    """What would bring a group to its best while the treaty stands."""

    schemes: tuple[str, ...]
    """Proposals beside those of the treaty."""
    money: int
    """Pence of public money more than the treaty takes."""


@dataclass(frozen=True, slots=True)
class GroupLoss:
    """What a group gives up for the treaty."""

    group: str
    best: Fraction
    """Points of its own best list, by its weights."""
    value: Fraction
    """Points of the treaty, by its weights."""
    making_up: MakingUp | None
    """What would make up for it; none where nothing would."""

    @property
    def lost(self) -> Fraction:
        """Points given up."""
        return self.best - self.value

    @property
    def share(self) -> Fraction:
        """The same as a share of its best."""
        return self.lost / self.best


@dataclass(frozen=True, slots=True)
class Treaty:
    """The list that all can live with."""

    plan: Plan
    losses: tuple[GroupLoss, ...]
    """In the order of the groups."""
    answers: tuple[ComparedShortlist, ...]
    """What each group would choose."""
    is_proven: bool


def treaty(
    programme: Programme, *, watch: Watch | None = None, step: LossStep | None = None
) -> Treaty:
    """The list by which the largest loss of any group is least, then the next largest.

    Raises
    ------
    UsageError
        There are fewer than two groups, or one to which no list is worth anything.
    InfeasibleError
        Nothing is possible.
    """
    answers = of_groups(programme, watch=watch, step=step)
    for answer in answers:
        if answer.value <= 0:
            raise UsageError(f"--treaty: no list is worth anything to {answer.label}")
    groups = tuple(
        group.model_copy(update={"best": (answer.value.numerator, answer.value.denominator)})
        for group, answer in zip(programme.groups, answers, strict=True)
    )
    asked = programme.revised(groups=groups)
    rule = Rule(name=NAME, measure="value", for_each=WEIGHTS, per=BEST)
    found = fairest(asked, rule, optimise(asked, watch=watch), watch=watch)
    losses = []
    for answer, (label, kept) in zip(answers, found.amounts, strict=True):
        making_up = _making_up(asked, found.plan, label, kept, watch)
        losses.append(GroupLoss(label, answer.value, kept * answer.value, making_up))
    proven = found.is_proven and all(answer.bound == answer.value for answer in answers)
    return Treaty(found.plan, tuple(losses), answers, proven)


def _making_up(
    programme: Programme, plan: Plan, group: str, kept: Fraction, watch: Watch | None
) -> MakingUp | None:
    """The least money for more schemes that bring a group to its best; the treaty's all stay."""
    if kept >= 1:
        return MakingUp((), 0)
    (own,) = (each for each in programme.groups if each.group == group)
    rule = Rule(
        name=f"the best of {group}",
        measure="value",
        for_each=WEIGHTS,
        per=BEST,
        at_least=Decimal(1),
    )
    asked = programme.revised(
        groups=(own,),
        rules=(*programme.rules, rule),
        streams=_without_end(programme),
        decisions=_with_all_of(programme, plan),
        goals=(Goal(name="least money", parts=(GoalPart(measure="spend", times=-1),)),),
    )
    try:
        found = optimise(asked, watch=watch)
    except InfeasibleError:
        return None
    schemes = tuple(name for name in found.shortlist if name not in plan.shortlist)
    return MakingUp(schemes, found.public_cost - plan.public_cost)


def _without_end(programme: Programme) -> tuple[Stream, ...]:
    """Streams whose budgets could pay for every proposal in every way of doing it."""
    most = sum(
        max((option.public_cost for option in options), default=0)
        for options in programme.options.values()
    )
    return tuple(
        stream.model_copy(
            update={
                "budgets": tuple(budget + most for budget in stream.budgets),
                "contingency": Decimal(0),
            }
        )
        for stream in programme.streams
    )


def _with_all_of(programme: Programme, plan: Plan) -> tuple[Decision, ...]:
    """Decisions by which the whole list stays in, beside those that keep others out."""
    others = (d for d in programme.decisions if d.proposal not in plan.options)
    return (*others, *(Decision(proposal=name, chosen=True) for name in plan.shortlist))
