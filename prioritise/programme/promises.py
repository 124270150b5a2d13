"""Promises that cannot all be kept, found by arithmetic and in pounds, without any solving."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from prioritise.programme.eligibility import Eligibility
from prioritise.programme.money import money_text
from prioritise.programme.options import Option
from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH

Chain = tuple[str, ...]
"""A promised proposal, what it needs, what that needs in turn, and so on."""


def broken_promises(programme: Programme, eligibility: Mapping[str, Eligibility]) -> list[str]:
    """A sentence for each promise that cannot be kept, alone or beside the others."""
    promised = {
        name: how for name in programme.proposal_of for how in [_promise(programme, name)] if how
    }
    needed = _needed(programme, promised)
    return [
        *_not_eligible(promised, eligibility),
        *_contradicted(programme, promised, needed),
        *_over_budget(programme, promised, needed, eligibility),
    ]


def _promise(programme: Programme, name: str) -> str:
    decision = programme.decision_of.get(name)
    if promise := programme.promise_of(name):
        return "under way" if promise == "begun" else promise
    return f"{decision.because} in" if decision and decision.chosen else ""


def _needed(programme: Programme, promised: Mapping[str, str]) -> dict[str, Chain]:
    """Everything that has to be in, with the chain of needs that begins with a promise."""
    needs: dict[str, list[str]] = {}
    for link in programme.links:
        if link.kind in ("requires", "together"):
            needs.setdefault(link.proposal, []).append(link.other)
        if link.kind == "together":
            needs.setdefault(link.other, []).append(link.proposal)
    found: dict[str, Chain] = {name: (name,) for name in promised}
    waiting = list(promised)
    for name in waiting:
        for other in sorted(needs.get(name, ())):
            if other not in found:
                found[other] = (*found[name], other)
                waiting.append(other)
    return found


def _not_eligible(
    promised: Mapping[str, str], eligibility: Mapping[str, Eligibility]
) -> Iterator[str]:
    for name, how in promised.items():
        if eligibility[name].reason:
            yield f"{name} is {how}, and can never be chosen: {eligibility[name].reason}"


def _contradicted(
    programme: Programme, promised: Mapping[str, str], needed: Mapping[str, Chain]
) -> Iterator[str]:
    for name, chain in needed.items():
        decision = programme.decision_of.get(name)
        if decision is None or decision.chosen:
            continue
        if len(chain) == 1:
            yield f"{name} is {promised[name]}, and {decision.because} out"
        else:
            yield f"{_chain_in_words(chain)}, which is out"
    for link in programme.links:
        if link.kind == "excludes" and link.proposal in needed and link.other in needed:
            yield _exclusion(needed[link.proposal], needed[link.other])


def _exclusion(one: Chain, other: Chain) -> str:
    if len(one) == 1 and len(other) == 1:
        return f"{one[0]} and {other[0]} are promised, and exclude each other"
    if len(one) > 1 and one[-1] == other[0]:
        one, other = other, one
    parts = [_chain_in_words(chain) for chain in (one, other) if len(chain) > 1]
    return f"{'; '.join(parts)}; {one[-1]} and {other[-1]} exclude each other"


def _chain_in_words(chain: Chain) -> str:
    """`A is promised, and needs B, which needs C`."""
    first, second, *further = chain
    words = f"{first} is promised, and needs {second}"
    return words + "".join(f", which needs {name}" for name in further)


def _over_budget(
    programme: Programme,
    promised: Mapping[str, str],
    needed: Mapping[str, Chain],
    eligibility: Mapping[str, Eligibility],
) -> Iterator[str]:
    """Streams that promises overspend by themselves, whichever option and payer is picked."""
    others = len(needed) > len(promised)
    what = "what is promised, with what that needs," if others else "what is promised"
    for stream in sorted(programme.stream_of):
        for first, last, limit in programme.spending_limits[stream]:
            least = sum(
                min(
                    (
                        _certain(programme, option, stream, range(first, last + 1))
                        for option in eligibility[name].options
                    ),
                    default=0,
                )
                for name in needed
            )
            years = " to ".join(dict.fromkeys((programme.years[first], programme.years[last])))
            if limit < 0:
                gone = sum(programme.sunk[stream][first : last + 1])
                yield (
                    f"what is stopped has spent {money_text(gone, programme.unit)} of {stream} in "
                    f"{years}, which has {money_text(limit + gone, programme.unit)}"
                )
            elif least > limit:
                yield (
                    f"{what} needs {money_text(least, programme.unit)} of {stream} in {years}, "
                    f"which has {money_text(limit, programme.unit)}"
                )


def _certain(programme: Programme, option: Option, stream: str, years: Sequence[int]) -> int:
    """Pence of an option that come from a stream in some years, whoever is picked to pay."""
    return sum(
        row.amounts[year]
        for row in option.rows
        if row.payers and row.payers != (MATCH,)
        if all(stream in programme.ancestors.get(payer, ()) for payer in row.payers)
        for year in years
    )
