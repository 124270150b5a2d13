"""The same money by hub, by proposal, and by stream and year, there as bars on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from prioritise.optimise.ledger import YearAccount, budgets_of, funding_of, hub_funding_of
from prioritise.optimise.plan import Plan
from prioritise.programme.programme import Programme
from prioritise.programme.records import Stream
from prioritise.views import columns as of
from prioritise.views.rounding import Money, bar, percent
from prioritise.views.screen import Screen, right
from prioritise.views.table import Column, Table

_WHO_PAYS = (of.STREAM, of.KIND)


def programme_table(plan: Plan) -> Table:
    """The costed programme of each hub: who pays what in which year."""
    programme = plan.programme
    within = "Money paid within the years."
    return Table.of(
        "programme",
        "The costed programme of each hub: what each stream pays there, and match.",
        ("hub", "stream", "kind"),
        (
            of.HUB.of(lambda row: row.whom),
            *_WHO_PAYS,
            *of.years(programme, "Money paid"),
            of.money(programme, "total", "Total", within, lambda row: sum(row.amounts)),
        ),
        hub_funding_of(plan),
    )


def funding_table(plan: Plan) -> Table:
    """Who pays what for each chosen proposal."""
    programme = plan.programme
    return Table.of(
        "funding",
        "What each stream, or match, pays for a proposal in a year; adds up to its cost.",
        ("proposal", "stream", "kind", "year"),
        (
            *(of.PROPOSAL, *_WHO_PAYS, of.YEAR),
            of.money(programme, "amount", "Amount", "Money paid."),
        ),
        [
            {"proposal": row.whom, "stream": row.stream, "kind": row.kind}
            | {"year": year, "amount": pence}
            for row in funding_of(plan)
            for year, pence in zip(programme.years, row.amounts, strict=True)
            if pence
        ],
    )


def budgets_table(plan: Plan) -> Table:
    """What became of every budget."""
    programme = plan.programme
    spent = "What the plan spends, that of streams in it included."
    unspent = (
        "What is left: budget + carried_in = spent + carried_out + unspent. Contingency is in it; "
        "below 0 where more than the budget is programmed."
    )
    return Table.of(
        "budgets",
        "What becomes of each year's budget of each stream; the oldest money is spent first.",
        ("stream", "year"),
        (
            of.STREAM.of(lambda row: row.stream.stream),
            of.KIND.of(lambda row: row.stream.kind or ""),
            of.YEAR.of(lambda row: programme.years[row.year]),
            of.money(programme, "budget", "Budget", "Budget of the year."),
            of.money(programme, "carried_in", "Carried in", "Money of earlier years."),
            of.money(programme, "spent", "Spent", spent),
            of.money(programme, "carried_out", "Carried out", "Money moved to the next year."),
            of.money(programme, "unspent", "Unspent", unspent),
        ),
        budgets_of(plan),
    )


@dataclass(frozen=True, slots=True)
class StreamUse:
    """What becomes of a stream's money, year by year and all years together, in pence."""

    years: tuple[YearAccount, ...]

    @property
    def stream(self) -> Stream:
        """The stream."""
        return self.years[0].stream

    @property
    def budget(self) -> int:
        """Budgets of all years."""
        return sum(year.budget for year in self.years)

    @property
    def there(self) -> int:
        """What may be spent of them: all but what is held back."""
        return sum(year.after_contingency for year in self.years)

    @property
    def spent(self) -> int:
        """What the plan spends, that of streams in it included."""
        return sum(year.spent for year in self.years)

    @property
    def share_used(self) -> Fraction | None:
        """Spent as a share of what is there; none where there is nothing."""
        return Fraction(self.spent, self.there) if self.there else None


def use_of_streams(accounts: Iterable[YearAccount]) -> dict[str, StreamUse]:
    """Every stream by its id, in the order of the accounts."""
    found: dict[str, list[YearAccount]] = {}
    for account in accounts:
        found.setdefault(account.stream.stream, []).append(account)
    return {name: StreamUse(tuple(years)) for name, years in found.items()}


def streams_table(plan: Plan) -> Table:
    """What becomes of each stream's money, all years together."""
    programme = plan.programme
    spent = "What the plan spends, that of streams in it."
    share = "Spent as a share of the budget less what is held back."
    return Table.of(
        "streams",
        "What becomes of each stream's money, all years together.",
        ("stream",),
        (
            of.STREAM.of(lambda use: use.stream.stream),
            Column("name", "Name", "Name of the stream.").within(lambda use: use.stream),
            of.KIND.of(lambda use: use.stream.kind or ""),
            of.money(programme, "budget", "Budget", "Budgets of all years."),
            of.money(programme, "spent", "Spent", spent),
            of.money(
                programme,
                "left",
                "Left",
                "Budget less what is spent.",
                lambda use: use.budget - use.spent,
            ),
            of.number("share_used", "Share used", share),
        ),
        use_of_streams(budgets_of(plan)).values(),
    )


def used_of_there(money: Money, year: YearAccount, between: str) -> str:
    """What a stream uses of what there is for it in a year; a dash where both are nothing."""
    if not year.there and not year.spent:
        return "–"
    return f"{money.text(year.spent)}{between}{money.text(year.there)}"


GUTTER = "  "
LONGEST_ID = 22
BAR = 8


def show_money(screen: Screen, programme: Programme, accounts: Sequence[YearAccount]) -> None:
    """One line a stream: spent / available in each year, then all years together as a bar."""
    uses = use_of_streams(accounts)
    money = Money.fitting((a.budget + a.carried_in for a in accounts), programme.unit)
    cells = {
        name: [used_of_there(money, year, "/") for year in use.years] for name, use in uses.items()
    }
    widths = [
        max([len(year), *(len(row[place]) for row in cells.values())])
        for place, year in enumerate(programme.years)
    ]
    name_width = min(max(map(len, uses), default=0), LONGEST_ID)
    blocks = _blocks(widths, screen.width - name_width - len(GUTTER))
    for number, block in enumerate(blocks):
        is_last = number == len(blocks) - 1
        headings = [right(programme.years[year], widths[year]) for year in block]
        end = GUTTER + " " * (BAR + 5) if is_last else ""
        title = f"Money: spent/available, {money.unit}" if number == 0 else ""
        screen.heading(title, GUTTER.join(headings) + end)
        for name, row in cells.items():
            amounts = GUTTER.join(right(row[year], widths[year]) for year in block)
            lead = screen.cut(name, screen.width - len(amounts) - len(end))
            share = uses[name].share_used or Fraction(0)
            tail = f"{bar(share, BAR, plain=screen.is_plain)} {percent(share, short=True):>4}"
            screen.row(
                (lead + amounts, ""),
                (GUTTER if is_last else "", ""),
                (tail if is_last else "", "cyan"),
            )


def _blocks(widths: Sequence[int], room: int) -> list[list[int]]:
    """Years side by side as far as they fit; the last block leaves room for the bar."""
    blocks: list[list[int]] = [[]]
    used = 0
    for year, width in enumerate(widths):
        needed = width + len(GUTTER)
        if blocks[-1] and used + needed > room - BAR - 5:
            blocks.append([])
            used = 0
        blocks[-1].append(year)
        used += needed
    return blocks
