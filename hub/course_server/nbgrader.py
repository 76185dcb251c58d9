"""nbgrader's settings on a course server."""

import os
from pathlib import Path

from traitlets.config import Config

from curriculum.grading.nbgrader_config import nbgrader_config, take_the_place_of_stock


def settings() -> Config:
    """Return the cohort's course, gradebook and exchange; the sandboxed grader is in stock's place then."""
    take_the_place_of_stock()
    root = Path(os.environ["COURSEWRIGHT_COURSE_ROOT"])
    config = nbgrader_config(
        os.environ["COURSEWRIGHT_COHORT"], root, Path(os.environ["COURSEWRIGHT_STUDENT_PYTHON"])
    )
    config.CourseDirectory.db_url = os.environ["NBGRADER_DB_URL"]
    config.Exchange.root = str(root / "exchange")
    config.ExchangeFactory.collect = "hub.course_server.exchange.Collect"
    config.ExchangeFactory.list = "hub.course_server.exchange.List"
    config.ExchangeFactory.release_assignment = "hub.course_server.exchange.ReleaseAssignment"
    config.ExchangeFactory.release_feedback = "hub.course_server.exchange.ReleaseFeedback"
    return config
