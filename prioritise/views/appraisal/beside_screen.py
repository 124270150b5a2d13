"""What `appraise` shows beside the main figures: tests, switching values, the range of NPV."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prioritise.appraisal.measures import Appraised
from prioritise.appraisal.outcome import AppraisalOutcome
from prioritise.appraisal.switching import NpvSwitch, switches
from prioritise.views.appraisal.question import Question
from prioritise.views.rounding import Money, decimals
from prioritise.views.screen import Screen, right

FIGURE, RATIO = 10, 9
"""Widths of columns."""


def show_beside(
    screen: Screen, asked: Question, several: Sequence[Appraised], money: Money
) -> None:
    """Print what stands beside the main figures of proposals with benefits in money."""
    variants = asked.sensitivity.of(several)
    if not variants:
        return
    screen.note(above_and_below(variants[0].outcome, money))
    headings = (right(f"NPV {money.unit}", FIGURE), right("BCR", RATIO), right("all cost", RATIO))
    screen.heading("Tests beside it", "".join(headings))
    for variant in variants:
        ratios = (variant.outcome.bcr, variant.outcome.bcr_all_cost)
        screen.row(
            ("  " + screen.cut(variant.words, screen.width - FIGURE - 2 * RATIO - 2), ""),
            (right(money.text(round(variant.outcome.npv)), FIGURE), ""),
            *((right(_ratio(found), RATIO), "") for found in ratios),
        )
    if found := asked.ranges.of(several):
        least, most = (money.text(round(end)) for end in (found.least, found.most))
        middle = " to ".join(money.text(round(end)) for end in (found.tenth, found.nine_tenths))
        screen.note(
            f"By what is declared uncertain, NPV lies between {money.unit} {least} and {most}, "
            f"four times in five from {middle}; {money.text(round(found.mean))} in the mean."
        )
    lines = [line for one in several for line in one.lines]
    moved = [_words(switch) for switch in switches(lines, asked.said.match_in_bcr)]
    screen.note(f"NPV is 0 with {'; or with '.join(filter(None, moved))}.")


def above_and_below(found: AppraisalOutcome, money: Money) -> str:
    """What stands above and below the line in either ratio."""

    def told(pence: Fraction) -> str:
        return f"{money.unit} {money.text(round(pence))}"

    top, bottom = (
        f"benefits of {told(found.benefits)}",
        f"net public cost of {told(found.net_public)}",
    )
    others = f"others' {told(found.other)}"
    by_public = {
        "apart": f"{top} by {bottom}, {others} in neither",
        "benefits": f"{top} less {others}, by {bottom}",
        "cost": f"{top} by {bottom} and {others}",
    }[found.match]
    return (
        f"BCR {_ratio(found.bcr)}: {by_public}. By all cost, {others} below the line too, it is "
        f"{_ratio(found.bcr_all_cost)}, which is above 1 where NPV is above 0, and only there."
    )


def _words(switch: NpvSwitch) -> str:
    if switch.factor < 0:
        return ""
    change = abs(switch.factor - 1) * 100
    way = "more" if switch.factor > 1 else "less"
    return f"{decimals(change, 1)}% {way} of {switch.what}"


def _ratio(found: Fraction | None) -> str:
    return "–" if found is None else decimals(found, 2)
