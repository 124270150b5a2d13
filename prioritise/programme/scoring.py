"""Scores by many people: what each of them gave, and how their scores become one."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from prioritise.programme.records import Name, Record, Share


class Score(Record):
    """What one person gave one proposal on one criterion."""

    proposal: Name
    """Id of the proposal."""
    criterion: Name
    """Name of the criterion."""
    scorer: Name
    """Who scored it."""
    score: Decimal
    """The score, on the criterion's scale."""
    confidence: Share | None = None
    """How sure the scorer is, from 0 to 1; shown, and not reckoned with."""
    note: str = ""
    """Why, in the scorer's words."""


class Scoring(Record):
    """How the scores of several people become one."""

    combine: Literal["median", "mean", "trimmed"] = "median"
    """`median`: the middle one, or the mean of the two in the middle; `mean`; `trimmed`: the mean
    without the lowest and the highest."""
    trim: Annotated[Decimal, Field(gt=0, lt=Decimal("0.5"))] = Decimal("0.2")
    """For `trimmed`: share of the scores that is left out at each end, at least one where there
    are three or more."""
    criteria: tuple[Name, ...] = ()
    """Criteria whose scores stand in the table; none listed means all that are scored."""
