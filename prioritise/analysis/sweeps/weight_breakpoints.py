"""The shares of a weight at which the best list changes, and the interval in which it stays.

With everything else as it is, a plan's exact points are a straight line over the share, and the
best value is the upper edge of all lines. Between two settings whose plans differ, nothing can lie
above both lines but where they cross, or it would lie above one of them at its own setting: so the
best plan where they cross is sought, and where that is worth no more, the crossing is the only
change; else it parts the stretch in two. Plans are compared by values rounded as everywhere, so a
list that is best by less than the rounding, anywhere, may be missed; `tolerance` says how much.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from prioritise.analysis.parallel.answer import BatchAnswer, answer_in, attempted
from prioritise.analysis.parallel.batch import answer
from prioritise.analysis.parallel.executor import Executor, LostPiece
from prioritise.analysis.sweeps.frontier import has_plan
from prioritise.analysis.sweeps.sweep_settings import Weight, share_of
from prioritise.appraisal.value import ExactPoints, OptionKey, value_table
from prioritise.optimise.known_choices import plan_of
from prioritise.optimise.lexicographic import Hints, optimise
from prioritise.optimise.prepared import prepared
from prioritise.programme.money import rounded
from prioritise.programme.options import Choice
from prioritise.programme.programme import Programme

PLACES = 9
"""Decimal places of the shares at which crossings are looked into."""


@dataclass(frozen=True, slots=True)
class Breakpoint:
    """A share at which the list changes."""

    share: Fraction
    enters: tuple[str, ...]
    """With more weight."""
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Breakpoints:
    """Where the list changes between the first share and the last."""

    breaks: tuple[Breakpoint, ...]
    chosen: Fraction
    """The share that the programme gives the criterion."""
    stays: tuple[Fraction, Fraction] | None
    """Shares between which the chosen list stays; none where its own share lies outside."""
    tolerance: Fraction
    """Points by which a list that is missing could be best."""
    solves: int
    """Further settings that were solved."""
    why_not: str = ""
    """Why these are not all; empty where they are."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is best at a share."""

    share: Fraction
    found: BatchAnswer


@dataclass(frozen=True, slots=True)
class Between:
    """Two neighbouring shares whose plans differ."""

    criterion: str
    low: Known
    high: Known


def breakpoints_between(
    executor: Executor,
    programme: Programme,
    settings: Sequence[Weight],
    answers: Sequence[BatchAnswer],
) -> Breakpoints:
    """Every share at which the list changes between the first and the last setting."""
    criterion = settings[0].criterion
    chosen = share_of(programme, criterion)
    known = [
        Known(Fraction(setting.share), found)
        for setting, found in zip(settings, answers, strict=True)
    ]
    if known[0].share <= chosen <= known[-1].share:
        same = next((each for each in known if each.share == chosen), None)
        if same is None:
            known.append(Known(chosen, answer(programme, _AsItIs())))
    known.sort(key=lambda each: each.share)
    if any(rule.measure == "value" for rule in programme.rules):
        why = "a rule on value allows other lists at other weights"
        return _breaks(programme, criterion, known, why, 0)
    why = "" if all(each.found.status == "optimal" for each in known) else "not all are proven"
    pairs = [
        Between(criterion, low, high)
        for low, high in pairwise(known)
        if has_plan(low.found) and has_plan(high.found) and low.found.choices != high.found.choices
    ]
    further: list[Known] = []
    for _, more in executor.answers(parted, programme, pairs):
        if isinstance(more, LostPiece) or any(each.found.status != "optimal" for each in more):
            why = "not all are proven"
        further += [] if isinstance(more, LostPiece) else more
    known = sorted([*known, *further], key=lambda each: each.share)
    return _breaks(programme, criterion, known, why, len(further))


