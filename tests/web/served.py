"""The page over a real connection, for a browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread

from prioritise.web.guard import OPEN, AccessKeys
from prioritise.web.server import Server, bound
from prioritise.web.session import Session


@dataclass(frozen=True)
class Served:
    """Where the page is."""

    address: str
    link: str
    keys: AccessKeys


@contextmanager
def served(session: Session) -> Iterator[Served]:
    """The page of a session, until the test is over."""
    keys, ready = AccessKeys(), Event()
    with bound(0) as door:
        host = f"127.0.0.1:{door.getsockname()[1]}"
        server = Server(session, keys, host, ready.set)
        thread = Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        assert ready.wait(10)
        try:
            yield Served(f"http://{host}", f"http://{host}{OPEN}?key={keys.link}", keys)
        finally:
            server.should_exit = True
            thread.join(10)


def page_of(tools, place: Served, width: int = 1280, **settings):
    """The page in a browser that is let in, and everything that it asks for."""
    context = tools.new_context(viewport={"width": width, "height": 900}, **settings)
    host = place.address.removeprefix("http://")
    context.add_cookies(
        [
            {
                "name": f"prioritise-{host.rpartition(':')[2]}",
                "value": place.keys.session,
                "url": place.address,
                "httpOnly": True,
                "sameSite": "Strict",
            }
        ]
    )
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    return page, asked
