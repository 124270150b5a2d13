"""Tables of shortlists by other weights: the weights as used, and what each list loses."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prioritise.analysis.comparison.by_weights import Loss
from prioritise.analysis.comparison.compare import ComparedShortlist
from prioritise.appraisal.pairwise import judged
from prioritise.programme.programme import Programme
from prioritise.views import columns
from prioritise.views.table import Column, Table, figure


def weights_table(answers: Sequence[ComparedShortlist]) -> Table:
    """One row a list and criterion: the weights as they were used."""
    return Table(
        "weights",
        "A criterion, and its weight in a shortlist.",
        ("list", "criterion"),
        (
            Column("list", "List", "Whose weights these are."),
            Column("criterion", "Criterion", "Name of the criterion."),
            Column("weight", "Weight", "Share of all weights, as used.", "number"),
            Column(
                "way",
                "Way",
                "How it was found: `given`, `swing` or `pairwise`.",
            ),
            Column(
                "consistency_ratio",
                "Consistency ratio",
                "Of comparisons by pairs: above 0.1 they should be looked at again.",
                "number",
            ),
        ),
        tuple(
            (answer.label, name, share, *_way(answer.programme))
            for answer in answers
            for name, share in shares_of(answer.programme).items()
        ),
    )


def losses_table(losses: Sequence[Loss]) -> Table:
    """One row a list and the weights of another."""
    return Table(
        "losses",
        "A shortlist, valued by the weights of another.",
        ("list", "weights"),
        (
            Column("list", "List", "Whose shortlist is valued."),
            Column("weights", "Weights", "By whose weights."),
            Column("value", "Value", "Value of the list by them.", "number", columns.POINTS),
            Column("best", "Best", "Value of the best list by them.", "number", columns.POINTS),
            Column("lost", "Lost", "What the list lacks of it.", "number", columns.POINTS),
            Column("lost_share", "Lost share", "That, as a share of the best.", "number"),
            Column(
                "proven",
                "Proven",
                "`yes`, or `no` where time ran out on the best list: more may be lost.",
            ),
        ),
        tuple(
            (
                loss.shortlist,
                loss.weights,
                "" if loss.value is None else figure(loss.value),
                figure(loss.best),
                "" if loss.lost is None else figure(loss.lost),
                "" if loss.lost is None or not loss.best else figure(loss.lost / loss.best),
                "yes" if loss.proven else "no",
            )
            for loss in losses
        ),
    )


def shares_of(programme: Programme) -> dict[str, str]:
    """Each criterion's share of all weights, as figures."""
    whole = sum((Fraction(criterion.weight) for criterion in programme.criteria), Fraction(0))
    return {c.name: figure(Fraction(c.weight) / whole) for c in programme.criteria}


def _way(programme: Programme) -> tuple[str, str]:
    weighting = programme.weighting
    if weighting is None or weighting.way != "pairwise":
        return (weighting.way if weighting else "given"), ""
    judgement = judged([c.name for c in programme.criteria], weighting.pairs)
    return weighting.way, figure(Fraction(judgement.ratio))
