"""The tables of `robust`: how often each proposal is in, what lists may lose, and every draw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prioritise.analysis.parallel.answer import BatchAnswer
from prioritise.analysis.robust.robust import DrawRow
from prioritise.analysis.robust.robustness import Regret, Robustness
from prioritise.programme.programme import Programme
from prioritise.programme.sampling import declared
from prioritise.views import columns as of
from prioritise.views.table import Column, Table

SOLVED = "solved"
CHOSEN, LEAST = "chosen", "least regret"
"""Names of the answer to the scenario as it stands, and of the list that risks least."""


@dataclass(frozen=True, slots=True)
class NamedList:
    """A list under the name that people know it by."""

    name: str
    regret: Regret


def robustness_table(tally: Robustness) -> Table:
    """One row a proposal."""
    group = (
        "`core`: in all; `borderline`: in some; `exterior`: in none; `unknown`: no draw had an "
        "answer."
    )
    share, times_in = "Share of the draws that have a shortlist.", tally.times_in
    return Table.of(
        "robustness",
        "A proposal, and in how many draws it is in the best shortlist.",
        ("proposal",),
        (
            of.PROPOSAL.of(str),
            of.whole(
                "times_in",
                "Times in",
                "Draws in whose shortlist it is.",
                lambda name: times_in[name],
            ),
            of.number("share_in", "Share in", share, tally.share_in),
            Column("group", "Group", group).of(tally.group),
        ),
        tally.asked.programme.proposal_of,
    )


def lists_table(tally: Robustness, lists: Sequence[NamedList]) -> Table:
    """One row a list: the chosen one, those that were given, and the one that risks least."""
    largest = "Value less than the best, in the draw in which that is most."
    breaks = "Limits that it breaks, most often broken first; `;` list."
    of_regret = (
        of.points("largest_regret", "Largest regret", largest, lambda regret: regret.most),
        of.whole("draw", "Draw", "Number of that draw.", lambda regret: regret.at or None),
        of.whole("possible", "Possible", "Draws in which it keeps every limit.", lambda r: r.draws),
        of.whole("impossible", "Impossible", "Draws in which it breaks a limit."),
        of.whole("unknown", "Unknown", "Draws in which nothing could be said."),
        of.names(
            "breaks", "Breaks", breaks, lambda regret: (limit for limit, _ in broken_first(regret))
        ),
        of.names("selected", "Selected", "Ids of its proposals; `;` list.", lambda r: r.ids),
    )
    return Table.of(
        "lists",
        "A list, and what it may lose against the best of each draw.",
        ("list",),
        (
            Column("list", "List", "Name of the list; `least regret` risks least of those met.").of(
                lambda named: named.name
            ),
            *(column.within(lambda named: named.regret) for column in of_regret),
        ),
        lists,
    )


def broken_first(regret: Regret) -> list[tuple[str, int]]:
    """Limits that a list breaks with the number of draws, most often broken first."""
    return sorted(regret.broken.items(), key=lambda item: (-item[1], item[0]))


def draws_table(programme: Programme, rows: Sequence[DrawRow] = ()) -> Table:
    """One row a draw; what was drawn has columns where something of its kind is uncertain."""

    def answered(row: DrawRow) -> BatchAnswer | None:
        return row.found if row.found.status in ("optimal", "feasible") else None

    def proof(row: DrawRow) -> str:
        if row.by is None:
            return SOLVED
        return f"by {row.by} others" if row.by != 1 else "by 1 other"

    regret = "Value that the chosen list has less; empty where it breaks a limit."
    proven = "`solved`, or `by N others`: what is known at N other settings proves it."
    return Table.of(
        "draws",
        "A draw: what was drawn, and the best shortlist under it.",
        ("draw",),
        (
            of.whole("draw", "Draw", "Number of the draw.", lambda row: row.number),
            *(column.within(lambda row: row.drawn) for column in _of_drawn(programme)),
            of.points("value", "Value", "Value of the best shortlist.").within(answered),
            of.points("bound", "Bound", "What no shortlist exceeds.").within(answered),
            of.points("regret", "Regret", regret, lambda row: row.regrets[0]),
            of.names(
                "selected",
                "Selected",
                "Ids of the best shortlist; `;` list.",
                lambda row: row.found.shortlist,
            ),
            Column("status", "Status", "`optimal`, `feasible`, `infeasible` or `failed`.").within(
                lambda row: row.found
            ),
            Column("proof", "Proof", proven).of(proof),
        ),
        rows,
    )


def _of_drawn(programme: Programme) -> Iterator[Column]:
    """Columns of what was drawn."""
    said, given = declared(programme), programme.proposal_of
    if said.weights:
        yield from (_weight(place, c.name) for place, c in enumerate(programme.criteria))
    if said.streams:
        late, cut = "Streams whose money comes late; `;` list.", "Streams that are cut; `;` list."
        yield of.names("late", "Late", late, lambda drawn: (n for n, _ in drawn.streams.late))
        yield of.names("cut", "Cut", cut, lambda drawn: (n for n, _ in drawn.streams.cut))
    if said.scores:
        yield of.number(
            "scores",
            "Scores",
            "Mean change of the scores that were drawn.",
            lambda drawn: _mean([score - given[n].scores[c] for n, c, score in drawn.scores]),
        )
    if said.costs:
        yield of.number(
            "costs",
            "Costs",
            "Mean factor on the costs that were drawn.",
            lambda drawn: _mean([factor for _, _, factor in drawn.factors]),
        )


def _weight(place: int, name: str) -> Column:
    meaning = f"Weight of {name} in per cent of all weight."
    return of.number(
        f"weight_{name}", name, meaning, lambda drawn: Fraction(drawn.shares[place], 10), "%"
    )


def _mean(numbers: Sequence[Decimal]) -> Fraction:
    return sum(map(Fraction, numbers), Fraction(0)) / max(1, len(numbers))
