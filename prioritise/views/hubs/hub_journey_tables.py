"""The tables of `hubs` that can be read back: journeys, and people as a column of proposals."""

from __future__ import annotations

from collections.abc import Iterable

from prioritise.hubs.by_proposal import ProposalReach
from prioritise.programme.places import Journey
from prioritise.programme.programme import Programme
from prioritise.views import columns as of
from prioritise.views.hubs.hub_columns import MINUTES, THRESHOLD, ZONE, based_on, people
from prioritise.views.table import Column, Table


def proposal_table(programme: Programme, reaches: Iterable[ProposalReach], basis: str) -> Table:
    """One row a proposal and threshold: figures that can become a column of proposals."""
    near = "People within reach of at least one of its hubs, today."
    gained = (
        "People whom the journeys that it makes bring within reach of an agreed hub, or of its own."
    )
    proposal_of = programme.proposal_of
    return Table.of(
        "by_proposal",
        "A proposal, and the people around its hubs. Proposals of one hub count the same people.",
        ("proposal", "minutes"),
        (
            of.PROPOSAL,
            of.TITLE.of(lambda reach: proposal_of[reach.proposal].title),
            of.HUB.of(lambda reach: ";".join(proposal_of[reach.proposal].hubs)),
            THRESHOLD,
            people("people", "People", near),
            people("gained", "Gained", gained),
            based_on(basis),
        ),
        reaches,
    )


def journey_table(journeys: Iterable[Journey]) -> Table:
    """One row a journey, in the form in which `journeys` is read.

    Where there is none, the minutes are left out and none is offered.
    """
    median = "Median minutes from door to door; empty where there is no journey."
    tenth = "Minutes that a tenth of departures do not exceed."
    back = "Median minutes of the way back; empty where there is none, or nobody asked."
    nine_tenths = "Minutes that nine tenths of departures do not exceed."
    return Table.of(
        "journeys",
        "A journey from a zone to a hub by public transport, from timetables.",
        ("zone", "hub", "period"),
        (
            ZONE,
            of.HUB,
            Column("period", "Period", "Date and times of departure."),
            of.number("minutes", "Minutes", median, unit=MINUTES),
            of.number("services_per_hour", "Services", "Journeys offered in an hour."),
            of.number("minutes_p10", "Minutes (10%)", tenth, unit=MINUTES),
            of.number("minutes_p90", "Minutes (90%)", nine_tenths, unit=MINUTES),
            of.number("minutes_back", "Minutes back", back, unit=MINUTES),
            of.number("services_back", "Services back", "Journeys back in an hour."),
            of.number("fare", "Fare", "Fare for the way there.", unit="£"),
        ),
        journeys,
    )
