"""HiGHS as it comes, on a model file."""

from __future__ import annotations

import highspy

from benchmarks.suite.telling import Teller, asked, turned


def main() -> None:
    """Solve the file that is asked for."""
    question = asked()
    highs = highspy.Highs()
    options = {
        "output_flag": False,
        "time_limit": question.seconds,
        "threads": question.threads,
        "mip_rel_gap": 0.0,
    }
    for name, value in options.items():
        assert highs.setOptionValue(name, value) == highspy.HighsStatus.kOk, name
    assert highs.readModel(str(question.model)) == highspy.HighsStatus.kOk
    teller = Teller()

    def look(event: highspy.HighsCallbackEvent) -> None:
        data = event.data_out
        teller.tell(turned(data.mip_primal_bound), turned(data.mip_dual_bound))

    highs.cbMipInterrupt += look
    highs.cbMipImprovingSolution += look
    highs.run()
    status, info = highs.getModelStatus(), highs.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = highs.getSolution().col_value if found else ()
    teller.end(
        highs.modelStatusToString(status).lower(),
        turned(info.objective_function_value) if found else None,
        turned(info.mip_dual_bound),
        version=f"HiGHS {highs.version()}",
        answer=[(place, round(value)) for place, value in enumerate(values) if round(value)],
    )


if __name__ == "__main__":
    main()
