"""Frames in, bytes of files out."""

from sydata.exports.content import Content, public, with_messages
from sydata.exports.registry import EXPORTS, Export, by_suffix, findings_bytes
from sydata.exports.version import Signed, data_version, version_mark, versions_of

__all__ = [
    "EXPORTS", "Content", "Export", "Signed", "by_suffix", "data_version", "findings_bytes", "public", "version_mark",
    "versions_of", "with_messages",
]  # fmt: skip
