"""What the page shows of an answer, as plain records: templates show them and compute nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prioritise.optimise.plan import Plan
from prioritise.optimise.totals import totals_of
from prioritise.programme.budgets import whole_budget
from prioritise.programme.money import money_text
from prioritise.programme.programme import Programme
from prioritise.views.rounding import points, short_money, short_points
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
    "begun": "under way",
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

    key: str
    """Ids of its hubs, by which it is unfolded."""
    number: int
    """Place by its first proposal, of which ids of elements are made."""
    name: str
    count: str
    size: int
    """Proposals that it has."""
    rows: tuple[ProposalRow, ...]
    """All of them; none where they are folded."""
    locks: tuple[tuple[str, str], ...]
    """What is locked there on the page, where it is folded: proposals, `in` or `out`."""
    takes_part: bool


@dataclass(frozen=True, slots=True)
class ProposalSwap:
    """A proposal that is in one shortlist and not in the other, or in both otherwise."""

    number: int
    proposal: str
    title: str
    words: str
    group: str
    """Key of its group, where that is folded; else empty."""


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


LISTED_WHOLE = 200
"""Proposals up to which every hub's stand open; where there are more, hubs unfold one by one."""


def shown(
    answer: PageAnswer,
    start: PageAnswer | None,
    worth: Fraction | None,
    opened: Collection[str] = (),
) -> ShownShortlist:
    """A shortlist, beside that of the scenario as it stands where this is another question.

    Parameters
    ----------
    answer : Answer
        The shortlist.
    start : Answer
        That of the scenario as it stands, where it is known.
    worth
        What that one is worth by the weights of this; none where they cannot be compared.
    opened
        Keys of the groups that are unfolded, where not all are.
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
        spent=short_money(plan.public_cost),
        budget=short_money(whole_budget(plan.programme.streams)),
        changes=_changes(answer, plan, before, worth, opened) if before else None,
        unit=money_of(plan).unit,
        cost_unit=unit,
        years=plan.programme.years,
        money=money_rows(plan, before),
        groups=tuple(_groups(answer, before, opened)),
    )


def group_of(answer: PageAnswer, start: PageAnswer | None, key: str) -> ProposalGroup | None:
    """One group, unfolded; none where there is no such group."""
    before = start.plan if start and not answer.settings.is_plain else None
    return next((each for each in _groups(answer, before, (key,)) if each.key == key), None)


def is_folded(programme: Programme, name: str, opened: Collection[str]) -> bool:
    """Whether a proposal stands in a group that is folded."""
    if len(programme.proposals) <= LISTED_WHOLE:
        return False
    return group_key(programme, name) not in opened


def group_key(programme: Programme, name: str) -> str:
    """By which the group of a proposal is unfolded: the ids of its hubs."""
    return ";".join(sorted(programme.proposal_of[name].hubs))


def locked(programme: Programme, settings: PageSettings, proposal: str) -> tuple[str, str]:
    """How a proposal is locked on the page, and what it is where it is not."""
    lock = dict(settings.locks).get(proposal)
    decision = programme.decision_of.get(proposal)
    because_of = programme.promise_of(proposal) or (decision.because if decision else "")
    return FREE if lock is None else IN if lock else OUT, DECIDED.get(because_of, FREE)


def _signed(number: Fraction) -> str:
    text = points(abs(number)).rstrip("0").rstrip(".")
    return f"{'+' if number > 0 else '−' if number < 0 else '±'}{text}"


def _changes(
    answer: PageAnswer,
    plan: Plan,
    before: Plan,
    worth: Fraction | None,
    opened: Collection[str],
) -> ChangedSettings:
    unit = plan.programme.unit

    def swap(name: str, words: str = "") -> ProposalSwap:
        programme = plan.programme
        place = places[name]
        group = group_key(programme, name) if is_folded(programme, name, opened) else ""
        return ProposalSwap(place, name, programme.proposal_of[name].title, words, group)

    places = {name: place for place, name in enumerate(plan.programme.proposal_of)}
    more = plan.public_cost - before.public_cost
    sign = "+" if more > 0 else "−" if more < 0 else "±"
    both = [name for name in plan.shortlist if name in before.options]
    return ChangedSettings(
        value="" if worth is None else _signed(plan.value - worth),
        cost=f"{sign}{money_text(abs(more), unit)}",
        before=short_points(worth) if worth is not None and answer.settings.weights else "",
        enters=tuple(swap(n) for n in plan.shortlist if n not in before.options),
        leaves=tuple(swap(n) for n in before.shortlist if n not in plan.options),
        otherwise=tuple(
            swap(n, f"{_way(plan, n)} (was: {_way(before, n)})")
            for n in both
            if plan.options[n].label != before.options[n].label
        ),
        is_from_unproven=before.bound_figure != before.figure,
    )


def _way(plan: Plan, name: str) -> str:
    return way_in_words(plan.options[name]) or "as given"


def _groups(
    answer: PageAnswer, before: Plan | None, opened: Collection[str]
) -> Iterator[ProposalGroup]:
    plan = answer.plan
    assert plan is not None
    programme = plan.programme
    groups: dict[tuple[bool, str], list[str]] = {}
    for name, proposal in programme.proposal_of.items():
        groups.setdefault((len(proposal.hubs) > 1, group_key(programme, name)), []).append(name)
    numbers = {name: number for number, name in enumerate(programme.proposal_of)}
    hubs = {key: sorted(programme.proposal_of[names[0]].hubs) for key, names in groups.items()}
    absent = {key: not all(map(programme.takes_part, hubs[key])) for key in groups}
    folded = {key for key, names in groups.items() if is_folded(programme, names[0], opened)}
    table = None if len(folded) == len(groups) else shortlist_table(plan, answer.waiting)
    columns = {column.name: place for place, column in enumerate(table.columns)} if table else {}
    cells = {row[columns["proposal"]]: row for row in table.rows} if table else {}
    for key in sorted(groups, key=lambda each: (absent[each], each)):
        names = groups[key]
        chosen = [name for name in names if name in plan.options]
        cost = sum(plan.options[name].public_cost for name in chosen)
        rows: tuple[ProposalRow, ...] = ()
        if key not in folded:
            rows = tuple(_row(answer, before, cells[n], columns, numbers[n], n) for n in names)
        locked_here = tuple(
            (name, IN if is_in else OUT)
            for name, is_in in answer.settings.locks
            if key in folded and group_key(programme, name) == key[1]
        )
        yield ProposalGroup(
            key[1],
            numbers[names[0]],
            "; ".join(programme.hub_of[hub].name for hub in hubs[key]),
            f"{len(chosen)} of {len(names)} in, {money_text(cost, programme.unit)}",
            len(names),
            rows,
            locked_here,
            not absent[key],
        )


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
