"""Columns of proposals that are worked out from other tables: filled once, after reading.

Whoever comes later just sees numbers: the model, the check and every rule. What revises a programme
afterwards, such as a sweep or a draw, keeps them: they are those of the scenario as it was read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from prioritise.appraisal.contributed import contributions_of
from prioritise.appraisal.measures import appraisal_columns
from prioritise.appraisal.reached import people_within_reach
from prioritise.appraisal.scorers import combined_scores
from prioritise.programme.faults import Fault
from prioritise.programme.measures import APPRAISED_MEASURES
from prioritise.programme.programme import Programme
from prioritise.programme.readiness import likelihood_of
from prioritise.programme.records import Criterion, Proposal

FiguresByMeasure = Mapping[str, Mapping[str, Decimal]]
"""Figures by column, then by proposal; a proposal that is not there has no such figure."""
Derivation = Callable[[Programme], tuple[FiguresByMeasure, list[Fault]]]
"""One idea of how columns are worked out, and what is wrong with what they are worked out from."""

_AMOUNT = "a row of benefits with an amount (0 where there is none)"
MADE_FROM: Mapping[str, str] = {
    "pv_benefits": _AMOUNT,
    "npv": _AMOUNT,
    "bcr": f"{_AMOUNT} and some public cost",
    **{
        name: "a row of jobs (0 where there are none)"
        for name, measure in APPRAISED_MEASURES.items()
        if measure.unit in ("jobs", "person-years")
    },
    "cost_per_net_job": "rows of jobs that are new to the nation",
    "leverage": "some public cost",
}
"""What a measure cannot be worked out without."""
DERIVATIONS: tuple[Derivation, ...] = (
    contributions_of,
    combined_scores,
    appraisal_columns,
    people_within_reach,
)
"""What works columns out, in order; each sees what those before it have filled."""


def worked_out(programme: Programme) -> tuple[Programme, list[Fault]]:
    """The programme with every column filled that is worked out, and what is wrong with them.

    Parameters
    ----------
    programme
        A programme without faults, under its scenario.

    Returns
    -------
    tuple of Programme and list of Fault
        The faults are placed as by `programme.validity.faults_of`. Where there are any, the
        programme is not to be used.
    """
    if not programme.worked_out:
        return programme, []
    faults: list[Fault] = []
    programme = _with_likelihoods(programme)
    for derivation in DERIVATIONS:
        figures, found = derivation(programme)
        faults.extend(found)
        programme = _with(programme, figures)
    if not faults:
        faults.extend(_scale_faults(programme))
        faults.extend(_size_faults(programme))
    return programme, faults


def _with_likelihoods(programme: Programme) -> Programme:
    """The programme with the likelihood that stage and scrutiny give to who has none."""
    if programme.appraisal is None or not programme.appraisal.readiness.likelihood:
        return programme
    return programme.revised(
        proposals=tuple(
            proposal.model_copy(update={"likelihood": likelihood_of(programme, proposal)})
            for proposal in programme.proposals
        )
    )


def _with(programme: Programme, figures: FiguresByMeasure) -> Programme:
    """The programme with these figures in its proposals."""
    if not figures:
        return programme
    scored = [criterion.name for criterion in programme.scored_criteria()]
    return programme.revised(
        proposals=tuple(_filled(proposal, figures, scored) for proposal in programme.proposals)
    )


def _filled(proposal: Proposal, figures: FiguresByMeasure, scored: list[str]) -> Proposal:
    own = {
        column: by_proposal[proposal.proposal]
        for column, by_proposal in figures.items()
        if proposal.proposal in by_proposal
    }
    scores = {column: figure for column, figure in own.items() if column in scored}
    return proposal.model_copy(
        update={"numbers": {**proposal.numbers, **own}, "scores": {**proposal.scores, **scores}}
    )


def _scale_faults(programme: Programme) -> Iterator[Fault]:
    """Figures that lie outside the scale of their criterion, or are not there at all."""
    for criterion in programme.scored_criteria():
        if criterion.name not in programme.worked_out or criterion.scale is None:
            continue
        lacking = [
            (row, proposal)
            for row, proposal in enumerate(programme.proposals)
            if criterion.name not in proposal.scores
        ]
        for row, proposal in lacking:
            found = f"no {criterion.name} of {proposal.proposal!r}, which cannot be worked out"
            is_scored = criterion.name in programme.scored_by_many
            other = "a row of scores" if is_scored else "what it is worked out from"
            source = MADE_FROM.get(criterion.name, other)
            expected = f"{source}, or another criterion"
            yield Fault("proposals", row, "proposal", found, expected)
        if not lacking:
            yield from _outside(programme, criterion, criterion.scale)


def _outside(
    programme: Programme, criterion: Criterion, scale: tuple[Decimal, Decimal]
) -> Iterator[Fault]:
    """One fault of a criterion, naming the scale to use.

    On a scale that starts at 0, points are in proportion to the figure, and a figure below 0 has
    points below 0: so sums of points are sums of figures, such as of net present values. A curve
    says nothing of figures below its first one, so it has to hold them all.
    """
    low, high = min(scale), max(scale)
    figures = [(p.scores[criterion.name], p.proposal) for p in programme.proposals]
    if not figures:
        return
    least, most = min(figures), max(figures)
    below = least[0] < low and (scale[0] != 0 or bool(criterion.curve))
    outside = [end for end, out in ((least, below), (most, most[0] > high)) if out]
    if outside:
        found = " and ".join(f"{figure} for {name!r}" for figure, name in outside)
        starts_at_0 = least[0] < 0 and not criterion.curve
        ends = [Decimal(0) if starts_at_0 else min(low, least[0]), max(high, most[0])]
        wide = [str(end) for end in (ends if scale[0] == low else ends[::-1])]
        expected = f"a scale that holds every {criterion.name}, such as [{', '.join(wide)}]"
        if starts_at_0:
            expected += "; on one from 0, figures below 0 have points below 0"
        yield Fault("criteria", None, f"{criterion.name}.scale", found, expected)


def _size_faults(programme: Programme) -> Iterator[Fault]:
    size = programme.value.size
    if size not in programme.worked_out:
        return
    for row, proposal in enumerate(programme.proposals):
        number = proposal.numbers.get(size, Decimal(0))
        if number < 0:
            found = f"a {size} of {number}"
            expected = "0 or more, since scores judge each unit of it"
            yield Fault("proposals", row, "proposal", found, expected)
