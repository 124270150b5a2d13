"""The changes that a programme and a plan take alike: budgets, weights, and proposals in or out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING

from prioritise.library.exact_numbers import WrittenNumber, exact
from prioritise.programme.faults import UsageError, refuse_unknown
from prioritise.programme.programme import Programme
from prioritise.programme.records import Decision

if TYPE_CHECKING:
    from typing import Self

    from prioritise.optimise.plan import Plan
    from prioritise.reading.reading import Reading


class Changeable(ABC):
    """What can be changed of a programme, solved already or not; each change gives another one."""

    label: str
    """Short name, for the columns of a comparison."""
    reading: Reading | None
    """Where it was read from, if it was."""

    @property
    @abstractmethod
    def programme(self) -> Programme:
        """What is asked."""

    @abstractmethod
    def best(self) -> Plan:
        """The best plan, solved where it is not yet."""

    @abstractmethod
    def with_programme(self, programme: Programme, label: str) -> Self:
        """The same with another programme."""

    def scaled(self, factor: WrittenNumber, *, stream: str = "", year: str = "") -> Self:
        """The same with budgets times a factor, rounded to the penny.

        Parameters
        ----------
        factor
            What budgets are multiplied by: 0.9 is a tenth less.
        stream, year : str
            The stream and the year whose budgets change; all where none is named.

        Raises
        ------
        UsageError
            The factor is below 0, or a name does not exist.
        """
        from prioritise.analysis.sweeps.sweep_settings import Budgets

        times = exact(factor, "factor")
        if times < 0:
            raise UsageError("factor: budgets cannot be multiplied by less than 0")
        self._known(stream, year)
        parts = [part for part in (self.label, stream, year) if part]
        changed = Budgets(times, stream, year).applied_to(self.programme)
        return self.with_programme(changed, f"{' '.join(parts)} × {times:f}")

    def weighted(self, **weights: WrittenNumber) -> Self:
        """The same with other weights; a criterion that is not named keeps its own.

        Raises
        ------
        UsageError
            A criterion does not exist, or a weight is below 0.
        """
        from prioritise.programme.weighting import weighed

        given = {name: exact(weight, name) for name, weight in weights.items()}
        for name, weight in given.items():
            refuse_unknown(name, [c.name for c in self.programme.criteria], "weights", "criterion")
            if weight < 0:
                raise UsageError(f"{name}: a weight cannot be below 0")
        criteria = weighed(self.programme.criteria, given)
        if not any(criterion.weight for criterion in criteria):
            raise UsageError("at least one criterion has to have a weight")
        changed = self.programme.revised(criteria=criteria, weighting=None, group="")
        words = ", ".join(f"{name} {weight:f}" for name, weight in given.items())
        return self.with_programme(changed, f"{self.label}, {words}" if words else self.label)

    def locked(self, *chosen: str, out: Iterable[str] = ()) -> Self:
        """The same with proposals in, or out, whatever else is best.

        Raises
        ------
        UsageError
            A proposal does not exist, or is named twice.
        """
        left_out = [out] if isinstance(out, str) else list(out)
        locks = {**dict.fromkeys(chosen, True), **dict.fromkeys(left_out, False)}
        if both := set(chosen) & set(left_out):
            raise UsageError(f"{', '.join(sorted(both))}: in and out at once")
        for name in locks:
            refuse_unknown(name, self.programme.proposal_of, "locked", "proposal")
        kept = tuple(d for d in self.programme.decisions if d.proposal not in locks)
        added = (Decision(proposal=name, chosen=is_in) for name, is_in in locks.items())
        changed = self.programme.revised(decisions=(*kept, *added))
        words = " ".join(f"{'+' if is_in else '-'}{name}" for name, is_in in locks.items())
        return self.with_programme(changed, f"{self.label} {words}".rstrip())

    def _known(self, stream: str, year: str) -> None:
        if stream:
            refuse_unknown(stream, self.programme.stream_of, "stream", "stream")
        if year:
            refuse_unknown(year, self.programme.years, "year", "year")
