"""Recorded decisions on a terminal: what stands, and everything that was ever recorded."""

from __future__ import annotations

from rich.cells import cell_len

from prioritise.decisions.entry import BINDING, Entry
from prioritise.decisions.log import Log
from prioritise.programme.programme import Programme
from prioritise.views.decisions.decision_tables import title_of
from prioritise.views.screen import Screen, fitted

GUTTER = "  "
LONGEST_ID = 14
SHORT_HEAD = 12
"""Signs of a hash on screens; files hold the whole."""
_STYLES = {"agreed": "green", "declined": "red", "deferred": "yellow"}


def show_decisions(log: Log, programme: Programme, screen: Screen | None = None) -> None:
    """Print the decision that stands on each proposal."""
    screen = screen or Screen()
    screen.line(programme.title, "bold")
    screen.line(_standing(log))
    screen.line(short_head(log))
    if not log.current:
        return
    width = min(max(map(cell_len, log.current)), LONGEST_ID)
    heads = _columns("decision", "stage", "on")
    screen.heading("Proposal", heads)
    for name, entry in log.current.items():
        room = screen.width - width - cell_len(heads) - 2 * len(GUTTER)
        screen.row(
            (GUTTER + screen.cut(name, width) + GUTTER, "bold"),
            (screen.cut(title_of(programme, name) or "no longer in the programme", room), ""),
            (_columns(entry.decision, entry.stage, entry.when[:10]), _STYLES[entry.decision]),
        )
        screen.line(f"{entry.by}: {entry.why}", "dim", lead=GUTTER * 2 + " " * width)


def show_log(log: Log, programme: Programme, screen: Screen | None = None) -> None:
    """Print everything that was ever recorded."""
    screen = screen or Screen()
    screen.line(programme.title, "bold")
    screen.line(short_head(log))
    width = len(str(len(log.entries)))
    for entry, standing in zip(log.entries, log.standings, strict=True):
        screen.line()
        what = f"{entry.number:{width}}{GUTTER}{entry.when[:16].replace('T', ' ')}{GUTTER}"
        said = f"{entry.proposal} {_what(entry)}"
        passed = standing in ("superseded", "withdrawn")
        screen.line(said + (f", {standing} since" if passed else ""), lead=what)
        lead = GUTTER + " " * width
        screen.line(f"{entry.by}: {entry.why}", "dim", lead=lead)
        if entry.run:
            screen.line(f"on the run whose manifest is {entry.run}", "dim", lead=lead)
        screen.line(entry.hash, "dim", lead=lead)


def show_recorded(log: Log, programme: Programme, screen: Screen | None = None) -> None:
    """Print what was recorded last, and the head that is worth keeping."""
    screen = screen or Screen()
    entry = log.entries[-1]
    title = title_of(programme, entry.proposal)
    name = f"{entry.proposal} ({title})" if title else entry.proposal
    when = f"{entry.when[:19].replace('T', ' ')} UTC"
    screen.line(f"Entry {entry.number}: {name} {_what(entry)}, by {entry.by}, {when}.", "bold")
    screen.line(f"Why: {entry.why}")
    earlier = [one for one in log.entries[:-1] if one.proposal == entry.proposal][-1:]
    replaced = entry.action == "add" and bool(earlier) and earlier[0].action == "add"
    if replaced:
        before = earlier[0]
        screen.line(
            f"It takes the place of entry {before.number} ({_how(before)}, by {before.by})."
        )
    if entry.action == "add" and not entry.binds:
        ended = replaced and earlier[0].binds
        screen.line(
            f"{entry.proposal} is bound no more." if ended else "It binds nothing yet.", "yellow"
        )
    screen.line(f"Head {log.head}")


def short_head(log: Log) -> str:
    """The head in a few signs, enough to recognise it."""
    if not log.entries:
        return "Nothing was ever recorded."
    return f"Head {log.head[:SHORT_HEAD]}… of entry {len(log.entries)}."


def _what(entry: Entry) -> str:
    return (
        f"is withdrawn (was {_how(entry)})" if entry.action == "withdraw" else f"is {_how(entry)}"
    )


def _how(entry: Entry) -> str:
    stage = "" if entry.stage == BINDING else f" at stage {entry.stage}"
    return f"{entry.decision}{stage}"


def _standing(log: Log) -> str:
    decisions = [entry.decision for entry in log.current.values()]
    parts = [f"{decisions.count(word)} {word}" for word in _STYLES if word in decisions]
    number = len(decisions)
    count = f"{number or 'No'} decision{'' if number == 1 else 's'}"
    return f"{count} stand{'s' if number == 1 else ''}{': ' if parts else ''}{', '.join(parts)}."


def _columns(decision: str, stage: str, day: str) -> str:
    return GUTTER + fitted(decision, 8) + GUTTER + fitted(stage, 7) + GUTTER + fitted(day, 10)
