"""Runs the page: bound to this computer alone, at a free port, until it is stopped."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from prioritise.programme.faults import UsageError
from prioritise.web.app import guarded_app
from prioritise.web.connections import polite
from prioritise.web.guard import OPEN, AccessKeys
from prioritise.web.opening import open_link
from prioritise.web.session import Session

LOOPBACK = "127.0.0.1"
"""The one address that is ever bound: no other computer reaches it."""
LONGEST_HEAD = 80_000
"""Bytes of an address and headers together."""


def serve(
    session: Session, port: int, tell: Callable[[str], None], *, open_browser: bool = True
) -> None:
    """Serve the page until the process is told to stop.

    Parameters
    ----------
    session : Session
        What is asked.
    port
        Port to bind; 0 takes a free one.
    tell : callable
        Told the link, once it can be followed.
    open_browser
        Whether the link is opened in the browser of this computer.

    Raises
    ------
    UsageError
        The port is taken, or may not be used.
    """
    keys = AccessKeys()
    with bound(port) as door:
        host = f"{LOOPBACK}:{door.getsockname()[1]}"
        link = f"http://{host}{OPEN}?key={keys.link}"

        def begin() -> None:
            tell(link)
            if open_browser:
                threading.Thread(target=open_link, args=(link, keys.followed), daemon=True).start()

        Server(session, keys, host, begin).run(sockets=[door])


@contextmanager
def bound(port: int) -> Iterator[socket.socket]:
    """A socket on this computer alone.

    Raises
    ------
    UsageError
        The port is taken, or may not be used.
    """
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        try:
            door.bind((LOOPBACK, port))
        except OSError as problem:
            reason = (problem.strerror or str(problem)).lower()
            raise UsageError(f"port {port} cannot be used: {reason}; name another") from None
        yield door
    finally:
        door.close()


class Server(uvicorn.Server):
    """A server that says when it can be reached, and leaves signals to the command line.

    Parameters
    ----------
    session : Session
        What is asked.
    keys : Keys
        What lets somebody in.
    host
        Address and port that it is bound to.
    begin
        Called once it can be reached.
    """

    def __init__(
        self, session: Session, keys: AccessKeys, host: str, begin: Callable[[], None]
    ) -> None:
        config = uvicorn.Config(
            guarded_app(session, keys, host),
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            lifespan="off",
            ws="none",
            http=polite(),
            h11_max_incomplete_event_size=LONGEST_HEAD,
            limit_concurrency=100,
            timeout_graceful_shutdown=1,
        )
        super().__init__(config)
        self._begin = begin

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, and say so."""
        await super().startup(sockets)
        self._begin()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone: the command line ends the whole process at once."""
        yield
