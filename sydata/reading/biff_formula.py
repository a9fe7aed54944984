"""The tokens of a formula in a BIFF8 record, written out as its words; only what is sums and simple arithmetic."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Mapping
from typing import NamedTuple

from sydata.model import column_letters

OPERATORS = {
    0x03: ("+", 1),
    0x04: ("-", 1),
    0x05: ("*", 2),
    0x06: ("/", 2),
}  # words, and how tightly they bind
PLUS, MINUS, PERCENT, BRACKETS = 0x12, 0x13, 0x14, 0x15
SIGN, ALONE = 3, 4
ATTRIBUTE, SUM_OF_ONE, LAYOUT = 0x19, 0x10, 0x41  # layout: blanks between words, and "calculate always"
FUNCTIONS = {4: "SUM", 5: "AVERAGE", 27: "ROUND", 183: "PRODUCT", 212: "ROUNDUP", 213: "ROUNDDOWN"}
CLASSES = 0x1F  # an operand's token comes in three classes, 0x24, 0x44 and 0x64


class Unknown(Exception):
    """A token that is not told. Never leaves this module."""


class Part(NamedTuple):
    """A piece of the formula, and how tightly it holds together."""

    words: str
    binds: int = ALONE


def text(tokens: bytes) -> str:
    """The formula without its `=`; empty where it holds anything but sums and simple arithmetic."""
    stack: list[Part] = []
    at = 0
    try:
        while at < len(tokens):
            at += 1 + _take(tokens[at], tokens, at + 1, stack)
    except (Unknown, IndexError, struct.error):
        return ""
    return stack[0].words if len(stack) == 1 and at == len(tokens) else ""


def _take(kind: int, tokens: bytes, at: int, stack: list[Part]) -> int:
    """Carry one token out on the stack; returns how many bytes of data follow its own."""
    if kind in OPERATORS:
        word, binds = OPERATORS[kind]
        right, left = stack.pop(), stack.pop()
        stack.append(Part(_held(left, binds) + word + _held(right, binds + 1), binds))
        return 0
    if kind in (PLUS, MINUS):
        stack.append(Part("+-"[kind == MINUS] + _held(stack.pop(), SIGN), SIGN))
        return 0
    if kind in (PERCENT, BRACKETS):
        part = stack.pop()
        stack.append(Part(_held(part, ALONE) + "%" if kind == PERCENT else f"({part.words})"))
        return 0
    read = OPERANDS.get(kind if kind < 0x20 else 0x20 | kind & CLASSES)
    if read is None or kind > 0x7F:
        raise Unknown
    return read(tokens, at, stack)


def _held(part: Part, binds: int) -> str:
    """The piece as an operand; in brackets where it would fall apart. Writers put their own, mostly."""
    return part.words if part.binds >= binds else f"({part.words})"


def _attribute(tokens: bytes, at: int, stack: list[Part]) -> int:
    flags = tokens[at]
    if flags & SUM_OF_ONE:
        stack.append(Part(f"SUM({stack.pop().words})"))
    elif not flags & LAYOUT or flags & ~LAYOUT:
        raise Unknown
    return 3


def _whole(tokens: bytes, at: int, stack: list[Part]) -> int:
    stack.append(Part(str(struct.unpack_from("<H", tokens, at)[0])))
    return 2


def _float(tokens: bytes, at: int, stack: list[Part]) -> int:
    (value,) = struct.unpack_from("<d", tokens, at)
    if not math.isfinite(value) or value < 0:
        raise Unknown
    stack.append(Part(f"{value:.15g}".upper()))
    return 8


def _cell(tokens: bytes, at: int, stack: list[Part]) -> int:
    stack.append(Part(_address(*struct.unpack_from("<HH", tokens, at))))
    return 4


def _area(tokens: bytes, at: int, stack: list[Part]) -> int:
    top, bottom, left, right = struct.unpack_from("<HHHH", tokens, at)
    stack.append(Part(f"{_address(top, left)}:{_address(bottom, right)}"))
    return 8


def _address(row: int, column: int) -> str:
    """A1 style; the column's upper bits say whether it and its row move along when copied."""
    fixed_column, fixed_row = ("" if column & bit else "$" for bit in (0x4000, 0x8000))
    return f"{fixed_column}{column_letters(column & 0x3FFF)}{fixed_row}{row + 1}"


def _function(tokens: bytes, at: int, stack: list[Part]) -> int:
    """A function of two arguments: of those told, the three that round."""
    number = struct.unpack_from("<H", tokens, at)[0]
    _call(number, 2, stack)
    return 2


def _function_of_many(tokens: bytes, at: int, stack: list[Part]) -> int:
    count, number = struct.unpack_from("<BH", tokens, at)
    _call(number, count, stack)
    return 3


def _call(number: int, count: int, stack: list[Part]) -> None:
    if number not in FUNCTIONS or not 0 < count <= len(stack):
        raise Unknown
    arguments = stack[-count:]
    del stack[-count:]
    stack.append(Part(f"{FUNCTIONS[number]}({','.join(part.words for part in arguments)})"))


OPERANDS: Mapping[int, Callable[[bytes, int, list[Part]], int]] = {
    ATTRIBUTE: _attribute,
    0x1E: _whole,
    0x1F: _float,
    0x21: _function,
    0x22: _function_of_many,
    0x24: _cell,
    0x25: _area,
}
