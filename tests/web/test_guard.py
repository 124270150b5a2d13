"""The page is private: whatever is not asked by the page itself, with its keys, is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from prioritise.web.guard import (
    HEADERS,
    LARGEST_BODY,
    LONGEST_ADDRESS,
    LONGEST_HEADERS,
    MOST_FIELDS,
)  # isort: skip
from tests.cli.programmes import small
from tests.web.visitors import HOST, Visitor, session_of, visitor

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT")
DECISION = {"proposal": "A", "decision": "agreed", "by": "Board", "why": "Ready"}
ORIGIN = f"http://{HOST}"


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> Visitor:
    return visitor(small(tmp_path_factory.mktemp("guard") / "programme"))


def hosts() -> Iterator[str]:
    name, _, port = HOST.partition(":")
    yield from ("evil.example", f"evil.example:{port}", name, f"{name}:1", f"localhost:{port}")
    yield from (f"{HOST}.evil.example", f"{name}.:{port}", f"[::1]:{port}", "", f"{HOST}@evil")


def paths() -> Iterator[str]:
    yield from ("/nothing", "/ask/", "//", "/docs", "/redoc", "/openapi.json", "/assets", "/.env")
    yield from ("/assets/../app.py", "/assets/%2e%2e/app.py", "/assets/other.js", "/etc/passwd")
    yield from ("/static/htmx.min.js", "/Answer", "/answer;a", "/scenario.yaml/x", "/%00", "/open/")


def cookies(visitor: Visitor) -> Iterator[str]:
    name, key = visitor.guard.cookie, visitor.keys.session
    yield from ("", f"{name}=", f"{name}=wrong", f"{name}={key}x", f"{name}={key[:-1]}")
    yield from (f"prioritise-1={key}", f"{name}={key}; {name}={key}", f"{name}={visitor.keys.form}")
    yield from (f"{name}={visitor.keys.link}", f"{name} {key}", f"{name.upper()}={key}")


def origins() -> Iterator[str | None]:
    yield from (None, "null", "", "http://evil.example", f"https://{HOST}", "http://127.0.0.1")
    yield from (f"{ORIGIN}/", f"{ORIGIN}.evil.example", "http://127.0.0.1:1", f"http://evil@{HOST}")
    yield from (f"{ORIGIN} http://evil.example", "http://localhost:8765", "file://")


def tokens(visitor: Visitor) -> Iterator[list[tuple[str, str]]]:
    right = visitor.keys.form
    for wrong in ("", "wrong", right[:-1], right + "x", visitor.keys.session, visitor.keys.link):
        yield [("token", wrong)]
    yield []
    yield [("token", right), ("token", right)]
    yield [("Token", right)]


def requests(visitor: Visitor) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Name, method, path and the rest of every request that has to be refused."""
    cookie = f"{visitor.guard.cookie}={visitor.keys.session}"
    known = {"cookie": cookie, "host": HOST, "sec-fetch-site": "same-origin"}
    form = {**known, "origin": ORIGIN, "content-type": "application/x-www-form-urlencoded"}
    body = urlencode({"token": visitor.keys.form, **DECISION}).encode()
    places, free = visitor.guard.places, {"/open", *visitor.guard.public}
    for host in hosts():
        yield f"host {host!r}", "GET", "/", {"headers": {**known, "host": host}}
        yield "host", "POST", "/decide", {"headers": {**form, "host": host}, "body": body}
    twice = [*known.items(), ("host", HOST)]
    yield "two hosts", "GET", "/", {"headers": twice}
    yield "no host", "GET", "/", {"headers": {"cookie": cookie}}
    yield "headers", "GET", "/", {"headers": {**known, "x": "y" * LONGEST_HEADERS}}
    long = [*form.items(), ("content-length", str(LARGEST_BODY + 1))]
    yield "announced size", "POST", "/decide", {"headers": long, "body": body}
    for path in paths():
        yield f"path {path}", "GET", path, {"headers": known}
        yield f"path {path}", "POST", path, {"headers": form, "body": body}
    for path, right in places.items():
        for method in METHODS:
            if method != right:
                headers = form if method != "GET" else known
                yield f"method {method}", method, path, {"headers": headers}
    for wrong in cookies(visitor):
        for path, method in places.items():
            if path not in free:
                headers = {**(form if method == "POST" else known), "cookie": wrong}
                sent = body if method == "POST" else b""
                yield f"cookie {wrong!r}", method, path, {"headers": headers, "body": sent}
    for path in (path for path, method in places.items() if method == "POST"):
        for origin in origins():
            headers = {name: text for name, text in form.items() if name != "origin"}
            headers |= {} if origin is None else {"origin": origin}
            yield f"origin {origin!r}", "POST", path, {"headers": headers, "body": body}
        for wrong in tokens(visitor):
            content = urlencode([*wrong, *DECISION.items()]).encode()
            yield f"token {wrong}", "POST", path, {"headers": form, "body": content}
        in_address = f"{path}?token={visitor.keys.form}"
        yield "token", "POST", in_address, {"headers": form, "body": urlencode(DECISION).encode()}
        for site in ("cross-site", "same-site", "odd"):
            headers = {**form, "sec-fetch-site": site}
            yield f"site {site}", "POST", path, {"headers": headers, "body": body}
        for kind in ("", "text/plain", "application/json", "multipart/form-data; boundary=x"):
            headers = {**form, "content-type": kind}
            yield f"kind {kind!r}", "POST", path, {"headers": headers, "body": body}
        yield "bytes", "POST", path, {"headers": form, "body": b"token=%ff%fe&\xff=\xfe"}
        large = body + b"&x=" + b"y" * LARGEST_BODY
        yield "size", "POST", path, {"headers": form, "body": large}
        streamed = [body, b"&x=", *[b"y" * 100_000] * 11]
        yield "stream", "POST", path, {"headers": form, "body": streamed}
        fields = body + b"&x=y" * MOST_FIELDS
        yield "fields", "POST", path, {"headers": form, "body": fields}
    for path in (path for path, method in places.items() if method == "GET"):
        for site in ("cross-site", "same-site", "odd") if path not in free else ():
            yield f"site {site}", "GET", path, {"headers": {**known, "sec-fetch-site": site}}
        yield "address", "GET", f"{path}?x={'y' * LONGEST_ADDRESS}", {"headers": known}
    for key in ("", "wrong", visitor.keys.session, visitor.keys.link[:-1], visitor.keys.link):
        yield "key", "GET", f"/open?key={key}", {"headers": {"host": HOST}}


