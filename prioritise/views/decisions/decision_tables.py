"""Recorded decisions as tables: what stands, everything ever recorded, the agreed priorities."""

from __future__ import annotations

from prioritise.decisions.entry import Entry
from prioritise.decisions.log import Log
from prioritise.optimise.ledger import funding_of
from prioritise.optimise.plan import Plan
from prioritise.programme.options import Option
from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH, Proposal
from prioritise.views import columns as of
from prioritise.views.run.shortlist_table import NOT_SELECTED, SELECTED, hub_names
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
