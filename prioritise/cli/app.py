"""The commands, each imported only when it is called, so that `--help` is quick."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

import prioritise
from prioritise.cli.errors import exit_code_of
from prioritise.cli.help_page import HelpContext, examples_text, write_example
from prioritise.programme.consulted import forget_consulted

COMMANDS = {
    "init": "prioritise.cli.init",
    "check": "prioritise.cli.check",
    "run": "prioritise.cli.run",
    "compare": "prioritise.cli.compare",
    "explain": "prioritise.cli.explain",
    "alternatives": "prioritise.cli.alternatives",
    "replan": "prioritise.cli.replan",
    "pareto": "prioritise.cli.pareto",
    "sweep": "prioritise.cli.sweep",
    "more-money": "prioritise.cli.more_money",
    "robust": "prioritise.cli.robust",
    "hubs": "prioritise.cli.hubs",
    "report": "prioritise.cli.report",
    "progress": "prioritise.cli.progress",
    "serve": "prioritise.cli.serve",
    "appraise": "prioritise.cli.appraise",
    "export": "prioritise.cli.export",
    "agree": "prioritise.cli.agree",
    "verify": "prioritise.cli.verify",
    "schema": "prioritise.cli.schema",
    "doctor": "prioritise.cli.doctor",
}
"""Module of each command, in the order in which they are met; they have the same name, _ for -."""

COMPLETION = "_PRIORITISE_COMPLETE"
"""Environment variable by which a shell asks for completions."""


class Commands(click.Group):
    """Commands found by name; whatever goes wrong becomes words and an exit code."""

    context_class = HelpContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, in order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; none where there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(COMMANDS[cmd_name]), cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run a command and end with its exit code."""
        if COMPLETION in os.environ:
            super().main(args, prog_name, **extra)
        words = sys.argv[1:] if args is None else args
        sys.exit(exit_code_of(lambda: self._call(list(words))))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first word names, or name the nearest."""
        if args[0] not in COMMANDS:
            from prioritise.programme.faults import nearest

            near = nearest(args[0], COMMANDS)
            hint = f"; did you mean {near!r}?" if near else ""
            ctx.fail(f"There is no command {args[0]!r}{hint}")
        return super().resolve_command(ctx, args)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example."""
        write_example(self.epilog, formatter)

    def _call(self, words: list[str]) -> int:
        # Not click's own `main`: that would end the process by itself where a pipe is closed.
        forget_consulted()
        with self.make_context(self.name, words) as context:
            # Why nothing is possible is found while words are made of it, in the same time.
            return exit_code_of(lambda: self.invoke(context))


@click.group(
    "prioritise",
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples_text("prioritise init my-programme && prioritise run my-programme"),
)
@click.version_option(prioritise.__version__, prog_name="prioritise")
def app() -> None:
    """Which projects get public money: shortlists proven best within the budgets, and why."""
