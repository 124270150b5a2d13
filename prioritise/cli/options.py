"""What-if without a file: the options that change a scenario, the same for every command."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from prioritise.cli.common import Function, say

if TYPE_CHECKING:
    from prioritise.reading.what_if import ChangedScenario, OptionText

OPTIONS = {
    "--scale": ("STREAM|all=FACTOR", "Multiply a stream's budgets: all=0.9, or flood=0.8."),
    "--add": (
        "STREAM[:YEAR]=AMOUNT",
        "Add to every year's budget of a stream, or to a year's; below 0 takes away.",
    ),
    "--delay": ("STREAM=YEARS", "Let a stream's money come so many years later."),
    "--weight": ("CRITERION=WEIGHT", "Give a criterion this weight."),
    "--in": ("ID", "Lock a proposal in."),
    "--out": ("ID", "Lock a proposal out."),
    "--hub": ("ID", "Let a proposed hub take part."),
    "--seconds": ("N", "End the whole command within about so many seconds, with what it has."),
}
"""What each stands for; may be repeated."""
_ASKED = "prioritise.what_if"
"""Where a command's context keeps the changes, in the order in which they were typed."""


def what_if_options(
    parameter: str = "scenario", *, without: Collection[str] = ()
) -> Callable[[Function], Function]:
    """Add the options of `OPTIONS`, and `--save FILE`.

    Parameters
    ----------
    parameter : str
        The command's parameter that is handed the changed scenario in place of its path; of
        several paths the first is changed.
    without : collection of str
        Options whose names mean something else in this command.
    """

    def add(function: Function) -> Function:
        @wraps(function)
        def changed(*arguments: Any, **given: Any) -> Any:
            context = click.get_current_context()
            changes: tuple[OptionText, ...] = tuple(context.meta.get(_ASKED, ()))
            save: Path | None = given.pop("save")
            if named := given.pop("named"):
                given[parameter] = _named(given[parameter], named, bool(changes), save)
            if changes:
                from prioritise.reading.what_if import ChangedScenario

                asked_for = given[parameter]
                several = isinstance(asked_for, tuple)
                first = ChangedScenario(asked_for[0] if several else asked_for, changes)
                given[parameter] = (first, *asked_for[1:]) if several else first
                if save is not None:
                    _save(first, save)
            elif save is not None and not named:
                raise click.UsageError("--save keeps changes as a scenario: ask for one as well")
            return function(*arguments, **given)

        decorated: Function = changed
        decorated = click.option(
            "--save",
            type=click.Path(path_type=Path),
            metavar="FILE.yaml",
            help="Keep these changes as a scenario, which answers alike.",
        )(decorated)
        decorated = click.option(
            "--scenario",
            "named",
            multiple=True,
            metavar="NAME",
            help="Take the changes that the table `scenarios` has under this name; `all`: each.",
        )(decorated)
        for name in reversed([name for name in OPTIONS if name not in without]):
            decorated = _option(name)(decorated)
        return decorated

    return add


def _named(asked_for: Any, names: tuple[str, ...], are_changed: bool, save: Path | None) -> Any:
    """What is asked about: one scenario of the table, or several beside what it changes."""
    from prioritise.reading.scenario_rows import scenarios_in_rows

    several = isinstance(asked_for, tuple)
    found = scenarios_in_rows(asked_for[0] if several else asked_for, names)
    if save is not None:
        if len(found) > 1 or are_changed:
            raise click.UsageError("--save keeps one --scenario, or other changes")
        _save(found[0], save)
    if several:
        return (*asked_for, *found)
    if len(found) > 1 or are_changed:
        raise click.UsageError("this command takes one --scenario, and no other change beside it")
    return found[0]


def _option(name: str) -> Callable[[Function], Function]:
    metavar, help_text = OPTIONS[name]

    def keep(context: click.Context, _: click.Parameter, texts: tuple[str, ...]) -> None:
        context.meta.setdefault(_ASKED, []).extend((name, text) for text in texts)

    return click.option(
        name,
        f"what_if_{name.removeprefix('--')}",
        multiple=True,
        metavar=metavar,
        help=help_text,
        callback=keep,
        expose_value=False,
    )


def _save(changed: ChangedScenario, path: Path) -> None:
    """Write the changes as a scenario file, once they are found to be possible."""
    from prioritise.reading import read
    from prioritise.reading.chain import SCENARIOS
    from prioritise.render.atomic_write import whole_file
    from prioritise.render.inputs.scenario_yaml import changed_text, path_from

    if path.suffix.lower() not in SCENARIOS:
        raise click.UsageError(f"--save {path}: a scenario's name ends in .yaml")
    if read(changed).results is not None:
        raise click.UsageError("--save goes with a scenario or a programme, not with results")
    text = changed_text(changed, path_from(path.parent, changed.path))
    with whole_file(path) as draft:
        draft.write_bytes(text.encode())
    say(f"wrote {path}")
