"""The top of a report, a board paper: finding, pictures, recommendation and reserve list."""

from __future__ import annotations

from fractions import Fraction

from prioritise.optimise.plan import Plan
from prioritise.optimise.totals import totals_of
from prioritise.programme.budgets import whole_budget
from prioritise.render.report.figures import count
from prioritise.render.report.given import Given
from prioritise.render.report.hub_picture import hub_picture
from prioritise.render.report.money import by_year
from prioritise.render.report.scenarios import main_swaps
from prioritise.views.document import (
    Block,
    BulletPoints,
    Grid,
    Head,
    KeyFigure,
    KeyFigures,
    Under,
    heads,
    words,
)
from prioritise.views.rounding import percent, points, rounded_up, short_money, short_points
from prioritise.views.words.cautions import without_budgets
from prioritise.views.words.reasons import listed

_NEAREST = 5
"""Proposals next in line that the first page names."""


def answer(given: Given) -> tuple[Block, ...]:
    """What stands above the contents: the board paper, from the question to the reserve list."""
    plan = given.plan
    return (
        _keys(plan),
        words(*answer_in_words(given)),
        *_cautions(plan),
        *filter(None, (hub_picture(given),)),
        Under("recommendation", "Recommendation", (BulletPoints(recommendation(given)),)),
        *_reserve(given),
        *filter(None, (by_year(plan), main_swaps(given))),
    )


def finding(plan: Plan) -> str:
    """What was found, as a title."""
    asked = sum(map(plan.programme.considers, plan.programme.proposals))
    if not plan.choices:
        return f"None of {count(asked, 'proposal')} can be recommended"
    proven = plan.status == "optimal" and plan.bound_figure == plan.figure
    spent = short_money(totals_of(plan.programme, plan.ways).within_budget)
    do = "is" if len(plan.choices) == 1 else "are"
    return (
        f"{len(plan.choices)} of {count(asked, 'proposal')} {do} worth most for {spent}"
        if proven
        else f"{len(plan.choices)} of {count(asked, 'proposal')} for {spent}, not proven best"
    )


def recommendation(given: Given) -> tuple[str, ...]:
    """What those who decide are asked to do, a sentence each."""
    plan = given.plan
    totals = totals_of(plan.programme, plan.ways)
    chosen = count(len(plan.choices), "proposal")
    said = [
        f"Agree the {chosen} listed hub by hub below, for {short_money(totals.within_budget)} of "
        "public money within the budgets."
        if plan.choices
        else "Agree no proposal as things stand."
    ]
    placed = [each for each in given.waiting.values() if each.place]
    if placed:
        said.append(
            f"Agree the reserve list of {count(len(placed), 'proposal')} in its order, for money "
            "that comes free."
        )
    notes = []
    if totals.match - totals.match_secured:
        unsecured = short_money(totals.match - totals.match_secured)
        notes.append(f"{unsecured} of match funding is not confirmed")
    if totals.over_programmed:
        notes.append(f"{short_money(totals.over_programmed)} is planned above the budgets")
    if totals.future:
        last = plan.programme.years[-1]
        notes.append(f"{short_money(totals.future)} falls after {last}, which no budget holds yet")
    if notes:
        said.append(f"Note that {listed(notes)}.")
    return tuple(said)


def _reserve(given: Given) -> tuple[Block, ...]:
    """The first of the reserve list."""
    plan = given.plan
    placed = [(name, each) for name, each in given.waiting.items() if each.place][:_NEAREST]
    if not placed:
        return ()
    rows = tuple(
        (
            str(each.place),
            plan.programme.proposal_of[name].title,
            name,
            short_money(each.option.public_cost),
            short_money(each.pence) if each.short else "nothing",
        )
        for name, each in placed
    )
    more = sum(bool(each.place) for each in given.waiting.values()) - len(placed)
    caption = "Reserve list: the next in line" + (f", of {more + len(placed)}" if more > 0 else "")
    return (
        Grid(
            caption,
            (
                Head("Place", True),
                Head("Proposal", wide=True),
                *heads("Id", numbers=("Cost", "Lacks")),
            ),
            rows,
        ),
    )


def answer_in_words(given: Given) -> tuple[str, ...]:
    """The answer, what comes beside it, and what else was asked."""
    parts = (_answer(given), _beyond(given.plan), _further(given))
    return (" ".join(filter(None, parts)),)


def question(plan: Plan) -> str:
    """What was asked, in a sentence."""
    programme = plan.programme
    asked = sum(map(programme.considers, programme.proposals))
    streams = [stream for stream in programme.streams if stream.stream not in programme.parents]
    years = programme.years
    when = years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
    rules = f", with {_rules(len(programme.rules))} kept" if programme.rules else ""
    return (
        f"Which of {count(asked, 'proposal')} from {count(len(programme.active_hubs), 'hub')} are "
        f"worth most, within {short_money(whole_budget(programme.streams))} from "
        f"{count(len(streams), 'funding stream')} in {when}{rules}?"
    )


