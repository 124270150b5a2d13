"""What is uncertain about a programme: what `robust` draws its futures from.

A range is [low, high], drawn evenly between them, or [low, likely, high], drawn from a triangle
whose top is at the likely value.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from prioritise.programme.records import Positive, Proposal, Record, Share

Range = tuple[Decimal, ...]
"""Low and high, or low, likely and high."""
Factor = tuple[Positive, ...]
"""A range of factors."""

SHORTEST, LONGEST = 2, 3
"""Numbers of a range."""


class WeightUncertainty(Record):
    """How far the weights are known: an order, or ranges, or the chosen ones more or less."""

    order: tuple[str, ...] = ()
    """Criteria from the weightiest to the least; nothing more is known of their weights, and those
    that are not named keep theirs."""
    within: dict[str, Factor] = Field(default_factory=dict)
    """Range of a weight by criterion, in the unit of the weights; the others keep theirs."""
    concentration: Annotated[Decimal, Field(gt=0)] | None = None
    """How near weights stay to the chosen ones where neither an order nor a range is given: a share
    of a half is drawn within 10 percentage points at 100, within 5 at 400, 19 times in 20."""


class ScoreUncertainty(Record):
    """How far scores are known; what is drawn is added, and kept within the scale."""

    every: Range = Field(default=(), alias="all")
    """Range that is added to every score, such as [-1, 0, 1]."""
    criterion: dict[str, Range] = Field(default_factory=dict)
    """Range by criterion, in place of that for all."""
    proposal: dict[str, dict[str, Range]] = Field(default_factory=dict)
    """Range by proposal and criterion, in place of those before."""


class CostUncertainty(Record):
    """How far costs are known: factors on the rows of each proposal, match funding too."""

    every: Factor = Field(default=(), alias="all")
    """Range of the factor on all costs of a proposal, such as [0.9, 1, 1.3]."""
    money: dict[str, Factor] = Field(default_factory=dict)
    """Range by kind of money, in place of that for all."""
    theme: dict[str, Factor] = Field(default_factory=dict)
    """Range by theme, in place of those before."""
    stage: dict[str, Factor] = Field(default_factory=dict)
    """Range by stage of business case, in place of those for all and by kind of money: less is
    open the firmer a case is."""
    proposal: dict[str, Factor] = Field(default_factory=dict)
    """Range by proposal, in place of those before."""
    index: Factor = ()
    """Range of a factor on all costs alike, drawn once a future, on top of the others: costs then
    rise and fall together."""

    def own_range(self, proposal: Proposal) -> Range:
        """The range of a proposal in place of that for all: by its id, theme or stage."""
        return (
            self.proposal.get(proposal.proposal)
            or self.theme.get(proposal.theme)
            or self.stage.get(proposal.stage, ())
        )


class StreamUncertainty(Record):
    """What may happen to a stream's money."""

    late: Share = Decimal(0)
    """Likelihood that every year's money comes later."""
    years_late: Annotated[int, Field(ge=1)] = 1
    """Years by which it is late."""
    cut: Share = Decimal(0)
    """Likelihood that every year's budget is cut."""
    cut_to: Share = Decimal(0)
    """Share of the budget that is left after a cut."""


class Uncertainty(Record):
    """What `robust` draws from; what is not named here is certain."""

    weights: WeightUncertainty | None = None
    """How far weights are known."""
    scores: ScoreUncertainty | None = None
    """How far scores are known."""
    costs: CostUncertainty | None = None
    """How far costs are known."""
    streams: dict[str, StreamUncertainty] = Field(default_factory=dict)
    """What may happen to the money of each stream; `all` is for every stream that is not named."""


AROUND_THE_CHOSEN = Uncertainty(weights=WeightUncertainty())
"""What is drawn where nothing is declared: weights around the chosen ones."""
USUAL_CONCENTRATION = Decimal(100)
"""Concentration where none is given."""
