"""The pipeline of business cases: by stage and date, with what each holds up."""

from __future__ import annotations

from datetime import date

from prioritise.optimise.plan import Plan
from prioritise.programme.gates import Gate, first_year_open
from prioritise.programme.options import Option
from prioritise.views import columns as of
from prioritise.views.document import Grid, Head, Stacked
from prioritise.views.screen import Screen
from prioritise.views.table import Column, Table

GUTTER = "  "
_TEXTS = (
    ("stage", "Stage", "Stage that the business case has to pass."),
    ("due", "Due", "Day by which it was to be passed."),
    ("forecast", "Forecast", "Day on which it is now expected."),
    ("done", "Done", "Day on which it was decided."),
    ("state", "State", "How it stands, in a few words."),
    ("panel", "Panel", "Panel that decides."),
    ("reason", "Reason", "Why, in people's own words."),
    ("opens", "Opens", "Year in which money may start; empty where that is after the last."),
    ("starts", "Starts", "Year in which money starts, where the proposal is chosen."),
)


def gates_in_order(plan: Plan) -> tuple[Gate, ...]:
    """Gates by stage, then by day, then by proposal."""
    return tuple(sorted(plan.programme.gates, key=lambda gate: (*gate.order, gate.proposal)))


def pipeline_table(plan: Plan) -> Table:
    """One row a gate."""
    titles = plan.programme.proposal_of
    late = Column("days_late", "Days late", "Days late; 0 where it is not.", "integer")
    return Table.of(
        "pipeline",
        "Business cases by stage and date, and when their money may start.",
        ("proposal", "stage"),
        (of.PROPOSAL, of.TITLE, *(Column(*text) for text in _TEXTS), late, of.DECISION),
        [
            {
                "proposal": gate.proposal,
                "title": titles[gate.proposal].title,
                "stage": gate.stage,
                **{name: _day(getattr(gate, name)) for name in ("due", "forecast", "done")},
                "state": state_of(gate),
                "panel": gate.panel,
                "reason": gate.reason,
                "opens": opens(plan, gate.proposal),
                "starts": starts(plan, gate.proposal),
                "days_late": gate.days_late,
                "decision": "selected" if gate.proposal in plan.options else "not selected",
            }
            for gate in gates_in_order(plan)
        ],
    )


def pipeline_grid(plan: Plan) -> Grid:
    """The same for a page."""
    titles = plan.programme.proposal_of
    return Grid(
        "Business cases by stage and date",
        (
            *(Head("Proposal", wide=True), Head("Stage"), Head("Due"), Head("Expected or done")),
            *(Head("State"), Head("Panel"), Head("Money may start"), Head("Reason", wide=True)),
        ),
        tuple(
            (
                Stacked(titles[gate.proposal].title, gate.proposal),
                gate.stage,
                _day(gate.due) or "–",
                _day(gate.day) or "–",
                state_of(gate),
                gate.panel or "–",
                opens(plan, gate.proposal) or "not within the years",
                gate.reason or "–",
            )
            for gate in gates_in_order(plan)
        ),
    )


def show_pipeline(screen: Screen, plan: Plan) -> None:
    """Cases that are still to come, and those that were refused or held, on a terminal."""
    waiting = [gate for gate in gates_in_order(plan) if gate.outcome != "approved"]
    if not waiting:
        return
    screen.heading("Business cases", "")
    for gate in waiting:
        day = f"{gate.day}, " if gate.day else ""
        start = opens(plan, gate.proposal) or "no year here"
        line = f"{gate.proposal} {gate.stage}: {day}{state_of(gate)}; money from {start}"
        screen.line(line, lead=GUTTER)


def state_of(gate: Gate) -> str:
    """How a gate stands, in a few words."""
    late = f"{gate.days_late} day{'' if gate.days_late == 1 else 's'} late"
    if gate.done is not None:
        return f"{gate.outcome}, {late}" if gate.days_late else gate.outcome
    return f"expected {late}" if gate.days_late else "to come"


def opens(plan: Plan, proposal: str) -> str:
    """The year in which money may start for all gates of a proposal; empty where none is."""
    place, years = first_year_open(plan.programme, proposal), plan.programme.horizon
    return years[place] if place < len(years) else ""


def starts(plan: Plan, proposal: str) -> str:
    """The first year in which a chosen proposal has money; empty where it has none."""
    option: Option | None = plan.options.get(proposal)
    for place, year in enumerate(plan.programme.years if option else ()):
        if option and any(row.amounts[place] for row in option.rows):
            return year
    return ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
