"""What the page shows of an answer, as plain records: templates show them and compute nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prioritise.optimise.plan import Plan
from prioritise.optimise.totals import totals_of
from prioritise.programme.budgets import whole_budget
from prioritise.programme.money import money_text
from prioritise.programme.programme import Programme
from prioritise.views.rounding import points, short_points
from prioritise.views.run.run_screen import answer as in_two_sentences
from prioritise.views.run.shortlist_table import SELECTED, shortlist_table
from prioritise.views.run.total_tables import totals_in_words
from prioritise.views.words.reasons import because
from prioritise.views.words.ways import way_in_words
from prioritise.web.money_view import MoneyRow, money_of, money_rows
from prioritise.web.session import PageAnswer
from prioritise.web.settings import FREE, IN, OUT, PageSettings

DECIDED = {
    "contracted": "contracted",
    "agreed": "as agreed",
    "declined": "as declined",
    "deferred": "as deferred",
    "locked": "as locked",
}
"""What a proposal is that nobody has locked on the page, where it is not free."""


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One proposal."""

    number: int
    """Place by id, of which ids of elements are made."""
    proposal: str
    title: str
    is_in: bool
    change: str
    """`comes in`, `goes out` or `changes`, against the scenario as it stands; else empty."""
    value: str
    cost: str
    note: str
    """Who pays, in which way, or what stands in the way."""
    can_be_in: bool
    lock: str
    """`in`, `out` or `free`."""
    otherwise: str
    """What it is where nobody locks it: `free`, or who has decided."""


@dataclass(frozen=True, slots=True)
class ProposalGroup:
    """The proposals of one hub, or of one linkage between hubs."""

    name: str
    count: str
    rows: tuple[ProposalRow, ...]
    takes_part: bool


@dataclass(frozen=True, slots=True)
class ProposalSwap:
    """A proposal that is in one shortlist and not in the other, or in both otherwise."""

    number: int
    proposal: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class ChangedSettings:
    """What differs from the scenario as it stands."""

    value: str
    """Points gained or lost; empty where these cannot be compared."""
    cost: str
    before: str
    """Points of the other shortlist by weights that were moved; empty where none was."""
    enters: tuple[ProposalSwap, ...]
    leaves: tuple[ProposalSwap, ...]
    otherwise: tuple[ProposalSwap, ...]
    is_from_unproven: bool
    """Whether the shortlist that it is compared with is not proven best."""

    @property
    def is_same(self) -> bool:
        """Whether it is the same shortlist."""
        return not (self.enters or self.leaves or self.otherwise)


@dataclass(frozen=True, slots=True)
class ShownShortlist:
    """A shortlist as the page shows it."""

    sentences: tuple[str, str]
    also: tuple[str, ...]
    is_proven: bool
    chosen: str
    value: str
    spent: str
    budget: str
    changes: ChangedSettings | None
    unit: str
    """Of the table of money."""
    cost_unit: str
    years: tuple[str, ...]
    money: tuple[MoneyRow, ...]
    groups: tuple[ProposalGroup, ...]


def shown(answer: PageAnswer, start: PageAnswer | None, worth: Fraction | None) -> ShownShortlist:
    """A shortlist, beside that of the scenario as it stands where this is another question.

    Parameters
    ----------
    answer : Answer
        The shortlist.
    start : Answer
        That of the scenario as it stands, where it is known.
    worth
        What that one is worth by the weights of this; none where they cannot be compared.
    """
    plan = answer.plan
    assert plan is not None
    before = start.plan if start and not answer.settings.is_plain else None
    totals = totals_of(plan.programme, plan.ways)
    unit = plan.programme.unit
    asked = sum(map(plan.programme.considers, plan.programme.proposals))
    return ShownShortlist(
        sentences=in_two_sentences(plan),
        also=tuple(totals_in_words(plan.programme, totals)),
        is_proven=plan.status == "optimal" and plan.bound_figure == plan.figure,
        chosen=f"{len(plan.choices)} of {asked}",
        value=short_points(plan.value),
        spent=money_text(_thousands(plan.public_cost, unit), unit),
        budget=money_text(_thousands(whole_budget(plan.programme.streams), unit), unit),
        changes=_changes(answer, plan, before, worth) if before else None,
        unit=money_of(plan).unit,
        cost_unit=unit,
        years=plan.programme.years,
        money=money_rows(plan, before),
        groups=tuple(_groups(answer, before)),
    )


def locked(programme: Programme, settings: PageSettings, proposal: str) -> tuple[str, str]:
    """How a proposal is locked on the page, and what it is where it is not."""
    lock = dict(settings.locks).get(proposal)
    decision = programme.decision_of.get(proposal)
    commitment = programme.proposal_of[proposal].commitment
    because_of = "contracted" if commitment else decision.because if decision else ""
    return FREE if lock is None else IN if lock else OUT, DECIDED.get(because_of, FREE)


