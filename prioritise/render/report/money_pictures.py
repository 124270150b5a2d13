"""Where money goes: spend of each year against its budget, and streams to hubs to themes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

from prioritise.optimise.ledger import budgets_of, funding_of, parts_by_hub, payments_of
from prioritise.optimise.plan import Plan
from prioritise.programme.records import MATCH
from prioritise.render.report.figures import count, large_unit, plain_number
from prioritise.views.charts.chart import in_widths
from prioritise.views.charts.flow import flow
from prioritise.views.charts.profile import YearSpend, profile
from prioritise.views.document import Figure, Grid, heads
from prioritise.views.rounding import Money, percent, short_money

_MOST_FLOWS = 24
"""Names in a column that a picture of flows has room for."""
_MOST_KINDS = 3
"""Kinds of money that a column tells apart."""
NO_THEME = "no theme"


def spend_profile(plan: Plan) -> Figure | None:
    """Spend of each year against its budget, kinds apart where told; none without streams."""
    programme = plan.programme
    outer = [row for row in budgets_of(plan) if not row.stream.parent]
    if not outer:
        return None
    parts = _by_kind(plan)
    budgets = [0] * len(programme.years)
    for row in outer:
        budgets[row.year] += row.after_contingency
    unit, size = large_unit(budgets)
    spent = [sum(part[place] for part in parts.values()) for place in range(len(budgets))]
    shares = [
        (Fraction(used, there), year)
        for used, there, year in zip(spent, budgets, programme.years, strict=True)
        if there
    ]
    if not shares:
        return None
    least, most = min(shares), max(shares)
    caption = (
        f"{percent(least[0])} of the money for {least[1]} is spent, "
        f"{percent(most[0])} of that for {most[1]}"
        if len(shares) > 1
        else f"{percent(least[0])} of the money for {least[1]} is spent"
    )
    shown = Money.fitting(budgets, programme.unit)
    years = [
        YearSpend(
            year,
            tuple(part[place] / size for part in parts.values()),
            budgets[place] / size,
            f"{short_money(spent[place])} of {short_money(budgets[place])}",
        )
        for place, year in enumerate(programme.years)
    ]
    said = "A column a year: what is spent, in a frame of what is available. " + "; ".join(
        f"{each.year} {each.text}" for each in years
    )
    grid = Grid(
        f"Spend in each year, {shown.unit}",
        heads("Year", numbers=(*(name.capitalize() for name in parts), "Available")),
        tuple(
            (
                year,
                *(shown.text(part[place]) for part in parts.values()),
                shown.text(budgets[place]),
            )
            for place, year in enumerate(programme.years)
        ),
    )
    name, labels = "chart-profile", tuple(parts)
    svg = in_widths(
        lambda width: profile(name, caption, said, years, labels, unit, plain_number, width=width)
    )
    return Figure(name, svg, caption, grid)


def _by_kind(plan: Plan) -> dict[str, list[int]]:
    """Public money of each kind in each year; all as one where there are many kinds."""
    years = len(plan.programme.years)
    kinds: dict[str, list[int]] = defaultdict(lambda: [0] * years)
    rows = [row for row in funding_of(plan) if row.stream != MATCH]
    is_told = len({row.kind for row in rows}) <= _MOST_KINDS
    for row in rows:
        name = row.kind or "of any kind" if is_told else "spent"
        kinds[name] = [a + b for a, b in zip(kinds[name], row.amounts, strict=True)]
    return dict(sorted(kinds.items())) or {"spent": [0] * years}


def money_flow(plan: Plan) -> Figure | None:
    """From each stream to each hub, and on to themes; none where names are too many."""
    programme = plan.programme
    to_hub: dict[tuple[str, str], int] = defaultdict(int)
    to_theme: dict[tuple[str, str], int] = defaultdict(int)
    for choice in plan.choices:
        option = plan.options[choice.proposal]
        proposal = programme.proposal_of[choice.proposal]
        for payer, _, amounts in payments_of(programme, option, choice.payers):
            if payer == MATCH:
                continue
            for hub, part in parts_by_hub(programme, choice.proposal, amounts):
                name = programme.hub_of[hub].name
                to_hub[programme.stream_of[payer].name, name] += sum(part)
                to_theme[name, proposal.theme or NO_THEME] += sum(part)
    has_themes = len({theme for _, theme in to_theme}) > 1
    links = [_above_nothing(each) for each in ((to_hub, to_theme) if has_themes else (to_hub,))]
    sizes = [len({pair[end] for pair in each}) for each in links for end in (0, 1)]
    if not links[0] or max(sizes) > _MOST_FLOWS:
        return None
    streams: dict[str, int] = defaultdict(int)
    for (stream, _), pence in links[0].items():
        streams[stream] += pence
    largest = max(streams, key=lambda each: (streams[each], each))
    whole = sum(streams.values())
    caption = f"{largest} pays most: {short_money(streams[largest])} of {short_money(whole)}"
    headings = ("Stream", "Hub", "Theme")[: len(links) + 1]
    said = (
        f"Bands of money from {count(len(streams), 'stream')} to hubs"
        f"{' and on to themes' if has_themes else ''}, as thick as the money that they stand for."
    )
    rows = tuple(
        (headings[place], source, target, short_money(pence))
        for place, each in enumerate(links)
        for (source, target), pence in sorted(each.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    grid = Grid(
        "Where money comes from and goes to",
        heads("From", "Name", "To", numbers=("Public money",)),
        rows,
    )
    name = "chart-flow"
    between = [{pair: float(pence) for pair, pence in each.items()} for each in links]
    svg = in_widths(
        lambda width: flow(
            name,
            caption,
            said,
            headings,
            between,
            lambda pence: short_money(round(pence)),
            width=width,
        )
    )
    return Figure(name, svg, caption, grid)


def _above_nothing(links: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    return {pair: pence for pair, pence in links.items() if pence > 0}
