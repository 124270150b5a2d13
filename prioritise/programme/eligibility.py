"""Which proposals could be chosen at all, and the test that the others fail, before any solving.

Only what no shortlist could satisfy is ruled out here, so that leaving it out changes no answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from prioritise.programme.gates import vetoed_by
from prioritise.programme.money import money_text, plain
from prioritise.programme.options import Option, OptionRow
from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH, Criterion, Proposal, Stream


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What is possible for one proposal."""

    proposal: str
    """Id of the proposal."""
    options: tuple[Option, ...]
    """Options that could be chosen, each row with the payers that could pay it."""
    reason: str
    """The test that the proposal fails; empty where an option is left."""
    screened: tuple[str, ...] = ()
    """Criteria on whose thresholds alone it fails."""


def eligibility_of(programme: Programme) -> Mapping[str, Eligibility]:
    """Eligibility of every proposal, in order of id."""
    found = {
        name: _eligibility(programme, proposal) for name, proposal in programme.proposal_of.items()
    }
    return _without_what_they_need(programme, found)


def most_from(programme: Programme, stream: Stream, whole_cost: int) -> int | None:
    """Largest award in pence to a proposal of this whole cost; none where there is no limit."""
    limits = []
    if stream.intervention_rate is not None:
        limits.append(floor(Fraction(stream.intervention_rate) * whole_cost))
    if stream.max_award:
        limits.append(stream.max_award)
    return min(limits, default=None)


def _eligibility(programme: Programme, proposal: Proposal) -> Eligibility:
    name = proposal.proposal
    if name in programme.dropped_proposals:
        return Eligibility(name, (), "dropped by this scenario")
    for hub in proposal.hubs:
        if not programme.takes_part(hub):
            return Eligibility(name, (), _hub_reason(programme, hub))
    if veto := vetoed_by(programme, name):
        why = f": {veto.reason}" if veto.reason else ""
        return Eligibility(name, (), f"was refused at {veto.stage} by {veto.panel}{why}")
    screened = screened_out(programme, proposal)
    left: list[Option] = []
    reasons: list[str] = []
    for option in programme.options[name]:
        pruned = _pruned(programme, option)
        if isinstance(pruned, str):
            reasons.append(pruned)
        else:
            left.append(pruned)
    if screened:
        reason = "; ".join(_threshold_reason(proposal, criterion) for criterion in screened)
        alone = tuple(criterion.name for criterion in screened) if left else ()
        return Eligibility(name, (), reason, alone)
    return Eligibility(
        name, tuple(left), "" if left else (reasons or [_never_starts(programme, name)])[0]
    )


def _never_starts(programme: Programme, name: str) -> str:
    """Why a proposal has no option at all."""
    if not programme.costs_of.get(name):
        return "it has no cost rows"
    day = max((gate.day for gate in programme.gates_of.get(name, ()) if gate.day), default=None)
    if day is None:
        return "the years in which it may start are over, or come before it is ready"
    return f"its case is expected on {day}, after the last year in which it may start"


def screened_out(programme: Programme, proposal: Proposal) -> tuple[Criterion, ...]:
    """Criteria on which a proposal does not pass; what is contracted or has begun passes."""
    if programme.promise_of(proposal.proposal):
        return ()
    return tuple(
        criterion
        for criterion in programme.scored_criteria()
        if criterion.name in proposal.scores
        and not criterion.passes(proposal.scores[criterion.name])
    )


def _threshold_reason(proposal: Proposal, criterion: Criterion) -> str:
    words = "at most" if criterion.at_least is None else "at least"
    assert criterion.threshold is not None
    score, limit = plain(proposal.scores[criterion.name]), plain(criterion.threshold)
    why = f" ({criterion.because})" if criterion.because else ""
    return f"scores {score} for {criterion.name}, and has to score {words} {limit}{why}"


def _hub_reason(programme: Programme, hub: str) -> str:
    name = programme.hub_of[hub].name
    if hub in programme.dropped_hubs:
        return f"its hub {name} is dropped by this scenario"
    return f"its hub {name} is only proposed, and this scenario does not add it"


