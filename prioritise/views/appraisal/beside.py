"""Beside the main figures of an appraisal: tests, switching values, ranges and risks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from prioritise.appraisal.measures import Appraised
from prioritise.appraisal.outcome import AppraisalOutcome
from prioritise.appraisal.switching import NpvSwitch, switches
from prioritise.views import columns as of
from prioritise.views.appraisal.question import Question
from prioritise.views.rounding import Money, decimals
from prioritise.views.screen import Screen, right
from prioritise.views.table import Column, Table, amount

SHORTLIST = "shortlist"
"""What stands for all that is chosen, in a column of proposals."""
_OF = Column("of", "Of", "Id of the proposal, or `shortlist` for all that is chosen together.")


def further_tables(asked: Question) -> tuple[Table, ...]:
    """Those that have something to say."""
    tables = (_tests(asked), _switching(asked), _ranges(asked), _risks(asked))
    return tuple(table for table in tables if table.rows)


def told_of(asked: Question) -> Iterator[tuple[str, Sequence[Appraised]]]:
    """What is told of: each proposal that is shown and has benefits in money; the shortlist."""
    for one in asked.shown:
        if one.has_benefits:
            yield one.option.proposal, [one]
    if asked.shortlist and any(one.has_benefits for one in asked.shortlist):
        yield SHORTLIST, [one for one in asked.shortlist if one.has_benefits]


def _tests(asked: Question) -> Table:
    unit = asked.programme.unit
    return Table.of(
        "sensitivity",
        "The same proposals, appraised with one thing changed.",
        ("of", "test"),
        (
            _OF,
            Column("test", "Test", "What it is called."),
            Column("changed", "What is changed", "What is changed, in words."),
            Column("npv", "NPV", "Net present value.", "number", unit),
            Column("change", "Change", "Less that of the main figures.", "number", unit),
            of.number("bcr", "BCR", "Benefits by net public cost."),
            of.number("bcr_all_cost", "BCR, all cost", "Benefits by all cost."),
            Column("source", "Source", "Who asks for it, or whose figures it takes."),
        ),
        [
            {
                "of": name,
                "test": variant.name,
                "changed": variant.words,
                "npv": pounds(variant.outcome.npv, unit),
                "change": pounds(variant.outcome.npv - variants[0].outcome.npv, unit),
                "bcr": variant.outcome.bcr,
                "bcr_all_cost": variant.outcome.bcr_all_cost,
                "source": variant.source,
            }
            for name, several in told_of(asked)
            for variants in [asked.sensitivity.of(several)]
            for variant in variants
        ],
    )


def _switching(asked: Question) -> Table:
    factor = "At it, NPV is 0; empty: nothing does it."
    return Table.of(
        "switching_values",
        "How far one thing has to move until the net present value is 0.",
        ("of", "what"),
        (
            _OF,
            Column("what", "What", "What moves, with all else as it is."),
            of.money(asked.programme, "present", "Present value", "What it is now."),
            of.number("factor", "Factor", factor),
            of.number("change", "Change", "The same as a change.", unit="%"),
        ),
        [
            {"of": name, "what": switch.what, "present": switch.present}
            | ({"factor": move, "change": (move - 1) * 100} if move >= 0 else {})
            for name, several in told_of(asked)
            for switch in switches(
                [line for one in several for line in one.lines], asked.said.match_in_bcr
            )
            for move in [switch.factor]
        ],
    )


def _ranges(asked: Question) -> Table:
    unit = asked.programme.unit
    ends = (
        ("least", "Least", "Everything at the worse end of its range."),
        ("tenth", "A tenth below", "A tenth of 1,000 draws lie below it."),
        ("mean", "Mean", "Mean over everything that may happen."),
        ("nine_tenths", "A tenth above", "A tenth of 1,000 draws lie above it."),
        ("most", "Most", "Everything at the better end of its range."),
    )
    return Table.of(
        "npv_range",
        "How far net present value may lie from the main figure, by what is declared uncertain.",
        ("of",),
        (_OF, *(Column(name, heading, words, "number", unit) for name, heading, words in ends)),
        [
            {"of": name, **{end: pounds(getattr(found, end), unit) for end, _, _ in ends}}
            for name, several in told_of(asked)
            if (found := asked.ranges.of(several))
        ],
    )


def _risks(asked: Question) -> Table:
    programme, unit = asked.programme, asked.programme.unit
    found = [
        (programme.risk_costs[line.row], line)
        for one in asked.shown
        for line in one.lines
        if line.part == "risk"
    ]
    return Table.of(
        "risk_register",
        "What may go wrong, and what it is expected to cost.",
        ("number",),
        (
            of.whole("number", "Number", "Place in the list."),
            of.PROPOSAL,
            Column("risk", "Risk", "What may happen."),
            Column("likelihood", "Likelihood", "From 0 to 1.", "number"),
            of.money(programme, "cost", "Cost", "What it would cost."),
            Column("expected", "Expected cost", "Cost times likelihood.", "number", unit),
            of.money(programme, "present", "Present value", "Expected cost, discounted."),
            Column("owner", "Owner", "Who looks after it."),
            Column("response", "Response", "What is done about it."),
            Column("source", "Source", "File and row that it was read from."),
        ),
        [
            {
                "number": number,
                "proposal": risk.proposal,
                "risk": risk.risk,
                "likelihood": f"{risk.likelihood:f}",
                "cost": risk.cost,
                "expected": pounds(Fraction(risk.likelihood) * risk.cost, unit),
                "present": line.present,
                "owner": risk.owner,
                "response": risk.response,
                "source": asked.place("risk_costs", line.row),
            }
            for number, (risk, line) in enumerate(found, start=1)
        ],
    )


def pounds(found: Fraction, unit: str) -> str:
    """An exact amount in pence, to the nearest penny, in the programme's unit."""
    return amount(round(found), unit)


