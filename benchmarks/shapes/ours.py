"""Our own optimiser on one drawn programme: all that `run` does, from the programme to the check.

Peers are asked for value alone, with the integer programme in hand; here the time is that of
building it, of value, of the later objectives and of the check.
"""

from __future__ import annotations

import argparse
from decimal import Decimal

from benchmarks.shapes.instances import named
from benchmarks.suite.ours import VALUE, start_up
from benchmarks.suite.telling import Teller
from prioritise.optimise import highs, optimise
from prioritise.optimise.solver import Progress
from prioritise.programme.records import SolverSettings


def main() -> None:
    """Solve the instance that is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("instance")
    parser.add_argument("--seconds", type=Decimal, required=True)
    question = parser.parse_args()
    settings = SolverSettings(seconds=question.seconds)
    programme = named(question.instance).revised(solver=settings)
    start_up()
    teller = Teller()

    def look(progress: Progress) -> None:
        if progress.objective == VALUE:
            teller.tell(progress.best, progress.bound)

    plan = optimise(programme, watch=look)
    teller.end(
        plan.status,
        plan.figure,
        plan.bound_figure,
        version=highs.version(),
        stages=[(stage.name, stage.proven, stage.seconds, stage.work) for stage in plan.stages],
    )


if __name__ == "__main__":
    main()
