"""The tables of `hubs`: who reaches which hub, and whom every one of them leaves out."""

from __future__ import annotations

from prioritise.hubs.appraisal import HubAppraisal
from prioritise.views import columns as of
from prioritise.views.hubs.hub_columns import MINUTES, THRESHOLD, ZONE, based_on, people
from prioritise.views.hubs.hub_covering_tables import covering_table, enough_table
from prioritise.views.table import Column, Table

_OF_REACH = (
    people("people", "People", "People within reach of the hub."),
    people(
        "newly_reached",
        "Newly reached",
        "Those of them whom no agreed hub reaches; empty for an agreed hub.",
    ),
    people(
        "better_off",
        "Better off",
        "Those of them whom an agreed hub reaches too, and later; empty for an agreed hub.",
    ),
    of.number(
        "person_minutes_saved",
        "Person-minutes saved",
        "People better off, times the minutes by which this hub is nearer; empty for an agreed "
        "hub.",
        lambda reach: reach.saved,
        "person-minutes",
    ),
)


def reach_tables(appraisal: HubAppraisal, basis: str) -> tuple[Table, ...]:
    """Every table: `reach`, `covering`, `overlaps` and `nearest`, others where they were asked.

    Parameters
    ----------
    basis
        What the minutes are: `journeys`, or the heading of an estimate.
    """
    tables = [
        reach_table(appraisal, basis),
        covering_table(appraisal, basis),
        overlap_table(appraisal, basis),
        nearest_table(appraisal, basis),
    ]
    if appraisal.share is not None:
        tables.append(enough_table(appraisal, basis))
    if appraisal.tenths:
        tables.append(tenth_table(appraisal, basis))
    return tuple(tables)


def reach_table(appraisal: HubAppraisal, basis: str) -> Table:
    """One row a hub and threshold."""
    hubs = appraisal.access.programme.hub_of
    only = "People within reach of this hub, and of no other hub that is agreed."
    return Table.of(
        "reach",
        "A hub, and who is within so many minutes of it: a potential, not jobs.",
        ("hub", "minutes"),
        (
            of.ONE_HUB,
            Column("name", "Name", "Name of the hub.").of(lambda reach: hubs[reach.hub].name),
            Column("status", "Status", "`agreed` or `proposed`.").of(
                lambda reach: hubs[reach.hub].status
            ),
            THRESHOLD,
            *_OF_REACH,
            people("only_here", "Only here", only),
            based_on(basis),
        ),
        appraisal.reaches,
    )


def tenth_table(appraisal: HubAppraisal, basis: str) -> Table:
    """One row a tenth of deprivation, threshold and hub."""
    agreed = "People in the tenth within reach of an agreed hub."
    of_reach = [column.within(lambda row: row.reach) for column in (of.ONE_HUB, *_OF_REACH)]
    return Table.of(
        "by_tenth",
        "A tenth of deprivation, and what one hub means to its people.",
        ("tenth", "minutes", "hub"),
        (
            of.whole("tenth", "Tenth", "1 is the most deprived; empty: not known."),
            THRESHOLD.within(lambda row: row.reach),
            of_reach[0],
            people("population", "Population", "Everybody in the tenth."),
            people("agreed", "Agreed hubs reach", agreed),
            *of_reach[1:],
            based_on(basis),
        ),
        appraisal.tenths,
    )


def overlap_table(appraisal: HubAppraisal, basis: str) -> Table:
    """One row a pair of hubs and threshold."""
    return Table.of(
        "overlaps",
        "Two hubs, and the people within reach of both.",
        ("hub", "other", "minutes"),
        (
            of.ONE_HUB,
            Column("other", "Other", "Id of the other hub."),
            THRESHOLD,
            people("people", "People", "People within reach of both."),
            based_on(basis),
        ),
        appraisal.overlaps,
    )


def nearest_table(appraisal: HubAppraisal, basis: str) -> Table:
    """One row a zone."""
    nobody = "empty where there is no journey to any."
    to_it = f"Minutes to it; {nobody}"
    return Table.of(
        "nearest",
        "A zone, and the hubs that are nearest to it.",
        ("zone",),
        (
            ZONE.within(lambda row: row.area.zone),
            Column("name", "Name", "Name of the zone.").within(lambda row: row.area.zone),
            people("people", "People", "People who live there.", lambda row: row.area.people),
            Column("agreed", "Agreed hub", f"Nearest agreed hub; {nobody}"),
            of.number("agreed_minutes", "Minutes", to_it, unit=MINUTES),
            Column("proposed", "Proposed hub", f"Nearest proposed hub; {nobody}"),
            of.number("proposed_minutes", "Minutes", to_it, unit=MINUTES),
            based_on(basis),
        ),
        appraisal.nearest,
    )
