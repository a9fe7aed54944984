"""Number formats: which of them show a person something else than the bare number."""

from __future__ import annotations

import re

# The built-in formats that carry a percent or a currency sign; the others are plain numbers and dates.
BUILTIN = {
    5: "¥#,##0", 6: "¥#,##0", 7: "¥#,##0.00", 8: "¥#,##0.00",
    9: "0%", 10: "0.00%", 42: "¥#,##0", 44: "¥#,##0.00",
}  # fmt: skip
FIRST_OWN = 164

_BRACKET = re.compile(r"\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]")
_PADDING = re.compile(r"_.|\*.", re.DOTALL)
_QUOTED = re.compile(r'"[^"]*"|\\.|!.', re.DOTALL)
_DATE = re.compile(r"[ydhs年月日时分秒]|(?<![a-z])m|m(?![a-z])|上午|下午", re.IGNORECASE)
_GENERAL = re.compile(r"G/通用格式|General|[#0?]E[+-]", re.IGNORECASE)
_CARRIES = re.compile(r"[%‰¥￥$€]|[\u3400-\u9fff]")
_SCALES = re.compile(r'[0#?],+(?![0#?])|[!\\]\.|"\."')


def telling(code: str) -> bool:
    """Whether a format carries a unit (万元, 人), a percent or currency sign, or shifts the decimal point.

    `0!.0,"万"` shows 123456 as 12.3万; `0,` shows thousands. Dates are no such formats.
    """
    code = _PADDING.sub("", _BRACKET.sub(lambda m: m.group(1) or "", code.split(";")[0]))
    bare = _GENERAL.sub("0", _QUOTED.sub("", code))
    if not re.search(r"[0#?]", bare) or _DATE.search(bare):
        return False
    return bool(_CARRIES.search(_GENERAL.sub("0", code)) or _SCALES.search(code))


def telling_formats(own: dict[int, str], used: list[int]) -> dict[int, str]:
    """For each cell style (its place in `used`, which gives its format's number) the telling format."""
    codes = {number: own.get(number, BUILTIN.get(number, "")) for number in set(used)}
    told = {number: code for number, code in codes.items() if code and telling(code)}
    return {style: told[number] for style, number in enumerate(used) if number in told}
