"""Shortlists by other weights: the weights as used, and what each list loses."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prioritise.analysis.comparison.by_weights import Loss
from prioritise.analysis.comparison.compare import ComparedShortlist, Comparison
from prioritise.appraisal.pairwise import judged
from prioritise.programme.programme import Programme
from prioritise.views import columns as of
from prioritise.views.rounding import percent, points
from prioritise.views.screen import Screen, right, width_for
from prioritise.views.table import Column, Table, yes_no
from prioritise.views.words.reasons import listed
from prioritise.views.words.weights import weights_in_words


def weights_table(answers: Sequence[ComparedShortlist]) -> Table:
    """One row a list and criterion: the weights as they were used."""
    ratio = "Of comparisons by pairs: above 0.1 they should be looked at again."
    return Table.of(
        "weights",
        "A criterion, and its weight in a shortlist.",
        ("list", "criterion"),
        (
            Column("list", "List", "Whose weights these are."),
            Column("criterion", "Criterion", "Name of the criterion."),
            of.number("weight", "Weight", "Share of all weights, as used."),
            Column("way", "Way", "How it was found: `given`, `swing` or `pairwise`."),
            of.number("consistency_ratio", "Consistency ratio", ratio),
        ),
        [
            {"list": answer.label, "criterion": name, "weight": share, **_way(answer.programme)}
            for answer in answers
            for name, share in shares_of(answer.programme).items()
        ],
    )


def losses_table(losses: Sequence[Loss]) -> Table:
    """One row a list and the weights of another."""

    def lost_share(loss: Loss) -> Fraction | None:
        return None if loss.lost is None or not loss.best else loss.lost / loss.best

    proven = "`yes`, or `no` where time ran out on the best list: more may be lost."
    return Table.of(
        "losses",
        "A shortlist, valued by the weights of another.",
        ("list", "weights"),
        (
            Column("list", "List", "Whose shortlist is valued.").of(lambda loss: loss.shortlist),
            Column("weights", "Weights", "By whose weights."),
            of.points("value", "Value", "Value of the list by them."),
            of.points("best", "Best", "Value of the best list by them."),
            of.points("lost", "Lost", "What the list lacks of it."),
            of.number("lost_share", "Lost share", "That, as a share of the best.", lost_share),
            Column("proven", "Proven", proven).of(lambda loss: yes_no(loss.proven)),
        ),
        losses,
    )


def shares_of(programme: Programme) -> dict[str, Fraction]:
    """Each criterion's share of all weights."""
    whole = sum((Fraction(criterion.weight) for criterion in programme.criteria), Fraction(0))
    return {c.name: Fraction(c.weight) / whole for c in programme.criteria}


def _way(programme: Programme) -> dict[str, object]:
    weighting = programme.weighting
    if weighting is None or weighting.way != "pairwise":
        return {"way": weighting.way if weighting else "given"}
    judgement = judged([c.name for c in programme.criteria], weighting.pairs)
    return {"way": weighting.way, "consistency_ratio": Fraction(judgement.ratio)}


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
        share = percent(loss.lost / loss.best, places=1) if loss.best else "–"
        screen.row(
            (screen.cut(words, room), ""),
            (right(figure, width), "bold"),
            (right(share, SHARE), "dim"),
        )


def _lost(loss: Loss) -> str:
    """Points lost, marked where they may be more."""
    assert loss.lost is not None
    return points(loss.lost) if loss.proven else f"?{points(loss.lost)}"
