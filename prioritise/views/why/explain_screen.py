"""What `explain` shows: words first, figures beside them, within 80 columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from prioritise.analysis.reserve.reserve_list import Reserve
from prioritise.analysis.why.explanation import ExplainedShortlist, Explanation, OptionValue
from prioritise.analysis.why.marginal import MarginalValue
from prioritise.optimise.plan import Plan
from prioritise.programme.money import money_text
from prioritise.views.rounding import points
from prioritise.views.run.run_screen import LONGEST_ID
from prioritise.views.screen import Screen, right
from prioritise.views.why.explain_sentences import (
    changes_in_words,
    lacks_in_words,
    limits_in_words,
    lost_in_words,
    sentence,
)
from prioritise.views.words.cautions import ADDING_UP
from prioritise.views.words.reasons import because, listed

LOSS, WHO = 9, 30
"""Widths of the points lost, and of who enters and leaves."""
LACK = 16
"""Width of the money that a proposal on the reserve list lacks."""
GUTTER = "  "


def show_overview(
    asked: ExplainedShortlist,
    worth: Sequence[MarginalValue],
    share: Fraction,
    screen: Screen | None = None,
) -> None:
    """Print a line for every proposal, the reserve list, and what a little money is worth."""
    screen = screen or Screen()
    _title(screen, asked.plan)
    _OverviewLines(screen, asked).show()
    _show_reserve(screen, asked.plan, asked.reserve)
    _show_worth(screen, asked.plan, worth, share)
    _cautions(screen, asked.plan)


def show_explained(asked: ExplainedShortlist, screen: Screen | None = None) -> None:
    """Print some proposals in full."""
    screen = screen or Screen()
    _title(screen, asked.plan)
    for explained in asked.explanations:
        _show_one(screen, explained)
    _cautions(screen, asked.plan)


def _title(screen: Screen, plan: Plan) -> None:
    screen.line(plan.programme.title, "bold")
    if plan.programme.scenario:
        screen.line(plan.programme.scenario)
    screen.line(f"The best shortlist is worth {points(plan.value)} points.")
    if plan.bound_figure != plan.figure:
        most = points(plan.bound)
        screen.line(f"NOT proven best: up to {most} may be possible.", "bold yellow")


def _show_one(screen: Screen, explained: Explanation) -> None:
    plan = explained.plan
    proposal = plan.programme.proposal_of[explained.proposal]
    verdict = "in" if explained.is_chosen else "out"
    settled = because(plan, explained.proposal)
    note = "" if settled == "free" else f", {settled}"
    screen.heading(f"{explained.proposal}  {proposal.title}: {verdict}{note}")
    hubs = listed([plan.programme.hub_of[hub].name for hub in proposal.hubs])
    screen.line(hubs, "cyan")
    words = [sentence(explained), limits_in_words(explained), *changes_in_words(explained)]
    screen.line(" ".join(filter(None, words)))
    if not explained.is_chosen and explained.is_eligible:
        screen.line(f"With this shortlist kept: {lacks_in_words(explained)}.", "dim")
    _show_figures(screen, explained)
    for option in explained.options:
        _show_option(screen, explained, option)


def _show_figures(screen: Screen, explained: Explanation) -> None:
    if explained.otherwise is None:
        return
    how = "without it" if explained.is_chosen else "with it"
    now, then = points(explained.plan.value), points(explained.otherwise.value)
    screen.line(f"value now {now}, {how} {then}", "dim", lead=GUTTER)
    _show_swap(screen, explained, "comes in", explained.enters)
    _show_swap(screen, explained, "goes out", explained.leaves)


def _show_swap(screen: Screen, explained: Explanation, what: str, names: Sequence[str]) -> None:
    for name in names:
        title = explained.plan.programme.proposal_of[name].title
        screen.row((GUTTER + screen.cut(f"{what} {name}  {title}", screen.width - 2), "dim"))


def _show_option(screen: Screen, explained: Explanation, option: OptionValue) -> None:
    chosen = explained.plan.options.get(explained.proposal)
    name = option.option.label
    is_it = chosen is not None and chosen.label == name
    if option.plan is None:
        what = "impossible" if option.settled else "not settled in time"
    elif is_it:
        what = "chosen"
    else:
        lost = (
            explained.plan.value - option.plan.bound,
            explained.plan.bound - option.plan.value,
        )
        what = "at no loss" if not any(lost) else f"costs {lost_in_words(lost)}"
    screen.line(f"option {name}: {what}", "dim", lead=GUTTER)


class _OverviewLines:
    """A line for every proposal, by hub: what it costs to turn it round, and for whom."""

    def __init__(self, screen: Screen, asked: ExplainedShortlist) -> None:
        self._screen, self._plan = screen, asked.plan
        self._explained = asked.explanations
        longest = max((len(each.proposal) for each in self._explained), default=0)
        self._id = min(longest, LONGEST_ID)
        self._title = screen.width - self._id - LOSS - WHO - 4 * len(GUTTER)
        self._has_price = False

    def show(self) -> None:
        for heading, lost, chosen in (
            ("In, and what leaving each out costs", "points", True),
            ("Out, and what having each in costs", "points", False),
        ):
            shown = [e for e in self._explained if e.is_chosen == chosen and e.is_eligible]
            if shown:
                self._has_price = self._has_price or any(map(_is_gain, shown))
                columns = right(lost, LOSS) + GUTTER + self._screen.cut("+ in, - out", WHO)
                self._screen.heading(heading, columns)
                self._show_by_hub(shown)
        if self._has_price:
            self._screen.note("Below 0: a contract or a decision that costs so much.")
        if not all(explained.is_proven for explained in self._explained):
            self._screen.note("?: not proven, time ran out; reasons.csv has both ends.", "yellow")
        self._show_not_eligible()

    def _show_by_hub(self, shown: Sequence[Explanation]) -> None:
        programme = self._plan.programme
        groups: dict[str, list[Explanation]] = {}
        for explained in shown:
            hubs = programme.proposal_of[explained.proposal].hubs
            groups.setdefault(hubs[0] if len(hubs) == 1 else "", []).append(explained)
        for hub in sorted(groups, key=lambda hub: (not hub, hub)):
            name = programme.hub_of[hub].name if hub else "Between hubs"
            self._screen.row((self._screen.cut(name, self._screen.width), "bold cyan"))
            for explained in groups[hub]:
                self._show_line(explained)

    def _show_line(self, explained: Explanation) -> None:
        title = self._plan.programme.proposal_of[explained.proposal].title
        cut = self._screen.cut
        self._screen.row(
            (GUTTER + cut(explained.proposal, self._id), ""),
            (GUTTER + cut(title, self._title) + GUTTER, ""),
            (right(self._lost(explained), LOSS), "bold"),
            (GUTTER + cut(self._who(explained), WHO), "dim"),
        )

    def _lost(self, explained: Explanation) -> str:
        if explained.otherwise is None:
            return "–"
        mark = "" if explained.is_proven else "?"
        return mark + points(explained.plan.value - explained.otherwise.value)

    def _who(self, explained: Explanation) -> str:
        if explained.otherwise is None:
            names = explained.keeping.limits if explained.keeping else ()
            if not explained.settled:
                return "not settled in time"
            return f"impossible: {listed(names)}" if names else "impossible"
        swaps = [f"+{name}" for name in explained.enters]
        swaps += [f"-{name}" for name in explained.leaves]
        settled = because(explained.plan, explained.proposal)
        note = [] if settled == "free" else [f"({settled})"]
        return " ".join([*note, *swaps])

    def _show_not_eligible(self) -> None:
        shown = [explained for explained in self._explained if not explained.is_eligible]
        if shown:
            self._screen.heading("Not eligible")
        for explained in shown:
            reason = explained.plan.eligibility[explained.proposal].reason
            lead = GUTTER + self._screen.cut(explained.proposal, self._id) + GUTTER
            self._screen.line(reason, "dim", lead=lead)


def _is_gain(explained: Explanation) -> bool:
    return explained.otherwise is not None and explained.is_proven and explained.lost[1] < 0


def _show_reserve(screen: Screen, plan: Plan, reserve: Mapping[str, Reserve]) -> None:
    places = [name for name in reserve if reserve[name].place]
    if not places:
        return
    screen.heading("Reserve list, with this shortlist kept", right("lacks", LACK))
    width = min(max(map(len, places)), LONGEST_ID)
    title = screen.width - width - LACK - 4 - 2 * len(GUTTER)
    for name in places:
        waiting = reserve[name]
        lacking = money_text(waiting.pence, plan.programme.unit) if waiting.short else "–"
        shown = screen.cut(plan.programme.proposal_of[name].title, title)
        place = right(f"{waiting.place}", 4)
        screen.row(
            (GUTTER.join((place, screen.cut(name, width), shown)) + right(lacking, LACK), "")
        )


def _show_worth(
    screen: Screen, plan: Plan, worth: Sequence[MarginalValue], share: Fraction
) -> None:
    if not worth:
        return
    years = plan.programme.years
    room = max(20, screen.width - len(years) * 18)
    percent = points(share * 100).rstrip("0").rstrip(".")
    heading = f"Points for {percent}% more / less"
    screen.heading(heading, "".join(right(year, 18) for year in years))
    cells = {(each.stream, each.year, each.change > 0): each for each in worth}
    for stream in dict.fromkeys(each.stream for each in worth):
        row = [
            " / ".join(_change(cells.get((stream, year, more))) for more in (True, False))
            if (stream, year, True) in cells
            else "–"
            for year in range(len(years))
        ]
        screen.row(
            (screen.cut(stream, room), ""), ("".join(right(cell, 18) for cell in row), "dim")
        )


def _change(worth: MarginalValue | None) -> str:
    if worth is None:
        return "–"
    if worth.value_change is None:
        return "impossible" if worth.proven else "?"
    mark = "" if worth.proven else "?"
    sign = "+" if worth.value_change > 0 else ""
    return "0" if not worth.value_change else f"{mark}{sign}{points(worth.value_change)}"


def _cautions(screen: Screen, plan: Plan) -> None:
    screen.line()
    screen.line(
        "Each figure comes from solving again with that one thing changed and all else free; so "
        "losses do not add up.",
        "dim",
    )
    screen.line(ADDING_UP, "dim")
