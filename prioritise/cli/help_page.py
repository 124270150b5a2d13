"""How a help page looks: headings in bold, and at the end an example that can be pasted."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import click


class HelpFormatter(click.HelpFormatter):
    """Click's own pages, with headings that stand out where colours are wanted."""

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        super().write_heading(click.style(heading, bold=True) if _is_coloured() else heading)


def write_example(epilog: str | None, formatter: click.HelpFormatter) -> None:
    """Write the examples at the end, as they are to be pasted."""
    heading, *examples = (epilog or "").splitlines()
    with formatter.section(heading):
        formatter.write("".join(f"  {example}\n" for example in examples))


class HelpContext(click.Context):
    """A context whose pages are written by `HelpFormatter`."""

    formatter_class = HelpFormatter


class Command(click.Command):
    """A command whose help ends in an example."""

    context_class = HelpContext

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        write_example(self.epilog, formatter)


def examples_text(*examples: str) -> str:
    """Examples under their heading."""
    return "\n".join(["Example" if len(examples) == 1 else "Examples", *examples])


def command(*examples: str) -> Callable[[Callable[..., Any]], Command]:
    """Make a function a command; its help ends in these examples."""
    return click.command(cls=Command, epilog=examples_text(*examples))


def _is_coloured() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
