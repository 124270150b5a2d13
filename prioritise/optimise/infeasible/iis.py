"""Why nothing is possible: named limits that cannot all hold, none of which could be spared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from time import monotonic

from prioritise.optimise.clock import left
from prioritise.optimise.highs import solve
from prioritise.optimise.model import Constraint, Model, Objective, Variable
from prioritise.programme.faults import SolverError

LONGEST_SEARCH = 10.0
"""Seconds; a conflict among 200 proposals and 35 rules takes a fraction of one."""
LONGEST_QUESTION = 2.0
"""Seconds for one question of it, so that a hard one leaves time for the others."""
NOTHING = Objective("nothing", "minimise", ())
"""Any answer will do."""


@dataclass(frozen=True, slots=True)
class Iis:
    """Limits that cannot all hold."""

    names: tuple[str, ...]
    """Their names, in the order of the model."""
    is_minimal: bool
    """Whether it is proven that without any one of them the others could hold."""


def is_impossible(model: Model, *, seconds: float = LONGEST_QUESTION) -> bool:
    """Whether nothing keeps all rows; where time is up, nothing is said to be impossible."""
    seconds = left(seconds)
    question = replace(model, objective=NOTHING)
    return seconds > 0 and solve(question, seconds=seconds, manner="proving").found == "infeasible"


def conflict(model: Model) -> tuple[str, ...]:
    """Names of limits that cannot all hold; see `iis_of`."""
    return iis_of(model).names


def iis_of(model: Model, *, seconds: float = LONGEST_SEARCH) -> Iis:
    """Limits that cannot all hold; without any one of them, the others can.

    Limits are left out for good wherever the rest is still impossible: half of them at once, then a
    quarter, at last one by one. Limits of one name go together. What is found possible on the way
    is kept, since it often shows that the next question is possible too.

    Parameters
    ----------
    model : Model
        A model that has no answer.
    seconds : float
        Time after which the limits that are left are named, with some among them, perhaps, that
        could be spared.

    Raises
    ------
    SolverError
        The solver failed, or a second configuration finds what the first found impossible.
    """
    for row in model.rows:
        if row.is_limit and _never(row, model.columns):
            return Iis((row.name,), True)
    search = _IisSearch(model, monotonic() + left(seconds))
    kept = list(search.limits)
    size = len(kept) // 2
    while size:
        place = 0
        while place < len(kept):
            fewer = kept[:place] + kept[place + size :]
            if search.is_impossible(fewer):
                kept = fewer
            else:
                place += size
        size //= 2
    search.confirm(kept)
    return Iis(tuple(kept), not search.is_cut_short)


@dataclass
class _IisSearch:
    """Which limits are impossible together."""

    model: Model
    until: float
    limits: dict[str, list[Constraint]] = field(default_factory=dict)
    """Rows of each limit, by name."""
    is_cut_short: bool = False
    """Whether some question was left open for want of time."""
    _meanings: tuple[Constraint, ...] = ()
    _possible: list[tuple[int, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for row in self.model.rows:
            if row.is_limit:
                self.limits.setdefault(row.name, []).append(row)
        self._meanings = tuple(row for row in self.model.rows if not row.is_limit)

    def is_impossible(self, names: Iterable[str]) -> bool:
        """Whether these limits cannot all hold; where time is up, nothing is said to be so."""
        rows = [row for name in names for row in self.limits[name]]
        if any(all(row.holds(values) for row in rows) for values in self._possible):
            return False
        seconds = self.until - monotonic()
        if seconds <= 0:
            self.is_cut_short = True
            return False
        # Most of the time goes into finding what is possible, not into proving what is not.
        outcome = solve(self._with(rows), seconds=min(seconds, LONGEST_QUESTION))
        if outcome.values:
            self._possible.append(outcome.values)
        self.is_cut_short |= outcome.found == "nothing"
        return outcome.found == "infeasible"

    def confirm(self, names: Iterable[str]) -> None:
        """Ask a second configuration, which must not find an answer."""
        question = self._with([row for name in names for row in self.limits[name]])
        seconds = max(self.until - monotonic(), 1.0)
        if solve(question, seconds=seconds, manner="cautious").values:
            raise SolverError(
                "the solver calls limits impossible together, and then keeps them all",
                str(question),
            )

    def _with(self, rows: Iterable[Constraint]) -> Model:
        return replace(self.model, rows=(*self._meanings, *rows), objective=NOTHING)


def _never(row: Constraint, columns: Sequence[Variable]) -> bool:
    """Whether no choice at all keeps a limit, whatever the others say."""
    most = sum(max(0, a) * columns[column].top for column, a in row.terms)
    least = sum(min(0, a) * columns[column].top for column, a in row.terms)
    below, above = most < row.limit, least > row.limit
    return {">=": below, "<=": above, "=": below or above}[row.sense]
