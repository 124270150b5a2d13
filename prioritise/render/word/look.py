"""How a Word file looks: paper, letters, headings and rules; nothing of what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prioritise.views.sanitise import visible

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

TEXT_WIDTH = 6120000
"""Between the margins of a page, in 914,400 to the inch: 17 cm of the 21 of A4."""
_PAPER = (7560000, 10692000)
_MARGIN = 720000
_FONT, _INK, _GREY = "Arial", "1D1D1B", "505A5F"
_HEADINGS = {1: 18, 2: 14, 3: 12, 4: 11, 5: 11, 6: 11}
"""Points of each heading."""
_RULES = (
    '<w:tblPr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:tblBorders><w:top w:val="single" w:sz="8" w:color="{ink}"/>'
    '<w:bottom w:val="single" w:sz="8" w:color="{ink}"/>'
    '<w:insideH w:val="single" w:sz="4" w:color="B1B4B6"/></w:tblBorders>'
    '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr>"
)


def dressed(word: WordDocument, kind: str, made: str, subject: str) -> None:
    """Give an empty file its paper, its styles, and what stands above and below each page."""
    _paper(word, kind, made, subject)
    _letters(word)
    _language(word)
    thumbnail = next(
        (name for name, rel in word.part.package.rels.items() if "thumbnail" in rel.reltype), None
    )
    if thumbnail:
        del word.part.package.rels[thumbnail]  # a picture of another file


def _paper(word: WordDocument, kind: str, made: str, subject: str) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Emu

    section = word.sections[0]
    section.page_width, section.page_height = map(Emu, _PAPER)
    section.left_margin = section.right_margin = Emu(_MARGIN)
    section.top_margin = section.bottom_margin = Emu(_MARGIN)
    above, below = section.header.paragraphs[0], section.footer.paragraphs[0]
    above.text = visible("  ·  ".join(filter(None, (kind, made))))
    below.add_run(f"{visible(subject)}  ·  ")
    page = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    below._p.append(parse_xml(page))


def _letters(word: WordDocument) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.shared import Pt, RGBColor

    known = {each.name for each in word.styles}
    ink, grey = RGBColor.from_string(_INK), RGBColor.from_string(_GREY)

    def style(
        name: str, points: float, after: float, *, quiet: bool = False, bold: bool | None = None
    ) -> None:
        """Set a paragraph's letters, and the space below it."""
        add = word.styles.add_style
        made = word.styles[name] if name in known else add(name, WD_STYLE_TYPE.PARAGRAPH)
        letters = made.element.get_or_add_rPr()
        for old in letters.findall("{*}rFonts"):
            letters.remove(old)  # those of a theme win over a name
        made.font.name, made.font.size, made.font.bold = _FONT, Pt(points), bold
        made.font.italic = False
        made.font.color.rgb = grey if quiet else ink
        made.paragraph_format.space_after = Pt(after)
        made.paragraph_format.line_spacing = 1.1
        for border in made.element.iter("{*}pBdr"):
            border.getparent().remove(border)

    style("Normal", 11, 8)
    style("Title", 26, 12, bold=True)
    style("Subtitle", 14, 2, quiet=True)
    style("Lead", 13, 10)
    style("Quiet", 10, 8, quiet=True)
    style("Caution", 11, 10, bold=True)
    style("Key Figure", 11, 2)
    style("Caption", 10, 4, bold=True)
    style("List Bullet", 11, 4)
    style("List Number", 11, 2)
    style("After Table", 6, 6)
    style("Header", 9, 0, quiet=True)
    style("Footer", 9, 0, quiet=True)
    for size, name in ((9, ""), (7.5, "Small")):
        style(f"Cell{name}", size, 1)
        style(f"CellQuiet{name}", size - 1 if not name else size - 0.5, 1, quiet=True)
    for level, points in _HEADINGS.items():
        style(f"Heading {level}", points, 6, bold=True)
        word.styles[f"Heading {level}"].paragraph_format.space_before = Pt(points + 2)
    word.styles["Caption"].paragraph_format.keep_with_next = True
    word.styles["Key Figure"].paragraph_format.left_indent = Pt(12)
    aside = word.styles.add_style("Aside", WD_STYLE_TYPE.CHARACTER).font
    aside.bold, aside.size, aside.color.rgb = False, Pt(10), grey
    link = word.styles.add_style("Link", WD_STYLE_TYPE.CHARACTER).font
    link.underline, link.color.rgb = True, RGBColor.from_string("1D5FA8")
    table = word.styles.add_style("Figure Table", WD_STYLE_TYPE.TABLE)
    table.element.append(parse_xml(_RULES.format(ink=_INK)))


def _language(word: WordDocument) -> None:
    """British English for whoever proofs or reads it aloud."""
    from docx.oxml.ns import qn

    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
