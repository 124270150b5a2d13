"""What the answer rests on: weights, rules, terms and locks; and what was not considered."""

from __future__ import annotations

from fractions import Fraction

from prioritise.programme.measures import measure_of
from prioritise.programme.money import plain
from prioritise.programme.programme import Programme
from prioritise.programme.records import ALIGNMENT, Criterion, Link, Rule
from prioritise.render.report.figures import count, decimal_words
from prioritise.render.report.given import Given
from prioritise.views.document import (
    Block,
    BulletPoints,
    Cell,
    Fold,
    Grid,
    Head,
    Section,
    Stacked,
    Tag,
    heads,
    words,
)
from prioritise.views.rounding import percent
from prioritise.views.run.hub_and_rule_tables import rules_table
from prioritise.views.words.cautions import ADDING_UP, size_missing, size_used
from prioritise.views.words.reasons import because, listed
from prioritise.views.words.weights import weight_warnings, weights_in_words

MANY_ROWS = 30
"""Rows of a table of rules that are shown at once."""
_LINKS = {
    "requires": "is only possible with",
    "excludes": "cannot be together with",
    "together": "goes only together with",
}


def assumed(given: Given) -> Section:
    """The section on assumptions."""
    programme = given.plan.programme
    blocks: list[Block] = [
        words(f"{ADDING_UP} {size_used(programme)} {size_missing(programme)}".strip()),
        _weights(programme),
        *_weighed_how(programme),
        *_rules(given),
        *_locks(given),
        *_links(programme),
    ]
    return Section("assumptions", "What it rests on", tuple(blocks))


def not_considered(given: Given) -> Section:
    """The section on what lies outside the question."""
    return Section("limits", "What was not considered", (BulletPoints(_not_considered(given)),))


def _weights(programme: Programme) -> Grid:
    share_of = programme.normalised_weights()

    return Grid(
        "What value is made of",
        heads("Criterion", "Scored from", numbers=("Weight",)),
        tuple(
            (
                "alignment with the streams that pay" if c.name == ALIGNMENT else c.name,
                _scored(c),
                percent(share_of[c.name]),
            )
            for c in programme.criteria
        ),
    )


def _scored(criterion: Criterion) -> str:
    """The scale, the marks along it where they are not in proportion, and the threshold."""
    if criterion.scale is None:
        return "0 to 1"
    parts = [f"{criterion.scale[0]} to {criterion.scale[1]}"]
    if criterion.curve:
        marks = ", ".join(f"{plain(mark)} at {plain(score)}" for score, mark in criterion.curve)
        parts.append(f"of 100 marks, {marks}, in between in proportion")
    if criterion.threshold is not None:
        word = "at least" if criterion.at_least is not None else "at most"
        parts.append(f"screened out unless {word} {plain(criterion.threshold)}")
    return "; ".join(parts)


def _weighed_how(programme: Programme) -> list[Block]:
    """Where the weights come from, and whose others there are."""
    found: list[Block] = []
    if programme.weighting is not None:
        found.append(words(f"The weights: {weights_in_words(programme)}."))
    if programme.groups:
        names = ", ".join(group.group for group in programme.groups)
        found.append(words(f"These groups weigh in ways of their own: {names}."))
    doubts = tuple(f"Doubt about {doubt}." for doubt in weight_warnings(programme))
    return [*found, *([BulletPoints(doubts)] if doubts else [])]


