"""What `appraise` shows: all proposals side by side, or the calculation of a few line by line."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prioritise.appraisal.lines import WorkingLine
from prioritise.appraisal.measures import (
    ALL,
    TOLD_OF,
    WITH_BENEFITS,
    WITH_JOBS,
    Appraised,
    MeasuredFigures,
    groups,
    measured,
)
from prioritise.programme.measures import APPRAISED_MEASURES
from prioritise.programme.rates import COST_PER_JOB, COST_PER_JOB_SOURCE
from prioritise.programme.years import year_name
from prioritise.views.appraisal.beside import show_beside
from prioritise.views.appraisal.jobs_screen import show_jobs
from prioritise.views.appraisal.question import Question
from prioritise.views.appraisal.rates_used import bias_in_words, rates_in_words
from prioritise.views.appraisal.workings_table import line_source
from prioritise.views.rounding import Money, decimals
from prioritise.views.screen import Screen, fitted, right

ID, FIGURE, RATIO, JOBS = 8, 9, 6, 8
"""Widths of columns."""
YEARS_SHOWN = 3
"""Years of one row of a table that are shown; workings.csv has all."""
_LINE_PLACES = {"£": 0, "£k": 2, "£m": 4}
"""Decimal places of an amount in a line, by the programme's unit."""
NO_RANKING = (
    "In order of id. A benefit-cost ratio alone is no ranking: read it beside net present value "
    "and what is not put into money (+). Jobs are net, seen from the nation."
)


def show_appraisal(asked: Question, screen: Screen | None = None) -> None:
    """Print an appraisal: what was asked for by name in full, or else a line for each proposal."""
    screen = screen or Screen()
    screen.line(asked.programme.title, "bold")
    if asked.programme.scenario:
        screen.line(asked.programme.scenario)
    screen.line()
    for sentence in rates_in_words(asked.programme):
        screen.note(sentence)
    if asked.named:
        for one in asked.shown:
            _in_full(screen, asked, one)
    else:
        _side_by_side(screen, asked)
    if asked.shortlist is not None:
        _shortlist(screen, asked, asked.shortlist)


def _side_by_side(screen: Screen, asked: Question) -> None:
    rows = [(one, measured([one], asked.lines)) for one in asked.shown]
    money = _money(asked, [known for _, known in rows])
    headings = (
        right("benefits", FIGURE),
        right("public", FIGURE),
        right("NPV", FIGURE),
        right("BCR", RATIO),
        right("jobs", JOBS),
        right("£ a job", FIGURE),
    )
    screen.heading(f"Present values, {money.unit}", "".join(headings))
    room = screen.width - ID - 1 - 4 * FIGURE - RATIO - JOBS
    for one, known in rows:
        name = one.option.proposal
        beside = "+" if _not_in_money(asked, name) else " "
        screen.row(
            (screen.cut(name, ID) + " ", ""),
            (screen.cut(asked.programme.proposal_of[name].title, room - 2) + f" {beside}", ""),
            *((right(text, width), "") for text, width in _figures(asked, known, money)),
        )
    screen.line()
    screen.note(NO_RANKING)
    lacking = [one for one, _ in rows if not one.has_benefits]
    if lacking:
        screen.note(
            f"{len(lacking)} of {len(rows)} have no benefits in money: their NPV and BCR are not "
            "known, and not 0."
        )


def _figures(asked: Question, known: MeasuredFigures, money: Money) -> list[tuple[str, int]]:
    pounds = Money("£", 0)
    return [
        (_amount(known["pv_benefits"], money), FIGURE),
        (_amount(known["pv_public_cost"], money), FIGURE),
        (_amount(known["npv"], money), FIGURE),
        (_number(known["bcr"], 2), RATIO),
        (_number(known["net_jobs"], 1), JOBS),
        (_amount(known["cost_per_net_job"], pounds), FIGURE),
    ]


