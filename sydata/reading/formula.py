"""Formulas of sums and simple arithmetic: read into tokens, and worked out exactly. Others are `Unsettled`.

What a spreadsheet would do silently and a person would not mean is unsettled too: a text that looks like a
figure is skipped by SUM.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Context, Decimal, DecimalException, localcontext
from typing import NamedTuple

from sydata.catalog import forms
from sydata.text import squash

LONGEST, DEEPEST, MOST_PLACES = 8192, 64, 15  # what Excel allows in length and depth; true digits of a float
EXACT, STORED = Context(prec=60), Context(prec=MOST_PLACES, rounding=ROUND_HALF_UP)
REFERENCE = re.compile(
    r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!\[\]:]+)!)?"
    r"\$?(?P<left>[A-Za-z]{1,3})\$?(?P<top>[1-9][0-9]{0,6})(?::\$?(?P<right>[A-Za-z]{1,3})\$?(?P<bottom>[1-9][0-9]{0,6}))?"
)
NUMBER = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]{1,3})?")
Content = Decimal | str | None


class Unsettled(Exception):
    """The formula is left as it is: not simple, or not to be answered without doubt. Never leaves the reading."""


class Reference(NamedTuple):
    """A cell or range, corners included. sheet is empty where the formula names none."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


class Token(NamedTuple):
    """kind: number, reference, function, open, close, comma, sign, operator or percent."""

    kind: str
    text: str
    operand: Decimal | Reference | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in tokens."""

    tokens: tuple[Token, ...]

    @property
    def references(self) -> list[Reference]:
        return [token.operand for token in self.tokens if isinstance(token.operand, Reference)]


Lookup = Callable[[Reference], Iterable[Content]]


def read(text: str) -> Formula:
    """The formula behind `=`. Raises Unsettled for what is beyond sums and simple arithmetic."""
    from openpyxl.formula.tokenizer import Tokenizer, TokenizerError  # costly, and few files need it

    if len(text) > LONGEST:
        raise Unsettled
    try:
        items = Tokenizer(text).items
    except (TokenizerError, IndexError) as error:
        raise Unsettled from error
    return Formula(tuple(_token(i.value, i.type, i.subtype) for i in items if i.type != "WHITE-SPACE"))


def moved(text: str, origin: str, target: str) -> str:
    """The formula of one cell as another cell that shares it has it: A4+A5 in A6 is B4+B5 in B6.

    Only `=` where it cannot be told.
    """
    from openpyxl.formula.tokenizer import TokenizerError
    from openpyxl.formula.translate import Translator, TranslatorError

    if len(text) > LONGEST:
        return "="
    try:
        return str(Translator(text, origin).translate_formula(target))
    except (TokenizerError, TranslatorError, ValueError, IndexError):
        return "="


KINDS = {
    ("FUNC", "OPEN"): "function", ("FUNC", "CLOSE"): "close", ("PAREN", "OPEN"): "open",
    ("PAREN", "CLOSE"): "close", ("SEP", "ARG"): "comma", ("OPERATOR-PREFIX", ""): "sign",
    ("OPERATOR-INFIX", ""): "operator", ("OPERATOR-POSTFIX", ""): "percent",
}  # fmt: skip


def _token(text: str, kind: str, subtype: str) -> Token:
    if kind == "OPERAND" and subtype == "NUMBER" and NUMBER.fullmatch(text):
        return Token("number", text, Decimal(text))
    if kind == "OPERAND" and subtype == "RANGE":
        return Token("reference", text, _reference(text))
    name = text.removesuffix("(").upper()
    if (kind, subtype) not in KINDS or (kind == "FUNC" and subtype == "OPEN" and name not in FUNCTIONS):
        raise Unsettled
    if kind == "OPERATOR-INFIX" and text not in "+-*/":
        raise Unsettled
    return Token(KINDS[kind, subtype], name)


def _reference(text: str) -> Reference:
    match = REFERENCE.fullmatch(text)
    if match is None:
        raise Unsettled
    part = match.groupdict()
    rows = sorted((int(part["top"]) - 1, int(part["bottom"] or part["top"]) - 1))
    columns = sorted((_column(part["left"]), _column(part["right"] or part["left"])))
    name = part["sheet"] or ""
    name = name[1:-1].replace("''", "'") if name.startswith("'") else name
    return Reference(name, rows[0], columns[0], rows[1], columns[1])


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def value(formula: Formula, lookup: Lookup) -> Decimal:
    """What the formula gives. lookup: the contents of a reference's cells, in any order. Raises Unsettled."""
    with localcontext(EXACT):
        try:
            return _Reading(formula.tokens, lookup).whole()
        except DecimalException as error:
            raise Unsettled from error


