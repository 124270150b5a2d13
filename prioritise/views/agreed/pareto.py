"""Lists of several aims that no other betters, and the one nearest to a wish."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prioritise.analysis.agreed.aims import Aims
from prioritise.analysis.agreed.nearest import NearestPoint
from prioritise.analysis.agreed.non_dominated import EfficientPoint, ParetoSet
from prioritise.optimise import Plan
from prioritise.programme.goals import Goal, GoalPart
from prioritise.programme.measures import ASKED_MEASURES, measure_of
from prioritise.programme.programme import Programme
from prioritise.views import columns as of
from prioritise.views.screen import Screen, fitted, right, width_for
from prioritise.views.table import Column, Table, figure, yes_no
from prioritise.views.words.cautions import ADDING_UP
from prioritise.views.words.reasons import listed

OWN_COLUMNS = ("point", "status", "proven", "enters", "leaves")


def pareto_table(aims: Aims, points: Sequence[EfficientPoint], best: Plan) -> Table:
    """One row a point; who comes and goes is told against what is best in the first aim."""

    def enters(row: _Row) -> list[str]:
        return sorted(set(row[1].plan.shortlist) - set(best.shortlist))

    def leaves(row: _Row) -> list[str]:
        return sorted(set(best.shortlist) - set(row[1].plan.shortlist))

    here = "In this list and not in the one that is best in the first aim; `;` list."
    there = "In the one that is best in the first aim and not in this one; `;` list."
    status = Column("status", "Status", "`optimal`, or `feasible` where time ran out.")
    proven = Column("proven", "Proven", "Whether no list betters it so: `yes` or `no`.")
    return Table.of(
        "pareto",
        "A list that no other betters in one aim without being worse in another.",
        ("point",),
        (
            of.whole("point", "Point", "1, 2, …: the most of the first aim first.", _number),
            *(_column(best.programme, aims, place) for place in range(len(aims.goals))),
            status.of(lambda row: row[1].plan.status),
            proven.of(lambda row: yes_no(row[1].is_proven)),
            of.names("enters", "Enters", here, enters),
            of.names("leaves", "Leaves", there, leaves),
        ),
        list(enumerate(points, start=1)),
    )


_Row = tuple[int, EfficientPoint]


def _number(row: _Row) -> int:
    return row[0]


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


def _column(programme: Programme, aims: Aims, place: int) -> Column:
    goal = aims.goals[place]
    name, words = goal.name.replace(":", "_"), aim_in_words(goal)
    if name in OWN_COLUMNS:
        name = f"aim_{name}"
    return Column(
        name,
        words[0].upper() + words[1:],
        f"The aim {words}: what the list has of it.",
        "number",
        unit_of(programme, goal.parts[0]),
        cell=lambda row: figure(amounts_of(aims, row[1])[place]),
    )


ENDINGS = {
    "all": "These are all, and that is proven: any other list is no better than one of them in "
    "every aim.",
    "enough": "There are more: ask for a larger --most. Each of these is efficient all the same.",
    "unproven": "Time was up: there may be more.",
}
LEAST_WIDTH, POINT = 12, 6


def show_pareto(found: ParetoSet, screen: Screen | None = None) -> None:
    """Print the points, the most of the first aim first."""
    screen = screen or Screen()
    programme, aims = found.points[0].plan.programme, found.aims
    _title(screen, programme)
    number = len(found.points)
    lists = f"{number} list{'' if number == 1 else 's'}"
    names = " and ".join(map(aim_in_words, aims.goals))
    screen.line(f"{lists} that no other betters in {names} at once.", "bold")
    screen.line(ENDINGS[found.ending])
    if not all(point.is_proven for point in found.points):
        screen.line("Not all rows are proven.", "yellow")
    rows = _texts([amounts_of(aims, point) for point in found.points])
    headings = [_heading(programme, goal) for goal in aims.goals]
    widths = [
        width_for([heading, *(row[at] for row in rows)], LEAST_WIDTH)
        for at, heading in enumerate(headings)
    ]
    screen.heading(
        right("point", POINT),
        "".join(right(text, width) for text, width in zip(headings, widths, strict=True)),
    )
    for at, row in enumerate(rows, start=1):
        cells = "".join(right(text, width) for text, width in zip(row, widths, strict=True))
        lead = fitted(right(str(at), POINT), screen.width - sum(widths))
        screen.row((lead, ""), (cells, ""))
    screen.line()
    screen.note("pareto.csv (-o) has who enters and leaves at every point.")
    screen.note(ADDING_UP)


def show_nearest(found: NearestPoint, screen: Screen | None = None) -> None:
    """Print the list nearest to a wish, aim by aim."""
    screen = screen or Screen()
    programme, best = found.point.plan.programme, found.extremes[0].plan
    _title(screen, programme)
    screen.line(_verdict(found), "bold")
    if not found.point.is_proven:
        screen.line("Time was up: a nearer list may exist.", "yellow")
    headings = ("wished", "this list", "at best")
    screen.heading("Aim", "".join(right(text, LEAST_WIDTH) for text in headings))
    here = amounts_of(found.aims, found.point)
    for at, goal in enumerate(found.aims.goals):
        most = amounts_of(found.aims, found.extremes[at])[at]
        three = [[way_of(goal) * found.wish[at]], [here[at]], [most]]
        cells = [text for (text,) in _texts(three)]
        lead = screen.cut(f"  {_heading(programme, goal)}", screen.width - 3 * LEAST_WIDTH)
        screen.row((lead, ""), ("".join(right(text, LEAST_WIDTH) for text in cells), ""))
    screen.line()
    enters = sorted(set(found.point.plan.shortlist) - set(best.shortlist))
    leaves = sorted(set(best.shortlist) - set(found.point.plan.shortlist))
    first = aim_in_words(found.aims.goals[0])
    moves = [f"{listed(n)} {w}" for n, w in ((enters, "in"), (leaves, "out")) if n]
    screen.line(f"Against the list that is best in {first}: {'; '.join(moves) or 'the same'}.")
    screen.note(ADDING_UP)


def _verdict(found: NearestPoint) -> str:
    if found.achievement >= 0:
        return "The wish is met in every aim."
    worst = -found.achievement * 100
    return (
        "No list meets the wish in every aim; this one falls short of it least, by "
        f"{float(worst):.1f}% of the range of an aim."
    )


def _texts(rows: list[list[Fraction]]) -> list[list[str]]:
    """Amounts, those of one aim with the same number of places."""
    places = [
        0 if all(amount.denominator == 1 for amount in aim) else 2
        for aim in zip(*rows, strict=True)
    ]
    return [[f"{float(a):,.{p}f}" for a, p in zip(row, places, strict=True)] for row in rows]


def _heading(programme: Programme, goal: Goal) -> str:
    unit = unit_of(programme, goal.parts[0])
    words = aim_in_words(goal)
    return f"{words} {unit}" if unit not in ("", "points", "proposals", "people") else words


def _title(screen: Screen, programme: Programme) -> None:
    screen.line(programme.title, "bold")
    if programme.scenario:
        screen.line(programme.scenario)
    screen.line()
