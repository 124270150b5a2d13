"""Shortlists side by side: who is in under which scenario, and what each list comes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prioritise.analysis.comparison.compare import IMPOSSIBLE, ComparedShortlist, Comparison
from prioritise.analysis.comparison.greedy_baselines import FAIRNESS, USUAL_RULES
from prioritise.programme.budgets import whole_budget
from prioritise.programme.money import money_text
from prioritise.programme.records import Proposal
from prioritise.views import columns as of
from prioritise.views.rounding import Money, decimals, points
from prioritise.views.run.total_tables import beyond_budgets_in_words
from prioritise.views.screen import Screen, right, width_for
from prioritise.views.table import Column, Table
from prioritise.views.words.ways import way_in_words

OWN_COLUMNS = ("proposal", "title", "hub", "verdict")
"""Columns of the comparison that no shortlist's name may take."""


def told_apart(names: Iterable[str], taken: Sequence[str] = ()) -> list[str]:
    """Names of shortlists, told apart by a number where they are the same, or a column's own."""
    labels: list[str] = []
    for name in names:
        label, number = name, 1
        while label in (*labels, *OWN_COLUMNS, *taken):
            number += 1
            label = f"{name} {number}"
        labels.append(label)
    return labels


def compare_tables(comparison: Comparison) -> tuple[Table, ...]:
    """`compare`, `totals` and `options`."""
    return compare_table(comparison), totals_table(comparison), options_table(comparison)


def compare_table(comparison: Comparison) -> Table:
    """One row a proposal, one column a shortlist."""

    def in_list(answer: ComparedShortlist) -> Column:
        words = f"`in` or `out`, or `{IMPOSSIBLE}` for all: {_title(answer)}."
        return Column(answer.label, answer.label, words).of(lambda name: in_or_out(answer, name))

    verdict = "In all shortlists (`always`), `sometimes` or `never`."
    return Table.of(
        "compare",
        "A proposal, and the shortlists that it is in.",
        ("proposal",),
        (
            *_who(comparison),
            *map(in_list, comparison.answers),
            Column("verdict", "Verdict", verdict).of(comparison.verdict),
        ),
        comparison.proposals,
    )


def options_table(comparison: Comparison) -> Table:
    """One row a proposal that can be done in several ways, one column a shortlist."""

    def way(answer: ComparedShortlist) -> Column:
        words = f"Size, timing and share, or `out`: {_title(answer)}."
        ways = answer.options
        column = Column(answer.label, answer.label, words)
        return column.of(lambda name: ways[name].label if name in ways else in_or_out(answer, name))

    return Table.of(
        "options",
        "A proposal of several sizes, timings or shares, and how each shortlist has it.",
        ("proposal",),
        (*_who(comparison), *map(way, comparison.answers)),
        [
            name
            for name in comparison.proposals
            if any(len(answer.programme.options.get(name, ())) > 1 for answer in comparison.answers)
        ],
    )


def totals_table(comparison: Comparison) -> Table:
    """One row a shortlist."""
    programme = comparison.answers[0].programme  # one unit in a column, whatever each was read in

    def money(name: str, heading: str, meaning: str) -> Column:
        return of.money(
            programme, name, heading, meaning, lambda answer: getattr(answer.totals, name)
        )

    return Table.of(
        "totals",
        "A shortlist, and what it comes to.",
        ("scenario",),
        (
            Column("scenario", "Scenario", "Short name of the scenario or list.").of(
                lambda answer: answer.label
            ),
            Column("title", "Title", "Title of the scenario or list.").of(_title),
            Column(
                "status", "Status", f"`optimal`, `feasible`, `given` for a list, or `{IMPOSSIBLE}`."
            ),
            of.CHOSEN,
            of.points(
                "value",
                "Value",
                "Value of the shortlist.",
                lambda answer: answer.value if answer.is_possible else None,
            ),
            of.BOUND,
            of.cost(programme, lambda answer: answer.public_cost),
            money("over_programmed", "Over-programmed", "The part of it beyond budgets."),
            money("match_secured", "Match secured", "Match that is certain."),
            money("match_unsecured", "Match unsecured", "Match that is not."),
            money("future", "Future", "Public money after the budgeted years."),
            of.money(
                programme,
                "budget",
                "Budget",
                "Money of all streams in all years.",
                lambda answer: whole_budget(answer.programme.streams),
            ),
            of.names(
                "added", "Added", "In this list and not in the first; `;` list.", comparison.added
            ),
            of.names(
                "dropped",
                "Dropped",
                "In the first list and not in this; `;` list.",
                comparison.dropped,
            ),
            of.names(
                "changed",
                "Changed",
                "In both, in another size, timing or share; `;` list.",
                comparison.changed,
            ),
            of.names(
                "broken",
                "Broken",
                "Limits that a given list does not keep, or that cannot all hold; `;` list.",
            ),
        ),
        comparison.answers,
    )


def in_or_out(answer: ComparedShortlist, name: str) -> str:
    """Whether a proposal is in a list; where there is no list, that."""
    if not answer.is_possible:
        return IMPOSSIBLE
    return "in" if name in answer.shortlist else "out"


def why_impossible(answer: ComparedShortlist) -> str:
    """What stands in the way of any list, in a sentence."""
    return (
        f"{answer.label} is impossible, because these cannot all hold: {'; '.join(answer.broken)}"
    )


def proposal_in(comparison: Comparison, name: str) -> Proposal:
    """A proposal as the first programme that knows it has it."""
    return next(
        answer.programme.proposal_of[name]
        for answer in comparison.answers
        if name in answer.programme.proposal_of
    )


