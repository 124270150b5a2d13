"""Money used of the money there is, by stream and year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from prioritise.optimise.ledger import YearAccount, budgets_of, later_of
from prioritise.optimise.outturn import is_under_way
from prioritise.optimise.plan import Plan
from prioritise.programme.money import to_pence
from prioritise.programme.records import Stream
from prioritise.render.report.figures import count
from prioritise.render.report.given import Given
from prioritise.render.report.money_pictures import money_flow, spend_profile
from prioritise.views.charts.bars import Bar, bars
from prioritise.views.charts.chart import in_widths
from prioritise.views.charts.look import FIRST, THIRD
from prioritise.views.charts.money_by_year import YearCell, money_by_year
from prioritise.views.document import Block, Cell, Figure, Grid, Section, Stacked, heads, words
from prioritise.views.rounding import Money, percent, short_money
from prioritise.views.run.money import StreamUse, use_of_streams, used_of_there
from prioritise.views.run.outturn_blocks import outturn_blocks
from prioritise.views.run.total_tables import totals_table
from prioritise.views.words.reasons import listed

_TOTALS = {
    "within_budget": "Public money within the budgets",
    "over_programmed": "Public money planned above the budgets",
    "match_secured": "Other people’s money, secured",
    "match_unsecured": "Other people’s money, not confirmed",
    "future": "Committed after the budgeted years",
}
"""Names of the totals for people."""
MOST_YEARS = 6
"""Years that have room as columns."""
Uses = Mapping[str, StreamUse]


def money(given: Given) -> Section | None:
    """The whole section; none where there is no stream."""
    plan = given.plan
    if not plan.programme.streams:
        return None
    uses = use_of_streams(budgets_of(plan))
    blocks = [
        _intro(uses),
        _chart(plan, uses),
        *filter(None, (spend_profile(plan), money_flow(plan))),
        _years(plan, uses),
        _totals(plan),
        *(outturn_blocks(plan) if is_under_way(plan.programme) else ()),
        *_future(plan),
    ]
    return Section("money", "Money used of the money there is", tuple(blocks))


def by_year(plan: Plan) -> Figure | None:
    """Every stream and year as a picture; none where there are too many years for columns."""
    uses = use_of_streams(budgets_of(plan))
    years = plan.programme.years
    if not uses or len(years) > MOST_YEARS:
        return None
    every = [year for use in uses.values() for year in use.years]
    outer = [year for year in every if not year.stream.parent]
    shown = Money.fitting((a.budget + a.carried_in for a in every), plan.programme.unit)

    def cell(year: YearAccount) -> YearCell:
        there = year.there
        is_full = bool(there) and year.spent >= there
        text = f"{shown.text(year.spent)} of {shown.text(there)}"
        return YearCell(float(year.spent), float(there), text, is_full)

    rows = [(use.stream.name, tuple(map(cell, use.years))) for use in uses.values()]
    cells = [each for _, row in rows for each in row if each.there]
    full = sum(each.is_full for each in cells)
    left = sum(year.after_contingency - year.spent for year in outer)
    caption = (
        f"Money by stream and year, {shown.unit}: {full} of {len(cells)} cells are used in full, "
        f"{short_money(max(0, left))} is left"
    )
    said = (
        "A row for each stream, a column for each year; the bar is what is used, its frame what is "
        "there. What is used in full has a heavy outline and heavy figures."
    )
    name = "chart-years"
    svg = in_widths(lambda width: money_by_year(name, caption, said, years, rows, width))
    grid = replace(_years(plan, uses), caption=f"Used of available, {shown.unit}")
    return Figure(name, svg, caption, grid)


def _intro(uses: Uses) -> Block:
    full = [use.stream.name for use in uses.values() if use.there and use.spent >= use.there]
    idle = [use.stream.name for use in uses.values() if use.there and not use.spent]
    return words(
        "Money can be used only for what its stream may pay for, in the places that it may pay, "
        "and in its own year or as far as it may be carried. So some of it stays while proposals "
        "wait.",
        f"Used in full: {listed(full)}." if full else "",
        f"Not used at all: {listed(idle)}." if idle else "",
    )


def _chart(plan: Plan, uses: Uses) -> Figure:
    caption = "Money used of the money available, by stream, all years together"
    rows, shares = [], []
    for use in uses.values():
        there, spent, title = use.there, use.spent, use.stream.name
        share = use.share_used or Fraction(0)
        text = f"{short_money(spent)} of {short_money(there)}, {percent(share)}"
        above = max(0, spent - there)
        rows.append(Bar(title, (float(spent - above), float(above)), text, float(there)))
        shares.append((share, title))
    (least, worst), (most, best) = min(shares), max(shares)
    said = (
        f"One bar for each of {count(len(rows), 'stream')}. Most fully used: {best} "
        f"({percent(most)}); least: {worst} ({percent(least)})."
    )
    planned = ("planned above what there is",) if any(bar.parts[1] for bar in rows) else ()
    keys = ("used", *planned, "available and not used")
    name, looks = "chart-money", (FIRST, THIRD)
    svg = in_widths(lambda width: bars(name, caption, said, rows, keys, looks=looks, width=width))
    unit = Money.fitting([use.there for use in uses.values()], plan.programme.unit)
    numbers = (f"Used, {unit.unit}", f"Available, {unit.unit}", "Used, %")
    grid = Grid(
        caption,
        heads("Stream", numbers=numbers),
        tuple(
            (title, unit.text(use.spent), unit.text(use.there), percent(share))
            for (share, title), use in zip(shares, uses.values(), strict=True)
        ),
        hidden_caption=True,
    )
    return Figure(name, svg, caption, grid)


def _years(plan: Plan, uses: Uses) -> Grid:
    every = [year for use in uses.values() for year in use.years]
    shown = Money.fitting((a.budget + a.carried_in for a in every), plan.programme.unit)
    outer = [use.years for use in uses.values() if not use.stream.parent]
    return Grid(
        f"Used of available in each year, {shown.unit}",
        heads("Stream", numbers=plan.programme.years),
        tuple(
            (_named(use.stream), *(used_of_there(shown, year, " of ") for year in use.years))
            for use in uses.values()
        ),
        (
            "All streams, used",
            *(
                shown.text(sum(years[place].spent for years in outer))
                for place in range(len(plan.programme.years))
            ),
        ),
    )


def _named(stream: Stream) -> Cell:
    """A stream with its terms, where it has any."""
    terms: list[str] = [stream.kind or "any kind"]
    if stream.parent:
        terms.append(f"within {stream.parent}")
    for share, what in (
        (stream.carry_forward, "may be carried a year"),
        (stream.contingency, "held back"),
        (stream.over_programme, "may be planned above"),
    ):
        if share:
            terms.append(f"{percent(share)} {what}")
    return Stacked(stream.name, " · ".join((stream.stream, *terms)))


def _totals(plan: Plan) -> Grid:
    table, unit = totals_table(plan), plan.programme.unit
    pence = {row[0]: to_pence(Decimal(row[1]), unit) for row in table.rows}
    shown = Money.fitting(pence.values(), unit)
    return Grid(
        "What it comes to",
        heads("Total", numbers=(f"Amount, {shown.unit}",)),
        tuple((_TOTALS[name], shown.text(amount)) for name, amount in pence.items() if amount),
    )


def _future(plan: Plan) -> list[Block]:
    """What each hub commits later years to; nothing where there is no such commitment."""
    by_hub: dict[str, int] = {}
    for row in later_of(plan):
        by_hub[row.whom] = by_hub.get(row.whom, 0) + sum(row.amounts)
    outside = [stream for stream in plan.programme.streams if stream.outside]
    blocks: list[Block] = []
    if by_hub:
        shown = Money.fitting(by_hub.values(), plan.programme.unit)
        heading = f"Committed after {plan.programme.years[-1]}"
        rows = tuple(
            (plan.programme.hub_of[hub].name, shown.text(pence)) for hub, pence in by_hub.items()
        )
        blocks.append(Grid(heading, heads("Hub", numbers=(f"Amount, {shown.unit}",)), rows))
    if outside:
        late = [f"{short_money(stream.outside)} of {stream.name}" for stream in outside]
        verb = "comes" if len(late) == 1 else "come"
        text = f"{listed(late)} {verb} after the last year and cannot be used here."
        blocks.append(words(text, tone="caution"))
    return blocks
