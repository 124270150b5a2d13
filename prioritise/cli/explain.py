"""`explain`: why each proposal is in or out, what it costs, and what would change it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prioritise.cli.common import (
    format_option,
    output_option,
    say,
    scenario_argument,
    workers_options,
)
from prioritise.cli.deliver import present
from prioritise.cli.help_page import command
from prioritise.cli.names import proposals_meant
from prioritise.cli.options import what_if_options
from prioritise.cli.stores import agreements_option, store_option

SECONDS = 300.0
"""Time for all switching values together, by default."""

if TYPE_CHECKING:
    from prioritise.analysis.parallel.executor import Executor
    from prioritise.optimise.plan import Plan
    from prioritise.views.table import Table


@command(
    "prioritise explain scenarios/baseline.yaml",
    "prioritise explain scenarios/baseline.yaml PON-10 LIN-01",
    "prioritise explain scenarios/baseline.yaml BRI-08 --switching",
)
@scenario_argument
@what_if_options()
@click.argument("proposals", nargs=-1)
@click.option(
    "--step",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.05,
    show_default=True,
    help="What a little more or less money is: this share of the year's budget.",
)
@click.option(
    "--switching",
    is_flag=True,
    help="Say instead how far each weight, score and cost has to move before another list is worth "
    "more (switching.csv); of all proposals, or of those that are named.",
)
@click.option(
    "--disagreements",
    is_flag=True,
    help="Say instead which disagreement between scorers, settled one way or the other, changes "
    "the list, worth most first (disagreements.csv).",
)
@click.option(
    "--within",
    type=click.FloatRange(0, min_open=True),
    default=SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="Time for all switching values together.",
)
@click.option(
    "--picture",
    nargs=2,
    metavar="ACROSS UPWARDS",
    help="The two criteria of the picture that a folder gets beside its tables (scores.svg, "
    "scores.csv). Default: the two that weigh most.",
)
@agreements_option
@store_option
@workers_options
@format_option
@output_option(
    "Write reasons.csv, where no PROPOSAL is named also worth.csv, scores.csv and the picture "
    "scores.svg, or else switching.csv or disagreements.csv, to a folder."
)
def explain(
    scenario: Path,
    proposals: tuple[str, ...],
    step: float,
    switching: bool,
    disagreements: bool,
    within: float,
    picture: tuple[str, str] | None,
    agreements: bool,
    store: str | None,
    workers: int | None,
    cluster: str | None,
    layout: str | None,
    output: Path | None,
    replace: bool,
) -> None:
    """Say why proposals are in or out, what that costs, and what would change it.

    With a PROPOSAL, or several: who would take its place or make room for it, the limits in the
    way, and the smallest changes that bring it in. Without: a line for every proposal, the reserve
    list, and what a little more or less money is worth. Everything is found by solving again.
    """
    from prioritise.analysis.parallel.executor import executor_of
    from prioritise.analysis.why.explain import proven_best
    from prioritise.cli.solving import say_if_time_is_up, solved, start_the_clock
    from prioritise.render.progress import progress_line

    if disagreements and (switching or proposals):
        raise click.UsageError("--disagreements goes with no PROPOSAL and not with --switching")
    if not switching:  # which has a time of its own
        start_the_clock(scenario)
    given = solved(scenario, agreements=agreements, store=store).plan
    proposals = proposals_meant(given.programme, proposals)
    if picture is not None:
        _refuse_unscored(given, picture)
    with progress_line(given.programme) as watch:
        plan = proven_best(given, watch=watch)
    share = Fraction(str(step))
    if switching:
        tables, show = _switching(plan, proposals, within)
    elif disagreements:
        tables, show = _disagreements(plan, executor_of(workers, cluster))
    else:
        executor = executor_of(workers, cluster)
        tables, show = (
            _named(plan, proposals, executor) if proposals else _all(plan, share, executor)
        )
    say_if_time_is_up(plan.programme)
    if output is not None:
        from prioritise.render.table_folder import write_tables

        pictures: dict[str, str] = {}
        if picture is not None or not (proposals or switching or disagreements):
            more, pictures = _pictured(plan, picture)
            tables = (*tables, *more)
        write_tables(output, tables, pictures=pictures, replace=replace)
        say(f"wrote {output}")
    present(show, tables[0], output=output, layout=layout)


TablesAndScreen = tuple[tuple["Table", ...], Callable[[], None]]


def _named(plan: Plan, proposals: tuple[str, ...], executor: Executor) -> TablesAndScreen:
    from prioritise.analysis.why.explain import explain as in_full
    from prioritise.views.why.explain_screen import show_explained
    from prioritise.views.why.explain_tables import reasons_table

    names = list(dict.fromkeys(proposals))
    with _counting("explaining", len(names)) as step:
        asked = in_full(plan, names, executor=executor if len(names) > 1 else None, step=step)
    return (reasons_table(asked),), lambda: show_explained(asked)


def _all(plan: Plan, share: Fraction, executor: Executor) -> TablesAndScreen:
    from prioritise.analysis.why.explain import overview
    from prioritise.analysis.why.marginal import marginal_values
    from prioritise.views.why.explain_screen import show_overview
    from prioritise.views.why.explain_tables import reasons_table, worth_table

    eligible = sum(not found.reason for found in plan.eligibility.values())
    with _counting("turning each proposal round", 2 * eligible) as step:
        asked = overview(plan, executor=executor, step=step)
    with _counting("a little more or less money", len(plan.programme.streams)) as step:
        worth = marginal_values(plan, share=share, executor=executor, step=step)
    tables = (reasons_table(asked), worth_table(plan.programme, worth))
    return tables, lambda: show_overview(asked, worth, share)


def _switching(plan: Plan, proposals: tuple[str, ...], seconds: float) -> TablesAndScreen:
    from prioritise.analysis.why.switching import switching_values
    from prioritise.views.why.switching import show_switching, switching_table

    programme = plan.programme
    asked = len(proposals) or sum(not found.reason for found in plan.eligibility.values())
    with _counting("moving each figure", len(programme.criteria) + 4 * asked) as step:
        found = switching_values(plan, proposals, seconds=seconds, step=step)
    whole = bool(proposals)
    return (switching_table(programme, found),), lambda: show_switching(
        programme, found, whole=whole
    )


def _disagreements(plan: Plan, executor: Executor) -> TablesAndScreen:
    from prioritise.analysis.agreed.disagreements import disagreements
    from prioritise.views.agreed.disagreements import disagreements_table, show_disagreements

    found = disagreements(plan, executor)
    return (disagreements_table(found),), lambda: show_disagreements(plan.programme, found)


def _pictured(
    plan: Plan, picture: tuple[str, str] | None
) -> tuple[tuple[Table, ...], dict[str, str]]:
    """The table and the picture of two criteria; neither where only one is scored."""
    from prioritise.render.table_folder import SCORES
    from prioritise.views.charts.two_criteria import (
        two_criteria,
        two_criteria_table,
        two_heaviest,
    )

    names = picture or two_heaviest(plan)
    if names is None:
        return (), {}
    return (two_criteria_table(plan, *names),), {SCORES: two_criteria(plan, *names)}


def _refuse_unscored(plan: Plan, picture: tuple[str, str]) -> None:
    from prioritise.programme.faults import Fault, InputError, nearest

    known = [criterion.name for criterion in plan.programme.scored_criteria()]
    expected = f"two criteria that are scored: {', '.join(known)}"
    faults = [
        Fault("--picture", None, "", repr(name), expected, nearest(name, known))
        for name in dict.fromkeys(picture)
        if name not in known
    ]
    if len(set(picture)) == 1 and not faults:
        faults = [Fault("--picture", None, "", f"{picture[0]!r} twice", expected)]
    if faults:
        raise InputError(faults)


@contextmanager
def _counting(what: str, whole: int) -> Iterator[Callable[[str], None]]:
    """One line on a terminal's stderr: which of how many."""
    from prioritise.views.sanitise import one_line

    screen, done = sys.stderr, 0
    shown = screen.isatty()

    def step(name: str) -> None:
        nonlocal done
        done += 1
        if shown:
            screen.write(f"\r\x1b[K{what}: {min(done, whole)} of {whole}, {one_line(name)}"[:83])
            screen.flush()

    try:
        yield step
    finally:
        if shown:
            screen.write("\r\x1b[K")
            screen.flush()
