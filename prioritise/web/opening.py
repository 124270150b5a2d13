"""Opens the link in the browser of this computer, without its key on any command line.

Everybody on a computer may read the command lines of all its programs. So the browser is given the
name of a file that only its owner may read, which leads on to the link.
"""

from __future__ import annotations

import os
import webbrowser
from html import escape
from pathlib import Path
from threading import Event

from prioritise.programme.undisturbed import scratch_folder

PATIENCE = 60.0
"""Seconds after which the file goes, whether or not a browser has followed it."""
NAME = "open.html"


def open_link(link: str, followed: Event) -> None:
    """Let the browser follow the link; returns once it has, or has not in its time.

    Parameters
    ----------
    link
        The link, with its key.
    followed : Event
        Set once the link has been followed.
    """
    with scratch_folder() as folder:
        path = folder / NAME
        _write(path, link)
        if webbrowser.open(path.as_uri()):
            followed.wait(PATIENCE)


def _write(path: Path, link: str) -> None:
    """Nobody else may read it, from its first moment on."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "w", encoding="utf-8") as file:
        file.write(
            '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
            "<title>prioritise</title>"
            f'<meta http-equiv="refresh" content="0; url={escape(link)}"></head>'
            f'<body><p><a href="{escape(link)}">Open the page</a></p></body></html>\n'
        )
