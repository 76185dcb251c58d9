"""nbgrader's settings with which `nbgrader autograde` runs students' code in the sandbox only."""

from pathlib import Path

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    IgnorePattern,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
)
from traitlets.config import Config

from curriculum.grading.preprocessors.execute import SandboxExecute
from curriculum.grading.preprocessors.repair import RepairCells
from curriculum.grading.preprocessors.save import SaveScores
from curriculum.grading.preprocessors.variant import RestoreVariant


def nbgrader_config(course_slug: str, course_root: Path, student_python: Path) -> Config:
    """The settings of one cohort's course; merge them into what `nbgrader` reads on its course server."""
    config = Config()
    config.CourseDirectory.course_id = course_slug
    config.CourseDirectory.root = str(course_root)
    config.OverwriteCells.add_missing_cells = True
    config.SandboxExecute.student_python = str(student_python)
    config.Autograde.sanitize_preprocessors = [
        ClearOutput,
        RepairCells,
        OverwriteKernelspec,
        OverwriteCells,
        RestoreVariant,
        CheckCellMetadata,
    ]
    config.Autograde.autograde_preprocessors = [
        SandboxExecute,
        IgnorePattern,
        ClearMetadataPreprocessor,
        LimitOutput,
        SaveScores,
        AssignLatePenalties,
        CheckCellMetadata,
    ]
    return config
