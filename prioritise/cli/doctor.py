"""`doctor`: whether this installation can be trusted."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from textwrap import wrap

import click

import prioritise
from prioritise.cli.help_page import command

WIDTH, MARGIN = 80, 7
COLOURS = {"ok": "green", "WRONG": "red", "note": "yellow", "absent": "bright_black"}


@command("prioritise doctor")
def doctor() -> None:
    """Check this installation: its versions, and the solver on known answers.

    Looks at the versions of what answers hang on, where files can be written, whether decisions are
    kept, and which further parts are installed; then puts questions with known answers to the
    solver. What is WRONG is to be mended before an answer is relied on.
    """
    from prioritise.cli.doctor_checks import every_section
    from prioritise.programme.faults import SolverError, UsageError

    click.echo(f"prioritise {prioritise.__version__} on {platform.platform()}")
    wrong = 0
    for heading, lines in every_section():
        click.echo(f"\n{heading}")
        for line in lines:
            _show(line.word, line.text, line.way)
            wrong += line.word == "WRONG"
    click.echo("\nThe solver, on questions whose answers are known")
    unreliable = list(_not_so())
    click.echo()
    if unreliable:
        told = "; ".join(unreliable)
        raise SolverError(f"do not rely on answers from this installation; not so: {told}")
    if wrong:
        things = "thing is" if wrong == 1 else "things are"
        raise UsageError(
            f"{wrong} {things} WRONG with this installation; see above for the way out"
        )
    click.echo("All is well.")


def _not_so() -> Iterator[str]:
    """Names of what the solver of this machine gets wrong."""
    try:
        from prioritise.optimise.self_test import self_test

        for finding in self_test():
            detail = "" if finding.detail == "yes" else f": {finding.detail}"
            _show("ok" if finding.passed else "WRONG", f"{finding.name}{detail}")
            if not finding.passed:
                yield finding.name
    except ImportError as problem:
        _show("WRONG", f"the solver cannot be asked: {problem}")
        yield "the solver can be asked"


def _show(word: str, text: str, way: str = "") -> None:
    from prioritise.views.sanitise import visible

    first, *further = wrap(visible(text), WIDTH - MARGIN, break_on_hyphens=False) or [""]
    click.echo(f"{click.style(f'{word:{MARGIN - 1}}', fg=COLOURS[word])} {first}")
    for line in [*further, *([way] if way else [])]:
        click.echo(f"{'':{MARGIN}}{line}")
