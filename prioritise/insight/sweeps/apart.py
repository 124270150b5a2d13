"""Answers at many budgets from searching families of streams apart, as far as that settles them.

What links and rules would forbid, and what is as good as something else, is left to the solver.
"""

from __future__ import annotations

from collections.abc import Sequence

from prioritise.insight.many.found import Found
from prioritise.insight.sweeps.sweep_settings import Budgets
from prioritise.optimise.families import Best, best_of_each
from prioritise.optimise.prepared import Prepared, prepared
from prioritise.programme.faults import SolverError
from prioritise.programme.options import Choice
from prioritise.programme.programme import Programme


def answers_apart(programme: Programme, settings: Sequence[Budgets]) -> dict[int, Found]:
    """Answers by place, as far as the families of streams can be searched apart."""
    ready = prepared(settings[-1].applied_to(programme))
    best = best_of_each(ready, [setting.streams_of(programme) for setting in settings])
    sound: dict[tuple[Choice, ...], Found | None] = {}
    for each in best:
        if each and each.settled and each.choices not in sound:
            sound[each.choices] = _examined(ready, each)
    found = {p: sound.get(each.choices) for p, each in enumerate(best) if each and each.settled}
    return {place: answer for place, answer in found.items() if answer}


def _examined(ready: Prepared, best: Best) -> Found | None:
    """The best choices as an answer, if they keep every link and rule as well."""
    seen = ready.examiner.examine(best.choices)
    value = ready.formulation.values.in_points(best.figure)
    if seen.violations:
        return None
    if seen.value != value:
        raise SolverError(
            f"value is {float(seen.value)} points, not {float(value)}", f"{best}\n\n{seen}\n"
        )
    return Found("optimal", value, value, seen.public_cost, best.choices, True)
