"""Cost against value: every proposal that could be chosen, and which of them are."""

from __future__ import annotations

from prioritise.render.report.figures import count, large_unit, plain_number
from prioritise.render.report.given import Given
from prioritise.views.charts.chart import Axis, in_widths
from prioritise.views.charts.discs import Disc, discs
from prioritise.views.document import Figure, Grid, Stacked, heads
from prioritise.views.rounding import points, short_money
from prioritise.views.words.reasons import because

NAME = "chart-value"
_NAMED = 6
"""Discs that have their names beside them, at most."""
MOST_DISCS = 600
"""Proposals that a picture has room for."""


def cost_and_value(given: Given) -> Figure | None:
    """Every proposal that could be chosen by cost and value; none where they are too many."""
    plan, programme = given.plan, given.plan.programme
    figures = {name: plan.figure_of(name) for name in plan.shortlist}
    costs = {name: plan.options[name].public_cost for name in plan.shortlist}
    for name, wait in given.waiting.items():
        figures[name], costs[name] = wait.figure, wait.option.public_cost
    considered = [name for name in programme.proposal_of if name in figures]
    if not 1 < len(considered) <= MOST_DISCS:
        return None
    value_of = {name: plan.values.in_points(figures[name]) for name in considered}
    letter, size = large_unit(costs.values())
    out = sorted(
        (name for name in considered if name not in plan.options),
        key=lambda name: (-value_of[name], name),
    )
    named = set(out[:_NAMED])
    shown = [
        Disc(
            costs[name] / size,
            float(value_of[name]),
            f"{name} {programme.proposal_of[name].title}: {short_money(costs[name])}, "
            f"{points(value_of[name])} points, "
            f"{'chosen' if name in plan.options else 'not chosen'}",
            name in plan.options,
            name in plan.options and because(plan, name) != "free",
            name if name in named else "",
        )
        for name in considered
    ]
    spent, value = plan.public_cost, plan.value
    slope = float(value) / (spent / size) if spent and value > 0 else 0.0
    above = sum(
        costs[name] > 0 and float(value_of[name]) / (costs[name] / size) > slope for name in out
    )
    caption = (
        f"{count(above, 'proposal')} not chosen {'has' if above == 1 else 'have'} more value for "
        "money than the shortlist has on average"
        if slope
        else "Cost and value of every proposal"
    )
    said = (
        "Every proposal as a disc: public cost to the right, value upwards; filled where it is "
        f"chosen. {len(plan.choices)} of {len(considered)} are chosen. The dearest in value that "
        "are not chosen have their ids beside them."
    )
    axes = (
        Axis.over(f"Public cost, {letter}", [0, *(each.across for each in shown)], plain_number),
        Axis.over("Value, points", [0, *(each.upwards for each in shown)], plain_number),
    )
    words = (
        f"Above the broken line a proposal brings more points for its money than the shortlist "
        f"does on average ({slope:,.1f} points per {letter[0]}1{letter[1:]}). What lies above it "
        "and is not chosen lacks money in just its streams and years."
    )
    grid = Grid(
        "Cost and value of every proposal",
        heads("Proposal", "Decision", numbers=("Public cost", "Value, points")),
        tuple(
            (
                Stacked(programme.proposal_of[name].title, name),
                "chosen" if name in plan.options else "not chosen",
                short_money(costs[name]),
                points(value_of[name]),
            )
            for name in sorted(considered, key=lambda each: (-value_of[each], each))
        ),
    )
    line = (slope, words) if slope else None
    svg = in_widths(lambda width: discs(NAME, caption, said, shown, axes, line, width=width))
    return Figure(NAME, svg, caption, grid)
