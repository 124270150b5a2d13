"""Every way of doing each proposal, told apart by whose money it takes.

Streams that lie in one another form a family. A proposal is a family's own where that family alone
could pay for it, and joint where several pay or may be picked; without joint proposals, families
have nothing to do with one another but for links and rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from prioritise.appraisal.value import key_of
from prioritise.optimise.columns import OptionColumns
from prioritise.optimise.known_choices import SpendingLine
from prioritise.optimise.prepared import Prepared
from prioritise.programme.eligibility import most_from
from prioritise.programme.options import Choice
from prioritise.programme.programme import Programme
from prioritise.programme.records import MATCH

MOST_WAYS = 64
"""Ways of one proposal that are told apart."""


@dataclass(frozen=True, slots=True)
class StreamWay:
    """One way of doing a proposal, or none of them."""

    choice: Choice | None
    """Option and payers; none where the proposal is left out."""
    figure: int
    """Value in figures."""
    pence: int
    """Public money over the years."""
    spent: tuple[tuple[str, tuple[int, ...]], ...]
    """Pence a year by stream."""


@dataclass(frozen=True, slots=True)
class StreamFamily:
    """Streams that lie in one another, and the proposals that they alone could pay for."""

    streams: tuple[str, ...]
    own: tuple[tuple[StreamWay, ...], ...]
    """Ways of each proposal."""
    joint: tuple[int, ...]
    """Places of the joint proposals that it may have to pay a part of."""


@dataclass(frozen=True, slots=True)
class Families:
    """A programme taken apart."""

    families: tuple[StreamFamily, ...]
    joint: tuple[tuple[StreamWay, ...], ...]
    """Ways of each proposal that several families could pay for."""


def taken_apart(asked: Prepared) -> Families | None:
    """The families; none where value, a promise or money does not lie within single proposals."""
    programme = asked.programme
    if (
        programme.apart
        or programme.stopped
        or any(link.kind == "bonus" for link in programme.links)
    ):
        return None
    root = {name: line[-1] for name, line in programme.ancestors.items()}
    own: dict[str, list[tuple[StreamWay, ...]]] = {name: [] for name in sorted(set(root.values()))}
    joint: list[tuple[StreamWay, ...]] = []
    joint_of: dict[str, list[int]] = {name: [] for name in own}
    for name in asked.formulation.options:
        if _count(asked, name) > MOST_WAYS:
            return None
        ways = tuple(_ways(asked, name))
        if ways and not any(way.choice for way in ways):
            continue
        if not ways:
            return None
        payers = sorted({root[stream] for way in ways for stream, _ in way.spent})
        if len(payers) > 1:
            for payer in payers:
                joint_of[payer].append(len(joint))
            joint.append(ways)
        else:
            own[payers[0] if payers else min(own)].append(ways)
    return Families(
        tuple(
            StreamFamily(
                tuple(sorted(stream for stream in root if root[stream] == name)),
                tuple(own[name]),
                tuple(joint_of[name]),
            )
            for name in own
        ),
        tuple(joint),
    )


def usage(way: StreamWay, lines: Sequence[SpendingLine], programme: Programme) -> list[int]:
    """Pence that a way takes from each line: a stream's first to last year."""
    return [
        sum(
            sum(amounts[first : last + 1])
            for payer, amounts in way.spent
            if stream in programme.ancestors[payer]
        )
        for stream, first, last in lines
    ]


def _count(asked: Prepared, name: str) -> int:
    """Ways to do and to pay a proposal, those included that awards will rule out."""
    return sum(
        prod(len(row) for row in chosen.payers) for chosen in asked.formulation.options[name]
    )


def _ways(asked: Prepared, name: str) -> Iterator[StreamWay]:
    programme = asked.programme
    decision = programme.decision_of.get(name)
    promised = bool(programme.promise_of(name)) or bool(decision and decision.chosen)
    if not promised:
        yield StreamWay(None, 0, 0, ())
    if decision and not decision.chosen:
        return
    for chosen in asked.formulation.options[name]:
        streams = [[stream for _, stream in row] for row in chosen.payers]
        for payers in product(*streams):
            if _keeps_awards(programme, chosen, payers):
                yield _way(asked, chosen, payers)


def _way(asked: Prepared, chosen: OptionColumns, payers: tuple[str, ...]) -> StreamWay:
    option = chosen.option
    spent: dict[str, tuple[int, ...]] = {}
    for row, payer in zip(option.rows, payers, strict=True):
        if payer not in ("", MATCH):
            before = spent.get(payer, (0,) * len(row.amounts))
            spent[payer] = tuple(map(sum, zip(before, row.amounts, strict=True)))
    return StreamWay(
        Choice(option.proposal, option.name, option.tenths, payers),
        asked.formulation.values.figure(key_of(option), payers),
        sum(map(sum, spent.values())),
        tuple(sorted(spent.items())),
    )


def _keeps_awards(programme: Programme, chosen: OptionColumns, payers: tuple[str, ...]) -> bool:
    paid: dict[str, int] = {}
    for row, payer in zip(chosen.option.rows, payers, strict=True):
        if payer not in ("", MATCH):
            paid[payer] = paid.get(payer, 0) + row.paid
    for name, award in paid.items():
        stream = programme.stream_of[name]
        most = most_from(programme, stream, chosen.option.whole_cost)
        if most is not None and award > most:
            return False
        if stream.min_award and 0 < award < stream.min_award:
            return False
    return True
