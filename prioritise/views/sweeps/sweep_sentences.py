"""A sweep in a few sentences."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from prioritise.analysis.sweeps.frontier import has_plan
from prioritise.analysis.sweeps.sweep import Sweep, SweepRow
from prioritise.analysis.sweeps.sweep_settings import Budgets
from prioritise.analysis.sweeps.weight_breakpoints import Breakpoints
from prioritise.programme.money import PENCE_PER_UNIT, money_text, plain
from prioritise.programme.programme import Programme
from prioritise.views.rounding import percent, rounded_up, short_points
from prioritise.views.words.reasons import listed

NAMED = 6
"""Points that are named one by one at most."""
AS_LONG_AS = ", as long as nobody leaves"
"""What a nested sweep rests on: more money may buy something where somebody may leave."""


def in_words(sweep: Sweep) -> list[str]:
    """What the sweep shows, in a few sentences."""
    shown = [row for row in sweep.rows if has_plan(row.found)]
    if all(row.found.status == "infeasible" for row in sweep.rows):
        return [f"Nothing is possible at any of the {len(sweep.rows)} points."]
    if not shown:
        return _proofs(sweep.rows)
    sentences = [_what(sweep, shown)]
    if isinstance(sweep.setting, Budgets):
        condition = AS_LONG_AS if sweep.is_nested else ""
        sentences += _next_pound(sweep.programme, shown, condition)
        sentences += _saturation(shown, condition)
    if sweep.breaks is not None:
        sentences += _weights(sweep.breaks, sweep.setting_name)
    if sweep.is_nested:
        sentences.append(_nesting(shown))
    elif isinstance(sweep.setting, Budgets):
        sentences.append(_swaps(sweep))
    return [*sentences, *_proofs(sweep.rows)]


def per_cent(share: Decimal) -> str:
    """A factor or a share in per cent, exactly."""
    return f"{plain(share * 100):f}%"


def _what(sweep: Sweep, shown: Sequence[SweepRow]) -> str:
    first, last = shown[0], shown[-1]
    ends = f"from {per_cent(first.point)} to {per_cent(last.point)}"
    values = f"{short_points(first.found.value)} to {short_points(last.found.value)} points"
    if not isinstance(sweep.setting, Budgets):
        return f"With {sweep.setting_name} {ends} of all weights, the best is worth {values}."
    return f"With {ends} of {sweep.setting_name}, the best shortlist is worth {values}."


def _next_pound(programme: Programme, shown: Sequence[SweepRow], condition: str) -> list[str]:
    """What more and less money than there is now brings and costs, by the points next to it."""
    now = next((row for row in shown if row.point == 1), None)
    if now is None:
        now = shown[0]
    sentences = []
    place = shown.index(now)
    where = "today's budget" if now.point == 1 else per_cent(now.point)
    if place + 1 < len(shown):
        more = shown[place + 1]
        pence, value = more.budget - now.budget, more.found.value - now.found.value
        money = money_text(pence, programme.unit)
        if pence and value > 0:
            each = f"{short_points(_each_million(value, pence))} a £m"
            worth = f"buys {short_points(value)} points ({each})"
        else:
            worth = f"buys nothing{condition}"
        sentences.append(f"The next {money} above {where} {worth}.")
    if place:
        less = shown[place - 1]
        pence, value = now.budget - less.budget, now.found.value - less.found.value
        if pence and value > 0:
            each = f"{short_points(_each_million(value, pence))} a £m"
            sentences.append(
                f"The last {money_text(pence, programme.unit)} below it bought "
                f"{short_points(value)} ({each})."
            )
    return [" ".join(sentences)] if sentences else []


def _each_million(value: Fraction, pence: int) -> Fraction:
    return value * PENCE_PER_UNIT["£m"] / pence


def _saturation(shown: Sequence[SweepRow], condition: str) -> list[str]:
    """From where on more money buys nothing, within the sweep."""
    last = shown[-1]
    flat = [row for row in shown if row.found.value == last.found.value]
    if len(flat) < 2 or last.found.status != "optimal":
        return []
    ends = f"From {per_cent(flat[0].point)} to {per_cent(last.point)}"
    return [f"{ends} more money buys nothing more{condition}."]


def _swaps(sweep: Sweep) -> str:
    enters = sum(len(swap.enters) for swap in sweep.swaps)
    names = sorted({name for name, _ in sweep.taken_away})
    if not enters and not names:
        return "The shortlist is the same at every point."
    comes = f"On the way up proposals come in {enters} times"
    if not names:
        return f"{comes}, and nobody who is in with less money is out with more."
    named = f": {', '.join(names)}" if len(names) <= NAMED else ""
    who = "1 proposal is" if len(names) == 1 else f"{len(names)} proposals are"
    return f"{comes}; {who} in with less money and out with more{named}."


def _nesting(shown: Sequence[SweepRow]) -> str:
    lost = [(row.lost, row) for row in shown if row.lost]
    if not lost:
        return "Nobody leaves as money grows, and that costs nothing."
    most, row = max(lost, key=lambda each: (each[0] or 0, -each[1].point))
    return (
        f"Nobody leaves as money grows; that costs up to {short_points(most or Fraction(0))} "
        f"points (at {per_cent(row.point)}), and something at {len(lost)} of {len(shown)} points."
    )


def _weights(breaks: Breakpoints, name: str) -> list[str]:
    number = len(breaks.breaks)
    sentences = []
    if breaks.stays is not None:
        low, high = (percent(share, places=2) for share in breaks.stays)
        sentences.append(
            f"The list chosen at {percent(breaks.chosen, places=2)} stays as it is from {low} to "
            f"{high}."
        )
    changes = "never" if not number else "once" if number == 1 else f"{number} times"
    if breaks.why_not:
        sentences.append(f"The list changes at least {number} times; {breaks.why_not}.")
    else:
        less = short_points(rounded_up(breaks.tolerance))
        sentences.append(
            f"The list changes {changes}. No other list is best anywhere by {less} points or more; "
            "values are rounded, so by less one could be."
        )
    return sentences


def _proofs(rows: Sequence[SweepRow]) -> list[str]:
    """How much is proven, and every point that is not."""
    solved = sum(row.found.status == "optimal" and row.proof == "solved" for row in rows)
    proven = sum(row.found.status in ("optimal", "infeasible") for row in rows)
    sentences = []
    if proven == len(rows):
        sentences.append(f"All {len(rows)} points are proven, {solved} of them by a search.")
    else:
        sentences.append(f"{proven} of {len(rows)} points are proven.")
    alike: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        why = row.found.why if row.found.status == "failed" else ""
        alike.setdefault((row.found.status, why), []).append(per_cent(row.point))
    for status, words, more in (
        ("infeasible", "Nothing is possible at", ""),
        ("feasible", "Time ran out at", ": better lists may have been missed"),
        ("failed", "There is no answer at", ""),
    ):
        for (what, why), places in alike.items():
            if what == status:
                named = listed(places) if len(places) <= NAMED else f"{len(places)} points"
                sentences.append(f"{words} {named}{f': {why}' if why else more}.")
    return sentences
