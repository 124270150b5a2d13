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
    TABLE,
    format_option,
    on_terminal,
    output_option,
    print_rows,
    say,
    scenario_argument,
    wanted,
)
from prioritise.cli.help_page import command
from prioritise.cli.stores import agreements_option, store_option

if TYPE_CHECKING:
    from prioritise.optimise.plan import Plan
    from prioritise.present.forms.table import Table


@command(
    "prioritise explain scenarios/baseline.yaml",
    "prioritise explain scenarios/baseline.yaml PON-10 LIN-01",
)
@scenario_argument
@click.argument("proposals", nargs=-1)
@click.option(
    "--step",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.05,
    show_default=True,
    help="What a little more or less money is: this share of the year's budget.",
)
@agreements_option
@store_option
@format_option
@output_option("Write reasons.csv, and worth.csv where no PROPOSAL is named, to a folder.")
def explain(
    scenario: Path,
    proposals: tuple[str, ...],
    step: float,
    agreements: bool,
    store: str | None,
    layout: str | None,
    output: Path | None,
) -> None:
    """Say why proposals are in or out, what that costs, and what would change it.

    With a PROPOSAL, or several: who would take its place or make room for it, the limits in the
    way, and the smallest changes that bring it in. Without: a line for every proposal, the reserve
    list, and what a little more or less money is worth. Everything is found by solving again.
    """
    from prioritise.cli.solving import solved
    from prioritise.insight.why.explain import proven_best
    from prioritise.present.forms.progress import progress_line

    given = solved(scenario, agreements=agreements, store=store).plan
    _refuse_unknown(given, proposals)
    with progress_line(given.programme) as watch:
        plan = proven_best(given, watch=watch)
    share = Fraction(str(step))
    tables, show = _named(plan, proposals) if proposals else _all(plan, share)
    if output is not None:
        from prioritise.present.forms.table_folder import write_tables

        write_tables(output, tables)
        say(f"wrote {output}")
        if layout is None and not on_terminal():
            return
    if wanted(layout) == TABLE:
        show()
    else:
        print_rows(tables[0], wanted(layout))


Shown = tuple[tuple["Table", ...], Callable[[], None]]


def _named(plan: Plan, proposals: tuple[str, ...]) -> Shown:
    from prioritise.insight.why.explain import explain as in_full
    from prioritise.present.why.explain_screen import show_explained
    from prioritise.present.why.explain_tables import reasons_table

    names = list(dict.fromkeys(proposals))
    with _counting("explaining", len(names)) as step:
        asked = in_full(plan, names, step=step)
    return (reasons_table(asked),), lambda: show_explained(asked)


def _all(plan: Plan, share: Fraction) -> Shown:
    from prioritise.insight.why.explain import overview
    from prioritise.insight.why.worth import worth_of_money
    from prioritise.present.why.explain_screen import show_overview
    from prioritise.present.why.explain_tables import reasons_table, worth_table

    eligible = sum(not found.reason for found in plan.eligibility.values())
    with _counting("turning each proposal round", 2 * eligible) as step:
        asked = overview(plan, step=step)
    with _counting("a little more or less money", len(plan.programme.streams)) as step:
        worth = worth_of_money(plan, share=share, step=step)
    tables = (reasons_table(asked), worth_table(plan.programme, worth))
    return tables, lambda: show_overview(asked, worth, share)


def _refuse_unknown(plan: Plan, proposals: tuple[str, ...]) -> None:
    from prioritise.programme.faults import Fault, InputError, nearest

    known = plan.programme.proposal_of
    faults = [
        Fault("PROPOSAL", None, "", repr(name), "the id of a proposal", nearest(name, known))
        for name in proposals
        if name not in known
    ]
    if faults:
        raise InputError(faults)


@contextmanager
def _counting(what: str, whole: int) -> Iterator[Callable[[str], None]]:
    """One line on a terminal's stderr: which of how many."""
    from prioritise.present.forms.inert import one_line

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
