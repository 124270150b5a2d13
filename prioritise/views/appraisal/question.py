"""What is to be shown of an appraisal, and where each of its figures stands in the inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from prioritise.appraisal.lines import Lines
from prioritise.appraisal.measures import Appraised
from prioritise.appraisal.reached import people_reached
from prioritise.programme.appraised import MEASURES, Appraisal
from prioritise.programme.programme import Programme

PlaceOfRecord = Callable[[str, int], str]
"""File and row, such as `costs.csv:5`, of a record by its table and its place there."""


@dataclass(frozen=True, slots=True)
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
        names = {one.option.proposal for one in chosen}
        return people_reached(self.programme, column, names)

    @property
    def beside(self) -> tuple[str, ...]:
        """Columns of people within reach."""
        return tuple(name for name in self.programme.worked_out if name not in MEASURES)
