"""The tables of `robust`: how often each proposal is in, what lists may lose, and every draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prioritise.analysis.robust.robust import DrawRow
from prioritise.analysis.robust.robustness import Regret, Robustness
from prioritise.programme.programme import Programme
from prioritise.programme.sampling import Drawn, declared
from prioritise.views import columns
from prioritise.views.table import Cells, Column, Table, figure

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
    return Table(
        "robustness",
        "A proposal, and in how many draws it is in the best shortlist.",
        ("proposal",),
        (
            columns.PROPOSAL,
            Column("times_in", "Times in", "Draws in whose shortlist it is.", "integer"),
            Column("share_in", "Share in", "Share of the draws that have a shortlist.", "number"),
            Column(
                "group",
                "Group",
                "`core`: in all; `borderline`: in some; `exterior`: in none; `unknown`: no draw "
                "had an answer.",
            ),
        ),
        tuple(
            (
                name,
                str(tally.times_in[name]),
                figure(tally.share_in(name)),
                tally.group(name),
            )
            for name in tally.asked.programme.proposal_of
        ),
    )


def lists_table(tally: Robustness, lists: Sequence[NamedList]) -> Table:
    """One row a list: the chosen one, those that were given, and the one that risks least."""
    return Table(
        "lists",
        "A list, and what it may lose against the best of each draw.",
        ("list",),
        (
            Column("list", "List", "Name of the list; `least regret` risks least of those met."),
            Column(
                "largest_regret",
                "Largest regret",
                "Value less than the best, in the draw in which that is most.",
                "number",
                columns.POINTS,
            ),
            Column("draw", "Draw", "Number of that draw.", "integer"),
            Column("possible", "Possible", "Draws in which it keeps every limit.", "integer"),
            Column("impossible", "Impossible", "Draws in which it breaks a limit.", "integer"),
            Column("unknown", "Unknown", "Draws in which nothing could be said.", "integer"),
            Column(
                "breaks",
                "Breaks",
                "Limits that it breaks, most often broken first; `;` list.",
                is_list=True,
            ),
            Column("selected", "Selected", "Ids of its proposals; `;` list.", is_list=True),
        ),
        tuple(_list_cells(each) for each in lists),
    )


def _list_cells(named: NamedList) -> Cells:
    regret = named.regret
    return (
        named.name,
        "" if regret.most is None else figure(regret.most),
        str(regret.at) if regret.at else "",
        str(regret.draws),
        str(regret.impossible),
        str(regret.unknown),
        ";".join(limit for limit, _ in broken_first(regret)),
        ";".join(regret.ids),
    )


def broken_first(regret: Regret) -> list[tuple[str, int]]:
    """Limits that a list breaks with the number of draws, most often broken first."""
    return sorted(regret.broken.items(), key=lambda item: (-item[1], item[0]))


def draws_table(programme: Programme, rows: Sequence[DrawRow] = ()) -> Table:
    """One row a draw; what was drawn has columns where something of its kind is uncertain."""
    said = declared(programme)
    return Table(
        "draws",
        "A draw: what was drawn, and the best shortlist under it.",
        ("draw",),
        (
            Column("draw", "Draw", "Number of the draw.", "integer"),
            *(_weight_columns(programme) if said.weights else ()),
            *(_LATE_AND_CUT if said.streams else ()),
            *((_SCORES,) if said.scores else ()),
            *((_COSTS,) if said.costs else ()),
            Column("value", "Value", "Value of the best shortlist.", "number", columns.POINTS),
            Column("bound", "Bound", "What no shortlist exceeds.", "number", columns.POINTS),
            Column(
                "regret",
                "Regret",
                "Value that the chosen list has less; empty where it breaks a limit.",
                "number",
                columns.POINTS,
            ),
            Column("selected", "Selected", "Ids of the best shortlist; `;` list.", is_list=True),
            Column("status", "Status", "`optimal`, `feasible`, `infeasible` or `failed`."),
            Column(
                "proof",
                "Proof",
                "`solved`, or `by N others`: what is known at N other settings proves it.",
            ),
        ),
        tuple(_draw_cells(programme, row) for row in rows),
    )


_LATE_AND_CUT = (
    Column("late", "Late", "Streams whose money comes late; `;` list.", is_list=True),
    Column("cut", "Cut", "Streams that are cut; `;` list.", is_list=True),
)
_SCORES = Column("scores", "Scores", "Mean change of the scores that were drawn.", "number")
_COSTS = Column("costs", "Costs", "Mean factor on the costs that were drawn.", "number")


def _weight_columns(programme: Programme) -> tuple[Column, ...]:
    return tuple(
        Column(
            f"weight_{criterion.name}",
            criterion.name,
            f"Weight of {criterion.name} in per cent of all weight.",
            "number",
            "%",
        )
        for criterion in programme.criteria
    )


def _draw_cells(programme: Programme, row: DrawRow) -> Cells:
    found, regret = row.found, row.regrets[0]
    answered = found.status in ("optimal", "feasible")
    return (
        str(row.number),
        *_drawn_cells(programme, row.drawn),
        figure(found.value) if answered else "",
        figure(found.bound) if answered else "",
        "" if regret is None else figure(regret),
        ";".join(found.shortlist),
        found.status,
        SOLVED if row.by is None else f"by {row.by} others" if row.by != 1 else "by 1 other",
    )


def _drawn_cells(programme: Programme, drawn: Drawn) -> Cells:
    said = declared(programme)
    cells: list[str] = []
    if drawn.shares is not None:
        cells += [figure(Fraction(share, 10)) for share in drawn.shares]
    if said.streams:
        cells.append(";".join(name for name, _ in drawn.streams.late))
        cells.append(";".join(name for name, _ in drawn.streams.cut))
    if said.scores:
        given = programme.proposal_of
        moved = [score - given[name].scores[c] for name, c, score in drawn.scores]
        cells.append(figure(_mean(moved)))
    if said.costs:
        cells.append(figure(_mean([factor for _, _, factor in drawn.factors])))
    return tuple(cells)


def _mean(numbers: Sequence[Decimal]) -> Fraction:
    return sum(map(Fraction, numbers), Fraction(0)) / max(1, len(numbers))
