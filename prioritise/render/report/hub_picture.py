"""The hubs on a map, or as bars where nobody says where they lie: money asked for and funded."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from prioritise.hubs.screening import point_of
from prioritise.optimise.plan import Plan
from prioritise.programme.money import to_pence
from prioritise.render.report.figures import count
from prioritise.render.report.given import Given
from prioritise.views.charts.bars import Bar, bars
from prioritise.views.charts.chart import in_widths
from prioritise.views.charts.hub_money_map import MappedHub, MappedLink, hub_money_map
from prioritise.views.document import Figure, Grid, heads
from prioritise.views.rounding import Money, percent, points, short_money
from prioritise.views.run.hub_and_rule_tables import by_hub_table

NAME = "chart-hubs"


def hub_picture(given: Given) -> Figure | None:
    """Each hub with what its proposals ask for and get; none where no hub takes part."""
    plan = given.plan
    money = _asked_and_funded(plan)
    if not money:
        return None
    names = {hub.hub: hub.name for hub in plan.programme.active_hubs}
    shares = {
        hub: (Fraction(funded, asked), names[hub])
        for hub, (asked, funded) in money.items()
        if asked
    }
    caption = "Public money for each hub, of what its proposals ask for"
    if len(shares) > 1:
        (low, last), (high, first) = min(shares.values()), max(shares.values())
        caption = (
            f"Hubs get between {percent(low)} ({last}) and {percent(high)} ({first}) of what they "
            "ask for"
        )
    texts = {hub: _of_asked(*pair) for hub, pair in money.items()}
    listed = "; ".join(f"{names[hub]} {text}" for hub, text in texts.items())
    placed = [
        MappedHub(
            hub.hub,
            hub.name,
            place,
            float(money[hub.hub][0]),
            float(money[hub.hub][1]),
            texts[hub.hub],
        )
        for hub in plan.programme.active_hubs
        if (place := point_of(hub)) is not None
    ]
    if len(placed) < max(2, len(money)):
        said = f"One bar for each of {count(len(money), 'hub')}. {listed}."
        drawn = [
            Bar(names[hub], (float(funded),), texts[hub], float(asked))
            for hub, (asked, funded) in money.items()
        ]
        keys = ("funded", "asked for and not funded")
        svg = in_widths(lambda width: bars(NAME, caption, said, drawn, keys, width=width))
        return Figure(NAME, svg, caption, _grid(plan, money))
    links = _links(plan)
    said = (
        "A map of the hubs: the area of each pale disc is the public money that its proposals ask "
        f"for, that of the dark disc what is funded. {listed}. "
        f"{count(len(links), 'line').capitalize()} between hubs that share a chosen proposal."
    )
    areas = given.reach.appraisal.access.areas if given.reach else ()
    ground = [point for area in areas if (point := point_of(area.zone)) is not None]
    svg = in_widths(
        lambda width: hub_money_map(NAME, caption, said, placed, links, ground, width=width)
    )
    return Figure(NAME, svg, caption, _grid(plan, money))


def _links(plan: Plan) -> list[MappedLink]:
    """Chosen proposals between hubs: a line from each hub to the next."""
    links = []
    for name in plan.shortlist:
        proposal, cost = plan.programme.proposal_of[name], plan.options[name].public_cost
        hubs = sorted(proposal.hubs)
        for pair in itertools.pairwise(hubs):
            links.append(MappedLink(pair, float(cost), f"{proposal.title}: {short_money(cost)}"))
    return links


def _asked_and_funded(plan: Plan) -> dict[str, tuple[int, int]]:
    """Pence that each hub's proposals ask for and get, by id of the hub."""
    table, unit = by_hub_table(plan), plan.programme.unit
    asked, funded = (
        [to_pence(Decimal(cell), unit) for cell in table.cells(name)]
        for name in ("asked", "funded")
    )
    return dict(zip(table.cells("hub"), zip(asked, funded, strict=True), strict=True))


def _grid(plan: Plan, asked_funded: Mapping[str, tuple[int, int]]) -> Grid:
    table = by_hub_table(plan)
    money = Money.fitting([asked for asked, _ in asked_funded.values()], plan.programme.unit)
    numbers = (
        *("Proposals", "Chosen", f"Asked for, {money.unit}", f"Funded, {money.unit}"),
        *("Share of spend", "Value, points"),
    )
    names = ("hub", "name", "proposals", "selected", "spend_share", "value")
    columns = zip(*map(table.cells, names), strict=True)
    return Grid(
        "Public money for each hub, of what its proposals ask for",
        heads("Hub", numbers=numbers),
        tuple(
            (
                *(name, proposals, selected),
                *map(money.text, asked_funded[hub]),
                percent(Fraction(share)),
                points(Fraction(value)),
            )
            for hub, name, proposals, selected, share, value in columns
        ),
    )


def _of_asked(asked: int, funded: int) -> str:
    share = f", {percent(Fraction(funded, asked))}" if asked else ""
    return f"{short_money(funded)} of {short_money(asked)}{share}"