def _pruned(programme: Programme, option: Option) -> Option | str:
    """The option with the payers that could pay, or the reason why none could."""
    certain = _certain_payments(option)
    for stream, amounts in certain.items():
        alone = not any(row.needs_choice and stream in row.payers for row in option.rows)
        if reason := _refusal(programme, option, stream, amounts, alone):
            return reason
    rows = []
    for row in option.rows:
        if len(row.payers) == 1:
            rows.append(row)
            continue
        pruned = _pruned_row(programme, option, row, certain)
        if isinstance(pruned, str):
            return pruned
        rows.append(pruned)
    if rows == list(option.rows):
        return option
    # A payer that has become certain may leave no room for another.
    return _pruned(programme, replace(option, rows=tuple(rows)))


def _pruned_row(
    programme: Programme,
    option: Option,
    row: OptionRow,
    certain: Mapping[str, tuple[int, ...]],
) -> OptionRow | str:
    payers: list[str] = []
    refusals: list[str] = []
    for stream in row.payers:
        amounts = _added(row.amounts, certain.get(stream))
        others = any(
            other is not row and other.needs_choice and stream in other.payers
            for other in option.rows
        )
        refusal = _refusal(programme, option, stream, amounts, not others)
        if refusal:
            refusals.append(refusal)
        else:
            payers.append(stream)
    if payers:
        return replace(row, payers=tuple(payers))
    kind = f"{row.kind} " if row.kind else ""
    return refusals[0] if refusals else f"no stream that it is aligned with may pay its {kind}cost"


def _certain_payments(option: Option) -> dict[str, tuple[int, ...]]:
    """Pence a year that each stream pays whatever is picked."""
    paid: dict[str, tuple[int, ...]] = {}
    for row in option.rows:
        if len(row.payers) == 1 and row.payers[0] not in ("", MATCH):
            paid[row.payers[0]] = _added(row.amounts, paid.get(row.payers[0]))
    return paid


def _added(amounts: tuple[int, ...], others: tuple[int, ...] | None) -> tuple[int, ...]:
    if others is None:
        return amounts
    return tuple(map(sum, zip(amounts, others, strict=True)))


def _refusal(
    programme: Programme, option: Option, stream: str, amounts: tuple[int, ...], whole_award: bool
) -> str:
    """Why a stream could never pay these amounts; empty where it could."""
    payer = programme.stream_of[stream]
    award = sum(amounts)
    most = most_from(programme, payer, option.whole_cost)
    if most is not None and award > most:
        return (
            f"asks {payer.name} for {money_text(award, programme.unit)}, "
            f"and it may pay at most {money_text(most, programme.unit)} of this proposal"
        )
    if whole_award and payer.min_award and 0 < award < payer.min_award:
        return (
            f"asks {payer.name} for {money_text(award, programme.unit)}, "
            f"and its smallest award is {money_text(payer.min_award, programme.unit)}"
        )
    for name in programme.ancestors[stream]:
        if reason := _over_budget(programme, programme.stream_of[name], amounts):
            return reason
    return ""


def _over_budget(programme: Programme, stream: Stream, amounts: tuple[int, ...]) -> str:
    for first, last, limit in programme.spending_limits[stream.stream]:
        needed = sum(amounts[first : last + 1])
        if needed > limit:
            years = programme.years[first]
            if last > first:
                years += f" to {programme.years[last]}"
            return (
                f"needs {money_text(needed, programme.unit)} from {stream.name} in {years}, "
                f"which has {money_text(limit, programme.unit) + ' in all' if limit else 'none'}"
            )
    return ""


def _without_what_they_need(
    programme: Programme, found: dict[str, Eligibility]
) -> Mapping[str, Eligibility]:
    """Rule out what requires something that is ruled out, until nothing changes."""
    needs: list[tuple[str, str]] = []
    for link in programme.links:
        if link.kind in ("requires", "together"):
            needs.append((link.proposal, link.other))
        if link.kind == "together":
            needs.append((link.other, link.proposal))
    needs.sort()
    changed = True
    while changed:
        changed = False
        for proposal, other in needs:
            if found[proposal].options and not found[other].options:
                title = programme.proposal_of[other].title
                reason = f"needs {other} ({title}), which is not eligible"
                found[proposal] = Eligibility(proposal, (), reason)
                changed = True
    return found
