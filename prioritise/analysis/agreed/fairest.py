"""The fairest list: the worst-off group as well off as can be, then the next, and so on.

The groups are those of a rule: hubs by their spend per head, say, or groups of people by the value
of a list to each against its own best. Amounts of a list, the least first, are compared one after
another, and the list with the greater one at the first difference is fairer: lexicographic max-min.
Level by level the question is whether all groups but k - 1 can be lifted to an amount, or above it;
it is a rule like any other, `in_at_least` so many groups. Between the levels of any two lists there
is room for a decimal, so that every limit is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from prioritise.analysis.agreed.exact_limits import at_or_above, decimal_within
from prioritise.optimise import Plan, optimise
from prioritise.optimise.clock import is_up
from prioritise.optimise.columns import formulated
from prioritise.optimise.lexicographic import OutOfTime
from prioritise.optimise.rules import scale_of
from prioritise.optimise.solver import Watch
from prioritise.programme.faults import InfeasibleError, InputError, UsageError
from prioritise.programme.groups import RuleGroup, groups_of
from prioritise.programme.programme import Programme
from prioritise.programme.records import Rule
from prioritise.programme.validity import faults_of

HALVINGS = 10
"""Questions that halve what a level may still gain; the rest goes step by step."""

UNFIT = ("share", "needs")
"""Measures between whose figures there are no steps, or that are none of a hub."""


@dataclass(frozen=True, slots=True)
class FairestList:
    """The list whose worst-off groups are best off, and of such lists the one of most value."""

    plan: Plan
    levels: tuple[Fraction, ...]
    """What the groups have, the least first."""
    amounts: tuple[tuple[str, Fraction], ...]
    """What each group has, in the order of the rule's groups."""
    is_proven: bool
    """Whether no list is fairer, and none as fair is worth more."""


class FairGroups:
    """The groups of a rule, and what a list gives to each of them."""

    def __init__(self, programme: Programme, rule: Rule) -> None:
        self.rule = rule
        self.groups: tuple[RuleGroup, ...] = tuple(groups_of(programme, rule))
        formulation = formulated(programme)
        scales = [scale_of(formulation, group) for group in self.groups]
        self._steps = [scale.steps for scale in scales]
        self.tops = sorted(scale.most for scale in scales)
        """What each level cannot exceed."""

    def amounts(self, plan: Plan) -> tuple[Fraction, ...]:
        """What a plan gives to each, as the independent check measures it."""
        return tuple(plan.examiner.measured(group, plan.choices).achieved for group in self.groups)

    def levels(self, plan: Plan) -> list[Fraction]:
        """The same, the least first."""
        return sorted(self.amounts(plan))

    def lifted(self, place: int, limit: Decimal) -> Rule:
        """The rule that at most so many groups stay below an amount."""
        name = f"{self.rule.name}: level {place + 1}"
        changes = {"name": name, "at_least": limit, "in_at_least": len(self.groups) - place}
        return self.rule.model_copy(update=changes)

    def above(self, amount: Fraction) -> Decimal:
        """A limit that more than an amount keeps, and no more than that does not."""
        return decimal_within(
            amount, min((floor(amount * steps) + 1) / steps for steps in self._steps)
        )

    def at(self, amount: Fraction) -> Decimal:
        """A limit that an amount keeps, and no less than that does."""
        return decimal_within(
            max((ceil(amount * steps) - 1) / steps for steps in self._steps), amount
        )


def value_within(best: Plan, share: Fraction) -> Rule:
    """The rule that a list gives up no more than a share of the best value."""
    steps = best.values.denominator
    least = at_or_above(best.value - share * abs(best.value), steps)
    return Rule(
        name=f"value within {float(share):g} of the best",
        measure="value",
        at_least=decimal_within(least - Fraction(1, steps), least),
    )


def fairest(
    programme: Programme, rule: Rule, known: Plan, *, watch: Watch | None = None
) -> FairestList:
    """The fairest list of a programme.

    Parameters
    ----------
    programme : Programme
        What is asked; its rules hold for every list.
    rule : Rule
        What is measured of which groups; its limits do not count.
    known : Plan
        A list that keeps every limit of the programme.
    watch : callable
        Told about progress from time to time.

    Raises
    ------
    UsageError
        The rule has no groups.
    """
    search = _Lift(programme, rule, known, watch)
    proven = search.run()
    plan = optimise(search.asked(), watch=watch)
    found = search.groups
    amounts = tuple(zip((g.label for g in found.groups), found.amounts(plan), strict=True))
    proven = proven and plan.bound == plan.value
    return FairestList(plan, tuple(found.levels(plan)), amounts, proven)


