"""Recorded decisions as tables: what stands, everything ever recorded, the agreed priorities."""

from __future__ import annotations

from collections.abc import Sequence

from prioritise.decisions.entry import Entry
from prioritise.decisions.log import Log
from prioritise.optimise.ledger import Funding, funding_of
from prioritise.optimise.plan import Plan
from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH, Proposal
from prioritise.views import columns as of
from prioritise.views.run.shortlist_table import NOT_SELECTED, SELECTED, hub_names
from prioritise.views.table import Cells, Column, Table, amount

ENTRY = Column("entry", "Entry", "Number of the entry in the record.", "integer")
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
    return Table(
        "decisions",
        "The decision that stands on each proposal, by id.",
        ("proposal",),
        (of.PROPOSAL, of.TITLE, *OF_ENTRY, ENTRY, HASH),
        tuple(
            (name, title_of(programme, name), *_cells(entry), str(entry.number), entry.hash)
            for name, entry in log.current.items()
        ),
    )


def log_table(log: Log, programme: Programme) -> Table:
    """Everything that was ever recorded."""
    return Table(
        "log",
        "Everything ever recorded, in its order.",
        ("entry",),
        (
            ENTRY,
            Column(
                "standing",
                "Standing",
                "What has become of it: `current`, `superseded` or `withdrawn`; `withdrawal` where "
                "the entry itself withdraws one.",
            ),
            Column("action", "Action", "`add`, or `withdraw` for the end of a decision."),
            of.PROPOSAL,
            of.TITLE,
            *OF_ENTRY,
            Column("previous", "Previous", "Hash of the entry before; zeros for the first."),
            HASH,
        ),
        tuple(
            (
                *(str(entry.number), standing, entry.action, entry.proposal),
                title_of(programme, entry.proposal),
                *(*_cells(entry), entry.previous, entry.hash),
            )
            for entry, standing in zip(log.entries, log.standings, strict=True)
        ),
    )


def agreed_table(plan: Plan, log: Log) -> Table:
    """The agreed priorities, costed: one row a proposal on which a decision stands.

    What streams pay stands in one column a stream and year, so that a row adds up to its cost and a
    column to what the stream pays in the year; streams that pay for none of them are left out.
    """
    programme = plan.programme
    funding: dict[str, list[Funding]] = {}
    for part in funding_of(plan):
        if part.whom in log.current and part.stream != MATCH:
            funding.setdefault(part.whom, []).append(part)
    streams = sorted({part.stream for parts in funding.values() for part in parts})
    entries = sorted(log.current.values(), key=lambda entry: _place(programme, entry.proposal))
    return Table(
        "agreed",
        "The agreed priorities: every proposal on which a decision stands, by hub and id.",
        ("proposal",),
        (
            *(of.HUB, of.HUB_NAME, of.PROPOSAL, of.TITLE, *OF_ENTRY),
            Column(
                "shortlist",
                "Shortlist",
                "`selected` or `not selected` by the plan that honours what is agreed; empty where "
                "the programme no longer has the proposal.",
            ),
            *(of.cost(programme), of.match(programme)),
            *(
                of.money(programme, f"{stream} {year}", f"{stream} {year}", f"What {stream} pays.")
                for stream in streams
                for year in programme.years
            ),
            ENTRY,
            Column("head", "Head", "Hash of the last entry of the record: the same in every row."),
        ),
        tuple(
            (
                *_whose(plan, entry.proposal),
                *_cells(entry),
                *_amounts(plan, entry.proposal, streams, funding.get(entry.proposal, ())),
                *(str(entry.number), log.head),
            )
            for entry in entries
        ),
    )


def title_of(programme: Programme, name: str) -> str:
    """Title of a proposal; empty where the programme no longer has it."""
    proposal = programme.proposal_of.get(name)
    return proposal.title if proposal else ""


def _cells(entry: Entry) -> Cells:
    return entry.decision, entry.stage, entry.by, entry.when, entry.why, entry.run


def _whose(plan: Plan, name: str) -> Cells:
    proposal: Proposal | None = plan.programme.proposal_of.get(name)
    if proposal is None:
        return "", "", name, ""
    return ";".join(sorted(proposal.hubs)), hub_names(plan, proposal), name, proposal.title


def _amounts(plan: Plan, name: str, streams: Sequence[str], parts: Sequence[Funding]) -> Cells:
    """From `shortlist` to the last amount; empty where nothing is paid."""
    unit, years = plan.programme.unit, range(len(plan.programme.years))
    nothing = ("",) * (len(streams) * len(years))
    if name not in plan.options:
        selected = NOT_SELECTED if name in plan.programme.proposal_of else ""
        return (selected, "", "", *nothing)
    option = plan.options[name]
    pence = {
        (stream, year): sum(part.amounts[year] for part in parts if part.stream == stream)
        for stream in streams
        for year in years
    }
    return (
        SELECTED,
        amount(option.public_cost, unit),
        amount(option.match, unit),
        *(amount(paid, unit) if paid else "" for paid in pence.values()),
    )


def _place(programme: Programme, name: str) -> tuple[list[str], str]:
    proposal = programme.proposal_of.get(name)
    return (sorted(proposal.hubs) if proposal else ["\U0010ffff"]), name
