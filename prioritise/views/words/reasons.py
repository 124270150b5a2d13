"""Why a proposal is in or out, in one plain sentence."""

from __future__ import annotations

from collections.abc import Sequence

from prioritise.analysis.reserve.reserve_list import Reserve
from prioritise.analysis.reserve.shortfall import Shortfall
from prioritise.optimise.ledger import Funding
from prioritise.optimise.plan import Plan
from prioritise.programme.actuals import gone_of
from prioritise.programme.money import money_text
from prioritise.programme.records import MATCH
from prioritise.views.table import figure
from prioritise.views.words.ways import way_in_words


def because(plan: Plan, proposal: str) -> str:
    """Who or what decided: `free` where the optimiser did."""
    if proposal not in plan.options and plan.eligibility[proposal].reason:
        return "not eligible"
    if promise := plan.programme.promise_of(proposal):
        return promise
    decision = plan.programme.decision_of.get(proposal)
    return decision.because if decision else "free"


def reason_in(plan: Plan, proposal: str, funding: Sequence[Funding]) -> str:
    """What a chosen proposal brings, what it costs and who pays."""
    programme = plan.programme
    points = figure(plan.values.in_points(plan.figure_of(proposal)))
    way = way_in_words(plan.options[proposal])
    brings = f"{way}: brings {points} points" if way else f"brings {points} points"
    payers: dict[str, int] = {}
    for row in funding:
        if row.stream != MATCH:
            payers[row.stream] = payers.get(row.stream, 0) + sum(row.amounts)
    total = money_text(sum(payers.values()), programme.unit)
    if not payers:
        return f"{brings} and takes no public money in these years"
    if len(payers) == 1:
        (payer,) = payers
        return f"{brings} for {total} from {programme.stream_of[payer].name}"
    parts = [
        f"{money_text(pence, programme.unit)} from {programme.stream_of[stream].name}"
        for stream, pence in payers.items()
    ]
    return f"{brings} for {total}: {listed(parts)}"


def reason_out(plan: Plan, proposal: str, waiting: Reserve | None) -> str:
    """What stands in the way of a proposal that is not chosen, and what is sunk in it."""
    if proposal in plan.programme.stopped:
        sunk = sum(map(sum, gone_of(plan.programme, proposal).values()))
        money = money_text(sunk, plan.programme.unit)
        return f"stopped, with {money} spent and sunk; {_in_the_way(plan, proposal, waiting)}"
    return _in_the_way(plan, proposal, waiting)


def _in_the_way(plan: Plan, proposal: str, waiting: Reserve | None) -> str:
    if waiting is None:
        return plan.eligibility[proposal].reason or "no way of paying it keeps the limits on awards"
    missing = money_missing(plan, waiting.short)
    if waiting.is_barred:
        barriers = list(waiting.links)
        if waiting.rules:
            barriers.append(f"would break {listed([f'“{rule}”' for rule in waiting.rules])}")
        money = f"; it also needs {missing}" if missing else "; there is money for it"
        return listed(barriers) + money
    share = "" if waiting.option.tenths == 10 else f" for {waiting.option.share} of it"
    if missing:
        return f"needs {missing}{share} (with this shortlist kept)"
    return f"there is room for it, {_why_not(plan, waiting)}"


def money_missing(plan: Plan, short: Sequence[Shortfall]) -> str:
    """The money that is missing: `£340k more in Transport Fund 2019-20 and £20k in 2020-21`."""
    parts: list[str] = []
    before = ""
    for shortage in short:
        stream, year = shortage.stream, plan.programme.years[shortage.year]
        pence = money_text(shortage.pence, plan.programme.unit)
        if stream.stream == before:
            parts.append(f"{pence} in {year}")
        else:
            parts.append(f"{pence} more in {stream.name} {year}")
        before = stream.stream
    return listed(parts)


def listed(parts: Sequence[str]) -> str:
    """Parts of a sentence: `a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _why_not(plan: Plan, waiting: Reserve) -> str:
    if waiting.figure <= 0:
        return "but it adds no value"
    if waiting.gain <= 0:
        return "but where it overlaps with chosen proposals it costs more value than it brings"
    if plan.status == "feasible":
        return "and it would add value: this shortlist is not proven best"
    if plan.programme.solver.gap:
        return "and it would add value: this shortlist is proven only to the gap that was asked for"
    return "and it would add value"
