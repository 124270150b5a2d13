"""What a record refuses, in plain words."""

from __future__ import annotations

import re
from typing import Any

from pydantic_core import ErrorDetails

_QUOTED = re.compile("'([^']*)'")

_WORDS = {
    "missing": "a value",
    "string_too_short": "a text",
    "too_short": "at least one",
    "greater_than": "more than {gt}",
    "greater_than_equal": "{ge} or more",
    "less_than": "less than {lt}",
    "less_than_equal": "{le} or less",
}


def expected_by(error: ErrorDetails) -> str:
    """What the record expects instead."""
    if error["type"] == "literal_error":
        return f"one of {', '.join(choices_of(error))}"
    context: dict[str, Any] = error.get("ctx", {})
    return _WORDS.get(error["type"], "a value of another kind").format(**context)


def choices_of(error: ErrorDetails) -> list[str]:
    """The words that would do, where only some words do."""
    expected = str(error.get("ctx", {}).get("expected", ""))
    return [word for word in _QUOTED.findall(expected) if word]
