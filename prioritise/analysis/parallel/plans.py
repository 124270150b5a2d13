"""Several programmes solved side by side, each to a whole plan."""

from __future__ import annotations

from collections.abc import Sequence

from prioritise.analysis.parallel.executor import Executor, LostPiece
from prioritise.optimise import Plan, optimise
from prioritise.optimise.infeasible.refusal import Refusal
from prioritise.programme.faults import InfeasibleError, SolverError
from prioritise.programme.programme import Programme

Ended = Plan | InfeasibleError | SolverError
"""A plan, or why there is none."""


def plans(executor: Executor, programmes: Sequence[Programme]) -> list[Ended]:
    """What `optimise` says of each programme, in their order, whoever works."""
    found: dict[int, Ended] = {}
    for place, ended in executor.answers(_planned, None, programmes):
        if isinstance(ended, LostPiece):
            found[place] = SolverError(f"its worker was lost {ended.attempts} times")
        elif isinstance(ended, Plan):
            found[place] = ended
        elif ended is None:
            found[place] = InfeasibleError(Refusal(programmes[place]))
        else:
            found[place] = SolverError(*ended)
    return [found[place] for place in range(len(programmes))]


def _planned(_: None, programme: Programme) -> Plan | tuple[str, str] | None:
    """A plan; none where nothing is possible; or what failed, with the evidence."""
    try:
        return optimise(programme)
    except InfeasibleError:
        return None
    except SolverError as problem:
        return str(problem), problem.evidence