class _Reading:
    """Walks the tokens once: sums of products of signed operands, brackets within."""

    def __init__(self, tokens: Sequence[Token], lookup: Lookup) -> None:
        self._tokens, self._lookup, self._at, self._depth = tokens, lookup, 0, 0

    def whole(self) -> Decimal:
        result = self._sum()
        if self._at != len(self._tokens):
            raise Unsettled
        return result

    def _next(self, kind: str, *texts: str) -> Token | None:
        """The next token, taken, if it is of this kind (and one of these texts)."""
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        if token is None or token.kind != kind or (texts and token.text not in texts):
            return None
        self._at += 1
        return token

    def _close(self) -> None:
        self._depth -= 1
        if not self._next("close"):
            raise Unsettled

    def _sum(self) -> Decimal:
        result = self._product()
        while token := self._next("operator", "+", "-"):
            other = self._product()
            result = result + other if token.text == "+" else result - other
        return result

    def _product(self) -> Decimal:
        result = self._signed()
        while token := self._next("operator", "*", "/"):
            other = self._signed()
            result = result * other if token.text == "*" else result / other
        return result

    def _signed(self) -> Decimal:
        negative = False
        while token := self._next("sign"):
            negative ^= token.text == "-"
        result = self._operand()
        while self._next("percent"):
            result /= 100
        return -result if negative else result

    def _operand(self) -> Decimal:
        if token := self._next("number") or self._next("reference"):
            operand = token.operand
            return _single(operand, self._lookup) if isinstance(operand, Reference) else operand or Decimal(0)
        function = self._next("function")
        self._depth += 1
        if self._depth > DEEPEST or not (function or self._next("open")):
            raise Unsettled
        result = FUNCTIONS[function.text](self._arguments()) if function else self._sum()
        self._close()
        return result

    def _arguments(self) -> list[list[Content]]:
        """For each argument its contents: those of a reference, or the one number of an expression."""
        found = [self._argument()]
        while self._next("comma"):
            found.append(self._argument())
        return found

    def _argument(self) -> list[Content]:
        following = self._tokens[self._at + 1 : self._at + 2]
        if following and following[0].kind in ("comma", "close") and (token := self._next("reference")):
            assert isinstance(token.operand, Reference)
            return list(self._lookup(token.operand))
        return [self._sum()]


def _single(place: Reference, lookup: Lookup) -> Decimal:
    """The number in one cell; a blank is 0, and a text no number at all."""
    contents = list(lookup(place)) if place[1:3] == place[3:5] else []
    if len(contents) != 1:
        raise Unsettled
    return _number(contents[0])


def _number(content: Content) -> Decimal:
    if isinstance(content, str):
        raise Unsettled
    return content or Decimal(0)


def _numbers(arguments: list[list[Content]]) -> list[Decimal]:
    """The numbers among the contents; unsettled if there is a text that a person might have meant to count."""
    contents = [content for argument in arguments for content in argument]
    if any(isinstance(content, str) and looks_like_a_figure(content) for content in contents):
        raise Unsettled
    return [content for content in contents if isinstance(content, Decimal)]


def looks_like_a_figure(text: str) -> bool:
    """Whether a text holds a digit of any script and is no word for none: 12, 56.3万元, 三百多, not 无."""
    return squash(text) not in forms.ZERO_WORDS and any(c.isnumeric() or c == "两" for c in squash(text))


def _sum(arguments: list[list[Content]]) -> Decimal:
    return sum(_numbers(arguments), Decimal(0))


def _all_numbers(arguments: list[list[Content]]) -> list[Decimal]:
    """The numbers; unsettled if there is any text, since 无 skipped and 无 taken for 0 would differ."""
    if any(isinstance(content, str) for argument in arguments for content in argument):
        raise Unsettled
    return _numbers(arguments)


def _product(arguments: list[list[Content]]) -> Decimal:
    result = Decimal(1)
    numbers = _all_numbers(arguments)
    for number in numbers:
        result *= number
    return result if numbers else Decimal(0)


def _average(arguments: list[list[Content]]) -> Decimal:
    numbers = _all_numbers(arguments)
    return sum(numbers, Decimal(0)) / len(numbers)


def _rounding(way: str) -> Callable[[list[list[Content]]], Decimal]:
    def rounded(arguments: list[list[Content]]) -> Decimal:
        if len(arguments) != 2 or any(len(argument) != 1 for argument in arguments):
            raise Unsettled
        number, places = (_number(argument[0]) for argument in arguments)
        if places != places.to_integral_value() or abs(places) > MOST_PLACES:
            raise Unsettled
        # A third three times is 1 to a spreadsheet, which holds no more than so many digits.
        return STORED.plus(number).quantize(Decimal(1).scaleb(-int(places)), way)

    return rounded


FUNCTIONS: Mapping[str, Callable[[list[list[Content]]], Decimal]] = {
    "SUM": _sum,
    "PRODUCT": _product,
    "AVERAGE": _average,
    "ROUND": _rounding(ROUND_HALF_UP),
    "ROUNDUP": _rounding(ROUND_UP),
    "ROUNDDOWN": _rounding(ROUND_DOWN),
}
