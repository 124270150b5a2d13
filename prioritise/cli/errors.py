"""What goes wrong, in plain words on stderr, and the exit code that goes with it."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

import click

from prioritise.cli.signals import INTERRUPTED
from prioritise.cli.streams import leave_output

DONE, BUG, USAGE, FAULTY_INPUT, SOLVER = 0, 1, 2, 3, 5
"""Exit codes that this module gives; the families of `PrioritiseError` carry their own."""
MOST_TOLD = 2_000
"""Faults that are told one by one."""
_TOO_MANY_FILES = "too many files are open at once; let more be open (such as ulimit -n 1024)"
_NO_MEMORY = "there is not enough memory for this programme on this computer"
_NOT_LOADED = {
    "failed to map segment": _NO_MEMORY,
    "annot allocate memory": _NO_MEMORY,
    "Too many open files": _TOO_MANY_FILES,
}
"""What the system says of a library that is there and cannot be loaded, and what that means."""
DEBUG = "PRIORITISE_DEBUG"
"""Environment variable that asks for the traceback of a bug."""


def exit_code_of(call: Callable[[], Any]) -> int:
    """Run a command; whatever it raises is said in words and turned into an exit code."""
    try:
        code = call()
        sys.stdout.flush()
    except BrokenPipeError:
        # Who reads our output has read enough.
        leave_output()
        return DONE
    except OSError as problem:
        leave_output()
        _say(in_words(problem))
        return USAGE
    except (Exception, KeyboardInterrupt) as problem:
        try:
            return _code_of(problem)
        except (Exception, KeyboardInterrupt) as another:
            # Why nothing is possible takes some solving, which may fail or be stopped, too.
            return _code_of(another)
    return code if isinstance(code, int) else DONE


def in_words(problem: OSError) -> str:
    """What the operating system refused, in words."""
    name = f"{problem.filename}: " if problem.filename else ""
    words = {
        errno.ENOENT: "there is no such file or folder",
        errno.EACCES: "you may not read or write this",
        errno.EPERM: "you may not read or write this",
        errno.EROFS: "this disk cannot be written to",
        errno.EISDIR: "this is a folder, and a file is needed",
        errno.ENOTDIR: "this is a file, and a folder is needed",
        errno.ENOSPC: "there is no room left on the disk",
        errno.ENAMETOOLONG: "this name is too long",
        errno.EDQUOT: "there is no room left on the disk for you",
        errno.EMFILE: _TOO_MANY_FILES,
        errno.ENFILE: _TOO_MANY_FILES,
        errno.ENOMEM: _NO_MEMORY,
    }
    known = words.get(problem.errno or 0)
    return name + (known or problem.strerror or str(problem))


def _code_of(problem: BaseException) -> int:
    if isinstance(problem, click.exceptions.Exit):
        return problem.exit_code
    if isinstance(problem, (KeyboardInterrupt, click.Abort)):
        _say("stopped")
        return INTERRUPTED
    if isinstance(problem, click.ClickException):
        _say_usage(problem)
        return problem.exit_code
    if isinstance(problem, MemoryError):
        _say(_NO_MEMORY)
        return SOLVER
    if isinstance(problem, ImportError):
        for words, meaning in _NOT_LOADED.items():
            if words in str(problem):
                _say(meaning)
                return SOLVER
    if isinstance(problem, RecursionError):
        _say("the input is nested too deeply to be read")
        return FAULTY_INPUT
    from prioritise.programme.faults import (
        InfeasibleError,
        InputError,
        PrioritiseError,
        SolverError,
    )

    if isinstance(problem, InputError):
        count = len(problem.faults)
        _say("\n".join(map(str, problem.faults[:MOST_TOLD])))
        if count > MOST_TOLD:
            _say(f"and {count - MOST_TOLD} more, which are not told one by one")
        _say(f"{count} fault{'' if count == 1 else 's'} to mend; nothing was done")
        return problem.exit_code
    if isinstance(problem, InfeasibleError):
        from prioritise.cli.refusal import say_refusal

        say_refusal(problem)
        return problem.exit_code
    if isinstance(problem, PrioritiseError):
        from prioritise.render.taken import TakenError

        way = "; name another place, or say --replace" if isinstance(problem, TakenError) else ""
        _say(f"{problem}{way}")
        if isinstance(problem, SolverError) and problem.evidence:
            _keep(problem.evidence)
        return problem.exit_code
    _say_bug(problem)
    return BUG


def _keep(evidence: str) -> None:
    """Keep what shows where the solver went wrong, for the report of a bug."""
    from tempfile import NamedTemporaryFile

    try:
        with NamedTemporaryFile(
            "w", encoding="utf-8", prefix="prioritise-", suffix=".txt", delete=False
        ) as file:
            file.write(evidence)
    except OSError as problem:
        _say(f"what shows it could not be kept: {in_words(problem)}; please report it")
        return
    _say(f"what shows it is kept in {file.name}; please report it")


def _say_usage(problem: click.ClickException) -> None:
    from prioritise.views.sanitise import visible

    context = getattr(problem, "ctx", None)
    if context is not None:
        _say(f"{context.get_usage()}\nTry '{context.command_path} --help'.\n")
    _say(visible(problem.format_message()))


def _say_bug(problem: BaseException) -> None:
    if os.environ.get(DEBUG):
        traceback.print_exception(problem)
    name = type(problem).__name__
    hint = "" if os.environ.get(DEBUG) else f" (set {DEBUG}=1 to see where)"
    _say(f"this is a bug in prioritise: {name}: {problem}{hint}")


def _say(text: str) -> None:
    from prioritise.views.sanitise import visible

    click.echo(visible(text), err=True)
