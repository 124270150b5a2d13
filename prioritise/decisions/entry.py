"""An entry of the record: who decided what, when and why, sealed together with all before it.

The seal is the SHA-256 of the entry's fields and of the hash of the entry before, written as a JSON
list of pairs in ASCII without blanks, which can be read in one way only.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from prioritise.programme.records import Record

Action = Literal["add", "withdraw"]
Verdict = Literal["agreed", "declined", "deferred"]
DecisionStage = Literal["officer", "board", "agreed"]

BINDING: DecisionStage = "agreed"
"""The stage from which on a decision binds the next run."""
NOTHING_BEFORE = "0" * 64
"""What the first entry holds in place of a hash before it."""
SCHEME = "prioritise decision 1"
"""Stands first in what is hashed, so that another way of writing entries is never mistaken."""


def storable(text: str) -> str:
    """A text that every store can hold as it is; `ValueError` for any other."""
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError("holds signs that are no text")
    return text


_DAY, _TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}", "[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{6}"

Text = Annotated[str, AfterValidator(storable)]
NameInRecord = Annotated[Text, Field(min_length=1)]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Statement(Record):
    """What is to be recorded, before it has its place."""

    proposal: NameInRecord
    """Id of the proposal."""
    action: Action = "add"
    """Whether a decision is recorded, or the one that stands is withdrawn."""
    decision: Verdict
    """What was decided; where it is withdrawn, what had been."""
    stage: DecisionStage = BINDING
    """How far the decision has come: only what is `agreed` binds."""
    by: NameInRecord
    """Who decided."""
    why: NameInRecord
    """Why."""
    run: Hash | Literal[""] = ""
    """SHA-256 of the manifest of the run on which it was decided; empty where there was none."""


class Entry(Statement):
    """A statement in its place; nothing of it can change without its hash showing it."""

    number: Annotated[int, Field(ge=1)]
    """Place in the record of its programme, from 1."""
    programme: NameInRecord
    """Title of the programme."""
    when: Annotated[str, Field(pattern=f"^{_DAY}T{_TIME}Z$")]
    """When it was recorded, in UTC to the microsecond."""
    previous: Hash
    """Hash of the entry before."""
    hash: Hash
    """Hash of all of this, and through `previous` of everything before."""

    @property
    def binds(self) -> bool:
        """Whether the next run has to honour it, as long as it stands."""
        return self.action == "add" and self.stage == BINDING


def sealed(
    statement: Statement, programme: str, number: int, previous: str, when: datetime
) -> Entry:
    """A statement in its place, with its hash."""
    fields = {
        **statement.model_dump(),
        "number": number,
        "programme": programme,
        "when": when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "previous": previous,
    }
    unsealed = Entry(**fields, hash=NOTHING_BEFORE)
    return Entry(**fields, hash=hash_of(unsealed))


def hash_of(entry: Entry) -> str:
    """The hash that an entry should have."""
    return hashlib.sha256(hashed_text(entry).encode("ascii")).hexdigest()


def hashed_text(entry: Entry) -> str:
    """What is hashed: every field but the hash, by name, in alphabetical order."""
    fields = entry.model_dump(exclude={"hash"})
    pairs = [["scheme", SCHEME], *([name, fields[name]] for name in sorted(fields))]
    return json.dumps(pairs, ensure_ascii=True, separators=(",", ":"))
