"""What is recorded of a programme, in the store that is named or in the one beside it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from prioritise.decisions.address import Address, address_of, beside

if TYPE_CHECKING:
    from prioritise.decisions.store import FoundRecord

STORE = "PRIORITISE_STORE"
"""Environment variable that names the store where nothing else does."""


def address_for(programme: Path, store: str | None = None) -> Address:
    """Where the decisions on a programme are kept: as named, or beside its folder or workbook."""
    named = store or os.environ.get(STORE)
    return address_of(named) if named else beside(programme)


def recorded_of(
    title: str, programme: Path, store: str | None = None, *, verified: bool = False
) -> FoundRecord | None:
    """What is recorded of a programme, checked; none where there is no store beside it.

    Parameters
    ----------
    title : str
        Title of the programme.
    programme : Path
        Its folder or workbook.
    store : str
        Where decisions are kept, by URL or path, where they are not beside it.
    verified : bool
        Whether the database itself is to be checked too.

    Raises
    ------
    RecordError
        Something is not as it was written.
    StoreError
        The store cannot be read.
    """
    address = address_for(programme, store)
    if address.is_default and address.file is not None and not address.file.exists():
        return None
    # Imported only now: it takes a while, and most programmes have no store.
    from prioritise.decisions.store import Store

    opened = Store(address)
    return opened.verified(title) if verified else opened.found(title)
