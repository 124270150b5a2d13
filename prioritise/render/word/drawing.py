"""A chart as a picture for Word, which takes no SVG that every version could show."""

from __future__ import annotations

import re
from functools import cache
from html import unescape

from prioritise.views.document import Figure

FITTING = 720.0
"""Widest drawing, in points of the SVG, whose lettering can be read on a page of paper."""
_SHARPNESS = 3
"""Dots of the picture for each of the drawing: about 300 an inch."""
_FAMILIES = ("Arial", "Helvetica", "Liberation Sans", "DejaVu Sans", "Noto Sans", "Segoe UI")
"""Faces without serifs, of which most systems have one."""
_LETTER = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    '<text x="5" y="30" font-size="20" font-family="sans-serif">{}</text></svg>'
)


def drawn(figure: Figure) -> bytes | None:
    """A PNG of a figure; none where this machine has no font to letter it with."""
    family = _family()
    if family is None:
        return None
    return _png(_svg(figure), family, _SHARPNESS)


def said(figure: Figure) -> str:
    """What can be seen in a figure: its text alternative."""
    found = re.search(r'<desc id="description">(.*?)</desc>', _svg(figure), re.DOTALL)
    return unescape(found[1]) if found else figure.caption


def _svg(figure: Figure) -> str:
    """The drawing that suits paper: the widest whose lettering is large enough."""
    if isinstance(figure.svg, str):
        return figure.svg
    fitting = [svg for svg in figure.svg if _width(svg) <= FITTING]
    return fitting[-1] if fitting else figure.svg[0]


def _width(svg: str) -> float:
    found = re.search(r' width="([\d.]+)"', svg)
    return float(found[1]) if found else FITTING


@cache
def _family() -> str | None:
    """The first face that leaves ink: a missing one is passed over in silence."""
    return next((each for each in _FAMILIES if _letter("M", each) != _letter("", each)), None)


def _letter(text: str, family: str) -> bytes:
    return _png(_LETTER.format(text), family, 1)


def _png(svg: str, family: str, sharpness: int) -> bytes:
    import resvg_py

    # Both, since letters of a face that is missing would be drawn with serifs.
    return resvg_py.svg_to_bytes(
        svg_string=svg, zoom=sharpness, sans_serif_family=family, serif_family=family
    )
