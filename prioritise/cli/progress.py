"""`progress`: what has been done, what is late, what has changed and what may go wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prioritise.cli.common import output_option, print_rows, say, scenario_argument
from prioritise.cli.help_page import command
from prioritise.cli.stores import agreements_option, store_option

if TYPE_CHECKING:
    from prioritise.views.progress.standing import EarlierList, Standing


TABLE = ".csv"


class Day(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """A day, such as 2018-04-30."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day that a text means."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day, such as 2018-04-30", param, ctx)


@command(
    "prioritise progress scenarios/baseline.yaml --on 2018-05-31",
    "prioritise progress scenarios/baseline.yaml --on 2018-05-31 --by 'Programme office' "
    "-o progress.html",
)
@scenario_argument
@click.option(
    "--since",
    metavar="RUN|DATE",
    help="Tell what has changed since an earlier run (its folder) or a day. Default: since the "
    "start.",
)
@click.option("--by", default="", metavar="NAME", help="Who reports.")
@click.option("--on", type=Day(), help="The day to report as at. Default: today.")
@agreements_option
@store_option
@click.option(
    "--format",
    "layout",
    type=click.Choice(["csv", "json"]),
    default="csv",
    show_default=True,
    help="How rows are printed, where no -o is given.",
)
@output_option("Write a page (.html), a Word file (.docx) or the rows (.csv).")
def progress(
    scenario: Path,
    since: str | None,
    by: str,
    on: date | None,
    agreements: bool,
    store: str | None,
    layout: str,
    output: Path | None,
    replace: bool,
) -> None:
    """Draft the progress report of a programme, from what is recorded.

    Tells each area with its lead, action, milestones and planned money; which proposals came in or
    went out, and why; decisions taken; what binds and who is next in line; and the risks by size.
    Areas stand in programme.yaml, milestones and risks in tables of these names.
    """
    _refuse_other_files(output)
    day = on or datetime.now(UTC).date()
    start, earlier = _since(since)
    if start is not None and start > day:
        raise click.UsageError(f"--since {start} comes after --on {day}: let it be an earlier day")
    from prioritise.analysis.reserve.reserve_list import reserve_list
    from prioritise.cli.solving import say_if_time_is_up, solved, start_the_clock
    from prioritise.views.progress.progress_table import progress_table
    from prioritise.views.progress.standing import Standing

    start_the_clock(scenario)
    found = solved(scenario, agreements=agreements, store=store)
    say_if_time_is_up(found.plan.programme)
    standing = Standing(
        found.plan, reserve_list(found.plan), day, by.strip(), start, earlier, found.log
    )
    if not standing.plan.programme.milestones:
        say("note: there is no table of milestones yet: a milestones.csv beside the programme")
    if output is None:
        print_rows(progress_table(standing), layout)
        return
    from prioritise.render.atomic_write import whole_file

    with whole_file(output, replace=replace) as draft:
        draft.write_bytes(_content(output.suffix.lower(), standing))
    say(f"wrote {output}")


def _refuse_other_files(output: Path | None) -> None:
    from prioritise.render.document_file import ENDINGS

    if output is not None and output.suffix.lower() not in (*ENDINGS, TABLE):
        raise click.UsageError(f"-o {output}: progress is written as .html, .docx or .csv")


def _content(ending: str, standing: Standing) -> bytes:
    if ending == TABLE:
        from prioritise.render.table_file import table_file
        from prioritise.views.progress.progress_table import progress_table

        return table_file((progress_table(standing),), TABLE, "")
    from prioritise.render.document_file import document_bytes
    from prioritise.views.progress.progress_report import progress_document

    return document_bytes(progress_document(standing), ending)


def _since(said: str | None) -> tuple[date | None, EarlierList | None]:
    """The day since which is reported, and the shortlist of then where a run says it."""
    if said is None:
        return None, None
    try:
        return date.fromisoformat(said), None
    except ValueError:
        pass
    from prioritise.programme.faults import UsageError
    from prioritise.render.run.manifest import NAME, manifest_in
    from prioritise.views.progress.standing import EarlierList

    folder = Path(said)
    if not (folder / NAME).is_file():
        raise UsageError(
            f"--since {said}: neither a day, such as 2018-04-30, nor a folder that `run -o` wrote"
        )
    record = manifest_in(folder)
    names = tuple(choice.proposal for choice in record.choices)
    return date.fromisoformat(record.started[:10]), EarlierList(said, names)
