"""Files of the sample, damaged in a way that a number decides: the same number always damages alike."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from sydata.reading import ole

FORMS = Path(__file__).parents[2] / "sample_data" / "forms"
NUMBERS = (
    b"0", b"-1", b"1", b"255", b"256", b"16384", b"65535", b"65536", b"1048576", b"1048577", b"2147483647",
    b"4294967295", b"18446744073709551616", b"1e308", b"1e-400", b"-0", b"nan", b"inf", b"", b"A", b"9" * 400,
)  # fmt: skip
WORDS = (
    b"\x00", b"\xff\xfe", b"<", b">", b"&", b"&amp;", b"&#x0;", b"&#55296;", b'"', b"]]>", b"<![CDATA[", b"<!--",
    b"<!DOCTYPE x>", b'<?xml version="1.1"?>', b"\n", b";", b",", b"\t", "合计".encode(), "\u202e".encode(),
    b"<c/>", b"<row/>", b"<f>SUM(A1:A9)</f>", b"<f t='shared' si='0'/>", b"<v>1</v>",
    b'<mergeCell ref="A1:XFD1048576"/>', b"</row>", b"</w:tbl>", b"<w:tbl>", b"<table:table-row>",
)  # fmt: skip
FIELDS = (0, 1, 2, 0x7F, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF)
DEEP = 3000

Change = Callable[[bytes, Random], bytes]


@cache
def originals() -> dict[str, list[Path]]:
    """The sample's forms by the end of their names."""
    found: dict[str, list[Path]] = {}
    for path in sorted(FORMS.rglob("*.*")):
        found.setdefault(path.suffix, []).append(path)
    return found


def case(seed: int) -> tuple[str, bytes, str]:
    """(name, content, what was done to it)."""
    rng = Random(seed)
    path = rng.choice(originals()[rng.choice(sorted(originals()))])
    content = path.read_bytes()
    inside = _inside(content)
    changes = BYTES if rng.random() < 0.3 else inside
    done = []
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        change = rng.choice(changes)
        done.append(change.__name__)
        content = change(content, rng)
    return path.name, content, f"{path.name}: {', '.join(done)}"


def _inside(content: bytes) -> tuple[Change, ...]:
    """The changes that keep the container of a file whole, so that what is in it is reached."""
    if content.startswith(b"PK"):
        return PACKAGE
    return RECORDS if content.startswith(b"\xd0\xcf") else TEXT


# ---- bytes, whatever they mean ----
def flipped(content: bytes, rng: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.choice((1, 3, 30)) if changed else 0):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def cut_off(content: bytes, rng: Random) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def shortened(content: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(content) + 1)
    return content[:start] + content[start + rng.choice((1, 4, 100, 5000)) :]


def doubled(content: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(content) + 1)
    end = start + rng.choice((1, 4, 100, 5000))
    return content[:end] + content[start:end] * rng.choice((1, 2, 50)) + content[end:]


def spliced(content: bytes, rng: Random) -> bytes:
    other = rng.choice(rng.choice(list(originals().values()))).read_bytes()
    return content[: rng.randrange(len(content) + 1)] + other[rng.randrange(len(other)) :]


def overwritten(content: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(content) + 1)
    return (
        content[:start]
        + (piece := rng.choice((b"\xff", b"\0", b"\x7f")) * rng.choice((1, 2, 4, 8)))
        + (content[start + len(piece) :])
    )


def other_words(content: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(content) + 1)
    return content[:start] + rng.choice(WORDS) * rng.choice((1, 1, 2, 200)) + content[start:]


def other_numbers(content: bytes, rng: Random) -> bytes:
    """Some figures in figures' places: sizes, counts, styles, addresses, values."""
    places = list(re.finditer(rb"\d+(?:\.\d+)?", content))
    for match in sorted(
        rng.sample(places, min(len(places), rng.choice((1, 2, 20)))), key=lambda m: -m.start()
    ):
        content = content[: match.start()] + rng.choice(NUMBERS) + content[match.end() :]
    return content


# ---- XML inside a package ----
ELEMENT = re.compile(rb"<([\w:]+)(?: [^<>]*)?(?:/>|>[^<]*</\1>)")
ATTRIBUTE = re.compile(rb' ([\w:-]+)="([^"]*)"')


def _some(pattern: re.Pattern[bytes], content: bytes, rng: Random) -> list[re.Match[bytes]]:
    """Some matches, the last first, so that each can be replaced where it stands."""
    places = list(pattern.finditer(content))
    return sorted(rng.sample(places, min(len(places), rng.choice((1, 1, 5)))), key=lambda m: -m.start())


def without_elements(content: bytes, rng: Random) -> bytes:
    for match in _some(ELEMENT, content, rng):
        content = content[: match.start()] + content[match.end() :]
    return content


def repeated_elements(content: bytes, rng: Random) -> bytes:
    for match in _some(ELEMENT, content, rng):
        content = content[: match.end()] + match[0] * rng.choice((1, 2, 500)) + content[match.end() :]
    return content


def moved_elements(content: bytes, rng: Random) -> bytes:
    for match in _some(ELEMENT, content, rng):
        content = content[: match.start()] + content[match.end() :]
        ends = [m.end() for m in ELEMENT.finditer(content)] or [len(content)]
        place = rng.choice(ends)
        content = content[:place] + match[0] + content[place:]
    return content


