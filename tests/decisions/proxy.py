"""A proxy in front of a server that cuts the connection after a number of bytes."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Thread


class CuttingProxy:
    """Passes on what one or more clients and a server say to each other, up to a byte.

    Parameters
    ----------
    port
        Where the server listens, on this computer.
    """

    def __init__(self, port: int) -> None:
        self.cut_after: int | None = None
        """Bytes after which it cuts, both directions counted; None never cuts."""
        self.passed = 0
        """Bytes passed on since it was last told when to cut."""
        self._server = port
        self._counting = Lock()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        Thread(target=self._let_in, daemon=True).start()

    def cut(self, after: int | None) -> None:
        """Count anew, and cut after so many bytes."""
        with self._counting:
            self.cut_after, self.passed = after, 0

    def close(self) -> None:
        """Let nobody in any more."""
        self._door.close()

    def _let_in(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                server = socket.create_connection(("127.0.0.1", self._server))
                for one, other in ((client, server), (server, client)):
                    Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while said := one.recv(65_536):
                with self._counting:
                    left = len(said) if self.cut_after is None else self.cut_after - self.passed
                    self.passed += len(said)
                if left > 0:
                    other.sendall(said[:left])
                if left < len(said):
                    break
        for each in (one, other):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


@contextmanager
def proxy_before(port: int) -> Iterator[CuttingProxy]:
    """A proxy for as long as it is needed."""
    proxy = CuttingProxy(port)
    try:
        yield proxy
    finally:
        proxy.close()
