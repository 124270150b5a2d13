"""A picture in SVG, written by hand: shapes, texts, and words for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from prioritise.views.sanitise import one_line

FONT = "system-ui, Segoe UI, Helvetica, Arial, sans-serif"
INK, QUIET, PAPER = "#1d1d1b", "#5a5a58", "#ffffff"


class Picture:
    """Shapes in the order in which they are drawn.

    Parameters
    ----------
    width, height
        Size, in the unit of all coordinates.
    title
        What it shows, in a line.
    description
        What can be seen in it, in sentences: the text alternative.
    """

    def __init__(self, width: float, height: float, title: str, description: str) -> None:
        self.width, self.height = width, height
        self._title, self._description = one_line(title), one_line(description)
        self._shapes: list[str] = []

    def add(
        self, name: str, text: str | None = None, tip: str = "", /, **attributes: object
    ) -> None:
        """Add an element; `_` in the name of an attribute stands for `-`.

        Parameters
        ----------
        text
            What it holds, for a text.
        tip
            What is shown where somebody points at it.
        """
        given = "".join(
            f" {key.rstrip('_').replace('_', '-')}={quoteattr(_text(value))}"
            for key, value in attributes.items()
        )
        inside = f"<title>{escape(one_line(tip))}</title>" if tip else ""
        inside += escape(one_line(text)) if text is not None else ""
        self._shapes.append(f"<{name}{given}>{inside}</{name}>" if inside else f"<{name}{given}/>")

    def text(self, x: float, y: float, words: str, **attributes: object) -> None:
        """Add a text, with its baseline at y."""
        self.add("text", words, x=x, y=y, **{"fill": INK, "font_size": 13, **attributes})

    def lines(self, x: float, y: float, texts: Iterable[str], **attributes: object) -> None:
        """Add texts below one another."""
        for number, words in enumerate(texts):
            self.text(x, y + 18 * number, words, **attributes)

    def svg(self) -> str:
        """The whole file."""
        size = f'width="{_text(self.width)}" height="{_text(self.height)}"'
        box = f'viewBox="0 0 {_text(self.width)} {_text(self.height)}"'
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} role="img" '
            f'aria-labelledby="title description" font-family="{FONT}">'
        )
        words = (
            f'<title id="title">{escape(self._title)}</title>\n'
            f'<desc id="description">{escape(self._description)}</desc>'
        )
        paper = f'<rect width="100%" height="100%" fill="{PAPER}"/>'
        return "\n".join([head, words, paper, *self._shapes, "</svg>", ""])


def text_width(words: str, size: float = 13) -> float:
    """About how wide a text is; enough to keep labels apart."""
    return 0.56 * size * len(words)


def _text(value: object) -> str:
    """A number to two places without idle zeros; anything else as it is."""
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)
