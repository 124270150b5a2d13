"""Ids as people type them: whatever their case, or a title that only one has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prioritise.programme.programme import Programme


def proposals_meant(
    programme: Programme, typed: Sequence[str], also: Iterable[str] = ()
) -> tuple[str, ...]:
    """The ids of the proposals that are meant, in the order in which they were typed.

    Ids that are known otherwise, such as from a record, may be meant too.

    Raises
    ------
    InputError
        With every one that is not there, or whose title several have.
    """
    from prioritise.programme.faults import InputError
    from prioritise.programme.validity_names import Names

    titles = {name: one.title for name, one in programme.proposal_of.items()}
    names = Names("the id of a proposal of the programme", [*titles, *also], (), titles)
    found = [names.meant(name) for name in typed]
    faults = [names.fault("PROPOSAL", None, "", name) for name in found if name not in names]
    if faults:
        raise InputError(faults)
    return tuple(found)


def stream_meant(programme: Programme, typed: str, option: str) -> str:
    """The id of the stream that an option means; a usage error where there is none."""
    from prioritise.programme.faults import UsageError
    from prioritise.programme.validity_names import Names

    titles = {stream.stream: stream.name for stream in programme.streams}
    names = Names("the id of a stream", titles, (), titles)
    name = names.meant(typed)
    if name not in names:
        raise UsageError(str(names.fault(option, None, "", name)))
    return name
