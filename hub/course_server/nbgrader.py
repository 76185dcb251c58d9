"""nbgrader's settings on a course server."""

import os
from pathlib import Path

from traitlets.config import Config


def settings() -> Config:
    """Return the cohort's course, gradebook and exchange, and the sandboxed grader in stock's place."""
    root = os.environ["COURSEWRIGHT_COURSE_ROOT"]
    config = Config()
    config.CourseDirectory.course_id = os.environ["COURSEWRIGHT_COHORT"]
    config.CourseDirectory.root = root
    config.CourseDirectory.db_url = os.environ["NBGRADER_DB_URL"]
    config.Exchange.root = str(Path(root) / "exchange")
    return config
