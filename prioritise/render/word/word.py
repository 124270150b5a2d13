"""A document as a Word file: headings, real tables, pictures with their words.

The same document makes the same bytes on the same machine. What folds on a page stands open here,
under a heading of its own, which Word can fold.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from prioritise.render.word.drawing import drawn, said
from prioritise.render.word.look import TEXT_WIDTH, dressed
from prioritise.render.word.tables import bookmark, facts_xml, grid_xml
from prioritise.views.document import (
    Block,
    BulletPoints,
    Document,
    Facts,
    Figure,
    Fold,
    Grid,
    KeyFigures,
    Section,
    Under,
    Words,
)
from prioritise.views.sanitise import visible

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

_MADE = datetime(2020, 1, 1)  # the same file, byte for byte, whenever it is made
_EPOCH = (1980, 1, 1, 0, 0, 0)
_DEEPEST = 6
"""Level of the smallest heading."""
_STYLES = {"": "Normal", "lead": "Lead", "quiet": "Quiet", "caution": "Caution"}
NO_FONT = "The chart is left out, since no font was found to letter it with; its figures follow."


def word_file(document: Document) -> bytes:
    """The whole file.

    Parameters
    ----------
    document
        What it shows.

    Returns
    -------
    bytes
        A `.docx` file in British English, with a title, bookmarks at every place that has a name,
        and a number on each page.
    """
    writer = _WordWriter()
    writer.write(document)
    return _same_bytes(writer.word)


class _WordWriter:
    """A Word file that grows from its top."""

    def __init__(self) -> None:
        import docx

        self.word: WordDocument = docx.Document()
        self._marks = 0

    def write(self, document: Document) -> None:
        subject = " – ".join(filter(None, (document.title, document.scenario)))
        dressed(self.word, document.kind, document.made, subject)
        about = self.word.core_properties
        about.title, about.subject = visible(subject)[:250], document.kind
        about.author, about.comments, about.language = "", "", "en-GB"
        about.created = about.modified = _MADE
        if document.scenario:
            self._text(document.scenario, "Subtitle")
        self._text(document.title, "Title")
        if document.question:
            self._heading("The question", 2)
            self._text(document.question, "Lead")
            self._heading("The answer", 2)
        self._blocks(document.opening, 2)
        if document.question:
            self._heading("Contents", 2)
            for section in document.sections:
                self._entry(section)
        for section in document.sections:
            self._heading(section.heading, 1, section.name)
            self._blocks(section.blocks, 2)
        self._text(f"{subject}. {document.origin}", "Quiet")

    def _blocks(self, blocks: Iterable[Block], level: int) -> None:
        for block in blocks:
            self._block(block, level)

    def _block(self, block: Block, level: int) -> None:
        match block:
            case Words():
                for text in block.paragraphs:
                    self._text(text, _STYLES[block.tone])
            case BulletPoints():
                for item in block.items:
                    self._text(item, "List Bullet")
            case KeyFigures():
                for key in block.keys:
                    paragraph = self._text(key.figure, "Key Figure", bold=True)
                    paragraph.add_run(f"  {visible(key.words)}")
            case Facts():
                self._table(facts_xml(block))
            case Grid():
                self._grid(block)
            case Figure():
                self._figure(block)
            case Fold():
                self._heading(block.summary, level)
                self._blocks(block.blocks, level + 1)
            case Under():
                self._heading(block.heading, level, block.name, block.aside)
                self._blocks(block.blocks, level + 1)

    def _grid(self, grid: Grid) -> None:
        if not grid.hidden_caption:
            self._text(grid.caption, "Caption")
        self._table(grid_xml(grid))

    def _figure(self, figure: Figure) -> None:
        from docx.shared import Emu

        picture = drawn(figure)
        caption = self._text(figure.caption, "Caption")
        self._mark(caption, figure.name)
        if picture is None:
            self._text(NO_FONT if figure.table else said(figure), "Quiet")
        else:
            paragraph = self._text("", "Normal")
            shape = paragraph.add_run().add_picture(io.BytesIO(picture))
            shape.width, shape.height = (
                Emu(TEXT_WIDTH),
                Emu(shape.height * TEXT_WIDTH // shape.width),
            )
            words = shape._inline.docPr
            words.set("name", visible(figure.name))
            words.set("descr", visible(said(figure)))
        if figure.table is not None:
            self._grid(figure.table)

    def _table(self, xml: str) -> None:
        from docx.oxml import parse_xml

        body = self.word.element.body
        body.insert_element_before(parse_xml(xml), "w:sectPr")
        self._text("", "After Table")

    def _heading(self, text: str, level: int, name: str = "", aside: str = "") -> None:
        paragraph = self._text(text, f"Heading {min(level, _DEEPEST)}")
        if aside:
            paragraph.add_run(f"  {visible(aside)}", style="Aside")
        if name:
            self._mark(paragraph, name)

    def _entry(self, section: Section) -> None:
        """A line of the contents: a link to its place."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        paragraph = self._text("", "List Number")
        run = paragraph.add_run(visible(section.heading), style="Link")
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), bookmark(section.name))
        link.append(run._r)
        paragraph._p.append(link)

    def _text(self, text: str, style: str, *, bold: bool = False) -> Paragraph:
        paragraph = self.word.add_paragraph()
        paragraph._p.style = style.replace(" ", "")  # by its id: looking for a name takes long
        if text:
            paragraph.add_run(visible(text)).bold = bold or None
        return paragraph

    def _mark(self, paragraph: Paragraph, name: str) -> None:
        """A place that links may lead to."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(kind)
            mark.set(qn("w:id"), str(self._marks))
            if kind == "w:bookmarkStart":
                mark.set(qn("w:name"), bookmark(name))
            paragraph._p.append(mark)
        self._marks += 1


def _same_bytes(word: WordDocument) -> bytes:
    """The file, packed without the time of day."""
    made, packed = io.BytesIO(), io.BytesIO()
    word.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
