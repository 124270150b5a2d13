"""The costed programme of each hub: what is chosen there, what it costs in each year, who pays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from prioritise.optimise.ledger import Funding, funding_of, hub_funding_of
from prioritise.optimise.plan import Plan
from prioritise.programme.records import MATCH
from prioritise.render.report.figures import count
from prioritise.render.report.given import Given
from prioritise.render.report.money import MOST_YEARS
from prioritise.views.charts.chart import in_widths
from prioritise.views.charts.phasing import Phase, phasing
from prioritise.views.document import (
    Block,
    Cell,
    Figure,
    Fold,
    Grid,
    Head,
    Section,
    Stacked,
    Under,
    heads,
    words,
)
from prioritise.views.rounding import Money, points, short_money
from prioritise.views.words.reasons import because, listed
from prioritise.views.words.ways import way_in_words

MANY = 90
"""More chosen proposals than this, and each hub's stand folded."""
BETWEEN = "Between hubs"
PART = "Its part of what lies between hubs"
MATCH_NAME = "Other people’s money (match)"


def places(given: Given) -> Section:
    """The whole section."""
    plan = given.plan
    blocks: list[Block] = [_intro(plan)]
    blocks += _Places(given).blocks()
    return Section("programme", "The programme of each hub", tuple(blocks))


def _intro(plan: Plan) -> Block:
    linkages = any(len(plan.programme.proposal_of[name].hubs) > 1 for name in plan.shortlist)
    note = (
        "A proposal between hubs stands under its own heading at the end; each of its hubs has an "
        "equal part of its money and value."
        if linkages
        else ""
    )
    bonuses = [
        plan.values.in_points(figure)
        for place, figure in plan.values.bonus.items()
        if {plan.programme.links[place].proposal, plan.programme.links[place].other}
        <= set(plan.shortlist)
    ]
    between = (
        f"What pairs of proposals are worth together or lose by overlapping, "
        f"{points(sum(bonuses, Fraction(0)))} points in all, belongs to no hub."
        if bonuses
        else ""
    )
    return words(
        "What is chosen in each place, with its cost in each year and who pays. Amounts are cash "
        f"of their year; they are rounded here and exact in the workbook and the tables. {note}",
        between,
    )