def _in_full(screen: Screen, asked: Question, one: Appraised) -> None:
    name = one.option.proposal
    known = measured([one], asked.lines)
    money = _money(asked, [known])
    screen.heading(f"{name}  {asked.programme.proposal_of[name].title}")
    if one.option.label != "as given":
        screen.note(f"Judged as: {one.option.label}.")
    if bias := bias_in_words(asked, name):
        screen.note(bias)
    for part, words in (
        ("public cost", "Public cost"),
        ("receipt", "Comes back to the public"),
        ("other cost", "Others' cost"),
        ("benefit", "Benefits"),
        ("risk", "Risks, in no total"),
    ):
        lines = [line for line in one.lines if line.part == part]
        if lines:
            _part(screen, asked, name, words, lines)
    show_jobs(screen, asked, name)
    _not_in_money_lines(screen, asked, name)
    screen.heading("It comes to")
    _results(screen, asked, known, money)
    if low := one.present("benefit", "low"):
        screen.note(f"{money.unit} {money.text(low)} of the benefits are of low confidence.")
    if after := sum(line.given for line in one.lines if line.part == "benefit" and not line.counts):
        screen.note(f"{money.unit} {money.text(after)}, not discounted, falls after the period.")
    if one.employment is not None:
        screen.note(BENCHMARK)
    show_beside(screen, asked, [one], money)


def _part(
    screen: Screen, asked: Question, name: str, words: str, lines: Sequence[WorkingLine]
) -> None:
    amounts = [abs(line.given) for line in lines] + [abs(line.present) for line in lines]
    unit = asked.programme.unit
    money = Money(unit, _LINE_PLACES[unit] if max(amounts, default=0) else 0)
    headings = "   given   raised  addit.  prices  discount    present"
    screen.heading(f"{words}, {unit}", headings.rjust(screen.width - 22))
    for row in dict.fromkeys((line.table, line.row) for line in lines):
        own = [line for line in lines if (line.table, line.row) == row]
        screen.line(f"{own[0].words}  ({line_source(asked, own[0], name)})", lead="  ")
        hidden = len(own) - YEARS_SHOWN - 1 if len(own) > YEARS_SHOWN + 1 else 0
        for place, line in enumerate(own):
            if hidden and place == YEARS_SHOWN - 1:
                between = sum(each.present for each in own[place : place + hidden + 1])
                note = f"    … {hidden + 1} years between"
                total = right(money.text(between), 11)
                screen.row((fitted(note, screen.width - 11), "dim"), (total, "dim"))
            if not hidden or place < YEARS_SHOWN - 1 or place > YEARS_SHOWN - 1 + hidden:
                _line(screen, asked, line, money)
    total = right(money.text(sum(line.present for line in lines)), 11)
    screen.row((fitted("  together", screen.width - 11), "bold"), (total, "bold"))


def _line(screen: Screen, asked: Question, line: WorkingLine, money: Money) -> None:
    year = "before" if line.year is None else year_name(line.year, asked.programme.years[0])
    if not line.counts:
        text = f"{right(money.text(line.given), 11)}  {line.words.rpartition(': ')[2]}"
    else:
        text = (
            f"{right(money.text(line.given), 11)}{_factor(line.raised)}{_factor(line.additional)}"
            f"{_factor(line.prices)}{_factor(line.discount, 10)}"
            f"{right(money.text(line.present), 11)}"
        )
    screen.row((fitted(f"    {year}", screen.width - 56), ""), (text, ""))


def _factor(factor: Fraction, width: int = 8) -> str:
    return right(decimals(factor, 4), width)


def _not_in_money_lines(screen: Screen, asked: Question, name: str) -> None:
    rows = _not_in_money(asked, name)
    if not rows:
        return
    screen.heading("Not put into money")
    for row in rows:
        given = asked.programme.benefits[row]
        count = "" if given.quantity is None else f"{given.quantity:,f} "
        years = f", {given.first} to {given.last}" if given.last else ""
        where = asked.place("benefits", row)
        screen.line(f"{given.kind}: {count}{given.measure}{years}  ({where})", lead="  ")


def _not_in_money(asked: Question, name: str) -> list[int]:
    return [row for row, _ in asked.not_in_money(name)]


