"""Studies of a strategy: many parameters, moving windows, other orders of its trades."""
