"""Where a solver stood at each moment of a race: its gap, and the time to each gap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.suite.races import OURS, Race

LEVELS = (0.0, 0.001, 0.01)
"""Gaps that are timed, the tightest first."""
ALMOST = 1e-9
"""Solvers calculate in floating point: a gap of so little is none."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One race, weighed."""

    race: Race
    best: float | None
    """Best figure at the end."""
    bound: float | None
    """The least bound that it ever claimed."""
    points: tuple[tuple[float, float], ...]
    """Seconds and gap, whenever that shrank."""

    @property
    def gap(self) -> float | None:
        """Gap at the end."""
        return self.points[-1][1] if self.points else None

    @property
    def is_sound(self) -> bool:
        """Whether its best figure is that of an answer that was checked."""
        return bool(self.race.end) and not self.race.fault and self.best is not None

    def gap_at(self, seconds: float) -> float | None:
        """Gap after so many seconds; none where it knew nothing yet."""
        reached = [gap for when, gap in self.points if when <= seconds]
        return reached[-1] if reached else None

    def seconds_to(self, level: float) -> float | None:
        """Seconds until the gap was so small; none where it never was."""
        return next((when for when, gap in self.points if gap <= level + ALMOST), None)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Our time to a gap, beside the best peer's."""

    level: float
    """The tightest gap that either reached."""
    times: float
    """Ours over the peer's; a limit stands in for who never got there."""
    sign: str
    """`<` where no peer got there, `>` where we did not, else nothing."""

    def __str__(self) -> str:
        return f"{self.sign}{self.times:.2f}"


def standing_of(race: Race) -> Standing:
    """Weigh a race; a bound only falls, and a best only grows."""
    best: float | None = None
    bound: float | None = None
    points: list[tuple[float, float]] = []
    for seconds, found, most in _told(race):
        best = found if best is None or (found is not None and found > best) else best
        bound = most if bound is None or (most is not None and most < bound) else bound
        if best is None or bound is None or best <= 0:
            continue
        gap = max(0.0, (bound - best) / best)
        if not points or gap < points[-1][1]:
            points.append((seconds, gap))
    return Standing(race, best, bound, tuple(points))


def ratio_of(standings: Mapping[str, Standing]) -> Ratio | None:
    """Ours beside the best peer at the tightest gap that ours or any peer reached.

    Parameters
    ----------
    standings : mapping of str to Standing
        Those of one instance, by solver.
    """
    if OURS not in standings:
        return None
    limit, good = standings[OURS].race.limit, faultless(standings)
    peers = [standing for solver, standing in good.items() if solver != OURS]
    for level in LEVELS if peers else ():
        mine = good[OURS].seconds_to(level) if OURS in good else None
        reached = [peer.seconds_to(level) for peer in peers]
        theirs = min((seconds for seconds in reached if seconds is not None), default=None)
        if mine is None and theirs is None:
            continue
        sign = "<" if theirs is None else ">" if mine is None else ""
        times = (limit if mine is None else mine) / (limit if theirs is None else theirs)
        return Ratio(level, times, sign)
    return None


def faultless(standings: Mapping[str, Standing]) -> dict[str, Standing]:
    """Those of one instance that can be believed: a wrong bound makes any gap look small."""
    wrong = dict(faults_of(standings))
    return {solver: found for solver, found in standings.items() if solver not in wrong}


def faults_of(standings: Mapping[str, Standing]) -> Iterator[tuple[str, str]]:
    """What each solver got wrong, itself or as another shows."""
    bests = {
        solver: standing.best
        for solver, standing in standings.items()
        if standing.is_sound and standing.best is not None
    }
    best = max(bests, key=lambda solver: bests[solver], default="")
    for solver, standing in standings.items():
        if standing.race.fault:
            yield solver, standing.race.fault
        # Figures are whole: half of one is more than floating point loses.
        if best and standing.bound is not None and standing.bound < bests[best] - 0.5:
            yield solver, f"bound {standing.bound:.0f} below {bests[best]:.0f}, found by {best}"


def _told(race: Race) -> Iterator[tuple[float, float | None, float | None]]:
    yield from race.lines
    if race.end:
        best, bound = race.end["best"], race.end["bound"]
        if race.end["status"] == "optimal":
            bound = best
        yield race.end.get("value_seconds", race.end["seconds"]), best, bound
