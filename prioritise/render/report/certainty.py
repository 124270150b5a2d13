"""How sure the shortlist is: who is in whatever is drawn, and who hangs on what is uncertain."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prioritise.optimise.plan import Plan
from prioritise.render.report.figures import count, decimal_words
from prioritise.render.report.given import Given, Told
from prioritise.views.charts.bars import Bar, bars
from prioritise.views.charts.chart import in_widths
from prioritise.views.charts.look import EMPTY, FIRST, SECOND
from prioritise.views.document import Block, Cell, Figure, Grid, Section, Stacked, heads, words
from prioritise.views.rounding import percent
from prioritise.views.table import Cells, Table

_LISTS = {"chosen": "The chosen shortlist", "least regret": "The list that risks least"}
_GROUPS = {"core": "always in", "borderline": "in some draws", "exterior": "never in"}
DRAWN = 15
"""Bars of a chart at most, those that are least sure; its table has all."""
_SAID = (
    "Every draw counts alike: the shares say how the answer hangs on what was declared uncertain, "
    "and are no likelihoods beyond that."
)


def certainty(given: Given) -> Section | None:
    """The whole section; none where nothing was drawn."""
    table = given.draws and given.draws.table("robustness")
    if not (given.draws and table):
        return None
    blocks: list[Block] = [_intro(given, table)]
    blocks += _by_hub(given.plan, table)
    blocks += _borderline(given.plan, table)
    blocks += _lists(given.draws)
    return Section("certainty", "How sure the shortlist is", tuple(blocks))


def _intro(given: Given, table: Table) -> Block:
    groups = table.cells("group")
    core, hang = groups.count("core"), groups.count("borderline")
    sentences = given.draws.sentences if given.draws else ()
    out = groups.count("exterior")
    return words(
        *sentences,
        f"{count(core, 'proposal').capitalize()} {_are(core)} in whatever is drawn, "
        f"{hang or 'none'} {'hang' if hang > 1 else 'hangs'} on it, and {out or 'none'} "
        f"{_are(out or 1)} out whatever is drawn. {_SAID}",
    )


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _by_hub(plan: Plan, table: Table) -> list[Block]:
    """How many of each hub's proposals are in always, sometimes and never."""
    group_of = dict(zip(table.cells("proposal"), table.cells("group"), strict=True))
    counts = {
        hub: [
            sum(
                group_of.get(name) == group
                for name, proposal in plan.programme.proposal_of.items()
                if hub.hub in proposal.hubs
            )
            for group in _GROUPS
        ]
        for hub in plan.programme.active_hubs
    }
    if not counts:
        return []
    groups = table.cells("group")
    core, hang, out = (groups.count(group) for group in _GROUPS)
    caption = f"{core} always in, {hang} in some draws, {out} never"
    said = "A bar for each hub: its proposals that are always in, in some draws, and never in."
    drawn = [
        Bar(hub.name, tuple(map(float, each)), " / ".join(map(str, each)))
        for hub, each in counts.items()
    ]
    grid = Grid(
        caption,
        heads("Hub", numbers=tuple(_GROUPS.values())),
        tuple((hub.name, *map(str, each)) for hub, each in counts.items()),
    )
    name, keys, looks = "chart-core", tuple(_GROUPS.values()), (FIRST, SECOND, EMPTY)
    svg = in_widths(lambda width: bars(name, caption, said, drawn, keys, looks=looks, width=width))
    return [Figure(name, svg, caption, grid)]


def _borderline(plan: Plan, table: Table) -> list[Block]:
    """Those that are in some draws and out of others, the likeliest first."""
    share, group = table.column("share_in"), table.column("group")
    name_at = table.column("proposal")
    found = sorted(
        (row for row in table.rows if row[group] == "borderline"),
        key=lambda row: (-Fraction(row[share]), row[name_at]),
    )
    if not found:
        return []
    proposals = plan.programme.proposal_of
    caption = "How often those are in that hang most on what is drawn"
    drawn = [
        Bar(
            proposals[row[name_at]].title,
            (float(Fraction(row[share])),),
            f"{percent(Fraction(row[share]))}, {_now(plan, row[name_at])}",
            1.0,
        )
        for row in _least_sure(found, share)
    ]
    first, last = found[0], found[-1]
    said = (
        f"Bars from {percent(Fraction(first[share]))} ({proposals[first[name_at]].title}) down to "
        f"{percent(Fraction(last[share]))} ({proposals[last[name_at]].title})."
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Stacked(proposals[row[name_at]].title, row[name_at]),
            _now(plan, row[name_at]),
            percent(Fraction(row[share])),
        )
        for row in found
    )
    grid = Grid(caption, heads("Proposal", "Now", numbers=("In, of draws",)), rows)
    name = "chart-certainty"
    svg = in_widths(
        lambda width: bars(name, caption, said, drawn, ("in", "out"), lines=1, width=width)
    )
    return [Figure(name, svg, caption, grid)]


def _least_sure(rows: Sequence[Cells], share: int) -> list[Cells]:
    """Those whose share is nearest to a half, in the order in which they come."""
    near = sorted(rows, key=lambda row: abs(Fraction(row[share]) - Fraction(1, 2)))[:DRAWN]
    return [row for row in rows if row in near]


def _now(plan: Plan, name: str) -> str:
    return "chosen" if name in plan.options else "not chosen"


def _lists(told: Told) -> list[Block]:
    """What lists may lose against the best of a draw."""
    table = told.table("lists")
    if table is None or not table.rows:
        return []
    place = {column.name: number for number, column in enumerate(table.columns)}
    return [
        Grid(
            "What a list may lose against the best of a draw",
            heads("List", numbers=("Largest loss, points", "Draws it keeps", "Draws it breaks")),
            tuple(
                (
                    _LISTS.get(row[place["list"]], row[place["list"]]),
                    decimal_words(row[place["largest_regret"]]),
                    decimal_words(row[place["possible"]]),
                    decimal_words(row[place["impossible"]]),
                )
                for row in table.rows
            ),
        )
    ]
