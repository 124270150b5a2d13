"""Faults found in what a user wrote, and the one family of errors that this package raises."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend in the input, with the way to mend it."""

    place: str
    """File or sheet; inside the programme, the name of the table."""
    row: int | None
    """Row as a spreadsheet counts (the heading is 1); inside the programme, the record's index."""
    column: str
    """Column or key; empty where the whole row or file is meant."""
    found: str
    """What stands there."""
    expected: str
    """What would be right."""
    nearest: str = ""
    """The nearest valid name, where a name is wrong."""

    def __str__(self) -> str:
        where = self.place if self.row is None else f"{self.place}:{self.row}"
        column = f" [{self.column}]" if self.column else ""
        hint = f"; did you mean {self.nearest!r}?" if self.nearest else ""
        return f"{where}{column}: found {self.found}, expected {self.expected}{hint}"

    def at(self, place: str, row: int | None) -> Fault:
        """The same fault, placed in the user's own file."""
        return replace(self, place=place, row=row)


def nearest(name: str, names: Iterable[str]) -> str:
    """The valid name most like `name`, or an empty text where none is near."""
    by_folded = {candidate.casefold(): candidate for candidate in names}
    close = get_close_matches(name.strip().casefold(), list(by_folded), n=1, cutoff=0.6)
    return by_folded[close[0]] if close else ""


class PrioritiseError(Exception):
    """Anything that stops a command; its families follow what the reader does next."""

    exit_code = 1


class InputError(PrioritiseError):
    """Mend the input: every fault of every file, in one go."""

    exit_code = 3

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class UsageError(PrioritiseError):
    """Ask differently: the command cannot do this here."""

    exit_code = 2


def refuse_unknown(name: str, names: Iterable[str], where: str, what: str) -> None:
    """Refuse a name that does not exist, with the nearest one that does.

    Raises
    ------
    UsageError
        There is no such name.
    """
    known = list(names)
    if name not in known:
        near = nearest(name, known)
        hint = f"; did you mean {near!r}?" if near else f"; there are {', '.join(known)}"
        raise UsageError(f"{where}: there is no {what} {name!r}{hint}")


class InfeasibleError(PrioritiseError):
    """Relax a rule: no shortlist can satisfy all of them."""

    exit_code = 4

    def __init__(self, why: object, place: str = "") -> None:
        self.why = why
        """What knows why: its text is the message, worked out when it is first read."""
        self.place = place
        """What was asked, such as the name of a scenario's file."""
        super().__init__(why, place)

    def __str__(self) -> str:
        return f"{self.place}: {self.why}" if self.place else str(self.why)


class SolverError(PrioritiseError):
    """Report a bug: the solver failed, or its answer did not pass the independent check."""

    exit_code = 5

    def __init__(self, message: str, evidence: str = "") -> None:
        self.evidence = evidence
        """What is worth keeping for the report: the model, and the answers that disagree."""
        super().__init__(message)


class RecordError(PrioritiseError):
    """Restore the record: a file does not match the hash that was written down for it."""

    exit_code = 6


class Interrupted(PrioritiseError):
    """Run again: the user stopped the work."""

    exit_code = 130
