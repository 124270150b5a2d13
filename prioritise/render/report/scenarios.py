"""What changes under each scenario: totals side by side, and who comes and goes."""

from __future__ import annotations

from collections.abc import Sequence

from prioritise.analysis.comparison.compare import IMPOSSIBLE, ComparedShortlist, Comparison
from prioritise.programme.budgets import whole_budget
from prioritise.render.report.figures import count
from prioritise.render.report.given import Given
from prioritise.views.charts.bars_and_lines import BLUE, ORANGE, Bar, bars, in_widths
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

MOST_SWAPS = 40
"""Swaps that a picture has room for."""
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
    enters, leaves = (
        sorted(found) for found in (given.comparison.added(other), given.comparison.dropped(other))
    )
    costs = {
        name: answer.options[name].public_cost
        for answer, names in ((other, enters), (first, leaves))
        for name in names
    }
    names = sorted(costs, key=lambda name: (name in enters, -costs[name], name))
    if not 0 < len(names) <= MOST_SWAPS:
        return None
    titles = {
        name: answer.programme.proposal_of[name].title
        for answer, each in ((other, enters), (first, leaves))
        for name in each
    }
    out, into = (sum(costs[name] for name in each) for each in (leaves, enters))
    caption = (
        f"{title_of(other)}: {count(len(leaves), 'proposal')} of {short_money(out)} "
        f"{'goes' if len(leaves) == 1 else 'go'} out, {count(len(enters), 'proposal')} of "
        f"{short_money(into)} {'comes' if len(enters) == 1 else 'come'} in"
    )
    said = (
        f"One bar a proposal, its length the public cost: first those that go out against "
        f"“{title_of(first)}”, then, with a broken outline, those that come in."
    )
    drawn = [
        Bar(
            titles[name],
            (0.0, float(costs[name])) if name in enters else (float(costs[name]), 0.0),
            f"{short_money(costs[name])} {'in' if name in enters else 'out'}",
        )
        for name in names
    ]
    grid = Grid(
        caption,
        heads("Proposal", "Change", numbers=("Public cost",)),
        tuple(
            (
                Stacked(titles[name], name),
                "comes in" if name in enters else "goes out",
                short_money(costs[name]),
            )
            for name in names
        ),
        hidden_caption=True,
    )
    keys, colours = ("goes out", "comes in"), (ORANGE, BLUE)
    svg = in_widths(lambda width: bars(caption, said, drawn, keys, colours, width=width))
    return Figure("chart-swaps", svg, caption, grid)


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
    svg = in_widths(
        lambda width: bars(caption, said, drawn, ("used", "available and not used"), width=width)
    )
    return Figure("chart-scenarios", svg, caption, grid)


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
    caption = "Who is in and out, where scenarios differ"
    columns = tuple(Head(title_of(answer)) for answer in comparison.answers)
    grid = Grid(
        caption,
        (Head("Proposal", wide=True), Head("Hub"), *columns),
        tuple(_row(comparison, name, name in changed) for name in names),
    )
    if len(names) <= SHOWN:
        return [grid]
    return [Fold(f"{caption}: {count(len(names), 'proposal')}", (grid,), is_printed=True)]


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
