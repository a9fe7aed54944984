"""Which figures are no results of this period: plans, last year's, comparisons, rates, stocks. And 其中."""

from __future__ import annotations

from sydata.pipeline.prose_clauses import CLEAR, FIGURES, LOOK, Clause
from sydata.pipeline.prose_words import Token

_HEAD_MONTH = 11  # from this month on, the year before belongs to the spring festival's activities


class Scope:
    """What words before a figure shut out. One object goes through a whole text; year: the report's, if known."""

    def __init__(self, year: int | None) -> None:
        self.year = year
        self.later = False  # 下一步 …: to the end of the paragraph
        self.heading = False  # under a heading such as 下一步工作打算: to the next heading
        self.open_sentence()

    def open_sentence(self) -> None:
        """A new sentence: nothing of the one before holds, but for what is still to come."""
        self._shut, self._rate, self.breakdown = "", "", False

    @property
    def stock(self) -> bool:
        """Whether a word like 现有 says how many there are, not how many were visited."""
        return self._shut == "stock"

    def kept(self) -> tuple[str, str, bool]:
        """What holds before a bracket, for `restore` behind it."""
        return self._shut, self._rate, self.breakdown

    def restore(self, kept: tuple[str, str, bool]) -> None:
        self._shut, self._rate, self.breakdown = kept

    def open_clause(self, clause: Clause) -> None:
        """Ends what does not reach into this clause."""
        if clause.opener == ";":
            self._shut, self._rate, self.breakdown = "", "", False
        if clause.opener in ("、", ""):
            return
        own = clause.has_verb or clause.has("thing", "reach", "sum")
        if self._shut in ("not-done", "stock") or (self._shut == "comparison" and own):
            self._shut = ""
        if clause.has_verb or clause.has("sum"):
            self._rate = ""

    def note(self, clause: Clause, at: int, word: Token) -> None:
        """Takes in one word that is no figure."""
        kind = word.kind
        if kind == "shut":
            self._close(clause, at, word.word.id)
        elif kind == "date":
            self._date(word.text)
        elif kind in ("of_which", "of_which_first"):
            self.breakdown = self.breakdown or kind == "of_which" or at == 0
        elif kind == "rate" or (kind == "each" and _before_verb_or_figure(clause, at)):
            self._rate = kind
        elif kind == "standard":
            self._rate = "" if self._rate else "rate"  # 每人500元的标准 ends what 慰问金标准 begins
        elif kind == "will" and at + 1 < len(clause.words) and clause.words[at + 1].kind == "verb":
            self._shut = "plan"
        elif self._reopens(word):
            self._shut = ""

    def _reopens(self, word: Token) -> bool:
        ends = {"plan": ("open",), "comparison": ("reach",), "last-year": ("now",), "other-year": ("now",)}
        return word.kind in ends.get(self._shut, ()) or (self._shut == "stock" and word.verb == "visit")

    def _close(self, clause: Clause, at: int, reason: str) -> None:
        if reason == "later":
            self.later = True
        elif reason == "last-year" and at > 0 and clause.words[at - 1].kind == "joins":
            self._shut = "comparison"  # 与去年同期相比
        elif not (self._shut == "plan" and reason == "stock"):
            self._shut = reason

    def _date(self, text: str) -> None:
        """Another year than the report's own shuts out; its last months before a spring festival do not."""
        years = [int(text[i : i + 4]) for i in range(len(text) - 3) if text[i : i + 4].isdecimal()]
        if not years or self.year is None:
            return
        year, behind = years[-1], text.rpartition("年")[2]
        month = behind.partition("月")[0] if "月" in behind else ""
        near = year == self.year - 1 and (
            "底" in text or "末" in text or (month.isdecimal() and int(month) >= _HEAD_MONTH)
        )
        if year == self.year or near:
            self._shut = "" if self._shut in ("other-year", "last-year") else self._shut
        else:
            self._shut = "other-year"

    def reason(self, clause: Clause, at: int) -> str:
        """Why the figure at this place is no result of the period; empty if it may be."""
        if self.later or self.heading:
            return "plan"
        if self._shut and self._shut != "stock":
            return self._shut
        following = clause.words[at + 1] if at + 1 < len(clause.words) else None
        if following is not None and (following.kind in ("standard", "rate") or following.text[:1] == "/"):
            return "rate"
        return self._rate


def _before_verb_or_figure(clause: Clause, at: int) -> bool:
    """各 shares out only right before a verb or a figure: 各100份, 各发放; not 各部队."""
    for word in clause.words[at + 1 : at + 1 + LOOK]:
        if word.kind not in CLEAR:
            return bool(word.verb) or word.kind in FIGURES
    return False
