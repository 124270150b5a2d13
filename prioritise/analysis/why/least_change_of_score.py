"""A higher score that brings a proposal in: on each criterion, the least on its own scale.

A score counts in steps of a power of ten, at most a hundredth of the scale: 0.1 of 0 to 10. What is
needed is the value given up, turned into score; one step less does not do. Where the lowest score
is the best of a scale, a "higher" score here is a lower one. What a threshold screens out has to
reach the threshold at least.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from prioritise.analysis.why.forced import decided, is_decided, is_proven
from prioritise.analysis.why.least_change import ChangeInSteps, Membership, Outsider
from prioritise.appraisal.value import key_of, value_table
from prioritise.optimise.clock import is_up
from prioritise.optimise.lexicographic import Hints, OutOfTime, optimise
from prioritise.optimise.plan import Plan
from prioritise.optimise.solver import Watch
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.money import plain
from prioritise.programme.programme import Programme
from prioritise.programme.records import Criterion

STEPS_IN_A_SCALE = 100
"""A scale has at least so many steps."""


@dataclass(frozen=True, slots=True)
class LeastChangeOfScore:
    """What a higher score on one criterion would do."""

    criterion: str
    """Name of the criterion."""
    now: Decimal
    """Score as it is."""
    top: Decimal
    """Highest score of the scale."""
    length: Decimal
    """Length of the scale."""
    needed: Decimal | None
    """The least score that brings the proposal in; none where it would pass the top."""
    short: Fraction | None
    """Points that are missing even at the top, where simple arithmetic says so."""
    standing: Membership
    """Where the proposal stands with the score that is needed, or at the top."""

    @property
    def share(self) -> Fraction:
        """How much higher the score has to be, as a share of its scale."""
        assert self.needed is not None
        return Fraction(self.needed - self.now) / Fraction(self.length)


def with_score(programme: Programme, name: str, criterion: str, score: Decimal) -> Programme:
    """The programme with another score of one proposal."""
    proposals = tuple(
        p.model_copy(update={"scores": {**p.scores, criterion: score}}) if p.proposal == name else p
        for p in programme.proposals
    )
    return programme.revised(proposals=proposals)


def least_change_of_score(
    outsider: Outsider, *, by_arithmetic: bool = False
) -> tuple[LeastChangeOfScore, ...]:
    """What a higher score would do on each criterion that is scored and has a weight.

    Parameters
    ----------
    outsider : Outsider
        The proposal.
    by_arithmetic : bool
        Whether to solve only where nothing simpler proves what a score does.
    """
    scored = (c for c in outsider.plan.programme.scored_criteria() if c.weight)
    return tuple(_ScoreQuestion(outsider, one).answer(by_arithmetic) for one in scored)


def least_change_to_pass(
    plan: Plan, name: str, *, watch: Watch | None = None
) -> tuple[LeastChangeOfScore, ...]:
    """The least score that brings a proposal in, on the one criterion that screens it out.

    Nothing where several criteria screen it out, or where something else keeps it out as well.

    Parameters
    ----------
    plan : Plan
        The best shortlist.
    name : str
        Id of a proposal that is not eligible.
    watch : callable
        Told about progress from time to time.
    """
    programme, screened = plan.programme, plan.eligibility[name].screened
    if len(screened) != 1 or is_decided(programme, name) or not is_proven(plan):
        return ()
    (criterion,) = (one for one in programme.criteria if one.name == screened[0])
    assert criterion.threshold is not None
    passing = with_score(programme, name, criterion.name, criterion.threshold)
    inside = None if is_up() else _inside_of(plan, passing, name, watch)
    return (_ScoreQuestion(Outsider(plan, inside, name, watch), criterion).answer(False),)


def _inside_of(plan: Plan, passing: Programme, name: str, watch: Watch | None) -> Plan | None:
    """The best shortlist with a proposal forced in; none without one that is proven."""
    try:
        asked = decided(passing, name, True)
        inside = optimise(asked, Hints((plan,)), value_alone=True, watch=watch)
    except (InfeasibleError, OutOfTime):
        return None
    return inside if is_proven(inside) else None


class _ScoreQuestion:
    """One proposal and one criterion."""

    def __init__(self, outsider: Outsider, criterion: Criterion) -> None:
        assert criterion.scale is not None
        self._outsider, self._criterion = outsider, criterion
        self._plan, self._inside, self._name = outsider.plan, outsider.inside, outsider.name
        self._now = self._score_in(self._plan)
        self._low, self._top = criterion.scale
        self._sign = 1 if self._top > self._low else -1
        self._step = step_of(abs(self._top - self._low))
        is_screened = criterion.name in self._plan.eligibility[self._name].screened
        self._passing = criterion.threshold if is_screened else None

    def answer(self, by_arithmetic: bool) -> LeastChangeOfScore:
        """The least score that does, or what the top of the scale does."""
        if self._sign * self._now >= self._sign * self._top:
            return self._made(None, "out")
        last, guess = self._last(), self._guess()
        simple = by_arithmetic and self._is_simple()
        steps = ChangeInSteps(
            revised=lambda step: self._revised(self._score(step)),
            first=self._first(),
            tried=[step for step in (guess, last) if step <= last],
            guess=guess,
            known=self._by_arithmetic if simple else lambda step: None,
        )
        step, membership = self._outsider.least(steps)
        return self._made(None if step is None else self._score(step), membership)

    def _made(self, needed: Decimal | None, how: Membership) -> LeastChangeOfScore:
        short = None
        if needed is None and self._is_simple():
            short = self._lost() - self._gain(self._top)
        return LeastChangeOfScore(
            self._criterion.name,
            plain(self._now),
            plain(self._top),
            self._top - self._low,
            None if needed is None else plain(needed),
            short,
            how,
        )

    def _score_in(self, plan: Plan) -> Decimal:
        return plan.programme.proposal_of[self._name].scores[self._criterion.name]

    def _score(self, steps: int) -> Decimal:
        """The score at a step: not below the threshold that it has to pass, nor past the top."""
        found = min(steps * self._step, self._sign * self._top)
        if self._passing is not None:
            found = max(found, self._sign * self._passing)
        return self._sign * found

    def _first(self) -> int:
        """Steps of a score with which it is out."""
        if self._passing is not None:
            return floor(self._sign * self._passing / self._step) - 1
        return floor(self._sign * self._now / self._step)

    def _last(self) -> int:
        """Steps of the best score of the scale."""
        return ceil(self._sign * self._top / self._step)

    def _lost(self) -> Fraction:
        assert self._inside is not None
        return self._plan.value - self._inside.value

    def _guess(self) -> int:
        """Steps of the score at which the points gained make up for the value lost."""
        if self._inside is None:
            return self._last()
        gain, now = self._gain(self._top), Fraction(self._score_in(self._inside))
        if not gain:
            return self._last() + 1
        needed = now + (Fraction(self._top) - now) * self._lost() / gain
        return max(ceil(self._sign * needed / Fraction(self._step)), self._first() + 1)

    def _gain(self, score: Decimal) -> Fraction:
        """Points that a score adds to the option of the proposal that is in when it is forced."""
        assert self._inside is not None
        key = key_of(self._inside.options[self._name])
        table = value_table(self._revised(score))
        now = self._inside.values
        return table.in_points(table.certain[key]) - now.in_points(now.certain[key])

    def _is_simple(self) -> bool:
        """Whether a score changes the value of one option, and nothing else."""
        programme = self._plan.programme
        scored = {criterion.name for criterion in programme.criteria}
        return (
            self._inside is not None
            and len(self._inside.eligibility[self._name].options) == 1
            and programme.value.size not in scored
            and all(rule.measure not in ("value", *scored) for rule in programme.rules)
            and value_table(self._revised(self._top)).exact == self._plan.values.exact
        )

    def _by_arithmetic(self, steps: int) -> Membership | None:
        """Where the proposal stands with a score, from the points that it adds."""
        score = self._score(steps)
        if value_table(self._revised(score)).exact != self._plan.values.exact:
            return None
        gain, lost = self._gain(score), self._lost()
        return "as good" if gain == lost else "in" if gain > lost else "out"

    def _revised(self, score: Decimal) -> Programme:
        return with_score(self._plan.programme, self._name, self._criterion.name, score)


def step_of(length: Decimal) -> Decimal:
    """The largest power of ten of which a scale has enough steps."""
    step = Decimal(1).scaleb(length.adjusted())
    while step * STEPS_IN_A_SCALE > length:
        step /= 10
    return step
