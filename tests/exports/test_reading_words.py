"""The reading report as lines of text."""

from __future__ import annotations

from sydata.explained import LeftOut, SheetReading
from sydata.exports.reading import report_words

TEXT = SheetReading("函.docx", "", "form", left_out=(LeftOut("段3 第2句", "慰问100人", "note"),))


def test_places_in_a_text_are_told_in_the_readers_language() -> None:
    assert report_words(TEXT, "zh")[-1].startswith("    段3 第2句 慰问100人: ")
    assert report_words(TEXT, "en")[-1].startswith("    paragraph 3, sentence 2 慰问100人: ")
