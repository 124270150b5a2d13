"""Other shortlists within a tolerance: their tables, and what a terminal shows of them."""

from __future__ import annotations

from fractions import Fraction

from prioritise.analysis.comparison.alternatives import Alternatives
from prioritise.optimise.plan import Plan
from prioritise.views import columns as of
from prioritise.views.rounding import Money, points, short_points
from prioritise.views.screen import Screen, right
from prioritise.views.table import Column, Table
from prioritise.views.words.cautions import ADDING_UP
from prioritise.views.words.reasons import listed

BEST = "best"
"""Name of the best shortlist; the others have numbers."""


def alternatives_tables(found: Alternatives) -> tuple[Table, ...]:
    """`alternatives` and `totals`."""
    return alternatives_table(found), totals_table(found)


def names_of(found: Alternatives) -> tuple[str, ...]:
    """Short names of the shortlists, the best first."""
    return (BEST, *(f"alternative {number + 1}" for number in range(len(found.others))))


def alternatives_table(found: Alternatives) -> Table:
    """One row a proposal, one column a shortlist."""

    def in_list(name: str, plan: Plan) -> Column:
        column = Column(name, name.capitalize(), "`in` or `out` of this shortlist.")
        return column.of(lambda proposal: "in" if proposal in plan.options else "out")

    return Table.of(
        "alternatives",
        "A proposal, and the shortlists that it is in.",
        ("proposal",),
        (of.PROPOSAL.of(str), *map(in_list, names_of(found), found.plans)),
        found.best.programme.proposal_of,
    )


def totals_table(found: Alternatives) -> Table:
    """One row a shortlist."""
    best = found.best.value
    name_of = dict(zip(map(id, found.plans), names_of(found), strict=True))
    gains, loses = (
        f"In {one} and not in {other}; `;` list."
        for one, other in (("this shortlist", "the best"), ("the best shortlist", "this"))
    )
    return Table.of(
        "totals",
        "A shortlist, and what it comes to.",
        ("shortlist",),
        (
            Column("shortlist", "Shortlist", "Name of the shortlist; the best comes first.").of(
                lambda plan: name_of[id(plan)]
            ),
            Column("status", "Status", "`optimal` where it is proven the best of its kind."),
            of.CHOSEN,
            of.VALUE_OF_LIST,
            of.points("less", "Less", "Value less than the best.", lambda plan: best - plan.value),
            of.cost(found.best.programme, lambda plan: plan.public_cost),
            of.names("gains", "Gains", gains, found.gains),
            of.names("loses", "Loses", loses, found.loses),
        ),
        found.plans,
    )


VALUE, MONEY, COUNT = 12, 13, 6
"""Widths of the columns of figures."""
LONGEST_ID = 14
GUTTER = "  "
LONG_CORE = 40
"""Proposals in common that are named one by one at most."""


def show_alternatives(
    found: Alternatives, asked: int, within: Fraction, screen: Screen | None = None
) -> None:
    """Print the alternatives to a plan, words first."""
    screen = screen or Screen()
    programme = found.best.programme
    screen.line(programme.title, "bold")
    if programme.scenario:
        screen.line(programme.scenario)
    screen.line()
    for number, sentence in enumerate(in_words(found, asked, within)):
        screen.line(sentence, "" if number else "bold")
    if not found.others:
        return
    _totals(screen, found)
    for name, plan in list(zip(names_of(found), found.plans, strict=True))[1:]:
        _trade(screen, found, name, plan)
    screen.line()
    screen.note(ADDING_UP)


def in_words(found: Alternatives, asked: int, within: Fraction) -> list[str]:
    """What there is, and how sure that is, in a few sentences."""
    count, best = len(found.others), found.best
    share = f"{short_points(within * 100)}%"
    proposals = f"{found.apart} proposal{'' if found.apart == 1 else 's'}"
    shortlists = "shortlist is" if count == 1 else "shortlists are"
    number = "No" if not count else str(count)
    sentences = [
        f"{number} other {shortlists} within {share} of the best, which is worth "
        f"{short_points(best.value)} points, and at least {proposals} apart."
    ]
    if count < asked:
        sentences.append(_why_no_more(found))
    if best.status == "feasible" or any(plan.status == "feasible" for plan in found.others):
        sentences.append("Not all are proven: within the time, better ones may have been missed.")
    if found.equals:
        equal = "One is" if len(found.equals) == 1 else f"{len(found.equals)} are"
        sentences.append(
            f"{equal} worth just as much as the best: money, changes from a baseline and then the "
            "order of ids settle which comes first."
        )
    if found.others:
        sentences.append(_common(found))
    return sentences


def _why_no_more(found: Alternatives) -> str:
    more = "no more" if found.others else "none"
    if found.ending == "impossible":
        return f"It is proven that there are {more}: nothing else that differs so much is possible."
    if found.ending == "value":
        assert found.next_value is not None
        return (
            f"It is proven that there are {more}: the best that differs so much is worth "
            f"{short_points(found.next_value)} points."
        )
    return "There may be more: the time did not suffice to find them or to rule them out."


def _common(found: Alternatives) -> str:
    core, open_to = found.core, found.choosable
    if not core:
        return "Nothing is in all of them."
    named = f": {', '.join(core)}" if len(core) <= LONG_CORE else ""
    verb = "is" if len(core) == 1 else "are"
    return f"{len(core)} {verb} in all of them{named}. Between {listed(open_to)} there is a choice."


def _totals(screen: Screen, found: Alternatives) -> None:
    costs = [plan.public_cost for plan in found.plans]
    money = Money.fitting(costs, found.best.programme.unit)
    headings = [
        right("in", COUNT),
        right("value", VALUE),
        right("less", VALUE),
        right(f"spent {money.unit}", MONEY),
    ]
    screen.heading("Totals", "".join(headings))
    room = screen.width - COUNT - 2 * VALUE - MONEY
    for name, plan in zip(names_of(found), found.plans, strict=True):
        less = found.best.value - plan.value
        screen.row(
            (screen.cut(name, room), ""),
            (right(str(len(plan.choices)), COUNT), ""),
            (right(points(plan.value), VALUE), ""),
            (right(points(less) if less else "–", VALUE), ""),
            (right(money.text(plan.public_cost), MONEY), ""),
        )


def _trade(screen: Screen, found: Alternatives, name: str, plan: Plan) -> None:
    gains, loses = found.gains(plan), found.loses(plan)
    less = found.best.value - plan.value
    worth = f"{short_points(less)} points less" if less else "just as much value"
    what = f"{name.capitalize()}, {worth}: {len(gains)} in, {len(loses)} out"
    screen.heading(what, right("value", VALUE))
    rows = [("+", "green", p, plan) for p in gains] + [("-", "red", p, found.best) for p in loses]
    width = min(LONGEST_ID, max((len(p) for _, _, p, _ in rows), default=0))
    for mark, style, proposal, within in rows:
        title = within.programme.proposal_of[proposal].title
        value = within.values.in_points(within.figure_of(proposal))
        screen.row(
            (f"  {mark} ", style),
            (screen.cut(proposal, width) + GUTTER, "bold"),
            (screen.cut(title, screen.width - 6 - width - VALUE), ""),
            (right(points(value), VALUE), ""),
        )
