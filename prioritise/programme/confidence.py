"""How sure a list has to be: the share of drawn futures in which it keeps its budgets."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from prioritise.programme.faults import UsageError
from prioritise.programme.records import Record

if TYPE_CHECKING:
    from prioritise.programme.programme import Programme

FEWEST_DRAWS, MOST_DRAWS = 1, 10_000
"""Draws that a list may be fitted to."""


class Confidence(Record):
    """In how many draws of costs and of streams' money a list has to keep its budgets.

    The budgets as they are declared are kept in any case.
    """

    level: Annotated[Decimal, Field(ge=0, lt=1)]
    """Share of the draws in which budgets are kept, such as 0.8."""
    draws: Annotated[int, Field(ge=FEWEST_DRAWS, le=MOST_DRAWS)] = 500
    """How many futures are drawn from what `uncertainty` declares."""
    seed: Annotated[int, Field(ge=0)] = 1
    """What the draws hang on: the same seed gives the same draws."""
    each: bool = False
    """Whether each stream's budget is to be kept so often by itself, and not all of them
    together."""

    @property
    def may_break(self) -> int:
        """Draws in which a budget may be broken."""
        return floor((1 - Fraction(self.level)) * self.draws)

    @property
    def in_words(self) -> str:
        """Name of the limit, for every message."""
        what = "each stream's budget" if self.each else "every budget"
        share = f"{float(self.level * 100):g}%"
        return f"{what} kept in at least {share} of {self.draws:,} draws"


def refuse_confidence(programme: Programme, question: str) -> None:
    """Raise where a question cannot be answered for a list that has to be sure.

    Parameters
    ----------
    question : str
        What is asked, as the subject of a sentence.

    Raises
    ------
    UsageError
        The programme has a limit on how often its budgets may be broken.
    """
    if programme.confidence is not None:
        raise UsageError(
            f"{question} does not look at draws: leave `confidence` out of the scenario, or use "
            "run, compare, alternatives, replan, report, export or robust"
        )
