"""Promise 14 over a real connection: what no browser of the page would send is refused, too."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.cli.programmes import small
from tests.web.served import Served, served
from tests.web.visitors import session_of

from prioritise.web.guard import HEADERS, LARGEST_BODY  # isort: skip
from prioritise.web.server import LONGEST_HEAD  # isort: skip

FORM = "application/x-www-form-urlencoded"
UNFINISHED = ("nothing", "two sizes")
"""What is no whole request: the server waits for the rest."""
DECISION = "proposal=A&decision=agreed&by=Board&why=Ready"


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Iterator[tuple[Served, object]]:
    session = session_of(small(tmp_path_factory.mktemp("door") / "programme"))
    with served(session) as place:
        yield place, session


def said(place: Served, *parts: bytes, seconds: float = 5.0) -> bytes:
    """Everything that comes back on a connection of its own, until it is closed or silent."""
    host, port = place.address.removeprefix("http://").split(":")
    answer = b""
    with socket.create_connection((host, int(port)), timeout=seconds) as connection:
        with suppress(ConnectionError):  # refused before everything was sent
            for part in parts:
                connection.sendall(part)
        with suppress(ConnectionError, TimeoutError):
            while more := connection.recv(65536):
                answer += more
    return answer


def head(place: Served, line: str, *, host: str | None = None, **changes: str | None) -> bytes:
    """A request that would be answered, but for what is changed; None leaves a line out."""
    address = place.address.removeprefix("http://")
    port = address.rpartition(":")[2]
    lines = {
        "Host": address if host is None else host,
        "Cookie": f"prioritise-{port}={place.keys.session}",
        "Sec-Fetch-Site": "same-origin",
        "Origin": place.address,
        "Content-Type": FORM,
        "Connection": "close",
        **{name.replace("_", "-"): text for name, text in changes.items()},
    }
    told = [f"{name}: {text}" for name, text in lines.items() if text is not None]
    return "\r\n".join([line, *told, "", ""]).encode("latin-1")


def posted(place: Served, content: str, **changes: str | None) -> list[bytes]:
    length = changes.pop("Content_Length", str(len(content)))
    line = "POST /decide HTTP/1.1"
    return [head(place, line, Content_Length=length, **changes), content.encode()]


def refused(place: Served) -> Iterator[tuple[str, list[bytes]]]:
    """Name and bytes of each request that has to be refused."""
    address = place.address.removeprefix("http://")
    port = address.rpartition(":")[2]
    right = f"token={place.keys.form}&{DECISION}"
    for host in ("evil.example", f"localhost:{port}", f"{address} ", f"{address}, evil", "", "x y"):
        told = host if host != f"{address} " else f"{address}."
        yield f"host {host!r}", [head(place, "GET / HTTP/1.1", host=told)]
    bare = f"GET / HTTP/1.0\r\nCookie: prioritise-{port}={place.keys.session}\r\n\r\n"
    yield "no host", [bare.encode()]
    double = head(place, "GET / HTTP/1.1").replace(b"Cookie", b"Host: evil.example\r\nCookie")
    yield "two hosts", [double]
    yield "another address", [head(place, "GET http://evil.example/ HTTP/1.1")]
    yield "a tunnel", [head(place, "CONNECT evil.example:80 HTTP/1.1")]
    for method in ("HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "G\x00T"):
        yield f"method {method!r}", [head(place, f"{method} / HTTP/1.1")]
    for path in ("/../etc/passwd", "/%2e%2e/", "//", "/.git/config", "*", "nothing", "/\x7f"):
        yield f"path {path!r}", [head(place, f"GET {path} HTTP/1.1")]
    upgrade = {"Upgrade": "websocket", "Sec_WebSocket_Version": "13", "Connection": "Upgrade"}
    yield (
        "web socket",
        [head(place, "GET /ws HTTP/1.1", Sec_WebSocket_Key="AAAAAAAAAAAAAAAAAAAAAA==", **upgrade)],
    )
    yield "no cookie", [head(place, "GET / HTTP/1.1", Cookie=None)]
    yield (
        "another port's cookie",
        [head(place, "GET / HTTP/1.1", Cookie=f"prioritise-1={place.keys.session}")],
    )
    yield "long head", [head(place, "GET / HTTP/1.1", X="y" * LONGEST_HEAD)]
    for origin in (None, "null", "http://evil.example", f"http://localhost:{port}"):
        yield f"origin {origin!r}", posted(place, right, Origin=origin)
    for token in ("", "token=&", "token=wrong&", f"token={place.keys.session}&"):
        yield f"token {token!r}", posted(place, token + DECISION)
    yield "cross-site", posted(place, right, Sec_Fetch_Site="cross-site")
    yield "text", posted(place, right, Content_Type="text/plain")
    yield "announced size", posted(place, right, Content_Length=str(LARGEST_BODY + 1))
    yield "negative size", posted(place, right, Content_Length="-1")
    yield "no size", posted(place, right, Content_Length="many")
    yield "larger than announced", posted(place, right, Content_Length="5")
    yield "size", posted(place, right + "&x=" + "y" * LARGEST_BODY)
    line = "POST /decide HTTP/1.1"
    chunk = f"{len(right):x}\r\n{right}\r\n0\r\n\r\n".encode()
    endless = b"fffff\r\n" + b"y" * 0xFFFFF + b"\r\n"
    chunked = {"Transfer_Encoding": "chunked"}
    yield "two sizes", [head(place, line, Content_Length="5, 6", **chunked), chunk]
    yield "endless", [head(place, line, **chunked), endless, endless]
    yield "odd chunks", [head(place, line, **chunked), b"zz\r\n" + right.encode()]
    yield "no words of HTTP", [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"]
    yield "nothing", [b"\r\n\r\n\r\n"]


def test_what_is_asked_as_no_browser_of_the_page_would_is_refused(place):
    one, session = place
    for name, parts in refused(one):
        answer = said(one, *parts, seconds=0.5 if name in UNFINISHED else 5.0)
        assert answer.startswith(b"HTTP/1.1 4") or (name in UNFINISHED and not answer), (
            name,
            answer[:200],
        )
        assert b"HTTP/1.1 2" not in answer, name
        assert one.keys.session.encode() not in answer, name
        assert one.keys.form.encode() not in answer, name
        assert b"set-cookie" not in answer.lower(), name
    assert not session.log().entries


def test_the_page_is_still_there_after_all_of_that_and_says_nothing_of_the_server(place):
    one, _ = place
    answer = said(one, head(one, "GET / HTTP/1.1")).lower()
    assert answer.startswith(b"http/1.1 200")
    assert b"\r\nserver:" not in answer
    for header, value in HEADERS.items():
        assert f"{header}: {value}".lower().encode() in answer
