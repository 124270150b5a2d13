"""What is to be shown of an appraisal, and where each of its figures stands in the inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from prioritise.appraisal.lines import Lines
from prioritise.appraisal.measures import Appraised
from prioritise.appraisal.ranges import Ranges
from prioritise.appraisal.reached import people_reached
from prioritise.appraisal.sensitivity import Sensitivity
from prioritise.programme.appraised import Appraisal, Benefit
from prioritise.programme.measures import APPRAISED_MEASURES
from prioritise.programme.programme import Programme

PlaceOfRecord = Callable[[str, int], str]
"""File and row, such as `costs.csv:5`, of a record by its table and its place there."""


@dataclass(frozen=True)
class Question:
    """An appraisal, and what was asked of it."""

    lines: Lines
    """What the calculation is made from."""
    found: Mapping[str, Appraised]
    """Every proposal as a whole, in order of id."""
    named: Sequence[str]
    """Proposals that were asked for by name; none where all are meant."""
    place: PlaceOfRecord
    """Where a record stands."""
    shortlist: Sequence[Appraised] | None = None
    """What is chosen, as it is chosen; none where no shortlist was asked for."""
    proven: bool = False
    """Whether the shortlist is proven best."""

    @cached_property
    def sensitivity(self) -> Sensitivity:
        """The tests beside the main figures."""
        return Sensitivity(self.lines)

    @cached_property
    def ranges(self) -> Ranges:
        """How far net present value may lie from what was worked out."""
        return Ranges(self.lines)

    @property
    def shown(self) -> Sequence[Appraised]:
        """What was asked for, in order of id."""
        return [one for name, one in self.found.items() if not self.named or name in self.named]

    @property
    def programme(self) -> Programme:
        """The programme, appraised."""
        return self.lines.programme

    @property
    def said(self) -> Appraisal:
        """How it is appraised."""
        return self.lines.said

    def people(self, column: str, chosen: Sequence[Appraised]) -> Decimal:
        """People of a column within reach of what is chosen, each counted once."""
        return people_reached(self.programme, column, {one.option.proposal for one in chosen})

    def not_in_money(self, proposal: str) -> list[tuple[int, Benefit]]:
        """Benefits of a proposal that are counted and not put into money, each with its row."""
        rows = self.lines.benefits.get(proposal, ())
        return [(row, given) for row, given in rows if given.amount is None and not given.valued]

    @property
    def beside(self) -> tuple[str, ...]:
        """Columns of people within reach."""
        return tuple(name for name in self.programme.worked_out if name not in APPRAISED_MEASURES)
