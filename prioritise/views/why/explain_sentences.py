"""Why a proposal is in or out, in sentences that a councillor can read aloud."""

from __future__ import annotations

from fractions import Fraction

from prioritise.analysis.why.explanation import ChangesToEnter, Explanation
from prioritise.analysis.why.least_change import Membership
from prioritise.analysis.why.least_change_of_cost import WHOLE, LeastChangeOfCost
from prioritise.analysis.why.least_change_of_money import LeastChangeOfMoney
from prioritise.analysis.why.least_change_of_score import LeastChangeOfScore
from prioritise.programme.money import decimal_text, money_text
from prioritise.programme.programme import Programme
from prioritise.views.sweeps.more_money import budgets_in_words
from prioritise.views.table import figure
from prioritise.views.words.reasons import because, listed, reason_out

PROMISED = {
    "contracted": "It is contracted",
    "begun": "It has begun",
    "agreed": "It is agreed, as recorded",
    "declined": "It is declined, as recorded",
    "deferred": "It is deferred, as recorded",
    "locked": "It is locked by this scenario",
}
TIME = "not settled within the time allowed"


def sentence(explained: Explanation) -> str:
    """Why it is in or out, and what the other way would cost."""
    if not explained.is_eligible:
        return f"Not eligible: {explained.plan.eligibility[explained.proposal].reason}."
    decided = PROMISED.get(because(explained.plan, explained.proposal), "")
    said = _turned(explained)
    return f"{decided}. {said}" if decided else said


def limits_in_words(explained: Explanation) -> str:
    """Which named limits stand in the way; empty where nothing is to be said."""
    if explained.keeping is not None:
        return ""  # the sentence has named them
    binding = explained.binding
    if binding is None or explained.is_chosen:
        return ""
    if not binding.names and not binding.proven:
        return f"Which limits bind was {TIME}."
    if not binding.names:
        return "No limit stands in its way: it brings less than what it takes the place of."
    names = listed([f"“{name}”" for name in binding.names])
    if not binding.proven:
        names += " (not proven: time ran out)"
    if binding.together:
        return f"Only together do these limits keep it out: {names}."
    one = len(binding.names) == 1
    return f"What binds: {names}; without {'it' if one else 'any of them'} it would cost less."


def changes_in_words(explained: Explanation) -> list[str]:
    """What would bring it in, money first; a sentence each."""
    plan, changes = explained.plan, explained.changes
    said = [_money_sentence(plan.programme, changes)] if changes.money else []
    if changes.score:
        said += [_score_sentence(each) for each in changes.score]
    if changes.cost is not None:
        said.append(_cost_sentence(plan.programme, changes.cost))
    return said


def smallest_change(explained: Explanation) -> str:
    """The first of the smallest changes: money, else a higher score, else a lower cost."""
    programme, changes = explained.plan.programme, explained.changes
    if changes.least_money is not None:
        return _one_sum(programme, changes.least_money)
    if changes.least_score is not None:
        score = changes.least_score
        return _with_standing(_score(score), score.standing)
    if changes.cost is not None and changes.cost.thousandths:
        return _with_standing(_cut(programme, changes.cost), changes.cost.standing)
    return ""


def lost_in_words(lost: tuple[Fraction, Fraction]) -> str:
    """Points lost, or the two ends between which they lie where that is not proven."""
    low, high = lost
    if low == high:
        return f"{_points(abs(low))}"
    return f"between {figure(low)} and {figure(high)} points (not proven: time ran out)"


def _turned(explained: Explanation) -> str:
    if explained.otherwise is None:
        return _impossible(explained)
    low, high = explained.lost
    if low == high == 0:
        return _equal(explained)
    amount = lost_in_words(explained.lost)
    if explained.is_chosen:
        change = "more" if high < 0 else "less"
        return f"Without it the best shortlist is worth {amount} {change}{_swap(explained)}."
    if high < 0:
        return f"With it the best shortlist is worth {amount} more{_swap(explained)}."
    return f"Having it in costs {amount}{_swap(explained)}."


