"""What changes under each scenario: totals side by side, and who comes and goes."""

from __future__ import annotations

from collections.abc import Sequence

from prioritise.analysis.comparison.compare import IMPOSSIBLE, ComparedShortlist, Comparison
from prioritise.optimise.ledger import payments_of
from prioritise.programme.budgets import whole_budget
from prioritise.programme.records import MATCH
from prioritise.render.report.figures import count
from prioritise.render.report.given import Given
from prioritise.views.charts.bars import Bar, bars
from prioritise.views.charts.chart import in_widths
from prioritise.views.charts.scenario_grid import InOrOut, scenario_grid
from prioritise.views.charts.swaps import StreamSwaps, swaps
from prioritise.views.comparison.compare import in_or_out, proposal_in, why_impossible
from prioritise.views.document import (
    Block,
    Cell,
    Figure,
    Fold,
    Grid,
    Head,
    Section,
    Stacked,
    Tag,
    heads,
    words,
)
from prioritise.views.rounding import Money, points, short_money
from prioritise.views.words.ways import way_in_words

SHOWN = 60
"""Proposals of a matrix that are shown at once; of more, the matrix unfolds."""


def scenarios(given: Given) -> Section | None:
    """The whole section; none where there is one scenario."""
    comparison = given.comparison
    if comparison is None:
        return None
    blocks: list[Block] = [_intro(comparison), _chart(comparison), *_matrix(comparison)]
    return Section("scenarios", "What changes under each scenario", tuple(blocks))


def main_swaps(given: Given) -> Figure | None:
    """Who comes and goes under the first other scenario, by money; none where nobody does."""
    possible = [a for a in given.comparison.answers if a.is_possible] if given.comparison else []
    if given.comparison is None or len(possible) < 2:
        return None
    first, other = possible[:2]
    leaves = _payments(first, given.comparison.dropped(other))
    enters = _payments(other, given.comparison.added(other))
    if not leaves and not enters:
        return None
    out, into = (sum(pence for *_, pence in each) for each in (leaves, enters))
    gone, come = (len({name for name, *_ in each}) for each in (leaves, enters))
    caption = (
        f"{title_of(other)}: {count(gone, 'proposal')} of {short_money(out)} "
        f"{'goes' if gone == 1 else 'go'} out, {count(come, 'proposal')} of "
        f"{short_money(into)} {'comes' if come == 1 else 'come'} in"
    )
    said = (
        f"One row a stream that pays: to the left the money of those that go out against "
        f"“{title_of(first)}”, with a broken outline, to the right that of those that come in."
    )
    streams: dict[str, tuple[list[_Payment], list[_Payment]]] = {}
    for place, rows in enumerate((leaves, enters)):
        for row in rows:
            streams.setdefault(row[2], ([], []))[place].append(row)
    drawn = [
        StreamSwaps(
            stream,
            _drawn(out_of),
            _drawn(into_it),
            (_sum_of(out_of), _sum_of(into_it)),
        )
        for stream, (out_of, into_it) in sorted(
            streams.items(), key=lambda each: -sum(row[3] for side in each[1] for row in side)
        )
    ]
    rows = sorted(
        [(name, "goes out", stream, pence) for name, _, stream, pence in leaves]
        + [(name, "comes in", stream, pence) for name, _, stream, pence in enters],
        key=lambda row: (row[1] == "comes in", -row[3], row[0]),
    )
    titles = {row[0]: row[1] for row in (*leaves, *enters)}
    grid = Grid(
        caption,
        (*heads("Proposal", "Change", "Paid by", numbers=("Public money",)),),
        tuple(
            (Stacked(titles[name], name), change, stream, short_money(pence))
            for name, change, stream, pence in rows
        ),
        hidden_caption=True,
    )
    name = "chart-swaps"
    svg = in_widths(lambda width: swaps(name, caption, said, drawn, width=width))
    return Figure(name, svg, caption, grid)


_Payment = tuple[str, str, str, int]
"""Id and title of a proposal, name of a stream, and pence that it pays."""


def _payments(answer: ComparedShortlist, names: Sequence[str]) -> list[_Payment]:
    """What each stream pays for some proposals of a list, most first."""
    programme = answer.programme
    found = []
    for option, payers in answer.ways:
        if option.proposal not in names:
            continue
        sums: dict[str, int] = {}
        for payer, _, amounts in payments_of(programme, option, payers):
            if payer != MATCH:
                sums[payer] = sums.get(payer, 0) + sum(amounts)
        title = programme.proposal_of[option.proposal].title
        for payer, pence in (sums or {"": 0}).items():
            stream = programme.stream_of[payer].name if payer else "no public money"
            found.append((option.proposal, title, stream, pence))
    return sorted(found, key=lambda row: (-row[3], row[0], row[2]))


def _drawn(rows: Sequence[_Payment]) -> tuple[tuple[str, float], ...]:
    return tuple((f"{title}: {short_money(pence)}", float(pence)) for _, title, _, pence in rows)


def _sum_of(rows: Sequence[_Payment]) -> str:
    return short_money(sum(pence for *_, pence in rows)) if rows else ""


def title_of(answer: ComparedShortlist) -> str:
    """What people call a scenario."""
    return answer.programme.scenario or answer.programme.title


