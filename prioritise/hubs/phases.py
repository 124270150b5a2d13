"""Vehicles of which only the headway is known, each at several moments of its headway.

"Every 20 minutes" says nothing of when. So the day is timed several times over: each line comes
once in every equal part of its headway, at the middle of it, and which part goes with which of
another line is drawn, always alike. Whoever counts takes all of these days together.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from prioritise.programme.timetable import Run, Timetable

PHASES = 12
"""How often the day is timed, and so the parts of a headway: 100 seconds each of 20 minutes."""


def timed_days(timetable: Timetable) -> Iterator[tuple[Run, ...]]:
    """The runs of the day as they may be: once, or `PHASES` times where headways are given."""
    if not timetable.repeated:
        yield timetable.runs
        return
    parts = [
        random.Random(place).sample(range(PHASES), PHASES)
        for place, _ in enumerate(timetable.repeated)
    ]
    for day in range(PHASES):
        lines = zip(timetable.repeated, parts, strict=True)
        moments = (
            (line, line.headway * (2 * part[day] + 1) // (2 * PHASES)) for line, part in lines
        )
        yield (*timetable.runs, *(run for line, moment in moments for run in line.runs(moment)))
