"""Shortlists side by side: who is always, sometimes and never in, and what each list comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from prioritise.optimise import Examiner, Plan, optimise
from prioritise.optimise.infeasible.refusal import Refusal
from prioritise.optimise.plan import ChosenWay
from prioritise.optimise.solver import Watch
from prioritise.optimise.totals import Totals, totals_of
from prioritise.programme.eligibility import eligibility_of
from prioritise.programme.faults import InfeasibleError
from prioritise.programme.options import Choice, Option
from prioritise.programme.programme import Programme
from prioritise.programme.records import Decision

IMPOSSIBLE = "impossible"
"""Status of a scenario whose limits cannot all hold."""
HowOften = Literal["always", "sometimes", "never"]


@dataclass(frozen=True)
class ComparedShortlist:
    """One shortlist, found or given, as it stands under a programme."""

    label: str
    """Short name for a column."""
    programme: Programme
    """What it answers."""
    shortlist: tuple[str, ...]
    """Ids that are in, in order."""
    status: str
    """`optimal`, `feasible`, `given` for a list that people brought, or `impossible`."""
    value: Fraction
    """Points."""
    bound: Fraction | None
    """What no shortlist can exceed; none for a given list."""
    ways: tuple[ChosenWay, ...]
    """How each is done and who pays, in order of proposal."""
    broken: tuple[str, ...] = ()
    """Limits that a given list does not keep, or that cannot all hold where nothing is possible."""

    @property
    def is_possible(self) -> bool:
        """Whether there is a list at all."""
        return self.status != IMPOSSIBLE

    @cached_property
    def options(self) -> Mapping[str, Option]:
        """The option in which each proposal is in."""
        return {option.proposal: option for option, _ in self.ways}

    @cached_property
    def totals(self) -> Totals:
        """What it comes to."""
        return totals_of(self.programme, self.ways)

    @property
    def public_cost(self) -> int:
        """Pence that streams pay within the budgeted years."""
        return self.totals.within_budget + self.totals.over_programmed


@dataclass(frozen=True, slots=True)
class Comparison:
    """Answers in the order in which they were asked for; the first is what others differ from."""

    answers: tuple[ComparedShortlist, ...]

    @property
    def proposals(self) -> tuple[str, ...]:
        """Every proposal of every programme, in order of id."""
        return tuple(sorted({p for answer in self.answers for p in answer.programme.proposal_of}))

    @property
    def considered(self) -> tuple[str, ...]:
        """Those that take part under any of the programmes, or are in any list."""
        taking_part = {
            name
            for answer in self.answers
            for name, proposal in answer.programme.proposal_of.items()
            if answer.programme.considers(proposal) or name in answer.shortlist
        }
        return tuple(name for name in self.proposals if name in taking_part)

    def verdict(self, proposal: str) -> HowOften:
        """Whether a proposal is in every shortlist that there is, in some, or in none."""
        possible = [answer for answer in self.answers if answer.is_possible]
        times = sum(proposal in answer.shortlist for answer in possible)
        if possible and times == len(possible):
            return "always"
        return "sometimes" if times else "never"

    def added(self, answer: ComparedShortlist) -> tuple[str, ...]:
        """Who is in this list and not in the first."""
        return tuple(p for p in answer.shortlist if p not in self.answers[0].shortlist)

    def changed(self, answer: ComparedShortlist) -> tuple[str, ...]:
        """Who is in both lists, in another size, timing or share."""
        first = self.answers[0].options
        return tuple(
            name
            for name, option in answer.options.items()
            if name in first and first[name].label != option.label
        )

    def dropped(self, answer: ComparedShortlist) -> tuple[str, ...]:
        """Who is in the first list and not in this; nobody where there is no list."""
        if not answer.is_possible:
            return ()
        return tuple(p for p in self.answers[0].shortlist if p not in answer.shortlist)


def found(label: str, plan: Plan) -> ComparedShortlist:
    """A plan as an answer."""
    return ComparedShortlist(
        label,
        plan.programme,
        plan.shortlist,
        plan.status,
        plan.value,
        plan.bound,
        plan.ways,
    )


def impossible(label: str, programme: Programme, why: Refusal) -> ComparedShortlist:
    """A scenario that has no shortlist, with what stands in the way."""
    reasons = why.reasons or why.conflict.names
    return ComparedShortlist(label, programme, (), IMPOSSIBLE, Fraction(), None, (), tuple(reasons))


def given(
    label: str, programme: Programme, shortlist: Iterable[str], *, watch: Watch | None = None
) -> ComparedShortlist:
    """A list that people brought, evaluated like any other.

    Where the list can be paid within every limit, it gets the payers that serve it best. Where it
    cannot, payers are picked one by one, and every limit that this breaks is named.
    """
    wanted = tuple(sorted(set(shortlist)))
    try:
        plan = optimise(locked(programme, wanted), watch=watch)
    except InfeasibleError:
        choices = _one_by_one(programme, wanted)
        seen = Examiner(programme).examine(choices)
        broken = tuple(map(str, seen.violations))
        ways = tuple((_option(programme, choice), choice.payers) for choice in choices)
        return ComparedShortlist(label, programme, wanted, "given", seen.value, None, ways, broken)
    return ComparedShortlist(label, programme, wanted, "given", plan.value, None, plan.ways)


def locked(programme: Programme, wanted: Sequence[str]) -> Programme:
    """The programme with just these proposals in, whatever had been decided before.

    How they are done, and who pays, is open.
    """
    chosen = set(wanted)
    decisions = (Decision(proposal=name, chosen=name in chosen) for name in programme.proposal_of)
    return programme.revised(decisions=tuple(decisions), baseline=None)


def _option(programme: Programme, choice: Choice) -> Option:
    return next(
        option
        for option in programme.options[choice.proposal]
        if (option.name, option.tenths) == (choice.option, choice.tenths)
    )


def _one_by_one(programme: Programme, wanted: Sequence[str]) -> tuple[Choice, ...]:
    """Choices for a list that breaks some limit: each row is paid where most money is left."""
    eligible = eligibility_of(programme)
    left = {stream.stream: list(stream.budgets) for stream in programme.streams}
    choices = []
    for name in wanted:
        options = eligible[name].options or programme.options[name]
        choices.append(_choice(options[0], left))
    return tuple(choices)


def _choice(option: Option, left: dict[str, list[int]]) -> Choice:
    payers = []
    for row in option.rows:
        payer = max(row.payers, key=lambda stream: _room(left, stream, row.amounts), default="")
        for year, amount in enumerate(row.amounts if payer in left else ()):
            left[payer][year] -= amount
        payers.append(payer)
    return Choice(option.proposal, option.name, option.tenths, tuple(payers))


def _room(left: dict[str, list[int]], stream: str, amounts: tuple[int, ...]) -> int:
    """Pence left in the tightest year that a row needs, were this stream to pay it."""
    if stream not in left:
        return 0
    after = (have - need for have, need in zip(left[stream], amounts, strict=True) if need)
    return min(after, default=0)
