"""The page's doors: the key stays private, nobody keeps the door, no name is a device's."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep
from urllib.parse import urlparse
from urllib.request import url2pathname

import pytest

from tests.cli.programmes import small
from tests.web.served import served
from tests.web.visitors import session_of, visitor, words_of

from prioritise.web import connections  # isort: skip
from prioritise.web.guard import AccessKeys  # isort: skip
from prioritise.web.opening import open_link  # isort: skip
from prioritise.web.scenario_file import file_name  # isort: skip


def test_the_key_is_on_no_command_line_but_in_a_file_that_only_its_owner_reads(monkeypatch):
    given, keys, link = [], AccessKeys(), ""

    def browser(address: str) -> bool:
        path = Path(url2pathname(urlparse(address).path))
        given.append((address, path, path.read_text("utf-8"), path.stat().st_mode))
        given.append(path.parent.stat().st_mode)
        return True

    monkeypatch.setattr("webbrowser.open", browser)
    link = f"http://127.0.0.1:1/open?key={keys.link}"
    thread = Thread(target=open_link, args=(link, keys.followed))
    thread.start()
    while len(given) < 2:
        sleep(0.01)
    (address, path, text, mode), folder = given
    assert keys.link not in address
    assert link in text
    if os.name == "posix":
        assert stat.S_IMODE(mode) == 0o600
        assert stat.S_IMODE(folder) == 0o700
    assert path.exists()
    assert keys.opens(keys.link)
    thread.join(5)
    assert not path.parent.exists(), "gone once the link has been followed"


def test_without_a_browser_the_file_goes_at_once(monkeypatch):
    seen = []
    monkeypatch.setattr("webbrowser.open", lambda address: bool(seen.append(address)))
    began = monotonic()
    open_link("http://127.0.0.1:1/open?key=x", Event())
    assert monotonic() - began < 5
    assert not Path(url2pathname(urlparse(seen[0]).path)).exists()


def is_ended(connection: socket.socket) -> bool:
    """Whether the other side has closed a connection."""
    try:
        return connection.recv(1000) == b""
    except ConnectionError:
        return True
    except TimeoutError:
        return False


def test_connections_that_ask_nothing_shut_nobody_out(tmp_path, monkeypatch):
    monkeypatch.setattr(connections, "ASKING", 2.0)
    with served(session_of(small(tmp_path / "mine"))) as place:
        host, port = place.address.removeprefix("http://").split(":")
        idle = [socket.create_connection((host, int(port))) for _ in range(150)]
        for number, each in enumerate(idle[-20:]):
            each.sendall(b"GET / HTTP/1.1\r\nHost: x" if number % 2 else b"G")  # begun, never ended
        sleep(0.3)
        with socket.create_connection((host, int(port)), timeout=5) as asking:
            asking.sendall(f"GET /assets/desk.css HTTP/1.0\r\nHost: {host}:{port}\r\n\r\n".encode())
            assert asking.recv(100).startswith(b"HTTP/1.1 200")
        sleep(2.5)
        for each in idle:
            each.settimeout(1)
            assert is_ended(each)
            each.close()


def test_a_form_of_faulty_fields_is_refused_at_once(tmp_path):
    opened = visitor(small(tmp_path / "mine"))
    opened.ended("/")
    fields = {f"p.X{number}": "in" for number in range(19_000)}
    began = monotonic()
    for live in (False, True):
        answer = opened.post("/ask", fields, live=live)
        assert answer.status == 409
        assert "more than 50 fields make no sense here, so none was taken" in words_of(answer.text)
    assert monotonic() - began < 5


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("CON", "scenario-con.yaml"),
        ("aux.", "scenario-aux.yaml"),
        ("nul . .", "scenario-nul.yaml"),
        ("COM1", "scenario-com1.yaml"),
        ("lpt¹", "scenario-lpt1.yaml"),
        ("Programme", "scenario-programme.yaml"),
        ("...", "scenario.yaml"),
        ("Con artists", "con-artists.yaml"),
        ("../../etc/passwd", "etc-passwd.yaml"),
    ],
)
def test_no_title_makes_a_name_that_a_system_keeps_for_itself(title, name):
    assert file_name(title) == name