FIGURE, RATIO = 10, 9
"""Widths of columns."""


def show_beside(
    screen: Screen, asked: Question, several: Sequence[Appraised], money: Money
) -> None:
    """Print what stands beside the main figures of proposals with benefits in money."""
    variants = asked.sensitivity.of(several)
    if not variants:
        return
    screen.note(above_and_below(variants[0].outcome, money))
    headings = (right(f"NPV {money.unit}", FIGURE), right("BCR", RATIO), right("all cost", RATIO))
    screen.heading("Tests beside it", "".join(headings))
    for variant in variants:
        ratios = (variant.outcome.bcr, variant.outcome.bcr_all_cost)
        screen.row(
            ("  " + screen.cut(variant.words, screen.width - FIGURE - 2 * RATIO - 2), ""),
            (right(money.text(round(variant.outcome.npv)), FIGURE), ""),
            *((right(_ratio(found), RATIO), "") for found in ratios),
        )
    if found := asked.ranges.of(several):
        least, most = (money.text(round(end)) for end in (found.least, found.most))
        middle = " to ".join(money.text(round(end)) for end in (found.tenth, found.nine_tenths))
        screen.note(
            f"By what is declared uncertain, NPV lies between {money.unit} {least} and {most}, "
            f"four times in five from {middle}; {money.text(round(found.mean))} in the mean."
        )
    lines = [line for one in several for line in one.lines]
    moved = [_words(switch) for switch in switches(lines, asked.said.match_in_bcr)]
    screen.note(f"NPV is 0 with {'; or with '.join(filter(None, moved))}.")


def above_and_below(found: AppraisalOutcome, money: Money) -> str:
    """What stands above and below the line in either ratio."""

    def told(pence: Fraction) -> str:
        return f"{money.unit} {money.text(round(pence))}"

    top, bottom = (
        f"benefits of {told(found.benefits)}",
        f"net public cost of {told(found.net_public)}",
    )
    others = f"others' {told(found.other)}"
    by_public = {
        "apart": f"{top} by {bottom}, {others} in neither",
        "benefits": f"{top} less {others}, by {bottom}",
        "cost": f"{top} by {bottom} and {others}",
    }[found.match]
    return (
        f"BCR {_ratio(found.bcr)}: {by_public}. By all cost, {others} below the line too, it is "
        f"{_ratio(found.bcr_all_cost)}, which is above 1 where NPV is above 0, and only there."
    )


def _words(switch: NpvSwitch) -> str:
    if switch.factor < 0:
        return ""
    change = abs(switch.factor - 1) * 100
    way = "more" if switch.factor > 1 else "less"
    return f"{decimals(change, 1)}% {way} of {switch.what}"


def _ratio(found: Fraction | None) -> str:
    return "–" if found is None else decimals(found, 2)
