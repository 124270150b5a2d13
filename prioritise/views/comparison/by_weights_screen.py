"""Shortlists by other weights on a terminal: the weights, where people agree, what each loses."""

from __future__ import annotations

from collections.abc import Sequence

from prioritise.analysis.comparison.by_weights import Loss
from prioritise.analysis.comparison.compare import ComparedShortlist, Comparison
from prioritise.views.rounding import points
from prioritise.views.screen import Screen, right, width_for
from prioritise.views.words.reasons import listed
from prioritise.views.words.weights import weights_in_words

LOST, SHARE = 12, 9
"""Widths of the points lost, and of their share, at least."""


def show_groups(
    comparison: Comparison, losses: Sequence[Loss], screen: Screen | None = None
) -> None:
    """Print the groups' weights, what all agree on, and what each loses."""
    screen = screen or Screen()
    screen.heading("Weights as used")
    for answer in comparison.answers:
        screen.line(f"{answer.label}: {weights_in_words(answer.programme)}", lead="  ")
    agreed = [name for name in comparison.proposals if comparison.verdict(name) == "always"]
    split = [name for name in comparison.proposals if comparison.verdict(name) == "sometimes"]
    screen.heading("Where the groups agree")
    screen.line(f"In for all of them: {listed(agreed) or 'none'}.", lead="  ")
    screen.line(f"In for some: {listed(split) or 'none'}.", lead="  ")
    _show_losses(screen, "What each loses under another's list", losses, "by the weights of")


def show_without(
    answers: Sequence[ComparedShortlist],
    criterion: str,
    losses: Sequence[Loss],
    screen: Screen | None = None,
) -> None:
    """Print what a criterion costs: what the list as weighted lacks by all the others."""
    screen = screen or Screen()
    weighted, without = answers
    _show_losses(screen, f"What {criterion} costs", losses, "valued")
    loss = next(one for one in losses if one.shortlist == weighted.label)
    if loss.lost is None:
        return
    if not loss.proven:
        screen.note("The list without it is not proven: it may cost more.", "yellow")
    if weighted.shortlist == without.shortlist:
        screen.line(f"Without {criterion} the shortlist is the same: it costs nothing.")
    elif not loss.lost:
        screen.line(f"By the other criteria both lists are worth the same: {criterion} decides.")
    else:
        screen.line(
            f"Weighing {criterion} costs {points(loss.lost)} points of what the other criteria "
            f"alone count, of {points(loss.best)}."
        )


def _show_losses(screen: Screen, title: str, losses: Sequence[Loss], how: str) -> None:
    figures = ["" if loss.lost is None else _lost(loss) for loss in losses]
    width = width_for(figures, LOST)
    screen.heading(title, right("points", width) + right("of best", SHARE))
    room = screen.width - width - SHARE
    for loss, figure in zip(losses, figures, strict=True):
        words = f"{loss.shortlist}, {how} {loss.weights}"
        if loss.lost is None:
            screen.row((screen.cut(words, room), ""), (right("breaks a rule", width + SHARE), ""))
            continue
        share = f"{float(100 * loss.lost / loss.best):.1f}%" if loss.best else "–"
        screen.row(
            (screen.cut(words, room), ""),
            (right(figure, width), "bold"),
            (right(share, SHARE), "dim"),
        )


def _lost(loss: Loss) -> str:
    """Points lost, marked where they may be more."""
    assert loss.lost is not None
    return points(loss.lost) if loss.proven else f"?{points(loss.lost)}"
