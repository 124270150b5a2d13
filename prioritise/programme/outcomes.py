"""Outcomes that a programme is to serve, and what each proposal contributes to each of them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from prioritise.programme.records import Name, Record

MOST_CONTRIBUTION = 3
"""The largest contribution: 1 some, 2 much, 3 what the proposal is for."""


class ProgrammeOutcome(Record):
    """Something that the programme is for, such as a well-being goal."""

    outcome: Name
    """Id of the outcome; a column of numbers of proposals has this name."""
    title: str = ""
    """Title, for people."""
    sort: str = ""
    """What sort it is, such as `goal` or `way of working`; coverage is told by sort."""


class Contribution(Record):
    """What one proposal contributes to one outcome."""

    proposal: Name
    """Id of the proposal."""
    outcome: Name
    """Id of the outcome."""
    contribution: Annotated[int, Field(ge=0, le=MOST_CONTRIBUTION)]
    """From 0 (none) to 3 (what the proposal is for)."""
    evidence: str = ""
    """What shows it."""
