"""The tables of `hubs` that can be read back: journeys, and people as a column of proposals."""

from __future__ import annotations

from collections.abc import Iterable

from prioritise.hubs.by_proposal import ProposalReach
from prioritise.programme.places import Journey
from prioritise.programme.programme import Programme
from prioritise.views import columns
from prioritise.views.hubs.hub_columns import BASIS, MINUTES, PEOPLE, THRESHOLD
from prioritise.views.table import Column, Table, figure


def proposal_table(programme: Programme, reaches: Iterable[ProposalReach], basis: str) -> Table:
    """One row a proposal and threshold: figures that can become a column of proposals."""
    near = "People within reach of at least one of its hubs, today."
    gained = (
        "People whom the journeys that it makes bring within reach of an agreed hub, or of its own."
    )
    return Table(
        "by_proposal",
        "A proposal, and the people around its hubs. Proposals of one hub count the same people.",
        ("proposal", "minutes"),
        (
            *(columns.PROPOSAL, columns.TITLE, columns.HUB, THRESHOLD),
            Column("people", "People", near, "integer", PEOPLE),
            Column("gained", "Gained", gained, "integer", PEOPLE),
            BASIS,
        ),
        tuple(
            (
                *(reach.proposal, proposal.title, ";".join(proposal.hubs)),
                *(figure(reach.minutes), str(reach.people), str(reach.gained), basis),
            )
            for reach in reaches
            for proposal in [programme.proposal_of[reach.proposal]]
        ),
    )


def journey_table(journeys: Iterable[Journey]) -> Table:
    """One row a journey, in the form in which `journeys` is read.

    Where there is none, the minutes are left out and none is offered.
    """
    fields = (
        *("minutes", "services_per_hour", "minutes_p10", "minutes_p90"),
        *("minutes_back", "services_back", "fare"),
    )
    median = "Median minutes from door to door; empty where there is no journey."
    tenth = "Minutes that a tenth of departures do not exceed."
    back = "Median minutes of the way back; empty where there is none, or nobody asked."
    nine_tenths = "Minutes that nine tenths of departures do not exceed."
    return Table(
        "journeys",
        "A journey from a zone to a hub by public transport, from timetables.",
        ("zone", "hub", "period"),
        (
            Column("zone", "Zone", "Id of the zone."),
            columns.HUB,
            Column("period", "Period", "Date and times of departure."),
            Column("minutes", "Minutes", median, "number", MINUTES),
            Column("services_per_hour", "Services", "Journeys offered in an hour.", "number"),
            Column("minutes_p10", "Minutes (10%)", tenth, "number", MINUTES),
            Column("minutes_p90", "Minutes (90%)", nine_tenths, "number", MINUTES),
            Column("minutes_back", "Minutes back", back, "number", MINUTES),
            Column("services_back", "Services back", "Journeys back in an hour.", "number"),
            Column("fare", "Fare", "Fare for the way there.", "number", "£"),
        ),
        tuple(
            (
                *(row.zone, row.hub, row.period),
                *("" if (v := getattr(row, name)) is None else figure(v) for name in fields),
            )
            for row in journeys
        ),
    )
