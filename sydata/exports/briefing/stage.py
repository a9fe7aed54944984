"""A deck in the house's look: 16:9, a title that says one thing, small lines, notes; Chinese faces for every text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Emu, Inches, Length, Pt

from sydata.analysis.briefing import Briefing
from sydata.catalog.slides import slide_words
from sydata.charts.theme import LIGHT
from sydata.exports.tables import storable
from sydata.exports.version import bare

LATIN, HAN = "Arial", "微软雅黑"
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, INNER = Inches(0.62), Inches(12.1)  # where text begins, and how wide it may be
TITLE_ONLY = 5  # the layout of the default template that has a title and nothing else
THEME = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
LINE = 1.6  # of its size a line takes in the tallest face that may stand in for ours
POINTS = 72  # in an inch
ONE_LINE = 0.8  # of its size a title may shrink to, to stay on one line
SMALLEST, LEAD_SMALLEST = 11, 14  # pt
LEAD_HIGH = 1.95  # inches: more would leave the chart too little
NARROW = 0.64  # of its size a Latin letter takes in the widest face that may stand in for ours


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set: points, colour, weight, and the gap below a paragraph as a part of its size."""

    size: float
    colour: str = LIGHT.ink
    bold: bool = False
    gap: float = 0.0


TITLE, LEAD, NOTE, FOOT = (
    Type(28, LIGHT.ink, True),
    Type(16, LIGHT.muted),
    Type(12, LIGHT.muted),
    Type(10, LIGHT.muted),
)
TITLE_BOX, LEAD_BOX = Box(0.62, 0.42, 10.9, 0.95), Box(0.62, 1.4, 12.1, 0.95)
OPENING, OPENING_BOX = Type(40, LIGHT.ink, True), Box(1.1, 2.2, 11.2, 1.5)
NOTE_BOX = Box(0.62, 6.62, 12.1, 0.3)


class Stage:
    """A deck in the making; add slides, then take the bytes."""

    def __init__(self, of: Briefing) -> None:
        self.of = of
        self.deck: Deck = Presentation()
        self.deck.slide_width, self.deck.slide_height = WIDTH, HEIGHT
        _name_faces(self.deck)
        known = self.deck.core_properties
        known.title, known.author, known.comments = storable(of.title), of.office_name, of.version
        known.language = "zh-CN" if of.lang == "zh" else "en"
        known.created = known.modified = of.created

    def slide(self, title: str, notes: Sequence[str], opening: bool = False) -> Slide:
        """A slide with its title, the marks that every slide has, and notes. opening: with its title in the middle."""
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[TITLE_ONLY])
        box, type = (OPENING_BOX, OPENING) if opening else (TITLE_BOX, TITLE)
        place = slide.shapes.title
        place.left, place.top, place.width, place.height = inches(box)
        frame = place.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        _flush(frame)
        write(frame.paragraphs[0], title, _fitting(title, type, box))
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        if not opening:
            rule(slide, Box(0.4, 0.58, 0.06, 0.63), LIGHT.red)
        self._marks(slide)
        slide.notes_slide.notes_text_frame.text = storable("\n".join(notes))
        return slide

    def _marks(self, slide: Slide) -> None:
        """未审定 on a draft, once; the data version, the number of the slide."""
        of = self.of
        if of.draft:
            badge(slide, Box(11.62, 0.5, 1.1, 0.42), slide_words("draft", of.lang))
        version = slide_words("version", of.lang, version=bare(of.version))
        text(slide, Box(0.62, 7.02, 10.0, 0.28), [version], FOOT)
        number = str(len(self.deck.slides))
        text(slide, Box(11.72, 7.02, 1.0, 0.28), [number], FOOT, PP_ALIGN.RIGHT)

    def content(self) -> bytes:
        """The deck as .pptx."""
        buffer = BytesIO()
        self.deck.save(buffer)
        return buffer.getvalue()


def _name_faces(deck: Deck) -> None:
    """Chinese faces in the theme, for what people type into the deck later."""
    part = deck.slide_masters[0].part.part_related_by(THEME)
    part._blob = part.blob.replace(b'<a:ea typeface=""/>', f'<a:ea typeface="{HAN}"/>'.encode())


# ---- text ----
def write(paragraph: _Paragraph, words: str, type: Type) -> None:
    """A run in our faces: PowerPoint takes that of Chinese letters from a:ea alone."""
    run = paragraph.add_run()
    run.text = storable(words)
    font = run.font
    font.name, font.size, font.bold = LATIN, Pt(type.size), type.bold
    font.color.rgb = colour(type.colour)
    name_han(run._r.get_or_add_rPr())


