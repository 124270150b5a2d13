"""Tables of shortlists by other weights: the weights as used, and what each list loses."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prioritise.analysis.comparison.by_weights import Loss
from prioritise.analysis.comparison.compare import ComparedShortlist
from prioritise.appraisal.pairwise import judged
from prioritise.programme.programme import Programme
from prioritise.views import columns as of
from prioritise.views.table import Column, Table, yes_no


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
