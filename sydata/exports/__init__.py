"""Frames in, bytes of files out."""
