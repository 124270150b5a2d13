"""Weights as they are used, and how they were found, in words."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from prioritise.appraisal.pairwise import LARGEST_RATIO, Judgement, judged
from prioritise.programme.money import plain
from prioritise.programme.programme import Programme
from prioritise.programme.weighting import Pair, Weighting
from prioritise.views.rounding import percent

WAYS = {
    "given": "as given",
    "swing": "from swings",
    "pairwise": "from comparisons by pairs",
}


def weights_in_words(programme: Programme) -> str:
    """`economic 45.5%, social 36.4%, alignment 18.2%, from swings`."""
    whole = sum(Fraction(criterion.weight) for criterion in programme.criteria)
    shares = (
        f"{criterion.name} {percent(Fraction(criterion.weight) / whole, places=1)}"
        for criterion in programme.criteria
    )
    words = ", ".join(shares)
    return f"{words}, {_way(programme)}" if programme.weighting else words


def weight_warnings(programme: Programme) -> Iterator[str]:
    """Comparisons by pairs that contradict one another, the programme's and each group's."""
    weightings = {group.group: group.weighting for group in programme.groups}
    if programme.weighting is not None and not programme.group:
        yield from _contradictions(programme, "the weights", programme.weighting)
    for group, weighting in weightings.items():
        yield from _contradictions(programme, f"the weights of {group}", weighting)


def _contradictions(programme: Programme, whose: str, weighting: Weighting) -> Iterator[str]:
    judgement = _judged(programme, weighting)
    if judgement is None or judgement.is_consistent:
        return
    pair = judgement.doubtful
    yield (
        f"{whose}: the comparisons contradict one another, with a consistency ratio of "
        f"{judgement.ratio:.2f} where at most {LARGEST_RATIO} is usual; "
        f"{'each as much as the others, such as' if judgement.shared else 'most of all'} "
        f"“{_said(pair)}”, since the weights that all of them give make it "
        f"{judgement.implied:.1f} times"
    )


def _said(pair: Pair) -> str:
    return f"{pair.one} is {plain(pair.times)} times as important as {pair.other}"


def _way(programme: Programme) -> str:
    weighting = programme.weighting
    assert weighting is not None
    judgement = _judged(programme, weighting)
    ratio = f" (consistency ratio {judgement.ratio:.2f})" if judgement else ""
    return f"{WAYS[weighting.way]}{ratio}"


def _judged(programme: Programme, weighting: Weighting) -> Judgement | None:
    if weighting.way != "pairwise":
        return None
    return judged([criterion.name for criterion in programme.criteria], weighting.pairs)
