"""A cohort with a real gradebook, a released exercise and a student who hands in notebooks."""

import atexit
import contextlib
import functools
import json
import logging
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import Engine
from traitlets.config import Config

from curriculum.grading import gradebook
from curriculum.grading.autograde import Course
from curriculum.grading.course_root import CourseRoot
from curriculum.grading.two_process_runner import TwoProcessRunner
from db import engine as engines
from db.access import Access, Role, gradebook_schema
from db.enums import CohortRole, Visibility
from db.models import Assessment, Cohort, Module, User
from db.provision import provision_cohort, watch_gradebook
from db.repositories.catalogue import CatalogueRepository
from db.repositories.queue import QueueRepository
from db.repositories.submission import Submission, SubmissionRepository
from db.unit_of_work import UnitOfWork
from hub.settings import Settings
from tests.factories.catalogue import make_lesson, make_module, make_task
from tests.factories.cohort import make_cohort, make_member
from tests.factories.sequence import next_number
from tests.factories.user import make_user
from tests.server import TestServer

STUDENT_PYTHON = Settings.from_env().student_python
ASSIGNMENT = "averages"
SOLUTION = "def mean(numbers):\n    return sum(numbers) / len(numbers)"
TESTS = {
    "mean-of-two": (4, "assert mean([1, 3]) == 2, 'The mean of 1 and 3 is 2.'"),
    "mean-of-fractions": (
        6,
        """assert mean([1, 2]) == 1.5, 'Halves count too.'
### BEGIN HIDDEN TESTS
assert mean([5, 5, 6]) > 5.3, 'Sixteen thirds.'
### END HIDDEN TESTS""",
    ),
}


def mark(name: str, **flags: bool | int) -> dict[str, Any]:
    """nbgrader's metadata of one cell."""
    plain = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    return {"nbgrader": {"grade_id": name, **plain, **flags}}


def source_notebook(*, with_essay: bool = False) -> NotebookNode:
    """The exercise as its author wrote it."""
    solution = f"### BEGIN SOLUTION\n{SOLUTION}\n### END SOLUTION"
    cells = [
        text("# Averages"),
        code("import math", **mark("imports", locked=True)),
        code(solution, **mark("mean", solution=True)),
        *(
            code(test, **mark(name, grade=True, locked=True, points=points))
            for name, (points, test) in TESTS.items()
        ),
    ]
    if with_essay:
        cells.append(text("The answer.", **mark("essay", grade=True, solution=True, points=5)))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return notebook_of(cells, kernelspec=kernel)


def notebook_of(cells: list[NotebookNode], **metadata: object) -> NotebookNode:
    """A notebook of these cells."""
    return plain(nbformat=4, nbformat_minor=5, metadata=metadata, cells=cells)


def code(source: str, **metadata: object) -> NotebookNode:
    """A code cell that has not run."""
    number = f"c{next_number()}"
    return plain(
        cell_type="code", id=number, source=source, metadata=metadata, outputs=[], execution_count=None
    )


def text(source: str, **metadata: object) -> NotebookNode:
    """A Markdown cell."""
    return plain(cell_type="markdown", id=f"c{next_number()}", source=source, metadata=metadata)


def as_bytes(notebook: NotebookNode) -> bytes:
    """The notebook as a file."""
    return json.dumps(notebook).encode()


def plain(**fields: object) -> NotebookNode:
    """A part of a notebook."""
    node: NotebookNode = nbformat.from_dict(fields)
    return node


@functools.cache
def shared_runner() -> TwoProcessRunner:
    """One engine for all tests of this process, so that it becomes warm once."""
    runner = TwoProcessRunner(STUDENT_PYTHON)
    atexit.register(runner.close)
    return runner


