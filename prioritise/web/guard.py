"""Who may ask: every request passes here first, and every answer leaves with the same headers.

The page is for one person at this computer. A request is refused unless it names the address that
the page is bound to, a place and method that there are, and the session that the one-time link has
opened; what changes anything also has to come from the page itself, and to carry the form's token.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from hmac import compare_digest
from http import HTTPStatus
from threading import Event, Lock
from typing import Any
from urllib.parse import parse_qsl

LONGEST_ADDRESS = 60_000
"""Bytes of an address with its settings."""
LONGEST_HEADERS = 60_000
"""Bytes of everything else that is sent before a form."""
LARGEST_BODY = 1_000_000
"""Bytes of a form: 600 proposals take about 50,000."""
MOST_FIELDS = 20_000
FORM = "application/x-www-form-urlencoded"
TOKEN = "token"
"""Field of a form that holds its token."""
OPEN = "/open"
"""Where the one-time link leads."""
HEADERS = {
    "content-security-policy": "default-src 'self'; base-uri 'none'; object-src 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
"""Headers of every answer, refusals included."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


@dataclass
class AccessKeys:
    """What lets somebody in; made anew whenever the page is started."""

    link: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    """In the link that is printed; good for one use."""
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    """In the cookie that the link sets."""
    form: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    """In every form."""
    followed: Event = field(default_factory=Event, repr=False)
    """Set once the link has been followed."""
    _lock: Lock = field(default_factory=Lock, repr=False)
    _used: bool = False

    def opens(self, key: str) -> bool:
        """Whether a key is the one of the link; true once."""
        with self._lock:
            right = not self._used and compare_digest(key.encode(), self.link.encode())
            if right:
                self._used = True
                self.followed.set()
            return right


@dataclass(frozen=True, slots=True)
class RequestRefusal:
    """Why a request is not answered."""

    status: HTTPStatus
    words: str