def proof(plan: Plan) -> str:
    """How far the answer is proven, in a sentence."""
    if plan.status == "optimal" and plan.bound_figure == plan.figure:
        return (
            "This is proven best: no shortlist within these budgets and rules is worth more, and "
            "an independent check found every pound and every rule kept."
        )
    missing = short_points(rounded_up(plan.bound - plan.value))
    share = short_points(rounded_up(plan.gap * 100))
    more = f"another shortlist could be worth up to {missing} points ({share}%) more"
    if plan.status == "optimal":
        return f"This is proven as far as was asked: {more}."
    ended = f"stopped after {plan.seconds:.0f} seconds"
    if not plan.is_out_of_time:
        ended = "ended without a proof"
    return (
        f"This is not proven best: the search {ended}, and "
        f"{more}. An independent check found every pound and every rule kept."
    )


def _rules(number: int) -> str:
    return "1 rule" if number == 1 else f"all {number} rules"


def _answer(given: Given) -> str:
    plan = given.plan
    programme = plan.programme
    chosen = len(plan.choices)
    if not chosen:
        return f"None is chosen. {proof(plan)}"
    totals = totals_of(programme, plan.ways)
    whole = whole_budget(programme.streams)
    used = percent(Fraction(totals.within_budget, whole)) if whole else "none"
    hubs = [hub.hub for hub in programme.active_hubs]
    served = {hub for name in plan.shortlist for hub in programme.proposal_of[name].hubs}
    number = sum(hub in served for hub in hubs)
    where = "every hub" if number == len(hubs) else f"{number} of {len(hubs)} hubs"
    are = "is" if chosen == 1 else "are"
    return (
        f"{count(chosen, 'proposal')} {are} chosen, in {where}. Together they take "
        f"{short_money(totals.within_budget)} of the {short_money(whole)} there is ({used}) and "
        f"are worth {points(plan.value)} points. {proof(plan)}"
    )


def _beyond(plan: Plan) -> str:
    """Money beside the budgets: match funding, planned above them, after them."""
    totals = totals_of(plan.programme, plan.ways)
    parts = []
    if totals.match:
        match = f"they bring {short_money(totals.match)} of match funding"
        if any(cost.secured for cost in plan.programme.costs):
            match += f", of which {short_money(totals.match_secured)} is secured"
        parts.append(match)
    if totals.over_programmed:
        parts.append(
            f"{short_money(totals.over_programmed)} is planned above the budgets, for which there "
            "is no money yet"
        )
    if totals.future:
        parts.append(
            f"{short_money(totals.future)} is committed after {plan.programme.years[-1]}, which no "
            "budget holds yet"
        )
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _further(given: Given) -> str:
    """What other scenarios and draws say of the shortlist, in a line."""
    parts = []
    if given.comparison is not None and any(
        each.is_possible for each in given.comparison.answers[1:]
    ):
        others = [each for each in given.comparison.answers[1:] if each.is_possible]
        chosen = given.plan.shortlist
        kept = sum(all(name in other.shortlist for other in others) for name in chosen)
        which = "the other scenario" if len(others) == 1 else f"all {len(others)} other scenarios"
        parts.append(f"{kept} of the {len(chosen)} are chosen under {which}, too")
    table = given.draws and given.draws.table("robustness")
    if table:
        core = table.cells("group").count("core")
        stay = "stays" if core == 1 else "stay"
        parts.append(f"{count(core, 'proposal')} {stay} in whatever is drawn of what is uncertain")
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _cautions(plan: Plan) -> tuple[Block, ...]:
    if not plan.programme.later_years:
        return ()
    return (words(without_budgets(plan.programme), tone="caution"),)


def _keys(plan: Plan) -> KeyFigures:
    programme = plan.programme
    totals = totals_of(programme, plan.ways)
    asked = sum(map(programme.considers, programme.proposals))
    proven = plan.status == "optimal" and plan.bound_figure == plan.figure
    whole = short_money(whole_budget(programme.streams))
    keys = [
        KeyFigure(f"{len(plan.choices)} of {asked}", "proposals chosen"),
        KeyFigure(short_money(totals.within_budget), f"public money used, of {whole}"),
        KeyFigure(
            points(plan.value),
            "points of value, proven best"
            if proven
            else f"points of value; {points(plan.bound)} cannot be exceeded",
        ),
    ]
    if totals.match:
        keys.append(KeyFigure(short_money(totals.match), "match funding beside it"))
    return KeyFigures(tuple(keys))
