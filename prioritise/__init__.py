"""Prioritise: which projects get public money, proven best within the budgets, and why.

    import prioritise as pr

    plan = pr.read("scenarios/baseline.yaml").optimise()
    print(plan)
    plan.explain("PON-10")
    plan.compare(plan.scaled(0.9)).to_frame()

`read` gives a `Problem`, its `optimise` a `Solution`; both take the same questions (`scaled`,
`weighted`, `locked`, `sweep`, `robust`, `explain`, `switching`, `compare`, `alternatives`,
`appraise`, `hubs`), and every answer is a `Result` with `to_frame()`. Each name is imported when it
is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prioritise.analysis.comparison.alternatives import Alternatives
    from prioritise.analysis.comparison.compare import Comparison
    from prioritise.analysis.robust.robustness import Robustness
    from prioritise.analysis.sweeps.sweep import Sweep
    from prioritise.analysis.why.explanation import ExplainedShortlist
    from prioritise.library.problem import Problem, Solution, read
    from prioritise.library.result import Result
    from prioritise.optimise.plan import Plan
    from prioritise.programme.faults import (
        InfeasibleError,
        InputError,
        PrioritiseError,
        SolverError,
        UsageError,
    )
    from prioritise.programme.programme import Programme
    from prioritise.views.table import Table

__version__ = "0.1.0"

_HOMES = {
    "read": "library.problem",
    "Problem": "library.problem",
    "Solution": "library.problem",
    "Result": "library.result",
    "Programme": "programme.programme",
    "Plan": "optimise.plan",
    "Sweep": "analysis.sweeps.sweep",
    "Robustness": "analysis.robust.robustness",
    "ExplainedShortlist": "analysis.why.explanation",
    "Comparison": "analysis.comparison.compare",
    "Alternatives": "analysis.comparison.alternatives",
    "Table": "views.table",
    "PrioritiseError": "programme.faults",
    "InputError": "programme.faults",
    "InfeasibleError": "programme.faults",
    "SolverError": "programme.faults",
    "UsageError": "programme.faults",
}
"""The module of each name that people import."""

__all__ = [
    "Alternatives",
    "Comparison",
    "ExplainedShortlist",
    "InfeasibleError",
    "InputError",
    "Plan",
    "PrioritiseError",
    "Problem",
    "Programme",
    "Result",
    "Robustness",
    "Solution",
    "SolverError",
    "Sweep",
    "Table",
    "UsageError",
    "__version__",
    "read",
]


def __getattr__(name: str) -> Any:
    """A name, imported when it is first used: `--help` and `import prioritise` stay quick."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