def parted(programme: Programme, between: Between) -> list[Known]:
    """Best plans at the crossings between two shares, as far as they lie above them."""
    lines = _WeightLines(programme, between.criterion)
    further: list[Known] = []
    stretches = [(between.low, between.high)]
    while stretches:
        low, high = stretches.pop()
        crossing = lines.crossing(low, high)
        if crossing is None:
            continue
        share = Decimal(rounded(crossing * 10**PLACES)).scaleb(-PLACES)
        if not low.share < Fraction(share) < high.share:
            continue
        found = _best_at(Weight(between.criterion, share).applied_to(programme), (low, high))
        middle = Known(Fraction(share), found)
        if not has_plan(found):
            further.append(middle)
        elif lines.at(crossing, found) > lines.at(crossing, low.found):
            further.append(middle)
            stretches += [(low, middle), (middle, high)]
    return further


@dataclass(frozen=True)
class _AsItIs:
    """No change at all."""

    def applied_to(self, programme: Programme) -> Programme:
        return programme


class _WeightLines:
    """Exact points of plans over the share of a criterion."""

    def __init__(self, programme: Programme, criterion: str) -> None:
        self._bonuses = [link for link in programme.links if link.kind == "bonus"]
        self._ends = [
            value_table(Weight(criterion, Decimal(share)).applied_to(programme)).points
            for share in (0, 1)
        ]
        self._known: dict[tuple[Choice, ...], tuple[Fraction, Fraction]] = {}

    def at(self, share: Fraction, found: BatchAnswer) -> Fraction:
        """Points of a plan."""
        none, whole = self._line(found.choices)
        return none + (whole - none) * share

    def crossing(self, low: Known, high: Known) -> Fraction | None:
        """The share at which the plans are worth the same; none where they always, or never are."""
        (a, b), (c, d) = self._line(low.found.choices), self._line(high.found.choices)
        slope = (b - a) - (d - c)
        return (c - a) / slope if slope else None

    def _line(self, choices: tuple[Choice, ...]) -> tuple[Fraction, Fraction]:
        if choices not in self._known:
            none, whole = (self._points(points, choices) for points in self._ends)
            self._known[choices] = none, whole
        return self._known[choices]

    def _points(
        self, table: Mapping[OptionKey, ExactPoints], choices: tuple[Choice, ...]
    ) -> Fraction:
        chosen = {choice.proposal for choice in choices}
        total = Fraction(0)
        for choice in choices:
            points = table[choice.proposal, choice.option, choice.tenths]
            added = (points.by_payer.get(pair, 0) for pair in enumerate(choice.payers))
            total += points.certain + sum(added, Fraction(0))
        for link in self._bonuses:
            if link.proposal in chosen and link.other in chosen:
                total += Fraction(link.value or 0)
        return total


def _best_at(asked: Programme, near: Sequence[Known]) -> BatchAnswer:
    """A plan of the most value; equals are not put in order."""

    def ask() -> BatchAnswer:
        ready = prepared(asked)
        plans = [plan_of(ready, each.found.choices) for each in near]
        hints = Hints([each for each in plans if each])
        return answer_in(optimise(ready, hints, value_alone=True))

    return attempted(ask)


def _breaks(
    programme: Programme, criterion: str, known: Sequence[Known], why: str, solves: int
) -> Breakpoints:
    lines = _WeightLines(programme, criterion)
    chosen = share_of(programme, criterion)
    shown = [each for each in known if has_plan(each.found)]
    found: list[Breakpoint] = []
    for low, high in pairwise(shown):
        old, new = low.found.shortlist, high.found.shortlist
        if old != new:
            crossing = lines.crossing(low, high)
            share = high.share if crossing is None else crossing
            found.append(
                Breakpoint(
                    min(max(share, low.share), high.share),
                    tuple(name for name in new if name not in old),
                    tuple(name for name in old if name not in new),
                )
            )
    stays = None
    if any(each.share == chosen for each in shown):
        below = [each.share for each in found if each.share < chosen]
        above = [each.share for each in found if each.share >= chosen]
        stays = max(below, default=shown[0].share), min(above, default=shown[-1].share)
    return Breakpoints(tuple(found), chosen, stays, _tolerance(programme), solves, why)


def _tolerance(programme: Programme) -> Fraction:
    """What rounding to a thousandth of a point can do to the difference of two plans."""
    terms = sum(link.kind == "bonus" for link in programme.links)
    for options in programme.options.values():
        terms += max((1 + sum(len(r.payers) > 1 for r in o.rows) for o in options), default=0)
    return Fraction(terms, 1000)
