"""Recorded decisions: what stands, everything ever recorded, the agreed priorities."""

from __future__ import annotations

from rich.cells import cell_len

from prioritise.decisions.entry import BINDING, Entry
from prioritise.decisions.log import Log
from prioritise.optimise.ledger import funding_of
from prioritise.optimise.plan import Plan
from prioritise.programme.options import Option
from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH, Proposal
from prioritise.views import columns as of
from prioritise.views.run.shortlist_table import NOT_SELECTED, SELECTED, hub_names
from prioritise.views.screen import Screen, fitted
from prioritise.views.table import Column, Table

ENTRY = of.whole("entry", "Entry", "Number of the entry in the record.", lambda entry: entry.number)
DECISION = Column("decision", "Decision", "`agreed`, `declined` or `deferred`.")
STAGE = Column(
    "stage",
    "Stage",
    "How far the decision has come: `officer`, `board` or `agreed`; only `agreed` binds.",
)
BY = Column("by", "By", "Who decided.")
WHEN = Column("when", "When", "When it was recorded, in UTC.")
WHY = Column("why", "Why", "Why it was decided.")
RUN = Column("run", "Run", "SHA-256 of the manifest of the run on which it was decided, if any.")
HASH = Column("hash", "Hash", "Hash of the entry, and through it of everything before.")

OF_ENTRY = (DECISION, STAGE, BY, WHEN, WHY, RUN)


def decisions_table(log: Log, programme: Programme) -> Table:
    """The decision that stands on each proposal."""
    return Table.of(
        "decisions",
        "The decision that stands on each proposal, by id.",
        ("proposal",),
        (of.PROPOSAL, _title(programme), *OF_ENTRY, ENTRY, HASH),
        log.current.values(),
    )


def log_table(log: Log, programme: Programme) -> Table:
    """Everything that was ever recorded."""
    standing = dict(zip((entry.number for entry in log.entries), log.standings, strict=True))
    states = (
        "What has become of it: `current`, `superseded` or `withdrawn`; `withdrawal` where the "
        "entry itself withdraws one."
    )
    return Table.of(
        "log",
        "Everything ever recorded, in its order.",
        ("entry",),
        (
            ENTRY,
            Column("standing", "Standing", states).of(lambda entry: standing[entry.number]),
            Column("action", "Action", "`add`, or `withdraw` for the end of a decision."),
            of.PROPOSAL,
            _title(programme),
            *OF_ENTRY,
            Column("previous", "Previous", "Hash of the entry before; zeros for the first."),
            HASH,
        ),
        log.entries,
    )


def agreed_table(plan: Plan, log: Log) -> Table:
    """The agreed priorities, costed: one row a proposal on which a decision stands.

    What streams pay stands in one column a stream and year, so that a row adds up to its cost and a
    column to what the stream pays in the year; streams that pay for none of them are left out.
    """
    programme = plan.programme
    paid: dict[tuple[str, str, int], int] = {}
    for part in funding_of(plan):
        if part.whom in log.current and part.stream != MATCH:
            for year, pence in enumerate(part.amounts):
                place = (part.whom, part.stream, year)
                paid[place] = paid.get(place, 0) + pence

    def proposal(entry: Entry) -> Proposal | None:
        return programme.proposal_of.get(entry.proposal)

    def option(entry: Entry) -> Option | None:
        return plan.options.get(entry.proposal)

    def state(known: Proposal) -> str:
        return SELECTED if known.proposal in plan.options else NOT_SELECTED

    def payment(stream: str, year: int) -> Column:
        name = f"{stream} {programme.years[year]}"
        return of.money(
            programme,
            name,
            name,
            f"What {stream} pays.",
            lambda entry: paid.get((entry.proposal, stream, year)) or None,
        )

    selected = (
        "`selected` or `not selected` by the plan that honours what is agreed; empty where the "
        "programme no longer has the proposal."
    )
    return Table.of(
        "agreed",
        "The agreed priorities: every proposal on which a decision stands, by hub and id.",
        ("proposal",),
        (
            of.HUB.of(lambda known: ";".join(sorted(known.hubs))).within(proposal),
            of.HUB_NAME.of(lambda known: hub_names(plan, known)).within(proposal),
            of.PROPOSAL,
            of.TITLE.within(proposal),
            *OF_ENTRY,
            Column("shortlist", "Shortlist", selected).of(state).within(proposal),
            of.cost(programme, lambda known: known.public_cost).within(option),
            of.match(programme).within(option),
            *(
                payment(stream, year)
                for stream in sorted({stream for _, stream, _ in paid})
                for year in range(len(programme.years))
            ),
            ENTRY,
            Column(
                "head", "Head", "Hash of the last entry of the record: the same in every row."
            ).of(lambda _: log.head),
        ),
        sorted(log.current.values(), key=lambda entry: _place(programme, entry.proposal)),
    )


def title_of(programme: Programme, name: str) -> str:
    """Title of a proposal; empty where the programme no longer has it."""
    proposal = programme.proposal_of.get(name)
    return proposal.title if proposal else ""


def _title(programme: Programme) -> Column:
    return of.TITLE.of(lambda entry: title_of(programme, entry.proposal))


def _place(programme: Programme, name: str) -> tuple[list[str], str]:
    proposal = programme.proposal_of.get(name)
    return (sorted(proposal.hubs) if proposal else ["\U0010ffff"]), name


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
