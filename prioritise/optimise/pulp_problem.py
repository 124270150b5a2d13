"""The one file that calls PuLP: a model written as a PuLP problem, to a file or into HiGHS.

Names inside are `x0000001` and `r0000001`, since PuLP folds characters of names together and sorts
by them. The problem is always a minimisation, which PuLP 3 and PuLP 4 hand on in the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prioritise.optimise.exact_coefficients import with_exact_coefficients
from prioritise.optimise.model import Model, Terms
from prioritise.optimise.quiet_highs import new_highs

if TYPE_CHECKING:
    from pathlib import Path

    import highspy
    import pulp


def problem_of(model: Model) -> pulp.LpProblem:
    """The model as a PuLP problem; a maximisation is turned round."""
    import pulp

    problem = pulp.LpProblem("programme", pulp.LpMinimize)
    columns = [
        problem.add_variable(f"x{place:07}", 0, column.top, pulp.LpInteger)
        for place, column in enumerate(model.columns)
    ]
    sign = -1 if model.objective.sense == "maximise" else 1
    problem.setObjective(_expression(columns, model.objective.terms, sign))
    for place, row in enumerate(model.rows):
        side = _expression(columns, row.terms)
        if row.sense == "<=":
            constraint = side <= row.limit
        elif row.sense == ">=":
            constraint = side >= row.limit
        else:
            constraint = side == row.limit
        problem.addConstraint(constraint, f"r{place:07}")
    return problem


def write_problem(model: Model, path: Path, kind: str) -> None:
    """Write a model for other solvers, every figure small enough for floating point.

    Its optimum is the model's, the sign turned where that is maximised. Columns of the model keep
    their places in their names; carries of digits come after them.

    Parameters
    ----------
    path : Path
        Where to; what stands there is written over.
    kind : str
        `mps` or `lp`.
    """
    problem = problem_of(with_exact_coefficients(model))
    if kind == "mps":
        problem.writeMPS(str(path))
    else:
        problem.writeLP(str(path))


def loaded(model: Model) -> tuple[highspy.Highs, list[int]]:
    """HiGHS with the model in it, and the place in the model of each of its columns."""
    import pulp

    problem = problem_of(model)
    problem.solverModel = new_highs()
    pulp.HiGHS(msg=False).buildSolverModel(problem)
    # PuLP 4 loads only the variables that some row or the objective uses.
    listed = getattr(problem, "exported_variables", problem.variables)()
    return problem.solverModel, [int(variable.name[1:]) for variable in listed]


def _expression(columns: list[Any], terms: Terms, sign: int = 1) -> Any:
    from pulp import LpAffineExpression

    pairs = [(columns[column], sign * coefficient) for column, coefficient in terms]
    make = getattr(LpAffineExpression, "from_list", LpAffineExpression)
    return make(pairs)
