"""The store of decisions as commands see it: where it is, and what is in it for a programme."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from prioritise.cli.common import say
from prioritise.decisions.recorded import STORE, address_for, recorded_of

if TYPE_CHECKING:
    from prioritise.decisions.log import Log
    from prioritise.reading import Reading

StoreFunction = Callable[..., Any]


def store_option(function: StoreFunction) -> StoreFunction:
    """Add `--store URL`."""
    return click.option(
        "--store",
        metavar="URL",
        help="Where decisions are kept: postgresql://name@server/database, or an SQLite file's "
        f"URL or path. Default: ${STORE}, or else decisions.sqlite beside the programme.",
    )(function)


def agreements_option(function: StoreFunction) -> StoreFunction:
    """Add `--agreements/--no-agreements`."""
    return click.option(
        "--agreements/--no-agreements",
        default=True,
        help="Whether decisions that are recorded and agreed are honoured. Default: they are.",
    )(function)


def refuse_results(reading: Reading) -> None:
    """Raise where a results folder was named, in which nothing more is recorded.

    Raises
    ------
    UsageError
        It is one.
    """
    if reading.results is not None:
        from prioritise.programme.faults import UsageError

        raise UsageError(
            f"{reading.results.name} is the results of a run, which stay as they are: name the "
            "programme or the scenario itself"
        )


def log_of(reading: Reading, store: str | None, *, verified: bool = False) -> Log | None:
    """What is recorded of a programme, checked; none where there is no store beside it.

    Of a results folder, what was recorded then.

    Where a store holds nothing of this programme, that is said, with the titles that it knows.

    Parameters
    ----------
    verified
        Whether the database itself is to be checked too.
    """
    if reading.results is not None:
        from prioritise.render.run.agreements_copy import log_in

        return log_in(reading.results)
    title, programme = reading.programme.title, reading.programme_path
    found = recorded_of(title, programme, store, verified=verified)
    if found is not None and not found.log.entries:
        say_once(_nothing(address_for(programme, store).shown, title, found.other_titles))
    return None if found is None else found.log


def say_once(text: str) -> None:
    """Write words to stderr, once in a command however often they are asked for."""
    context = click.get_current_context(silent=True)
    said = set() if context is None else context.meta.setdefault("prioritise.said", set())
    if text not in said:
        said.add(text)
        say(text)


def _nothing(shown: str, title: str, others: tuple[str, ...]) -> str:
    if not others:
        return f"{shown} holds no decisions yet"
    from prioritise.programme.faults import nearest

    near = nearest(title, others)
    known = repr(near) if near else ", ".join(map(repr, others[:3]))
    return (
        f"{shown} holds nothing under the title {title!r}, only under other titles ({known}): "
        "no decision is honoured. Where the title was edited, put the old one back"
    )
