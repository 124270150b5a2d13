"""Distributional weights: what a pound is worth to a group, by its income.

    weight = (income of the middle household / income of the group) ^ elasticity

The elasticity is that of the marginal utility of income. A weight is rounded to four places, halves
to even, and that figure is the weight. Weighted figures stand beside the plain ones, never in their
place.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

from prioritise.programme.appraised import Appraisal
from prioritise.programme.validity_appraisal import EVERYBODY

PLACES = Decimal("0.0001")


def weight(said: Appraisal, group: str) -> Fraction:
    """Weight of what falls to a group; 1 where no income of it is given."""
    income = said.incomes.get(group)
    if income is None:
        return Fraction(1)
    with localcontext() as context:
        context.prec = 60
        power = (said.incomes[EVERYBODY] / income) ** said.elasticity
        return Fraction(power.quantize(PLACES))
