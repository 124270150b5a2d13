"""The table of `progress`: one row for each area's money, milestone, change and risk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prioritise.views import columns as of
from prioritise.views.progress.standing import Standing
from prioritise.views.table import Column, Table
from prioritise.views.words.reasons import reason_out


def progress_table(standing: Standing) -> Table:
    """Everything that the progress page tells, as rows."""
    programme = standing.plan.programme
    columns = {
        "area": ("Area", "Id of the area."),
        "lead": ("Lead", "Who leads the area."),
        "action": ("Action", "What is to be done in the area."),
        "what": ("What", "`area`, `milestone`, `came in`, `went out`, `decision` or `risk`."),
        "id": ("Id", "Id of the milestone, the risk or the proposal; number of the decision."),
        "title": ("Title", "Title of it."),
        "proposal": ("Proposal", "Proposal that it is about."),
        "due": ("Due", "Day by which it was to be reached."),
        "forecast": ("Forecast", "Day on which it is expected."),
        "done": ("Done", "Day on which it was reached, or decided."),
        "state": ("State", "How it stands, in a few words."),
        "owner": ("Owner", "Who sees to it, or decided it."),
        "words": ("Words", "What people say of it, as they wrote it; or why it went out."),
    }
    expected = "What it is expected to come to, in all."
    planned = "Public money planned for the area's proposals."
    return Table.of(
        "progress",
        "An area, a milestone, a change, a decision or a risk.",
        ("what", "id"),
        (
            *(Column(name, *told) for name, told in columns.items()),
            of.whole("days_late", "Days late", "Days late; 0 where it is not."),
            of.whole("size", "Size", "Likelihood times impact of a risk."),
            of.money(programme, "planned", "Planned", planned),
            of.money(programme, "spent", "Spent", "What is paid of it and gone."),
            of.money(programme, "expected", "Expected", expected),
        ),
        _rows(standing),
    )


def _rows(standing: Standing) -> Iterator[Mapping[str, object]]:
    """What each row says, by column; the rest of it is empty."""
    plan, titles = standing.plan, standing.plan.programme.proposal_of
    for area in standing.areas:
        own = {"area": area.area, "lead": area.lead, "action": area.action}
        if area.area:
            figures = standing.money(area).figures
            money = dict(zip(("planned", "spent", "expected"), figures, strict=False))
            yield {**own, "what": "area", "id": area.area, "title": area.title, **money}
        for each in standing.milestones(area):
            yield {
                **own,
                "what": "milestone",
                "id": each.milestone,
                "title": each.title,
                "proposal": each.proposal,
                "due": each.due,
                "forecast": each.forecast,
                "done": each.done,
                "state": standing.state(each),
                "owner": each.owner,
                "words": each.progress,
                "days_late": each.days_late(standing.on),
            }
    for name in standing.entered:
        yield {"what": "came in", "id": name, "title": titles[name].title, "proposal": name}
    for name in standing.left:
        if name in titles:
            why = reason_out(plan, name, standing.waiting.get(name))
            told = {"title": titles[name].title, "proposal": name, "words": why}
            yield {"what": "went out", "id": name, **told}
    for entry in standing.decisions:
        yield {
            "what": "decision",
            "id": entry.number,
            "proposal": entry.proposal,
            "title": titles[entry.proposal].title if entry.proposal in titles else "",
            "done": entry.when[:10],
            "state": entry.decision,
            "owner": entry.by,
            "words": entry.why,
        }
    for risk in standing.risks:
        yield {
            "area": risk.area,
            "what": "risk",
            "id": risk.risk,
            "title": risk.title,
            "proposal": risk.proposal,
            "state": risk.status,
            "owner": risk.owner,
            "words": risk.response,
            "size": risk.size,
        }
