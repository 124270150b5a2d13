"""The table of `pareto`: lists of several aims that no other list betters."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prioritise.analysis.agreed.aims import Aims
from prioritise.analysis.agreed.non_dominated import EfficientPoint
from prioritise.optimise import Plan
from prioritise.programme.goals import Goal, GoalPart
from prioritise.programme.measures import ASKED_MEASURES, measure_of
from prioritise.programme.programme import Programme
from prioritise.views.table import Column, Table, figure, yes_no

OWN_COLUMNS = ("point", "status", "proven", "enters", "leaves")


def pareto_table(aims: Aims, points: Sequence[EfficientPoint], best: Plan) -> Table:
    """One row a point; who comes and goes is told against what is best in the first aim."""
    programme = best.programme
    return Table(
        "pareto",
        "A list that no other betters in one aim without being worse in another.",
        ("point",),
        (
            Column("point", "Point", "1, 2, …: the most of the first aim first.", "integer"),
            *(_column(programme, goal) for goal in aims.goals),
            Column("status", "Status", "`optimal`, or `feasible` where time ran out."),
            Column("proven", "Proven", "Whether no list betters it so: `yes` or `no`."),
            Column(
                "enters",
                "Enters",
                "In this list and not in the one that is best in the first aim; `;` list.",
                is_list=True,
            ),
            Column(
                "leaves",
                "Leaves",
                "In the one that is best in the first aim and not in this one; `;` list.",
                is_list=True,
            ),
        ),
        tuple(
            (
                str(number),
                *(figure(amount) for amount in amounts_of(aims, point)),
                point.plan.status,
                yes_no(point.is_proven),
                ";".join(sorted(set(point.plan.shortlist) - set(best.shortlist))),
                ";".join(sorted(set(best.shortlist) - set(point.plan.shortlist))),
            )
            for number, point in enumerate(points, start=1)
        ),
    )


def amounts_of(aims: Aims, point: EfficientPoint) -> list[Fraction]:
    """What a list has of each aim, as people count it."""
    return [amount * way_of(goal) for amount, goal in zip(point.amounts, aims.goals, strict=True)]


def way_of(goal: Goal) -> int:
    """1 where more of an aim is better, -1 where less is."""
    return goal.parts[0].times


def aim_in_words(goal: Goal) -> str:
    """`jobs`, or `least spend`."""
    return goal.name.replace(":", " ")


def unit_of(programme: Programme, part: GoalPart) -> str:
    """Unit of a measure; empty where a column says it by its name alone."""
    told = (ASKED_MEASURES.get(part.measure) or measure_of(part.measure)).unit
    return {"money": programme.unit, "its own": ""}.get(told, told)


def _column(programme: Programme, goal: Goal) -> Column:
    name = goal.name.replace(":", "_")
    if name in OWN_COLUMNS:
        name = f"aim_{name}"
    what = f"The aim {aim_in_words(goal)}: what the list has of it."
    words = aim_in_words(goal)
    heading = words[0].upper() + words[1:]
    return Column(name, heading, what, "number", unit_of(programme, goal.parts[0]))
