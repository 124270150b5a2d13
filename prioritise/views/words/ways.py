"""How a proposal is done, in words: its alternative, how much later, how much of it."""

from __future__ import annotations

from prioritise.programme.options import TENTHS, Option


def way_in_words(option: Option) -> str:
    """Alternative, timing and share: `small; from 2019-20, a year later; 60% of it`.

    Empty where a proposal is done as it was given, in the only way there is.
    """
    parts = [option.name + _later(option.delay)] if option.name else []
    if option.tenths != TENTHS:
        parts.append(f"{option.tenths * 100 // TENTHS}% of it")
    return "; ".join(parts)


def _later(delay: int) -> str:
    if not delay:
        return ""
    years = "a year" if abs(delay) == 1 else f"{abs(delay)} years"
    return f", {years} {'later' if delay > 0 else 'earlier'}"
