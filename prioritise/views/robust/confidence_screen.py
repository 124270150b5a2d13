"""What `robust --levels` shows: what each level costs, and how it does on fresh draws."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prioritise.analysis.robust.confidence_levels import LevelAnswer
from prioritise.optimise.plan import Plan
from prioritise.programme.money import money_text
from prioritise.views.rounding import percent, points, short_points
from prioritise.views.screen import Screen, right
from prioritise.views.words.cautions import ADDING_UP
from prioritise.views.words.reasons import listed

VALUE, SHARE = 11, 9


def show_confidence(
    plan: Plan, levels: Sequence[LevelAnswer], screen: Screen | None = None
) -> None:
    """Print one row a level.

    Parameters
    ----------
    plan : Plan
        The list that need not be sure.
    levels : sequence of LevelAnswer
        The best list for each level.
    """
    screen = screen or Screen()
    programme = plan.programme
    screen.line(programme.title, "bold")
    if programme.scenario:
        screen.line(programme.scenario)
    screen.line()
    for sentence in in_words(plan, levels):
        screen.line(sentence)
    screen.heading(
        "Price of confidence",
        right("value", VALUE)
        + right("less", SHARE)
        + right("sample", SHARE)
        + right("fresh", SHARE),
    )
    for level in levels:
        draws = level.confidence.draws
        name = f"kept in {percent(Fraction(level.confidence.level), short=True)} of draws"
        if not level.is_answered:
            screen.row((name, ""), (f"  {_why_none(level)}", "yellow"))
            continue
        mark = "" if level.found.status == "optimal" else "  not proven"
        screen.row(
            (screen.cut(name + mark, screen.width - VALUE - 3 * SHARE), ""),
            (right(points(level.found.value), VALUE), ""),
            (right(_less(plan, level), SHARE), ""),
            (right(percent(Fraction(level.held_on_sample, draws), short=True), SHARE), ""),
            (right(percent(Fraction(level.held_on_fresh, draws), short=True), SHARE), ""),
        )
        for sentence in _about(plan, level):
            screen.line(sentence, "dim", lead="    ")
    screen.line()
    screen.note(
        "A list is fitted to its sample, so fresh draws say how often it really holds; both hang "
        "on what was declared uncertain, and are no likelihoods beyond that."
    )
    screen.note(ADDING_UP)


def in_words(plan: Plan, levels: Sequence[LevelAnswer]) -> list[str]:
    """What was asked and what it costs, in a few sentences."""
    asked = levels[0].confidence
    what = "each stream's budget by itself" if asked.each else "every budget"
    found = [
        f"{asked.draws:,} draws of costs and streams' money, seed {asked.seed}; {what} is to be "
        f"kept. The list that need not be sure is worth {short_points(plan.value)} points."
    ]
    answered = [level for level in levels if level.is_answered]
    if answered:
        most = max(answered, key=lambda level: level.confidence.level)
        share = percent(Fraction(most.confidence.level), short=True)
        found.append(
            f"Being sure in {share} of draws costs {_less(plan, most)} of its value and leaves "
            f"{len(most.found.shortlist)} proposals of {len(plan.shortlist)}."
        )
    return found


def _less(plan: Plan, level: LevelAnswer) -> str:
    if not plan.value:
        return "–"
    return percent((plan.value - level.found.value) / abs(plan.value), short=True)


def _why_none(level: LevelAnswer) -> str:
    return "no list is so sure" if level.found.status == "infeasible" else "no answer in the time"


def _about(plan: Plan, level: LevelAnswer) -> list[str]:
    unit, draws = plan.programme.unit, level.confidence.draws
    low, high = (
        percent(Fraction(round(share * 1000), 1000), short=True) for share in level.interval
    )
    found = [f"{draws:,} fresh draws: the true share lies between {low} and {high}, 19 times in 20"]
    if level.found.status != "optimal":
        found.append(f"no list can be worth more than {points(level.found.bound)}")
    if level.contingency:
        money = money_text(level.contingency, unit)
        found.append(f"held centrally, {money} carries its costs from P50 to this level")
    for names, words in ((level.enters, "in"), (level.leaves, "out")):
        if names:
            found.append(f"{words}: {listed(names)}")
    return found
