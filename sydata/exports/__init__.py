"""Frames in, bytes of files out."""

from sydata.exports.content import Content, public, with_messages
from sydata.exports.registry import EXPORTS, Export, by_suffix, findings_bytes

__all__ = ["EXPORTS", "Content", "Export", "by_suffix", "findings_bytes", "public", "with_messages"]
