"""The tables of `hubs` on what is at the end: jobs, competition for them, and orders of hubs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from prioritise.hubs.access import Access
from prioritise.hubs.jobs import Contest, JobReach, JobShare, Weighed
from prioritise.hubs.published import RankComparison
from prioritise.views import columns as of
from prioritise.views.hubs.hub_columns import MINUTES, PEOPLE, THRESHOLD, ZONE, based_on, people
from prioritise.views.table import Column, Table, figure, named, shown

_DECAY = (
    Column("decay", "Decay", "`step`, `exponential` or `linear`: what minutes are worth.").of(
        lambda row: row.decay.form
    ),
    of.number(
        "minutes",
        "Minutes",
        "Threshold, minutes of a half, or minutes to nothing.",
        lambda row: row.decay.minutes,
        MINUTES,
    ),
)
_JOBS = of.whole("jobs", "Jobs", "Jobs at the hub; in the first row, at all agreed ones.")


def _about(
    name: str,
    heading: str,
    meaning: str,
    unit: str = "",
    find: Callable[[Any], Fraction | float | None] | None = None,
) -> Column:
    """Figures to three decimals: weights and assumptions know no more."""
    rounded = shown(find or named(name), lambda n: figure(Decimal(f"{float(n):.3f}")))
    return Column(name, heading, meaning, "number", unit, cell=rounded)


def job_table(rows: Iterable[JobReach], basis: str) -> Table:
    """One row a decay and further hub, the agreed hubs alone first."""
    hub = "Further hub beside the agreed ones; empty for these alone."
    per = (
        "Jobs that one of the people counted can reach on average, at the agreed hubs and this one."
    )
    return Table.of(
        "jobs",
        "A further hub, and the jobs that people can then reach.",
        ("decay", "minutes", "hub"),
        (
            *(*_DECAY, Column("hub", "Hub", hub), _JOBS),
            _about("jobs_per_worker", "Jobs per worker", per, "jobs", lambda row: row.per_worker),
            _about("adds", "Adds", "What of it the further hub adds.", "jobs"),
            based_on(basis),
        ),
        rows,
    )


def competition_table(rows: Iterable[Contest], basis: str) -> Table:
    """One row a decay and hub: how many want its jobs."""
    workers = "Workers who can get there, each by the weight of the journey."
    each = "Jobs for each of them; empty where nobody can get there."
    return Table.of(
        "competition",
        "A hub, its jobs, and the workers who can reach them (two-step floating catchment area).",
        ("decay", "minutes", "hub"),
        (
            *(*_DECAY, of.HUB, _JOBS),
            _about("workers", "Workers", workers, PEOPLE),
            _about("jobs_for_each", "Jobs for each", each, "jobs", lambda row: row.for_each),
            based_on(basis),
        ),
        rows,
    )


def share_table(rows: Iterable[JobShare], basis: str) -> Table:
    """One row a decay and zone: jobs that its workers can reach, and those left in competition."""
    reachable = "Jobs within reach of each worker, whoever else can reach them."
    contested = "Jobs for each worker, shared with all who can reach them."
    counted = "People who are counted there."
    return Table.of(
        "jobs_by_zone",
        "A zone, and the jobs that its workers can reach.",
        ("decay", "minutes", "zone"),
        (
            *(*_DECAY, ZONE.within(lambda row: row.area.zone)),
            people("people", "People", counted, lambda row: row.area.people),
            _about("jobs_reachable", "Jobs reachable", reachable, "jobs", lambda r: r.reachable),
            _about("jobs_contested", "Jobs for each", contested, "jobs", lambda r: r.contested),
            based_on(basis),
        ),
        rows,
    )


def decay_table(rows: Iterable[Weighed], basis: str) -> Table:
    """One row a decay and hub: people by weight, and the order of proposed hubs."""
    reached = "People who can get there, each by the weight of the journey."
    adds = "People by the weight that it alone adds to the agreed hubs; empty for an agreed one."
    place = "1 for the proposed hub that adds most; empty for an agreed one."
    return Table.of(
        "decays",
        "A hub where minutes are worth less the more they are, beside the step.",
        ("decay", "minutes", "hub"),
        (
            *(*_DECAY, of.HUB),
            _about("people", "People", reached, PEOPLE),
            _about("adds", "Adds", adds, PEOPLE),
            of.whole("place", "Place", place),
            based_on(basis),
        ),
        rows,
    )


def published_table(comparison: RankComparison, basis: str) -> Table:
    """One row a zone that the published measure knows."""
    ours = "What the zone can reach at the agreed hubs: jobs where they are known, else hubs."
    return Table.of(
        "published",
        "A zone by a published measure of connectivity and by ours: only the ranks compare.",
        ("zone",),
        (
            ZONE.within(lambda row: row.area.zone),
            of.number("published", "Published", f"The column {comparison.column}."),
            of.number("published_rank", "Rank", "1 for the highest."),
            _about("ours", "Ours", ours, find=lambda row: row.ours / 1_000_000),
            of.number("our_rank", "Our rank", "1 for the highest."),
            based_on(basis),
        ),
        comparison.rows,
    )


def date_table(
    days: Sequence[tuple[date, Access]], thresholds: Sequence[Decimal], basis: str
) -> Table:
    """One row a date, hub and threshold: how far days differ."""
    return Table.of(
        "by_date",
        "A date, and who is within reach of a hub by the timetable of that day alone.",
        ("date", "hub", "minutes"),
        (
            Column("date", "Date", "Day of the timetable."),
            Column("hub", "Hub", "Id of the hub; empty for any agreed hub."),
            THRESHOLD,
            people("people", "People", "People within reach."),
            based_on(basis),
        ),
        [
            {"date": day.isoformat(), "hub": hub, "minutes": minutes}
            | {"people": access.reached(hubs, minutes)}
            for day, access in days
            for hub, hubs in [("", access.agreed), *((hub, (hub,)) for hub in access.hubs)]
            for minutes in thresholds
        ],
    )
