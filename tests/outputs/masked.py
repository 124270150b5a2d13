"""What differs from run to run in an output, masked in one place; all else has to stay as it is."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.programmes import REPOSITORY

_MASKS = (
    (r"(?s)<style>.*?</style>", "<style>…</style>"),  # looked after by tests of their own
    (r"\b[0-9a-f]{64}\b", "HASH"),
    (r"\b[0-9a-f]{12}…", "HASH…"),
    (r"(?<=seen=)[0-9a-f]+", "HASH"),
    (r"(?<=/assets/)[\w.-]+", lambda found: found[0].split("-")[0].split("?")[0]),
    (r'(name="token" value=")[^"]*', r"\1TOKEN"),
    (r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?( ?UTC|Z|\+00:00)?", "MOMENT"),
    (r"\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|"
     r"December) 20[2-9]\d(,? \d\d:\d\d( UTC)?)?", "DAY"),
    (r"[<>]? ?\d+(\.\d+)? (s|seconds?)\b", "SECONDS s"),
    (r'("seconds": )[\d.e-]+', r"\1SECONDS"),
    (r"(?i)\b(highs|pulp|python|prioritise|highspy|version)(\W{1,4})\d+(\.\d+)+[\w.+-]*",
     r"\1\2VERSION"),
    (r"(?s)(\"versions\": )\{.*?\}", r"\1{}"),
)  # fmt: skip


def masked(text: str, *places: Path) -> str:
    """A text without times, versions, hashes, and the folders that this machine has."""
    for place in (*places, REPOSITORY):
        text = text.replace(str(place), "PLACE").replace(place.as_posix(), "PLACE")
    for pattern, mask in _MASKS:
        text = re.sub(pattern, mask, text)
    return text


def in_lines(page: str) -> str:
    """A page with one tag a line, so that a diff shows what has changed."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r">\s*<", ">\n<", page)).strip() + "\n"
