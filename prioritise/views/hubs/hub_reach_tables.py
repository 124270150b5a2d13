"""The tables of `hubs`: who reaches which hub, whom all leave out, which further hubs do most."""

from __future__ import annotations

from fractions import Fraction

from prioritise.hubs.appraisal import HubAppraisal
from prioritise.hubs.covering import Cover
from prioritise.views import columns as of
from prioritise.views.hubs.hub_columns import MINUTES, PEOPLE, THRESHOLD, ZONE, based_on, people
from prioritise.views.table import Column, Table, figure

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


_FURTHER = of.names("hubs", "Hubs", "Further hubs beside the agreed ones; `;` list.")
_NUMBER = of.whole(
    "further", "Further hubs", "How many further hubs.", lambda cover: len(cover.hubs)
)
_REACHED = people("people", "People", "People within reach of an agreed hub or one of these.")
_ADDS = people("adds", "Adds", "Those of them whom no agreed hub reaches.")


def covering_table(appraisal: HubAppraisal, basis: str) -> Table:
    """One row a set of further hubs and threshold, the agreed hubs alone first."""
    access = appraisal.access
    each = "People out of reach without each of these hubs, the others kept; `;` list."
    place = "1 for the set of so many that reaches most people, 2 for the next best, …"
    proven = "Whether no other set of so many, the better places aside, reaches more."
    share = "Share of all people who are within reach."
    alone = [
        Cover(minutes, 1, (), reached, 0, (), reached)
        for minutes in appraisal.thresholds
        for reached in [access.reached(access.agreed, minutes)]
    ]
    return Table.of(
        "covering",
        "A set of further hubs, and whom it reaches together with the agreed ones.",
        ("minutes", "further", "place"),
        (
            *(_FURTHER, THRESHOLD, _REACHED, _ADDS),
            of.names(
                "each_adds", "Each adds", each, lambda cover: map(str, cover.each_adds), PEOPLE
            ),
            of.number("share", "Share", share, lambda cover: Fraction(cover.people, access.people)),
            _NUMBER,
            of.whole("place", "Place", place),
            of.truth("proven", "Proven", proven, lambda cover: cover.is_proven),
            based_on(basis),
        ),
        [
            cover
            for none in alone
            for cover in (none, *(c for c in appraisal.covers if c.minutes == none.minutes))
        ],
    )


def enough_table(appraisal: HubAppraisal, basis: str) -> Table:
    """One row a threshold: how few further hubs are enough."""
    asked = appraisal.share or Fraction(0)
    return Table.of(
        "enough",
        "The fewest further hubs with which a share of all people is reached; none where all of "
        "them are too few.",
        ("minutes",),
        (
            of.number(
                "share", "Share", "Share of all people that is to be reached.", lambda _: asked
            ),
            THRESHOLD.of(lambda row: figure(row[0])),
            *(column.within(lambda row: row[1]) for column in (_NUMBER, _FURTHER, _REACHED, _ADDS)),
            based_on(basis),
        ),
        zip(appraisal.thresholds, appraisal.enough, strict=True),
    )