def name_han(properties: object) -> None:
    """Put the Chinese face behind the Latin one of some text's properties."""
    for old in properties.findall(qn("a:ea")):  # type: ignore[attr-defined]  # lxml: no types
        properties.remove(old)  # type: ignore[attr-defined]  # lxml: no types
    latin = properties.find(qn("a:latin"))  # type: ignore[attr-defined]  # lxml: no types
    face = latin.makeelement(qn("a:ea"), {"typeface": HAN})
    latin.addnext(face)


def colour(code: str) -> RGBColor:
    """`#rrggbb` as pptx knows it."""
    return RGBColor.from_string(code.removeprefix("#").upper())


def text(
    slide: Slide, box: Box, lines: Sequence[str], type: Type, align: PP_ALIGN = PP_ALIGN.LEFT
) -> TextFrame:
    """A text of one look, a paragraph a line, set smaller where it would not fit its box."""
    frame = slide.shapes.add_textbox(*(Inches(n) for n in _tuple(box))).text_frame
    frame.word_wrap = True
    _flush(frame)
    fitted = fitting(lines, type, box)
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = align
        paragraph.line_spacing = 1.1
        paragraph.space_after = Pt(fitted.size * type.gap)
        write(paragraph, line, fitted)
    return frame


def _flush(frame: TextFrame) -> None:
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)


def fitting(lines: Sequence[str], type: Type, box: Box) -> Type:
    """The type, smaller where the lines would not fit the box."""
    size = type.size
    while size > SMALLEST and _height(lines, size, type.gap, box.width) > box.height * POINTS:
        size -= 0.5
    return replace(type, size=size)


def unbroken(lines: Sequence[str], type: Type, box: Box) -> Type:
    """The type, smaller where a line would break in the box; never smaller than can be read."""
    widest = max((span(line, 1) for line in lines), default=1)
    return replace(type, size=min(type.size, max(SMALLEST, box.width * POINTS / widest)))


def lead_box(words: str) -> Box:
    """The place of the sentence below a title: higher where it would have to be smaller than is easily read."""
    wanted = _height([words], LEAD_SMALLEST, LEAD.gap, LEAD_BOX.width) / POINTS + 0.01
    return replace(LEAD_BOX, height=min(max(LEAD_BOX.height, wanted), LEAD_HIGH))


def below(upper: Box, lower: Box) -> Box:
    """The lower place, cut where the upper one needs room."""
    top = max(lower.top, upper.top + upper.height + 0.05)
    return replace(lower, top=top, height=lower.top + lower.height - top)


def _height(lines: Sequence[str], size: float, gap: float, width: float) -> float:
    """About how high lines of text are, in points."""
    return sum(rows(line, size, width) for line in lines) * size * LINE + len(lines) * gap * size


def _fitting(words: str, type: Type, box: Box) -> Type:
    """A title's type: one line if it need not be much smaller for that, else two."""
    size, most = type.size, 1
    while size > SMALLEST and rows(words, size, box.width) > most:
        size -= 1
        if most == 1 and size < type.size * ONE_LINE:
            size, most = type.size, 2
    return replace(type, size=size)


def rows(words: str, size: float, width: float) -> int:
    """About how many rows a text takes at this size in a width of inches."""
    return max(1, -(-int(span(words, size)) // max(1, int(width * POINTS - 2 * size))))


def span(words: str, size: float) -> float:
    """About how wide a text is, in points."""
    return sum(size if unicodedata.east_asian_width(c) in "WFA" else size * NARROW for c in words)


# ---- shapes ----
def rule(slide: Slide, box: Box, fill: str) -> None:
    """A filled bar without a line."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Inches(n) for n in _tuple(box)))
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(fill)
    shape.line.fill.background()
    _without_style(shape)


def _without_style(shape: Shape) -> None:
    """Take the template's style off a shape, which brings a shadow to it and to its text."""
    for style in shape._element.findall(qn("p:style")):
        shape._element.remove(style)


def badge(slide: Slide, box: Box, words: str) -> None:
    """A framed word in red."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Inches(n) for n in _tuple(box)))
    shape.fill.background()
    shape.line.color.rgb, shape.line.width = colour(LIGHT.red), Pt(1.25)
    _without_style(shape)
    frame = shape.text_frame
    _flush(frame)
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    write(frame.paragraphs[0], words, Type(14, LIGHT.red, True))


def _tuple(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.width, box.height


def inches(box: Box) -> tuple[Length, Length, Length, Length]:
    """A box as pptx takes it."""
    left, top, width, height = _tuple(box)
    return Inches(left), Inches(top), Inches(width), Inches(height)
