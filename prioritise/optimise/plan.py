"""A plan: the answer in the user's ids and money, checked, with how far it is proven."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

from prioritise.appraisal.value import ValueTable, key_of
from prioritise.optimise.check.examination import Examination, Examiner
from prioritise.optimise.objectives import ORDER
from prioritise.programme.eligibility import Eligibility
from prioritise.programme.options import Choice, Option
from prioritise.programme.programme import Programme

ChosenWay = tuple[Option, tuple[str, ...]]
"""An option, and who pays each of its rows."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One objective in its turn."""

    name: str
    """What was sought: `value`, `public money`, `changes from the baseline`, `order of ids`."""
    proven: bool
    """Whether nothing better exists, all earlier objectives held."""
    seconds: float
    """How long it took."""
    work: int = 0
    """Nodes and steps of the searches; the same on every machine."""


@dataclass(frozen=True, repr=False)
class Plan:
    """A shortlist and who pays for it."""

    programme: Programme
    """What was asked."""
    choices: tuple[Choice, ...]
    """What is chosen, in order of proposal."""
    options: Mapping[str, Option]
    """The chosen option of each chosen proposal."""
    eligibility: Mapping[str, Eligibility]
    """What was possible for every proposal."""
    values: ValueTable
    """The figures that value is summed from."""
    figure: int
    """Value in figures."""
    bound_figure: int
    """What no shortlist can exceed, in figures."""
    stages: tuple[Stage, ...]
    """The objectives that were reached, in their order."""
    seconds: float
    """How long all of it took."""

    def __repr__(self) -> str:
        return (
            f"<Plan of {self.programme.title!r}: {len(self.choices)} proposals, "
            f"value {float(self.value):g}, {self.status}>"
        )

    def __getstate__(self) -> dict[str, Any]:
        """What another process is handed: the fields alone, what follows from them is left out."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @property
    def status(self) -> Literal["optimal", "feasible"]:
        """`optimal` where the gap that was asked for is proven."""
        return "optimal" if self.stages[0].proven else "feasible"

    @property
    def is_out_of_time(self) -> bool:
        """Whether the time that was allowed has run out."""
        return self.seconds >= float(self.programme.solver.seconds)

    @property
    def is_stopped_short(self) -> bool:
        """Whether equals are not all in order, where that was asked, and not for want of time."""
        is_exact = self.bound_figure == self.figure and not self.is_out_of_time
        return is_exact and self.unique_to != ORDER

    @property
    def value(self) -> Fraction:
        """Value in points."""
        return self.values.in_points(self.figure)

    @property
    def bound(self) -> Fraction:
        """What no shortlist can exceed, in points."""
        return self.values.in_points(self.bound_figure)

    @property
    def gap(self) -> Fraction:
        """What may be missing to the best, as a share of the value."""
        if self.bound_figure == self.figure:
            return Fraction(0)
        return Fraction(self.bound_figure - self.figure, max(abs(self.figure), 1))

    @property
    def shortlist(self) -> tuple[str, ...]:
        """Ids of the chosen proposals, in order."""
        return tuple(choice.proposal for choice in self.choices)

    @property
    def ways(self) -> tuple[ChosenWay, ...]:
        """The chosen options with their payers, in order of proposal."""
        return tuple((self.options[choice.proposal], choice.payers) for choice in self.choices)

    @property
    def public_cost(self) -> int:
        """Pence that streams pay within the years."""
        return sum(option.public_cost for option in self.options.values())

    @property
    def unique_to(self) -> str:
        """The last objective up to which the answer is proven unique; empty where none is.

        Within a gap that was allowed nothing is unique: a better shortlist may exist.
        """
        proven = ""
        if self.bound_figure != self.figure:
            return proven
        for stage in self.stages:
            if not stage.proven:
                break
            proven = stage.name
        return proven

    @cached_property
    def examiner(self) -> Examiner:
        """The independent check of the programme."""
        return Examiner(self.programme)

    @cached_property
    def examination(self) -> Examination:
        """The plan as the independent check sees it."""
        return self.examiner.examine(self.choices)

    @property
    def problems(self) -> tuple[str, ...]:
        """Where the independent check sees the plan otherwise; none where it is sound."""
        seen = self.examination
        found = [str(violation) for violation in seen.violations]
        if seen.value != self.value:
            found.append(f"value is {float(seen.value)} points, not {float(self.value)}")
        if seen.public_cost != self.public_cost:
            found.append(f"public money is {seen.public_cost} pence, not {self.public_cost}")
        return tuple(found)

    @cached_property
    def choice_of(self) -> Mapping[str, Choice]:
        """Choices by proposal."""
        return {choice.proposal: choice for choice in self.choices}

    def figure_of(self, proposal: str) -> int:
        """Value of a chosen proposal in figures."""
        return self.values.figure(key_of(self.options[proposal]), self.choice_of[proposal].payers)
