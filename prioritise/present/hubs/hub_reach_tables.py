"""The tables of `hubs`: who reaches which hub, and which further hubs reach most people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from prioritise.hubs.appraisal import Appraisal
from prioritise.hubs.by_proposal import ProposalReach
from prioritise.hubs.covering import Cover
from prioritise.hubs.reach import Nearest, Reach
from prioritise.present.forms import columns
from prioritise.present.forms.table import Cells, Column, Table, figure, yes_no
from prioritise.programme.places import Journey
from prioritise.programme.programme import Programme

PEOPLE, MINUTES, PERSON_MINUTES = "people", "minutes", "person-minutes"

_STATUS = Column("status", "Status", "`agreed` or `proposed`.")
_THRESHOLD = Column("minutes", "Minutes", "Minutes within which a hub is to be.", "number", MINUTES)
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
_BASIS = Column("basis", "Basis", "`journeys`, or `screening estimate`, which is no journey time.")
_FURTHER = Column("hubs", "Hubs", "Further hubs beside the agreed ones; `;` list.")
_REACHED = Column(
    "people", "People", "People within reach of an agreed hub or one of these.", "integer", PEOPLE
)
_ADDS = Column("adds", "Adds", "Those of them whom no agreed hub reaches.", "integer", PEOPLE)
_NUMBER = Column("further", "Further hubs", "How many further hubs.", "integer")


def reach_tables(appraisal: Appraisal, basis: str) -> tuple[Table, ...]:
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


def reach_table(appraisal: Appraisal, basis: str) -> Table:
    """One row a hub and threshold."""
    hubs = appraisal.access.programme.hub_of
    only = "People within reach of this hub, and of no other hub that is agreed."
    return Table(
        "reach",
        "A hub, and who is within so many minutes of it: a potential, not jobs.",
        ("hub", "minutes"),
        (
            *(columns.HUB, Column("name", "Name", "Name of the hub."), _STATUS, _THRESHOLD),
            *(_PEOPLE, _NEW, _BETTER, _SAVED),
            Column("only_here", "Only here", only, "integer", PEOPLE),
            _BASIS,
        ),
        tuple(
            (
                *(reach.hub, hubs[reach.hub].name, hubs[reach.hub].status),
                *(_decimal(reach.minutes), *_figures(reach), str(reach.only_here), basis),
            )
            for reach in appraisal.reaches
        ),
    )


def covering_table(appraisal: Appraisal, basis: str) -> Table:
    """One row a set of further hubs and threshold, the agreed hubs alone first."""
    each = "People out of reach without each of these hubs, the others kept; `;` list."
    place = "1 for the set of so many that reaches most people, 2 for the next best, …"
    proven = "Whether no other set of so many, the better places aside, reaches more."
    return Table(
        "covering",
        "A set of further hubs, and whom it reaches together with the agreed ones.",
        ("minutes", "further", "place"),
        (
            *(_FURTHER, _THRESHOLD, _REACHED, _ADDS, Column("each_adds", "Each adds", each)),
            Column("share", "Share", "Share of all people who are within reach.", "number"),
            _NUMBER,
            Column("place", "Place", place, "integer"),
            Column("proven", "Proven", proven, "boolean"),
            _BASIS,
        ),
        tuple((*row, basis) for row in _covers(appraisal)),
    )


def enough_table(appraisal: Appraisal, basis: str) -> Table:
    """One row a threshold: how few further hubs are enough."""
    asked = appraisal.share or Fraction(0)
    rows = zip(appraisal.thresholds, appraisal.enough, strict=True)
    return Table(
        "enough",
        "The fewest further hubs with which a share of all people is reached; none where all of "
        "them are too few.",
        ("minutes",),
        (
            Column("share", "Share", "Share of all people that is to be reached.", "number"),
            *(_THRESHOLD, _NUMBER, _FURTHER, _REACHED, _ADDS, _BASIS),
        ),
        tuple(
            (figure(asked), _decimal(minutes), *_enough(cover), basis) for minutes, cover in rows
        ),
    )


def tenth_table(appraisal: Appraisal, basis: str) -> Table:
    """One row a tenth of deprivation, threshold and hub."""
    agreed = "People in the tenth within reach of an agreed hub."
    return Table(
        "by_tenth",
        "A tenth of deprivation, and what one hub means to its people.",
        ("tenth", "minutes", "hub"),
        (
            Column("tenth", "Tenth", "1 is the most deprived; empty: not known.", "integer"),
            *(_THRESHOLD, columns.HUB),
            Column("population", "Population", "Everybody in the tenth.", "integer", PEOPLE),
            Column("agreed", "Agreed hubs reach", agreed, "integer", PEOPLE),
            *(_PEOPLE, _NEW, _BETTER, _SAVED, _BASIS),
        ),
        tuple(
            (
                "" if row.tenth is None else str(row.tenth),
                *(_decimal(row.reach.minutes), row.reach.hub),
                *(str(row.population), str(row.agreed)),
                *(*_figures(row.reach), basis),
            )
            for row in appraisal.tenths
        ),
    )


def overlap_table(appraisal: Appraisal, basis: str) -> Table:
    """One row a pair of hubs and threshold."""
    both = Column("people", "People", "People within reach of both.", "integer", PEOPLE)
    return Table(
        "overlaps",
        "Two hubs, and the people within reach of both.",
        ("hub", "other", "minutes"),
        (columns.HUB, Column("other", "Other", "Id of the other hub."), _THRESHOLD, both, _BASIS),
        tuple(
            (pair.hub, pair.other, _decimal(pair.minutes), str(pair.people), basis)
            for pair in appraisal.overlaps
        ),
    )


def nearest_table(appraisal: Appraisal, basis: str) -> Table:
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
            _BASIS,
        ),
        tuple((*_nearest(row), basis) for row in appraisal.nearest),
    )


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
            *(columns.PROPOSAL, columns.TITLE, columns.HUB, _THRESHOLD),
            Column("people", "People", near, "integer", PEOPLE),
            Column("gained", "Gained", gained, "integer", PEOPLE),
            _BASIS,
        ),
        tuple(
            (
                *(reach.proposal, proposal.title, ";".join(proposal.hubs)),
                *(_decimal(reach.minutes), str(reach.people), str(reach.gained), basis),
            )
            for reach in reaches
            for proposal in [programme.proposal_of[reach.proposal]]
        ),
    )


def journey_table(journeys: tuple[Journey, ...]) -> Table:
    """One row a journey, in the form in which `journeys` is read."""
    fields = ("services_per_hour", "minutes_p10", "minutes_p90")
    words = {
        "services_per_hour": "Journeys offered in an hour.",
        "minutes_p10": "Minutes that a tenth of departures do not exceed.",
        "minutes_p90": "Minutes that nine tenths of departures do not exceed.",
    }
    return Table(
        "journeys",
        "A journey from a zone to a hub by public transport, from timetables.",
        ("zone", "hub", "period"),
        (
            Column("zone", "Zone", "Id of the zone."),
            columns.HUB,
            Column("minutes", "Minutes", "Median minutes from door to door.", "number", MINUTES),
            Column("period", "Period", "Date and times of departure."),
            *(Column(name, name, words[name], "number") for name in fields),
        ),
        tuple(
            (
                *(row.zone, row.hub, _decimal(row.minutes), row.period),
                *("" if (v := getattr(row, name)) is None else _decimal(v) for name in fields),
            )
            for row in journeys
        ),
    )


def _figures(reach: Reach) -> Cells:
    """People, newly reached, better off, person-minutes saved."""
    further = (reach.newly_reached, reach.better_off)
    return (
        str(reach.people),
        *("" if people is None else str(people) for people in further),
        "" if reach.saved is None else figure(reach.saved),
    )


def _covers(appraisal: Appraisal) -> Iterator[Cells]:
    access = appraisal.access
    everybody = access.people
    for minutes in appraisal.thresholds:
        agreed = access.reached(access.agreed, minutes)
        share = figure(Fraction(agreed, everybody))
        yield ("", _decimal(minutes), str(agreed), "0", "", share, "0", "1", "yes")
        for cover in appraisal.covers:
            if cover.minutes == minutes:
                yield (
                    ";".join(cover.hubs),
                    *(_decimal(minutes), str(cover.people), str(cover.adds)),
                    ";".join(map(str, cover.each_adds)),
                    figure(Fraction(cover.people, everybody)),
                    *(str(len(cover.hubs)), str(cover.place), yes_no(cover.is_proven)),
                )


def _enough(cover: Cover | None) -> Cells:
    if cover is None:
        return ("", "", "", "")
    return str(len(cover.hubs)), ";".join(cover.hubs), str(cover.people), str(cover.adds)


def _nearest(row: Nearest) -> Cells:
    zone = row.area.zone
    return (
        *(zone.zone, zone.name, str(row.area.people)),
        *(row.agreed, _minutes(row.agreed_minutes)),
        *(row.proposed, _minutes(row.proposed_minutes)),
    )


def _minutes(minutes: Fraction | None) -> str:
    return "" if minutes is None else figure(minutes)


def _decimal(number: Decimal) -> str:
    return figure(number)
