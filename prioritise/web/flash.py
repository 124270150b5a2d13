"""What is said once, after a form was sent; kept here, so that no address can say it."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

KEPT = 20
"""Notices that wait to be read."""


@dataclass(frozen=True, slots=True)
class Flash:
    """What became of a form."""

    words: str
    is_good: bool


class Flashes:
    """Notices by a name that cannot be guessed."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, Flash] = OrderedDict()
        self._lock = Lock()

    def put(self, words: str, *, is_good: bool) -> str:
        """Keep a notice; gives its name."""
        name = secrets.token_urlsafe(8)
        with self._lock:
            self._waiting[name] = Flash(words, is_good)
            while len(self._waiting) > KEPT:
                self._waiting.popitem(last=False)
        return name

    def take(self, name: str) -> Flash | None:
        """The notice of a name, which is gone then."""
        with self._lock:
            return self._waiting.pop(name, None)