def _results(
    screen: Screen,
    asked: Question,
    known: MeasuredFigures,
    money: Money,
    told: Sequence[str] = tuple(APPRAISED_MEASURES),
) -> None:
    for words, measure, places in _RESULTS:
        found = known[measure] if measure in told else None
        if found is None or (measure in _APART and not found):
            continue
        if (
            measure == "pv_net_public_cost"
            and "pv_public_cost" in told
            and not known["pv_receipts"]
        ):
            continue
        if places is not None:
            text = _number(found, places)
        elif measure == "cost_per_net_job":
            text = f"£{_amount(found, Money('£', 0))}"
        else:
            text = f"{money.unit} {_amount(found, money)}"
        screen.row((fitted(f"  {words}", 44), ""), (right(text, 16), ""))


_RESULTS: Sequence[tuple[str, str, int | None]] = (
    ("benefits, present value", "pv_benefits", None),
    ("public cost, present value", "pv_public_cost", None),
    ("comes back to the public, present value", "pv_receipts", None),
    ("net public cost, present value", "pv_net_public_cost", None),
    ("cost to others, present value", "pv_other_cost", None),
    ("net public cost as an equal yearly amount", "annual_net_cost", None),
    ("expected cost of risks, in no total", "pv_risk", None),
    ("net present value", "npv", None),
    ("benefits by net public cost (BCR)", "bcr", 2),
    ("benefits by net public and other cost", "bcr_all_cost", 2),
    ("wellbeing years", "wellbeing_years", 1),
    ("tonnes of CO2e not emitted", "carbon_tonnes", 1),
    ("net new jobs, seen from the nation", "net_jobs", 1),
    ("net new jobs, seen from the hub", "net_jobs_hub", 1),
    ("jobs safeguarded, apart", "safeguarded_jobs", 1),
    ("person-years of construction, apart", "construction_jobs", 1),
    ("net public cost of a net new job", "cost_per_net_job", None),
    ("match funding per public pound", "leverage", 2),
)
_APART = (
    "safeguarded_jobs",
    "construction_jobs",
    "wellbeing_years",
    "carbon_tonnes",
    "pv_receipts",
)
"""Measures that are left out where there are none."""
BENCHMARK = (
    f"For a net new job £{COST_PER_JOB:,} were expected elsewhere, in money of the time "
    f"({COST_PER_JOB_SOURCE})."
)
"""What a net new job cost others, and who says so."""


def _shortlist(screen: Screen, asked: Question, chosen: Sequence[Appraised]) -> None:
    """Totals, each of those proposals of which it is known."""
    proven = "proven best" if asked.proven else "not proven best"
    screen.heading(f"The shortlist: {len(chosen)} proposals, {proven}")
    for group, members in groups(chosen).items():
        if members:
            known = measured(members, asked.lines)
            what = f"all {len(members)}" if group == ALL else f"the {len(members)} {group}"
            screen.line(f"Of {what}:")
            money = _money(asked, [known])
            _results(screen, asked, known, money, TOLD_OF[group])
            if group == WITH_BENEFITS:
                show_beside(screen, asked, members, money)
            elif group == WITH_JOBS:
                screen.note(BENCHMARK)
    for column in asked.beside:
        people = f"{asked.people(column, chosen):,}"
        screen.row((fitted(f"  people by {column}, each once", 44), ""), (right(people, 16), ""))
    beside = sum(len(_not_in_money(asked, one.option.proposal)) for one in chosen)
    if beside:
        screen.note(f"{beside} benefits are not put into money: not_in_money.csv lists them.")


def _money(asked: Question, several: Sequence[MeasuredFigures]) -> Money:
    names = ("pv_benefits", "pv_public_cost", "npv")
    amounts = [abs(int(known[name] or 0)) for known in several for name in names]
    return Money.fitting(amounts, asked.programme.unit)


def _amount(found: Fraction | None, money: Money) -> str:
    return "–" if found is None else money.text(round(found))


def _number(found: Fraction | None, places: int) -> str:
    return "–" if found is None else f"{float(found):,.{places}f}"
