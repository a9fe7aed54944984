"""Numbered revisions: 0001 and on, each from the one before. A revision that went out is never edited."""