def _equal(explained: Explanation) -> str:
    if explained.is_decided:
        return f"Turned round, the best shortlist is worth the same{_swap(explained)}."
    how = "without" if explained.is_chosen else "with"
    return (
        f"A shortlist {how} it is worth the same; less public money, fewer changes or earlier ids "
        f"decide{_swap(explained)}."
    )


def _impossible(explained: Explanation) -> str:
    if not explained.settled:
        return f"What the other way would cost was {TIME}."
    what = "cannot be left out" if explained.is_chosen else "cannot be in"
    keeping = explained.keeping
    if keeping is None:
        return f"It {what}: no shortlist keeps all limits then."
    if not keeping.limits:
        return f"It {what}, whatever the limits."
    names = listed([f"“{name}”" for name in keeping.limits])
    spare = "" if keeping.is_minimal else " (some of these could be spared)"
    return f"It {what} because of {names}{spare}."


def _swap(explained: Explanation) -> str:
    enters, leaves = explained.enters, explained.leaves
    parts = []
    if enters:
        parts.append(f"{listed(enters)} {'comes' if len(enters) == 1 else 'come'} in")
    if leaves:
        parts.append(f"{listed(leaves)} {'goes' if len(leaves) == 1 else 'go'} out")
    if not parts:
        return ": nothing else changes"
    return f": {' and '.join(parts)}"


def _money_sentence(programme: Programme, changes: ChangesToEnter) -> str:
    works = [each for each in changes.money if each.works]
    if not works:
        unsettled = any(each.standing == "not settled" for each in changes.money)
        where = "any stream and year that it needs, or in all of them together,"
        if len(changes.money) == 1:
            where = "the stream and year that it needs"
        if not unsettled:
            return f"No money in {where} brings it in."
        if all(each.standing == "out" for each in changes.money if len(each.cells) == 1):
            return "No money in any one budget brings it in; whether more in several does is open."
        return f"Money: {TIME}."
    said = [_one_sum(programme, each) for each in sorted(works, key=lambda each: each.total)]
    return f"Money that brings it in: {', or '.join(said)}."


def _one_sum(programme: Programme, money: LeastChangeOfMoney) -> str:
    words = budgets_in_words(programme, money.budgets)
    if not money.is_least:
        words += " (a smaller sum in other parts might do as well)"
    return _with_standing(words, money.standing)


def _score_sentence(score: LeastChangeOfScore) -> str:
    way = "higher" if score.length > 0 else "lower"
    if score.needed is not None:
        return f"A {way} score: {_with_standing(_score(score), score.standing)}."
    if score.standing == "not settled":
        return f"A {way} score for {score.criterion}: {TIME}."
    end = "top" if score.length > 0 else "best end"
    if score.now == score.top:
        return f"Its {score.criterion} score is at the {end} of its scale already."
    missing = f": {_points(score.short)} would still be missing" if score.short else ""
    return (
        f"No {score.criterion} score brings it in, not even the {end} of the scale, {score.top}"
        f"{missing}."
    )


def _cost_sentence(programme: Programme, cost: LeastChangeOfCost) -> str:
    if cost.standing == "not settled":
        return f"A lower cost: {TIME}."
    if cost.thousandths is None:
        return "No cut of its cost that was tried, in tenths to the whole, brings it in."
    return f"A lower cost: {_with_standing(_cut(programme, cost), cost.standing)}."


def _score(score: LeastChangeOfScore) -> str:
    return f"{score.criterion} {score.needed} instead of {score.now}"


def _cut(programme: Programme, cost: LeastChangeOfCost) -> str:
    assert cost.thousandths is not None
    if cost.thousandths == WHOLE:
        return "only if it cost nothing at all"
    percent = decimal_text(cost.thousandths, 1)
    return f"{percent}% off, in every year alike ({money_text(cost.pence, programme.unit)})"


def _with_standing(words: str, standing: Membership) -> str:
    if standing == "as good":
        return f"{words} (as good then; the tie-break still prefers others)"
    return words


def _points(points: Fraction) -> str:
    return f"{figure(points)} point{'' if points == 1 else 's'}"


def lacks_in_words(explained: Explanation) -> str:
    """What stands in its way with the shortlist kept as it is."""
    reason = reason_out(explained.plan, explained.proposal, explained.waiting)
    return reason.replace(" (with this shortlist kept)", "")
