"""What `check` warns of in the appraisal: assumptions, sums of ratios, a risk that counts twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prioritise.appraisal.lines import Lines
from prioritise.appraisal.measures import appraised, measures_used
from prioritise.programme.bias import bias_of
from prioritise.programme.deflators import PRICE_TABLES
from prioritise.programme.measures import APPRAISED_MEASURES
from prioritise.programme.money import plain
from prioritise.programme.options import TENTHS
from prioritise.programme.programme import Programme
from prioritise.programme.rates import MULTIPLIER_GUIDANCE, OPTIMISM
from prioritise.programme.readiness import likelihood_of, ready_from
from prioritise.views.words.cautions import bias_carried
from prioritise.views.words.reasons import listed

_TABLES = ("benefits", "jobs", "additionality", "optimism", "risk_costs")
LAND = "land value"
IN_LAND_VALUE = ("output", "trade", "turnover", "gross value added", "gva", "rent", "profit")
"""Words of kinds of benefit that the value of land is made of."""


def appraisal_warnings(programme: Programme) -> Iterator[str]:
    """Every warning about the appraisal, each a sentence."""
    if programme.appraisal is None:
        given = [table for table in _TABLES if getattr(programme, table)]
        if given:
            yield (
                f"{listed(given)}: no criterion or rule can use what they come to, since the "
                "settings have no key `appraisal`; `prioritise appraise` works it out all the same"
            )
        return
    yield from _prices(programme)
    if carried := bias_carried(programme):
        yield carried
    yield from _below_lower_bound(programme)
    yield from _without_additionality(programme)
    yield from _multiplier_of_the_nation(programme)
    yield from _one_site_twice(programme)
    yield from _risks_twice(programme)
    yield from _after_the_period(programme)
    yield from _of_measures(programme)
    yield from _counted_twice(programme)


def _prices(programme: Programme) -> Iterator[str]:
    said = programme.appraisal
    if said is not None and not said.prices and measures_used(programme):
        rise = f"{plain(said.inflation * 100):f}%"
        yield (
            f"appraisal gives no deflators: prices are taken to rise by {rise} a year; "
            f"`price_index: {[*PRICE_TABLES][-1]}` takes those that are published"
        )


def _below_lower_bound(programme: Programme) -> Iterator[str]:
    low = [
        part.proposal
        for part in programme.optimism
        if part.type in OPTIMISM
        and programme.upper_bounds[part.type] * (1 - part.mitigated) < OPTIMISM[part.type].lower
    ]
    if low:
        yield (
            f"{_few(list(dict.fromkeys(low)))}: so much is mitigated that optimism bias lies below "
            "the lower bound of the guidance"
        )


def _without_additionality(programme: Programme) -> Iterator[str]:
    assert programme.appraisal is not None
    usual = programme.appraisal.additionality
    if usual.model_fields_set:
        return
    known = {row.proposal for row in programme.additionality}
    gross = [row.proposal for row in programme.jobs if row.kind in ("new", "relocated")]
    gross += [row.proposal for row in programme.benefits if row.gross]
    lacking = [name for name in dict.fromkeys(gross) if name not in known]
    if lacking:
        yield f"{_few(lacking)}: no additionality is given, so gross figures count as net"


def _multiplier_of_the_nation(programme: Programme) -> Iterator[str]:
    """A multiplier seen from the nation, which guidance does not count."""
    assert programme.appraisal is not None
    raised = [
        row.proposal
        for row in programme.additionality
        if row.level == "nation" and row.multiplier > 1
    ]
    where = [_few(list(dict.fromkeys(raised)))] if raised else []
    if programme.appraisal.additionality.nation.multiplier > 1:
        where.append("every proposal without a row of its own")
    if where:
        yield (
            f"{listed(where)}: a multiplier above 1 seen from the nation; guidance takes such "
            f"effects to be in the whole economy already ({MULTIPLIER_GUIDANCE})"
        )


def _one_site_twice(programme: Programme) -> Iterator[str]:
    """Land value beside what makes up land value, for one proposal."""
    kinds: dict[str, list[str]] = {}
    for row in programme.benefits:
        if row.amount and not row.counts_as:
            kinds.setdefault(row.proposal, []).append(row.kind.casefold())
    twice = [
        name
        for name, told in kinds.items()
        if any(LAND in kind for kind in told)
        and any(word in kind for kind in told for word in IN_LAND_VALUE if LAND not in kind)
    ]
    if twice:
        yield (
            f"{_few(twice)}: land value and output, trade or rent of the same site count one "
            "benefit twice, since the value of land is what can be earned on it; keep one in money"
        )


def _risks_twice(programme: Programme) -> Iterator[str]:
    """Risks that have a cost of their own, beside optimism bias of which nothing is mitigated."""
    costed = {row.proposal for row in programme.risk_costs if row.likelihood and row.cost}
    whole = [
        row.proposal
        for row in programme.optimism
        if row.proposal in costed and not row.mitigated and row.type in OPTIMISM
    ]
    if whole:
        yield (
            f"{_few(list(dict.fromkeys(whole)))}: risks have a cost of their own and optimism bias "
            "is not mitigated at all; what is costed as a risk comes off optimism bias"
        )


def _after_the_period(programme: Programme) -> Iterator[str]:
    if not programme.benefits:
        return
    lines = Lines(programme)
    late = [
        name
        for name, one in appraised(lines).items()
        if any(line.table == "benefits" and not line.counts for line in one.lines)
    ]
    if late:
        years = f"{lines.said.period} years that are appraised"
        yield f"{_few(late)}: benefits go on after the {years}: not counted"


def _of_measures(programme: Programme) -> Iterator[str]:
    """Ratios that are added up, and figures that a later start does not change."""
    measures = APPRAISED_MEASURES
    for rule in programme.rules:
        if rule.measure in measures and not measures[rule.measure].adds_up:
            yield f"rule “{rule.name}” adds up {rule.measure}: a sum of ratios says nothing"
    for criterion in programme.scored_criteria():
        measure = measures.get(criterion.name)
        if measure is None:
            continue
        if not measure.adds_up:
            yield (
                f"the criterion {criterion.name} is a ratio: it is no ranking by itself, and a "
                "small proposal counts as much as a large one; npv adds up"
            )
        elif measure.is_money and criterion.scale and criterion.scale[0] != 0:
            yield (
                f"the criterion {criterion.name} has a scale that does not start at 0: points are "
                "not in proportion to it, so the best list is not the one with the largest sum"
            )
    timed = [
        name
        for name, options in programme.options.items()
        if len({option.delay for option in options if option.tenths == TENTHS}) > 1
    ]
    used = [
        name
        for name in measures_used(programme)
        if measures[name].is_money or not measures[name].adds_up
    ]
    if timed and used:
        yield f"{listed(used)} of {_few(timed)} stays as given, whenever it starts"


def _counted_twice(programme: Programme) -> Iterator[str]:
    """Proposals with one risk in likelihood, in optimism bias, in a stage that makes them wait."""
    assert programme.appraisal is not None
    found: dict[tuple[str, ...], list[str]] = {}
    in_costs = programme.appraisal.in_budgets or any(
        APPRAISED_MEASURES[name].has_costs for name in measures_used(programme)
    )
    for name, proposal in programme.proposal_of.items():
        likelihood = likelihood_of(programme, proposal)
        unsure = programme.value.likelihood == "multiply" and likelihood not in (None, 1)
        ways = {
            "the likelihood that its value is multiplied by": unsure,
            "optimism bias on its cost": in_costs and bias_of(programme, name) > 0,
            "the stage or scrutiny that makes it wait": ready_from(programme, proposal) > 0,
        }
        met = tuple(way for way, holds in ways.items() if holds)
        if len(met) > 1:
            found.setdefault(met, []).append(name)
    for met, names in found.items():
        yield f"{_few(names)}: one risk may count twice, by {listed(met)}; let one carry it"


def _few(names: Sequence[str]) -> str:
    """Ids, the first ones where they are many."""
    if len(names) <= 5:
        return listed(list(names))
    return f"{', '.join(names[:4])} and {len(names) - 4} others"
