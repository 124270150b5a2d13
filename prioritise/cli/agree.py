"""`agree`: people's decisions, recorded, withdrawn, listed and verified."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from prioritise.cli.common import (
    TABLE,
    format_option,
    on_terminal,
    output_option,
    print_rows,
    put,
    say,
    scenario_argument,
    wanted,
)
from prioritise.cli.deliver import write_rows
from prioritise.cli.help_page import HelpContext, command, examples_text, write_example
from prioritise.cli.names import proposals_meant
from prioritise.cli.statements import hash_of_run, head_of_run, statement, whole_head
from prioritise.cli.stores import log_of, refuse_results, say_once, store_option
from prioritise.decisions.recorded import address_for

if TYPE_CHECKING:
    from prioritise.decisions.entry import Statement
    from prioritise.decisions.log import Log
    from prioritise.programme.programme import Programme
    from prioritise.reading import Reading
    from prioritise.views.table import Table


class Actions(click.Group):
    """A command with actions below it, whose help ends in an example."""

    context_class = HelpContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the actions, in the order in which they are met."""
        return list(self.commands)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example."""
        write_example(self.epilog, formatter)


@click.group(
    cls=Actions,
    subcommand_metavar="[COMMAND] [ARGS]...",  # as newer versions of click write it by themselves
    invoke_without_command=True,
    epilog=examples_text("prioritise agree list scenarios/baseline.yaml"),
)
@click.pass_context
def agree(context: click.Context) -> None:
    """Record, withdraw, list and verify decisions that people have taken.

    A recorded decision is never changed and never lost: a later one takes its place. What is agreed
    is in at the next run; what is declined or deferred is out, and the deferred stays on the
    reserve list.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def who_and_why(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--by NAME` and `--why TEXT`, which every entry needs."""
    by = click.option("--by", required=True, metavar="NAME", help="Who decided.")
    why = click.option("--why", required=True, metavar="TEXT", help="Why.")
    return by(why(function))


@command(
    "prioritise agree add mine R1 --decision agreed --by 'Project board' --why 'Scheme is ready'",
    "prioritise agree add mine N3 R2 --decision deferred --by 'The board' --why 'No design yet'",
    "prioritise agree add mine --from sign-off.csv",
)
@scenario_argument
@click.argument("proposals", metavar="[PROPOSAL]...", nargs=-1)
@click.option(
    "--decision",
    type=click.Choice(["agreed", "declined", "deferred"]),
    help="What was decided.",
)
@click.option(
    "--stage",
    type=click.Choice(["officer", "board", "agreed"]),
    default="agreed",
    help="How far the decision has come: only agreed, the default, binds the next run.",
)
@click.option("--by", metavar="NAME", help="Who decided.")
@click.option("--why", metavar="TEXT", help="Why.")
@click.option(
    "--from",
    "signed",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A list that `export` wrote, with names under signed_by: each signed row is recorded.",
)
@click.option(
    "--run",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The run folder on which it was decided; the hash of its manifest is recorded.",
)
@store_option
def add(
    scenario: Path,
    proposals: tuple[str, ...],
    decision: str | None,
    stage: str,
    by: str | None,
    why: str | None,
    signed: Path | None,
    folder: Path | None,
    store: str | None,
) -> None:
    """Record a decision on PROPOSAL, or the same on several, or what a list was signed for.

    Prints each entry and the new head of the record. Write the last head into the minutes: with it
    `agree verify --head` shows any later change to what is recorded. Nothing is recorded where one
    of several is no proposal. Where the limits cannot all be kept with what is decided now, that is
    recorded, and said. In a signed list `selected` is agreed and `reserve` deferred, unless the
    column says agreed, declined or deferred; rows without a name decide nothing.
    """
    from prioritise.reading import read

    reading = read(scenario)
    if signed is not None:
        if proposals or decision or by:
            raise click.UsageError("--from brings proposals, decisions and names of its own")
        given = _signed(signed, reading.programme, why)
    else:
        missing = {"PROPOSAL": proposals, "--decision": decision, "--by": by, "--why": why}
        if wanting := [name for name, text in missing.items() if not text]:
            raise click.UsageError(f"missing {', '.join(wanting)} (or --from a signed list)")
        names = dict.fromkeys(proposals_meant(reading.programme, proposals))
        given = [
            {"proposal": name, "decision": decision or "", "by": by or "", "why": why or ""}
            for name in names
        ]
    run = hash_of_run(folder, reading.programme.title) if folder else ""
    statements = [statement(**fields, stage=stage, run=run) for fields in given]
    for said in statements:
        log = _append(reading, store, partial(_as_said, said))
    if statements:
        _say_if_impossible(reading.programme, log)


def _signed(path: Path, programme: Programme, why: str | None) -> list[dict[str, str]]:
    """What is to be recorded of each signed row of a list."""
    from prioritise.reading.sign_off import read_sign_off

    titles = {proposal.proposal: proposal.title for proposal in programme.proposals}
    found = read_sign_off(path, titles)
    if not found.rows:
        say(f"no row of {path.name} has a name under signed_by, so nothing is recorded")
    elif found.unsigned:
        say(f"rows of {path.name} that are not signed, and decide nothing: {found.unsigned}")
    return [
        {
            "proposal": row.proposal,
            "decision": row.decision,
            "by": row.by,
            "why": why or f"Signed{f' on {row.on}' if row.on else ''}, in {path.name}",
        }
        for row in found.rows
    ]


def _say_if_impossible(programme: Programme, log: Log) -> None:
    """Say now, rather than at the next run, where the limits cannot hold with what is decided."""
    from prioritise.decisions.binding import bound_by
    from prioritise.optimise.infeasible.iis import is_impossible
    from prioritise.optimise.infeasible.named_limits import limits_of
    from prioritise.optimise.infeasible.refusal import Refusal

    bound = bound_by(programme, log).programme
    if is_impossible(limits_of(bound)):
        say(f"recorded. But with what is decided now, {Refusal(bound)}")


@command("prioritise agree withdraw mine R1 --by 'Project board' --why 'Land was sold'")
@scenario_argument
@click.argument("proposal")
@who_and_why
@store_option
def withdraw(scenario: Path, proposal: str, by: str, why: str, store: str | None) -> None:
    """Withdraw the decision that stands on PROPOSAL.

    The decision stays in the record, and so does its withdrawal; the next run is free to choose.
    """
    from prioritise.programme.faults import UsageError
    from prioritise.reading import read

    reading = read(scenario)

    def propose(log: Log) -> Statement:
        (name,) = proposals_meant(reading.programme, [proposal], log.current)
        standing = log.current.get(name)
        if standing is None:
            raise UsageError(f"no decision stands on {name}, so there is none to withdraw")
        return statement(
            proposal=name,
            action="withdraw",
            decision=standing.decision,
            stage=standing.stage,
            by=by,
            why=why,
        )

    _append(reading, store, propose)


@command("prioritise agree list scenarios/baseline.yaml")
@scenario_argument
@format_option
@output_option("Write what the name says: a .csv, .json, .xlsx, .docx or .html file.")
@store_option
def list_(
    scenario: Path, layout: str | None, output: Path | None, replace: bool, store: str | None
) -> None:
    """List the decision that stands on each proposal."""
    from prioritise.views.decisions import decisions_table, show_decisions

    _show(scenario, layout, output, replace, store, decisions_table, show_decisions)


@command("prioritise agree log scenarios/baseline.yaml")
@scenario_argument
@format_option
@output_option("Write what the name says: a .csv, .json, .xlsx, .docx or .html file.")
@store_option
def log(
    scenario: Path, layout: str | None, output: Path | None, replace: bool, store: str | None
) -> None:
    """Show everything ever recorded, and what stands."""
    from prioritise.views.decisions import log_table, show_log

    _show(scenario, layout, output, replace, store, log_table, show_log)


@command("prioritise agree verify scenarios/baseline.yaml")
@scenario_argument
@click.option(
    "--head",
    metavar="HASH",
    help="A head that was written down, or a run folder that holds one: shows a cut end, too.",
)
@store_option
def verify(scenario: Path, head: str | None, store: str | None) -> None:
    """Check that nothing that was recorded has changed.

    Recomputes the hash of every entry, and with --head also shows whether entries were cut off, or
    the whole record replaced. Ends with exit code 6 where anything is not as it was written. Times
    that run backwards are said: nobody can have changed them since, but a clock was wrong.
    """
    from prioritise.decisions.log import Log
    from prioritise.reading import read
    from prioritise.views.sanitise import visible

    reading = read(scenario)
    title = reading.programme.title
    if head is not None:
        head = head_of_run(Path(head), title) if Path(head).is_dir() else whole_head(head)
    found = log_of(reading, store, verified=True) or Log(title)
    number = len(found.entries)
    are = "entry is as it was" if number == 1 else "entries are as they were"
    words = [f"{number} {are} written: {visible(title)}."]
    if head is not None:
        later = found.after(head)
        at = f"The head given is that of entry {number - later}"
        after = f"{later} entr{'y was' if later == 1 else 'ies were'} recorded after it"
        words.append(f"{at}, the last." if not later else f"{at}; {after}.")
    elif not number:
        words = ["Nothing was ever recorded, or all of it is gone: only --head can tell."]
    words += [
        f"Entry {entry.number} is dated {entry.when}, before entry {entry.number - 1}: it follows "
        "it all the same, so a clock was wrong."
        for entry in found.out_of_time
    ]
    put("\n".join([*words, *([f"Head {found.head}"] if number else []), ""]))


for each in (add, withdraw, list_, log, verify):
    agree.add_command(each, each.callback.__name__.rstrip("_") if each.callback else None)


def _as_said(said: Statement, log: Log) -> Statement:
    """What is recorded of a decision: just what was said, whatever stands in the record."""
    return said


def _append(reading: Reading, store: str | None, propose: Callable[[Log], Statement]) -> Log:
    from prioritise.decisions.store import Store
    from prioritise.views.decisions import show_recorded

    programme = reading.programme
    refuse_results(reading)
    address = address_for(reading.programme_path, store)
    opened = Store(address)
    log = opened.append(programme.title, propose)
    _shown(lambda: show_recorded(log, programme), len(log.entries))
    if len(log.entries) == 1:
        say(f"the first entry of {programme.title!r} in {address.shown}")
        others = opened.found(programme.title).other_titles
        if others:
            named = ", ".join(map(repr, others[:3]))
            say(f"it also holds decisions under other titles ({named}), which do not count here")
    return log


def _shown(show: Callable[[], None], number: int) -> None:
    """Show what is recorded; where that fails it is recorded all the same, and that is said."""
    from prioritise.cli.errors import in_words
    from prioritise.cli.streams import leave_output, output_is_closed

    why = ": standard output is closed" if output_is_closed() else ""
    try:
        show()
        sys.stdout.flush()
    except OSError as problem:
        leave_output()
        why = f": {in_words(problem)}"
    if why:
        say(f"recorded as entry {number}, but could not be shown{why}")


def _show(
    scenario: Path,
    layout: str | None,
    output: Path | None,
    replace: bool,
    store: str | None,
    table_of: Callable[[Log, Programme], Table],
    show: Callable[[Log, Programme], None],
) -> None:
    """Print a view of the record, or write it to a file."""
    from prioritise.decisions.log import Log
    from prioritise.reading import read

    reading = read(scenario)
    programme = reading.programme
    found = log_of(reading, store)
    if found is None:
        say_once(f"no decisions are recorded on {programme.title!r} yet")
        found = Log(programme.title)
    table = table_of(found, programme)
    if output is not None:
        write_rows(table, output, layout, replace)
        if layout != TABLE and not (layout is None and on_terminal()):
            return
    if wanted(layout) == TABLE:
        show(found, programme)
    else:
        print_rows(table, wanted(layout))
