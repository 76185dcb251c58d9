"""The metadata keys under which a graded notebook says what was done to it."""

MARK = "coursewright_run"
"""In a cell: how its run ended. In a notebook: what kept the run apart, and how long it took."""

REPORT = "coursewright_repairs"
"""In a notebook: sentences about what was mended before it ran."""
