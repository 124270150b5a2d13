"""The reference of the commands is what `--help` prints, for every command there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from prioritise.cli.app import COMMANDS, app
from prioritise.cli.help_page import HelpContext

REFERENCE = Path(__file__).parents[1] / "docs" / "reference.md"
HEADING = """\
# The commands

What `prioritise COMMAND --help` prints. Data goes to stdout, words and progress to stderr.

Exit codes: 0 done; 2 wrong usage; 3 faults in the inputs; 4 no shortlist can satisfy the rules;
5 the solver failed or its answer did not pass the independent check; 6 a record does not match its
hash; 130 interrupted.
"""


def pages() -> Iterator[tuple[str, str]]:
    """Name and help of every command and of the commands within it."""
    settings = {**app.context_settings, "terminal_width": 80}
    with HelpContext(app, info_name="prioritise", **settings) as whole:
        yield "prioritise", app.get_help(whole)
        for name in COMMANDS:
            command = app.get_command(whole, name)
            assert command is not None
            yield from _pages(command, name, whole)


def _pages(command: click.Command, name: str, above: click.Context) -> Iterator[tuple[str, str]]:
    with HelpContext(command, info_name=name, parent=above, terminal_width=80) as context:
        yield context.command_path, command.get_help(context)
        if isinstance(command, click.Group):
            for inner in command.list_commands(context):
                below = command.get_command(context, inner)
                assert below is not None
                yield from _pages(below, inner, context)


def test_the_reference_is_what_help_prints(request, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    parts = [f"## {name}\n\n```\n{text.rstrip()}\n```\n" for name, text in pages()]
    text = "\n".join([HEADING, *parts])
    if request.config.getoption("--update-golden"):
        REFERENCE.write_text(text, encoding="utf-8", newline="\n")
    assert REFERENCE.read_text("utf-8") == text, "python -m pytest --update-golden writes it anew"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_ends_its_help_in_an_example(name):
    page = dict(pages())[f"prioritise {name}"]
    *_, last = page.rstrip().splitlines()
    assert last.startswith(f"  prioritise {name}")
