"""The tables of `appraise`: measures, their summary, what is not put into money, and totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from prioritise.appraisal.measures import ALL, TOLD_OF, Appraised, groups, measured
from prioritise.appraisal.switching import switches
from prioritise.appraisal.value import number_of
from prioritise.programme.measures import APPRAISED_MEASURES
from prioritise.programme.programme import Programme
from prioritise.views import columns as of
from prioritise.views.appraisal.beside import SHORTLIST, further_tables, pounds
from prioritise.views.appraisal.question import Question
from prioritise.views.appraisal.rates_used import rates_table
from prioritise.views.appraisal.workings_table import cell_of, unit_of, workings_table
from prioritise.views.table import Column, Table, amount, figure

MEANINGS: Mapping[str, str] = {
    "pv_benefits": "Present value of the benefits that are put into money; empty where none is.",
    "pv_public_cost": "Present value of public money, optimism bias included.",
    "pv_receipts": "Present value of what comes back to the public purse.",
    "pv_net_public_cost": "Present value of public money, less what comes back.",
    "pv_other_cost": "Present value of match funding, optimism bias included.",
    "annual_net_cost": "Net public cost as an equal amount in each year that is appraised.",
    "pv_risk": "Expected cost of risks, present value; in no other figure.",
    "npv": "Net present value: benefits less net public and other cost; empty without benefits.",
    "net_jobs": "Net new jobs, seen from the nation; relocated ones are not new.",
    "net_jobs_hub": "Net new jobs, seen from the hub; relocated ones are new.",
    "safeguarded_jobs": "Jobs that are kept, less the reference case; in no other figure.",
    "construction_jobs": "Person-years of construction; in no other figure.",
    "wellbeing_years": "Years of life satisfaction one point higher (of ten), not discounted.",
    "carbon_tonnes": "Tonnes of CO2 equivalent that are not emitted, not discounted.",
    "bcr": "Benefit-cost ratio: benefits by net public cost, match funding as match_in_bcr "
    "says. No ranking: see npv and what is not in money.",
    "bcr_all_cost": "Benefits by net public and other cost together: above 1 where npv is above 0.",
    "cost_per_net_job": "Net public cost, present value, for each net new job of the nation.",
    "leverage": "Match funding for each public pound, as given, still to be spent.",
}
"""What each measure is."""


def appraise_tables(asked: Question) -> tuple[Table, ...]:
    """Every table, the measures first."""
    return (
        appraisal_table(asked),
        workings_table(asked),
        summary_table(asked),
        not_in_money_table(asked),
        *further_tables(asked),
        rates_table(asked.programme),
        *([totals_table(asked)] if asked.shortlist is not None else []),
    )


def appraisal_table(asked: Question) -> Table:
    """One row a proposal, one column a measure."""
    programme = asked.programme
    low = "Present value of those benefits whose confidence is low."
    beside = "Kinds of benefits that are not put into money; `;` list."
    return Table.of(
        "appraisal",
        "A proposal as a whole, and its measures.",
        ("proposal",),
        (
            of.PROPOSAL,
            of.TITLE,
            of.HUB,
            *(_measure_column(programme, name) for name in APPRAISED_MEASURES),
            *(_beside_column(name) for name in asked.beside),
            Column("pv_benefits_low_confidence", "Low confidence", low, "number"),
            of.names("not_in_money", "Not in money", beside),
        ),
        [_figures(asked, one) for one in asked.shown],
    )


def totals_table(asked: Question) -> Table:
    """One row a measure of the shortlist, for each group whose figures fit together."""
    chosen = asked.shortlist or ()
    unit = asked.programme.unit
    rows = [
        {"measure": name, "of": group, "proposals": len(members)}
        | {"total": cell_of(unit, name, known[name]), "unit": unit_of(unit, name)}
        for group, members in groups(chosen).items()
        for known in [measured(members, asked.lines)]
        for name in TOLD_OF[group]
    ]
    rows += [
        {"measure": name, "of": ALL, "proposals": len(chosen)}
        | {"total": str(asked.people(name, chosen)), "unit": "people, each once"}
        for name in asked.beside
    ]
    return Table.of(
        "totals",
        "A measure of the shortlist; a ratio is one of sums.",
        ("measure", "of"),
        (
            Column("measure", "Measure", "What is measured."),
            Column("of", "Of", "Proposals of the shortlist that it is about."),
            of.whole("proposals", "Proposals", "How many they are."),
            Column("total", "Total", "Its figure; empty where it is not known.", "number"),
            Column("unit", "Unit", "Unit of the figure."),
        ),
        rows,
    )


def not_in_money_table(asked: Question) -> Table:
    """One row a benefit that is not put into money."""
    names = [one.option.proposal for one in asked.shown]
    found = [
        (row, given)
        for row, given in enumerate(asked.programme.benefits)
        if given.amount is None and not given.valued and given.proposal in names
    ]
    of_benefit = (
        of.PROPOSAL,
        Column("kind", "Kind", "What is gained."),
        Column("measure", "Measure", "What is counted."),
        Column("quantity", "Quantity", "How many of these.", "number").of(
            lambda given: "" if given.quantity is None else f"{given.quantity:f}"
        ),
        Column("first", "First", "First year."),
        Column("last", "Last", "Last year."),
        Column("confidence", "Confidence", "How well founded it is."),
    )
    return Table.of(
        "not_in_money",
        "A benefit that is not put into money, and stands beside the figures.",
        ("number",),
        (
            of.whole("number", "Number", "Place in the list.", lambda numbered: numbered[0]),
            *(column.within(lambda numbered: numbered[1][1]) for column in of_benefit),
            Column("source", "Source", "File and row that it was read from.").of(
                lambda numbered: asked.place("benefits", numbered[1][0])
            ),
        ),
        enumerate(found, start=1),
    )


def _figures(asked: Question, one: Appraised) -> dict[str, object]:
    """What is known of a proposal, by column."""
    programme, name = asked.programme, one.option.proposal
    proposal, known = programme.proposal_of[name], measured([one], asked.lines)
    low = amount(one.present("benefit", "low"), programme.unit) if one.has_benefits else ""
    return {
        "proposal": name,
        "title": proposal.title,
        "hub": ";".join(proposal.hubs),
        **{word: cell_of(programme.unit, word, known[word]) for word in APPRAISED_MEASURES},
        **{column: figure(number_of(proposal, column)) for column in asked.beside},
        "pv_benefits_low_confidence": low,
        "not_in_money": dict.fromkeys(given.kind for _, given in asked.not_in_money(name)),
    }


def _measure_column(programme: Programme, name: str) -> Column:
    words = MEANINGS[name]
    return Column(name, name, words, "number", unit_of(programme.unit, name))


def _beside_column(name: str) -> Column:
    return Column(name, name, f"{name}, as the column of that name is worked out.", "number")


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
            {"of": name, "title": title, **_option(asked, several)}
            for name, title, several in options
        ],
    )


def _option(asked: Question, several: Sequence[Appraised]) -> dict[str, object]:
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
