"""Grades notebook files against an instructor's notebook, with no gradebook, no course and no platform."""

import errno
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from nbformat.v4 import writes

from curriculum.grading.integrity.authored import Authored, marks_of, name_of, read_source
from curriculum.grading.integrity.reading import LARGEST_NOTEBOOK, UnreadableNotebookError, read
from curriculum.grading.judge import Judge, Judged
from curriculum.grading.language import language_info
from curriculum.grading.plain_file import NotPlainError, read_plain
from curriculum.grading.runner import Limits, Runner, RunnerUnavailableError
from curriculum.grading.verdict import Status, Verdict, graded, not_judged

_AUTOTEST = "### AUTOTEST"
_HASHED = "### HASHED AUTOTEST"


class BadSourceError(Exception):
    """The instructor's notebook cannot be graded with; the message says what to do."""


@dataclass(frozen=True)
class Standalone:
    """An instructor's notebook and what runs submissions to it."""

    authored: Authored
    runner: Runner
    python: Path
    limits: Limits
    files: Path | None = None
    out: Path | None = None

    def grade(
        self, paths: Sequence[str], jobs: int, on_verdict: Callable[[Verdict], None]
    ) -> Iterator[Verdict]:
        """The verdict on each of `paths`, in their order; `on_verdict` hears each as soon as it is known."""

        def one(path: str) -> Verdict:
            verdict = self._grade(path)
            on_verdict(verdict)
            return verdict

        pool = ThreadPoolExecutor(jobs, thread_name_prefix="grade")
        try:
            yield from pool.map(one, paths)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _grade(self, path: str) -> Verdict:
        authored = {"": self.authored}
        try:
            submission = read(_content(Path(path)))
            judge = Judge(self.runner, self.limits, language_info(self.python))
            judged = judge.judge(submission, self.authored, files=self.files)
            self._keep(path, judged)
            return graded(path, [judged])
        except UnreadableNotebookError as error:
            return not_judged(path, Status.QUARANTINED, str(error), authored)
        except (OSError, RunnerUnavailableError) as error:
            return not_judged(path, Status.FAILED, _reason(path, error), authored)
        except Exception as error:  # noqa: BLE001 - one submission never stops the others
            reason = f"This submission broke the grader ({type(error).__name__}: {error}). Please report it."
            return not_judged(path, Status.FAILED, reason, authored)

    def _keep(self, path: str, judged: Judged) -> None:
        if self.out is not None:
            self.out.mkdir(parents=True, exist_ok=True)
            name = "-".join(part for part in Path(path).parts if part not in {"/", ".", ".."})
            (self.out / name).write_text(f"{writes(judged.notebook)}\n", encoding="utf-8")


def read_instructors(path: Path) -> Authored:
    """The assignment in an instructor's notebook; raises BadSourceError."""
    try:
        authored = read_source(read(_content(path)).notebook)
    except OSError as error:
        raise BadSourceError(_reason(str(path), error)) from error
    except UnreadableNotebookError as error:
        raise BadSourceError(f"{path}: {error}") from error
    _check(path, authored)
    return authored


def _check(path: Path, authored: Authored) -> None:
    if not any(cell.points is not None for cell in authored.cells):
        msg = (
            f"{path} is no nbgrader source: no cell of it is graded. Give the instructor's notebook, whose "
            "test cells are marked as 'Autograder tests' in Jupyter's Create Assignment panel."
        )
        raise BadSourceError(msg)
    names = Counter(name_of(cell) for cell in authored.notebook.cells if name_of(cell))
    if doubled := [name for name, count in names.items() if count > 1]:
        msg = f"{path} has several cells with the id {doubled[0]!r}. Give each cell an id of its own."
        raise BadSourceError(msg)
    for cell in authored.notebook.cells:
        if marks_of(cell).get("grade") and (_AUTOTEST in cell.source or _HASHED in cell.source):
            msg = (
                f"{path}: the tests of {name_of(cell)!r} are still to be made from its AUTOTEST lines. Run "
                "`nbgrader generate_assignment`, and grade with `coursewright grade --course`."
            )
            raise BadSourceError(msg)


def _content(path: Path) -> bytes:
    try:
        return read_plain(path, LARGEST_NOTEBOOK, follow_links=True)
    except OSError as error:
        if not isinstance(error, NotPlainError) and error.errno != errno.ELOOP:
            raise
        raise UnreadableNotebookError(f"{path} is no plain file. Give a notebook file.") from error


def _reason(path: str, error: Exception) -> str:
    if isinstance(error, FileNotFoundError) and error.filename == path:
        return f"There is no file {path}. Check the name."
    if isinstance(error, PermissionError):
        return f"{path} may not be read. Give yourself the right to: chmod u+r {path}"
    if isinstance(error, OSError):
        return f"{path} could not be read ({os.strerror(error.errno or 0)}). Try again."
    return str(error)
