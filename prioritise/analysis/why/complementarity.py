"""What proposals are worth together that they are not worth apart, exactly.

    complementarity = value of all of them together - sum of the value of each alone

In points that is what bonus links between two of them add or take away. Of people within reach it
is 0 or less: who is reached by two proposals is one person together, and two apart.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prioritise.appraisal.reached import people_reached
from prioritise.optimise.plan import Plan
from prioritise.programme.records import Link


@dataclass(frozen=True, slots=True)
class Complementarity:
    """Chosen proposals, together and apart."""

    together: Fraction
    """Value of all of them, in points."""
    apart: Fraction
    """Sum of the value of each alone, in points."""
    pairs: tuple[tuple[Link, Fraction], ...]
    """Bonus links that make the difference, with their points."""
    people: tuple[tuple[str, Decimal, Decimal], ...]
    """By column of people, or of jobs for them: together, each once, and the sum of each alone."""

    @property
    def gained(self) -> Fraction:
        """Points together less points apart."""
        return self.together - self.apart


def complementarity(plan: Plan, names: Collection[str]) -> Complementarity:
    """What these chosen proposals are worth together and apart.

    Parameters
    ----------
    plan
        What is chosen.
    names
        Ids of some of its proposals.
    """
    programme, values = plan.programme, plan.values
    apart = sum((values.in_points(plan.figure_of(name)) for name in names), Fraction(0))
    pairs = tuple(
        (link, values.in_points(figure))
        for place, figure in sorted(values.bonus.items())
        for link in [programme.links[place]]
        if link.proposal in names and link.other in names
    )
    people = tuple(
        (
            reach.name,
            people_reached(programme, reach.name, names),
            sum((people_reached(programme, reach.name, (name,)) for name in names), Decimal(0)),
        )
        for reach in programme.reach
    )
    together = apart + sum((points for _, points in pairs), Fraction(0))
    return Complementarity(together, apart, pairs, people)
