"""What changed in the inputs between two programmes: costs, scores, budgets, weights, decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from prioritise.analysis.comparison.compare import Comparison
from prioritise.programme.money import rounded
from prioritise.programme.programme import Programme
from prioritise.programme.records import Cost
from prioritise.views.screen import Screen
from prioritise.views.table import Column, Table, amount


class InputChange(NamedTuple):
    """A figure of the inputs that is another now."""

    what: str
    """What it is."""
    name: str
    """Whose."""
    column: str
    """In which column."""
    before: str
    """What stood there."""
    after: str
    """What stands there now."""


MOST_SHOWN = 30
"""Changes that a screen shows at most; files have all."""


def input_changes(before: Programme, after: Programme) -> tuple[InputChange, ...]:
    """Every change, in the order of the tables; an empty text where nothing stood or stands."""
    return (
        *_between("weight", _weights(before), _weights(after)),
        *_between("budget", _budgets(before), _budgets(after)),
        *_between("proposal", _present(before), _present(after)),
        *_between("score", _scores(before), _scores(after)),
        *_between("cost", _costs(before), _costs(after)),
        *_between("decision", _decisions(before), _decisions(after)),
    )


def input_changes_table(comparison: Comparison, scenarios: int) -> Table:
    """One row for each change of each further scenario, of so many in all, against the first."""
    first, *others = comparison.answers[:scenarios]
    return Table.of(
        "input_changes",
        "A figure of the inputs that is not what it is in the first scenario.",
        ("scenario", "what", "name", "column"),
        (
            Column("scenario", "Scenario", "Where it is otherwise."),
            Column("what", "What", "`weight`, `budget`, `proposal`, `score`, `cost`, `decision`."),
            Column("name", "Name", "Id of the criterion, stream or proposal."),
            Column("column", "Column", "Year, criterion, or stream and year."),
            Column("before", "Before", "In the first scenario; amounts in its unit."),
            Column("after", "After", "In this one."),
        ),
        [
            {"scenario": other.label, **change._asdict()}
            for other in others
            for change in input_changes(first.programme, other.programme)
        ],
    )


def show_input_changes(
    comparison: Comparison, scenarios: int, screen: Screen | None = None
) -> None:
    """Print what changed in the inputs of each further scenario."""
    screen = screen or Screen()
    first, *others = comparison.answers[:scenarios]
    for other in others:
        changes = input_changes(first.programme, other.programme)
        screen.heading(f"Inputs of {other.label}, against {first.label}")
        if not changes:
            screen.line("  The same weights, budgets, proposals, scores, costs and decisions.")
        for what, name, column, before, after in changes[:MOST_SHOWN]:
            place = f" {column}" if column else ""
            screen.line(f"{what} of {name}{place}: {before or '–'} to {after or '–'}", lead="  ")
        if len(changes) > MOST_SHOWN:
            screen.note(f"The first {MOST_SHOWN} of {len(changes)}; input_changes.csv has all.")


TextByCell = Mapping[tuple[str, str], str]
"""A text by name and column."""


def _between(what: str, before: TextByCell, after: TextByCell) -> Iterator[InputChange]:
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key, ""), after.get(key, "")
        if was != now:
            yield InputChange(what, *key, was, now)


def _weights(programme: Programme) -> TextByCell:
    return {(each.name, ""): f"{each.weight.normalize():f}" for each in programme.criteria}


def _budgets(programme: Programme) -> TextByCell:
    return {
        (stream.stream, year): amount(pence, programme.unit)
        for stream in programme.streams
        for year, pence in zip(programme.years, stream.budgets, strict=True)
    }


def _present(programme: Programme) -> TextByCell:
    return {(name, ""): one.title for name, one in programme.proposal_of.items()}


def _scores(programme: Programme) -> TextByCell:
    return {
        (name, criterion): f"{score.normalize():f}"
        for name, one in programme.proposal_of.items()
        for criterion, score in one.scores.items()
        if score is not None
    }


def _costs(programme: Programme) -> TextByCell:
    """What each stream pays of a proposal in each year, its alternatives apart."""
    found: dict[tuple[str, str], int] = {}
    for cost in programme.costs:
        if cost.proposal in programme.proposal_of:
            for year, pence in _cells(programme, cost):
                words = (cost.option, cost.kind or "", cost.stream or "stream picked", year)
                key = (cost.proposal, " ".join(filter(None, words)))
                found[key] = found.get(key, 0) + pence
    return {key: amount(pence, programme.unit) for key, pence in found.items() if pence}


def _cells(programme: Programme, cost: Cost) -> Iterator[tuple[str, int]]:
    scale = Fraction(programme.cost_scale)
    years = (*programme.years, *programme.later_years)
    cells = (*cost.amounts, *cost.later)
    for year, pence in zip(years, cells, strict=False):
        yield year, rounded(pence * scale)
    yield "before", rounded(cost.before * scale)
    yield "after", rounded(cost.after * scale)


def _decisions(programme: Programme) -> TextByCell:
    return {
        (each.proposal, ""): f"{'in' if each.chosen else 'out'} ({each.because})"
        for each in programme.decisions
    }
