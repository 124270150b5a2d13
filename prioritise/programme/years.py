"""Financial years as numbers, and numbers as financial years."""

from __future__ import annotations

import re

_FINANCIAL = re.compile(r"([0-9]{4})(?:([-/])([0-9]{2}(?:[0-9]{2})?))?")


def year_number(name: str) -> int | None:
    """The calendar year in which a financial year starts; none for what is no such year."""
    match = _FINANCIAL.fullmatch(name)
    if match is None:
        return None
    first = int(match[1])
    return None if match[3] and str(first + 1)[-len(match[3]) :] != match[3] else first


def year_name(number: int, like: str) -> str:
    """The financial year that starts in a calendar year, written like another."""
    match = _FINANCIAL.fullmatch(like)
    if match is None or not match[3]:
        return str(number)
    return f"{number}{match[2]}{str(number + 1)[-len(match[3]) :]}"
