"""Shortlists side by side on a terminal: totals first, then who comes and who goes."""

from __future__ import annotations

from prioritise.analysis.comparison.compare import ComparedShortlist, Comparison
from prioritise.programme.budgets import whole_budget
from prioritise.programme.money import money_text
from prioritise.views.comparison.compare_tables import proposal_in
from prioritise.views.rounding import Money, points
from prioritise.views.run.total_tables import beyond_budgets_in_words
from prioritise.views.screen import Screen, right, width_for
from prioritise.views.words.ways import way_in_words

VALUE, MONEY, COUNT = 12, 13, 6
"""Widths of the columns of figures, at least."""


def show_comparison(comparison: Comparison, screen: Screen | None = None) -> None:
    """Print a comparison."""
    screen = screen or Screen()
    _totals(screen, comparison)
    for answer in comparison.answers[1:]:
        _changes(screen, comparison, answer)
    _verdicts(screen, comparison)


def in_words(comparison: Comparison) -> list[str]:
    """What each list comes to, and who comes and goes, a sentence each."""
    first, unit = comparison.answers[0], comparison.answers[0].programme.unit
    sentences = []
    for answer in comparison.answers:
        spent = money_text(answer.public_cost, unit)
        changes = ""
        if answer is not first:
            swap = [
                *(f"+{name}" for name in comparison.added(answer)),
                *(f"-{name}" for name in comparison.dropped(answer)),
                *(f"~{name}" for name in comparison.changed(answer)),
            ]
            changes = f" ({' '.join(swap) or 'the same shortlist'})"
        number, value = len(answer.shortlist), points(answer.value)
        sentences.append(f"{answer.label}: {number} proposals, {value} points, {spent}{changes}")
    return sentences


def _totals(screen: Screen, comparison: Comparison) -> None:
    amounts = [
        pence
        for answer in comparison.answers
        for pence in (answer.public_cost, whole_budget(answer.programme.streams))
    ]
    money = Money.fitting(amounts, comparison.answers[0].programme.unit)
    value = width_for([points(answer.value) for answer in comparison.answers], VALUE)
    headings = (
        right("in", COUNT)
        + right("value", value)
        + right(f"spent {money.unit}", MONEY)
        + right(f"budget {money.unit}", MONEY)
    )
    screen.heading("Totals", headings)
    room = screen.width - COUNT - value - 2 * MONEY
    for answer in comparison.answers:
        screen.row(
            (screen.cut(answer.label, room), ""),
            (right(str(len(answer.shortlist)), COUNT), ""),
            (right(points(answer.value), value), ""),
            (right(money.text(answer.public_cost), MONEY), ""),
            (right(money.text(whole_budget(answer.programme.streams)), MONEY), "dim"),
        )
    unit = comparison.answers[0].programme.unit
    for answer in comparison.answers:
        for sentence in beyond_budgets_in_words(answer.programme, answer.totals, unit):
            screen.note(f"{answer.label}: {sentence}")
        if answer.status == "feasible" and answer.bound is not None:
            missing = float(answer.bound - answer.value)
            screen.note(f"{answer.label} is not proven: it may miss up to {missing:,.3f} points.")
        for limit in answer.broken:
            screen.note(f"{answer.label} breaks a limit: {limit}", "red")


def _changes(screen: Screen, comparison: Comparison, answer: ComparedShortlist) -> None:
    added, dropped = comparison.added(answer), comparison.dropped(answer)
    changed = comparison.changed(answer)
    first = comparison.answers[0]
    otherwise = f", {len(changed)} otherwise" if changed else ""
    screen.heading(
        f"{answer.label}, against {first.label}: {len(added)} in, {len(dropped)} out{otherwise}"
    )
    if not added and not dropped and not changed:
        screen.line("  The same shortlist.")
    for mark, style, names in (("+", "green", added), ("-", "red", dropped)):
        for name in names:
            proposal = proposal_in(comparison, name)
            screen.row(
                (f"  {mark} ", style),
                (screen.cut(name, 10), "bold"),
                (screen.cut(f" {proposal.title}", screen.width - 14), ""),
            )
    for name in changed:
        now, before = way_in_words(answer.options[name]), way_in_words(first.options[name])
        words = f" {now or 'as given'} (was: {before or 'as given'})"
        screen.row(
            ("  ~ ", "yellow"),
            (screen.cut(name, 10), "bold"),
            (screen.cut(words, screen.width - 14), ""),
        )


def _verdicts(screen: Screen, comparison: Comparison) -> None:
    verdicts: list[str] = [comparison.verdict(name) for name in comparison.considered]
    words = ("always", "sometimes", "never")
    counts = ", ".join(f"{verdicts.count(word)} {word}" for word in words)
    screen.line()
    screen.line(f"Of {len(verdicts)} proposals: {counts} in.")
    screen.note(
        "Values of different scenarios compare only where weights and sizes are the same; adding "
        "scores assumes that a point means the same everywhere and that proposals do not overlap."
    )
