"""What is at the end: jobs that workers can reach, and what is left where others want them too.

With people p[z] of a zone z, jobs J[h] at a hub h, and w(t) the weight of a journey of t minutes:

- jobs per worker: the sum over z and h of p[z] J[h] w(t[z,h]), over the sum of p[z]. It is exact.
- in competition (two-step floating catchment area: Luo and Wang 2003, Environment and Planning B
  30(6)): first R[h] = J[h] / sum over z of p[z] w(t[z,h]), the jobs for each worker who can get
  there; then for each zone the sum over h of R[h] w(t[z,h]). Over all workers this adds up to the
  jobs that anybody can reach: it says who has them, not how many there are.
- order: further hubs by what each alone adds to people within reach, sum over z of p[z] times the
  weight that z gains; equals go by id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import fsum

from prioritise.hubs.access import Access, Area
from prioritise.programme.counting import FULL, Decay

HALF_LIFE = Decimal(20)
"""Minutes of a half where nobody says: an assumption of this package."""


@dataclass(frozen=True, slots=True)
class JobReach:
    """Jobs that workers can reach, with one hub more or with the agreed hubs alone."""

    decay: Decay
    hub: str
    """Further hub beside the agreed ones; empty for these alone."""
    jobs: int
    """Jobs at that hub; without one, at the agreed hubs."""
    per_worker: Fraction
    """Jobs that the mean worker can reach at the agreed hubs and this one."""
    adds: Fraction
    """What of it the further hub adds."""


@dataclass(frozen=True, slots=True)
class Contest:
    """A hub whose jobs several workers can reach."""

    decay: Decay
    hub: str
    jobs: int
    workers: Fraction
    """Workers who can get there, each by the weight of the journey."""
    for_each: float | None
    """Jobs for each of them; none where nobody can get there."""


@dataclass(frozen=True, slots=True)
class JobShare:
    """What jobs the workers of a zone can reach."""

    decay: Decay
    area: Area
    reachable: Fraction
    """Jobs within reach of each worker, whoever else can reach them."""
    contested: float
    """Jobs for each worker, shared with all who can reach them."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A hub by the people who can get there, each by the weight of the journey."""

    decay: Decay
    hub: str
    people: Fraction
    adds: Fraction | None = None
    """People by the weight that it alone adds to the agreed hubs; none for an agreed one."""
    place: int | None = None
    """1 for the proposed hub that adds most; none for an agreed one."""


class JobWeighing:
    """The weight of every journey under one decay.

    Parameters
    ----------
    access
        People and their minutes.
    decay
        What minutes are worth.
    """

    def __init__(self, access: Access, decay: Decay) -> None:
        self.access, self.decay = access, decay
        known: dict[int, int] = {}
        self._weights: list[dict[str, int]] = []
        self._workers = dict.fromkeys(access.hubs, 0)
        self._gained = dict.fromkeys(access.proposed, 0)
        for area in access.areas:
            own = {}
            for hub, ticks in area.ticks.items():
                if ticks not in known:
                    known[ticks] = decay.weight(access.minutes(ticks))
                own[hub] = known[ticks]
                self._workers[hub] += area.people * own[hub]
            self._weights.append(own)
            agreed = known[area.agreed[0][0]] if area.agreed else 0
            for hub in own.keys() & self._gained.keys():
                if own[hub] > agreed:
                    self._gained[hub] += area.people * (own[hub] - agreed)

    def workers(self, hub: str) -> int:
        """People who can get to a hub, in millionths."""
        return self._workers[hub]

    def gained(self, hub: str) -> int:
        """People whom a further hub brings nearer than the agreed hubs do, in millionths."""
        return self._gained[hub]

    def reachable(self, place: int, jobs: Mapping[str, int], hubs: Iterable[str]) -> int:
        """Jobs at some hubs that a worker of one area can reach, in millionths."""
        own = self._weights[place]
        return sum(jobs.get(hub, 0) * own.get(hub, 0) for hub in hubs)

    def weights(self, place: int) -> Mapping[str, int]:
        """Weight of each hub for the people of one area."""
        return self._weights[place]


def jobs_per_worker(
    weighing: JobWeighing, jobs: Mapping[str, int], hubs: Iterable[str]
) -> Fraction:
    """Jobs at these hubs that the mean worker can reach."""
    pairs = sum(jobs.get(hub, 0) * weighing.workers(hub) for hub in hubs)
    return Fraction(pairs, FULL * weighing.access.people)


def job_reaches(weighing: JobWeighing, jobs: Mapping[str, int]) -> tuple[JobReach, ...]:
    """The agreed hubs alone, then with each proposed one, in order of id."""
    access, decay = weighing.access, weighing.decay
    agreed = jobs_per_worker(weighing, jobs, access.agreed)
    at_agreed = sum(jobs.get(hub, 0) for hub in access.agreed)
    found = [JobReach(decay, "", at_agreed, agreed, Fraction(0))]
    for hub in access.proposed:
        adds = jobs_per_worker(weighing, jobs, [hub])
        found.append(JobReach(decay, hub, jobs.get(hub, 0), agreed + adds, adds))
    return tuple(found)


def contests(
    weighing: JobWeighing, jobs: Mapping[str, int], hubs: Sequence[str]
) -> tuple[Contest, ...]:
    """Each of these hubs of which jobs are known, and how many want them."""
    found = []
    for hub in hubs:
        if hub in jobs:
            workers = Fraction(weighing.workers(hub), FULL)
            for_each = float(jobs[hub] / workers) if workers else None
            found.append(Contest(weighing.decay, hub, jobs[hub], workers, for_each))
    return tuple(found)


def shares(
    weighing: JobWeighing, jobs: Mapping[str, int], hubs: Sequence[str]
) -> tuple[JobShare, ...]:
    """Each zone, and the jobs at these hubs that its workers can reach."""
    ratios = {
        contest.hub: contest.for_each
        for contest in contests(weighing, jobs, hubs)
        if contest.for_each is not None
    }
    return tuple(
        JobShare(
            weighing.decay,
            area,
            Fraction(weighing.reachable(place, jobs, hubs), FULL),
            fsum(
                ratio * weighing.weights(place).get(hub, 0) / FULL for hub, ratio in ratios.items()
            ),
        )
        for place, area in enumerate(weighing.access.areas)
    )


def weighed(weighing: JobWeighing) -> tuple[Weighed, ...]:
    """Agreed hubs in order of id, then proposed ones, the one that adds most first."""
    access, decay = weighing.access, weighing.decay
    order = sorted(access.proposed, key=lambda hub: (-weighing.gained(hub), hub))
    agreed = (Weighed(decay, hub, Fraction(weighing.workers(hub), FULL)) for hub in access.agreed)
    proposed = (
        Weighed(
            decay,
            hub,
            Fraction(weighing.workers(hub), FULL),
            Fraction(weighing.gained(hub), FULL),
            place,
        )
        for place, hub in enumerate(order, start=1)
    )
    return (*agreed, *proposed)


def three_decays(
    thresholds: Sequence[Decimal], half_life: Decimal = HALF_LIFE
) -> tuple[Decay, ...]:
    """The step at the middle threshold, the exponential, and a straight line to the last one."""
    return (
        Decay("step", thresholds[len(thresholds) // 2]),
        Decay("exponential", half_life),
        Decay("linear", thresholds[-1]),
    )