class _Places:
    """One heading a hub, and one for what lies between hubs."""

    def __init__(self, given: Given) -> None:
        self._plan = given.plan
        self._programme = given.plan.programme
        self._reasons = given.reasons or {}
        self._funding: dict[str, list[Funding]] = {}
        for row in funding_of(self._plan):
            self._funding.setdefault(row.whom, []).append(row)
        self._by_hub: dict[str, list[Funding]] = {}
        for row in hub_funding_of(self._plan):
            self._by_hub.setdefault(row.whom, []).append(row)
        years = self._programme.years
        self._years = years if len(years) <= MOST_YEARS else ()
        amounts = [sum(row.amounts) for rows in self._by_hub.values() for row in rows]
        self._money = Money.fitting(amounts, self._programme.unit)

    def blocks(self) -> Iterator[Block]:
        many = len(self._plan.choices) > MANY
        for place, (hub, ids) in enumerate(self._groups().items()):
            name = self._programme.hub_of[hub].name if hub else BETWEEN
            inside: list[Block] = []
            worth, part = self._part(hub, ids)
            if ids or worth or any(part):
                inside.append(self._chosen(name, hub, ids))
            else:
                inside.append(words("Nothing of this hub is chosen."))
            if ids and self._years:
                inside.append(self._phasing(f"chart-place-{place + 1}", name, hub, ids))
            if hub in self._by_hub:
                payers = self._payers(name, self._by_hub[hub])
                inside.append(Fold(f"{name}: who pays in each year", (payers,)))
            cost = self._sums(ids)[-1]
            value = sum((self._value(each) for each in ids), Fraction(0))
            aside = f"{count(len(ids), 'proposal')}, {short_money(cost)}, {points(value)} points"
            if worth or any(part):
                aside += f"; with its part of what lies between hubs {short_money(cost + part[-1])}"
            if many:
                summary = f"The programme: {name}"
                inside = [Fold(summary, tuple(inside), is_printed=True)]
            yield Under(f"place-{place + 1}", name, tuple(inside), aside)

    def _groups(self) -> Mapping[str, Sequence[str]]:
        groups: dict[str, list[str]] = {hub.hub: [] for hub in self._programme.active_hubs}
        between: list[str] = []
        for name in self._plan.shortlist:
            hubs = self._programme.proposal_of[name].hubs
            (groups[hubs[0]] if len(hubs) == 1 else between).append(name)
        return groups | ({"": between} if between else {})

    def _chosen(self, place: str, hub: str, ids: Sequence[str]) -> Grid:
        ordered = sorted(ids, key=lambda name: (-self._value(name), name))
        match = any(self._plan.options[name].match for name in ids)
        numbers = ["Value", "Cost", *(["Match"] if match else [])]
        worth, part = self._part(hub, ids)
        rows = [self._row(name, match) for name in ordered]
        if worth or any(part):
            gap = [""] * (1 + match)
            rows.append((PART, points(worth), self._money.text(part[-1]), *gap))
        matched = sum(self._plan.options[name].match for name in ids)
        total: tuple[Cell, ...] = (
            "All",
            points(sum((self._value(name) for name in ids), worth)),
            self._money.text(self._sums(ids)[-1] + part[-1]),
            *([self._money.text(matched)] if match else ()),
            "",
        )
        return Grid(
            f"{place}: what is chosen; money in {self._money.unit}, value in points",
            (Head("Proposal", wide=True), *heads(numbers=numbers), Head("Paid by", wide=True)),
            tuple(rows),
            total if len(rows) > 1 else (),
            notes=self._notes(ordered, len(rows)),
        )

    def _phasing(self, picture: str, place: str, hub: str, ids: Sequence[str]) -> Figure:
        """When the money of what is chosen in a place is spent."""
        programme = self._programme
        later = any(self._plan.options[name].after for name in ids)
        headings = (*self._years, "later") if later else self._years
        rows = []
        for name in sorted(ids, key=lambda each: (-self._value(each), each)):
            amounts = self._sums([name])[:-1]
            amounts += [self._plan.options[name].after] if later else []
            texts = tuple(self._money.text(amount) if amount else "" for amount in amounts)
            is_contracted = programme.proposal_of[name].commitment == "contracted"
            rows.append(
                Phase(
                    programme.proposal_of[name].title,
                    tuple(map(float, amounts)),
                    texts,
                    is_contracted,
                )
            )
        sums, part = self._sums(ids)[:-1], self._part(hub, ids)[1][:-1]
        blank = [""] if later else []
        peak = max(range(len(sums)), key=lambda year: sums[year])
        caption = (
            f"{place}: {short_money(sums[peak])} of {short_money(sum(sums))} falls in "
            f"{self._years[peak]}"
        )
        said = (
            "A row for each chosen proposal, a column for each year: a bar from its first year "
            "with public money to its last, the money of each year in it."
        )
        grid = Grid(
            f"{place}: public money in each year, {self._money.unit}",
            heads("Proposal", numbers=headings),
            (
                *((row.label, *(text or "–" for text in row.texts)) for row in rows),
                *([(PART, *map(self._money.text, part), *blank)] if any(part) else []),
            ),
            ("All", *map(self._money.text, map(sum, zip(sums, part, strict=True))), *blank),
        )
        words_later = f"after {self._years[-1]}" if later else ""
        svg = in_widths(
            lambda width: phasing(picture, caption, said, headings, rows, words_later, width=width)
        )
        return Figure(picture, svg, caption, grid)

    def _part(self, hub: str, ids: Sequence[str]) -> tuple[Fraction, list[int]]:
        """What a hub has of proposals between hubs: value, and money as in `_sums`."""
        own = self._sums(ids)
        if not hub:
            return Fraction(0), [0] * len(own)
        public = [row for row in self._by_hub.get(hub, ()) if row.stream != MATCH]
        linkages = [
            (name, len(hubs))
            for name in self._plan.shortlist
            for hubs in [self._programme.proposal_of[name].hubs]
            if hub in hubs and len(hubs) > 1
        ]
        value = sum((self._value(name) / number for name, number in linkages), Fraction(0))
        return value, [a - b for a, b in zip(self._amounts(public), own, strict=True)]

    def _row(self, name: str, match: bool) -> tuple[Cell, ...]:
        option = self._plan.options[name]
        payers = {row.stream for row in self._funding.get(name, ()) if row.stream != MATCH}
        return (
            Stacked(self._programme.proposal_of[name].title, self._details(name)),
            points(self._value(name)),
            self._money.text(self._sums([name])[-1]),
            *([self._money.text(option.match)] if match else ()),
            listed([self._programme.stream_of[stream].name for stream in sorted(payers)]) or "–",
        )

    def _notes(self, ids: Sequence[str], rows: int) -> tuple[str, ...]:
        """Why each is chosen, below its row: a sentence is no column."""
        if not self._reasons:
            return ()
        said = [self._reasons.get(name, "") for name in ids]
        return tuple(said + [""] * (rows - len(ids)))

    def _sums(self, ids: Sequence[str]) -> list[int]:
        """Public money in each year that is shown, and in all."""
        rows = [r for name in ids for r in self._funding.get(name, ()) if r.stream != MATCH]
        return self._amounts(rows)

    def _details(self, name: str) -> str:
        hubs = self._programme.proposal_of[name].hubs
        settled = because(self._plan, name)
        parts = [
            name,
            listed([self._programme.hub_of[hub].name for hub in sorted(hubs)])
            if len(hubs) > 1
            else "",
            way_in_words(self._plan.options[name]),
            settled if settled != "free" else "",
        ]
        return " · ".join(filter(None, parts))

    def _value(self, name: str) -> Fraction:
        return self._plan.values.in_points(self._plan.figure_of(name))

    def _payers(self, place: str, rows: Sequence[Funding]) -> Grid:
        numbers = [*self._years, "All years"]
        public = [row for row in rows if row.stream != MATCH]
        return Grid(
            f"{place}: who pays, {self._money.unit}",
            heads("Stream", "Kind", numbers=numbers),
            tuple(
                (
                    MATCH_NAME
                    if row.stream == MATCH
                    else self._programme.stream_of[row.stream].name,
                    row.kind or "–",
                    *map(self._money.text, self._amounts([row])),
                )
                for row in rows
            ),
            ("Public money", "", *map(self._money.text, self._amounts(public))),
        )

    def _amounts(self, rows: Sequence[Funding]) -> list[int]:
        by_year = [sum(row.amounts[year] for row in rows) for year in range(len(self._years))]
        return [*by_year, sum(sum(row.amounts) for row in rows)]
