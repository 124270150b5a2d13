"""The progress report: areas with milestones and money, what changed, who is next, the risks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from prioritise.optimise.outturn import is_under_way
from prioritise.programme.money import money_text
from prioritise.programme.progress import Milestone, PriorityArea, Risk
from prioritise.views.document import (
    Block,
    BulletPoints,
    Document,
    Facts,
    Grid,
    Head,
    KeyFigure,
    KeyFigures,
    Section,
    Stacked,
    Tag,
    Tone,
    Under,
    heads,
    words,
)
from prioritise.views.progress.standing import Standing
from prioritise.views.rounding import Money
from prioritise.views.run.outturn_blocks import outturn_blocks
from prioritise.views.run.pipeline import pipeline_grid
from prioritise.views.words.reasons import reason_out

NEXT = 5
"""Proposals next in line that are named."""
LARGE, MIDDLING = 15, 8
"""Sizes of a risk from which on it is called large, or middling."""


def progress_document(standing: Standing) -> Document:
    """The whole report."""
    programme = standing.plan.programme
    found = (
        _areas(standing),
        _money(standing),
        _cases(standing),
        _changes(standing),
        _next(standing),
        _risks(standing),
    )
    return Document(
        "Progress",
        programme.title,
        programme.scenario,
        in_words(standing.on),
        _summary(standing),
        tuple(section for section in found if section is not None),
        "Drafted with prioritise from what is recorded; people's own words stand as they wrote "
        "them.",
    )


def _summary(standing: Standing) -> tuple[Block, ...]:
    """The figures that people look for first, and what the page is."""
    plan = standing.plan
    milestones = plan.programme.milestones
    done = sum(each.is_done(standing.on) for each in milestones)
    late = sum(
        not each.is_done(standing.on) and each.days_late(standing.on) > 0 for each in milestones
    )
    is_open = sum(risk.status == "open" for risk in plan.programme.risks)
    keys = KeyFigures(
        (
            KeyFigure(f"{done} of {len(milestones)}", "milestones done"),
            KeyFigure(str(late), "late, or expected late"),
            KeyFigure(str(is_open), "open risks"),
            KeyFigure(str(len(plan.choices)), "proposals in the programme"),
            KeyFigure(_short(plan.public_cost, plan.programme.unit), "public money planned"),
        )
    )
    since = f", since {in_words(standing.since)}" if standing.since else ""
    by = f" Reported by {standing.by}." if standing.by else ""
    return (words(f"As at {in_words(standing.on)}{since}.{by}", tone="lead"), keys)


def in_words(day: date | None) -> str:
    """A day as people read it."""
    return f"{day.day} {day:%B %Y}" if day else "–"


def _short(pence: int, unit: str) -> str:
    """An amount without its last pennies."""
    money = Money.fitting([pence], unit)
    return f"£{money.text(pence)}{money.unit[1:]}"


def _areas(standing: Standing) -> Section | None:
    if not standing.areas:
        return None
    blocks = tuple(
        _area(standing, area, number) for number, area in enumerate(standing.areas, start=1)
    )
    return Section("areas", "Priority areas", blocks)


def _area(standing: Standing, area: PriorityArea, number: int) -> Under:
    names = standing.proposals(area)
    unit = standing.plan.programme.unit
    rows = [("Lead", area.lead or "nobody named"), ("Action", area.action or "–")]
    if names:
        money = standing.money(area)
        whom = f" for {', '.join(names)}"
        rows.append(("Public money planned", money_text(money.planned, unit) + whom))
        if is_under_way(standing.plan.programme):
            rows.append(("Spent", money_text(money.spent, unit)))
            rows.append(("Expected in all", money_text(money.expected, unit)))
    milestones = standing.milestones(area)
    blocks: list[Block] = [*([Facts(tuple(rows))] if area.area else [])]
    if milestones:
        grid = Grid(
            "Milestones",
            (
                *(Head("Milestone", wide=True), Head("Due"), Head("Expected or done")),
                *(Head("State"), Head("Owner"), Head("Progress", wide=True)),
            ),
            tuple(
                (
                    Stacked(each.title, each.proposal or each.hub or each.milestone),
                    in_words(each.due),
                    in_words(each.done or each.forecast or each.due),
                    Tag(standing.state(each), _tone(standing, each)),
                    each.owner or "–",
                    each.progress or "–",
                )
                for each in milestones
            ),
        )
        blocks.append(grid)
    else:
        blocks.append(words("No milestones are set."))
    return Under(f"area-{number}", area.title or area.area, tuple(blocks))


def _tone(standing: Standing, milestone: Milestone) -> Tone:
    if milestone.is_done(standing.on):
        return "green"
    if milestone.due is not None and milestone.due < standing.on:
        return "red"
    return "yellow" if milestone.days_late(standing.on) else "grey"


def _money(standing: Standing) -> Section | None:
    if not is_under_way(standing.plan.programme):
        return None
    return Section("outturn", "Money against plan", outturn_blocks(standing.plan))


def _cases(standing: Standing) -> Section | None:
    if not standing.plan.programme.gates:
        return None
    grid = replace(pipeline_grid(standing.plan), hidden_caption=True)
    return Section("cases", "Business cases", (grid,))


def _changes(standing: Standing) -> Section | None:
    plan = standing.plan
    titles = plan.programme.proposal_of
    blocks: list[Block] = []
    if standing.earlier is not None:
        came = [f"{titles[name].title} ({name}) came in." for name in standing.entered]
        went = [
            f"{titles[name].title} ({name}) went out: "
            f"{reason_out(plan, name, standing.waiting.get(name))}."
            if name in titles
            else f"{name} went out: it is no proposal any more."
            for name in standing.left
        ]
        told = f"Against the shortlist of {standing.earlier.named}:"
        if came or went:
            blocks += [words(told), BulletPoints((*came, *went))]
        else:
            blocks.append(words(f"{told} the same proposals are in."))
    if standing.decisions:
        blocks.append(
            Grid(
                "Decisions recorded",
                (
                    *(Head("Proposal", wide=True), Head("Decision"), Head("Stage"), Head("By")),
                    *(Head("When"), Head("Why", wide=True)),
                ),
                tuple(
                    (
                        Stacked(
                            titles[e.proposal].title if e.proposal in titles else e.proposal,
                            e.proposal,
                        ),
                        f"{e.decision}, withdrawn" if e.action == "withdraw" else e.decision,
                        e.stage,
                        e.by,
                        in_words(date.fromisoformat(e.when[:10])),
                        e.why,
                    )
                    for e in standing.decisions
                ),
            )
        )
    return Section("changes", "What has changed", tuple(blocks)) if blocks else None


def _next(standing: Standing) -> Section | None:
    plan = standing.plan
    line = [name for name, wait in standing.waiting.items() if wait.place][:NEXT]
    full = [row for row in plan.examination.rules if row.binding]
    blocks: list[Block] = []
    if line:
        blocks.append(
            Grid(
                "Next in line",
                (Head("Proposal", wide=True), Head("What it lacks", wide=True)),
                tuple(
                    (
                        Stacked(plan.programme.proposal_of[name].title, name),
                        reason_out(plan, name, standing.waiting.get(name)),
                    )
                    for name in line
                ),
            )
        )
    if full:
        named = dict.fromkeys(row.group.name for row in full)
        blocks += [words("Rules that are met with nothing to spare:"), BulletPoints(tuple(named))]
    return Section("next", "What binds, and who is next", tuple(blocks)) if blocks else None


def _risks(standing: Standing) -> Section | None:
    if not standing.risks:
        return None
    titles = {area.area: area.title or area.area for area in standing.areas}
    grid = Grid(
        "Risks, the largest first",
        (
            *(Head("Risk", wide=True), Head("Area")),
            *heads(numbers=("Likelihood", "Impact", "Size")),
            *(Head("Owner"), Head("What is done about it", wide=True), Head("Status")),
        ),
        tuple(
            (
                Stacked(risk.title, risk.proposal or risk.hub or risk.risk),
                titles.get(risk.area, "–") if risk.area else "–",
                *(
                    str(part) if part is not None else "–"
                    for part in (risk.likelihood, risk.impact)
                ),
                Tag(str(risk.size), _size_tone(risk)) if risk.size is not None else "–",
                risk.owner or "–",
                risk.response or "–",
                risk.status,
            )
            for risk in standing.risks
        ),
        hidden_caption=True,
    )
    return Section("risks", "Risks", (grid,))


def _size_tone(risk: Risk) -> Tone:
    if risk.status == "closed" or risk.size is None:
        return "grey"
    return "red" if risk.size >= LARGE else "yellow" if risk.size >= MIDDLING else "green"
