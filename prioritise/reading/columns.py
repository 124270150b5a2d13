"""Which columns each table has, and how a cell of each is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from prioritise.programme.actuals import Actual
from prioritise.programme.appraised import Additionality, Benefit, Jobs, Optimism, RiskCost
from prioritise.programme.gates import Gate
from prioritise.programme.outcomes import Contribution
from prioritise.programme.progress import Milestone, Risk
from prioritise.programme.records import Alignment, Cost, Hub, Link, Proposal, Record, Stream
from prioritise.programme.scoring import Score
from prioritise.reading.cells import (
    BadCell,
    Reader,
    amount,
    day,
    free_text,
    identifier,
    label,
    names,
    number,
    signed_amount,
    whole,
    word,
    yes_or_no,
)

RECORDS: Mapping[str, type[Record]] = {
    "hubs": Hub,
    "streams": Stream,
    "proposals": Proposal,
    "costs": Cost,
    "alignment": Alignment,
    "links": Link,
    "benefits": Benefit,
    "jobs": Jobs,
    "additionality": Additionality,
    "optimism": Optimism,
    "risk_costs": RiskCost,
    "actuals": Actual,
    "gates": Gate,
    "contributions": Contribution,
    "scores": Score,
    "milestones": Milestone,
    "risks": Risk,
}
"""Record that a row of each table becomes, in the order in which the tables are read."""
ID_COLUMNS = {
    "hubs": "hub",
    "streams": "stream",
    "proposals": "proposal",
    "costs": "proposal",
    "alignment": "proposal",
    "optimism": "proposal",
    "zones": "zone",
}
"""Column of each table whose ids other rows need."""
GATHERED: Mapping[str, Mapping[str, object]] = {
    "streams": {"budgets": ()},
    "proposals": {"scores": {}},
    "costs": {"amounts": ()},
}
"""Fields that gather columns, as they are where no year or criterion could be read."""
REQUIRED_TABLES = ("hubs", "streams", "proposals", "costs")
"""Tables without which nothing can be decided."""
SCENARIOS_TABLE = "scenarios"
"""Table of changes that are asked about by name."""
OTHER_TABLES = ("zones", "journeys", SCENARIOS_TABLE)
"""Tables that belong to a programme, and are read only for people within reach or by name."""

NUMBER, TEXT = "number", "text"
"""What a further column of proposals may hold."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table."""

    name: str
    """Heading."""
    read: Reader
    """How a cell is read."""
    field: str
    """Field of the record that it fills, or fills a part of; empty where it fills none."""
    needed: bool = False
    """Whether the column has to be there."""
    filled: bool = False
    """Whether every cell has to be filled."""
    part: type | None = None
    """`tuple` or `dict` where the field gathers several columns."""
    blank: object = None
    """What a blank cell means; None leaves the field to its default."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What decides the columns of a programme's tables."""

    years: Sequence[str]
    """Financial years that have budgets."""
    unit: str
    """Unit of every amount."""
    criteria: Sequence[str]
    """Criteria that are scored in a column of proposals."""
    extra: Mapping[str, str]
    """Further columns of proposals; each holds `number` or `text`, or else its cells decide."""
    later: Sequence[str] = ()
    """Years after them, without budgets yet."""
    worked_out: Sequence[str] = ()
    """Columns of proposals that are worked out from other tables, and not typed."""


def columns_of(table: str, layout: Layout) -> tuple[TableColumn, ...]:
    """The columns of one table; for proposals, `decided` has settled the further ones."""
    money = amount(layout.unit)
    match table:
        case "hubs":
            return (
                *_id("hub"),
                TableColumn("name", free_text, "name", needed=True, filled=True),
                *_plain(label, "local_authority", "region"),
                *_plain(word, "status"),
                *_plain(number, "latitude", "longitude"),
                *_plain(whole, "jobs", "population", "deprivation_fifth"),
            )
        case "streams":
            return (
                *_id("stream"),
                TableColumn("name", free_text, "name", needed=True, filled=True),
                *_plain(word, "kind"),
                *_plain(names, "regions", "hubs"),
                *_plain(number, "intervention_rate"),
                *_plain(money, "min_award", "max_award"),
                *_plain(number, "carry_forward", "contingency", "over_programme"),
                *_plain(identifier, "parent"),
                *_years(layout.years, money, "budgets"),
                *(TableColumn(year, money, "", needed=True) for year in layout.later),
            )
        case "proposals":
            return _proposal_columns(layout)
        case "costs":
            return (
                *_id("proposal"),
                *_plain(label, "option"),
                *_plain(number, "worth"),
                *_plain(word, "kind"),
                *_plain(identifier, "stream"),
                *_plain(yes_or_no, "secured"),
                *_plain(money, "before", "after"),
                *_years(layout.years, money, "amounts"),
                *_years(layout.later, money, "later"),
            )
        case "alignment":
            return (
                *_id("proposal", "stream"),
                TableColumn("alignment", number, "alignment", needed=True, filled=True),
            )
        case "links":
            return (
                TableColumn("kind", word, "kind", needed=True, filled=True),
                *_id("proposal", "other"),
                *_plain(number, "value"),
            )
        case "actuals":
            return (
                *_id("proposal", "stream", "year"),
                *_plain(money, "spent", "forecast"),
                *_plain(day, "as_at"),
                *_plain(free_text, "note"),
            )
        case "gates":
            return (
                *_id("proposal"),
                TableColumn("stage", word, "stage", needed=True, filled=True),
                *_plain(day, "due", "forecast", "done"),
                *_plain(identifier, "panel"),
                *_plain(word, "outcome"),
                *_plain(free_text, "reason"),
            )
        case "contributions":
            return (
                *_id("proposal", "outcome"),
                TableColumn("contribution", whole, "contribution", needed=True, filled=True),
                *_plain(free_text, "evidence"),
            )
        case "scores":
            return (
                *_id("proposal"),
                TableColumn("criterion", label, "criterion", needed=True, filled=True),
                TableColumn("scorer", label, "scorer", needed=True, filled=True),
                TableColumn("score", number, "score", needed=True, filled=True),
                *_plain(number, "confidence"),
                *_plain(free_text, "note"),
            )
        case "milestones":
            return (
                *_id("milestone"),
                TableColumn("title", free_text, "title", needed=True, filled=True),
                *_plain(identifier, "area", "hub", "proposal"),
                *_plain(day, "due", "forecast", "done"),
                *_plain(free_text, "owner", "progress"),
            )
        case "risks":
            return (
                *_id("risk"),
                TableColumn("title", free_text, "title", needed=True, filled=True),
                *_plain(identifier, "area", "hub", "proposal"),
                *_plain(whole, "likelihood", "impact"),
                *_plain(free_text, "owner", "response"),
                *_plain(word, "status"),
            )
        case _:
            return _appraised_columns(table, layout.unit)


