"""What a parser of YAML says of a slip, in plain words and with the way out.

The parser comes in two builds that word the same slip in different ways; both are known here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from prioritise.programme.faults import Fault
from prioritise.reading.cells import shown

_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_KEY = re.compile(r"""\s*(?:-\s+)?([^\s:"'{}\[\],#][^:"'{}\[\],]*):\s+(\S.*)""")
_NO_BLANK = re.compile(r"""\s*(?:-\s+)?([^\s:"'{}\[\],#][^:"'{}\[\],]*):(\S.*)""")
_QUOTES = "quotes round a text with such a sign in it"
_LEVELS = "keys of one level one below the other, set in by as many blanks as each other"


def slip(error: Any, text: str, place: str, last: Any = None) -> Fault:
    """The fault of a text that is no YAML, where it can best be mended.

    Parameters
    ----------
    error
        What the parser raised, with its marks.
    text
        The whole file.
    place
        The name by which messages call it.
    last
        The last event before the error: a text in quotes that goes over several lines may have
        swallowed them.
    """
    mark, began = error.problem_mark, error.context_mark
    row = mark.line if mark else 0
    said = _Said(
        str(error.problem or ""),
        str(error.context or ""),
        _LINE_END.split(text),
        row,
        mark.column if mark else 0,
        began.line if began else row,
        _swallowing(last),
    )
    found, expected, at = next(
        (words(said) for knows, words in _SLIPS if knows(said)),
        (f"what YAML cannot be ({said.problem})", "a key, a colon, a blank and a value", row),
    )
    return Fault(place, at + 1, "", found, expected)


def _swallowing(event: Any) -> int | None:
    """Line, from 0, in which a text in quotes began that ended in a later line."""
    if getattr(event, "style", None) not in ("'", '"'):
        return None
    first, last = event.start_mark.line, event.end_mark.line
    return int(first) if last > first else None


@dataclass(frozen=True, slots=True)
class _Said:
    """What the parser said, and what stands where it stopped; lines and columns from 0."""

    problem: str
    context: str
    lines: Sequence[str]
    row: int
    """Line in which it stopped."""
    column: int
    """Column in which it stopped."""
    began: int
    """Line in which what went wrong began."""
    swallowing: int | None
    """Line in which a text in quotes began that went over several lines just before."""

    @property
    def line(self) -> str:
        """The line in which it stopped."""
        return self.at(self.row)

    @property
    def sign(self) -> str:
        """The sign at which it stopped; empty at the end of a line."""
        return self.line[self.column : self.column + 1]

    def at(self, row: int) -> str:
        """A line; empty where the file has ended."""
        return self.lines[row] if 0 <= row < len(self.lines) else ""


_Words = tuple[str, str, int]
"""What was found, what is expected, and the line, from 0, where that can be mended."""


def _tab(said: _Said) -> _Words:
    return "a tab", "blanks: tabs may not set keys and values in or apart", said.row


def _unclosed_quote(said: _Said) -> _Words:
    expected = "a second one after the text; an apostrophe in a text needs double quotes round it"
    began = said.began if said.swallowing is None else said.swallowing
    return "a quotation mark that is not closed in its line", expected, began


def _colon(said: _Said) -> _Words:
    """A colon that makes no key: in a text, after a key without a blank, or set in too far."""
    if whole := _KEY.fullmatch(said.line):
        key, text = whole.groups()
        if ": " in text or text.endswith(":"):
            expected = f"quotes round a text with a colon in it: {_example(key, text)}"
            return f"a colon in the text {shown(text)}", expected, said.row
    if glued := _NO_BLANK.fullmatch(said.at(said.row - 1)):
        return _glued(glued[1], said.row - 1)
    expected = f"{_LEVELS}; and quotes round a text with a colon in it"
    return "a colon where no key can stand", expected, said.row


def _glued(key: str, row: int) -> _Words:
    return f"no blank after the colon of {shown(key)}", "a blank after it", row


def _example(key: str, text: str) -> str:
    """The line as it would be right, where that can be shown."""
    quote = "'" if '"' in text else '"'
    whole = f"{key}: {quote}{text}{quote}"
    fine = whole.isprintable() and len(whole) <= 60 and quote not in text and "\\" not in text
    return whole if fine else 'title: "Phase 2: the hub"'


def _no_colon(said: _Said) -> _Words:
    if glued := _NO_BLANK.fullmatch(said.at(said.began)):
        return _glued(glued[1], said.began)
    expected = "a key, a colon, a blank and a value, such as title: Valleys"
    return "a line without a colon after a key", expected, said.began


def _list(said: _Said) -> _Words:
    expected = "commas between items, and a ] at the end, such as [a, b]"
    found = f"a list in brackets, begun in line {said.began + 1}, that does not go on or end here"
    return found, expected, said.row


def _braces(said: _Said) -> _Words:
    expected = (
        "a comma between keys, a } at the end, such as {a: 1, b: 2}, and quotes round a text "
        "with a colon, comma or bracket in it"
    )
    found = f"keys in braces, begun in line {said.began + 1}, that do not go on or end here"
    return found, expected, said.row


def _items(said: _Said) -> _Words:
    expected = "every item in a line of its own that begins with a hyphen, set in like the others"
    return "what is no item of the list above", expected, said.row


def _content(said: _Said) -> _Words:
    if not said.sign.strip(".-"):
        return "no value where one has to stand", "a value, or a text in quotes", said.row
    return (
        f"the sign {shown(said.sign)} where a text begins",
        f"{_QUOTES}, or no such sign",
        said.row,
    )


def _first_sign(said: _Said) -> _Words:
    return f"the sign {shown(said.sign)} where a text begins", _QUOTES, said.row


def _reference(said: _Said) -> _Words:
    return "a text that begins with & or *", _QUOTES, said.row


def _block(said: _Said) -> _Words:
    expected = "the text in the lines below it; or quotes round a text that begins with it"
    return "a text after | or > in the same line", expected, said.row


def _escape(said: _Said) -> _Words:
    expected = "two backslashes for one, or single quotes round the text"
    return "a backslash that means nothing, in double quotes", expected, said.row


def _directive(said: _Said) -> _Words:
    return "a line that begins with %", "a key, or a # before what is only a remark", said.row


def _next_key(said: _Said) -> _Words:
    before, rest = said.line[: said.column].strip(), said.line[said.column :].strip()
    if rest[:1] in ("]", "}"):
        return f"a {rest[0]} too many", f"as many as were opened, or {_QUOTES}", said.row
    if before and rest:
        expected = "quotes round the whole of a text, and others than those in it"
        return f"{shown(rest)} after the end of a value", expected, said.row
    return "what is no further key", _LEVELS, said.row


def _has(*parts: str) -> Callable[[_Said], bool]:
    return lambda said: any(part in said.problem for part in parts)


def _within(part: str) -> Callable[[_Said], bool]:
    return lambda said: part in said.context


def _is_tab(said: _Said) -> bool:
    """A tab at the problem, or before all else in its line."""
    blank = said.line[: len(said.line) - len(said.line.lstrip())]
    return said.sign == "\t" or "\t" in blank or "tab" in said.problem.split()


_SLIPS: tuple[tuple[Callable[[_Said], bool], Callable[[_Said], _Words]], ...] = (
    (_is_tab, _tab),
    (_has("escape", "hexdecimal", "hexadecimal"), _escape),
    (lambda said: said.swallowing is not None, _unclosed_quote),
    (_within("quoted scalar"), _unclosed_quote),
    (_has("mapping values are not allowed"), _colon),
    (_has("expected ':'"), _no_colon),
    (_has("',' or ']'"), _list),
    (_has("',' or '}'"), _braces),
    (_has("'-' indicator", "sequence entries"), _items),
    (_within("block collection"), _items),
    (_within("directive"), _directive),
    (_has("directive", "<document start>", "incompatible YAML"), _directive),
    (_within("block scalar"), _block),
    (_has("node content"), _content),
    (_has("cannot start any token"), _first_sign),
    (_within("an anchor"), _reference),
    (_within("an alias"), _reference),
    (_within("block mapping"), _next_key),
)
"""How each slip is known, and its words; the first that knows it speaks."""
