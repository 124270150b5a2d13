"""`hubs`: who is within reach of each hub by public transport, and what a further hub adds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import click

from prioritise.cli.common import (
    TABLE,
    format_option,
    output_option,
    print_rows,
    refuse_output,
    say,
    scenario_argument,
    wanted,
)
from prioritise.cli.help_page import command
from prioritise.cli.hub_options import (
    assumption_options,
    day_given,
    minutes_given,
    services_given,
    share_given,
    window_given,
)
from prioritise.cli.options import what_if_options


@command(
    "prioritise hubs scenarios/ammanford.yaml",
    "prioritise hubs scenarios/ammanford.yaml --minutes 45 --services 1 -o reach",
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
    help="Column of zones that counts people. Without it: population.",
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
@click.option(
    "--gtfs",
    "feeds",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FEED",
    help="Work journeys out from a GTFS timetable; may be repeated. -o keeps them as journeys.csv.",
)
@click.option(
    "--date",
    "day",
    callback=day_given,
    metavar="DATE",
    help="Day of the timetable, such as 2018-09-05.",
)
@click.option(
    "--depart",
    "window",
    default="07:00-09:00",
    show_default=True,
    callback=window_given,
    metavar="TIMES",
    help="When people leave: each minute of this window counts.",
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
    day: date | None,
    window: tuple[int, int],
    shortlist: bool,
    walk_speed: float,
    walk_detour: float,
    walk_to_stop: float,
    estimate_speed: float,
    estimate_wait: float,
    layout: str | None,
    output: Path | None,
    replace: bool,
) -> None:
    """Who can reach each hub by public transport, and what a further hub adds.

    SCENARIO is a scenario file or a programme, with the tables zones and journeys. Agreed hubs are
    kept; proposed ones are weighed against them. Prints people within reach; csv and json print one
    row a hub and threshold. Without journeys, a straight-line screening estimate stands in.
    """
    from prioritise.hubs.appraisal import appraise_hubs
    from prioritise.hubs.by_proposal import proposal_reaches
    from prioritise.hubs.screening import Straight
    from prioritise.reading import read
    from prioritise.reading.places import Wanted, read_places
    from prioritise.views.hubs.hub_journey_tables import proposal_table
    from prioritise.views.hubs.hub_reach_tables import reach_tables
    from prioritise.views.hubs.hub_times import Departures, timed, times_of

    if bool(feeds) != (day is not None) or (feeds and (journeys or period)):
        raise click.UsageError(
            "--gtfs needs --date, and --date needs --gtfs; --journeys and --period go without them"
        )
    reading = read(scenario)
    asked = Wanted(population, deprivation, period, journeys, without_journeys=bool(feeds))
    places = read_places(reading, asked)
    refuse_output()
    if day is not None:
        from prioritise.hubs.timetable import Walking

        walking = Walking(walk_speed, walk_detour, walk_to_stop)
        departures = Departures(feeds, day, *window)
        times = timed(reading.programme, places, services, departures, walking)
    else:
        straight = Straight(estimate_speed, estimate_wait)
        times = times_of(reading.programme, places, services, straight)
    appraisal = appraise_hubs(times.access, minutes, further=add, share=share)
    tables = (*reach_tables(appraisal, times.basis), *times.tables)
    made = sorted({journey.proposal for journey in places.journeys or () if journey.proposal})
    found = proposal_reaches(times.access, times.again, made, appraisal.thresholds)
    tables += (proposal_table(reading.programme, found, times.basis),)
    portfolio = None
    if shortlist:
        from prioritise.cli.hub_shortlists import portfolio_of
        from prioritise.views.hubs.hub_portfolio import portfolio_tables

        portfolio = portfolio_of(scenario, times, tuple(made))
        tables += portfolio_tables(portfolio, appraisal.thresholds, times.basis)
    if output is not None:
        from prioritise.render.hub_folder import write_hubs

        write_hubs(output, appraisal, tables, times.basis, replace=replace)
        say(f"wrote {output}")
    if wanted(layout) == TABLE:
        from prioritise.views.hubs.hub_reach_screen import show_hubs

        show_hubs(appraisal, times.basis, times.notes)
        if portfolio is not None:
            from prioritise.views.hubs.hub_portfolio import show_portfolio

            show_portfolio(portfolio, appraisal.thresholds)
    elif output is None or layout is not None:
        for note in times.notes:
            say(note)
        print_rows(tables[0], wanted(layout))
