"""Everything that a report tells of, found before any of it is written; what is missing is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prioritise.analysis.comparison.compare import Comparison
from prioritise.analysis.reserve.reserve_list import Reserve
from prioritise.decisions.log import Log
from prioritise.hubs.appraisal import HubAppraisal
from prioritise.optimise.plan import Plan
from prioritise.views.table import Table


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read."""

    name: str
    """Its path as people know it."""
    sha256: str


@dataclass(frozen=True, slots=True)
class Told:
    """Tables of a question that was asked beside the run, and sentences where they are at hand."""

    tables: tuple[Table, ...]
    sentences: tuple[str, ...] = ()

    def table(self, name: str) -> Table | None:
        """A table by its name."""
        return next((table for table in self.tables if table.name == name), None)


@dataclass(frozen=True, slots=True)
class ReachAnswer:
    """Who can reach the hubs."""

    appraisal: HubAppraisal
    basis: str
    """What the minutes are, in a word or two."""
    notes: tuple[str, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Given:
    """A plan, and what else is known."""

    plan: Plan
    waiting: Mapping[str, Reserve]
    """The reserve list of the plan."""
    sources: tuple[SourceFile, ...] = ()
    """Files that were read, the one that was asked for first."""
    readme: str = ""
    """Name of a file beside the programme that says what its figures are."""
    comparison: Comparison | None = None
    """The plan beside others; none where there is no other."""
    frontier: Told | None = None
    """What more and less money would do."""
    draws: Told | None = None
    """How sure the shortlist is."""
    reasons: Mapping[str, str] | None = None
    """Why each proposal is in or out, asked by solving again."""
    worth: Told | None = None
    """What a little more or less money is worth."""
    promises: Told | None = None
    """What promises and decisions cost."""
    reach: ReachAnswer | None = None
    appraised: Told | None = None
    """Benefits and costs over time."""
    log: Log | None = None
    """Recorded decisions."""
    made: str = ""
    """Day on which the report is made."""
    left_out: tuple[str, ...] = ()
    """What could not be told, and why."""
