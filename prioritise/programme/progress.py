"""What a programme reports on: areas with who leads them, milestones, and risks."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from prioritise.programme.records import Name, Record

Scale = Annotated[int, Field(ge=1, le=5)]


class PriorityArea(Record):
    """A priority area."""

    area: Name
    """Id of the area."""
    title: str = ""
    """Title, for people."""
    lead: str = ""
    """Who leads it."""
    action: str = ""
    """What is to be done."""


class Milestone(Record):
    """Something that is to be reached by a day."""

    milestone: Name
    """Id of the milestone."""
    title: Name
    """What is to be reached."""
    area: str = ""
    """Area that it belongs to."""
    hub: str = ""
    """Hub that it is about."""
    proposal: str = ""
    """Proposal that it is about."""
    due: date | None = None
    """Day by which it was to be reached, such as 2018-04-30."""
    forecast: date | None = None
    """Day on which it is now expected."""
    done: date | None = None
    """Day on which it was reached; empty while it is not."""
    owner: str = ""
    """Who sees to it."""
    progress: str = ""
    """What has been done, in people's own words."""

    def days_late(self, on: date) -> int:
        """Days by which it was, is, or is expected to be late; 0 also without a due day."""
        if self.due is None:
            return 0
        reached = self.done or max(self.forecast or self.due, on)
        return max((reached - self.due).days, 0)

    def is_done(self, on: date) -> bool:
        """Whether it had been reached by a day."""
        return self.done is not None and self.done <= on


class Risk(Record):
    """What may go wrong."""

    risk: Name
    """Id of the risk."""
    title: Name
    """What may go wrong."""
    area: str = ""
    """Area that it belongs to."""
    hub: str = ""
    """Hub that it is about."""
    proposal: str = ""
    """Proposal that it is about."""
    likelihood: Scale | None = None
    """How likely, from 1 to 5."""
    impact: Scale | None = None
    """How bad, from 1 to 5."""
    owner: str = ""
    """Who watches it."""
    response: str = ""
    """What is done about it, in people's own words."""
    status: Literal["open", "closed"] = "open"
    """Whether it is still there."""

    @property
    def size(self) -> int | None:
        """Likelihood times impact; none where either is not known."""
        if self.likelihood is None or self.impact is None:
            return None
        return self.likelihood * self.impact
