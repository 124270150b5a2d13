"""Why a programme has no shortlist, and what would give it one; worked out when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from prioritise.optimise.infeasible.elastic import Repair, repairs_of
from prioritise.optimise.infeasible.iis import Iis, iis_of
from prioritise.optimise.infeasible.named_limits import limits_of
from prioritise.programme.eligibility import eligibility_of
from prioritise.programme.programme import Programme
from prioritise.programme.promises import broken_promises

LONGEST_REPAIR = 10.0
"""Seconds that the search for the smallest changes may take."""


@dataclass(frozen=True)
class Refusal:
    """A programme that no shortlist can satisfy; its text says why."""

    programme: Programme

    @cached_property
    def reasons(self) -> tuple[str, ...]:
        """Promises that cannot be kept, in pounds; none where the cause lies deeper."""
        return tuple(broken_promises(self.programme, eligibility_of(self.programme)))

    @cached_property
    def conflict(self) -> Iis:
        """Named limits that cannot all hold, none of which could be spared."""
        return iis_of(limits_of(self.programme))

    def repairs(self, *, seconds: float = LONGEST_REPAIR) -> Iterator[Repair]:
        """The smallest changes that would do, each as soon as it is found."""
        return repairs_of(self.programme, seconds=seconds)

    def __str__(self) -> str:
        lines = self.reasons or self._conflict_in_words()
        listed = "".join(f"\n  {line}" for line in lines)
        return f"no shortlist can satisfy all the rules together{listed}"

    def _conflict_in_words(self) -> tuple[str, ...]:
        names = self.conflict.names
        if len(names) == 1:
            intro = "this cannot hold, whatever is chosen:"
        elif self.conflict.is_minimal:
            intro = (
                f"these {len(names)} cannot all hold, and without any one of them the others could:"
            )
        else:
            intro = f"these {len(names)} cannot all hold; in the time, no fewer were found:"
        return (intro, *(f"- {name}" for name in names))
