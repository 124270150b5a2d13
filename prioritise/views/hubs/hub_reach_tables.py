"""The tables of `hubs`: who reaches which hub, and whom every one of them leaves out."""

from __future__ import annotations

from fractions import Fraction

from prioritise.hubs.appraisal import HubAppraisal
from prioritise.hubs.reach import HubReach, Nearest
from prioritise.views import columns
from prioritise.views.hubs.hub_columns import BASIS, MINUTES, PEOPLE, THRESHOLD
from prioritise.views.hubs.hub_covering_tables import covering_table, enough_table
from prioritise.views.table import Cells, Column, Table, figure

PERSON_MINUTES = "person-minutes"

_STATUS = Column("status", "Status", "`agreed` or `proposed`.")
_PEOPLE = Column("people", "People", "People within reach of the hub.", "integer", PEOPLE)
_NEW = Column(
    "newly_reached",
    "Newly reached",
    "Those of them whom no agreed hub reaches; empty for an agreed hub.",
    "integer",
    PEOPLE,
)
_BETTER = Column(
    "better_off",
    "Better off",
    "Those of them whom an agreed hub reaches too, and later; empty for an agreed hub.",
    "integer",
    PEOPLE,
)
_SAVED = Column(
    "person_minutes_saved",
    "Person-minutes saved",
    "People better off, times the minutes by which this hub is nearer; empty for an agreed hub.",
    "number",
    PERSON_MINUTES,
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
    return Table(
        "reach",
        "A hub, and who is within so many minutes of it: a potential, not jobs.",
        ("hub", "minutes"),
        (
            *(columns.ONE_HUB, Column("name", "Name", "Name of the hub."), _STATUS, THRESHOLD),
            *(_PEOPLE, _NEW, _BETTER, _SAVED),
            Column("only_here", "Only here", only, "integer", PEOPLE),
            BASIS,
        ),
        tuple(
            (
                *(reach.hub, hubs[reach.hub].name, hubs[reach.hub].status),
                *(figure(reach.minutes), *_figures(reach), str(reach.only_here), basis),
            )
            for reach in appraisal.reaches
        ),
    )


def tenth_table(appraisal: HubAppraisal, basis: str) -> Table:
    """One row a tenth of deprivation, threshold and hub."""
    agreed = "People in the tenth within reach of an agreed hub."
    return Table(
        "by_tenth",
        "A tenth of deprivation, and what one hub means to its people.",
        ("tenth", "minutes", "hub"),
        (
            Column("tenth", "Tenth", "1 is the most deprived; empty: not known.", "integer"),
            *(THRESHOLD, columns.ONE_HUB),
            Column("population", "Population", "Everybody in the tenth.", "integer", PEOPLE),
            Column("agreed", "Agreed hubs reach", agreed, "integer", PEOPLE),
            *(_PEOPLE, _NEW, _BETTER, _SAVED, BASIS),
        ),
        tuple(
            (
                "" if row.tenth is None else str(row.tenth),
                *(figure(row.reach.minutes), row.reach.hub),
                *(str(row.population), str(row.agreed)),
                *(*_figures(row.reach), basis),
            )
            for row in appraisal.tenths
        ),
    )


def overlap_table(appraisal: HubAppraisal, basis: str) -> Table:
    """One row a pair of hubs and threshold."""
    both = Column("people", "People", "People within reach of both.", "integer", PEOPLE)
    return Table(
        "overlaps",
        "Two hubs, and the people within reach of both.",
        ("hub", "other", "minutes"),
        (columns.ONE_HUB, Column("other", "Other", "Id of the other hub."), THRESHOLD, both, BASIS),
        tuple(
            (pair.hub, pair.other, figure(pair.minutes), str(pair.people), basis)
            for pair in appraisal.overlaps
        ),
    )


def nearest_table(appraisal: HubAppraisal, basis: str) -> Table:
    """One row a zone."""
    nobody = "empty where there is no journey to any."
    return Table(
        "nearest",
        "A zone, and the hubs that are nearest to it.",
        ("zone",),
        (
            Column("zone", "Zone", "Id of the zone."),
            Column("name", "Name", "Name of the zone."),
            Column("people", "People", "People who live there.", "integer", PEOPLE),
            Column("agreed", "Agreed hub", f"Nearest agreed hub; {nobody}"),
            Column("agreed_minutes", "Minutes", f"Minutes to it; {nobody}", "number", MINUTES),
            Column("proposed", "Proposed hub", f"Nearest proposed hub; {nobody}"),
            Column("proposed_minutes", "Minutes", f"Minutes to it; {nobody}", "number", MINUTES),
            BASIS,
        ),
        tuple((*_nearest(row), basis) for row in appraisal.nearest),
    )


def _figures(reach: HubReach) -> Cells:
    """People, newly reached, better off, person-minutes saved."""
    further = (reach.newly_reached, reach.better_off)
    return (
        str(reach.people),
        *("" if people is None else str(people) for people in further),
        "" if reach.saved is None else figure(reach.saved),
    )


def _nearest(row: Nearest) -> Cells:
    zone = row.area.zone
    return (
        *(zone.zone, zone.name, str(row.area.people)),
        *(row.agreed, _minutes(row.agreed_minutes)),
        *(row.proposed, _minutes(row.proposed_minutes)),
    )


def _minutes(minutes: Fraction | None) -> str:
    return "" if minutes is None else figure(minutes)