def _rules(given: Given) -> list[Block]:
    table = rules_table(given.plan)
    if not table.rows:
        return [words("There are no rules beyond the budgets and what streams may pay for.")]
    unit = given.plan.programme.unit
    place = {column.name: number for number, column in enumerate(table.columns)}
    rules = {rule.name: rule for rule in given.plan.programme.rules}
    names = given.plan.programme.hub_of

    def whom(text: str) -> str:
        kind, _, name = text.partition(": ")
        return names[name].name if kind == "hub" and name in names else name or "the whole"

    rows: list[tuple[Cell, ...]] = [
        (
            row[place["rule"]],
            whom(row[place["for_each"]]),
            *(
                _measured(rules[row[place["rule"]]], row[place[name]], unit)
                for name in ("at_least", "at_most", "achieved")
            ),
            Tag("at its limit", "orange") if row[place["binding"]] == "yes" else "kept",
        )
        for row in table.rows
    ]
    numbers = ("At least", "At most", "Achieved")
    columns = (*heads("Rule", "For", numbers=numbers), Head("Stands"))
    caption = "Rules, and how the shortlist meets them"
    binding = [row for row, line in zip(rows, table.rows, strict=True) if line[-1] == "yes"]
    if len(rows) <= MANY_ROWS:
        return [Grid(caption, columns, tuple(rows))]
    first = Grid("Rules at their limit", columns, tuple(binding[:MANY_ROWS]))
    fold = Fold(f"{caption}: {len(rows)} rows", (Grid(caption, columns, tuple(rows)),))
    return [*([first] if binding else []), fold]


def _measured(rule: Rule, text: str, unit: str) -> str:
    if not text:
        return "–"
    if rule.measure == "share":
        return percent(Fraction(text))
    number = decimal_words(text)
    if measure_of(rule.measure).is_money:
        return f"£{number}{unit[1:]}"
    return number


def _locks(given: Given) -> list[Block]:
    """Who was in or out before anything was weighed."""
    plan = given.plan
    settled = [
        (name, because(plan, name))
        for name, proposal in plan.programme.proposal_of.items()
        if plan.programme.considers(proposal)
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            Stacked(plan.programme.proposal_of[name].title, name),
            "in" if name in plan.options else "out",
            how,
        )
        for name, how in settled
        if how not in ("free", "not eligible")
    ]
    if not rows:
        return []
    caption = "Settled before anything was weighed"
    return [Grid(caption, heads("Proposal", "In or out", "Because"), tuple(rows))]


def _links(programme: Programme) -> list[Block]:
    if not programme.links:
        return []
    title = {name: proposal.title for name, proposal in programme.proposal_of.items()}
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Stacked(title[link.proposal], link.proposal),
            _linked(link),
            Stacked(title[link.other], link.other),
            "–" if link.value is None else decimal_words(str(link.value)),
        )
        for link in programme.links
    )
    columns = heads("Proposal", "Link", "Other proposal", numbers=("Points",))
    grid = Grid("Links between proposals", columns, rows)
    if len(rows) <= MANY_ROWS:
        return [grid]
    return [Fold(f"Links between proposals: {len(rows)}", (grid,))]


def _linked(link: Link) -> str:
    if link.kind == "bonus":
        less = link.value is not None and link.value < 0
        return "overlaps with" if less else "is worth more together with"
    return _LINKS[link.kind]


def _not_considered(given: Given) -> tuple[str, ...]:
    programme = given.plan.programme
    away = [hub.name for hub in programme.hubs if not programme.takes_part(hub.hub)]
    dropped = sum(not programme.considers(proposal) for proposal in programme.proposals)
    likelihoods = any(proposal.likelihood is not None for proposal in programme.proposals)
    verb = "takes" if len(away) == 1 else "take"
    found = [
        f"{listed(away)} {verb} no part." if away else "",
        f"{count(dropped, 'proposal').capitalize()} in the tables {_were(dropped)} not weighed."
        if dropped
        else "",
        "How likely proposals are to succeed: likelihoods are given and not used."
        if likelihoods and programme.value.likelihood == "ignore"
        else "",
        "How likely proposals are to succeed: every score is taken as certain."
        if not likelihoods
        else "",
        ""
        if given.appraised
        else "Benefits and costs over time: amounts are cash, nothing is discounted, and no "
        "benefit is counted beyond the scores.",
        ""
        if given.draws
        else "How the shortlist would change if scores, costs, weights or "
        "budgets turned out otherwise: no uncertain inputs were drawn.",
        "" if given.frontier else "Other budgets: what more or less money would do.",
        "" if given.reach else "Who can reach the hubs.",
        "Running costs, staff and the time to deliver, unless a cost row or a rule says so.",
        "Effects of one proposal on another beyond the links that are declared."
        if programme.links
        else "Effects of one proposal on another: no links are declared.",
        "Proposals that nobody has put forward.",
        *given.left_out,
    ]
    return tuple(filter(None, found))


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
