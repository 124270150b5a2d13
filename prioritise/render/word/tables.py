"""Tables of a Word file, as its own XML: quick for thousands of rows.

A header row repeats on each page, and columns are as wide as what they hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from prioritise.render.word.look import TEXT_WIDTH
from prioritise.views.document import Cell, Facts, Grid, PageLink, Stacked, Tag
from prioritise.views.sanitise import visible

_TWIP = 635
"""Parts of an inch in which pictures are measured, in one of those in which tables are."""
_WIDTH = TEXT_WIDTH // _TWIP
_MANY = 7
"""More columns than this, and the lettering is smaller."""
_WIDE, _WIDEST = 40, 120
"""Signs after which a column gets no more room, and one of sentences."""
_SIGN, _PADDING = {"": 106, "Small": 88}, 120
"""Room for a sign of each size in bold, and beside the text of a cell."""
_OPEN = '<w:tbl xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'


def grid_xml(grid: Grid) -> str:
    """A table with a header row; its first column names the rows."""
    small = "Small" if len(grid.heads) > _MANY else ""
    numbers = [head.is_number for head in grid.heads]
    widths = _widths(grid, small)
    notes = grid.notes or ("",) * len(grid.rows)

    def lines() -> Iterator[str]:
        heads = tuple(head.text for head in grid.heads)
        yield _row(heads, numbers, widths, small, is_head=True)
        for row, note in zip(grid.rows, notes, strict=True):
            yield _row(row, numbers, widths, small)
            if note:
                yield _note(note, widths, small)
        if grid.total:
            yield _row(grid.total, numbers, widths, small, bold=True)

    return _table(grid.caption, widths, lines(), has_head=True)


def facts_xml(facts: Facts) -> str:
    """Names and what they are, side by side."""
    widths = [_WIDTH // 3, _WIDTH - _WIDTH // 3]
    rows = (_row(row, (False, False), widths, "") for row in facts.rows)
    return _table("Facts", widths, rows, has_head=False)


def bookmark(name: str) -> str:
    """The name of a place as Word takes it."""
    return re.sub(r"\W", "_", f"at_{name}")[:40]


def _table(said: str, widths: Sequence[int], rows: Iterator[str], *, has_head: bool) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'{_OPEN}<w:tblPr><w:tblStyle w:val="FigureTable"/><w:tblW w:w="{_WIDTH}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="{int(has_head)}" '
        'w:firstColumn="1" w:lastRow="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(visible(said))}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(
    cells: Sequence[Cell],
    numbers: Sequence[bool],
    widths: Sequence[int],
    small: str,
    *,
    is_head: bool = False,
    bold: bool = False,
) -> str:
    repeated = "<w:tblHeader/>" if is_head else ""
    shown = "".join(
        _cell(width, _paragraphs(cell, is_number, small, bold or is_head or place == 0))
        for place, (cell, is_number, width) in enumerate(zip(cells, numbers, widths, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{shown}</w:tr>"


def _note(note: str, widths: Sequence[int], small: str) -> str:
    """A sentence below a row, as wide as the table."""
    inside = _paragraph(_run(note, bold=False), f"CellQuiet{small}", False)
    return f"<w:tr>{_cell(sum(widths), inside, span=len(widths))}</w:tr>"


def _cell(width: int, inside: str, *, span: int = 1) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}</w:tcPr>{inside}</w:tc>'


def _paragraphs(cell: Cell, is_number: bool, small: str, bold: bool) -> str:
    style = f"Cell{small}"
    match cell:
        case str():
            return _paragraph(_run(cell, bold=bold), style, is_number)
        case Tag():
            return _paragraph(_run(cell.text, bold=True), style, is_number)
        case PageLink():
            link = f'<w:hyperlink w:anchor="{bookmark(cell.to)}">'
            inside = f"{link}{_run(cell.text, bold=bold, style='Link')}</w:hyperlink>"
            return _paragraph(inside, style, is_number)
        case Stacked():
            below = _paragraph(_run(cell.below, bold=False), f"CellQuiet{small}", is_number)
            return _paragraph(_run(cell.text, bold=bold), style, is_number) + below


def _paragraph(inside: str, style: str, is_number: bool) -> str:
    side = '<w:jc w:val="right"/>' if is_number else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{side}</w:pPr>{inside}</w:p>'


def _run(text: str, *, bold: bool, style: str = "") -> str:
    if not text:
        return ""
    look = (f'<w:rStyle w:val="{style}"/>' if style else "") + ("<w:b/>" if bold else "")
    shown = escape(visible(text))
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{shown}</w:t></w:r>'


def _widths(grid: Grid, small: str) -> list[int]:
    """Room for each column: no word is broken where there is room, then what is long gets more."""
    least, wanted = [], []
    sign = _SIGN[small]
    rows: list[tuple[Cell, ...]] = [tuple(head.text for head in grid.heads), *grid.rows]
    rows += filter(None, [grid.total])
    columns = zip(*rows, strict=True)
    for head, column in zip(grid.heads, columns, strict=True):
        texts = [text for cell in column for text in _texts(cell)]
        word = max(len(word) for text in texts for word in text.split() or [""])
        least.append(sign * (word + 1) + _PADDING)
        longest = min(max(map(len, texts)), _WIDEST if head.wide else _WIDE)
        wanted.append(max(0, sign * longest + _PADDING - least[-1]) + 1)
    spare = _WIDTH - sum(least)
    if spare < 0:
        return [_WIDTH * each // sum(least) for each in least]
    return [each + spare * more // sum(wanted) for each, more in zip(least, wanted, strict=True)]


def _texts(cell: Cell) -> tuple[str, ...]:
    match cell:
        case str():
            return (cell,)
        case Stacked():
            return (cell.text, cell.below)
        case _:
            return (cell.text,)
