"""What the appraisal comes to: measures of one proposal, or of several together.

    pv_net_public_cost = pv_public_cost - pv_receipts
    annual_net_cost    = pv_net_public_cost / present value of a pound in each year appraised
    cost_per_net_job   = pv_net_public_cost / net_jobs
    leverage           = others' money / public money, as given, still to be spent

`npv` and both ratios are those of `outcome`.
Over several proposals a ratio is one of sums. What is not known of a proposal is not taken for 0:
benefits count where there is an amount, jobs where there is a row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prioritise.appraisal.additionality import Employment, employment
from prioritise.appraisal.lines import Lines, WorkingLine
from prioritise.appraisal.outcome import outcome, ratio
from prioritise.programme.faults import Fault
from prioritise.programme.measures import APPRAISED_MEASURES
from prioritise.programme.money import PLACES_OF_UNIT, half_even, plain
from prioritise.programme.options import TENTHS, Option
from prioritise.programme.programme import Programme

ALL, WITH_BENEFITS, WITH_JOBS = "all", "with benefits in money", "with jobs"
"""Proposals that a total is about."""
TOLD_OF: Mapping[str, tuple[str, ...]] = {
    ALL: (
        "pv_public_cost",
        "pv_receipts",
        "pv_net_public_cost",
        "pv_other_cost",
        "annual_net_cost",
        "pv_risk",
        "leverage",
    ),
    WITH_BENEFITS: (
        "pv_benefits",
        "pv_public_cost",
        "pv_receipts",
        "pv_net_public_cost",
        "pv_other_cost",
        "npv",
        "wellbeing_years",
        "carbon_tonnes",
        "bcr",
        "bcr_all_cost",
    ),
    WITH_JOBS: (
        "pv_net_public_cost",
        "net_jobs",
        "net_jobs_hub",
        "safeguarded_jobs",
        "construction_jobs",
        "cost_per_net_job",
    ),
}
"""Measures that are told of each group, so that those of a group fit together."""
PLACES = 4
"""Decimal places of jobs and ratios."""
MeasuredFigures = Mapping[str, Fraction | None]
"""Figure by measure, money in pence; none where it is not known."""


@dataclass(frozen=True, slots=True)
class Appraised:
    """One proposal in the way in which it is done."""

    option: Option
    lines: tuple[WorkingLine, ...]
    employment: Employment | None
    """None where it has no row of jobs."""
    public: int
    """Pence of public money that is still to be spent, as given."""
    other: int
    """Pence of match funding that is still to be spent, as given."""

    @property
    def has_benefits(self) -> bool:
        """Whether some benefit is put into money."""
        return any(line.part == "benefit" for line in self.lines)

    def present(self, part: str, confidence: str | None = None) -> int:
        """Present value in pence of one part, and of benefits of one confidence alone."""
        return sum(
            line.present
            for line in self.lines
            if line.part == part and confidence in (None, line.confidence)
        )


def appraised(lines: Lines) -> dict[str, Appraised]:
    """Every proposal as a whole, in order of id; those that cannot be judged are left out.

    It is judged as it was given, or as near to that as its window and its stage allow.
    """
    programme = lines.programme
    options = {name: as_given(programme.options[name]) for name in programme.proposal_of}
    return {name: of_option(lines, option) for name, option in options.items() if option}


def as_given(options: Sequence[Option]) -> Option | None:
    """The way that brings all of a proposal, nearest to its given timing, and for the least."""
    whole = [option for option in options if option.tenths == TENTHS and option.worth == 1]
    return min(whole, key=lambda o: (abs(o.delay), o.whole_cost, o.name), default=None)


def of_option(lines: Lines, option: Option) -> Appraised:
    """One proposal, done in one way."""
    rows = lines.jobs.get(option.proposal, [])
    hub, nation = (lines.factors_of(option.proposal, level) for level in ("hub", "nation"))
    jobs = (employment(row, hub, nation, option.portion) for _, row in rows)
    public, other = lines.cash_of(option)
    total = sum(jobs, Employment()) if rows else None
    return Appraised(option, lines.of(option), total, public, other)


def measured(several: Sequence[Appraised], lines: Lines) -> MeasuredFigures:
    """The measures of these proposals together; of one, where there is one."""
    gaining = [each for each in several if each.has_benefits]
    employing = [each for each in several if each.employment is not None]
    jobs = sum((each.employment for each in employing if each.employment), Employment())
    known: dict[str, Fraction | int | None] = dict.fromkeys(APPRAISED_MEASURES)
    known["pv_public_cost"] = _sum(several, "public cost")
    known["pv_receipts"] = _sum(several, "receipt")
    known["pv_net_public_cost"] = _net(several)
    known["pv_other_cost"] = _sum(several, "other cost")
    known["annual_net_cost"] = _net(several) / lines.annuity
    known["leverage"] = ratio(sum(e.other for e in several), sum(e.public for e in several))
    if any(line.part == "risk" for each in several for line in each.lines):
        known["pv_risk"] = _sum(several, "risk")
    if gaining:
        told = outcome((line for each in gaining for line in each.lines), lines.said.match_in_bcr)
        known["pv_benefits"] = told.benefits
        known["npv"], known["bcr"] = told.npv, told.bcr
        known["bcr_all_cost"] = told.bcr_all_cost
        for measure in APPRAISED_MEASURES.values():
            if measure.valued:
                known[measure.word] = _count(gaining, measure.valued)
    if employing:
        known["net_jobs"], known["net_jobs_hub"] = jobs.nation, jobs.hub
        known["safeguarded_jobs"] = jobs.safeguarded
        known["construction_jobs"] = jobs.construction
        known["cost_per_net_job"] = ratio(_net(employing), jobs.nation)
    return {name: None if figure is None else Fraction(figure) for name, figure in known.items()}


def _sum(several: Sequence[Appraised], part: str) -> int:
    return sum(each.present(part) for each in several)


def _net(several: Sequence[Appraised]) -> int:
    """Public cost, net of what comes back to the public purse."""
    return _sum(several, "public cost") - _sum(several, "receipt")


def _count(several: Sequence[Appraised], valued: str) -> Fraction:
    """How many of what a published value puts into money, over the years that are appraised."""
    return sum(
        (
            line.quantity * line.raised * line.additional
            for each in several
            for line in each.lines
            if line.valued == valued and line.counts
        ),
        Fraction(0),
    )


def groups(several: Sequence[Appraised]) -> dict[str, list[Appraised]]:
    """Those whose figures add up to one another: all, with benefits in money, with jobs."""
    return {
        ALL: list(several),
        WITH_BENEFITS: [each for each in several if each.has_benefits],
        WITH_JOBS: [each for each in several if each.employment is not None],
    }


def measures_used(programme: Programme) -> list[str]:
    """Measures of the appraisal that a criterion, a rule or the size names."""
    named = [
        *(criterion.name for criterion in programme.criteria),
        *(word for rule in programme.rules for word in (rule.measure, rule.of)),
        programme.value.size,
    ]
    if programme.appraisal is None:
        return []
    return [name for name in dict.fromkeys(named) if name in APPRAISED_MEASURES]


def as_cell(measure: str, figure: Fraction, unit: str) -> Decimal:
    """A measure as a column holds it: money in the programme's unit, the rest to four places."""
    if APPRAISED_MEASURES[measure].is_money:
        places, scaled = PLACES_OF_UNIT[unit], figure
    else:
        places, scaled = PLACES, figure * 10**PLACES
    return plain(Decimal(half_even(scaled.numerator, scaled.denominator)).scaleb(-places))


def appraisal_columns(
    programme: Programme,
) -> tuple[Mapping[str, Mapping[str, Decimal]], list[Fault]]:
    """The measures of every proposal as columns, and proposals that cannot be judged as a whole."""
    if programme.appraisal is None:
        return {}, []
    columns: dict[str, dict[str, Decimal]] = {name: {} for name in APPRAISED_MEASURES}
    lines = Lines(programme)
    found = appraised(lines)
    for name, one in found.items():
        for measure, figure in measured([one], lines).items():
            if figure is not None:
                columns[measure][name] = as_cell(measure, figure, programme.unit)
    expected = "one alternative of it whose worth is 1 or empty, for the appraisal to judge"
    return columns, [
        Fault("proposals", row, "proposal", f"no cost of the whole of {p.proposal!r}", expected)
        for row, p in enumerate(programme.proposals)
        if p.proposal not in found
    ]
