"""`hubs`: who is within reach of each hub by public transport, and what a further hub adds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import click

from prioritise.cli.common import (
    TABLE,
    format_option,
    output_option,
    refuse_output,
    say,
    scenario_argument,
    wanted,
)
from prioritise.cli.deliver import deliver
from prioritise.cli.help_page import command
from prioritise.cli.hub_options import (
    assumption_options,
    day_given,
    minutes_given,
    pounds_given,
    services_given,
    share_given,
    timetable_options,
)
from prioritise.cli.options import what_if_options


@command(
    "prioritise hubs scenarios/ammanford.yaml",
    "prioritise hubs scenarios/ammanford.yaml --minutes 45 --population population -o reach",
)
@scenario_argument
@what_if_options(without=("--add",))
@click.option(
    "--minutes",
    callback=minutes_given,
    default="30,45,60",
    show_default=True,
    metavar="LIST",
    help="Minutes within which a hub is to be; several separated by commas.",
)
@click.option(
    "--population",
    default="",
    metavar="COLUMN",
    help="Column of zones that counts people. Without it: of working age where there is such a "
    "column, else population.",
)
@click.option(
    "--services",
    callback=services_given,
    metavar="N",
    help="Count only journeys offered at least N times an hour.",
)
@click.option(
    "--deprivation",
    default="",
    metavar="COLUMN",
    help="Column of zones with a score, higher where people are more deprived, to make tenths "
    "of. Without it: the column deprivation_tenth, where there is one.",
)
@click.option("--period", metavar="NAME", help="Period of the journeys, where there are several.")
@click.option(
    "--add",
    type=click.IntRange(0, 50),
    metavar="K",
    help="Weigh sets of up to K further hubs. Without it: 3, or all where there are fewer.",
)
@click.option(
    "--share",
    callback=share_given,
    metavar="SHARE",
    help="Say how few further hubs reach this share of all people, such as 0.9.",
)
@click.option(
    "--journeys",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="CSV file of journeys to take instead of the programme's own.",
)
@timetable_options
@click.option(
    "--fares",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="CSV file of fares, in place of the column of journeys: zone, hub, fare.",
)
@click.option(
    "--most-fare",
    callback=pounds_given,
    metavar="POUNDS",
    help="Count only journeys that cost no more.",
)
@click.option(
    "--as-at",
    callback=day_given,
    metavar="DATE",
    help="Count only journeys that run by this day, by the column runs_from.",
)
@click.option(
    "--competition",
    is_flag=True,
    help="Share jobs among all workers who can reach them, too.",
)
@click.option(
    "--published",
    default="",
    metavar="COLUMN",
    help="Column of zones with a published measure of connectivity, to compare with by rank.",
)
@click.option(
    "--shortlist",
    is_flag=True,
    help="Find the shortlist too, with the hubs that SCENARIO adds and without them, and count the "
    "journeys that chosen proposals make.",
)
@assumption_options
@format_option
@output_option("Write all tables, a map and a curve to a folder.")
def hubs(
    scenario: Path,
    minutes: tuple[Decimal, ...],
    population: str,
    services: Decimal | None,
    deprivation: str,
    period: str | None,
    add: int | None,
    share: Fraction | None,
    journeys: Path | None,
    feeds: tuple[Path, ...],
    days: tuple[date, ...],
    window: tuple[int, int],
    back: tuple[int, int] | None,
    walks: Path | None,
    fares: Path | None,
    most_fare: Decimal | None,
    as_at: date | None,
    competition: bool,
    published: str,
    shortlist: bool,
    walk_speed: float,
    walk_detour: float,
    walk_to_stop: float,
    estimate_speed: float,
    estimate_wait: float,
    half_life: float,
    jobs_around: float,
    layout: str | None,
    output: Path | None,
    replace: bool,
) -> None:
    """Who can reach each hub by public transport, and what a further hub adds.

    SCENARIO is a scenario file or a programme, with the tables zones and journeys. Agreed hubs are
    kept; proposed ones are weighed against them. Prints people within reach; csv and json print one
    row a hub and threshold. Without journeys, a straight-line screening estimate stands in.
    """
    from prioritise.cli.solving import reading_of, start_the_clock
    from prioritise.hubs.appraisal import appraise_hubs
    from prioritise.hubs.by_proposal import proposal_reaches
    from prioritise.hubs.screening import Straight
    from prioritise.programme.counting import CountingTerms
    from prioritise.reading.places import Wanted, read_places
    from prioritise.views.hubs.hub_ends import Asked, Ends
    from prioritise.views.hubs.hub_journey_tables import proposal_table
    from prioritise.views.hubs.hub_reach_tables import reach_tables
    from prioritise.views.hubs.hub_times import Departures, timed, times_of, with_fares

    if bool(feeds) != bool(days) or (feeds and (journeys or period)):
        raise click.UsageError(
            "--gtfs needs --date, and --date needs --gtfs; --journeys and --period go without them"
        )
    if not feeds and (back or walks):
        raise click.UsageError("--return and --walks need --gtfs")
    start_the_clock(scenario)
    reading = reading_of(scenario)
    asked = Wanted(
        population, deprivation, published, period, journeys, without_journeys=bool(feeds)
    )
    places = read_places(reading, asked)
    refuse_output()
    terms = CountingTerms(services, most_fare, as_at)
    fare_of: Mapping[tuple[str, str], Decimal] = {}
    if fares is not None:
        from prioritise.reading.way_tables import read_fares

        ids = (zone.zone for zone in places.zones)
        fare_of = read_fares(fares, ids, reading.programme.hub_of)
    if days:
        from prioritise.hubs.sampling import Window
        from prioritise.hubs.walking import Walking
        from prioritise.reading.way_tables import read_walks

        walking = Walking(
            walk_speed, walk_detour, walk_to_stop, measured=read_walks(walks) if walks else {}
        )
        home = Window(*back) if back else None
        departures = Departures(feeds, days, Window(*window), home, fare_of)
        times = timed(reading.programme, places, terms, departures, walking)
    else:
        straight = Straight(estimate_speed, estimate_wait)
        times = times_of(reading.programme, with_fares(places, fare_of), terms, straight)
    appraisal = appraise_hubs(times.access, minutes, further=add, share=share)
    wishes = Asked(Decimal(str(half_life)), jobs_around, competition, published)
    ends = Ends(appraisal, times, wishes)
    if competition and not ends.jobs:
        raise click.UsageError("--competition needs the column jobs of hubs or of zones")
    tables = (*reach_tables(appraisal, times.basis), *ends.tables, *times.tables)
    made = sorted({journey.proposal for journey in places.journeys or () if journey.proposal})
    found = proposal_reaches(times.access, times.again, made, appraisal.thresholds)
    tables += (proposal_table(reading.programme, found, times.basis),)
    portfolio = None
    if shortlist:
        from prioritise.cli.hub_shortlists import portfolio_of
        from prioritise.cli.solving import say_if_time_is_up
        from prioritise.views.hubs.hub_portfolio import portfolio_tables

        portfolio = portfolio_of(scenario, times, tuple(made), ends.jobs)
        say_if_time_is_up(reading.programme)
        tables += portfolio_tables(portfolio, appraisal.thresholds, times.basis)

    def write(folder: Path) -> None:
        from prioritise.render.hub_folder import write_hubs

        write_hubs(folder, appraisal, tables, times.basis, replace=replace)

    def show() -> None:
        from prioritise.views.hubs.hub_reach_screen import show_hubs

        show_hubs(appraisal, times.basis, (*ends.notes, *times.notes))
        if portfolio is not None:
            from prioritise.views.hubs.hub_portfolio import show_portfolio

            show_portfolio(portfolio, appraisal.thresholds)

    if wanted(layout) != TABLE and (output is None or layout is not None):
        for note in (*ends.notes, *times.notes):
            say(note)
    deliver(tables, show, output=output, layout=layout, replace=replace, write=write)
