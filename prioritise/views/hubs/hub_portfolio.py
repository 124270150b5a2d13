"""Place meets portfolio: what the shortlist does for reach, with and without the further hubs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from prioritise.appraisal.reached import people_reached
from prioritise.hubs.access import Access
from prioritise.hubs.jobs import JobWeighing, jobs_per_worker
from prioritise.optimise.plan import Plan
from prioritise.programme.counting import Decay
from prioritise.programme.programme import Programme
from prioritise.programme.reach import Reach
from prioritise.views import columns as of
from prioritise.views.rounding import Money, short_points
from prioritise.views.screen import Screen, right
from prioritise.views.table import Column, Table, figure

COLUMNS, FIGURE, COUNT = 3, 11, 5
"""Thresholds that have room, and the widths of figures."""


@dataclass(frozen=True)
class Case:
    """A shortlist, the hubs that take part, and how people reach them once it is done."""

    label: str
    """In a few words."""
    hubs: tuple[str, ...]
    """Hubs that take part."""
    access: Access
    """Journeys of today, and those that chosen proposals make."""
    plan: Plan | None = None
    """The shortlist; none for things as they are today."""

    @property
    def programme(self) -> Programme:
        """What it is a case of."""
        return self.access.programme if self.plan is None else self.plan.programme


@dataclass(frozen=True)
class Portfolio:
    """Cases side by side: today first, then without the further hubs, then with them."""

    cases: tuple[Case, ...]
    improving: tuple[str, ...]
    """Proposals that make journeys, whether or not they are chosen, in order of id."""
    jobs: Mapping[str, int] = field(default_factory=dict)
    """Jobs at each hub of which they are known."""

    def jobs_per_worker(self, case: Case, minutes: Decimal) -> Fraction:
        """Jobs that the mean worker can reach within so many minutes, once the list is done."""
        return jobs_per_worker(
            JobWeighing(case.access, Decay("step", minutes)), self.jobs, case.hubs
        )

    @property
    def moves(self) -> tuple[tuple[str, bool], ...]:
        """Proposals that come in (true) or go out with the further hubs, in order of id."""
        plans = [case.plan for case in self.cases if case.plan is not None]
        before, after = set(plans[0].shortlist), set(plans[-1].shortlist)
        return tuple((name, name in after) for name in sorted(before ^ after))


def portfolio_tables(
    portfolio: Portfolio, thresholds: Sequence[Decimal], basis: str
) -> tuple[Table, ...]:
    """`portfolio`, one row a case and threshold, and `moves`, one row a proposal that moves."""
    return _portfolio(portfolio, thresholds, basis), _moves(portfolio)


def show_portfolio(
    portfolio: Portfolio, thresholds: Sequence[Decimal], screen: Screen | None = None
) -> None:
    """Print the cases side by side, and who moves."""
    screen = screen or Screen()
    shown = thresholds[:COLUMNS]
    plans = [case.plan for case in portfolio.cases if case.plan is not None]
    unit = portfolio.cases[0].programme.unit
    money = Money.fitting([plan.public_cost for plan in plans], unit)
    headings = right("in", COUNT) + right("value", FIGURE) + right(f"public {money.unit}", FIGURE)
    headings += "".join(right(f"{figure(minutes)} min", FIGURE) for minutes in shown)
    screen.heading("Shortlist", headings)
    room = screen.width - COUNT - FIGURE * (2 + len(shown))
    for case in portfolio.cases:
        plan = case.plan
        figures = (
            right(str(len(plan.shortlist)) if plan else "", COUNT),
            right(short_points(plan.value) if plan else "", FIGURE),
            right(money.text(plan.public_cost) if plan else "", FIGURE),
            *(right(f"{case.access.reached(case.hubs, m):,}", FIGURE) for m in shown),
        )
        screen.row((screen.cut(case.label, room), ""), *((text, "") for text in figures))
        if plan and plan.status != "optimal":
            screen.note(f"{case.label}: this shortlist is not proven best.", "yellow")
    for name, comes in portfolio.moves:
        proposal = portfolio.cases[-1].programme.proposal_of[name]
        mark, style = ("+", "green") if comes else ("-", "red")
        screen.row(
            (f"  {mark} ", style),
            (screen.cut(name, 10), "bold"),
            (screen.cut(f" {proposal.title}", screen.width - 14), ""),
        )
    _say_whom_it_reaches(screen, portfolio)
    if portfolio.jobs:
        middle = shown[len(shown) // 2]
        told = ", ".join(
            f"{_two_decimals(portfolio.jobs_per_worker(case, middle))} {case.label}"
            for case in portfolio.cases
        )
        one = portfolio.cases[0].access.one
        screen.note(f"Jobs within {figure(middle)} minutes of the mean {one}: {told}.")
    _say_what_improves(screen, portfolio)


def _say_whom_it_reaches(screen: Screen, portfolio: Portfolio) -> None:
    """The columns of people that the programme asks for, each person once."""
    for reach in portfolio.cases[0].programme.reach:
        people = [
            f"{_reached(case, reach.name)} {case.label}" for case in portfolio.cases if case.plan
        ]
        each = "each person counted once" if reach.count == "people" else "jobs for each of them"
        screen.note(f"{reach.name}, {each}: {', '.join(people)}.")


def _reached(case: Case, column: str) -> str:
    """People whom a shortlist reaches; nothing where there is none."""
    if case.plan is None:
        return ""
    return f"{people_reached(case.programme, column, case.plan.shortlist):,}"


def _say_what_improves(screen: Screen, portfolio: Portfolio) -> None:
    if not portfolio.improving:
        screen.note("No proposal makes a journey shorter, by the column proposal of journeys.")
        return
    for case in portfolio.cases:
        if case.plan is not None:
            made = _made(portfolio, case)
            words = ", ".join(made) if made else "none"
            screen.note(f"Journeys made by proposals, {case.label}: {words}.")


def _made(portfolio: Portfolio, case: Case) -> list[str]:
    """Chosen proposals that make journeys."""
    shortlist = case.plan.shortlist if case.plan else ()
    return [name for name in portfolio.improving if name in shortlist]


def _portfolio(portfolio: Portfolio, thresholds: Sequence[Decimal], basis: str) -> Table:
    programme = portfolio.cases[0].programme
    makes = "Chosen proposals that do; `;` list."
    jobs = "Jobs at these hubs for one of the people on average; empty where none are known."
    of_plan = (of.CHOSEN, of.VALUE_OF_LIST, of.cost(programme, lambda plan: plan.public_cost))
    return Table.of(
        "portfolio",
        "A shortlist, what it comes to, and who is within reach of a hub once it is done.",
        ("case", "minutes"),
        (
            Column("case", "Case", "Today, or a shortlist with or without the further hubs."),
            of.number("minutes", "Minutes", "Minutes to a hub.", unit="minutes"),
            of.names("hubs", "Hubs", "Hubs that take part; `;` list."),
            of.whole("people", "People", "People within reach of one of them.", unit="people"),
            of.number("share", "Share", "Share of all people."),
            *(column.within(lambda row: row["plan"]) for column in of_plan),
            of.names("makes_journeys", "Makes journeys", makes),
            Column("basis", "Basis", "`journeys`, or `screening estimate`."),
            *map(_reach_column, programme.reach),
            Column("jobs_per_worker", "Jobs per worker", jobs, "number", "jobs"),
        ),
        [
            {
                "case": case.label,
                "minutes": minutes,
                "hubs": case.hubs,
                "people": people,
                "share": Fraction(people, case.access.people),
                "plan": case.plan,
                "makes_journeys": _made(portfolio, case),
                "basis": basis,
                **{
                    _reach_name(reach): _reached(case, reach.name).replace(",", "")
                    for reach in programme.reach
                },
                "jobs_per_worker": _two_decimals(portfolio.jobs_per_worker(case, minutes))
                if portfolio.jobs
                else "",
            }
            for case in portfolio.cases
            for minutes in thresholds
            for people in [case.access.reached(case.hubs, minutes)]
        ],
    )


def _two_decimals(number: Fraction) -> str:
    return figure(Decimal(f"{float(number):.2f}"))


def _reach_name(reach: Reach) -> str:
    return f"reach_{reach.name}"


def _reach_column(reach: Reach) -> Column:
    if reach.count == "jobs":
        jobs = "Jobs by this column that the shortlist brings, for each of the people."
        return Column(_reach_name(reach), reach.name, jobs, "number", "jobs")
    once = "People by this column whom the shortlist reaches, each once."
    return Column(_reach_name(reach), reach.name, once, "integer", "people")


def _moves(portfolio: Portfolio) -> Table:
    known = portfolio.cases[-1].programme.proposal_of
    return Table.of(
        "moves",
        "A proposal that comes in or goes out with the further hubs.",
        ("proposal",),
        (of.PROPOSAL, of.TITLE, of.HUB, Column("change", "Change", "`enters` or `leaves`.")),
        [
            {"proposal": name, "title": known[name].title, "hub": ";".join(known[name].hubs)}
            | {"change": "enters" if comes else "leaves"}
            for name, comes in portfolio.moves
        ],
    )
