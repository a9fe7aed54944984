"""The directory of a plain zip, read without zipfile, says the same; any other zip is left to zipfile."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from sydata.reading.package import _plain_directory, open_package

FIELDS = ("filename", "orig_filename", "flag_bits", "compress_type", "CRC", "compress_size", "file_size",
          "header_offset")  # fmt: skip


def _zip(names: tuple[str, ...], comment: bytes = b"", extra: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name in names:
            info = ZipInfo(name)
            info.extra = extra
            archive.writestr(info, name * 9, ZIP_DEFLATED)
    return buffer.getvalue()


def _facts(infos: list[ZipInfo]) -> list[tuple[object, ...]]:
    return [tuple(getattr(info, field) for field in FIELDS) for info in infos]


def test_a_plain_directory_says_what_zipfile_says() -> None:
    content = _zip(("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/media/"))
    with ZipFile(io.BytesIO(content)) as archive:
        assert _facts(_plain_directory(content) or []) == _facts(archive.infolist())


@pytest.mark.parametrize(
    "content",
    [
        _zip(("a.xml",), comment=b"said"),
        _zip(("a.xml",), extra=b"\x99\x99\x00\x00"),
        _zip(("黔江区.xlsx",)),
        b"before" + _zip(("a.xml",)),
        _zip(("a.xml",))[:-1],
        b"PK\5\6",
    ],
    ids=["comment", "extension", "name", "in front", "cut off", "short"],
)
def test_any_other_directory_is_left_to_zipfile(content: bytes) -> None:
    assert _plain_directory(content) is None


def test_a_zip_with_a_comment_is_still_opened() -> None:
    assert list(open_package(_zip(("a.xml",), comment=b"said")).members) == ["a.xml"]
