"""Tables beside the main figures: tests, switching values, ranges of net present value, risks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from prioritise.appraisal.measures import Appraised
from prioritise.appraisal.switching import switches
from prioritise.views import columns
from prioritise.views.appraisal.question import Question
from prioritise.views.table import Cells, Column, Table, amount, figure

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
    rows: list[Cells] = []
    for name, several in told_of(asked):
        variants = asked.sensitivity.of(several)
        main = variants[0].outcome.npv
        rows += [
            (
                name,
                variant.name,
                variant.words,
                pounds(variant.outcome.npv, unit),
                pounds(variant.outcome.npv - main, unit),
                _ratio(variant.outcome.bcr),
                _ratio(variant.outcome.bcr_all_cost),
                variant.source,
            )
            for variant in variants
        ]
    return Table(
        "sensitivity",
        "The same proposals, appraised with one thing changed.",
        ("of", "test"),
        (
            _OF,
            Column("test", "Test", "What it is called."),
            Column("changed", "What is changed", "What is changed, in words."),
            Column("npv", "NPV", "Net present value.", "number", unit),
            Column("change", "Change", "Less that of the main figures.", "number", unit),
            Column("bcr", "BCR", "Benefits by net public cost.", "number"),
            Column("bcr_all_cost", "BCR, all cost", "Benefits by all cost.", "number"),
            Column("source", "Source", "Who asks for it, or whose figures it takes."),
        ),
        tuple(rows),
    )


def _switching(asked: Question) -> Table:
    unit = asked.programme.unit
    rows = tuple(
        (
            name,
            switch.what,
            amount(switch.present, unit),
            figure(switch.factor) if switch.factor >= 0 else "",
            figure((switch.factor - 1) * 100) if switch.factor >= 0 else "",
        )
        for name, several in told_of(asked)
        for switch in switches(
            [line for one in several for line in one.lines], asked.said.match_in_bcr
        )
    )
    return Table(
        "switching_values",
        "How far one thing has to move until the net present value is 0.",
        ("of", "what"),
        (
            _OF,
            Column("what", "What", "What moves, with all else as it is."),
            Column("present", "Present value", "What it is now.", "number", unit),
            Column("factor", "Factor", "At it, NPV is 0; empty: nothing does it.", "number"),
            Column("change", "Change", "The same as a change.", "number", "%"),
        ),
        rows,
    )


def _ranges(asked: Question) -> Table:
    unit = asked.programme.unit
    rows = tuple(
        (
            name,
            *(
                pounds(end, unit)
                for end in (found.least, found.tenth, found.mean, found.nine_tenths, found.most)
            ),
        )
        for name, several in told_of(asked)
        if (found := asked.ranges.of(several))
    )
    ends = (
        ("least", "Least", "Everything at the worse end of its range."),
        ("tenth", "A tenth below", "A tenth of 1,000 draws lie below it."),
        ("mean", "Mean", "Mean over everything that may happen."),
        ("nine_tenths", "A tenth above", "A tenth of 1,000 draws lie above it."),
        ("most", "Most", "Everything at the better end of its range."),
    )
    return Table(
        "npv_range",
        "How far net present value may lie from the main figure, by what is declared uncertain.",
        ("of",),
        (_OF, *(Column(name, heading, words, "number", unit) for name, heading, words in ends)),
        rows,
    )


def _risks(asked: Question) -> Table:
    unit = asked.programme.unit
    rows: list[Cells] = []
    for one in asked.shown:
        for line in one.lines:
            if line.part == "risk":
                risk = asked.programme.risk_costs[line.row]
                rows.append(
                    (
                        str(len(rows) + 1),
                        risk.proposal,
                        risk.risk,
                        f"{risk.likelihood:f}",
                        amount(risk.cost, unit),
                        pounds(Fraction(risk.likelihood) * risk.cost, unit),
                        amount(line.present, unit),
                        risk.owner,
                        risk.response,
                        asked.place("risk_costs", line.row),
                    )
                )
    return Table(
        "risk_register",
        "What may go wrong, and what it is expected to cost.",
        ("number",),
        (
            Column("number", "Number", "Place in the list.", "integer"),
            columns.PROPOSAL,
            Column("risk", "Risk", "What may happen."),
            Column("likelihood", "Likelihood", "From 0 to 1.", "number"),
            Column("cost", "Cost", "What it would cost.", "number", unit),
            Column("expected", "Expected cost", "Cost times likelihood.", "number", unit),
            Column("present", "Present value", "Expected cost, discounted.", "number", unit),
            Column("owner", "Owner", "Who looks after it."),
            Column("response", "Response", "What is done about it."),
            Column("source", "Source", "File and row that it was read from."),
        ),
        tuple(rows),
    )


def pounds(found: Fraction, unit: str) -> str:
    """An exact amount in pence, to the nearest penny, in the programme's unit."""
    return amount(round(found), unit)


def _ratio(found: Fraction | None) -> str:
    return "" if found is None else figure(found)
