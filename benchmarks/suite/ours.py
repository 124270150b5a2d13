"""Our own optimiser on one instance, told in the same lines as its peers.

The clock starts with the integer programme in hand, as it does for peers, who have read the file;
how long it took to build is told apart, and so is the check. The lines tell of value alone; the
last one has the seconds until value was settled apart from those of the later objectives. The peers
read whole figures of value from the file, and these are the same figures.
"""

from __future__ import annotations

import argparse
from decimal import Decimal
from importlib import import_module
from importlib.metadata import version
from pkgutil import walk_packages
from time import monotonic

import prioritise.optimise
from benchmarks.suite.instances import named
from benchmarks.suite.telling import Teller
from prioritise.optimise import highs
from prioritise.optimise.lexicographic import optimise
from prioritise.optimise.prepared import prepared
from prioritise.optimise.solver import Progress
from prioritise.programme.records import SolverSettings

VALUE = "value"
"""Name of the objective that is raced."""


def main() -> None:
    """Solve the instance that is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("instance")
    parser.add_argument("--seconds", type=Decimal, required=True)
    question = parser.parse_args()
    settings = SolverSettings(seconds=question.seconds)
    programme = named(question.instance).programme().revised(solver=settings)
    start_up()
    began = monotonic()
    asked = prepared(programme)
    assert asked.model.columns
    building = monotonic() - began
    teller = Teller()

    def look(progress: Progress) -> None:
        if progress.objective == VALUE:
            teller.tell(progress.best, progress.bound)

    plan = optimise(asked, watch=look)
    seconds = teller.seconds
    value = plan.stages[0].seconds
    later = sum(stage.seconds for stage in plan.stages[1:])
    teller.end(
        plan.status,
        plan.figure,
        plan.bound_figure,
        version=f"prioritise {version('prioritise')} with HiGHS {highs.version()}",
        value_seconds=value,
        later_seconds=later,
        building_seconds=building,
        checking_seconds=seconds - value - later,
        stages=[(stage.name, stage.proven, stage.seconds) for stage in plan.stages],
        points=float(plan.value),
    )


def start_up() -> None:
    """Import what is imported where it is first used: peers have done so before they begin."""
    for name in ("pulp", "highspy", "numpy"):
        import_module(name)
    for module in walk_packages(prioritise.optimise.__path__, "prioritise.optimise."):
        import_module(module.name)


if __name__ == "__main__":
    main()
