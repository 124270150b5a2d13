"""A document as a file: a page or a Word file, by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from prioritise.views.document import Document


def _page(document: Document) -> bytes:
    from prioritise.render.page.page import html_page

    return html_page(document).encode()


def _word(document: Document) -> bytes:
    from prioritise.render.word.word import word_file

    return word_file(document)


_WRITERS: Mapping[str, Callable[[Document], bytes]] = {
    ".html": _page,
    ".htm": _page,
    ".docx": _word,
}
ENDINGS = tuple(_WRITERS)
"""Endings of names that say how a document is to be written."""


def document_bytes(document: Document, ending: str) -> bytes:
    """The whole file for an ending in `ENDINGS`."""
    return _WRITERS[ending.lower()](document)
