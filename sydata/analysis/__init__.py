"""Frames in, frames and small values out: totals, change, coverage. Reads no store, draws nothing.

A `facts` frame has the columns return_id, unit_code, unit, year, festival, category, indicator, value; one
row a return × category × indicator, value Int64 (money in 分, counts in ones, NA where nothing was reported).
"""
