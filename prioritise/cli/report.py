"""`report`: the answer as one page that asks nothing of any network, for Word, or as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from prioritise.cli.common import output_option, say, workers_options
from prioritise.cli.help_page import command
from prioritise.cli.options import what_if_options
from prioritise.cli.stores import agreements_option, store_option

if TYPE_CHECKING:
    from prioritise.render.report.given import Given

WORKBOOKS = (".xlsx",)
"""Endings of files that are no document but a workbook."""


@command(
    "prioritise report scenarios/baseline.yaml -o report.html",
    "prioritise report scenarios/baseline.yaml scenarios/trip-late.yaml --sweep -o report.html",
    "prioritise report scenarios/baseline.yaml -o paper.docx",
    "prioritise report scenarios/baseline.yaml -o programme.xlsx",
)
@click.argument("scenarios", nargs=-1, required=True, type=click.Path(path_type=Path))
@what_if_options("scenarios")
@click.option(
    "--sweep",
    "with_sweep",
    is_flag=True,
    help="Tell what more or less money would do too: budgets from 80% to 120%, as `sweep` does.",
)
@click.option(
    "--draws",
    type=click.IntRange(1, 1_000_000),
    metavar="N",
    help="Tell how sure the shortlist is too: N futures drawn, as `robust` does.",
)
@click.option(
    "--with",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Take up what sweep, robust, explain or compare --commitments wrote of the first SCENARIO "
    "with -o. May be repeated.",
)
@agreements_option
@store_option
@workers_options
@output_option("The file to write: a page (.html), a Word file (.docx) or a workbook (.xlsx).")
def report(
    scenarios: tuple[Path, ...],
    with_sweep: bool,
    draws: int | None,
    folders: tuple[Path, ...],
    agreements: bool,
    store: str | None,
    workers: int | None,
    cluster: str | None,
    output: Path | None,
    replace: bool,
) -> None:
    """Write the answer for people to read: one offline page, a Word file, or a workbook to work in.

    Tells of the first SCENARIO and of what changes under the others, or against its baseline where
    it is the only one and names one. A page holds everything that it shows and loads nothing. A
    Word file holds the same, to be cut into a paper. A workbook holds the tables that `run -o`
    writes, and no formulas. What takes many solves is told
    only where --sweep, --draws or --with ask for it.
    """
    _refuse_other_files(output)
    assert output is not None
    from prioritise.cli.solving import say_if_time_is_up, start_the_clock
    from prioritise.render.atomic_write import whole_file

    start_the_clock(scenarios[0])
    given = _given(scenarios, agreements, store)
    given = _asked_beside(given, with_sweep, draws, folders, workers, cluster)
    say_if_time_is_up(given.plan.programme)
    with whole_file(output, replace=replace) as draft:
        draft.write_bytes(_content(output.suffix.lower(), given))
    for note in given.left_out:
        say(f"note: {note}")
    say(f"wrote {output}")


def _refuse_other_files(output: Path | None) -> None:
    """Raise unless a file is named whose ending says how to write it."""
    from prioritise.render.document_file import ENDINGS

    if output is None:
        raise click.UsageError("Name the file to write: -o report.html, paper.docx or plan.xlsx")
    if output.suffix.lower() not in (*ENDINGS, *WORKBOOKS):
        raise click.UsageError(f"-o {output}: a report ends in .html, .docx or .xlsx")


def _content(ending: str, given: Given) -> bytes:
    if ending in WORKBOOKS:
        from prioritise.render.report.workbook import workbook

        return workbook(given)
    from prioritise.render.document_file import document_bytes
    from prioritise.render.report.report import report_document

    return document_bytes(report_document(given), ending)


def _given(scenarios: tuple[Path, ...], agreements: bool, store: str | None) -> Given:
    """What is known once everything is solved, as far as there is time for it."""
    from datetime import UTC, datetime

    from prioritise.analysis.comparison.compare import Comparison, found
    from prioritise.analysis.reserve.reserve_list import reserve_list
    from prioritise.cli.compare import beside, labels_of
    from prioritise.cli.report_parts import sources_of
    from prioritise.cli.solving import all_solved, solved
    from prioritise.optimise.lexicographic import OutOfTime
    from prioritise.render.report.beside_plan import beside_plan
    from prioritise.render.report.given import Given

    first = solved(scenarios[0], agreements=agreements, store=store)
    names = list(zip(labels_of(scenarios), scenarios, strict=True))
    baseline = first.reading.baseline
    if len(names) == 1 and baseline is not None:
        names.append((baseline.stem, baseline))
    compared = [found(names[0][0], first.plan)]
    digests, late = [first.digests], []
    for label, path in names[1:]:
        try:
            _, (other,) = all_solved((scenarios[0], path), agreements=agreements, store=store)
        except OutOfTime as problem:
            late.append(f"{label} is not set beside it: {problem}.")
        else:
            compared += beside([label], [other])
            digests.append(other.digests)
    known = beside_plan(first.plan, first.reading)
    today = datetime.now(UTC)
    return Given(
        first.plan,
        reserve_list(first.plan),
        sources_of(*digests, known.digests),
        known.readme,
        Comparison(tuple(compared)) if len(compared) > 1 else None,
        reach=known.reach,
        appraised=known.appraised,
        log=first.log,
        made=f"{today.day} {today:%B %Y}",
        left_out=(*late, *known.left_out),
    )


def _asked_beside(
    given: Given,
    with_sweep: bool,
    draws: int | None,
    folders: tuple[Path, ...],
    workers: int | None,
    cluster: str | None,
) -> Given:
    """What was asked for beside the run, found in folders or by solving."""
    from dataclasses import replace

    from prioritise.analysis.parallel.executor import executor_of
    from prioritise.cli.report_parts import drawn, sources_of, swept
    from prioritise.render.report.earlier import earlier

    before = earlier(folders, given.plan)
    given = replace(
        given,
        frontier=before.frontier,
        draws=before.draws,
        reasons=before.reasons or None,
        worth=before.worth,
        promises=before.promises,
        sources=given.sources + sources_of(before.digests),
    )
    if with_sweep:
        given = replace(given, frontier=swept(executor_of(workers, cluster), given.plan))
    if draws:
        given = replace(given, draws=drawn(executor_of(workers, cluster), given.plan, draws))
    return given