def decided(layout: Layout, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Layout:
    """The layout with the kind of every further column: a number if every filled cell is one."""
    extra = dict(layout.extra)
    rows = list(rows)
    for name in [name for name, kind in extra.items() if not kind and name in headings]:
        column = headings.index(name)
        extra[name] = NUMBER if _all_numbers(row[column] for row in rows) else TEXT
    return replace(layout, extra=extra)


def budgeted(layout: Layout, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Layout:
    """The layout with the last years whose column is blank set apart as later years.

    A column that is not there is no blank column: it may have been forgotten.
    """
    rows = list(rows)
    used = [
        place
        for place, year in enumerate(layout.years)
        if year not in headings or any(row[headings.index(year)].strip() for row in rows)
    ]
    first_later = max(used, default=len(layout.years) - 1) + 1
    return replace(layout, years=layout.years[:first_later], later=layout.years[first_later:])


def own_columns(table: str) -> list[str]:
    """Names of the columns that a table has in every programme."""
    return [column.name for column in columns_of(table, Layout((), "£", (), {}))]


def _proposal_columns(layout: Layout) -> tuple[TableColumn, ...]:
    return (
        *_id("proposal"),
        TableColumn("title", free_text, "title", needed=True, filled=True),
        TableColumn("hub", names, "hubs", needed=True, filled=True),
        *_plain(label, "lead", "theme"),
        *_plain(word, "commitment", "earliest", "latest"),
        *_plain(number, "likelihood"),
        *_plain(word, "stage"),
        *_plain(label, "scrutiny"),
        *_plain(number, "min_share", "jobs"),
        *(
            TableColumn(name, number, "scores", needed=True, part=dict)
            for name in layout.criteria
            if name not in layout.worked_out
        ),
        *(
            TableColumn(name, number, "numbers", needed=True, part=dict)
            if kind == NUMBER
            else TableColumn(name, free_text, "texts", needed=True, part=dict)
            for name, kind in layout.extra.items()
        ),
        *(TableColumn(name, free_text, "") for name in layout.worked_out),
    )


def _appraised_columns(table: str, unit: str) -> tuple[TableColumn, ...]:
    """The columns of the tables that an appraisal is made from."""
    match table:
        case "benefits":
            return (
                *_id("proposal"),
                TableColumn("kind", label, "kind", needed=True, filled=True),
                *_plain(word, "basis"),
                *_plain(identifier, "first", "last"),
                *_plain(signed_amount(unit), "amount"),
                *_plain(number, "growth"),
                *_plain(yes_or_no, "gross"),
                *_plain(signed_amount(unit), "reference"),
                *_plain(word, "counts_as", "rate"),
                *_plain(label, "falls_to", "measure"),
                *_plain(number, "quantity"),
                *_plain(word, "valued"),
                *_plain(word, "confidence"),
                *_plain(free_text, "source"),
            )
        case "jobs":
            return (
                *_id("proposal"),
                TableColumn("kind", word, "kind", needed=True, filled=True),
                *_plain(word, "sector"),
                TableColumn("jobs", number, "jobs", needed=True, filled=True),
                *_plain(number, "reference"),
                *_plain(free_text, "source"),
            )
        case "additionality":
            return (
                *_id("proposal"),
                TableColumn("level", word, "level", needed=True, filled=True),
                *_plain(number, "leakage", "displacement", "substitution", "multiplier"),
            )
        case "risk_costs":
            return (
                *_id("proposal"),
                TableColumn("risk", free_text, "risk", needed=True, filled=True),
                TableColumn("likelihood", number, "likelihood", needed=True, filled=True),
                TableColumn("cost", amount(unit), "cost", needed=True, filled=True),
                *_plain(identifier, "year"),
                *_plain(label, "owner"),
                *_plain(free_text, "response"),
            )
        case _:
            return (
                *_id("proposal"),
                TableColumn("type", label, "type", needed=True, filled=True),
                *_plain(number, "share", "mitigated", "months"),
            )


def _id(*columns: str) -> list[TableColumn]:
    return [TableColumn(name, identifier, name, needed=True, filled=True) for name in columns]


def _plain(read: Reader, *columns: str) -> list[TableColumn]:
    return [TableColumn(name, read, name) for name in columns]


def _years(years: Sequence[str], money: Reader, field: str) -> list[TableColumn]:
    return [TableColumn(year, money, field, needed=True, part=tuple, blank=0) for year in years]


def _all_numbers(cells: Iterable[str]) -> bool:
    filled = 0
    for cell in cells:
        try:
            filled += number(cell) is not None
        except BadCell:
            return False
    return filled > 0