def _thousands(pence: int, unit: str) -> int:
    """Pence, to the whole unit: key figures are read from across a room."""
    whole = {"£": 100, "£k": 100_000, "£m": 1_000_000}[unit]
    return round(Fraction(pence, whole)) * whole


def _signed(number: Fraction) -> str:
    text = points(abs(number)).rstrip("0").rstrip(".")
    return f"{'+' if number > 0 else '−' if number < 0 else '±'}{text}"


def _changes(
    answer: PageAnswer, plan: Plan, before: Plan, worth: Fraction | None
) -> ChangedSettings:
    unit = plan.programme.unit
    more = plan.public_cost - before.public_cost
    sign = "+" if more > 0 else "−" if more < 0 else "±"
    both = [name for name in plan.shortlist if name in before.options]
    return ChangedSettings(
        value="" if worth is None else _signed(plan.value - worth),
        cost=f"{sign}{money_text(abs(more), unit)}",
        before=short_points(worth) if worth is not None and answer.settings.weights else "",
        enters=tuple(_swap(plan, n) for n in plan.shortlist if n not in before.options),
        leaves=tuple(_swap(plan, n) for n in before.shortlist if n not in plan.options),
        otherwise=tuple(
            _swap(plan, n, f"{_way(plan, n)} (was: {_way(before, n)})")
            for n in both
            if plan.options[n].label != before.options[n].label
        ),
        is_from_unproven=before.bound_figure != before.figure,
    )


def _way(plan: Plan, name: str) -> str:
    return way_in_words(plan.options[name]) or "as given"


def _swap(plan: Plan, name: str, words: str = "") -> ProposalSwap:
    names = list(plan.programme.proposal_of)
    return ProposalSwap(names.index(name), name, plan.programme.proposal_of[name].title, words)


def _groups(answer: PageAnswer, before: Plan | None) -> Iterator[ProposalGroup]:
    plan = answer.plan
    assert plan is not None
    table = shortlist_table(plan, answer.waiting)
    columns = {column.name: place for place, column in enumerate(table.columns)}
    cells = {row[columns["proposal"]]: row for row in table.rows}
    groups: dict[tuple[bool, str, str], list[str]] = {}
    for name in plan.programme.proposal_of:
        row = cells[name]
        hubs = row[columns["hub"]]
        key = (len(plan.programme.proposal_of[name].hubs) > 1, hubs, row[columns["hub_name"]])
        groups.setdefault(key, []).append(name)
    numbers = {name: number for number, name in enumerate(plan.programme.proposal_of)}
    absent = {key: not all(map(plan.programme.takes_part, key[1].split(";"))) for key in groups}
    for key in sorted(groups, key=lambda each: (absent[each], each)):
        names = groups[key]
        rows = tuple(_row(answer, before, cells[n], columns, numbers[n], n) for n in names)
        chosen = [row for row in rows if row.is_in]
        cost = sum(plan.options[row.proposal].public_cost for row in chosen)
        count = f"{len(chosen)} of {len(rows)} in, {money_text(cost, plan.programme.unit)}"
        yield ProposalGroup(key[2], count, rows, not absent[key])


def _row(
    answer: PageAnswer,
    before: Plan | None,
    cells: Sequence[str],
    columns: Mapping[str, int],
    number: int,
    name: str,
) -> ProposalRow:
    plan = answer.plan
    assert plan is not None
    is_in = cells[columns["decision"]] == SELECTED
    lock, otherwise = locked(plan.programme, answer.settings, name)
    if lock != FREE:
        otherwise = FREE if otherwise == DECIDED["locked"] else otherwise
    paying = filter(None, cells[columns["streams"]].split(";"))
    streams = ", ".join(plan.programme.stream_of[stream].name for stream in paying)
    way = way_in_words(plan.options[name]) if is_in else ""
    note = "; ".join(filter(None, (way, streams))) if is_in else cells[columns["reason"]]
    can_be_in = because(plan, name) != "not eligible"
    return ProposalRow(
        number=number,
        proposal=name,
        title=plan.programme.proposal_of[name].title,
        is_in=is_in,
        change=_change(plan, before, name),
        value=_points(cells[columns["value"]]),
        cost=_figure(cells[columns["cost"]]),
        note=note,
        can_be_in=can_be_in or lock != FREE,
        lock=lock,
        otherwise=otherwise,
    )


def _change(plan: Plan, before: Plan | None, name: str) -> str:
    if before is None or (name in plan.options) == (name in before.options):
        same = (
            before is None
            or name not in plan.options
            or plan.options[name].label == before.options[name].label
        )
        return "" if same else "changes"
    return "comes in" if name in plan.options else "goes out"


def _points(cell: str) -> str:
    return short_points(Fraction(cell)) if cell else "–"


def _figure(cell: str) -> str:
    """An exact figure, its thousands set apart."""
    return f"{Decimal(cell):,}" if cell else "–"
