"""What is live in an output, by a parsed look at it, and what is said in it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree

import python_calamine

CONTROLS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
"""What a terminal or a reader's eye would obey."""
FORMULA = re.compile(r"""[\s"'`]*[=+\-@＝＋－＠]""")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
FORBIDDEN = {"iframe", "object", "embed", "base", "frame", "applet", "foreignobject", "math"}
ADDRESSES = ("href", "src", "action", "data", "poster", "background", "hx-get", "hx-post")
PLAIN_ADDRESS = re.compile(r"(#|/|\?|$|data:image/svg\+xml|data:font|[\w.-]+\.(css|js|svg)$)")


def live_in_text(text: str) -> Iterator[str]:
    """Signs that a terminal would obey."""
    if found := CONTROLS.search(text.replace("\r\n", "\n")):
        yield f"{found.group()!r} in {text[max(0, found.start() - 30) : found.end() + 30]!r}"


def live_in_csv(text: str) -> Iterator[str]:
    """Cells, or parts of them, that a spreadsheet would calculate."""
    yield from live_in_text(text)
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    for row in rows:
        if len(row) != len(rows[0]):
            yield f"a row of {len(row)} cells: {row}"
        for cell in row:
            for number, part in enumerate(re.split(r"[;\t\r\n]", cell)):
                if (
                    FORMULA.match(part)
                    and not _is_inert(part, number)
                    and not NUMBER.fullmatch(cell)
                ):
                    yield f"a formula in {cell!r}"


def _is_inert(part: str, number: int) -> bool:
    """Whether an apostrophe stands right before the sign."""
    found = FORMULA.match(part)
    return bool(found) and found.group()[:-1].endswith("'")


def live_in_json(text: str) -> Iterator[str]:
    """What is no JSON, or would be obeyed where it is printed."""
    yield from live_in_text(text)
    json.loads(text)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.live: list[str] = []
        self.scripts: list[str] = []
        self.said: list[str] = []
        self._in = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in = tag if tag in ("script", "style") else ""
        if tag in FORBIDDEN or tag.startswith("hit"):
            self.live.append(f"<{tag}>")
        for name, value in attrs:
            address = (value or "").strip()
            if name.startswith("on") or name in ("srcdoc", "formaction", "xlink:href", "hx-on"):
                self.live.append(f"{tag} {name}={value!r}")
            if name in ADDRESSES and not PLAIN_ADDRESS.match(address):
                self.live.append(f"{tag} {name}={value!r}")
            if tag == "meta" and name == "http-equiv" and address.lower() == "refresh":
                self.live.append("a page that leads elsewhere")
            self.said.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        (self.scripts if self._in else self.said).append(data)


def looked_at(page: str) -> _Page:
    """A page, parsed as a browser would."""
    parser = _Page()
    parser.feed(page)
    parser.close()
    return parser


def live_in_page(page: str, harmless: str) -> Iterator[str]:
    """What a browser would run, fetch or follow; scripts are those of a harmless page."""
    looked = looked_at(page)
    yield from looked.live
    yield from live_in_text(page)
    for script in dict.fromkeys(looked.scripts):
        if script.strip() and script not in looked_at(harmless).scripts:
            yield f"a script or style of its own: {script[:80]!r}"


def live_in_svg(text: str) -> Iterator[str]:
    """What is no picture."""
    yield from live_in_text(text)
    for node in ElementTree.fromstring(text).iter():
        name = str(node.tag).rpartition("}")[2].lower()
        if name in ("script", *FORBIDDEN):
            yield f"<{name}>"
        for key, value in node.items():
            key = key.rpartition("}")[2]
            if key.startswith("on") or (
                key == "href" and not value.startswith(("#", "data:image"))
            ):
                yield f"{name} {key}={value!r}"


def live_in_book(content: bytes) -> Iterator[str]:
    """Formulas, links and macros of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if re.search("vba|externalLink|activeX|embeddings|connections|queryTable", name):
                yield f"a part {name}"
            if not name.endswith((".xml", ".rels")):
                continue
            root = ElementTree.fromstring(archive.read(name))
            for node in root.iter():
                tag = str(node.tag).rpartition("}")[2]
                outward = tag == "hyperlink" and any(key.endswith("}id") for key in node.attrib)
                formula = tag == "c" and any(str(part.tag).endswith("}f") for part in node)
                if formula or outward or tag == "oleObject":
                    yield f"{name}: <{tag}> {node.items()}"
                if node.get("TargetMode") == "External":
                    yield f"{name}: {node.get('Target')}"
                if tag in ("ddeLink", "externalReference"):
                    yield f"{name}: <{tag}>"


def said_in_book(content: bytes) -> str:
    """Every text of a workbook."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return "\n".join(
        str(cell)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    )


def folded(text: str) -> str:
    """A text without what outputs may add to it: apostrophes, blanks, quotes of CSV."""
    return re.sub(r"[\s'\"]+", "", text)


def is_said(payload: str, text: str) -> bool:
    """Whether a payload is there to read, whatever stands between its letters to make it inert."""
    pictured = CONTROLS.sub(lambda sign: f"<U+{ord(sign.group()):04X}>", payload)
    return any(folded(form) in folded(text) for form in (payload, pictured))
