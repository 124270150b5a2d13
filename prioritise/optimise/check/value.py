"""Value as the independent check computes it: exact terms on the denominator of the method.

What `appraisal` does as well is written here once more on purpose, so that neither can hide a slip
of the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from math import lcm

from prioritise.programme.money import PENCE_PER_UNIT
from prioritise.programme.options import Choice, Option
from prioritise.programme.programme import Programme
from prioritise.programme.records import ALIGNMENT, MATCH, Cost, Criterion, Link, Proposal
from prioritise.programme.weighting import WeightGroup

ChosenOptions = Mapping[str, tuple[Choice, Option]]
"""Choices with their options, by proposal."""
_Terms = tuple[Fraction, dict[tuple[int, str], Fraction]]


class CheckedFigures:
    """Value, recomputed: exact terms, then the one denominator that the method asks for."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        weights = sum((Fraction(c.weight) for c in programme.criteria), Fraction(0))
        self._weights = {c.name: Fraction(c.weight) * 100 / weights for c in programme.criteria}
        self._scored_on = [
            c for c in programme.criteria if c.scale is not None and c.name != ALIGNMENT
        ]
        self._scored: dict[tuple[Decimal | None, ...], Fraction] = {}
        self._exact = self._is_exact()
        self._by_group: dict[str, CheckedFigures] = {}

    def weighed_by(self, group: WeightGroup) -> CheckedFigures:
        """The figures by the weights of a group."""
        if group.group not in self._by_group:
            self._by_group[group.group] = CheckedFigures(self._programme.weighed_by(group))
        return self._by_group[group.group]

    def points(self, choice: Choice, option: Option) -> Fraction:
        """Value of a chosen option with its payers, in points."""
        fixed, picked = self._terms_of(self._programme.proposal_of[option.proposal], option)
        terms = [fixed]
        terms += [picked[cell] for cell in enumerate(choice.payers) if cell in picked]
        return sum(map(self._figure, terms), Fraction(0))

    def value_of(self, chosen: ChosenOptions) -> Fraction:
        """Value of a plan in points, bonuses included."""
        bonuses = (points for _, points in self.bonuses(chosen))
        points = (self.points(choice, option) for choice, option in chosen.values())
        return sum(points, Fraction(0)) + sum(bonuses, Fraction(0))

    def bonuses(self, chosen: Collection[str]) -> Iterator[tuple[Link, Fraction]]:
        """Each bonus of which both are among some proposals, and its points."""
        for link in self._programme.links:
            if link.kind == "bonus" and link.proposal in chosen and link.other in chosen:
                yield link, self._figure(Fraction(link.value or 0))

    def _terms_of(self, proposal: Proposal, option: Option) -> _Terms:
        """What is certain of an option's points, and what each picked payer adds."""
        factor = self._factor(proposal, option)
        fixed = self._scores(proposal)
        picked: dict[tuple[int, str], Fraction] = {}
        money = option.public_cost
        for place, row in enumerate(option.rows):
            if row.is_match or not row.paid or ALIGNMENT not in self._weights:
                continue
            for payer in row.payers:
                aligned = self._programme.alignment_of.get((option.proposal, payer), 1)
                term = self._weights[ALIGNMENT] * Fraction(aligned)
                if row.paid != money:
                    term *= Fraction(row.paid, money)
                if len(row.payers) == 1:
                    fixed += term
                else:
                    picked[place, payer] = term * factor
        return fixed if factor == 1 else fixed * factor, picked

    def _scores(self, proposal: Proposal) -> Fraction:
        """Points of the scores; proposals with the same scores share one sum."""
        scores = tuple(proposal.scores.get(criterion.name) for criterion in self._scored_on)
        if scores not in self._scored:
            self._scored[scores] = sum(
                (
                    self._weights[criterion.name] * _worth(criterion, Fraction(score or 0))
                    for criterion, score in zip(self._scored_on, scores, strict=True)
                ),
                Fraction(0),
            )
        return self._scored[scores]

    def _factor(self, proposal: Proposal, option: Option) -> Fraction:
        programme, factor = self._programme, Fraction(option.tenths, 10)
        told = [cost.worth for cost in costs_of(programme, option) if cost.worth is not None]
        if told:
            factor *= Fraction(told[0])
        if programme.value.likelihood == "multiply" and proposal.likelihood is not None:
            factor *= Fraction(proposal.likelihood)
        if programme.value.size == "public_cost":
            pence = sum(
                sum(cost.amounts) for cost in costs_of(programme, option) if cost.stream != MATCH
            )
            return factor * Fraction(pence, PENCE_PER_UNIT[programme.unit])
        if programme.value.size != "none":
            return factor * Fraction(number_in(proposal, programme.value.size))
        return factor

    def _terms(self) -> Iterator[Fraction]:
        programme = self._programme
        for proposal in programme.proposals:
            if programme.considers(proposal):
                for option in programme.options[proposal.proposal]:
                    fixed, picked = self._terms_of(proposal, option)
                    yield fixed
                    yield from picked.values()
        for link in programme.links:
            if link.kind == "bonus":
                yield Fraction(link.value or 0)

    def _is_exact(self) -> bool:
        """Whether there is a denominator on which every term is whole and at most a million.

        Both the common denominator and the largest term only grow, so one term may settle it.
        """
        largest, common = Fraction(0), 1
        for term in self._terms():
            largest = max(largest, abs(term))
            common = lcm(common, term.denominator)
            if largest * common > 10**6:
                return False
        return True

    def _figure(self, term: Fraction) -> Fraction:
        if self._exact:
            return term
        return Fraction(round(term * 1000), 1000)


def _worth(criterion: Criterion, score: Fraction) -> Fraction:
    """How much of full marks a score is worth, from 0 to 1."""
    assert criterion.scale is not None
    worst, best = Fraction(criterion.scale[0]), Fraction(criterion.scale[1])
    if not criterion.curve:
        return (score - worst) / (best - worst)
    # Marks rise by each stretch of the curve that the score has passed, whole or in part.
    marks = Fraction(criterion.curve[0][1])
    for (start, lower), (end, upper) in zip(criterion.curve, criterion.curve[1:], strict=False):
        passed = (score - Fraction(start)) / (Fraction(end) - Fraction(start))
        marks += min(max(passed, Fraction(0)), Fraction(1)) * (Fraction(upper) - Fraction(lower))
    return marks / 100


def costs_of(programme: Programme, option: Option) -> list[Cost]:
    """The cost rows behind the rows of an option."""
    return [c for c in programme.costs_of[option.proposal] if c.option == option.alternative]


def number_in(proposal: Proposal, column: str) -> Decimal:
    """A numeric column of a proposal; nothing there counts as 0."""
    if column == "jobs":
        return proposal.jobs or Decimal(0)
    if column == "likelihood":
        return Decimal(1) if proposal.likelihood is None else proposal.likelihood
    return proposal.scores.get(column, proposal.numbers.get(column, Decimal(0)))
