"""`compare`: who is added, kept and dropped between scenarios and lists, and what each comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prioritise.cli.common import (
    format_option,
    output_option,
    workers_options,
)
from prioritise.cli.deliver import deliver
from prioritise.cli.help_page import command
from prioritise.cli.options import what_if_options

if TYPE_CHECKING:
    from prioritise.analysis.comparison.compare import ComparedShortlist
    from prioritise.cli.solving import Refused, Solved
    from prioritise.reading.what_if import ScenarioPath

WHAT_IF = "what-if"
"""Column of the first scenario under the changes asked for beside it."""
FREED = "without commitments"
FAIREST = "fairest"
TAKEN = ("rank and stop", "rank and skip", "value per pound", FREED, FAIREST)
"""Names of shortlists that `--usual` and `--commitments` add, which no scenario's may take."""


@command(
    "prioritise compare scenarios/baseline.yaml scenarios/reduced-budget.yaml",
    "prioritise compare scenarios/baseline.yaml --scale all=0.9 --in PON-10",
    "prioritise compare scenarios/baseline.yaml --usual --list last-year.csv",
    "prioritise compare last-month mine",
    "prioritise compare scenarios/baseline.yaml --commitments",
    "prioritise compare scenarios/baseline.yaml --without alignment",
    "prioritise compare mine --groups --treaty",
    "prioritise compare mine --fair spend --per population --within 0.02",
)
@click.argument("scenarios", nargs=-1, required=True, type=click.Path(path_type=Path))
@what_if_options("scenarios")
@click.option(
    "--list",
    "lists",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A CSV with a column `proposal`, evaluated under the first SCENARIO. May be repeated.",
)
@click.option(
    "--usual",
    is_flag=True,
    help="Add the shortlists of the usual rules under the first SCENARIO: by value until the first "
    "that does not fit, by value leaving out what does not fit, and by value per pound.",
)
@click.option(
    "--commitments",
    is_flag=True,
    help="Add the best shortlist of the first SCENARIO without what is contracted, locked or "
    "decided, and what each of these commitments costs in value (commitments.csv in a folder).",
)
@click.option(
    "--groups",
    is_flag=True,
    help="Compare the shortlists that each of the programme's groups gets by its own weights, and "
    "what each loses under another's list (losses.csv and weights.csv in a folder).",
)
@click.option(
    "--treaty",
    is_flag=True,
    help="With --groups: add the list by which the largest loss of any group is least, then the "
    "next largest, and say what would make up for each loss (treaty.csv in a folder).",
)
@click.option(
    "--without",
    metavar="CRITERION",
    help="Set the shortlist beside the one with this criterion's weight at 0, and say what the "
    "criterion costs by all the others.",
)
@click.option(
    "--fair",
    metavar="MEASURE",
    help="Add the list of the first SCENARIO by which the worst-off hub has as much of this "
    "measure as can be, then the next, and say what that costs (fair.csv in a folder).",
)
@click.option(
    "--per",
    metavar="COLUMN",
    default="",
    help="With --fair: for each unit of this column of hubs, such as population.",
)
@click.option(
    "--within",
    metavar="SHARE",
    type=click.FloatRange(0, 1),
    default=0.02,
    show_default=True,
    help="With --fair: the share of the best value that may be given up.",
)
@workers_options
@format_option
@output_option("Write compare.csv and totals.csv to a folder.")
def compare(
    scenarios: tuple[ScenarioPath, ...],
    lists: tuple[Path, ...],
    usual: bool,
    commitments: bool,
    groups: bool,
    treaty: bool,
    without: str | None,
    fair: str | None,
    per: str,
    within: float,
    workers: int | None,
    cluster: str | None,
    layout: str | None,
    output: Path | None,
    replace: bool,
) -> None:
    """Set shortlists side by side: scenarios, and lists that people bring.

    Any number of SCENARIOS; everything is compared with the first. What options such as --in or
    --scale change is one more: the first SCENARIO so changed. Prints the totals side by side, and
    who comes in and who goes out; csv and json print one row a proposal. A results folder, as `run
    -o` writes it, stands for what was asked then, with its own inputs and decisions; then it is
    said, too, what has changed in the inputs (input_changes.csv in a folder). A further one that is
    impossible is a column that says so; the first has to be possible.
    """
    if per and not fair:
        raise click.UsageError("--per goes with --fair: what hubs are to have for each unit of it")
    if treaty and not groups:
        raise click.UsageError("--treaty goes with --groups: it is between them")
    if groups or without is not None:
        from prioritise.cli.by_weights import compare_weights

        alone = not (lists or usual or commitments or fair or (groups and without is not None))
        if len(scenarios) > 1 or not alone:
            raise click.UsageError("--groups or --without takes one SCENARIO, and no other list")
        compare_weights(scenarios[0], without, treaty, layout, output, replace)
        return
    from prioritise.analysis.comparison.compare import Comparison, found, given
    from prioritise.analysis.parallel.executor import executor_of
    from prioritise.cli.solving import Solved, all_solved, say_if_time_is_up, start_the_clock
    from prioritise.reading import read
    from prioritise.reading.shortlist import read_shortlist
    from prioritise.reading.what_if import ChangedScenario
    from prioritise.render.progress import progress_line
    from prioritise.views.comparison.compare import compare_tables

    if isinstance(scenarios[0], ChangedScenario):
        scenarios = (scenarios[0].path, *scenarios[1:], scenarios[0])
    labels = labels_of([*scenarios, *lists])
    # Read before anything is solved, which may take its time.
    known = read(scenarios[0]).programme.proposal_of if lists else {}
    shortlists = [read_shortlist(path, known) for path in lists]
    start_the_clock(scenarios[0])
    executor = executor_of(workers, cluster) if workers or cluster else None
    first, others = all_solved(scenarios, executor)
    plan, programme = first.plan, first.plan.programme
    earlier = bool(others) and any(
        one.reading.results for one in (first, *others) if isinstance(one, Solved)
    )
    answers = [found(labels[0], plan), *beside(labels[1:], others)]
    for label, shortlist in zip(labels[len(answers) :], shortlists, strict=True):
        with progress_line(programme) as watch:
            answers.append(given(label, programme, shortlist, watch=watch))
    if usual:
        from prioritise.analysis.comparison.greedy_baselines import greedy_baselines

        with progress_line(programme) as watch:
            answers += greedy_baselines(plan, watch=watch)
    prices = None
    if commitments:
        from prioritise.analysis.comparison.commitments import prices_of

        with progress_line(programme) as watch:
            prices = prices_of(plan, watch=watch)
        if prices is not None:
            answers.append(found(FREED, prices.without_any))
    fairest = None
    if fair:
        from prioritise.analysis.agreed.fairest import fair_between_hubs

        with progress_line(programme) as watch:
            share = Fraction(str(within))
            fairest = fair_between_hubs(plan, fair, per, share, watch=watch)
        answers.append(found(FAIREST, fairest.fair.plan))
    say_if_time_is_up(programme)
    comparison = Comparison(tuple(answers))
    tables = compare_tables(comparison)
    if commitments:
        from prioritise.views.comparison.commitments import commitments_table

        tables = (*tables, commitments_table(prices))
    if fair and fairest is not None:
        from prioritise.views.agreed.fair import fair_table

        tables = (*tables, fair_table(fairest, fair, per))
    if earlier:
        from prioritise.views.comparison.input_changes import input_changes_table

        tables = (*tables, input_changes_table(comparison, len(scenarios)))

    def show() -> None:
        from prioritise.views.comparison.compare import show_comparison

        if earlier:
            from prioritise.views.comparison.input_changes import show_input_changes

            show_input_changes(comparison, len(scenarios))
        show_comparison(comparison)
        if usual:
            from prioritise.views.comparison.compare import show_usual_rules

            show_usual_rules()
        if commitments:
            from prioritise.views.comparison.commitments import show_prices

            show_prices(programme, prices)
        if fair and fairest is not None:
            from prioritise.views.agreed.fair import show_fair

            show_fair(fairest, fair, per)

    deliver(tables, show, output=output, layout=layout, replace=replace)


def beside(
    labels: Iterable[str], others: Iterable[Solved | Refused]
) -> Iterator[ComparedShortlist]:
    """What is set beside the first: plans, and scenarios for which there is none."""
    from prioritise.analysis.comparison.compare import found, impossible
    from prioritise.cli.solving import Solved
    from prioritise.optimise.infeasible.refusal import Refusal

    for label, other in zip(labels, others, strict=False):
        if isinstance(other, Solved):
            yield found(label, other.plan)
        else:
            programme, why = other.question.programme, other.problem.why
            yield impossible(
                label, programme, why if isinstance(why, Refusal) else Refusal(programme)
            )


def labels_of(paths: Iterable[ScenarioPath]) -> list[str]:
    """Short names of files, told apart by a number where they are the same."""
    from prioritise.reading.what_if import ChangedScenario
    from prioritise.views.comparison.compare import told_apart

    names = (
        (path.called or WHAT_IF)
        if isinstance(path, ChangedScenario)
        else (path.resolve().name if path.is_dir() else path.stem)
        for path in paths
    )
    return told_apart(names, TAKEN)