@dataclass(frozen=True)
class Guard:
    """The one way in.

    Parameters
    ----------
    app
        What answers where nothing is refused.
    keys : Keys
        What lets somebody in.
    host
        Address and port that the page is bound to.
    places
        Every path, with the method that it answers.
    public
        Paths that need no session.
    """

    app: App
    keys: AccessKeys
    host: str
    places: Mapping[str, str]
    public: frozenset[str] = frozenset()

    @property
    def cookie(self) -> str:
        """Name of the cookie: cookies know no ports, so the port is part of it."""
        return f"prioritise-{self.host.rpartition(':')[2]}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or hand it on, its body read."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = _headers(scope)
        refusal = self._refused(scope, headers)
        if refusal is None and scope["method"] == "POST":
            body = await _body(receive)
            refusal = _too_large() if body is None else self._forged(body)
            scope["state"] = {"form": [] if refusal or body is None else _fields(body)}
            receive = _empty
        if refusal is None:
            await self.app(scope, receive, _with_headers(send))
        else:
            await _refuse(refusal, _with_headers(send))

    def _refused(self, scope: Scope, headers: Mapping[bytes, list[bytes]]) -> RequestRefusal | None:
        """Why a request is refused, as far as that shows without its body."""
        if headers.get(b"host") != [self.host.encode()]:
            return RequestRefusal(
                HTTPStatus.MISDIRECTED_REQUEST, "This address is not the page's own."
            )
        path, method = scope["path"], scope["method"]
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            return RequestRefusal(HTTPStatus.REQUEST_URI_TOO_LONG, "The address is too long.")
        if sum(len(name) + len(value) for name, value in scope["headers"]) > LONGEST_HEADERS:
            words = "The browser sends more headers than any page here takes."
            return RequestRefusal(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, words)
        if path not in self.places:
            return RequestRefusal(HTTPStatus.NOT_FOUND, "There is no such page.")
        if method != self.places[path]:
            return RequestRefusal(
                HTTPStatus.METHOD_NOT_ALLOWED, "This page is not asked in that way."
            )
        if b"transfer-encoding" in headers and method != "POST":
            return RequestRefusal(HTTPStatus.BAD_REQUEST, "Nothing is to be sent to this page.")
        if path == OPEN or path in self.public:
            return None
        if not self._has_session(headers):
            words = (
                "Open the link that the program has printed; it works once. Where it was used "
                "already, stop the program with Ctrl-C and start it again for a new one."
            )
            return RequestRefusal(HTTPStatus.FORBIDDEN, words)
        if headers.get(b"sec-fetch-site", [b"none"])[0] not in (b"same-origin", b"none"):
            return RequestRefusal(HTTPStatus.FORBIDDEN, "Only this page itself may ask that.")
        if method == "POST":
            return self._foreign(headers)
        return None

    def _foreign(self, headers: Mapping[bytes, list[bytes]]) -> RequestRefusal | None:
        """Why a form is refused for where it comes from, or for what it claims to be."""
        if headers.get(b"origin") != [f"http://{self.host}".encode()]:
            return RequestRefusal(HTTPStatus.FORBIDDEN, "Only this page itself may ask that.")
        kind = headers.get(b"content-type", [b""])[0].split(b";")[0].strip().lower()
        if kind != FORM.encode():
            return RequestRefusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Only a form is taken here.")
        length = headers.get(b"content-length", [b"0"])[0]
        if not length.isdigit() or len(length) > 9 or int(length) > LARGEST_BODY:
            return _too_large()
        return None

    def _forged(self, body: bytes) -> RequestRefusal | None:
        """Why a form is refused for what is in it."""
        try:
            tokens = [value for name, value in _fields(body) if name == TOKEN]
        except ValueError:
            return RequestRefusal(HTTPStatus.BAD_REQUEST, "This form cannot be read.")
        if len(tokens) != 1 or not compare_digest(tokens[0].encode(), self.keys.form.encode()):
            return RequestRefusal(
                HTTPStatus.FORBIDDEN, "This form is not of this page; load it again."
            )
        return None

    def _has_session(self, headers: Mapping[bytes, list[bytes]]) -> bool:
        found = [
            value.strip()
            for line in headers.get(b"cookie", [])
            for pair in line.split(b";")
            for name, _, value in [pair.partition(b"=")]
            if name.strip() == self.cookie.encode()
        ]
        return len(found) == 1 and compare_digest(found[0], self.keys.session.encode())


def _headers(scope: Scope) -> dict[bytes, list[bytes]]:
    found: dict[bytes, list[bytes]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.lower(), []).append(value)
    return found


def _fields(body: bytes) -> list[tuple[str, str]]:
    text = body.decode("utf-8")
    return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)


def _too_large() -> RequestRefusal:
    return RequestRefusal(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "This is more than any form here holds."
    )


async def _body(receive: Receive) -> bytes | None:
    """The whole body; none where it is too large, of which no more is read."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b""
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > LARGEST_BODY:
            return None
        if not message.get("more_body"):
            return b"".join(parts)


async def _empty() -> MutableMapping[str, Any]:
    return {"type": "http.request", "body": b"", "more_body": False}


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            own = [(n, v) for n, v in message["headers"] if n.decode().lower() not in HEADERS]
            added = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            message = {**message, "headers": [*own, *added]}
        await send(message)

    return send_with_headers


async def _refuse(refusal: RequestRefusal, send: Send) -> None:
    page = (
        '<!DOCTYPE html>\n<html lang="en-GB" class="govuk-template"><head><meta charset="utf-8">'
        "<title>Not done: prioritise</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="icon" type="image/svg+xml" href="/assets/icon.svg">'
        '<link rel="stylesheet" href="/assets/govuk-frontend.css">'
        '<link rel="stylesheet" href="/assets/prioritise.css">'
        '</head><body class="govuk-template__body">'
        '<main class="govuk-width-container govuk-main-wrapper">'
        '<h1 class="govuk-heading-l">Not done</h1>'
        f'<p class="govuk-body">{refusal.words}</p></main></body></html>\n'
    ).encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(page)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": int(refusal.status), "headers": headers})
    await send({"type": "http.response.body", "body": page})
