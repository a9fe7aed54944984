"""One look for every chart. Frame in, plotly Figure out; no page, no file, no clock.

Frames carry numbers as they are shown (万元, not 分) and the words to print beside them, so that a chart
never has to know a measure or a language.
"""
