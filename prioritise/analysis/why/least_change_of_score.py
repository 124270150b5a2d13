"""A higher score that brings a proposal in: on each criterion, the least on its own scale.

A score counts in steps of a power of ten, at most a hundredth of the scale: 0.1 of 0 to 10. What is
needed is the value given up, turned into score; one step less does not do. Where the lowest score
is the best of a scale, a "higher" score here is a lower one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from prioritise.analysis.why.least_change import WORKS, Membership, least_step, standing
from prioritise.appraisal.value import key_of, value_table
from prioritise.optimise.plan import Plan
from prioritise.optimise.solver import Watch
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
    plan: Plan,
    inside: Plan | None,
    name: str,
    *,
    by_arithmetic: bool = False,
    watch: Watch | None = None,
) -> tuple[LeastChangeOfScore, ...]:
    """What a higher score would do on each criterion that is scored and has a weight.

    Parameters
    ----------
    plan : Plan
        The best shortlist, proven, without the proposal.
    inside : Plan
        The best shortlist with the proposal forced in; none where that is impossible.
    name : str
        Id of the proposal.
    by_arithmetic : bool
        Whether to solve only where nothing simpler proves what a score does.
    watch : callable
        Told about progress from time to time.
    """
    scored = (c for c in plan.programme.scored_criteria() if c.weight)
    questions = (_ScoreQuestion(plan, inside, name, criterion, watch) for criterion in scored)
    return tuple(question.answer(by_arithmetic) for question in questions)


def score_needed(
    plan: Plan,
    inside: Plan | None,
    name: str,
    criterion: Criterion,
    *,
    watch: Watch | None = None,
) -> LeastChangeOfScore:
    """What a higher score would do on one criterion, as in `least_change_of_score`."""
    return _ScoreQuestion(plan, inside, name, criterion, watch).answer(by_arithmetic=False)


class _ScoreQuestion:
    """One proposal and one criterion."""

    def __init__(
        self, plan: Plan, inside: Plan | None, name: str, criterion: Criterion, watch: Watch | None
    ) -> None:
        assert criterion.scale is not None
        self._plan, self._inside, self._name, self._watch = plan, inside, name, watch
        self._criterion = criterion
        self._now = plan.programme.proposal_of[name].scores[criterion.name]
        self._low, self._top = criterion.scale
        self._sign = 1 if self._top > self._low else -1
        self._step = step_of(abs(self._top - self._low))

    def answer(self, by_arithmetic: bool) -> LeastChangeOfScore:
        """The least score that does, or what the top of the scale does."""
        first = floor(self._sign * self._now / self._step)
        last = self._last()
        if self._sign * self._now >= self._sign * self._top:
            return self._made(None, "out")
        simple = by_arithmetic and self._is_simple()
        works = self._adds_up if simple else self._is_solved
        guess = self._guess()
        try:
            high = next((n for n in dict.fromkeys((guess, last)) if n <= last and works(n)), None)
            if high is None:
                return self._made(None, "out")
            found = least_step(works, first, high, guess)
        except TimeoutError:
            return self._made(None, "not settled")
        needed = self._score(found)
        if simple:
            return self._made(needed, "as good" if self._gain(needed) == self._lost() else "in")
        return self._made(needed, self._standing(needed, ordered=True))

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

    def _score(self, steps: int) -> Decimal:
        return self._sign * min(steps * self._step, self._sign * self._top)

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
        gain = self._gain(self._top)
        if not gain:
            return self._last() + 1
        needed = Fraction(self._now) + Fraction(self._top - self._now) * self._lost() / gain
        return ceil(self._sign * needed / Fraction(self._step))

    def _gain(self, score: Decimal) -> Fraction:
        """Points that a score adds to the option of the proposal that is in when it is forced."""
        assert self._inside is not None
        key = key_of(self._inside.options[self._name])
        table = value_table(self._revised(score))
        now = self._plan.values
        return table.in_points(table.certain[key]) - now.in_points(now.certain[key])

    def _is_simple(self) -> bool:
        """Whether a score changes the value of one option, and nothing else."""
        programme = self._plan.programme
        scored = {criterion.name for criterion in programme.criteria}
        return (
            self._inside is not None
            and len(self._plan.eligibility[self._name].options) == 1
            and programme.value.size not in scored
            and all(rule.measure not in ("value", *scored) for rule in programme.rules)
            and value_table(self._revised(self._top)).exact == self._plan.values.exact
        )

    def _adds_up(self, steps: int) -> bool:
        score = self._score(steps)
        if value_table(self._revised(score)).exact != self._plan.values.exact:
            return self._is_solved(steps)
        return self._gain(score) >= self._lost()

    def _is_solved(self, steps: int) -> bool:
        found = self._standing(self._score(steps), ordered=False)
        if found == "not settled":
            raise TimeoutError
        return found in WORKS

    def _standing(self, score: Decimal, *, ordered: bool) -> Membership:
        known = (self._plan,) if self._inside is None else (self._inside, self._plan)
        return standing(
            self._revised(score),
            self._name,
            known=known,
            without=self._plan,
            ordered=ordered,
            watch=self._watch,
        )

    def _revised(self, score: Decimal) -> Programme:
        return with_score(self._plan.programme, self._name, self._criterion.name, score)


def step_of(length: Decimal) -> Decimal:
    """The largest power of ten of which a scale has enough steps."""
    step = Decimal(1).scaleb(length.adjusted())
    while step * STEPS_IN_A_SCALE > length:
        step /= 10
    return step
