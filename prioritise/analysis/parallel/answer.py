"""The answer to one question of many: small enough to be kept, sent and counted by the thousand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from time import monotonic
from typing import Literal

from prioritise.optimise.clock import UP, is_up
from prioritise.optimise.objectives import ORDER
from prioritise.optimise.plan import Plan
from prioritise.programme.faults import InfeasibleError, SolverError
from prioritise.programme.options import Choice


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """What was found for one question."""

    status: Literal["optimal", "feasible", "infeasible", "failed"]
    """As a run would say it; `failed` where the solver, or the worker, gave no answer."""
    value: Fraction = Fraction(0)
    """Points."""
    bound: Fraction = Fraction(0)
    """What no shortlist can exceed, in points."""
    public_cost: int = 0
    """Pence that streams pay within the budgeted years."""
    choices: tuple[Choice, ...] = ()
    """What is chosen, in order of proposal."""
    settled: bool = False
    """Whether equals were put in order to the last, so that no other answer is as good."""
    seconds: float = 0.0
    """How long it took."""
    why: str = ""
    """Why there is no answer."""

    @property
    def shortlist(self) -> tuple[str, ...]:
        """Ids of the chosen proposals, in order."""
        return tuple(choice.proposal for choice in self.choices)


def answer_in(plan: Plan) -> BatchAnswer:
    """A plan as a small answer."""
    return BatchAnswer(
        plan.status,
        plan.value,
        plan.bound,
        plan.public_cost,
        plan.choices,
        plan.unique_to == ORDER,
        plan.seconds,
    )


def attempted(
    ask: Callable[[], BatchAnswer],
    why: Callable[[InfeasibleError], str] = lambda problem: "no shortlist is possible",
) -> BatchAnswer:
    """The answer to one question, and how long it took; what goes wrong is an answer, too.

    Parameters
    ----------
    ask : callable
        Asks it.
    why : callable
        Says why nothing is possible; to find out may take longer than the question.
    """
    if is_up():
        return BatchAnswer("failed", why=UP)
    began = monotonic()
    try:
        found = ask()
    except InfeasibleError as problem:
        found = BatchAnswer("infeasible", why=why(problem))
    except SolverError as problem:
        found = BatchAnswer("failed", why=str(problem))
    return replace(found, seconds=monotonic() - began)
