"""`by_hub.csv` and `rules.csv`: what each hub gets, and how each rule is met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prioritise.optimise.ledger import hub_funding_of
from prioritise.optimise.plan import Plan
from prioritise.programme.money import plain, shared
from prioritise.programme.records import MATCH, Proposal
from prioritise.views import columns as of
from prioritise.views.table import Column, Table


@dataclass
class _HubSums:
    """Running sums of one hub."""

    hub: str
    name: str
    proposals: int = 0
    selected: int = 0
    asked: int = 0
    funded: int = 0
    value: Fraction = Fraction(0)


def by_hub_table(plan: Plan) -> Table:
    """What each hub that takes part asks for and gets; a linkage counts in each of its hubs."""
    programme = plan.programme
    total = plan.public_cost
    return Table.of(
        "by_hub",
        "What each hub asks for and gets. A linkage counts in each of its hubs; its money and its "
        "value are shared equally between them. Bonuses between proposals belong to no hub.",
        ("hub",),
        (
            of.HUB,
            Column("name", "Name", "Name of the hub."),
            of.whole("proposals", "Proposals", "Proposals of the hub."),
            of.whole("selected", "Selected", "Proposals that are chosen."),
            of.money(programme, "asked", "Asked", "Public money that all its proposals ask for."),
            of.money(programme, "funded", "Funded", "Public money that the plan spends."),
            of.points("value", "Value", "Value of what is chosen."),
            of.number(
                "spend_share",
                "Share of spend",
                "Share of all public money.",
                lambda row: Fraction(row.funded, total) if total else 0,
            ),
        ),
        _sums(plan),
    )


def rules_table(plan: Plan) -> Table:
    """How each rule is met, one row for each hub, theme or year that it holds for."""
    lower, upper = (f"{side} limit, in the measure's own unit." for side in ("Lower", "Upper"))
    return Table.of(
        "rules",
        "Every rule, for everything that it holds for, as the plan meets it.",
        ("rule", "for_each"),
        (
            Column("rule", "Rule", "Name of the rule."),
            Column("measure", "Measure", "What is measured."),
            Column("for_each", "For", "What this row holds for; empty where that is the whole."),
            Column("at_least", "At least", lower, "number"),
            Column("at_most", "At most", upper, "number"),
            of.number("achieved", "Achieved", "The measure, in its own unit."),
            of.truth("binding", "Binding", "Whether it stands at a limit."),
        ),
        [
            {
                "rule": rule.name,
                "measure": rule.measure,
                "for_each": f"{rule.for_each}: {row.group.label}" if rule.for_each else "",
                "at_least": _limit(rule.at_least),
                "at_most": _limit(rule.at_most),
                "achieved": row.achieved,
                "binding": row.binding,
            }
            for row in plan.examination.rules
            for rule in [row.group.rule]
        ],
    )


def _sums(plan: Plan) -> Iterable[_HubSums]:
    programme = plan.programme
    sums = {hub.hub: _HubSums(hub.hub, hub.name) for hub in programme.active_hubs}
    for proposal in programme.proposal_of.values():
        name, hubs = proposal.proposal, sorted(proposal.hubs)
        if name in programme.dropped_proposals or not all(hub in sums for hub in hubs):
            continue
        for hub, part in zip(hubs, shared(_asked(plan, proposal), len(hubs)), strict=True):
            sums[hub].proposals += 1
            sums[hub].asked += part
            if name in plan.options:
                sums[hub].selected += 1
                sums[hub].value += plan.values.in_points(plan.figure_of(name)) / len(hubs)
    for row in hub_funding_of(plan):
        if row.stream != MATCH:
            sums[row.whom].funded += sum(row.amounts)
    return sums.values()


def _asked(plan: Plan, proposal: Proposal) -> int:
    """Public money of the chosen option, or else of the first that could be chosen."""
    name = proposal.proposal
    if name in plan.options:
        return plan.options[name].public_cost
    options = plan.eligibility[name].options or plan.programme.options[proposal.proposal]
    return options[0].public_cost if options else 0


def _limit(limit: Decimal | None) -> str:
    return "" if limit is None else f"{plain(limit):f}"
