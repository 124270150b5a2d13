"""The kinds of value that options of `hubs` take: minutes, shares, services."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

import click

from prioritise.cli.common import Function

LONGEST = 24 * 60
"""Minutes of a threshold; more is a slip."""
MOST_THRESHOLDS = 24
LONGEST_TEXT = 20
_WINDOW = re.compile(r"([0-2]?[0-9]):([0-5][0-9])-([0-3]?[0-9]):([0-5][0-9])")


def minutes_given(
    context: click.Context, option: click.Parameter, text: str
) -> tuple[Decimal, ...]:
    """Thresholds such as `30,45,60`."""
    found = [_number(part) for part in text.split(",")]
    if len(found) > MOST_THRESHOLDS or not all(0 < each <= LONGEST for each in found):
        raise click.BadParameter(
            f"{text!r} is no list of minutes such as 30,45,60: at most {MOST_THRESHOLDS}, each "
            f"above 0 and at most {LONGEST}"
        )
    return tuple(found)


def share_given(
    context: click.Context, option: click.Parameter, text: str | None
) -> Fraction | None:
    """A share from 0 to 1."""
    if text is None:
        return None
    found = _number(text)
    if not 0 <= found <= 1:
        raise click.BadParameter(f"{text!r} is no share from 0 to 1, such as 0.9")
    return Fraction(found)


def services_given(
    context: click.Context, option: click.Parameter, text: str | None
) -> Decimal | None:
    """Journeys an hour."""
    return _not_below_nothing(text, "number of journeys an hour, such as 2")


def pounds_given(
    context: click.Context, option: click.Parameter, text: str | None
) -> Decimal | None:
    """Pounds of a fare."""
    return _not_below_nothing(text, "fare in pounds, such as 4.50")


def _not_below_nothing(text: str | None, expected: str) -> Decimal | None:
    if text is None:
        return None
    found = _number(text)
    if found < 0:
        raise click.BadParameter(f"{text!r} is no {expected}")
    return found


def days_given(
    context: click.Context, option: click.Parameter, texts: tuple[str, ...]
) -> tuple[date, ...]:
    """Dates, rising, each once."""
    found = (day_given(context, option, text) for text in texts)
    return tuple(sorted({day for day in found if day is not None}))


def day_given(context: click.Context, option: click.Parameter, text: str | None) -> date | None:
    """A date such as `2018-09-05`."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise click.BadParameter(f"{text!r} is no date such as 2018-09-05") from None


def window_given(
    context: click.Context, option: click.Parameter, text: str | None
) -> tuple[int, int] | None:
    """Seconds after midnight of the first and the last departure, from `07:00-09:00`."""
    if text is None:
        return None
    match = _WINDOW.fullmatch(text.strip())
    ends = [int(part) for part in match.groups()] if match else [0] * 4
    first, last = (60 * (60 * ends[place] + ends[place + 1]) for place in (0, 2))
    if first >= last:
        raise click.BadParameter(f"{text!r} is no window such as 07:00-09:00")
    return first, last


def _number(text: str) -> Decimal:
    """A plain number; -1, which no option takes, where it is none."""
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        return Decimal(-1)
    plain = found.is_finite() and len(text) <= LONGEST_TEXT
    return found if plain else Decimal(-1)


def timetable_options(function: Function) -> Function:
    """Add where timetables are, for which days and times, and what else is known of the ways."""
    for add in reversed(_TIMETABLE):
        function = add(function)
    return function


_TIMETABLE = (
    click.option(
        "--gtfs",
        "feeds",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FEED",
        help="Work journeys out from a GTFS timetable; may be repeated. -o keeps them as "
        "journeys.csv.",
    ),
    click.option(
        "--date",
        "days",
        multiple=True,
        callback=days_given,
        metavar="DATE",
        help="Day of the timetable, such as 2018-09-05; with several, all of them together, and "
        "how far they differ.",
    ),
    click.option(
        "--depart",
        "window",
        default="07:00-09:00",
        show_default=True,
        callback=window_given,
        metavar="TIMES",
        help="When people leave: each minute of this window counts.",
    ),
    click.option(
        "--return",
        "back",
        callback=window_given,
        metavar="TIMES",
        help="When people leave the hub again, such as 16:00-18:00: the longer way counts.",
    ),
    click.option(
        "--walks",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="CSV file of walks that somebody measured: place, to, minutes.",
    ),
)


def assumption_options(function: Function) -> Function:
    """Add what people are taken to do: how they walk, and what a straight line stands for."""
    for name, value, metavar, words in reversed(_ASSUMPTIONS):
        add = click.option(
            name, default=value, show_default=True, metavar=metavar, callback=_above, help=words
        )
        function = add(function)
    return function


_ASSUMPTIONS = (
    ("--walk-speed", "4.5", "KMH", "By timetable: speed on foot, in km/h."),
    ("--walk-detour", "1.3", "FACTOR", "By timetable: way on foot for each km in a straight line."),
    ("--walk-to-stop", "15", "MINUTES", "By timetable: longest walk to a stop or from one."),
    ("--estimate-speed", "15", "KMH", "Screening estimate: speed in a straight line, in km/h."),
    ("--estimate-wait", "10", "MINUTES", "Screening estimate: minutes to walk and wait."),
    ("--half-life", "20", "MINUTES", "Decay: minutes by which a journey is worth half."),
    ("--jobs-around", "2", "KM", "Jobs of zones count at a hub so near, in a straight line."),
)
MOST_ASSUMED = 1000
"""Of any of them; more is a slip."""


def _above(context: click.Context, option: click.Parameter, text: str) -> float:
    """A number above 0."""
    found = _number(text)
    if not 0 < found <= MOST_ASSUMED:
        raise click.BadParameter(f"{text!r} is no number above 0 and at most {MOST_ASSUMED}")
    return float(found)
