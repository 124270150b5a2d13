"""`shortlist.csv`: every proposal once, the chosen ones first, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from prioritise.analysis.reserve.reserve_list import Reserve
from prioritise.appraisal.value import key_of
from prioritise.optimise.ledger import Funding, funding_of, payments_of
from prioritise.optimise.plan import Plan
from prioritise.programme.options import Option
from prioritise.programme.records import ALIGNMENT, MATCH, Proposal
from prioritise.views import columns as of
from prioritise.views.table import Table, figure
from prioritise.views.words.reasons import because, reason_in, reason_out

SELECTED, NOT_SELECTED = "selected", "not selected"


@dataclass(frozen=True, slots=True)
class _Way:
    """An option with its payers, chosen or not, and what it comes to."""

    option: Option
    value: Fraction
    points: Mapping[str, Fraction]
    """Exact points by criterion."""
    amounts: tuple[int, ...]
    """Public money in each year."""
    streams: tuple[str, ...]
    """Who pays."""


def shortlist_table(plan: Plan, waiting: Mapping[str, Reserve]) -> Table:
    """The shortlist, then the reserve list and all others, by hub and id.

    A proposal that is not chosen is shown in the way that lacks least: that of its reason.
    """
    programme = plan.programme
    funding: dict[str, list[Funding]] = {}
    for row in funding_of(plan):
        funding.setdefault(row.whom, []).append(row)
    ways = {name: _way(plan, name, waiting.get(name)) for name in programme.proposal_of}

    def reason(name: str) -> str:
        if name in plan.options:
            return reason_in(plan, name, funding.get(name, ()))
        return reason_out(plan, name, waiting.get(name))

    def hubs(name: str) -> list[str]:
        return sorted(programme.proposal_of[name].hubs)

    of_way = (
        of.OPTION.of(lambda way: way.option.name),
        of.SHARE.of(lambda way: figure(way.option.share)),
        of.VALUE,
        *of.criteria(programme),
        of.cost(programme, lambda way: way.option.public_cost),
        of.match(programme, lambda way: way.option.match),
        of.after(programme, lambda way: way.option.after),
        *of.years(programme, "Public money"),
        of.STREAMS,
    )
    return Table.of(
        "shortlist",
        "Every proposal once: the chosen ones first, then all others, by hub and id.",
        ("proposal",),
        (
            of.HUB.of(lambda name: ";".join(hubs(name))),
            of.HUB_NAME.of(lambda name: hub_names(plan, programme.proposal_of[name])),
            of.PROPOSAL.of(str),
            of.TITLE.of(lambda name: programme.proposal_of[name].title),
            of.DECISION.of(lambda name: SELECTED if name in plan.options else NOT_SELECTED),
            of.BECAUSE.of(lambda name: because(plan, name)),
            of.RESERVE.within(waiting.get),
            *(column.within(ways.get) for column in of_way),
            of.REASON.of(reason),
        ),
        sorted(
            programme.proposal_of, key=lambda name: (name not in plan.options, hubs(name), name)
        ),
    )


def hub_names(plan: Plan, proposal: Proposal) -> str:
    """Name of a proposal's hub, or names of its hubs, in order of id."""
    return "; ".join(plan.programme.hub_of[hub].name for hub in sorted(proposal.hubs))


def _way(plan: Plan, name: str, waiting: Reserve | None) -> _Way | None:
    if name in plan.options:
        option, payers = plan.options[name], plan.choice_of[name].payers
    elif waiting:
        option, payers = waiting.option, waiting.payers
    else:
        return None
    payments = list(payments_of(plan.programme, option, payers))
    public = [amounts for payer, _, amounts in payments if payer != MATCH]
    return _Way(
        option,
        plan.values.in_points(plan.values.figure(key_of(option), payers)),
        _points(plan, option, payers),
        tuple(
            sum(amounts[year] for amounts in public) for year in range(len(plan.programme.years))
        ),
        tuple(sorted({payer for payer, _, _ in payments if payer != MATCH})),
    )


def _points(plan: Plan, option: Option, payers: Sequence[str]) -> dict[str, Fraction]:
    """Exact points by criterion, in the programme's order of criteria."""
    points = plan.values.points[key_of(option)]
    if not points.by_payer:
        return {c.name: points.by_criterion[c.name] for c in plan.programme.criteria}
    picked = sum(
        (points.by_payer.get(cell, Fraction(0)) for cell in enumerate(payers)), Fraction(0)
    )
    return {
        criterion.name: points.by_criterion[criterion.name]
        + (picked if criterion.name == ALIGNMENT else 0)
        for criterion in plan.programme.criteria
    }
