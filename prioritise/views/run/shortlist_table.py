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
from prioritise.views.table import Cells, Table, amount, figure
from prioritise.views.words.reasons import because, reason_in, reason_out

SELECTED, NOT_SELECTED = "selected", "not selected"


@dataclass(frozen=True, slots=True)
class _Way:
    """An option with its payers, chosen or not."""

    option: Option
    payers: tuple[str, ...]


def shortlist_table(plan: Plan, waiting: Mapping[str, Reserve]) -> Table:
    """The shortlist, then the reserve list and all others, by hub and id.

    A proposal that is not chosen is shown in the way that lacks least: that of its reason.
    """
    programme = plan.programme
    funding: dict[str, list[Funding]] = {}
    for row in funding_of(plan):
        funding.setdefault(row.whom, []).append(row)
    ordered = sorted(programme.proposal_of.values(), key=lambda p: (_place(plan, p), p.proposal))
    return Table(
        "shortlist",
        "Every proposal once: the chosen ones first, then all others, by hub and id.",
        ("proposal",),
        (
            of.HUB,
            of.HUB_NAME,
            of.PROPOSAL,
            of.TITLE,
            of.DECISION,
            of.BECAUSE,
            of.RESERVE,
            of.OPTION,
            of.SHARE,
            of.VALUE,
            *of.criteria(programme),
            of.cost(programme),
            of.match(programme),
            of.after(programme),
            *of.years(programme, "Public money"),
            of.STREAMS,
            of.REASON,
        ),
        tuple(_row(plan, p, waiting.get(p.proposal), funding.get(p.proposal, ())) for p in ordered),
    )


def hub_names(plan: Plan, proposal: Proposal) -> str:
    """Name of a proposal's hub, or names of its hubs, in order of id."""
    return "; ".join(plan.programme.hub_of[hub].name for hub in sorted(proposal.hubs))


def _place(plan: Plan, proposal: Proposal) -> tuple[bool, list[str]]:
    return proposal.proposal not in plan.options, sorted(proposal.hubs)


def _row(
    plan: Plan, proposal: Proposal, waiting: Reserve | None, funding: Sequence[Funding]
) -> Cells:
    name = proposal.proposal
    way = _way(plan, name, waiting)
    chosen = name in plan.options
    reason = reason_in(plan, name, funding) if chosen else reason_out(plan, name, waiting)
    return (
        ";".join(sorted(proposal.hubs)),
        hub_names(plan, proposal),
        name,
        proposal.title,
        SELECTED if chosen else NOT_SELECTED,
        because(plan, name),
        str(waiting.place) if waiting and waiting.place else "",
        *(_cells(plan, way) if way else _no_cells(plan)),
        reason,
    )


def _way(plan: Plan, name: str, waiting: Reserve | None) -> _Way | None:
    if name in plan.options:
        return _Way(plan.options[name], plan.choice_of[name].payers)
    return _Way(waiting.option, waiting.payers) if waiting else None


def _cells(plan: Plan, way: _Way) -> Cells:
    """From `option` to `streams`."""
    programme, option = plan.programme, way.option
    unit = programme.unit
    value = plan.values.in_points(plan.values.figure(key_of(option), way.payers))
    payments = list(payments_of(programme, option, way.payers))
    by_year = [
        sum(amounts[year] for payer, _, amounts in payments if payer != MATCH)
        for year in range(len(programme.years))
    ]
    return (
        option.name,
        figure(option.share),
        figure(value),
        *(figure(points) for points in _points(plan, way).values()),
        amount(option.public_cost, unit),
        amount(option.match, unit),
        amount(option.after, unit),
        *(amount(pence, unit) for pence in by_year),
        ";".join(sorted({payer for payer, _, _ in payments if payer != MATCH})),
    )


def _no_cells(plan: Plan) -> Cells:
    programme = plan.programme
    return ("",) * (7 + len(programme.criteria) + len(programme.years))


def _points(plan: Plan, way: _Way) -> dict[str, Fraction]:
    """Exact points by criterion, in the programme's order of criteria."""
    points = plan.values.points[key_of(way.option)]
    if not points.by_payer:
        return {c.name: points.by_criterion[c.name] for c in plan.programme.criteria}
    picked = sum(
        (points.by_payer.get(cell, Fraction(0)) for cell in enumerate(way.payers)), Fraction(0)
    )
    return {
        criterion.name: points.by_criterion[criterion.name]
        + (picked if criterion.name == ALIGNMENT else 0)
        for criterion in plan.programme.criteria
    }
