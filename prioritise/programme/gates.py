"""Gates that business cases pass: when each is expected, what a panel said, and what waits for it.

Money starts no earlier than the financial year in which the last gate of a case was passed, or is
expected to be. A panel with a veto that refuses a case takes it out; what is contracted or has
begun waits for no gate.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from prioritise.programme.records import Name, Record
from prioritise.programme.years import year_number

if TYPE_CHECKING:
    from prioritise.programme.programme import Programme

CaseStage = Literal["idea", "SOC", "OBC", "FBC", "BJC"]
STAGES: tuple[CaseStage, ...] = ("idea", "SOC", "OBC", "FBC", "BJC")
"""Stages of a business case, in their order."""
REFUSED = "refused"
START_OF_YEAR = (4, 1)
"""Month and day on which a financial year begins."""


class Panel(Record):
    """People who look at business cases: a department, a board."""

    panel: Name
    """Id of the panel."""
    title: str = ""
    """Title, for people."""
    veto: bool = False
    """Whether a case that it refuses cannot be chosen."""


class Gate(Record):
    """A stage that the business case of a proposal has to pass."""

    proposal: Name
    """Id of the proposal."""
    stage: CaseStage
    """Stage of the business case."""
    due: date | None = None
    """Day by which it was to be passed, such as 2018-09-28."""
    forecast: date | None = None
    """Day on which it is now expected."""
    done: date | None = None
    """Day on which it was decided; empty while it is not."""
    panel: str = ""
    """Panel that decides."""
    outcome: Literal["", "approved", "held", "refused"] = ""
    """What the panel said: `approved`; `held`, to come again; `refused`."""
    reason: str = ""
    """Why, in people's own words."""

    @property
    def day(self) -> date | None:
        """Day on which it was decided, or else is expected."""
        return self.done or self.forecast or self.due

    @property
    def days_late(self) -> int:
        """Days by which it was, or is expected to be, late; 0 where no day was set."""
        return max((self.day - self.due).days, 0) if self.day and self.due else 0

    @property
    def order(self) -> tuple[int, date]:
        """By stage, then by day."""
        return STAGES.index(self.stage), self.day or date.max


def vetoed_by(programme: Programme, proposal: str) -> Gate | None:
    """The gate at which a panel with a veto refused a proposal, where one did."""
    with_veto = {panel.panel for panel in programme.panels if panel.veto}
    return next(
        (
            gate
            for gate in programme.gates_of.get(proposal, ())
            if gate.outcome == REFUSED and gate.panel in with_veto
        ),
        None,
    )


def first_year_open(programme: Programme, proposal: str) -> int:
    """Place of the year before which no gate lets money start; one past the last if after all."""
    days = [gate.day for gate in programme.gates_of.get(proposal, ()) if gate.day is not None]
    if not days:
        return 0
    last = max(days)
    begun = last.year - (1 if (last.month, last.day) < START_OF_YEAR else 0)
    numbers = [year_number(year) for year in programme.horizon]
    return next(
        (place for place, number in enumerate(numbers) if number is None or number >= begun),
        len(numbers),
    )