def other_attributes(content: bytes, rng: Random) -> bytes:
    for match in _some(ATTRIBUTE, content, rng):
        new = rng.choice(
            (b"", b' %s=""' % match[1], b' %s="%s"' % (match[1], rng.choice(NUMBERS)), b' x="1"')
        )
        content = content[: match.start()] + new + content[match.end() :]
    return content


def nested_elements(content: bytes, rng: Random) -> bytes:
    """An element inside itself thousands of times."""
    for match in _some(ELEMENT, content, rng)[:1]:
        deep = b"<%s>" % match[1] * DEEP + b"</%s>" % match[1] * DEEP
        content = content[: match.start()] + deep + content[match.end() :]
    return content


XML: tuple[Change, ...] = (
    without_elements, repeated_elements, moved_elements, other_attributes, other_attributes, other_numbers,
    other_numbers, nested_elements, other_words, shortened, doubled, flipped, cut_off,
)  # fmt: skip


# ---- the members of a package ----
def _members(content: bytes) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return [(info.filename, package.read(info)) for info in package.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return []


def _packed(members: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method) as package:
        warnings.simplefilter("ignore")  # of two members with one name: that is the point
        for name, data in members:
            package.writestr(name, data)
    return out.getvalue()


def edited_part(content: bytes, rng: Random) -> bytes:
    """One part changed from within; the parts that hold cells more often than the others."""
    members = _members(content)
    telling = [
        i for i, (name, _) in enumerate(members) if re.search(r"sheet|content|document|styles|xls", name)
    ]
    if not members:
        return content
    at = rng.choice(telling if telling and rng.random() < 0.8 else range(len(members)))
    name, data = members[at]
    change = rng.choice(_inside(data) if data[:2] in (b"PK", b"\xd0\xcf") else XML)
    members[at] = (name, change(data, rng))
    return _packed(members)


def exchanged_members(content: bytes, rng: Random) -> bytes:
    members = _members(content)
    if len(members) < 2:
        return content
    one, two = rng.sample(range(len(members)), 2)
    (a, x), (b, y) = members[one], members[two]
    members[one], members[two] = (a, y), (b, x)
    return _packed(members)


def without_member(content: bytes, rng: Random) -> bytes:
    members = _members(content)
    return _packed(members[:-1] if not members else [m for m in members if m is not rng.choice(members)])


def twice_a_member(content: bytes, rng: Random) -> bytes:
    members = _members(content)
    if not members:
        return content
    name, data = rng.choice(members)
    return _packed([*members, (name, rng.choice(XML)(data, rng))])


def renamed_member(content: bytes, rng: Random) -> bytes:
    members = _members(content)
    if not members:
        return content
    at = rng.randrange(len(members))
    name, data = members[at]
    new = rng.choice(
        (name.upper(), "../" + name, name.replace("/", "\\"), "/" + name, "x" * 300, "表.xml", name + "/")
    )
    members[at] = (new, data)
    return _packed(members, zipfile.ZIP_STORED)


PACKAGE: tuple[Change, ...] = (
    *(edited_part,) * 8, exchanged_members, without_member, twice_a_member, renamed_member,
)  # fmt: skip


# ---- the records of an old workbook ----
def edited_records(content: bytes, rng: Random) -> bytes:
    """One record, or several, without their order, their data or their length; the container stays whole."""
    name, stream = _stream(content)
    records = _records(stream)
    for _ in range(rng.choice((1, 1, 3, 10)) if records else 0):
        at = rng.randrange(len(records))
        records[at : at + 1] = _edited(records[at], rng)
        records = records or [(0x0A, b"")]
    return ole.write(name, b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in records))


def edited_stream(content: bytes, rng: Random) -> bytes:
    name, stream = _stream(content)
    return ole.write(name, rng.choice(BYTES)(stream, rng))


def _stream(content: bytes) -> tuple[str, bytes]:
    try:
        container = ole.Container(content)
        name = "Workbook" if "workbook" in container.streams else "Book"
        return name, bytes(container.read(name))
    except Exception:  # noqa: BLE001  (an earlier change may have spoilt the container in any way)
        return "Workbook", content[:9000]


def _records(stream: bytes) -> list[tuple[int, bytes]]:
    found, at = [], 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        found.append((kind, stream[at + 4 : at + 4 + size]))
        at += 4 + size
    return found


def _edited(record: tuple[int, bytes], rng: Random) -> list[tuple[int, bytes]]:
    kind, data = record
    way = rng.randrange(6)
    if way == 0:
        return []
    if way == 1:
        return [record] * rng.choice((2, 3, 100))
    if way == 2:
        return [(kind, data[: rng.randrange(len(data) + 1)])]
    if way == 3:
        return [
            (rng.choice((0x203, 0x06, 0xFD, 0x27E, 0xBD, 0x205, 0x85, 0xFC, 0xE5, 0x3C, 0x0A, 0x809)), data)
        ]
    field = struct.pack("<H", rng.choice(FIELDS)) * rng.choice((1, 1, 2))
    start = rng.randrange(len(data) + 1)
    return [(kind, data[:start] + field + data[start + len(field) * (way == 4) :])]


BYTES: tuple[Change, ...] = (
    flipped, flipped, cut_off, shortened, doubled, spliced, overwritten, other_words, other_numbers,
)  # fmt: skip
RECORDS: tuple[Change, ...] = (*(edited_records,) * 4, edited_stream, overwritten)
TEXT: tuple[Change, ...] = (other_words, other_numbers, shortened, doubled, spliced, flipped, overwritten)
