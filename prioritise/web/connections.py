"""Connections that ask nothing: each has its time, and there are never more than leave room.

Everybody on this computer can connect, so that somebody who only keeps the door could shut out the
one whom the page is for. Whoever has asked nothing for longest makes room.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

ASKING = 10.0
"""Seconds in which a connection has to bring a whole request."""
MOST_SILENT = 40
"""Connections without a request that are kept."""
MOST_SILENT_OF_ONE = 20
"""The same, of one address."""


class Waiting:
    """Connections that have not asked anything yet, the longest waiting first."""

    def __init__(self) -> None:
        self._silent: dict[PoliteProtocol, str] = {}

    def add(self, connection: PoliteProtocol, address: str) -> None:
        """Let a connection wait, and end the one that is one too many."""
        self._silent[connection] = address
        of_one = [each for each, known in self._silent.items() if known == address]
        if len(of_one) > MOST_SILENT_OF_ONE:
            of_one[0].give_up()
        elif len(self._silent) > MOST_SILENT:
            next(iter(self._silent)).give_up()

    def remove(self, connection: PoliteProtocol) -> None:
        """It has asked, or is gone."""
        self._silent.pop(connection, None)


class PoliteProtocol(H11Protocol):
    """A connection that is ended where it brings no whole request in its time."""

    waiting: Waiting
    """Shared by all connections of a server."""
    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._await_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._has_asked()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came; a part of a request is none."""
        before = self.cycle
        if before is not None and before.response_complete:
            self._await_request()
        super().data_received(data)
        if self.cycle is not before:
            self._has_asked()

    def give_up(self) -> None:
        """End it."""
        self._has_asked()
        self.transport.abort()

    def _await_request(self) -> None:
        if self._patience is None:
            self._patience = self.loop.call_later(ASKING, self.give_up)
            self.waiting.add(self, self.client[0] if self.client else "")

    def _has_asked(self) -> None:
        self.waiting.remove(self)
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None


def polite() -> type[PoliteProtocol]:
    """The protocol of one server, whose connections know of one another."""
    members: dict[str, Any] = {"waiting": Waiting()}
    return type("PoliteProtocol", (PoliteProtocol,), members)
