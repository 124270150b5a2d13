"""What `run` shows: the answer in a sentence, the shortlist, the money, and what nearly came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from rich.cells import cell_len

from prioritise.analysis.reserve.reserve_list import Reserve
from prioritise.optimise.ledger import budgets_of, later_of
from prioritise.optimise.outturn import is_under_way
from prioritise.optimise.plan import Plan
from prioritise.optimise.totals import totals_of
from prioritise.programme.budgets import whole_budget
from prioritise.programme.money import money_text
from prioritise.programme.records import MATCH, Proposal
from prioritise.views.appraisal.rates_used import rates_in_words, rests_on_rates
from prioritise.views.replan import stayed_in_words
from prioritise.views.rounding import Money, points, rounded_up, short_points
from prioritise.views.run.money import show_money
from prioritise.views.run.outcomes import show_outcomes
from prioritise.views.run.outturn import show_outturn
from prioritise.views.run.pipeline import show_pipeline
from prioritise.views.run.total_tables import totals_in_words
from prioritise.views.screen import Screen, fitted, right
from prioritise.views.words.cautions import (
    ADDING_UP,
    bias_carried,
    size_missing,
    size_used,
    without_budgets,
)
from prioritise.views.words.reasons import because, listed
from prioritise.views.words.ways import way_in_words

LACKING = "lacks"
"""Heading of the money that a near miss would need."""
ROOM_FOR_STREAMS = 25
"""Width of what a near miss lacks its money from."""
NEAR_MISSES = 10
GUTTER = "  "
LONGEST_ID = 14
PAYERS = 20
"""Width that the payers have where titles are long."""

_SETTLED = {
    "value": "No shortlist is worth more; others of the same value may need less public money.",
    "public money": "No shortlist of this value needs less public money; others may be as good.",
    "changes from the baseline": "No shortlist of this value and cost is nearer to the baseline; "
    "others may be as near.",
    "order of ids": "The answer is unique: equals are settled by cost, then by the order of ids.",
}


def show_run(
    plan: Plan,
    waiting: Mapping[str, Reserve],
    screen: Screen | None = None,
    *,
    unbound: Plan | None = None,
) -> None:
    """Print a plan; one that stays close to a list in force beside the best without that."""
    screen = screen or Screen()
    _show_answer(screen, plan)
    if unbound is not None:
        for sentence in stayed_in_words(plan, unbound):
            screen.line(sentence)
    _Shortlist(screen, plan).show()
    _show_bonuses(screen, plan)
    show_money(screen, plan.programme, budgets_of(plan))
    if is_under_way(plan.programme):
        show_outturn(screen, plan)
    show_pipeline(screen, plan)
    if plan.programme.outcomes:
        show_outcomes(screen, plan)
    _show_future(screen, plan)
    _show_outside(screen, plan)
    _show_near_misses(screen, plan, waiting)
    _show_cautions(screen, plan)


def answer(plan: Plan) -> tuple[str, str]:
    """The answer in two sentences: what is chosen; its worth, and how far that is proven."""
    programme = plan.programme
    asked = sum(map(programme.considers, programme.proposals))
    totals, unit = totals_of(programme, plan.ways), programme.unit
    within = money_text(totals.within_budget, unit)
    budget = money_text(whole_budget(programme.streams), unit)
    money = f"for {within} of {budget}"
    if totals.over_programmed:
        above = money_text(totals.over_programmed, unit)
        money = f"for {within} within the budgets of {budget} and {above} above them"
    return (
        f"{len(plan.choices)} of {asked} proposals {money}.",
        f"Value {short_points(plan.value)} points, {_proof(plan)}.",
    )


def _proof(plan: Plan) -> str:
    if plan.status == "optimal" and plan.bound_figure == plan.figure:
        return "proven best"
    missing = short_points(rounded_up(plan.bound - plan.value))
    percent = short_points(rounded_up(plan.gap * 100))
    possible = f"at most {missing} points ({percent}%) more may be possible"
    if plan.status == "optimal":
        return f"proven to the gap that was asked: {possible}"
    if plan.is_out_of_time:
        return f"NOT proven best: stopped after {plan.seconds:.0f} s, {possible}"
    return f"NOT proven best: the search ended without a proof, {possible}"


def _show_answer(screen: Screen, plan: Plan) -> None:
    screen.line(plan.programme.title, "bold")
    if plan.programme.scenario:
        screen.line(plan.programme.scenario)
    screen.line()
    what, how_good = answer(plan)
    screen.line(what, "bold")
    screen.line(how_good, "bold green" if plan.status == "optimal" else "bold yellow")
    for sentence in totals_in_words(plan.programme, totals_of(plan.programme, plan.ways)):
        screen.line(sentence)
    if plan.programme.later_years:
        screen.line(without_budgets(plan.programme), "yellow")
    if carried := bias_carried(plan.programme):
        screen.line(carried, "yellow")


def _show_bonuses(screen: Screen, plan: Plan) -> None:
    """What pairs of chosen proposals add to the value of each, or take from it."""
    for place, link in enumerate(plan.programme.links):
        if link.kind == "bonus" and link.proposal in plan.options and link.other in plan.options:
            value = plan.values.in_points(plan.values.bonus[place])
            what, does = ("Bonus", "adds") if value >= 0 else ("Overlap", "takes")
            pair = f"{link.proposal} together with {link.other}"
            screen.line(f"{what}: {pair} {does} {points(abs(value))} points", lead=GUTTER)


def _show_future(screen: Screen, plan: Plan) -> None:
    """What each hub commits later years to."""
    by_hub: dict[str, int] = {}
    for row in later_of(plan):
        by_hub[row.whom] = by_hub.get(row.whom, 0) + sum(row.amounts)
    if not by_hub:
        return
    money = Money.fitting(by_hub.values(), plan.programme.unit)
    texts = {hub: money.text(pence) for hub, pence in by_hub.items()}
    width = _widest(list(texts.values()))
    heading = f"Future commitment after {plan.programme.years[-1]}, {money.unit}"
    screen.heading(heading, " " * width)
    for hub, text in texts.items():
        name = screen.cut(plan.programme.hub_of[hub].name, screen.width - width)
        screen.row((name, ""), (right(text, width), ""))


def _show_outside(screen: Screen, plan: Plan) -> None:
    """Money that a delay has moved past the last year: nobody can spend it here."""
    for stream in sorted(plan.programme.streams, key=lambda stream: stream.stream):
        if stream.outside:
            money = money_text(stream.outside, plan.programme.unit)
            screen.line(f"{money} of {stream.stream} comes after the last year.", "yellow")


def _show_cautions(screen: Screen, plan: Plan) -> None:
    screen.line()
    if plan.unique_to in _SETTLED:
        screen.line(_SETTLED[plan.unique_to], "dim")
    if plan.is_stopped_short:
        screen.line(
            "Putting equals in order was stopped at about the work that value took; "
            "`solver: {equals: settle}` goes on.",
            "dim",
        )
    warning = size_missing(plan.programme)
    screen.line(f"{size_used(plan.programme)} {warning}", "yellow" if warning else "dim")
    screen.line(ADDING_UP, "dim")
    if rests_on_rates(plan.programme):
        for sentence in rates_in_words(plan.programme):
            screen.line(sentence, "dim")


class _Shortlist:
    """The chosen proposals by hub; linkages between hubs at the end."""

    def __init__(self, screen: Screen, plan: Plan) -> None:
        self._screen = screen
        self._plan = plan
        self._groups = _groups(plan)
        self._value_of = {
            name: plan.values.in_points(plan.figure_of(name)) for name in plan.shortlist
        }
        self._cost_of = {name: plan.options[name].public_cost for name in plan.shortlist}
        self._payers_of = {
            name: ", ".join(sorted(set(plan.choice_of[name].payers) - {"", MATCH}))
            for name in plan.shortlist
        }
        self._money = Money.fitting((cost for _, cost in self._sums()), plan.programme.unit)
        self._heads = ("value", f"cost {self._money.unit}", "paid by")
        self._set_widths()

    def show(self) -> None:
        if not self._plan.shortlist:
            self._screen.heading("Nothing is chosen")
            return
        self._screen.heading("Shortlist", self._columns(*self._heads))
        for (name, ids), (value, cost) in zip(self._groups, self._sums(), strict=True):
            figures = self._columns(points(value), self._money.text(cost), "")
            room = self._screen.width - len(figures)
            self._screen.row((self._screen.cut(name, room), "bold cyan"), (figures, "dim"))
            for each in ids:
                self._show_proposal(each)

    def _show_proposal(self, name: str) -> None:
        proposal, cut = self._plan.programme.proposal_of[name], self._screen.cut
        self._screen.row(
            (GUTTER + cut(name, self._id) + GUTTER + cut(proposal.title, self._title), ""),
            (
                self._columns(
                    points(self._value_of[name]),
                    self._money.text(self._cost_of[name]),
                    self._payers_of[name],
                ),
                "",
            ),
        )
        details = self._details(proposal)
        if details:
            lead = GUTTER * 2 + " " * self._id
            self._screen.row((lead + cut(details, self._screen.width - len(lead)), "dim"))

    def _details(self, proposal: Proposal) -> str:
        """What is special about it: hubs of a linkage, option, share, who settled it."""
        name, option = proposal.proposal, self._plan.options[proposal.proposal]
        hubs = [self._plan.programme.hub_of[hub].name for hub in sorted(proposal.hubs)]
        settled = because(self._plan, name)
        parts = [
            listed(hubs) if len(hubs) > 1 else "",
            way_in_words(option),
            settled if settled != "free" else "",
        ]
        return "; ".join(part for part in parts if part)

    def _columns(self, value: str, cost: str, payers: str) -> str:
        payers = self._screen.cut(payers, self._payers)
        return GUTTER.join(("", right(value, self._value), right(cost, self._cost), payers))

    def _sums(self) -> list[tuple[Fraction, int]]:
        """Value and cost of each group."""
        return [
            (
                sum((self._value_of[name] for name in ids), Fraction(0)),
                sum(self._cost_of[name] for name in ids),
            )
            for _, ids in self._groups
        ]

    def _set_widths(self) -> None:
        names = self._plan.shortlist
        sums = self._sums()
        self._id = min(max(map(len, names), default=0), LONGEST_ID)
        self._value = _widest([self._heads[0], *(points(value) for value, _ in sums)])
        self._cost = _widest([self._heads[1], *(self._money.text(cost) for _, cost in sums)])
        used = 5 * len(GUTTER) + self._id + self._value + self._cost
        titles = _widest([self._plan.programme.proposal_of[name].title for name in names] or [""])
        payers = _widest([self._heads[2], *self._payers_of.values()])
        self._payers = min(payers, max(PAYERS, self._screen.width - used - titles))
        self._title = self._screen.width - used - self._payers


def _groups(plan: Plan) -> list[tuple[str, list[str]]]:
    """Name of each hub with the ids of what is chosen there; what lies between hubs comes last."""
    groups: dict[str, list[str]] = {}
    for name in plan.shortlist:
        hubs = plan.programme.proposal_of[name].hubs
        groups.setdefault(hubs[0] if len(hubs) == 1 else "", []).append(name)
    between = [("Between hubs", groups.pop(""))] if "" in groups else []
    return [(plan.programme.hub_of[hub].name, groups[hub]) for hub in sorted(groups)] + between


def _widest(texts: Sequence[str]) -> int:
    return max(map(cell_len, texts))


def _show_near_misses(screen: Screen, plan: Plan, waiting: Mapping[str, Reserve]) -> None:
    listed_ones = [name for name in waiting if waiting[name].place]
    if not listed_ones:
        return
    nearest = listed_ones[:NEAR_MISSES]
    width = min(max(map(len, nearest)), LONGEST_ID)
    short = _widest([LACKING, *(_money_lacking(plan, waiting[name]) for name in nearest)])
    heading = "Next in line, with this shortlist kept"
    screen.heading(heading, right(LACKING, short) + GUTTER + fitted("from", ROOM_FOR_STREAMS))
    title = screen.width - width - short - ROOM_FOR_STREAMS - 4 * len(GUTTER)
    for name in nearest:
        shown = screen.cut(plan.programme.proposal_of[name].title, title)
        money = right(_money_lacking(plan, waiting[name]), short)
        what = screen.cut(_what_lacks(plan, waiting[name]), ROOM_FOR_STREAMS)
        screen.row((GUTTER.join(("", screen.cut(name, width), shown, money, what)), ""))
    more = len(listed_ones) - len(nearest)
    rest = f"{more} more, and " if more else ""
    screen.line(f"{rest}the reason in full for each, in shortlist.csv (-o)", "dim", lead=GUTTER)


def _money_lacking(plan: Plan, waiting: Reserve) -> str:
    return money_text(waiting.pence, plan.programme.unit) if waiting.short else "–"


def _what_lacks(plan: Plan, waiting: Reserve) -> str:
    """Streams that are short of money, or what else stands in the way, in few words."""
    if waiting.is_barred:
        return listed([*waiting.links, *(f"would break “{rule}”" for rule in waiting.rules)])
    if not waiting.short:
        return "there is room" if waiting.gain > 0 else "room, but it adds no value"
    return ", ".join(dict.fromkeys(shortage.stream.stream for shortage in waiting.short))