def test_whatever_does_not_come_from_the_page_itself_is_refused(opened, capsys):
    asked = 0
    for name, method, path, rest in requests(opened):
        headers = rest["headers"]
        headers = list(headers.items()) if isinstance(headers, dict) else headers
        answer = opened.request(method, path, headers, rest.get("body", b""))
        asked += 1
        assert 400 <= answer.status < 500, (name, method, path, answer.status)
        assert "Traceback" not in answer.text
        assert opened.keys.session not in answer.text, (name, path)
        assert opened.keys.form not in answer.text, (name, path)
        assert "set-cookie" not in answer.headers
        for header, value in HEADERS.items():
            assert answer.headers[header] == value, (name, header)
    assert not opened.session.log().entries
    with capsys.disabled():
        print(f"\n{asked:,} requests that are not the page's own, all refused")
    assert asked > 500


def test_the_link_works_once_and_lets_its_own_browser_in_again(tmp_path):
    one = Visitor(session_of(small(tmp_path / "programme")))
    link = f"/open?key={one.keys.link}"
    assert one.get("/").status == 403
    first = one.get(link)
    assert first.status == 200
    assert '<meta http-equiv="refresh" content="0; url=/">' in first.text
    cookie = first.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert one.get("/").status == 200
    assert one.get(link).status == 303  # the same browser again
    one.cookies.clear()
    again = one.get(link)
    assert again.status == 403
    assert "used already" in again.text
    assert "set-cookie" not in again.headers


def test_the_page_itself_is_answered_with_the_same_headers(opened):
    asked = [path for path, method in opened.guard.places.items() if method == "GET"]
    for path in asked:
        answer = opened.get(path)
        assert answer.status in (200, 303), path
        for header, value in HEADERS.items():
            assert answer.headers[header] == value, (path, header)
    assert "unsafe" not in HEADERS["content-security-policy"]


def test_no_other_computer_can_reach_the_door():
    from prioritise.web.server import bound

    with bound(0) as door:
        assert door.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_said():
    from prioritise.programme.faults import UsageError
    from prioritise.web.server import bound

    with bound(0) as door:
        door.listen()
        port = door.getsockname()[1]
        with pytest.raises(UsageError, match=f"port {port} cannot be used"), bound(port):
            pass
