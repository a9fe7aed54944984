"""Makes zip packages (workbooks, archives) that are the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

STAMP = (2024, 1, 1, 0, 0, 0)
WHEN = b"2024-01-01T00:00:00Z"
CLOCK = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?")
UTF8_FLAG = 0x800


def _member(name: str) -> ZipInfo:
    info = ZipInfo(name, STAMP)
    info.create_system = 0
    info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
    return info


def package(members: Sequence[tuple[str, bytes]]) -> bytes:
    """A zip of (name, content) that bears no date of its own."""
    out = BytesIO()
    with ZipFile(out, "w") as new:
        for name, content in members:
            new.writestr(_member(name), content)
    return out.getvalue()


def restamp(content: bytes) -> bytes:
    """The same package with its clock readings replaced by a fixed one."""
    with ZipFile(BytesIO(content)) as old:
        members = [(info.filename, old.read(info)) for info in old.infolist()]
    core = "docProps/core.xml"
    return package([(name, CLOCK.sub(WHEN, body) if name == core else body) for name, body in members])


class _GbkInfo(ZipInfo):
    """A member named as Windows tools in China do it: bytes of GBK, and no flag that says so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # zipfile's own hook
        return self.filename.encode("gb18030"), self.flag_bits & ~UTF8_FLAG


def archive(members: Sequence[tuple[str, bytes]], gbk: bool = True) -> bytes:
    """A zip of (name, content), its names in GBK without the UTF-8 flag, or in UTF-8 with it."""
    out = BytesIO()
    with ZipFile(out, "w") as new:
        for name, content in members:
            info = (_GbkInfo if gbk else ZipInfo)(name, STAMP)
            info.create_system = 0
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, content)
    return out.getvalue()
