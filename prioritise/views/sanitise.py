"""Text from the inputs made harmless: no formula in a spreadsheet, no command in a terminal.

A spreadsheet takes a cell for a formula by its first sign, also after blanks and quotes; some split
a line at semicolons and tabs whatever the quotes say. An apostrophe before the sign makes it text.
A terminal obeys control characters; they are shown as pictures or by their code instead.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"""((?:^|[;\t\r\n])[\s"'`]*)([=+\-@＝＋－＠])""")
_CONTROL = re.compile(
    # C0 but tab and line feed, DEL and C1; marks and overrides of direction; line separators;
    # what no XML may hold
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"
    r"\ud800-\udfff\ufffe\uffff]"
)


def sanitised(text: str) -> str:
    """Text for a cell of a table file."""
    if text[:1].isalnum() and text.isprintable() and ";" not in text:
        return text  # most cells: nothing in them that any of the tests below could find
    shown = visible(text)
    if shown[:1] in ("\t", "\n"):
        shown = "'" + shown
    return _FORMULA.sub(r"\1'\2", shown)


def visible(text: str) -> str:
    """Text with every control character shown instead of obeyed; tabs and line feeds stay."""
    return _CONTROL.sub(lambda found: _picture(found.group()), text)


def one_line(text: str) -> str:
    """Text for a screen: visible, and on one line."""
    return " ".join(visible(text).split())


def _picture(sign: str) -> str:
    code = ord(sign)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"
