"""The tables of `explain`: why each proposal is in or out, and what a little money is worth."""

from __future__ import annotations

from collections.abc import Sequence

from prioritise.analysis.why.explanation import ExplainedShortlist, Explanation
from prioritise.analysis.why.marginal import MarginalValue
from prioritise.programme.programme import Programme
from prioritise.views import columns
from prioritise.views.columns import POINTS
from prioritise.views.table import Cells, Column, Table, amount, figure
from prioritise.views.why.explain_sentences import sentence, smallest_change

VALUE_NOW = Column("value_now", "Value now", "Value of the best shortlist.", "number", POINTS)
OTHERWISE = Column(
    "value_otherwise",
    "Value otherwise",
    "Best value with this one decision turned round, all else free; empty where impossible.",
    "number",
    POINTS,
)
LOST = Column(
    "value_lost",
    "Value lost",
    "What turning it round costs; below 0 where a lock costs that much.",
    "number",
    POINTS,
)
ENTERS = Column(
    "enters",
    "Enters",
    "Who comes in when it is turned round, itself aside; `;` list.",
    is_list=True,
)
LEAVES = Column(
    "leaves",
    "Leaves",
    "Who goes out when it is turned round, itself aside; `;` list.",
    is_list=True,
)
LIMITS = Column(
    "limits",
    "Limits",
    "Named limits in the way; `;` list. Where the other decision is impossible: a minimal set that "
    "makes it so. Else, for a proposal that was asked for by name: limits without which having it "
    "in would cost less; in the list of all: limits that the shortlist would break with it on top.",
    is_list=True,
)
CHANGE = Column(
    "smallest_change",
    "Smallest change",
    "What would bring it in. For a proposal that was asked for by name the least money, or else a "
    "higher score, or else a lower cost; in the list of all a higher score.",
)
SETTLED = Column(
    "settled",
    "Settled",
    "`yes`; or `no` where time ran out: an empty cell is not known then, a value is the best that "
    "was found, and limits or a smaller change may be missing.",
)
SENTENCE = Column("sentence", "Sentence", "Why it is in or out, in words.")


def reasons_table(asked: ExplainedShortlist) -> Table:
    """One row a proposal."""
    return Table(
        "reasons",
        "A proposal, and why it is in or out.",
        ("proposal",),
        (
            columns.PROPOSAL,
            columns.TITLE,
            columns.HUB,
            columns.DECISION,
            VALUE_NOW,
            OTHERWISE,
            LOST,
            ENTERS,
            LEAVES,
            LIMITS,
            CHANGE,
            SETTLED,
            SENTENCE,
        ),
        tuple(_row(explained) for explained in asked.explanations),
    )


def worth_table(programme: Programme, worth: Sequence[MarginalValue]) -> Table:
    """One row a change of a budget."""
    return Table(
        "worth",
        "A stream and year with a little more or less money, and the best value then.",
        ("stream", "year", "change"),
        (
            Column("stream", "Stream", "Id of the stream."),
            columns.YEAR,
            columns.money(programme, "change", "Change", "Money more, or less where below 0."),
            Column(
                "value",
                "Value",
                "Value of the best shortlist then; empty where none is possible.",
                "number",
                POINTS,
            ),
            Column("value_change", "Value change", "Value more, or less.", "number", POINTS),
        ),
        tuple(_worth(programme, each) for each in worth),
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


def _row(explained: Explanation) -> Cells:
    plan, otherwise = explained.plan, explained.otherwise
    proposal = plan.programme.proposal_of[explained.proposal]
    return (
        explained.proposal,
        proposal.title,
        ";".join(proposal.hubs),
        "selected" if explained.is_chosen else "not selected",
        figure(plan.value),
        "" if otherwise is None else figure(otherwise.value),
        "" if otherwise is None else figure(plan.value - otherwise.value),
        ";".join(explained.enters),
        ";".join(explained.leaves),
        ";".join(limits_of(explained)),
        smallest_change(explained),
        "yes" if explained.is_settled else "no",
        sentence(explained),
    )


def _worth(programme: Programme, worth: MarginalValue) -> Cells:
    return (
        worth.stream,
        programme.years[worth.year],
        amount(worth.change, programme.unit),
        "" if worth.value is None else figure(worth.value),
        "" if worth.value_change is None else figure(worth.value_change),
    )