@dataclass
class Classroom:
    """What a grading test needs; everything is real."""

    access: Access
    engine: Engine
    operator: Engine
    state: Path
    cohort: Cohort
    module: Module
    task: Assessment
    student: User
    instructor: User
    course: Course
    released: NotebookNode
    _moments: Iterator[datetime] = field(repr=False)

    def begin(self) -> UnitOfWork:
        """A unit of work of the worker's role."""
        return UnitOfWork(self.engine)

    @property
    def runner(self) -> TwoProcessRunner:
        """The real engine on the student environment's Python."""
        return shared_runner()

    def answer(self, source: str) -> NotebookNode:
        """The released notebook with `source` as the student's solution."""
        notebook = plain(**self.released)
        for cell in notebook.cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == "mean":
                cell.source = source
        return notebook

    def submit(self, notebook: NotebookNode | bytes, student: User | None = None) -> Submission:
        """Hand in the next attempt and queue it, as the service does."""
        content = notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode()
        author = student or self.student
        with self.begin() as uow:
            sha256 = CatalogueRepository(uow.session).put_notebook(content)
            submission = SubmissionRepository(uow.session).create_next(
                user_id=author.id,
                cohort_id=self.cohort.id,
                assessment_id=self.task.id,
                notebook_sha256=sha256,
                max_grade=Decimal(10),
                submitted_at=next(self._moments),
            )
            lock = f"{self.cohort.slug}/{ASSIGNMENT}/{author.username}"
            QueueRepository(uow.session).defer_grading(submission.id, lock)
            uow.commit()
        return submission

    def get(self, submission_id: uuid.UUID) -> Submission:
        """The attempt as stored now."""
        with self.begin() as uow:
            return SubmissionRepository(uow.session).require(submission_id)

    def enrol(self, username: str) -> User:
        """Another student of the cohort."""
        with UnitOfWork(self.operator) as uow:
            user = make_user(uow.session, username, default_visibility=Visibility.PUBLIC)
            make_member(uow.session, self.cohort, user)
            uow.commit()
        return user


@contextlib.contextmanager
def open_classroom(
    server: TestServer, access: Access, state: Path, *, slug: str = "demo", with_essay: bool = False
) -> Iterator[Classroom]:
    """Make the cohort, its gradebook and its released exercise in the migrated database behind `access`."""
    state.mkdir(exist_ok=True)
    provision_cohort(server.admin, access, slug)
    gradebook.create_tables(access.url(Role.OWNER), gradebook_schema(slug), slug)
    watch_gradebook(access, slug)
    root = CourseRoot(slug, state / "courses" / slug)
    course = Course(root, access.course_url(slug), STUDENT_PYTHON)
    released = _release(course, source_notebook(with_essay=with_essay))
    engine, operator = engines.create(access.url(Role.WORKER)), engines.create(access.url(Role.OPERATOR))
    with UnitOfWork(operator) as uow:
        cohort = make_cohort(uow.session, slug)
        student = make_user(uow.session, "ada", default_visibility=Visibility.PUBLIC)
        instructor = make_user(uow.session, "ines")
        make_member(uow.session, cohort, student)
        make_member(uow.session, cohort, instructor, CohortRole.INSTRUCTOR)
        module = make_module(uow.session)
        make_lesson(uow.session, module)
        task = make_task(uow.session, module, ASSIGNMENT)
        uow.commit()
    moments = (datetime(2026, 11, 21, 12, minute, 0, 123_457, UTC) for minute in range(60))
    yield Classroom(
        access, engine, operator, state, cohort, module, task, student, instructor, course, released, moments
    )
    engine.dispose()
    operator.dispose()


def _release(course: Course, source: NotebookNode) -> NotebookNode:
    folder = course.root.path / "source" / ASSIGNMENT
    folder.mkdir(parents=True)
    nbformat.write(source, folder / f"{ASSIGNMENT}.ipynb")
    config = Config()
    config.CourseDirectory.root = str(course.root.path)
    config.CourseDirectory.course_id = course.slug
    config.CourseDirectory.db_url = course.gradebook_url.render_as_string(hide_password=False)
    config.CourseDirectory.assignment_id = ASSIGNMENT
    config.GenerateAssignment.create_assignment = True
    coursedir = CourseDirectory(config=config)
    logging.getLogger("traitlets").setLevel(logging.ERROR)
    GenerateAssignment(coursedir=coursedir, config=config).start()
    path = course.root.path / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    released: NotebookNode = nbformat.read(path, as_version=4)
    return released
