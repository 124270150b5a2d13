"""What recorded decisions mean for a programme: which of them the next run has to honour."""

from __future__ import annotations

from dataclasses import dataclass

from prioritise.decisions.entry import Entry
from prioritise.decisions.log import Log
from prioritise.programme.programme import Programme
from prioritise.programme.records import Decision
from prioritise.programme.staying import AGREED


@dataclass(frozen=True, slots=True)
class BoundProgramme:
    """A programme with the decisions that bind it."""

    programme: Programme
    """The programme; its own locks come before what is recorded."""
    honoured: tuple[Entry, ...]
    """Entries that bind it, in order of proposal."""
    notes: tuple[str, ...]
    """What is recorded and does not bind, though it was agreed, and why, in words."""


def bound_by(programme: Programme, log: Log) -> BoundProgramme:
    """A programme under the decisions that are agreed and stand.

    What an officer or a board has decided so far binds nothing. A scenario asks "what if", so its
    own locks, and what it leaves out, come first.
    """
    honoured, notes = [], []
    for entry in log.current.values():
        if entry.binds:
            note = _hindrance(programme, entry)
            if note:
                notes.append(note)
            else:
                honoured.append(entry)
    decisions = tuple(
        Decision(proposal=entry.proposal, chosen=entry.decision == "agreed", because=entry.decision)
        for entry in honoured
    )
    if decisions:
        programme = programme.revised(decisions=programme.decisions + decisions)
    return BoundProgramme(programme, tuple(honoured), tuple(notes))


def released(programme: Programme) -> tuple[Programme, tuple[str, ...]]:
    """The programme in which what was agreed may change, and what was agreed to be in.

    What was declined or deferred stays out.
    """
    agreed = tuple(d.proposal for d in programme.decisions if d.because == AGREED)
    kept = tuple(d for d in programme.decisions if d.because != AGREED)
    return programme.revised(decisions=kept), agreed


def _hindrance(programme: Programme, entry: Entry) -> str:
    """Why an agreed decision binds nothing here; empty where it binds."""
    name = entry.proposal
    what = f"{name}: entry {entry.number} ({entry.decision}, by {entry.by})"
    if name not in programme.proposal_of:
        return f"{what} is on a proposal that the programme no longer has"
    lock = programme.decision_of.get(name)
    if lock is not None:
        how = "in" if lock.chosen else "out"
        return f"{what} gives way to this scenario's own lock, which has it {how}"
    if entry.decision == "agreed" and not programme.considers(programme.proposal_of[name]):
        return f"{what} cannot be honoured here: the proposal takes no part"
    return ""
