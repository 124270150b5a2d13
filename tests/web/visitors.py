"""Somebody who opens the page: with the link, and with what a browser sends."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode

import pytest

pytest.importorskip("fastapi")

from prioritise.cli.serve import _opened
from prioritise.decisions.address import beside
from prioritise.reading import read
from prioritise.web.app import guarded_app
from prioritise.web.edition import PageQuestion
from prioritise.web.guard import AccessKeys
from prioritise.web.session import Session
from prioritise.web.settings import settings_of

HOST = "127.0.0.1:8765"
REPOSITORY = Path(__file__).parents[2]
BASELINE = REPOSITORY / "scenarios" / "baseline.yaml"


def session_of(path: Path, *, agreements: bool = True) -> Session:
    """A scenario on the table."""
    address = beside(read(path).programme_path)
    return Session(
        lambda anew: _opened(path, agreements, None, anew=anew), address, honours=agreements
    )


@dataclass(frozen=True)
class Response:
    """What came back."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


class Visitor:
    """A browser that has not opened the link yet; it talks to the page without a network."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.keys = AccessKeys()
        self.guard = guarded_app(session, self.keys, HOST)
        self.cookies: dict[str, str] = {}

    def request(
        self,
        method: str,
        address: str,
        headers: Iterable[tuple[str, str]] = (),
        body: bytes | Iterable[bytes] = b"",
    ) -> Response:
        """Send just this."""
        path, _, query = address.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "http",
            "method": method,
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(n.lower().encode(), v.encode()) for n, v in headers],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 8765),
        }
        parts = [body] if isinstance(body, bytes) else list(body)
        return asyncio.run(_exchange(self.guard, scope, parts))

    def send(
        self, method: str, address: str, headers: dict[str, str], body: bytes = b""
    ) -> Response:
        """Send what a browser would, with its cookies, and keep those that come back."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"host": HOST, "sec-fetch-site": "same-origin", **headers}
        answer = self.request(
            method, address, [*sent.items(), *([("cookie", cookie)] if cookie else [])], body
        )
        for name, morsel in SimpleCookie(answer.headers.get("set-cookie", "")).items():
            self.cookies[name] = morsel.value
        return answer

    def open(self) -> Visitor:
        """Open the link."""
        answer = self.send("GET", f"/open?key={self.keys.link}", {"sec-fetch-site": "none"})
        assert answer.status == 200
        return self

    def get(self, address: str, **headers: str) -> Response:
        """Follow a link of the page."""
        return self.send("GET", address, headers)

    def post(self, path: str, fields: dict[str, str], *, live: bool = False) -> Response:
        """Send a form of the page, as its script does where `live`."""
        headers = {
            "origin": f"http://{HOST}",
            "content-type": "application/x-www-form-urlencoded",
            **({"hx-request": "true"} if live else {}),
        }
        body = urlencode({"token": self.keys.form, **fields}).encode()
        return self.send("POST", path, headers, body)

    def ended(self, path: str):
        """A page whose answer is there, however long it takes."""
        settings, _ = settings_of(parse_qsl(path.partition("?")[2]), self.session.edition.scenario)
        assert self.session.answer(PageQuestion(self.session.look(), settings)).wait(60)
        return self.get(path)


def visitor(path: Path, **options: bool) -> Visitor:
    """A browser that has opened the link."""
    return Visitor(session_of(path, **options)).open()


def words_of(page: str) -> str:
    """What a page says, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


async def _exchange(app: Any, scope: dict[str, Any], parts: list[bytes]) -> Response:
    sent: list[Any] = []
    waiting = iter(parts)

    async def receive() -> dict[str, Any]:
        body = next(waiting, b"")
        more = bool(body) and len(parts) > 1
        return {"type": "http.request", "body": body, "more_body": more}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    headers = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    content = b"".join(message.get("body", b"") for message in sent[1:])
    return Response(sent[0]["status"], headers, content)
