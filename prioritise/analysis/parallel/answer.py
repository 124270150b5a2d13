"""The answer to one question of many: small enough to be kept, sent and counted by the thousand."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from prioritise.optimise.objectives import ORDER
from prioritise.optimise.plan import Plan
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
