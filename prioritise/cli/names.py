"""Ids as people type them: whatever their case, or a title that only one has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prioritise.programme.programme import Programme
    from prioritise.programme.validity_names import Names


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
    from prioritise.programme.validity_names import Names

    titles = {name: one.title for name, one in programme.proposal_of.items()}
    known = [*titles, *also]
    return _meant(
        Names("the id of a proposal of the programme", known, (), titles), typed, "PROPOSAL"
    )


def stream_meant(programme: Programme, typed: str, option: str) -> str:
    """The id of the stream that is meant; see `proposals_meant`."""
    from prioritise.programme.validity_names import Names

    titles = {stream.stream: stream.name for stream in programme.streams}
    return _meant(Names("the id of a stream", titles, (), titles), (typed,), option)[0]


def _meant(names: Names, typed: Sequence[str], place: str) -> tuple[str, ...]:
    from prioritise.programme.faults import InputError

    found = [names.meant(name) for name in typed]
    faults = [names.fault(place, None, "", name) for name in found if name not in names]
    if faults:
        raise InputError(faults)
    return tuple(found)
