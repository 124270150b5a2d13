"""Faults of the tables: references, scores, payers, parents, windows, links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from prioritise.programme.faults import Fault
from prioritise.programme.options import TENTHS, may_pay
from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH, Cost, Proposal, Stream
from prioritise.programme.scenario import EVERY
from prioritise.programme.validity_names import Lookup, Names, folded, twice


def table_faults(look: Lookup) -> Iterator[Fault]:
    """Faults of every table, in the order of the tables."""
    yield from _hub_faults(look)
    yield from _stream_faults(look)
    yield from _proposal_faults(look)
    yield from _cost_faults(look)
    yield from _alignment_faults(look)
    yield from _link_faults(look)


def _hub_faults(look: Lookup) -> Iterator[Fault]:
    yield from twice("hubs", "hub", [hub.hub for hub in look.programme.hubs], "id")


def _stream_faults(look: Lookup) -> Iterator[Fault]:
    programme = look.programme
    yield from twice("streams", "stream", [s.stream for s in programme.streams], "id")
    for row, stream in enumerate(programme.streams):
        if folded(stream.stream) in (MATCH, EVERY):
            expected = "another id, since this word is reserved"
            yield Fault("streams", row, "stream", repr(stream.stream), expected)
        if len(stream.budgets) != len(programme.years):
            yield _wrong_number("streams", row, "budgets", len(stream.budgets), programme.years)
        for region in stream.regions:
            if region not in look.regions and not look.also.get("hubs"):
                yield look.regions.fault("streams", row, "regions", region)
        for hub in stream.hubs:
            if not look.hubs.accepts(hub):
                yield look.hubs.fault("streams", row, "hubs", hub)
        if any(budget < 0 for budget in stream.budgets):
            found = f"less than nothing left of a budget of {stream.stream}"
            expected = "to take away at most what is there"
            yield Fault("streams", row, f"{stream.stream}.add", found, expected)
        if stream.parent and not look.streams.accepts(stream.parent):
            yield look.streams.fault("streams", row, "parent", stream.parent)
        elif circle := _circle(programme, stream):
            yield Fault("streams", row, "parent", circle, "parents that do not come round again")
        if stream.max_award and stream.min_award and stream.min_award > stream.max_award:
            expected = "at most the largest award"
            yield Fault("streams", row, "min_award", "more than max_award", expected)


def _circle(programme: Programme, stream: Stream) -> str:
    """The way from a stream over its parents back to itself; empty where there is none."""
    chain = [stream.stream]
    while parent := programme.stream_of[chain[-1]].parent:
        if parent == stream.stream:
            return " in ".join([*chain, parent])
        if parent in chain or parent not in programme.stream_of:
            return ""
        chain.append(parent)
    return ""


def _proposal_faults(look: Lookup) -> Iterator[Fault]:
    programme = look.programme
    yield from twice("proposals", "proposal", [p.proposal for p in programme.proposals], "id")
    scales = [
        (c.name, min(c.scale), max(c.scale))
        for c in programme.scored_criteria()
        if c.scale and c.name not in programme.worked_out
    ]
    for row, proposal in enumerate(programme.proposals):
        for hub in proposal.hubs:
            if not look.hubs.accepts(hub):
                yield look.hubs.fault("proposals", row, "hub", hub)
        for name, low, high in scales:
            score = proposal.scores.get(name)
            if score is None or not low <= score <= high:
                yield _score_fault(row, name, score, low, high)
        if proposal.min_share is not None and proposal.min_share * TENTHS % 1:
            found = str(proposal.min_share)
            yield Fault(
                "proposals", row, "min_share", found, "a whole number of tenths, such as 0.5"
            )
        costs = look.costed.get(proposal.proposal, [])
        if not costs and not look.unsure("costs", proposal.proposal):
            found = f"no row of costs for {proposal.proposal!r}"
            expected = "at least one; a row with 0 where it costs nothing"
            yield Fault("proposals", row, "proposal", found, expected)
        if proposal.earliest or proposal.latest:
            yield from _window_faults(programme.horizon, row, proposal, costs)


def _score_fault(row: int, name: str, score: Decimal | None, low: Decimal, high: Decimal) -> Fault:
    if score is None:
        return Fault("proposals", row, name, "nothing", f"a score from {low} to {high}")
    if score > high:
        expected = f"at most {high}, the scale's top"
    else:
        expected = f"at least {low}, the scale's bottom"
    return Fault("proposals", row, name, str(score), expected)


def _window_faults(
    years: Sequence[str], row: int, proposal: Proposal, costs: Iterable[Cost]
) -> Iterator[Fault]:
    names = Names(f"one of the years {years[0]} to {years[-1]}", years)
    wrong = False
    for column, year in (("earliest", proposal.earliest), ("latest", proposal.latest)):
        if year and year not in names:
            wrong = True
            yield names.fault("proposals", row, column, year)
    if wrong or not proposal.latest:
        return
    latest = years.index(proposal.latest)
    if proposal.earliest and years.index(proposal.earliest) > latest:
        expected = f"{proposal.latest}, the latest start, or before"
        yield Fault("proposals", row, "earliest", repr(proposal.earliest), expected)
    starts: dict[str, int] = {}
    for cost in costs:
        cells = cost.amounts + cost.later
        first = next((year for year, amount in enumerate(cells) if amount), len(years))
        starts[cost.option] = min(first, starts.get(cost.option, first))
    if proposal.earliest:
        return  # the profile moves into the window, to earlier years too
    late = [years[start] for start in starts.values() if latest < start < len(years)]
    if late:
        expected = f"{max(late, key=years.index)} or after, since its costs start then"
        yield Fault("proposals", row, "latest", repr(proposal.latest), expected)


def _cost_faults(look: Lookup) -> Iterator[Fault]:
    programme = look.programme
    known: dict[tuple[str, str | None, tuple[str, ...]], str] = {}
    worth: dict[tuple[str, str], Decimal] = {}
    written: dict[tuple[str, str], str] = {}
    for row, cost in enumerate(programme.costs):
        first = written.setdefault((cost.proposal, folded(cost.option)), cost.option)
        if cost.option != first:
            expected = f"{first!r}, as in another row of the same proposal, or another name"
            yield Fault("costs", row, "option", repr(cost.option), expected)
        if cost.worth is not None:
            told = worth.setdefault((cost.proposal, cost.option), cost.worth)
            if told != cost.worth:
                expected = f"{told}, as in another row of the same alternative"
                yield Fault("costs", row, "worth", str(cost.worth), expected)
        if len(cost.amounts) != len(programme.years):
            yield _wrong_number("costs", row, "amounts", len(cost.amounts), programme.years)
        if len(cost.later) != len(programme.later_years):
            yield _wrong_number("costs", row, "later", len(cost.later), programme.later_years)
        if cost.secured and cost.stream != MATCH:
            expected = "nothing, since only match funding (match) is certain or not"
            yield Fault("costs", row, "secured", "yes", expected)
        if cost.stream not in ("", MATCH) and not look.streams.accepts(cost.stream):
            yield look.streams.fault("costs", row, "stream", cost.stream)
        if cost.proposal not in look.proposals:
            if not look.proposals.accepts(cost.proposal):
                yield look.proposals.fault("costs", row, "proposal", cost.proposal)
            continue
        if not cost.stream:
            yield from _unpaid_faults(look, row, cost)
        elif cost.stream in look.streams:
            proposal = programme.proposal_of[cost.proposal]
            key = (cost.stream, cost.kind, proposal.hubs)
            if key not in known:
                known[key] = _refusal(look, proposal, cost)
            if known[key]:
                yield Fault("costs", row, "stream", repr(cost.stream), known[key])


def _unpaid_faults(look: Lookup, row: int, cost: Cost) -> Iterator[Fault]:
    if not any(cost.amounts) or cost.proposal in look.programme.aligned_streams:
        return
    if not look.unsure("alignment", cost.proposal):
        expected = f"a stream, match, or a row of alignment for {cost.proposal!r}"
        yield Fault("costs", row, "stream", "nothing", expected)


def _refusal(look: Lookup, proposal: Proposal, cost: Cost) -> str:
    """Who would be allowed to pay, where the stream that is named may not; empty where it may."""
    programme = look.programme
    stream = programme.stream_of[cost.stream]
    if not all(hub in look.hubs for hub in (*proposal.hubs, *stream.hubs)):
        return ""
    if not all(region in look.regions for region in stream.regions):
        return ""
    if may_pay(programme, stream, proposal, cost.kind):
        return ""
    if stream.stream in programme.parents:
        return "a stream that pays directly; this one is a parent of others"
    if cost.kind and stream.kind and cost.kind != stream.kind:
        return f"a stream that may pay {cost.kind}; this one pays {stream.kind}"
    return f"a stream that may pay every hub of {proposal.proposal!r} ({', '.join(proposal.hubs)})"


def _alignment_faults(look: Lookup) -> Iterator[Fault]:
    seen: dict[tuple[str, str], int] = {}
    for row, aligned in enumerate(look.programme.alignments):
        if not look.proposals.accepts(aligned.proposal):
            yield look.proposals.fault("alignment", row, "proposal", aligned.proposal)
        if not look.streams.accepts(aligned.stream):
            yield look.streams.fault("alignment", row, "stream", aligned.stream)
        pair = (aligned.proposal, aligned.stream)
        if pair in seen:
            found = f"{aligned.proposal!r} and {aligned.stream!r} again"
            yield Fault("alignment", row, "", found, "one row for each proposal and stream")
        seen[pair] = row


def _link_faults(look: Lookup) -> Iterator[Fault]:
    seen: dict[tuple[str, ...], int] = {}
    for row, link in enumerate(look.programme.links):
        for column, name in (("proposal", link.proposal), ("other", link.other)):
            if not look.proposals.accepts(name):
                yield look.proposals.fault("links", row, column, name)
        if link.proposal == link.other:
            yield Fault("links", row, "other", repr(link.other), "another proposal")
        if link.kind == "bonus" and link.value is None:
            yield Fault("links", row, "value", "nothing", "the points of the bonus")
        if link.kind != "bonus" and link.value is not None:
            expected = f"nothing, since {link.kind} has no value"
            yield Fault("links", row, "value", str(link.value), expected)
        pair = (link.proposal, link.other)
        key = (link.kind, *(pair if link.kind == "requires" else sorted(pair)))
        if key in seen:
            found = f"{link.kind} of {link.proposal!r} and {link.other!r} again"
            yield Fault("links", row, "", found, "every link once")
        seen[key] = row


def _wrong_number(place: str, row: int, column: str, found: int, years: Sequence[str]) -> Fault:
    return Fault(place, row, column, f"{found} amounts", f"{len(years)}, one for each year")
