"""The table of `progress`: one row for each area's money, milestone, change and risk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from prioritise.views import columns
from prioritise.views.progress.standing import Standing
from prioritise.views.table import Cells, Column, Table, amount
from prioritise.views.words.reasons import reason_out


def progress_table(standing: Standing) -> Table:
    """Everything that the progress page tells, as rows."""
    programme = standing.plan.programme
    text = (
        ("area", "Area", "Id of the area."),
        ("lead", "Lead", "Who leads the area."),
        ("action", "Action", "What is to be done in the area."),
        (
            "what",
            "What",
            "`area`, `milestone`, `came in`, `went out`, `decision` or `risk`.",
        ),
        ("id", "Id", "Id of the milestone, the risk or the proposal; number of the decision."),
        ("title", "Title", "Title of it."),
        ("proposal", "Proposal", "Proposal that it is about."),
        ("due", "Due", "Day by which it was to be reached."),
        ("forecast", "Forecast", "Day on which it is expected."),
        ("done", "Done", "Day on which it was reached, or decided."),
        ("state", "State", "How it stands, in a few words."),
        ("owner", "Owner", "Who sees to it, or decided it."),
        ("words", "Words", "What people say of it, as they wrote it; or why it went out."),
    )
    days_late = Column("days_late", "Days late", "Days late; 0 where it is not.", "integer")
    size = Column("size", "Size", "Likelihood times impact of a risk.", "integer")
    planned = columns.money(
        programme, "planned", "Planned", "Public money planned for the area's proposals."
    )
    further = (
        columns.money(programme, "spent", "Spent", "What is paid of it and gone."),
        columns.money(programme, "expected", "Expected", "What it is expected to come to, in all."),
    )
    return Table(
        "progress",
        "An area, a milestone, a change, a decision or a risk.",
        ("what", "id"),
        (*(Column(*each) for each in text), days_late, size, planned, *further),
        tuple(_rows(standing)),
    )


def _rows(standing: Standing) -> Iterator[Cells]:
    plan, unit = standing.plan, standing.plan.programme.unit
    titles = plan.programme.proposal_of
    for area in standing.areas:
        own = (area.area, area.lead, area.action)
        if area.area:
            planned, spent, expected, _ = standing.money(area).figures
            money = (amount(pence, unit) for pence in (planned, spent, expected))
            yield (*own, "area", area.area, area.title, *_blank(7), "", "", *money)
        for each in standing.milestones(area):
            days = (each.due, each.forecast, each.done)
            yield (
                *(*own, "milestone", each.milestone, each.title, each.proposal),
                *map(_day, days),
                *(standing.state(each), each.owner, each.progress),
                *(str(each.days_late(standing.on)), "", "", "", ""),
            )
    changes = [("came in", name, "") for name in standing.entered]
    changes += [
        ("went out", name, reason_out(plan, name, standing.waiting.get(name)))
        for name in standing.left
        if name in titles
    ]
    for what, name, why in changes:
        yield ("", "", "", what, name, titles[name].title, name, *_blank(5), why, *_blank(5))
    for entry in standing.decisions:
        title = titles[entry.proposal].title if entry.proposal in titles else ""
        yield (
            *("", "", "", "decision", str(entry.number), title, entry.proposal, "", ""),
            *(entry.when[:10], entry.decision, entry.by, entry.why, *_blank(5)),
        )
    for risk in standing.risks:
        told = "" if risk.size is None else str(risk.size)
        yield (
            *(risk.area, "", "", "risk", risk.risk, risk.title, risk.proposal, "", "", ""),
            *(risk.status, risk.owner, risk.response, "", told, "", "", ""),
        )


def _blank(number: int) -> tuple[str, ...]:
    return ("",) * number


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
