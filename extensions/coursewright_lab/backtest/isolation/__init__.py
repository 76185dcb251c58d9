"""Runs a strategy apart from engine and data: in a fresh process that knows only the bars it is given."""
