"""The tables of `hubs` on what is at the end: jobs, competition for them, and orders of hubs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from prioritise.hubs.access import Access
from prioritise.hubs.jobs import Contest, JobReach, JobShare, Weighed
from prioritise.hubs.published import RankComparison
from prioritise.views import columns
from prioritise.views.hubs.hub_columns import BASIS, MINUTES, PEOPLE, THRESHOLD
from prioritise.views.table import Column, Table, figure

_FORM = Column("decay", "Decay", "`step`, `exponential` or `linear`: what minutes are worth.")
_SIZE = Column(
    "minutes", "Minutes", "Threshold, minutes of a half, or minutes to nothing.", "number", MINUTES
)
_JOBS = Column("jobs", "Jobs", "Jobs at the hub; in the first row, at all agreed ones.", "integer")


def job_table(rows: Iterable[JobReach], basis: str) -> Table:
    """One row a decay and further hub, the agreed hubs alone first."""
    hub = "Further hub beside the agreed ones; empty for these alone."
    per = (
        "Jobs that one of the people counted can reach on average, at the agreed hubs and this one."
    )
    return Table(
        "jobs",
        "A further hub, and the jobs that people can then reach.",
        ("decay", "minutes", "hub"),
        (
            *(_FORM, _SIZE, Column("hub", "Hub", hub), _JOBS),
            Column("jobs_per_worker", "Jobs per worker", per, "number", "jobs"),
            Column("adds", "Adds", "What of it the further hub adds.", "number", "jobs"),
            BASIS,
        ),
        tuple(
            (
                *(row.decay.form, figure(row.decay.minutes), row.hub, str(row.jobs)),
                *(_short(row.per_worker), _short(row.adds), basis),
            )
            for row in rows
        ),
    )


def competition_table(rows: Iterable[Contest], basis: str) -> Table:
    """One row a decay and hub: how many want its jobs."""
    workers = "Workers who can get there, each by the weight of the journey."
    each = "Jobs for each of them; empty where nobody can get there."
    return Table(
        "competition",
        "A hub, its jobs, and the workers who can reach them (two-step floating catchment area).",
        ("decay", "minutes", "hub"),
        (
            *(_FORM, _SIZE, columns.HUB, _JOBS),
            Column("workers", "Workers", workers, "number", PEOPLE),
            Column("jobs_for_each", "Jobs for each", each, "number", "jobs"),
            BASIS,
        ),
        tuple(
            (
                *(row.decay.form, figure(row.decay.minutes), row.hub, str(row.jobs)),
                _short(row.workers),
                "" if row.for_each is None else _short(row.for_each),
                basis,
            )
            for row in rows
        ),
    )


def share_table(rows: Iterable[JobShare], basis: str) -> Table:
    """One row a decay and zone: jobs that its workers can reach, and those left in competition."""
    reachable = "Jobs within reach of each worker, whoever else can reach them."
    contested = "Jobs for each worker, shared with all who can reach them."
    return Table(
        "jobs_by_zone",
        "A zone, and the jobs that its workers can reach.",
        ("decay", "minutes", "zone"),
        (
            *(_FORM, _SIZE, Column("zone", "Zone", "Id of the zone.")),
            Column("people", "People", "People who are counted there.", "integer", PEOPLE),
            Column("jobs_reachable", "Jobs reachable", reachable, "number", "jobs"),
            Column("jobs_contested", "Jobs for each", contested, "number", "jobs"),
            BASIS,
        ),
        tuple(
            (
                *(row.decay.form, figure(row.decay.minutes), row.area.zone.zone),
                *(str(row.area.people), _short(row.reachable), _short(row.contested), basis),
            )
            for row in rows
        ),
    )


def decay_table(rows: Iterable[Weighed], basis: str) -> Table:
    """One row a decay and hub: people by weight, and the order of proposed hubs."""
    people = "People who can get there, each by the weight of the journey."
    adds = "People by the weight that it alone adds to the agreed hubs; empty for an agreed one."
    place = "1 for the proposed hub that adds most; empty for an agreed one."
    return Table(
        "decays",
        "A hub where minutes are worth less the more they are, beside the step.",
        ("decay", "minutes", "hub"),
        (
            *(_FORM, _SIZE, columns.HUB),
            Column("people", "People", people, "number", PEOPLE),
            Column("adds", "Adds", adds, "number", PEOPLE),
            Column("place", "Place", place, "integer"),
            BASIS,
        ),
        tuple(
            (
                *(row.decay.form, figure(row.decay.minutes), row.hub, _short(row.people)),
                "" if row.adds is None else _short(row.adds),
                "" if row.place is None else str(row.place),
                basis,
            )
            for row in rows
        ),
    )


def published_table(comparison: RankComparison, basis: str) -> Table:
    """One row a zone that the published measure knows."""
    ours = "What the zone can reach at the agreed hubs: jobs where they are known, else hubs."
    return Table(
        "published",
        "A zone by a published measure of connectivity and by ours: only the ranks compare.",
        ("zone",),
        (
            Column("zone", "Zone", "Id of the zone."),
            Column("published", "Published", f"The column {comparison.column}.", "number"),
            Column("published_rank", "Rank", "1 for the highest.", "number"),
            Column("ours", "Ours", ours, "number"),
            Column("our_rank", "Our rank", "1 for the highest.", "number"),
            BASIS,
        ),
        tuple(
            (
                *(row.area.zone.zone, figure(row.published), figure(row.published_rank)),
                *(_short(row.ours / 1_000_000), figure(row.our_rank), basis),
            )
            for row in comparison.rows
        ),
    )


def date_table(
    days: Sequence[tuple[date, Access]], thresholds: Sequence[Decimal], basis: str
) -> Table:
    """One row a date, hub and threshold: how far days differ."""
    return Table(
        "by_date",
        "A date, and who is within reach of a hub by the timetable of that day alone.",
        ("date", "hub", "minutes"),
        (
            Column("date", "Date", "Day of the timetable."),
            Column("hub", "Hub", "Id of the hub; empty for any agreed hub."),
            *(THRESHOLD, Column("people", "People", "People within reach.", "integer", PEOPLE)),
            BASIS,
        ),
        tuple(
            (day.isoformat(), hub, figure(minutes), str(access.reached(hubs, minutes)), basis)
            for day, access in days
            for hub, hubs in [("", access.agreed), *((hub, (hub,)) for hub in access.hubs)]
            for minutes in thresholds
        ),
    )


def _short(number: Fraction | float) -> str:
    """A figure to three decimals: weights and assumptions know no more."""
    return figure(Decimal(f"{float(number):.3f}"))
