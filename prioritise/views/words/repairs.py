"""A repair in words: how much more money and where, or which rules or commitments to give up."""

from __future__ import annotations

from prioritise.optimise.infeasible.elastic import Commitment, Repair
from prioritise.programme.money import money_text
from prioritise.views.sweeps.more_money import budgets_in_words, inner_and_around
from prioritise.views.words.reasons import listed

LONG_LIST = 6
"""Budgets that are named one by one at most; of more, only the streams are."""


def repair_in_words(repair: Repair) -> str:
    """One sentence for one repair."""
    parts = [part for part in (_money(repair), _rules(repair), _commitments(repair)) if part]
    least = "" if repair.is_least else " (perhaps less would, too: there was no time to prove it)"
    return f"{' and '.join(parts)} would do{least}"


def commitment_in_words(commitment: Commitment) -> str:
    """A commitment: its proposal, and who or what decided."""
    how = commitment.because
    if how == "locked":
        how += " in" if commitment.chosen else " out"
    return f"{commitment.proposal} ({how})"


def _money(repair: Repair) -> str:
    if len(repair.budgets) <= LONG_LIST:
        return budgets_in_words(repair.programme, repair.budgets)
    inner, around = inner_and_around(repair.programme, repair.budgets)
    total = money_text(sum(repair.pence.values()), repair.programme.unit)
    words = f"{total} more in {listed(sorted({name for name, _ in inner}))}"
    if around:
        words += f", and with that more in {listed(sorted({name for name, _ in around}))},"
    return words


def _rules(repair: Repair) -> str:
    names = listed([f"“{name}”" for name in repair.rules])
    if len(repair.rules) > 1:
        return f"dropping {len(repair.rules)} rules, {names},"
    return f"dropping the rule {names}" if names else ""


def _commitments(repair: Repair) -> str:
    given_up = listed([commitment_in_words(each) for each in repair.commitments])
    if len(repair.commitments) > 1:
        return f"giving up {len(repair.commitments)} commitments, {given_up},"
    return f"giving up {given_up}" if given_up else ""
