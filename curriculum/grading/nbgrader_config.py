"""nbgrader's settings with which every autograding command runs students' code in the sandbox only."""

from pathlib import Path

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader.apps import api, autogradeapp
from nbgrader.preprocessors import IgnorePattern, LimitOutput
from traitlets.config import Config

from curriculum.grading.converter import CoursewrightAutograde
from curriculum.grading.refusal import RefuseStock


def nbgrader_config(course_slug: str, course_root: Path, student_python: Path) -> Config:
    """The settings of one cohort's course; merge them into what `nbgrader` reads on its course server."""
    config = Config()
    config.CourseDirectory.course_id = course_slug
    config.CourseDirectory.root = str(course_root)
    config.OverwriteCells.add_missing_cells = True
    config.CoursewrightAutograde.student_python = str(student_python)
    config.Autograde.sanitize_preprocessors = [RefuseStock]
    config.Autograde.autograde_preprocessors = [IgnorePattern, ClearMetadataPreprocessor, LimitOutput]
    return config


def take_the_place_of_stock() -> None:
    """Make `nbgrader autograde` and nbgrader's own API use our converter, for which they have no setting."""
    autogradeapp.Autograde = api.Autograde = CoursewrightAutograde
