"""What a stream may spend: budgets less contingency, over-programming, and what carries over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor

from prioritise.programme.records import Stream


def available_share(stream: Stream, year: int) -> Fraction:
    """Share of one year's budget that may be spent: less contingency, plus over-programming.

    In a closed year that was the whole: what was held back was there to be drawn upon.
    """
    if year < stream.closed:
        return Fraction(1)
    above = Fraction(stream.over_programme) if year > 0 else Fraction(0)
    return 1 - Fraction(stream.contingency) + above


def carried_share(stream: Stream) -> Fraction:
    """Share of a year's budget that may move to the next."""
    return (1 - Fraction(stream.contingency)) * Fraction(stream.carry_forward)


def after_contingency(stream: Stream, year: int) -> int:
    """Pence of one year's budget less contingency; what may be planned above it is not there."""
    if year < stream.closed:
        return stream.budgets[year]
    return floor(stream.budgets[year] * (1 - Fraction(stream.contingency)))


def available(stream: Stream, year: int) -> int:
    """Pence that may be spent from one year's budget: less contingency, plus over-programming."""
    if not stream.contingency and not stream.over_programme:
        return stream.budgets[year]
    return floor(stream.budgets[year] * available_share(stream, year))


def carry_limit(stream: Stream, year: int) -> int:
    """Pence of one year's budget that may move to the next."""
    if not stream.carry_forward:
        return 0
    return floor(stream.budgets[year] * carried_share(stream))


def least_budget(stream: Stream, year: int, wanted: int) -> int | None:
    """The least budget in pence of which so much may be spent; none where all is held back."""
    share = available_share(stream, year)
    return ceil(wanted / share) if share else None


def runs(stream: Stream, gone: Sequence[int] = ()) -> Iterator[tuple[int, int, int]]:
    """First year, last year and limit in pence of every run of years that bounds the spending.

    With these limits, spending the oldest money first never needs more than may be carried; without
    carry-forward a run is a single year. Pence in each year that are gone, for nothing that may be
    chosen, are not there to be spent.
    """
    years = len(stream.budgets)
    for first in range(years):
        limit = carry_limit(stream, first - 1) if first else 0
        for last in range(first, years):
            limit += available(stream, last) - (gone[last] if gone else 0)
            yield first, last, limit
            if not stream.carry_forward:
                break


def with_open_budgets(stream: Stream, change: Callable[[int], int]) -> tuple[int, ...]:
    """Budgets of a stream, those of the years that are not closed changed."""
    done = stream.closed
    return stream.budgets[:done] + tuple(change(budget) for budget in stream.budgets[done:])


def delayed(stream: Stream, years: int) -> Stream:
    """A stream whose money comes some years later; what has come in closed years has come."""
    done, budgets = stream.closed, stream.budgets
    kept = max(len(budgets) - years, done)
    return stream.model_copy(
        update={
            "budgets": budgets[:done] + (0,) * (len(budgets) - kept) + budgets[done:kept],
            "outside": stream.outside + sum(budgets[kept:]),
        }
    )


def whole_budget(streams: Iterable[Stream]) -> int:
    """Pence of all streams in all years; a stream within another is counted once."""
    return sum(sum(stream.budgets) for stream in streams if not stream.parent)


def with_ancestors(stream: str, stream_of: Mapping[str, Stream]) -> tuple[str, ...]:
    """A stream, the stream that it lies in, and so on upwards."""
    chain = [stream]
    while parent := stream_of[chain[-1]].parent:
        chain.append(parent)
    return tuple(chain)
