"""Why these and not others: who is next in line and what each lacks, and who cannot be chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from prioritise.optimise.plan import Plan
from prioritise.programme.records import Proposal
from prioritise.render.report.cost_and_value import cost_and_value
from prioritise.render.report.figures import count
from prioritise.render.report.given import Given
from prioritise.views.document import (
    Block,
    Cell,
    Fold,
    Grid,
    Head,
    Section,
    Under,
    Words,
    heads,
    words,
)
from prioritise.views.rounding import Money, points, short_money
from prioritise.views.words.reasons import because, reason_out

SHOWN = 30
"""Rows that are shown at once; further ones unfold."""
_KEPT = " (with this shortlist kept)"
"""Said once above the table instead of in every row."""
_DECIDED = {
    "declined": "People have declined it.",
    "deferred": "People have deferred it.",
    "locked": "This scenario leaves it out.",
}


def waiting(given: Given) -> Section | None:
    """The whole section; none where everything is chosen."""
    plan = given.plan
    out = [name for name in plan.programme.proposal_of if name not in plan.options]
    if not out:
        return None
    placed = [name for name, each in given.waiting.items() if each.place]
    barred = [name for name, each in given.waiting.items() if not each.place]
    never = [name for name in out if name not in given.waiting]
    taking_part = [name for name in never if plan.programme.considers(_of(plan, name))]
    apart = [name for name in never if name not in taking_part]
    blocks: list[Block] = [_intro(plan), *filter(None, (cost_and_value(given),))]
    if placed:
        text = "In the order in which more money would bring each in, with this shortlist kept."
        blocks.append(_rows(given, "Next in line", text, placed))
    if barred:
        text = "A link, a rule or a decision stands in the way; money alone would not do."
        blocks.append(_rows(given, "Barred by something other than money", text, barred))
    if taking_part:
        text = "No shortlist could have these: the reason of each stands beside it."
        blocks.append(_rows(given, "Cannot be chosen as it stands", text, taking_part))
    if apart:
        text = "They were not weighed, since they or their hubs take no part here."
        blocks.append(_rows(given, "Not part of this question", text, apart))
    return Section("not-chosen", "Why these and not others", tuple(blocks))


def _intro(plan: Plan) -> Words:
    unchosen = sum(
        plan.programme.considers(proposal) and name not in plan.options
        for name, proposal in plan.programme.proposal_of.items()
    )
    verb = "is" if unchosen == 1 else "are"
    return words(
        "A shortlist is chosen as a whole. A proposal that scores well may stay out because what "
        "it costs buys more elsewhere, or because money is short in just the stream and year that "
        f"it needs. {count(unchosen, 'proposal').capitalize()} that took part {verb} not chosen."
    )


def _rows(given: Given, heading: str, text: str, names: Sequence[str]) -> Under:
    """A line for each; what each needs in which year, and what was found by asking, to unfold."""

    def line(name: str) -> str:
        return _in_a_line(given, name)

    def whole(name: str) -> str:
        return _why(given, name)

    blocks: list[Block] = [words(text), _grid(given, heading, names[:SHOWN], line)]
    rest = names[SHOWN:]
    if rest:
        summary = f"{heading}: {len(rest)} more"
        blocks.append(Fold(summary, (_grid(given, summary, rest, line),), is_printed=True))
    if any(line(name) != whole(name) for name in names):
        summary = f"{heading}: in full"
        blocks.append(Fold(summary, (_grid(given, summary, names, whole),)))
    return Under(
        heading.lower().replace(" ", "-"), heading, tuple(blocks), count(len(names), "proposal")
    )


def _grid(given: Given, caption: str, names: Sequence[str], said: Callable[[str], str]) -> Grid:
    plan = given.plan
    waits = [given.waiting[name] for name in names if name in given.waiting]
    has_place = any(each.place for each in waits)
    money = Money.fitting([each.option.public_cost for each in waits], plan.programme.unit)
    figures = ("Value", "Cost") if waits else ()
    leading = (Head("Place", True),) if has_place else ()
    unit = f"; money in {money.unit}, value in points" if waits else ""
    return Grid(
        f"{caption}{unit}",
        (
            *leading,
            Head("Proposal", wide=True),
            *heads(numbers=figures),
            Head("What stands in its way", wide=True),
        ),
        tuple(_row(given, name, money, said, has_place, bool(waits)) for name in names),
    )


def _row(
    given: Given,
    name: str,
    money: Money,
    said: Callable[[str], str],
    has_place: bool,
    has_figures: bool,
) -> tuple[Cell, ...]:
    plan, wait = given.plan, given.waiting.get(name)
    place = str(wait.place) if wait and wait.place else "–"
    figures: tuple[str, ...] = ()
    if has_figures:
        value = Fraction(0) if wait is None else plan.values.in_points(wait.figure)
        cost = "–" if wait is None else money.text(wait.option.public_cost)
        figures = ("–" if wait is None else points(value), cost)
    return (
        *([place] if has_place else ()),
        f"{_of(plan, name).title} ({name})",
        *figures,
        said(name),
    )


def _in_a_line(given: Given, name: str) -> str:
    """What stands in the way, without years and further reasons."""
    wait = given.waiting.get(name)
    if wait is None:
        return _why(given, name)
    if not wait.short or wait.is_barred:
        reason = [*wait.links, *(f"would break “{rule}”" for rule in wait.rules)]
        return f"{reason[0][:1].upper()}{reason[0][1:]}." if reason else _why(given, name)
    lacks: dict[str, int] = {}
    for each in wait.short:
        lacks[each.stream.name] = lacks.get(each.stream.name, 0) + each.pence
    parts = [f"{short_money(pence)} of {stream}" for stream, pence in lacks.items()]
    more = f" and {short_money(wait.pence - lacks[next(iter(lacks))])} of other streams"
    return f"Lacks {parts[0]}{more if len(parts) > 2 else ''.join(f' and {p}' for p in parts[1:])}."


def _why(given: Given, name: str) -> str:
    """What stands in the way; the sentence of `explain` where that was asked."""
    if given.reasons and given.reasons.get(name):
        return given.reasons[name]
    reason = reason_out(given.plan, name, given.waiting.get(name)).removesuffix(_KEPT)
    decided = _DECIDED.get(because(given.plan, name), "")
    return f"{decided} {reason[:1].upper()}{reason[1:]}.".strip()


def _of(plan: Plan, name: str) -> Proposal:
    return plan.programme.proposal_of[name]
