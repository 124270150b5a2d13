"""Where people score differently: which disagreement, settled one way or the other, matters.

Each proposal and criterion on which scores differ is settled twice, at the lowest and at the
highest score that anybody gave, everything else as it is. What the settled programme's best list
is worth above the list as it stands, by the settled score, is what leaving it open may cost.

Where a chosen proposal gains, or one that is not chosen loses, the list stays the best: its value
rises by no less than that of any other. That needs no solving, where a proposal has one option,
neither a threshold nor a rule looks at the score, and figures are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prioritise.analysis.parallel.executor import Executor
from prioritise.analysis.parallel.plans import Ended, plans
from prioritise.appraisal.scorers import outliers, scores_by_cell
from prioritise.appraisal.value import value_table
from prioritise.optimise import Examiner, Plan
from prioritise.programme.faults import InfeasibleError, UsageError
from prioritise.programme.programme import Programme
from prioritise.programme.records import Proposal
from prioritise.programme.scoring import Score

ScoredCell = tuple[str, str]
"""Proposal and criterion."""


@dataclass(frozen=True, slots=True)
class SettledScore:
    """A disagreement, settled at one score."""

    score: Decimal
    worth: Fraction | None
    """Points by which another list is then better; none where the list could then not stand."""
    enters: tuple[str, ...] = ()
    """In that list and not in the one that stands, in order of id."""
    leaves: tuple[str, ...] = ()
    """In the one that stands and not in that list, in order of id."""
    is_proven: bool = True
    """Whether no list is better than that."""

    @property
    def changes_the_list(self) -> bool:
        """Whether another list is then better."""
        return self.worth is None or self.worth > 0


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A proposal and a criterion on which people differ."""

    proposal: str
    criterion: str
    scores: tuple[Score, ...]
    """In order of scorer."""
    combined: Decimal
    """The score that counts."""
    outliers: tuple[Score, ...]
    """Scores that lie far from the others."""
    lowest: SettledScore
    highest: SettledScore

    @property
    def spread(self) -> Decimal:
        """From the lowest score to the highest."""
        return self.highest.score - self.lowest.score

    @property
    def most(self) -> SettledScore:
        """The way of settling it that costs the list most; the lower one of equals."""
        return max((self.lowest, self.highest), key=_rank)


def _rank(settled: SettledScore) -> tuple[bool, Fraction]:
    return settled.worth is None, settled.worth or Fraction(0)


def disagreements(plan: Plan, executor: Executor) -> tuple[Disagreement, ...]:
    """Every disagreement, worth most first; then the widest, then in order of ids.

    Parameters
    ----------
    plan : Plan
        The list as it stands.
    executor : Executor
        Who solves.

    Raises
    ------
    UsageError
        Nobody's scores are told apart.
    """
    programme = plan.programme
    if programme.scoring is None:
        raise UsageError("--disagreements needs scores of several people: the key scoring, a table")
    cells = {
        cell: tuple(rows)
        for cell, rows in scores_by_cell(programme).items()
        if len({row.score for row in rows}) > 1
        and programme.considers(programme.proposal_of[cell[0]])
    }
    ends = {cell: _ends(rows) for cell, rows in cells.items()}
    asked = [
        (cell, score)
        for cell, both in ends.items()
        for score in both
        if not _stands(plan, cell, score)
    ]
    settled = [_settled(programme, *question) for question in asked]
    answers = dict(zip(asked, plans(executor, settled), strict=True))
    found = []
    for cell, rows in cells.items():
        name, criterion = cell
        low, high = (_compared(plan, cell, each, answers.get((cell, each))) for each in ends[cell])
        combined = programme.proposal_of[name].scores[criterion]
        found.append(Disagreement(name, criterion, rows, combined, outliers(rows), low, high))
    return tuple(sorted(found, key=_order))


def _order(one: Disagreement) -> tuple[bool, Fraction, Decimal, str, str]:
    """Worth most first, then the widest, then in order of ids."""
    bars, worth = _rank(one.most)
    return not bars, -worth, -one.spread, one.proposal, one.criterion


def _ends(rows: Sequence[Score]) -> tuple[Decimal, Decimal]:
    scores = [row.score for row in rows]
    return min(scores), max(scores)


def _settled(programme: Programme, cell: ScoredCell, score: Decimal) -> Programme:
    """The programme with one score as it is settled."""
    name, criterion = cell

    def changed(proposal: Proposal) -> Proposal:
        if proposal.proposal != name:
            return proposal
        told = {criterion: score}
        numbers = {**proposal.numbers, **told}
        return proposal.model_copy(
            update={"scores": {**proposal.scores, **told}, "numbers": numbers}
        )

    return programme.revised(proposals=tuple(map(changed, programme.proposals)))


def _stands(plan: Plan, cell: ScoredCell, score: Decimal) -> bool:
    """Whether the list stays the best without asking."""
    programme, (name, criterion) = plan.programme, cell
    (own,) = (c for c in programme.criteria if c.name == criterion)
    if own.threshold is not None or len(programme.options[name]) != 1 or own.scale is None:
        return False
    if plan.bound_figure != plan.figure or programme.value.size == criterion:
        return False
    if not (plan.values.exact and value_table(_settled(programme, cell, score)).exact):
        return False
    looked_at = ("value", criterion)
    if any(r.measure in looked_at or r.of in looked_at for r in programme.rules):
        return False
    rises = own.scale[1] > own.scale[0]
    gains = (score > programme.proposal_of[name].scores[criterion]) == rises
    return score == programme.proposal_of[name].scores[criterion] or gains == (name in plan.options)


def _compared(plan: Plan, cell: ScoredCell, score: Decimal, answer: Ended | None) -> SettledScore:
    """What settling it at a score comes to; without an answer, the list stays as it is."""
    if answer is None:
        return SettledScore(score, Fraction(0))
    if not isinstance(answer, Plan):
        if isinstance(answer, InfeasibleError):
            return SettledScore(score, None, leaves=plan.shortlist)
        raise answer
    seen = Examiner(answer.programme).examine(plan.choices)
    worth = None if seen.violations else max(answer.value - seen.value, Fraction(0))
    if worth == 0:
        return SettledScore(score, worth, is_proven=answer.bound == answer.value)
    before, after = set(plan.shortlist), set(answer.shortlist)
    return SettledScore(
        score,
        worth,
        tuple(sorted(after - before)),
        tuple(sorted(before - after)),
        answer.bound == answer.value,
    )
