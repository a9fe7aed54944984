"""Sheets in, observations and findings out."""
