"""The tables of `explain`: why each proposal is in or out, and what a little money is worth."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prioritise.analysis.why.explanation import ExplainedShortlist, Explanation
from prioritise.analysis.why.marginal import MarginalValue
from prioritise.programme.programme import Programme
from prioritise.programme.records import Proposal
from prioritise.views import columns as of
from prioritise.views.table import Column, Table, yes_no
from prioritise.views.why.explain_sentences import sentence, smallest_change

_OTHERWISE = (
    "Best value with this one decision turned round, all else free; empty where impossible."
)
_LOST = "What turning it round costs; below 0 where a lock costs that much."
_ENTERS = "Who comes in when it is turned round, itself aside; `;` list."
_LEAVES = "Who goes out when it is turned round, itself aside; `;` list."
_LIMITS = (
    "Named limits in the way; `;` list. Where the other decision is impossible: a minimal set that "
    "makes it so. Else, for a proposal that was asked for by name: limits without which having it "
    "in would cost less; in the list of all: limits that the shortlist would break with it on top."
)
_CHANGE = (
    "What would bring it in. For a proposal that was asked for by name the least money, or else a "
    "higher score, or else a lower cost; in the list of all a higher score."
)
_SETTLED = (
    "`yes`; or `no` where time ran out: an empty cell is not known then, a value is the best that "
    "was found, and limits or a smaller change may be missing."
)


def reasons_table(asked: ExplainedShortlist) -> Table:
    """One row a proposal."""

    def proposal(row: Explanation) -> Proposal:
        return row.plan.programme.proposal_of[row.proposal]

    def otherwise(row: Explanation) -> Fraction | None:
        return None if row.otherwise is None else row.otherwise.value

    def lost(row: Explanation) -> Fraction | None:
        return None if row.otherwise is None else row.plan.value - row.otherwise.value

    return Table.of(
        "reasons",
        "A proposal, and why it is in or out.",
        ("proposal",),
        (
            of.PROPOSAL,
            of.TITLE.within(proposal),
            of.HUB.of(lambda row: ";".join(proposal(row).hubs)),
            of.DECISION.of(lambda row: "selected" if row.is_chosen else "not selected"),
            of.points(
                "value_now", "Value now", "Value of the best shortlist.", lambda row: row.plan.value
            ),
            of.points("value_otherwise", "Value otherwise", _OTHERWISE, otherwise),
            of.points("value_lost", "Value lost", _LOST, lost),
            of.names("enters", "Enters", _ENTERS),
            of.names("leaves", "Leaves", _LEAVES),
            of.names("limits", "Limits", _LIMITS, limits_of),
            Column("smallest_change", "Smallest change", _CHANGE).of(smallest_change),
            Column("settled", "Settled", _SETTLED).of(lambda row: yes_no(row.is_settled)),
            Column("sentence", "Sentence", "Why it is in or out, in words.").of(sentence),
        ),
        asked.explanations,
    )


def worth_table(programme: Programme, worth: Sequence[MarginalValue]) -> Table:
    """One row a change of a budget."""
    value = "Value of the best shortlist then; empty where none is possible."
    return Table.of(
        "worth",
        "A stream and year with a little more or less money, and the best value then.",
        ("stream", "year", "change"),
        (
            Column("stream", "Stream", "Id of the stream."),
            of.YEAR.of(lambda row: programme.years[row.year]),
            of.money(programme, "change", "Change", "Money more, or less where below 0."),
            of.points("value", "Value", value),
            of.points("value_change", "Value change", "Value more, or less."),
        ),
        worth,
    )


def limits_of(explained: Explanation) -> tuple[str, ...]:
    """Names of the limits in the way, as closely as was looked."""
    if explained.keeping is not None:
        return explained.keeping.limits
    if explained.is_chosen or not explained.is_eligible:
        return ()
    if explained.binding is not None:
        return explained.binding.names
    waiting, years = explained.waiting, explained.plan.programme.years
    if waiting is None:
        return ()
    budgets = (f"budget {short.stream.stream} {years[short.year]}" for short in waiting.short)
    return (*budgets, *waiting.rules, *waiting.links)
