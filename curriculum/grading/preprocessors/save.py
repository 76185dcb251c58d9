"""Writes automatic scores into the gradebook without undoing a person's."""

from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import SaveAutoGrades


class SaveScores(SaveAutoGrades):  # type: ignore[misc]
    """nbgrader's step, but a manual score stands as it is, and an absurd partial credit is worth nothing."""

    def _add_score(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        try:
            utils.determine_grade(cell, self.log)
        except (ValueError, KeyError):
            name = cell.metadata.nbgrader["grade_id"]
            self.log.warning("The value of the test '%s' is no partial credit; it counts as 0.", name)
            cell.outputs = [
                NotebookNode(output_type="error", ename="ValueError", evalue=_ABSURD, traceback=[])
            ]
        super()._add_score(cell, resources)
        grade = self.gradebook.find_grade(
            cell.metadata.nbgrader["grade_id"], self.notebook_id, self.assignment_id, self.student_id
        )
        if grade.manual_score is not None and grade.needs_manual_grade:
            grade.needs_manual_grade = False
            self.gradebook.update_or_create_submission(self.assignment_id, self.student_id)


_ABSURD = "The value of this test is not between 0 and its points."
