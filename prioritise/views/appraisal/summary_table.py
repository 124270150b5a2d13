"""The appraisal summary table: one option a row, with all that a decision on it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from prioritise.appraisal.measures import Appraised, measured
from prioritise.appraisal.switching import switches
from prioritise.views import columns as of
from prioritise.views.appraisal.further_tables import SHORTLIST, pounds
from prioritise.views.appraisal.question import Question
from prioritise.views.appraisal.workings_table import cell_of, unit_of
from prioritise.views.table import Column, Table

SUMMED = (
    *("pv_net_public_cost", "pv_other_cost", "pv_benefits", "npv", "bcr", "bcr_all_cost"),
    *("annual_net_cost", "pv_risk", "net_jobs", "cost_per_net_job"),
)
"""Measures of the summary, in its order."""
_FURTHER = (
    ("lower_rates_npv", "NPV at lower rates", "Net present value at the lower discount rates."),
    ("npv_least", "Least NPV", "All that is uncertain at its worse end; empty: nothing is."),
    ("npv_most", "Most NPV", "All that is uncertain at its better end; empty: nothing is."),
    ("low_confidence", "Low confidence", "Present value of benefits of low confidence."),
)


def summary_table(asked: Question) -> Table:
    """One row a proposal that is shown, and one for the shortlist where it was asked for.

    That of the shortlist is of those with benefits in money, so that its figures fit together.
    """
    options: list[tuple[str, str, Sequence[Appraised]]] = [
        (name, asked.programme.proposal_of[name].title, [one])
        for one in asked.shown
        for name in [one.option.proposal]
    ]
    if asked.shortlist is not None:
        gaining = [one for one in asked.shortlist if one.has_benefits]
        options.append((SHORTLIST, f"{len(gaining)} proposals with benefits in money", gaining))
    unit = asked.programme.unit
    whose = "Id of the proposal, or `shortlist` for what is chosen and has benefits in money."
    may_fall = "Share by which all benefits may fall until NPV is 0; below 0 they have to rise."
    return Table.of(
        "summary",
        "An option, and what a decision on it rests on.",
        ("of",),
        (
            Column("of", "Of", whose),
            Column("title", "Title", "What it is."),
            of.whole("years", "Years", "Years that are appraised.", lambda _: asked.said.period),
            *(
                Column(name, name, "As in appraisal.csv.", "number", unit_of(unit, name))
                for name in SUMMED
            ),
            *(Column(name, heading, words, "number", unit) for name, heading, words in _FURTHER),
            of.number("benefits_may_fall", "Benefits may fall by", may_fall),
            Column("not_in_money", "Not in money", "What is not put into money; `;` list."),
        ),
        [
            {"of": name, "title": title, **_figures(asked, several)}
            for name, title, several in options
        ],
    )


def _figures(asked: Question, several: Sequence[Appraised]) -> dict[str, object]:
    """What is known of an option, by column."""
    unit = asked.programme.unit
    known = measured(several, asked.lines)
    gaining = [one for one in several if one.has_benefits]
    lines = [line for one in gaining for line in one.lines]
    variants = {variant.name: variant.outcome for variant in asked.sensitivity.of(gaining)}
    lower = variants.get("lower discount rates")
    found = asked.ranges.of(gaining)
    moved = {switch.what: switch.factor for switch in switches(lines, asked.said.match_in_bcr)}
    factor = moved.get("all benefits")
    low = sum(one.present("benefit", "low") for one in gaining)
    beside = [given.kind for one in several for _, given in asked.not_in_money(one.option.proposal)]
    return {
        **{measure: cell_of(unit, measure, known[measure]) for measure in SUMMED},
        "lower_rates_npv": pounds(lower.npv, unit) if lower else "",
        "npv_least": pounds(found.least, unit) if found else "",
        "npv_most": pounds(found.most, unit) if found else "",
        "low_confidence": pounds(Fraction(low), unit) if gaining else "",
        "benefits_may_fall": None if factor is None else 1 - factor,
        "not_in_money": ";".join(dict.fromkeys(beside)),
    }
