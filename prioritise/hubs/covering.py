"""Which further hubs together reach most people, and how few reach a share of them.

The agreed hubs are kept. With y[h] = 1 where proposed hub h is taken, and w[g] = 1 where the zones
g are reached that lie within the threshold of the same proposed hubs and of no agreed one:

    maximise   sum of people[g] w[g]
    subject to w[g] <= sum of y[h] over the hubs h that reach g        for every g
               sum of y[h] = k

and, for how few: minimise sum of y[h] where sum of people[g] w[g] is at least what is missing.
Zones with the same hubs within reach are one g: there are far fewer of these than zones. Of answers
that are equally good the one whose ids come first is taken. Every answer is counted again from the
journeys, zone by zone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, comb

from prioritise.hubs.access import Access
from prioritise.optimise.clock import left
from prioritise.optimise.highs import solve
from prioritise.optimise.model import Constraint, Model, Objective, Variable
from prioritise.optimise.solver import Outcome
from prioritise.programme.faults import SolverError

SECONDS = 60.0
"""Time limit of one solve; the largest ones tried took a fiftieth of a second."""
LEAST = 0.5
"""Seconds that a solve may take even when the time allowed is up."""
AT_ONCE = 20
"""Preferences that one solve settles, weighted by powers of two: figures stay at a million."""


@dataclass(frozen=True, slots=True)
class Cover:
    """A set of further hubs, and whom it reaches together with the agreed ones."""

    minutes: Decimal
    """Threshold."""
    place: int
    """1 for the best of so many further hubs, 2 for the next best, …"""
    hubs: tuple[str, ...]
    """Further hubs, in order of id."""
    people: int
    """People within reach of an agreed hub or one of these."""
    adds: int
    """Those of them whom no agreed hub reaches."""
    each_adds: tuple[int, ...]
    """People who would be out of reach without each of these hubs, the others kept."""
    bound: int
    """What no set of so many can exceed, where this is the best; else the people themselves."""

    @property
    def is_proven(self) -> bool:
        """Whether no other set of so many, the better places aside, reaches more."""
        return self.people >= self.bound


def best_covers(
    access: Access, minutes: Decimal, number: int, places: int = 1
) -> tuple[Cover, ...]:
    """The sets of so many proposed hubs that reach most people, best first.

    Parameters
    ----------
    number
        How many further hubs; all proposed hubs where there are not so many.
    places
        How many sets: the best, the next best, and so on.

    Raises
    ------
    SolverError
        The solver failed, or counts other people than the journeys do.
    """
    number = min(number, len(access.proposed))
    if not number:
        return ()
    return tuple(_Covering(access, minutes).best(number, places))


def fewest(access: Access, minutes: Decimal, share: Fraction) -> Cover | None:
    """The fewest proposed hubs with which a share of all people is reached.

    Of sets of so many hubs, the one that reaches most people; no hubs at all where the agreed ones
    do; None where not even all proposed hubs are enough.
    """
    missing = ceil(share * access.people) - access.reached(access.agreed, minutes)
    if missing <= 0:
        people = access.reached(access.agreed, minutes)
        return Cover(minutes, 1, (), people, 0, (), people)
    number = _Covering(access, minutes).fewest(missing)
    return None if number is None else best_covers(access, minutes, number)[0]


class _Covering:
    """The integer programme of one threshold."""

    def __init__(self, access: Access, minutes: Decimal) -> None:
        self._access = access
        self._minutes = minutes
        self._agreed = access.reached(access.agreed, minutes)
        groups = sorted(_alike(access, minutes).items())
        hubs = len(access.proposed)
        self._hubs = range(hubs)
        columns = [Variable(f"y[{hub}]") for hub in access.proposed]
        columns += [Variable(f"w[{place}]") for place, _ in enumerate(groups)]
        rows = (
            Constraint(
                f"reached {place}", (*((hub, -1) for hub in near), (hubs + place, 1)), "<=", 0
            )
            for place, (near, _) in enumerate(groups)
        )
        people = tuple((hubs + place, number) for place, (_, number) in enumerate(groups))
        self._most = Objective("people reached", "maximise", people)
        self._model = Model(tuple(columns), tuple(rows), self._most)
        self._count = tuple((hub, 1) for hub in self._hubs)

    def best(self, number: int, places: int) -> Iterator[Cover]:
        """The best sets of so many hubs, each settled by the order of ids."""
        model = self._model.within(Constraint("further hubs", self._count, "=", number))
        places = min(places, comb(len(self._hubs), number))
        following: Outcome | None = None
        for place in range(1, places + 1):
            outcome = following or self._answer(model)
            proven = outcome.found == "optimal"
            chosen = self._chosen(outcome)
            following = None
            if proven and place < comb(len(self._hubs), number):
                following = self._answer(model.within(self._other_than(chosen)))
                if following.figure == outcome.figure:
                    chosen = self._earliest(model, outcome)
                    following = None
            yield self._cover(place, chosen, outcome)
            if not proven:
                return
            model = model.within(self._other_than(chosen))

    def fewest(self, missing: int) -> int | None:
        """How few hubs reach so many people more; None where all of them do not."""
        if sum(people for _, people in self._most.terms) < missing:
            return None
        enough = Constraint("people still to be reached", self._most.terms, ">=", missing)
        objective = Objective("further hubs", "minimise", self._count)
        outcome = self._answer(self._model.within(enough).aiming(objective))
        if outcome.found != "optimal":
            raise SolverError(f"how few hubs are enough was not settled in {SECONDS:.0f} seconds")
        return outcome.figure

    def _answer(self, model: Model) -> Outcome:
        outcome = solve(model, seconds=max(left(SECONDS), LEAST))
        if outcome.figure is None:
            raise SolverError(f"the solver found no set of hubs: {outcome.stopped_by}", str(model))
        return outcome

    def _earliest(self, model: Model, outcome: Outcome) -> list[int]:
        """Of the sets that reach as many people, the one whose ids come first."""
        assert outcome.figure is not None
        model = model.within(self._most.held_at(outcome.figure))
        for first in range(0, len(self._hubs), AT_ONCE):
            block = self._hubs[first : first + AT_ONCE]
            weights = tuple((hub, 1 << (block[-1] - hub)) for hub in block)
            best = self._answer(model.aiming(Objective("order of ids", "maximise", weights)))
            if best.found != "optimal":
                raise SolverError(f"equal sets were not put in order in {SECONDS:.0f} seconds")
            outcome = best
            fixed = (
                Constraint("preferred", ((hub, 1),), "=", outcome.values[hub]) for hub in block
            )
            model = model.within(*fixed)
        return self._chosen(outcome)

    def _chosen(self, outcome: Outcome) -> list[int]:
        return [hub for hub in self._hubs if outcome.values[hub]]

    def _other_than(self, chosen: Sequence[int]) -> Constraint:
        terms = tuple((hub, 1) for hub in chosen)
        return Constraint("another set", terms, "<=", len(chosen) - 1)

    def _cover(self, place: int, chosen: Sequence[int], outcome: Outcome) -> Cover:
        """The set, counted again from the journeys."""
        access, minutes = self._access, self._minutes
        hubs = tuple(access.proposed[hub] for hub in chosen)
        people = access.reached(access.agreed + hubs, minutes)
        assert outcome.figure is not None
        if people != self._agreed + outcome.figure:
            raise SolverError(
                f"the solver reaches {self._agreed + outcome.figure} people with "
                f"{', '.join(hubs)}, and the journeys {people}",
                str(self._model),
            )
        each = tuple(
            people - access.reached((*access.agreed, *(h for h in hubs if h != hub)), minutes)
            for hub in hubs
        )
        bound = people if outcome.bound is None else max(people, self._agreed + outcome.bound)
        return Cover(minutes, place, hubs, people, people - self._agreed, each, bound)


def _alike(access: Access, minutes: Decimal) -> dict[tuple[int, ...], int]:
    """People whom no agreed hub reaches, by the proposed hubs that do, as places in their order."""
    limit = access.limit(minutes)
    found: dict[tuple[int, ...], int] = {}
    for area in access.areas:
        ticks = area.fastest(access.agreed)
        if ticks is not None and ticks <= limit:
            continue
        times = enumerate(map(area.ticks.get, access.proposed))
        near = tuple(place for place, each in times if each is not None and each <= limit)
        if near and area.people:
            found[near] = found.get(near, 0) + area.people
    return found
