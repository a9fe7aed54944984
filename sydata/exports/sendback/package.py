"""A zip of parts with relations and content types (OPC), opened with suspicion, changed part by part."""

from __future__ import annotations

import posixpath
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from sydata.exports.sendback.xml import Element, NotEditable, add, children, local, parse, serialized

MEMBERS = 4000
# What zipfile raises for a damaged, encrypted or lying archive. Nothing is swallowed: the file goes back as a list.
BROKEN = (
    BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError, OSError, struct.error, zlib.error,
)  # fmt: skip
UNPACKED = (
    256 << 20
)  # bytes; the reading room refuses far smaller ones, so nothing that was read is lost here
TYPES = "[Content_Types].xml"
RELATION = "http://schemas.openxmlformats.org/package/2006/relationships"
WRITTEN = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another; kind is the last word of its type: `worksheet`, `comments`."""

    id: str
    kind: str
    target: str


class Package:
    """Parts by name, without a leading slash; what is not touched is written as it was."""

    def __init__(self, content: bytes) -> None:
        """Raises NotEditable for a broken package, or one too large."""
        self._parts = _unpacked(content)
        self._names = {_key(name): name for name in self._parts}
        if len(self._names) < len(self._parts):
            raise NotEditable("two members share a name")
        self._roots: dict[str, tuple[Element, bytes]] = {}  # with what they were when they were opened

    def has(self, name: str) -> bool:
        return _key(name) in self._names

    def read(self, name: str) -> bytes:
        """A part's bytes. Raises NotEditable if it is not there."""
        if not self.has(name):
            raise NotEditable(f"{name} is missing")
        return self._parts[self._names[_key(name)]]

    def root(self, name: str) -> Element:
        """A part's root element; what is changed in it is written by `bytes`."""
        if _key(name) not in self._roots:
            root = parse(self.read(name))
            self._roots[_key(name)] = root, serialized(root)
        return self._roots[_key(name)][0]

    def write(self, name: str, data: bytes) -> None:
        """A new part, or new bytes of one."""
        self._roots.pop(_key(name), None)
        self._parts[self._names.setdefault(_key(name), name)] = data

    def remove(self, folder: str) -> None:
        """Takes out the parts of a folder, with their content types."""
        gone = {key for key in self._names if key.startswith(_key(folder))}
        for key in gone:
            del self._parts[self._names.pop(key)]
        types = self.root(TYPES)
        for each in children(types, "Override"):
            if _key(each.get("PartName", "")) in gone:
                types.remove(each)

    def free(self, pattern: str) -> str:
        """A name that no part has, from a pattern with a number in it."""
        return next(name for n in range(1, MEMBERS * 2) if not self.has(name := pattern.format(n)))

    def content(self) -> bytes:
        """The package as a file."""
        for key, (root, before) in self._roots.items():
            if (now := serialized(root)) != before:
                self._parts[self._names[key]] = now
        buffer = BytesIO()
        with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
            for name in sorted(self._parts, key=lambda name: name != TYPES):
                info = ZipInfo(name, WRITTEN)
                info.compress_type = ZIP_DEFLATED
                archive.writestr(info, self._parts[name])
        return buffer.getvalue()

    # ---- content types ----
    def type_of(self, name: str) -> str:
        """A part's content type; empty if none is said."""
        types = self.root(TYPES)
        own = (e for e in children(types, "Override") if _key(e.get("PartName", "")) == _key(name))
        by_suffix = (e for e in children(types, "Default") if _is_suffix(e, name))
        return next((str(e.get("ContentType", "")) for e in (*own, *by_suffix)), "")

    def declare(self, name: str, content_type: str) -> None:
        """Says what a new part is."""
        if self.type_of(name) != content_type:
            add(self.root(TYPES), "Override", PartName=f"/{name}", ContentType=content_type)

    def declare_suffix(self, suffix: str, content_type: str) -> None:
        """Says what parts with a suffix are."""
        types = self.root(TYPES)
        if not any(_is_suffix(each, f"x.{suffix}") for each in children(types, "Default")):
            made = add(types, "Default", Extension=suffix, ContentType=content_type)
            types.insert(0, made)

    # ---- relations ----
    def relations(self, name: str) -> list[Relation]:
        """The links of a part to others inside the package; of the package itself for an empty name."""
        path = relations_path(name)
        if not self.has(path):
            return []
        links = [link for link in self.root(path) if link.get("TargetMode") != "External"]
        return [
            Relation(link.get("Id", ""), _kind(link), resolved(name, link.get("Target", "")))
            for link in links
            if local(link) == "Relationship"
        ]

    def related(self, name: str, kind: str) -> list[Relation]:
        """A part's links of one kind."""
        return [each for each in self.relations(name) if each.kind == kind]

    def relate(self, name: str, type_: str, target: str) -> str:
        """A new link from a part to another; its id."""
        path = relations_path(name)
        if not self.has(path):
            self.write(path, f'<Relationships xmlns="{RELATION}"/>'.encode())
        links = self.root(path)
        taken = {link.get("Id", "") for link in links}
        id = next(id for n in range(1, len(taken) + 2) if (id := f"rId{n}") not in taken)
        add(links, "Relationship", Id=id, Type=type_, Target=f"/{target}")
        return id

    def unrelate(self, name: str, kind: str) -> None:
        """Takes out a part's links of one kind."""
        links = self.root(relations_path(name))
        for link in [link for link in children(links, "Relationship") if _kind(link) == kind]:
            links.remove(link)


def relations_path(name: str) -> str:
    """Where the links of a part stand."""
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def resolved(name: str, target: str) -> str:
    """The part that a link's target names, seen from a part."""
    folder = posixpath.dirname(name)
    return posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")


def _kind(link: Element) -> str:
    return str(link.get("Type", "")).rpartition("/")[2]


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _is_suffix(element: Element, name: str) -> bool:
    return name.lower().endswith("." + element.get("Extension", "\0").lower())


def _unpacked(content: bytes) -> dict[str, bytes]:
    """Every member, its length and checksum proven."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > MEMBERS or sum(info.file_size for info in infos) > UNPACKED:
                raise NotEditable("too large")
            if any(info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for info in infos):
                raise NotEditable("compression method")
            parts = {info.filename: archive.read(info) for info in infos}
    except BROKEN as error:
        raise NotEditable(str(error)) from error
    if len(parts) < len(infos):
        raise NotEditable("two members share a name")
    return parts
