"""One assignment of a nbgrader course: how a student's folder of it becomes a graded one."""

import logging
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import parse_utc

from curriculum.grading.account import owner_of
from curriculum.grading.integrity.authored import Authored, marks_of, merge, name_of
from curriculum.grading.integrity.reading import LARGEST_NOTEBOOK, Read, UnreadableNotebookError, read
from curriculum.grading.judge import Judge, Judged
from curriculum.grading.language import language_info
from curriculum.grading.ledger import Arrival, Entry, KnownNotebook, entry_of
from curriculum.grading.personal import personal_texts
from curriculum.grading.plain_file import read_plain
from curriculum.grading.runner import Limits, OnCell, Runner
from curriculum.grading.steps import Steps
from curriculum.grading.submission_folder import copy_files


@dataclass(frozen=True)
class Plan:
    """One student's submission: where it lies, where its graded form belongs, and its notebooks."""

    assignment: str
    student: str
    source: Path
    target: Path
    notebooks: tuple[Path, ...]

    def target_of(self, notebook: Path) -> Path:
        """Where the graded form of one of its notebooks belongs."""
        return self.target / notebook.name

    def with_source(self, folder: Path) -> "Plan":
        """The same, read from another folder."""
        return replace(self, source=folder)

    @property
    def submitted_at(self) -> datetime | None:
        """The moment in its `timestamp.txt`, in UTC without saying so, as nbgrader keeps it."""
        try:
            text = read_plain(self.source / "timestamp.txt", 200).decode().strip()
            moment: datetime | None = parse_utc(text) if text else None
        except (OSError, ValueError, OverflowError):
            return None
        return moment

    @property
    def arrival(self) -> Arrival:
        """What the gradebook has to know of it."""
        return Arrival(self.student, self.submitted_at, frozenset(path.stem for path in self.notebooks))


@dataclass(frozen=True)
class Graded:
    """A graded submission, not published yet."""

    folder: Path
    entries: tuple[Entry, ...]
    judged: Mapping[str, Judged]


@dataclass(frozen=True)
class Assignment:
    """All that submissions of one assignment are graded with."""

    name: str
    work: Path
    source: Path
    release: Path
    known: Mapping[str, KnownNotebook]
    ignore: tuple[str, ...]
    kept: tuple[str, ...]
    is_whole: bool
    runner: Runner
    python: Path
    limits: Limits
    steps: Steps
    on_cell: OnCell
    log: logging.Logger = field(repr=False)

    def grade(self, plan: Plan) -> Graded:
        """Grade the student's notebooks into a folder of their own; called from any thread."""
        with owner_of(self.work):
            folder = self.work / plan.student
            folder.mkdir()
            refused = copy_files(plan.source, folder, self.ignore)
            if self.source.is_dir():
                kept = [self.source / name for name in self.kept]
                copy_files(self.source, folder, self.ignore, leave=kept)
        for name in refused:
            self.log.warning("%s of %s: %s was left out", plan.assignment, plan.student, name)
        judged = {path.stem: self._judge(plan, path, folder) for path in self._own(plan)}
        with owner_of(self.work):
            entries = [self._write(plan, folder, name, each) for name, each in judged.items()]
        return Graded(folder, tuple(entries), judged)

    def publish(self, plan: Plan, graded: Graded) -> None:
        """Put the graded folder, or only its notebooks if only they were asked for, in its place."""
        plan.target.parent.mkdir(parents=True, exist_ok=True)
        if self.is_whole:
            shutil.rmtree(plan.target, ignore_errors=True)
            graded.folder.rename(plan.target)
            return
        plan.target.mkdir(exist_ok=True)
        for path in sorted(graded.folder.iterdir()):
            if path.is_dir():
                shutil.copytree(path, plan.target / path.name, dirs_exist_ok=True)
            else:
                path.replace(plan.target / path.name)

    def withdraw(self, plan: Plan) -> None:
        """Take the graded folder away again, so that the next run grades it."""
        if self.is_whole:
            shutil.rmtree(plan.target, ignore_errors=True)
        for notebook in plan.notebooks:
            plan.target_of(notebook).unlink(missing_ok=True)

    def _own(self, plan: Plan) -> list[Path]:
        for path in plan.notebooks:
            if path.stem not in self.known:
                self.log.warning("Skipping unknown notebook: %s", path)
        found = [path for path in plan.notebooks if path.stem in self.known]
        if not found:
            msg = f"None of the notebooks belongs to '{self.name}'. Hand in {', '.join(self.known)}."
            raise UnreadableNotebookError(msg)
        return found

    def _judge(self, plan: Plan, path: Path, folder: Path) -> Judged:
        submission = self._read(path)
        resources = {
            "unique_key": path.stem,
            "output_files_dir": f"{path.stem}_files",
            "nbgrader": {"student": plan.student, "assignment": self.name, "notebook": path.stem},
        }
        authored = self.authored[path.stem]
        judge = Judge(
            self.runner,
            self.limits,
            language_info(self.python) if _is_python(authored) else None,
            self.steps.added_back,
            lambda notebook: self.steps.before(notebook, resources),
            lambda notebook: self.steps.after(notebook, resources),
        )
        personal = authored.with_texts(personal_texts(authored, submission.notebook))
        judged = judge.judge(submission, personal, files=folder, on_cell=self.on_cell)
        for sentence in judged.integrity:
            self.log.warning("%s of %s: %s", self.name, plan.student, sentence)
        return judged

    def _read(self, path: Path) -> Read:
        try:
            with owner_of(self.work):
                content = read_plain(path, LARGEST_NOTEBOOK)
        except OSError as error:
            msg = f"{path.name} could not be read ({error.strerror}). Hand it in again as a plain file."
            raise UnreadableNotebookError(msg) from error
        return read(content)

    def _write(self, plan: Plan, folder: Path, name: str, judged: Judged) -> Entry:
        text = nbformat.v4.writes(judged.notebook)
        (folder / f"{name}.ipynb").write_text(f"{text}\n", encoding="utf-8")
        return entry_of(plan.student, name, judged.notebook, self._changed(plan, name, judged.notebook))

    def _changed(self, plan: Plan, name: str, notebook: NotebookNode) -> list[str]:
        """The answers that are others than those graded before."""
        try:
            former = read(read_plain(plan.target / f"{name}.ipynb", LARGEST_NOTEBOOK)).notebook
        except (OSError, UnreadableNotebookError):
            return []
        texts = {name_of(cell): cell.source for cell in former.cells}
        answers = [cell for cell in notebook.cells if marks_of(cell).get("solution")]
        return [name_of(cell) for cell in answers if texts.get(name_of(cell)) != cell.source]

    @cached_property
    def authored(self) -> Mapping[str, Authored]:
        """What the author wrote, by notebook."""
        with owner_of(self.work):
            return {
                name: merge(
                    known.cells,
                    _notebook(self.source / f"{name}.ipynb"),
                    _notebook(self.release / f"{name}.ipynb"),
                    known.kernelspec,
                )
                for name, known in self.known.items()
            }


def _notebook(path: Path) -> NotebookNode | None:
    try:
        return read(read_plain(path, LARGEST_NOTEBOOK)).notebook
    except (OSError, UnreadableNotebookError):
        return None


def _is_python(authored: Authored) -> bool:
    kernel: Mapping[str, Any] = authored.kernelspec or {}
    return str(kernel.get("language") or kernel.get("name") or "python").startswith("python")
