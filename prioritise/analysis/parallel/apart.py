"""Answers from searching families of streams apart, as far as that settles them.

What links and rules would forbid, and what is as good as something else, is left to the solver.
"""

from __future__ import annotations

from collections.abc import Sequence

from prioritise.analysis.parallel.answer import BatchAnswer
from prioritise.optimise.apart.best import Best, best_of_each
from prioritise.optimise.prepared import Prepared
from prioritise.programme.faults import SolverError
from prioritise.programme.options import Choice
from prioritise.programme.records import Stream


def answers_apart(asked: Prepared, purses: Sequence[Sequence[Stream]]) -> list[BatchAnswer | None]:
    """The answer of a run with each purse; none where that is not settled.

    Parameters
    ----------
    asked : Prepared
        What is asked, with the last purse's budgets.
    purses : sequence of sequence of Stream
        Budgets, the least money first; none is smaller anywhere than the one before it.
    """
    sound: dict[tuple[Choice, ...], BatchAnswer | None] = {}
    found: list[BatchAnswer | None] = []
    for best in best_of_each(asked, purses):
        if best and best.settled and best.choices not in sound:
            sound[best.choices] = _examined(asked, best)
        found.append(sound[best.choices] if best and best.settled else None)
    return found


def _examined(asked: Prepared, best: Best) -> BatchAnswer | None:
    """The best choices as an answer, if they keep every link and rule as well."""
    seen = asked.examiner.examine(best.choices)
    value = asked.formulation.values.in_points(best.figure)
    if seen.violations:
        return None
    if seen.value != value:
        raise SolverError(
            f"value is {float(seen.value)} points, not {float(value)}", f"{best}\n\n{seen}\n"
        )
    return BatchAnswer("optimal", value, value, seen.public_cost, best.choices, True)
