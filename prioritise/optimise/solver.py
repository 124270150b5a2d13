"""What a solver is: a model goes in, and an outcome comes out that is not yet believed.

A solver is a module, or anything else, with `solve` and `version`. HiGHS is `highs.py`; another one
is a file like it, given to `lexicographic.optimise`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from prioritise.optimise.model import Model

Manner = Literal["seeking", "proving", "cautious"]
"""How to go about it: `proving` where no answer is expected, `cautious` as a second opinion, as
unlike the others as may be."""
SolutionStatus = Literal["optimal", "feasible", "infeasible", "nothing"]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a solve stands."""

    objective: str
    seconds: float
    best: float | None
    """Best figure found so far."""
    bound: float | None
    """What no answer can better."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the solver claims, in whole figures."""

    found: SolutionStatus
    """`nothing`: stopped before any answer was found."""
    values: tuple[int, ...]
    """Column values, tested; empty where nothing was found."""
    figure: int | None
    """Objective at these values, exactly."""
    bound: int | None
    """What no answer can better; none where nothing is known."""
    stopped_by: str
    """The solver's own word for why it stopped."""
    seconds: float
    """How long it took."""
    work: int = 0
    """Nodes of its search, or what a solver counts in their place; the same on every machine."""


Watch = Callable[[Progress], None]


class Solver(Protocol):
    """Who solves a model."""

    def solve(
        self,
        model: Model,
        *,
        seconds: float,
        gap: float = 0.0,
        start: Sequence[int] = (),
        manner: Manner = "seeking",
        work: int | None = None,
        watch: Watch | None = None,
    ) -> Outcome:
        """Solve a model, to a relative gap, within a time.

        Parameters
        ----------
        model : Model
            Columns, rows and an objective, all in whole numbers.
        seconds : float
            Time limit.
        gap : float
            Relative gap at which to stop; 0 proves the best figure.
        start : sequence of int
            Column values of a known answer, or nothing.
        manner : str
            `proving` where no answer is expected, `cautious` to confirm what another manner claims.
        work : int
            What `Outcome.work` counts, at most about so much: where the search is stopped by it, it
            is stopped at the same place on every machine. Without it, as much as it takes.
        watch : callable
            Told about progress from time to time; may raise `solver_thread.Enough`.

        Raises
        ------
        SolverError
            The solver failed, or its values do not keep the model's own limits.
        Interrupted
            The user pressed Ctrl-C.
        """

    def version(self) -> str:
        """Version of the solver itself."""