class _Lift:
    """One level after another, each held once nothing can be above it."""

    def __init__(self, programme: Programme, rule: Rule, known: Plan, watch: Watch | None) -> None:
        self._programme, self._watch = programme, watch
        self.groups = FairGroups(programme, rule)
        self._held: list[Rule] = []
        self._best = known

    def asked(self, *further: Rule) -> Programme:
        """The programme with the levels that are held, and some more limits."""
        return self._programme.revised(rules=(*self._programme.rules, *self._held, *further))

    def run(self) -> bool:
        """Lift every level; whether each is proven."""
        for place in range(len(self.groups.groups)):
            if not self._lift(place):
                return False
            self._held.append(self.groups.lifted(place, self.groups.at(self._level(place))))
        return True

    def _level(self, place: int) -> Fraction:
        return self.groups.levels(self._best)[place]

    def _lift(self, place: int) -> bool:
        """Find the most of one level, first by halves, then step by step."""
        top = self.groups.tops[place]
        for _ in range(HALVINGS):
            level = self._level(place)
            middle = (level + top) / 2
            if middle <= level:
                break
            limit = decimal_within(level, middle)
            try:
                lifted = self._asks(place, limit)
            except OutOfTime:
                return False
            if not lifted:
                top = Fraction(limit)
        while not is_up():
            if self._level(place) >= top:
                return True
            try:
                lifted = self._asks(place, self.groups.above(self._level(place)))
            except OutOfTime:
                return False
            if not lifted:
                return True
        return False

    def _asks(self, place: int, limit: Decimal) -> bool:
        """Whether some list has all groups but some at an amount; then it is kept."""
        question = self.asked(self.groups.lifted(place, limit))
        # Any list will do: the first that is found ends the search.
        solver = question.solver.model_copy(update={"gap": Decimal(1)})
        try:
            self._best = optimise(
                question.revised(solver=solver), value_alone=True, watch=self._watch
            )
        except InfeasibleError:
            return False
        return True


def gini(amounts: Sequence[Fraction], heads: Sequence[Fraction]) -> Fraction:
    """How unevenly amounts a head are spread over heads: 0 where all have the same, up to 1.

    Half of the mean difference of any two heads, as a share of the mean.
    """
    people = sum(heads, Fraction(0))
    whole = sum((a * h for a, h in zip(amounts, heads, strict=True)), Fraction(0))
    if not whole or not people:
        return Fraction(0)
    pairs = list(zip(amounts, heads, strict=True))
    apart = sum(abs(a - b) * h * k for a, h in pairs for b, k in pairs)
    return Fraction(apart) / (2 * people * whole)


@dataclass(frozen=True, slots=True)
class FairBesideBest:
    """The fairest list that gives up no more than a share of the best value, beside the best."""

    best: Plan
    fair: FairestList
    before: tuple[Fraction, ...]
    """What the best list gives to each group, in the order of the groups."""
    heads: tuple[Fraction, ...]
    """People, or whatever amounts are for each of, in each group; 1 where they are for nothing."""

    @property
    def price(self) -> Fraction:
        """Points that fairness costs."""
        return self.best.value - self.fair.plan.value

    @property
    def after(self) -> tuple[Fraction, ...]:
        """What the fairest list gives to each group."""
        return tuple(amount for _, amount in self.fair.amounts)

    def gini(self, amounts: Sequence[Fraction]) -> Fraction:
        """How unevenly amounts are spread over heads."""
        return gini(amounts, self.heads)


def fair_between_hubs(
    best: Plan, measure: str, per: str, share: Fraction, *, watch: Watch | None = None
) -> FairBesideBest:
    """The fairest list between hubs, of those that are worth nearly as much as the best.

    Parameters
    ----------
    best : Plan
        The best list of all.
    measure : str
        What hubs are to have, as in a rule.
    per : str
        The column of hubs for each unit of which; empty for each hub.
    share : Fraction
        Share of the best value that may be given up.

    Raises
    ------
    InputError
        There is no such measure or column, or a hub has nothing in it.
    UsageError
        The measure is one of which there is no next figure, or none of hubs.
    """
    programme = best.programme
    if measure in UNFIT:
        raise UsageError(
            f"--fair {measure}: hubs are compared by what they have, such as spend, jobs or value; "
            "a share of all, or a need, is no such measure"
        )
    name = f"fair {measure} per {per}" if per else f"fair {measure}"
    rule = Rule(name=name, measure=measure, per=per, for_each="hub")
    tried = programme.revised(rules=(rule.model_copy(update={"at_least": Decimal(0)}),))
    if faults := list(faults_of(tried)):
        raise InputError([replace(fault, place="--fair", row=None) for fault in faults])
    asked = programme.revised(rules=(*programme.rules, value_within(best, share)))
    found = fairest(asked, rule, best, watch=watch)
    groups = FairGroups(programme, rule)
    return FairBesideBest(
        best, found, groups.amounts(best), tuple(group.units for group in groups.groups)
    )