def _intro(comparison: Comparison) -> Block:
    verdicts = [comparison.verdict(name) for name in comparison.considered]
    always, never = verdicts.count("always"), verdicts.count("never")
    return words(
        f"Of {count(len(verdicts), 'proposal')}, {always} are chosen under every scenario, {never} "
        f"under none, and {verdicts.count('sometimes')} under some.",
        "Values of different scenarios compare only where weights and sizes are the same.",
        *(f"{why_impossible(each)}." for each in comparison.answers if not each.is_possible),
    )


def _chart(comparison: Comparison) -> Figure:
    caption = "Money used of the money available under each scenario, and the value it brings"
    drawn, first = [], comparison.answers[0]
    for answer in comparison.answers:
        budget = whole_budget(answer.programme.streams)
        text = f"{points(answer.value)} points, {count(len(answer.shortlist), 'proposal')}"
        text = text if answer.is_possible else IMPOSSIBLE
        bar = Bar(title_of(answer), (float(answer.public_cost),), text, float(budget))
        drawn.append(bar)
    possible = [answer for answer in comparison.answers if answer.is_possible]
    most = max(possible, key=lambda answer: answer.value)
    least = min(possible, key=lambda answer: answer.value)
    said = (
        f"One bar for each of {count(len(drawn), 'scenario')}. Value is highest under "
        f"“{title_of(most)}” ({points(most.value)} points) and lowest under “{title_of(least)}” "
        f"({points(least.value)})."
    )
    every = [whole_budget(answer.programme.streams) for answer in comparison.answers]
    money = Money.fitting(every, first.programme.unit)
    numbers = ("Chosen", "Come in", "Go out", "Value, points", f"Used, {money.unit}")
    grid = Grid(
        "Totals of each scenario",
        (*heads("Scenario", numbers=(*numbers, f"Available, {money.unit}")), Head("Proof")),
        tuple(
            (
                Stacked(title_of(answer), answer.label),
                *(
                    _figures(comparison, answer, money)
                    if answer.is_possible
                    else ("–", "–", "–", "–", "–")
                ),
                money.text(budget),
                _PROOF.get(answer.status, "not proven"),
            )
            for answer, budget in zip(comparison.answers, every, strict=True)
        ),
    )
    name, keys = "chart-scenarios", ("used", "available and not used")
    svg = in_widths(lambda width: bars(name, caption, said, drawn, keys, width=width))
    return Figure(name, svg, caption, grid)


_PROOF = {"optimal": "proven", IMPOSSIBLE: "proven to be impossible"}


def _figures(
    comparison: Comparison, answer: ComparedShortlist, money: Money
) -> tuple[str, str, str, str, str]:
    return (
        str(len(answer.shortlist)),
        *_changes(comparison, answer),
        points(answer.value),
        money.text(answer.public_cost),
    )


def _changes(comparison: Comparison, answer: ComparedShortlist) -> tuple[str, str]:
    """How many come in and go out against the first."""
    if answer is comparison.answers[0]:
        return "–", "–"
    return str(len(comparison.added(answer))), str(len(comparison.dropped(answer)))


def _matrix(comparison: Comparison) -> list[Block]:
    """Who is in under which scenario, of those that are not in or out under all of them."""
    some = [name for name in comparison.proposals if comparison.verdict(name) == "sometimes"]
    changed = [
        name
        for name in comparison.proposals
        if name not in some and any(name in comparison.changed(a) for a in comparison.answers)
    ]
    names = [*some, *changed]
    if not names:
        return [words("The shortlist is the same under every scenario.")]
    caption = f"{count(len(names), 'proposal')} hang on the scenario"
    columns = tuple(Head(title_of(answer)) for answer in comparison.answers)
    grid = Grid(
        "Who is in and out, where scenarios differ",
        (Head("Proposal", wide=True), Head("Hub"), *columns),
        tuple(_row(comparison, name, name in changed) for name in names),
    )
    if len(names) > SHOWN:
        return [Fold(f"{caption}: who is in and out", (grid,))]
    titles = [title_of(answer) for answer in comparison.answers]
    drawn = [
        InOrOut(
            proposal_in(comparison, name).title,
            tuple(_state(answer, name, name in changed) for answer in comparison.answers),
        )
        for name in names
    ]
    said = "A row for each proposal, a column for each scenario; filled where it is in."
    picture = "chart-grid"
    svg = in_widths(lambda width: scenario_grid(picture, caption, said, titles, drawn, width=width))
    return [Figure(picture, svg, caption, grid)]


def _state(answer: ComparedShortlist, name: str, is_changed: bool) -> str:
    """Whether and how a proposal is in; empty where no list is possible."""
    if not answer.is_possible:
        return ""
    if name not in answer.shortlist:
        return "out"
    return (way_in_words(answer.options[name]) or "in") if is_changed else "in"


def _row(comparison: Comparison, name: str, is_changed: bool) -> tuple[Cell, ...]:
    proposal = proposal_in(comparison, name)
    hubs = comparison.answers[0].programme.hub_of
    places: Sequence[str] = [hubs[hub].name if hub in hubs else hub for hub in proposal.hubs]
    return (
        Stacked(proposal.title, name),
        "; ".join(places),
        *(_in_or_out(answer, name, is_changed) for answer in comparison.answers),
    )


def _in_or_out(answer: ComparedShortlist, name: str, is_changed: bool) -> Cell:
    if name not in answer.shortlist:
        return in_or_out(answer, name)
    if is_changed:
        way = way_in_words(answer.options[name])
        return f"in, {way}" if way else "in, as given"
    return Tag("in", "green")
