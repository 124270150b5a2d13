"""`robust --worth-knowing`: what knowing each uncertain figure first would bring."""

from __future__ import annotations

from pathlib import Path

from prioritise.cli.common import say
from prioritise.cli.deliver import present


def what_is_worth_knowing(
    scenario: Path,
    draws: int,
    seed: int,
    *,
    agreements: bool,
    store: str | None,
    workers: int | None,
    cluster: str | None,
    layout: str | None,
    output: Path | None,
    replace: bool,
) -> None:
    """Find what each figure is worth knowing, and print or write it."""
    from prioritise.analysis.parallel.checkpoint import question_of
    from prioritise.analysis.parallel.executor import executor_of
    from prioritise.analysis.robust.worth_knowing import knowables, worth_knowing
    from prioritise.cli.kept import kept_answers, stands_already
    from prioritise.cli.solving import asked as asked_by
    from prioritise.cli.solving import say_if_time_is_up, solved, start_the_clock
    from prioritise.optimise.clock import is_up
    from prioritise.programme.confidence import refuse_confidence
    from prioritise.programme.faults import UsageError
    from prioritise.render.progress import counting_line
    from prioritise.render.table_folder import write_tables
    from prioritise.views.robust.knowing_table import knowing_table

    start_the_clock(scenario)
    programme = asked_by(scenario, agreements=agreements, store=store).programme
    refuse_confidence(programme, "what is worth knowing")
    question = question_of(programme, "knowing", draws, seed)
    if stands_already(output, question, "knowing", layout):
        return
    asked = knowables(programme, seed, draws)
    if not asked:
        raise UsageError(
            "--worth-knowing needs something uncertain besides weights: declare scores, costs or "
            "streams under `uncertainty` in the scenario"
        )
    plan = solved(scenario, agreements=agreements, store=store).plan
    pieces = len(asked) - 1 + len(asked[-1].futures)
    executor = executor_of(workers, cluster)
    with kept_answers(output, programme) as checkpoint:
        with counting_line("uncertain figures") as tell:
            found = worth_knowing(
                executor, plan, asked, checkpoint, lambda number: tell(number, pieces)
            )
        say_if_time_is_up(programme)
        table = knowing_table(programme, found)
        if output is not None:
            is_whole = not is_up() and not any(row.why for row in found)
            write_tables(output, (table,), replace=replace, question=question if is_whole else "")
            say(f"wrote {output}")

    def show() -> None:
        from prioritise.views.robust.knowing_screen import show_knowing

        show_knowing(plan, found, draws, seed)

    present(show, table, output=output, layout=layout)
