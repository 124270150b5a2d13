"""CP-SAT as it comes, on a model file that OR-tools reads and that is then stated for CP-SAT."""

from __future__ import annotations

from importlib.metadata import version
from math import isfinite
from pathlib import Path

from ortools.linear_solver.python import model_builder
from ortools.sat.python import cp_model

from benchmarks.suite.telling import Teller, asked, turned


class _Look(cp_model.CpSolverSolutionCallback):
    """Tells each answer that is found."""

    def __init__(self, teller: Teller) -> None:
        super().__init__()
        self._teller = teller

    def on_solution_callback(self) -> None:
        self._teller.tell(turned(self.objective_value), turned(self.best_objective_bound))


def main() -> None:
    """Solve the file that is asked for."""
    question = asked()
    model, columns = stated(question.model)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = question.seconds
    solver.parameters.num_workers = question.threads
    solver.parameters.relative_gap_limit = 0.0
    teller = Teller()
    solver.best_bound_callback = lambda bound: teller.tell(None, turned(bound))
    status = solver.solve(model, _Look(teller))
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    values = {place: solver.value(column) for place, column in columns.items()} if found else {}
    teller.end(
        solver.status_name(status).lower(),
        turned(solver.objective_value) if found else None,
        # Without an answer it says 0, which is no bound.
        turned(solver.best_objective_bound) if found else None,
        version=f"CP-SAT {version('ortools')}",
        answer=[(place, value) for place, value in values.items() if value],
    )


def stated(path: Path) -> tuple[cp_model.CpModel, dict[int, cp_model.IntVar]]:
    """The file's model for CP-SAT, and its columns by their number."""
    read = model_builder.Model()
    assert read.import_from_mps_file(str(path)), "OR-tools does not read the file"
    helper, model = read.helper, cp_model.CpModel()
    columns = [
        model.new_int_var(
            _whole(helper.var_lower_bound(place)),
            _whole(helper.var_upper_bound(place)),
            helper.var_name(place),
        )
        for place in range(helper.num_variables())
    ]
    for row in range(helper.num_constraints()):
        terms = helper.constraint_var_indices(row)
        factors = [_whole(factor) for factor in helper.constraint_coefficients(row)]
        side = cp_model.LinearExpr.weighted_sum([columns[place] for place in terms], factors)
        least, most = helper.constraint_lower_bound(row), helper.constraint_upper_bound(row)
        model.add_linear_constraint(side, _end(least), _end(most))
    aims = [_whole(helper.var_objective_coefficient(place)) for place in range(len(columns))]
    model.minimize(cp_model.LinearExpr.weighted_sum(columns, aims))
    return model, {int(column.name[1:]): column for column in columns}


def _end(limit: float) -> int:
    if isfinite(limit):
        return _whole(limit)
    return int(cp_model.INT_MIN if limit < 0 else cp_model.INT_MAX)


def _whole(number: float) -> int:
    """A figure that has to be whole: CP-SAT knows no other."""
    assert number == int(number), f"{number} is not whole"
    return int(number)


if __name__ == "__main__":
    main()