def _who(comparison: Comparison) -> tuple[Column, ...]:
    """Columns of ids that name each proposal."""
    return (
        of.PROPOSAL.of(str),
        of.TITLE.of(lambda name: proposal_in(comparison, name).title),
        of.HUB.of(lambda name: ";".join(proposal_in(comparison, name).hubs)),
    )


def _title(answer: ComparedShortlist) -> str:
    if answer.status == "given":
        return f"the list {answer.label}"
    return answer.programme.scenario or answer.programme.title


VALUE, MONEY, COUNT = 12, 13, 6
"""Widths of the columns of figures, at least."""


def show_comparison(comparison: Comparison, screen: Screen | None = None) -> None:
    """Print a comparison."""
    screen = screen or Screen()
    _totals(screen, comparison)
    for answer in comparison.answers[1:]:
        if answer.is_possible:
            _changes(screen, comparison, answer)
    _verdicts(screen, comparison)


def in_words(comparison: Comparison) -> list[str]:
    """What each list comes to, and who comes and goes, a sentence each."""
    first, unit = comparison.answers[0], comparison.answers[0].programme.unit
    sentences = []
    for answer in comparison.answers:
        if not answer.is_possible:
            sentences.append(why_impossible(answer))
            continue
        spent = money_text(answer.public_cost, unit)
        changes = ""
        if answer is not first:
            swap = [
                *(f"+{name}" for name in comparison.added(answer)),
                *(f"-{name}" for name in comparison.dropped(answer)),
                *(f"~{name}" for name in comparison.changed(answer)),
            ]
            changes = f" ({' '.join(swap) or 'the same shortlist'})"
        number, value = len(answer.shortlist), points(answer.value)
        sentences.append(f"{answer.label}: {number} proposals, {value} points, {spent}{changes}")
    return sentences


def _totals(screen: Screen, comparison: Comparison) -> None:
    amounts = [
        pence
        for answer in comparison.answers
        for pence in (answer.public_cost, whole_budget(answer.programme.streams))
    ]
    money = Money.fitting(amounts, comparison.answers[0].programme.unit)
    value = width_for([points(answer.value) for answer in comparison.answers], VALUE)
    headings = (
        right("in", COUNT)
        + right("value", value)
        + right(f"spent {money.unit}", MONEY)
        + right(f"budget {money.unit}", MONEY)
    )
    screen.heading("Totals", headings)
    room = screen.width - COUNT - value - 2 * MONEY
    for answer in comparison.answers:
        screen.row(
            (screen.cut(answer.label, room), ""),
            (right(_or_dash(answer, str(len(answer.shortlist))), COUNT), ""),
            (right(_or_dash(answer, points(answer.value)), value), ""),
            (right(_or_dash(answer, money.text(answer.public_cost)), MONEY), ""),
            (right(money.text(whole_budget(answer.programme.streams)), MONEY), "dim"),
        )
    unit = comparison.answers[0].programme.unit
    for answer in comparison.answers:
        for sentence in beyond_budgets_in_words(answer.programme, answer.totals, unit):
            screen.note(f"{answer.label}: {sentence}")
        if answer.status == "feasible" and answer.bound is not None:
            missing = float(answer.bound - answer.value)
            screen.note(
                f"{answer.label} is not proven: it may miss up to {decimals(missing, 3)} points."
            )
        if not answer.is_possible:
            screen.note(f"{why_impossible(answer)}.", "red")
            continue
        for limit in answer.broken:
            screen.note(f"{answer.label} breaks a limit: {limit}", "red")


def _or_dash(answer: ComparedShortlist, text: str) -> str:
    """A figure of a list; a dash where there is no list."""
    return text if answer.is_possible else "–"


def _changes(screen: Screen, comparison: Comparison, answer: ComparedShortlist) -> None:
    added, dropped = comparison.added(answer), comparison.dropped(answer)
    changed = comparison.changed(answer)
    first = comparison.answers[0]
    otherwise = f", {len(changed)} otherwise" if changed else ""
    screen.heading(
        f"{answer.label}, against {first.label}: {len(added)} in, {len(dropped)} out{otherwise}"
    )
    if not added and not dropped and not changed:
        screen.line("  The same shortlist.")
    for mark, style, names in (("+", "green", added), ("-", "red", dropped)):
        for name in names:
            proposal = proposal_in(comparison, name)
            screen.row(
                (f"  {mark} ", style),
                (screen.cut(name, 10), "bold"),
                (screen.cut(f" {proposal.title}", screen.width - 14), ""),
            )
    for name in changed:
        now, before = way_in_words(answer.options[name]), way_in_words(first.options[name])
        words = f" {now or 'as given'} (was: {before or 'as given'})"
        screen.row(
            ("  ~ ", "yellow"),
            (screen.cut(name, 10), "bold"),
            (screen.cut(words, screen.width - 14), ""),
        )


def _verdicts(screen: Screen, comparison: Comparison) -> None:
    verdicts: list[str] = [comparison.verdict(name) for name in comparison.considered]
    words = ("always", "sometimes", "never")
    counts = ", ".join(f"{verdicts.count(word)} {word}" for word in words)
    screen.line()
    screen.line(f"Of {len(verdicts)} proposals: {counts} in.")
    screen.note(
        "Values of different scenarios compare only where weights and sizes are the same; adding "
        "scores assumes that a point means the same everywhere and that proposals do not overlap."
    )


def show_usual_rules(screen: Screen | None = None) -> None:
    """Print what each usual rule does, and how."""
    screen = screen or Screen()
    screen.heading("The usual rules")
    for rule in USUAL_RULES:
        screen.line(rule.meaning, lead=f"  {rule.name}: ")
    screen.note(FAIRNESS)
