"""What one text in a cell or a YAML value means: a number, an amount, an id, a list, a word.

A reader takes the text and gives the value, or None where there is nothing; where the text means
nothing that it could be, it raises `BadCell` with what would be right. Nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from prioritise.programme.money import PENCE_PER_UNIT, to_pence

Reader = Callable[[str], Any]
"""From a text to its value, None where the text is blank."""

LONGEST_NAME = 200
"""Characters of an id or a label; more is a file that was put together wrongly."""
_LONGEST_SHOWN = 60

_WHOLE = r"(?:[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})"
_PLAIN_NUMBER = rf"(?:{_WHOLE}(?:\.[0-9]{{1,15}})?|\.[0-9]{{1,15}})"
NUMBER = re.compile(rf"-?{_PLAIN_NUMBER}")
"""How a number is written."""
AMOUNT = re.compile(rf"£?{_PLAIN_NUMBER}")
"""How an amount of money is written."""
_LONGEST_FAST = 12

_HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters but the line feed, and marks that turn the direction of writing round."""


class BadCell(ValueError):
    """A text that cannot be read; the message says what would be right."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


def number(text: str) -> Decimal | None:
    """A decimal number; thousands separators are read where they stand in the right places."""
    if len(text) <= _LONGEST_FAST and text.isascii() and text.isdigit():
        return Decimal(text)
    text = text.strip()
    if not text:
        return None
    if text.endswith("%") and NUMBER.fullmatch(text[:-1]):
        share = Decimal(text[:-1].replace(",", "")) / 100
        raise BadCell(f"a share rather than a percentage: {share.normalize():f}")
    if not NUMBER.fullmatch(text):
        raise BadCell("a number, such as 7 or 1,234.5, of at most 12 digits and 15 decimals")
    return Decimal(text.replace(",", ""))


def whole(text: str) -> int | None:
    """A whole number."""
    value = number(text)
    if value is None:
        return None
    if value % 1:
        raise BadCell("a whole number")
    return int(value)


def amount(unit: str) -> Reader:
    """A reader of amounts in this unit, which gives whole pence."""
    decimals = len(str(PENCE_PER_UNIT[unit])) - 1

    def read(text: str) -> int | None:
        before, point, after = text.partition(".")
        plain = before.isdigit() and text.isascii() and len(before) <= _LONGEST_FAST
        if plain and (not point or (after.isdigit() and len(after) <= decimals)):
            return int(before + after.ljust(decimals, "0"))
        text = text.strip()
        if not text:
            return None
        if not AMOUNT.fullmatch(text):
            raise BadCell(f"an amount in {unit} that is not negative, such as 0 or 1,234.5")
        try:
            return to_pence(Decimal(text.removeprefix("£").replace(",", "")), unit)
        except ValueError:
            raise BadCell(f"an amount in {unit} of whole pence") from None

    return read


def signed_amount(unit: str) -> Reader:
    """A reader of amounts in this unit that may be below 0, with the sign in front."""
    plain: Callable[[str], int | None] = amount(unit)

    def read(text: str) -> int | None:
        bare = text.strip()
        sign = -1 if re.match("-[£0-9.]", bare) else 1
        try:
            found = plain(bare[1:] if sign < 0 else bare)
            return None if found is None else sign * found
        except BadCell as bad:
            raise BadCell(bad.expected.replace(" that is not negative", "")) from None

    return read


def identifier(text: str) -> str | None:
    """An id or a reference to one, exactly as written: `007`, `NA` and `1e5` are ids.

    In a workbook a cell that holds the number 7 reads as `7`, however it is formatted.
    """
    if ";" in text:
        raise BadCell("one id, without a semicolon")
    return label(text)


def label(text: str) -> str | None:
    """A short text that other rows repeat, exactly as written."""
    if not text:
        return None
    if text != text.strip():
        raise BadCell("no space at either end")
    if not text.isprintable():
        raise BadCell("visible characters only")
    if len(text) > LONGEST_NAME:
        raise BadCell(f"at most {LONGEST_NAME} characters")
    return text


def names(text: str) -> tuple[str, ...] | None:
    """Ids or labels separated by semicolons."""
    if not text:
        return None
    parts = text.split(";")
    if not all(part and part == part.strip() for part in parts):
        raise BadCell("names separated by semicolons, without spaces around them")
    found = tuple(label(part) or part for part in parts)
    if len(set(found)) < len(found):
        raise BadCell("every name once")
    return found


def word(text: str) -> str | None:
    """A word of a closed list; the record knows the list."""
    return text.strip() or None


def yes_or_no(text: str) -> bool | None:
    """Whether a cell says yes."""
    said = text.strip().casefold()
    if said not in ("", "yes", "no"):
        raise BadCell("yes or no")
    return said == "yes" if said else None


def day(text: str) -> date | None:
    """A day."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise BadCell("a date such as 2019-12-15") from None


def free_text(text: str) -> str | None:
    """Text for people, exactly as written; None where there is nothing to see."""
    if _HIDDEN.search(text):
        raise BadCell("text without control characters")
    return text if text.strip() else None


def key_text(text: str) -> str:
    """A key or a file's name as messages show it: as it is, where that is harmless."""
    return text if text.isprintable() and len(text) <= _LONGEST_SHOWN else shown(text)


def shown(text: str) -> str:
    """A text as messages show it: in quotes, harmless to a terminal, and not too long."""
    if not text:
        return "nothing"
    if len(text) > _LONGEST_SHOWN:
        text = f"{text[:_LONGEST_SHOWN]}…"
    return repr(text)
