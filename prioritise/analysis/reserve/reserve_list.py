"""The reserve list: in which order more money would bring the others in, and what each lacks.

The shortlist is kept as it is: the smallest shortage first, then the higher value, then the earlier
id. What a link, a decision or a rule bars has no place on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from prioritise.analysis.reserve.blocking_rules import links_in_the_way, rules_in_the_way
from prioritise.analysis.reserve.shortfall import Shortfall, ShortfallPayment, ways_to_pay
from prioritise.appraisal.value import key_of
from prioritise.optimise.ledger import spent_by
from prioritise.optimise.plan import Plan
from prioritise.programme.options import Option


@dataclass(frozen=True, slots=True)
class Reserve:
    """An eligible proposal that is not chosen, in the way that lacks least."""

    option: Option
    payers: tuple[str, ...]
    figure: int
    """Value in figures, the bonuses with chosen proposals left aside."""
    gain: int
    """What it would add to the value of the shortlist, those bonuses included."""
    short: tuple[Shortfall, ...]
    """Budgets that fall short."""
    pence: int
    """The new money that would do."""
    links: tuple[str, ...]
    """Links and decisions in the way, in words."""
    rules: tuple[str, ...]
    """Names of the rules that the shortlist would break with it."""
    place: int | None = None
    """Place on the reserve list; none for a declined proposal."""

    @property
    def is_barred(self) -> bool:
        """Whether something other than money keeps it out."""
        return bool(self.links or self.rules)


def reserve_list(plan: Plan) -> Mapping[str, Reserve]:
    """The reserve list of a plan, by proposal, in its order.

    What no money would bring in (declined, locked out, or barred by a link or a rule) has no place,
    and stands at the end; what people have deferred keeps its place.
    """
    found = _nearest_ways(plan)
    listed = [name for name in found if not found[name].is_barred or _is_deferred(plan, name)]
    listed.sort(key=lambda name: (*_order(found[name]), name))
    placed = {name: _placed(found[name], place) for place, name in enumerate(listed, start=1)}
    return placed | {name: found[name] for name in found if name not in placed}


def _nearest_ways(plan: Plan) -> dict[str, Reserve]:
    spent = spent_by(plan)
    found: dict[str, Reserve] = {}
    for name, eligible in plan.eligibility.items():
        if name in plan.options:
            continue
        ways = [
            (payment, option)
            for option in eligible.options
            for payment in ways_to_pay(plan.programme, option, spent)
        ]
        if ways:
            ways.sort(key=lambda way: (way[0].pence, -_figure(plan, way)))
            found[name] = _waiting(plan, name, ways)
    return found


def _waiting(plan: Plan, name: str, ways: list[tuple[ShortfallPayment, Option]]) -> Reserve:
    """The way that lacks least of those that no rule bars, or of all where rules bar all."""
    best = ways[0]
    barring: tuple[str, ...] = ()
    for place, way in enumerate(ways):
        rules = tuple(rules_in_the_way(plan, way[1], way[0].payers))
        if place == 0:
            barring = rules
        if not rules:
            best, barring = way, ()
            break
    payment, option = best
    figure = _figure(plan, best)
    links = tuple(links_in_the_way(plan, name))
    gain = figure + _bonuses(plan, name)
    return Reserve(
        option, payment.payers, figure, gain, payment.short, payment.pence, links, barring
    )


def _figure(plan: Plan, way: tuple[ShortfallPayment, Option]) -> int:
    return plan.values.figure(key_of(way[1]), way[0].payers)


def _bonuses(plan: Plan, name: str) -> int:
    """Bonuses, in figures, that a proposal would earn with the chosen ones."""
    ends = (
        ((link.proposal, link.other), figure)
        for place, figure in plan.values.bonus.items()
        for link in [plan.programme.links[place]]
    )
    return sum(
        figure
        for (one, other), figure in ends
        if (name == one and other in plan.options) or (name == other and one in plan.options)
    )


def _is_deferred(plan: Plan, name: str) -> bool:
    decision = plan.programme.decision_of.get(name)
    return decision is not None and decision.because == "deferred"


def _order(waiting: Reserve) -> tuple[int, int]:
    return waiting.pence, -waiting.figure


def _placed(waiting: Reserve, place: int) -> Reserve:
    return replace(waiting, place=place)
