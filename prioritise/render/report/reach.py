"""Who can reach the hubs by public transport: a map, and people within reach of each."""

from __future__ import annotations

from fractions import Fraction

from prioritise.hubs.reach import HubReach
from prioritise.render.report.given import Given, ReachAnswer
from prioritise.views.charts.hub_map import hub_map
from prioritise.views.document import Block, Cell, Figure, Grid, Section, heads, words
from prioritise.views.rounding import percent
from prioritise.views.table import figure

MOST_THRESHOLDS = 4


def reach(given: Given) -> Section | None:
    """The whole section; none where nobody says where people live."""
    found = given.reach
    if found is None:
        return None
    appraisal = found.appraisal
    blocks: list[Block] = [words(_answer(found)), words(*found.notes, tone="quiet")]
    further = tuple(
        hub for hub in appraisal.access.proposed if hub in given.plan.programme.added_hubs
    )
    svg = hub_map(appraisal, further, found.basis)
    grid = _grid(found)
    if svg:
        caption = "Where people live, and the time to their nearest hub"
        blocks.append(Figure("chart-map", svg, caption))
    return Section("reach", "Who can reach the hubs", (*blocks, grid))


def _answer(found: ReachAnswer) -> str:
    appraisal, access = found.appraisal, found.appraisal.access
    middle = appraisal.thresholds[len(appraisal.thresholds) // 2]
    people, everybody = access.reached(access.agreed, middle), access.people
    share = percent(Fraction(people, everybody))
    return (
        f"{people:,} ({share}) of {everybody:,} {access.who} live within "
        f"{figure(middle)} minutes of an agreed hub."
    )


def _grid(found: ReachAnswer) -> Grid:
    appraisal, access = found.appraisal, found.appraisal.access
    shown = appraisal.thresholds[:MOST_THRESHOLDS]
    cells: dict[str, list[HubReach]] = {}
    for each in appraisal.reaches:
        if each.minutes in shown:
            cells.setdefault(each.hub, []).append(each)
    names = access.programme.hub_of
    rows: list[tuple[Cell, ...]] = [
        (names[hub].name, names[hub].status, *(f"{each.people:,}" for each in found_there))
        for hub, found_there in cells.items()
    ]
    rows += [
        (
            f"{names[hub].name}, newly reached",
            "proposed",
            *(f"{each.newly_reached or 0:,}" for each in cells[hub]),
        )
        for hub in access.proposed
        if hub in cells
    ]
    total = tuple(f"{access.reached(access.agreed, minutes):,}" for minutes in shown)
    return Grid(
        "People within reach of each hub",
        heads("Hub", "Status", numbers=[f"Within {figure(m)} minutes" for m in shown]),
        tuple(rows),
        ("Any agreed hub", "", *total),
    )
