"""Stands where nbgrader's own converter would begin, so that it never runs a student's code."""

from typing import Any

from nbformat import NotebookNode
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor


class RefuseStock(NbGraderPreprocessor):  # type: ignore[misc]
    """The first step of a configuration that only our converter passes over."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:  # noqa: ARG002
        """Stop: in nbgrader's own kernel the notebook would run with the grader's rights."""
        msg = (
            "nbgrader's own autograding is switched off here, because it runs students' code with your "
            "rights. Use `nbgrader autograde`, formgrader's button or `coursewright grade`."
        )
        raise NbGraderException(msg)
