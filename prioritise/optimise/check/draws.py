"""The check of a list in drawn futures: in how many it keeps its budgets, from the inputs alone.

Each draw's costs are moved, shared and rounded anew as options are, and its money is followed year
by year, the oldest first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from prioritise.optimise.check.value import ChosenOptions, costs_of
from prioritise.programme.confidence import Confidence
from prioritise.programme.options import Choice, Option, redrawn
from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH, Cost, Stream
from prioritise.programme.sampling import Drawn, costed

Missing = Callable[[Stream, list[int]], Iterator[int]]
"""Pence overspent in each year."""


@dataclass(frozen=True, slots=True)
class HeldInDraws:
    """In how many draws a list keeps its budgets."""

    draws: int
    held: int
    """Draws in which every budget is kept."""
    broken: tuple[tuple[str, int], ...]
    """Streams whose budget is broken in some draw, and in how many."""
    public_costs: tuple[int, ...]
    """Pence that streams pay within the years, by draw."""


def held_in_draws(
    programme: Programme, chosen: ChosenOptions, futures: Sequence[Drawn], missing: Missing
) -> HeldInDraws:
    """Follow the money of a list through drawn futures.

    Parameters
    ----------
    chosen : mapping
        Choices with their options, by proposal.
    futures : sequence of Drawn
        What was drawn.
    missing : callable
        What is overspent in each year of a stream.
    """
    money = _Money(programme, chosen)
    held, costs, broken = 0, [], Counter[str]()
    for future in futures:
        spent, cost = money.spent(future)
        costs.append(cost)
        over = [
            stream.stream
            for stream in programme.streams
            if max(missing(future.streams.changed(stream), spent[stream.stream])) > 0
        ]
        held += not over
        broken.update(over)
    return HeldInDraws(len(futures), held, tuple(sorted(broken.items())), tuple(costs))


def too_seldom(confidence: Confidence, found: HeldInDraws) -> Iterator[str]:
    """What is kept in fewer draws than is asked, in words."""
    least = confidence.draws - confidence.may_break
    if not confidence.each and found.held < least:
        yield f"kept in {found.held:,}, not in {least:,}"
    for stream, times in found.broken if confidence.each else ():
        if times > confidence.may_break:
            yield f"{stream} kept in {found.draws - times:,}, not in {least:,}"


class _Money:
    """What the chosen options spend in a future; each proposal is worked out once a factor."""

    def __init__(self, programme: Programme, chosen: ChosenOptions) -> None:
        self._programme = programme
        self._rows = [
            (choice, option, costs_of(programme, option)) for choice, option in chosen.values()
        ]
        self._gone = [
            (actual.stream, programme.years.index(actual.year), actual.spent)
            for actual in programme.actuals
            if actual.spent and actual.proposal not in chosen and actual.year in programme.years
        ]
        self._known: dict[tuple[object, ...], Option] = {}

    def spent(self, future: Drawn) -> tuple[dict[str, list[int]], int]:
        """Pence by stream and year, with what streams within a stream spend, and in all."""
        programme, total = self._programme, 0
        spent = {stream.stream: [0] * len(programme.years) for stream in programme.streams}
        for stream, year, pence in self._gone:  # what was paid for who is out now, in every future
            for name in self._up_from(stream):
                spent[name][year] += pence
        for choice, option, costs in self._rows:
            rows = self._option(choice, option, costs, future).rows
            for row, payer in zip(rows, choice.payers, strict=True):
                name = "" if payer == MATCH else payer
                total += row.paid if name else 0
                for around in self._up_from(name):
                    for year, pence in enumerate(row.amounts):
                        spent[around][year] += pence
        return spent, total

    def _up_from(self, stream: str) -> Iterator[str]:
        """A stream and every stream around it; none for match funding, which has no name."""
        while stream:
            yield stream
            stream = self._programme.stream_of[stream].parent

    def _option(self, choice: Choice, option: Option, costs: list[Cost], future: Drawn) -> Option:
        factors = tuple(future.factor_on(cost) for cost in costs)
        key = (choice.proposal, *factors)
        if key not in self._known:
            rows = [costed(cost, factor) for cost, factor in zip(costs, factors, strict=True)]
            self._known[key] = redrawn(self._programme, option, rows)
        return self._known[key]
