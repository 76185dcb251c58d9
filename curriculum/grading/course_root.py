"""A cohort's course folder: where each step of nbgrader keeps a student's notebook."""

import json
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4.rwbase import rejoin_lines

from curriculum.grading.account import owner_of
from curriculum.grading.cell_ids import give_missing_ids
from curriculum.grading.integrity.reading import LARGEST_NOTEBOOK, UnreadableNotebookError, read
from curriculum.grading.plain_file import read_plain

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]*")


@dataclass(frozen=True)
class CourseRoot:
    """The folder of one cohort; files in it belong to whoever owns the folder."""

    slug: str
    path: Path

    def submission(self, assignment: str, student: str) -> Path:
        """The folder of what the student handed in."""
        return self.path / "submitted" / _plain(student) / _plain(assignment)

    def autograded(self, assignment: str, student: str) -> Path:
        """The folder of what was graded."""
        return self.path / "autograded" / _plain(student) / _plain(assignment)

    def stage(self, assignment: str, student: str, notebook: bytes, submitted_at: datetime) -> None:
        """Put `notebook` where nbgrader looks for the student's submission, in place of any former one."""
        folder = self.submission(assignment, student)
        moment = submitted_at.astimezone(UTC)
        with owner_of(self.path):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            (folder / f"{_plain(assignment)}.ipynb").write_bytes(notebook)
            (folder / "timestamp.txt").write_text(f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC\n", encoding="ascii")

    def titles(self, assignment: str) -> dict[str, str]:
        """The author's title of each graded cell, by grade id; from the source, out of students' reach."""
        with owner_of(self.path):
            try:
                source = parse(
                    _bytes(self.path / "source" / _plain(assignment) / f"{_plain(assignment)}.ipynb")
                )
            except (OSError, UnreadableNotebookError):
                return {}
        named = [
            (cell.metadata.get("nbgrader", {}), cell.metadata.get("coursewright", {}))
            for cell in source.cells
        ]
        return {grading["grade_id"]: ours["title"] for grading, ours in named if "title" in ours}

    def submitted_notebooks(self, assignment: str, student: str) -> dict[str, NotebookNode]:
        """What the student handed in, by name and without outputs; what cannot be read is left out."""
        found = {}
        with owner_of(self.path):
            for path in sorted(self.submission(assignment, student).glob("*.ipynb")):
                try:
                    found[path.stem] = read(_bytes(path)).notebook
                except (OSError, UnreadableNotebookError):
                    continue
        return found

    def graded_notebooks(self, assignment: str, student: str) -> dict[str, NotebookNode]:
        """The graded notebooks by name; those that cannot be read are left out."""
        found = {}
        with owner_of(self.path):
            for path in sorted(self.autograded(assignment, student).glob("*.ipynb")):
                try:
                    found[path.stem] = parse(_bytes(path))
                except (OSError, UnreadableNotebookError):
                    continue
        return found


def parse(content: bytes) -> NotebookNode:
    """A notebook of ours with its outputs, in the present format; raises UnreadableNotebookError."""
    try:
        notebook = _read(content.decode())
        nbformat.validate(notebook)
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        nbformat.ValidationError,
    ) as error:
        reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        msg = f"The file is not a notebook that Jupyter can open ({reason})."
        raise UnreadableNotebookError(msg) from error
    return notebook


def _read(text: str) -> NotebookNode:
    data = json.loads(text)
    if not isinstance(data, dict) or data.get("nbformat") != 4:
        older: NotebookNode = nbformat.reads(text, as_version=4)
        return older
    give_missing_ids(data)
    notebook: NotebookNode = rejoin_lines(nbformat.from_dict(data))
    return notebook


def _bytes(path: Path) -> bytes:
    content = read_plain(path, LARGEST_NOTEBOOK)
    if len(content) > LARGEST_NOTEBOOK:
        msg = "The notebook is too large."
        raise UnreadableNotebookError(msg)
    return content


def _plain(name: str) -> str:
    if not _PLAIN.fullmatch(name):
        msg = f"{name!r} cannot name a folder of a course; use letters, digits, '-', '_', '.' and '@'."
        raise ValueError(msg)
    return name
