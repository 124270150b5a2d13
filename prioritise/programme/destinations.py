"""What is at the end of a journey: the jobs at each hub.

A hub says its jobs itself; else the jobs of the zones around it count, each zone at the nearest hub
that says none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from prioritise.programme.distance import kilometres
from prioritise.programme.places import Zone
from prioritise.programme.records import Hub

JOBS = "jobs"
"""Column of hubs and of zones that counts jobs."""
AROUND_KM = 2.0
"""How far from a hub its jobs lie, in a straight line: an assumption of this package, half an hour
on foot."""


def jobs_at(
    hubs: Sequence[Hub], zones: Iterable[Zone], around: float = AROUND_KM
) -> Mapping[str, int]:
    """Jobs at each hub of which they are known.

    Parameters
    ----------
    around
        Kilometres within which the jobs of a zone count at a hub.
    """
    found = {hub.hub: hub.jobs for hub in hubs if hub.jobs is not None}
    places = [
        (hub.hub, (float(hub.latitude), float(hub.longitude)))
        for hub in hubs
        if hub.jobs is None and hub.latitude is not None and hub.longitude is not None
    ]
    for zone in zones:
        jobs = zone.numbers.get(JOBS)
        if jobs is None or zone.latitude is None or zone.longitude is None or not places:
            continue
        here = float(zone.latitude), float(zone.longitude)
        away, hub = min((kilometres(here, there), hub) for hub, there in places)
        if away <= around:
            found[hub] = found.get(hub, 0) + int(jobs)
    return found
