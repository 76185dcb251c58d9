"""nbgrader's autograde converter with our engine inside: many submissions at once, the gradebook seldom."""

import os
import re
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.exc import OperationalError
from traitlets import Float, Integer, Unicode

from curriculum.grading.account import owner_of
from curriculum.grading.assignment import Assignment, Graded, Plan
from curriculum.grading.batch import Batch, Ended
from curriculum.grading.integrity.reading import UnreadableNotebookError
from curriculum.grading.ledger import Change, Ledger, Outcome, UnknownAssignmentError
from curriculum.grading.runner import Limits, OnCell, Runner, RunnerUnavailableError
from curriculum.grading.steps import Steps
from curriculum.grading.submission_folder import work_folder
from curriculum.grading.turn import Turns
from curriculum.grading.two_process_runner import TwoProcessRunner

OnSubmission = Callable[[Plan, Graded | None], None]


class CoursewrightAutograde(Autograde):  # type: ignore[misc]
    """Takes the place of nbgrader's converter in its commands and its formgrader."""

    student_python = Unicode(help="Python of the student environment, as a path.").tag(config=True)
    scratch = Unicode(
        "", help="Folder for the runs' own folders, as a path; empty: the machine's temporary folder."
    ).tag(config=True)
    cell_seconds = Float(30.0, help="Longest time of one cell, in seconds.").tag(config=True)
    wall_seconds = Float(300.0, help="Longest time of one notebook, in seconds.").tag(config=True)
    jobs = Integer(0, help="How many submissions are graded at once; 0: one for each core.").tag(config=True)

    has_turn = False
    """Whether the caller has taken the turns of all that is going to be graded."""
    runner: Runner | None = None
    on_cell: OnCell = staticmethod(lambda _done, _total: None)
    on_submission: OnSubmission = staticmethod(lambda _plan, _graded: None)

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - as nbgrader's
        super().__init__(*arguments, **options)
        self.failures: dict[tuple[str, str], Exception] = {}
        self.changes: list[Change] = []

    def convert_notebooks(self) -> None:
        """Grade everything that `init_notebooks` found, and say at the end what could not be graded."""
        self.failures, self.changes = {}, []
        plans = sorted(self._plans(), key=lambda plan: (plan.assignment, plan.student))
        try:
            with ExitStack() as stack:
                runner = self.runner or stack.enter_context(self._with_own_runner())
                for name, group in groupby(plans, key=lambda plan: plan.assignment):
                    self._grade_all(name, list(group), runner)
        except (OperationalError, UnknownAssignmentError, RunnerUnavailableError) as error:
            raise NbGraderException(str(error)) from error
        if self.failures:
            names = ", ".join(sorted({student for _, student in self.failures}))
            msg = f"Not graded: {names}. The reasons are above; every other submission was graded."
            self.log.error(msg)
            raise NbGraderException(msg)

    def _grade_all(self, name: str, plans: list[Plan], runner: Runner) -> None:
        ledger = Ledger(self.coursedir.db_url, self.coursedir.course_id, name)
        with owner_of(self._root), work_folder(self._root) as work:
            assignment = self._assignment(name, ledger, work, runner)
            batch = Batch(
                work=assignment.grade,
                write=lambda ended: self._write(assignment, ledger, ended),
                turn=self._turn,
                jobs=self._workers,
            )
            batch.run(self._begun(plans))

    def _plans(self) -> Iterator[Plan]:
        pattern = self._format_source("(?P<assignment_id>.*)", "(?P<student_id>.*)", escape=True)
        for folder, notebooks in self.assignments.items():
            found = re.match(pattern, folder)
            if found is None:
                raise NbGraderException(f"Could not match '{folder}' with '{pattern}'.")
            assignment, student = found["assignment_id"], found["student_id"]
            target = Path(os.path.normpath(self._format_dest(assignment, student)))
            yield Plan(assignment, student, Path(folder), target, tuple(map(Path, sorted(notebooks))))

    def _begun(self, plans: list[Plan]) -> Iterator[Plan]:
        for plan in plans:
            if self._is_wanted(plan):
                self.notebooks = [str(path) for path in plan.notebooks]
                self.run_pre_convert_hook()
                yield plan

    def _is_wanted(self, plan: Plan) -> bool:
        """As nbgrader decides, but the former result stays until the new one takes its place."""
        if plan.student in self.coursedir.student_id_exclude.split(","):
            return False
        if self.force or not all(plan.target_of(path).exists() for path in plan.notebooks):
            return True
        if self.coursedir.notebook_id == "*" and not plan.target.exists():
            return True
        old = plan.with_source(plan.target).submitted_at
        new = plan.submitted_at
        if old is not None and new is not None and new > old:
            return True
        self.log.info("Skipping existing assignment: %s (grade it again with --force)", plan.target)
        return False

    def _assignment(self, name: str, ledger: Ledger, work: Path, runner: Runner) -> Assignment:
        python = Path(self.student_python)
        return Assignment(
            name=name,
            work=work,
            source=Path(self.coursedir.format_path(self.coursedir.source_directory, ".", name)),
            release=Path(self.coursedir.format_path(self.coursedir.release_directory, ".", name)),
            known=ledger.known(),
            ignore=tuple(self.coursedir.ignore),
            kept=tuple(self.exclude_overwriting.get(name, ())),
            is_whole=self.coursedir.notebook_id == "*",
            runner=runner,
            python=python,
            limits=Limits(wall_seconds=self.wall_seconds, cell_seconds=self.cell_seconds),
            steps=Steps(self),
            on_cell=self.on_cell,
            log=self.log,
        )

    def _write(self, assignment: Assignment, ledger: Ledger, ended: list[Ended[Plan, Graded]]) -> None:
        for each in ended:
            if each.result is not None:
                assignment.publish(each.item, each.result)
                self.set_permissions(each.item.assignment, each.item.student)
        outcomes = [Outcome(each.item.arrival, each.result.entries if each.result else ()) for each in ended]
        try:
            self.changes += (changes := ledger.write(outcomes, self._penalty))
        except BaseException:
            for each in ended:
                assignment.withdraw(each.item)
            raise
        for change in changes:
            self.log.info("Changed: %s", change)
        for each in ended:
            self._tell(each)

    def _tell(self, ended: Ended[Plan, Graded]) -> None:
        plan, error = ended.item, ended.error
        self.notebooks = [str(path) for path in plan.notebooks]
        self.on_submission(plan, ended.result)
        if error is None:
            self.log.info("Graded %s of %s", plan.assignment, plan.student)
            self.run_post_convert_hook()
            return
        self.failures[plan.assignment, plan.student] = error
        if isinstance(error, UnreadableNotebookError):
            self.log.error("%s of %s was set aside: %s", plan.assignment, plan.student, error)
            return
        shown = "".join(traceback.format_exception(error))
        self.log.error("%s of %s could not be graded:\n%s", plan.assignment, plan.student, shown)
        if isinstance(error, RunnerUnavailableError):
            raise error

    def _penalty(self, notebook: Any, student: str, seconds: float) -> float | None:  # noqa: ANN401
        self._late.log.warning("%s is %s seconds late", notebook, seconds)
        penalty = self._late.plugin_inst.late_submission_penalty(student, notebook.score, seconds)
        return None if penalty is None else float(self._late._check_late_penalty(notebook, penalty))  # noqa: SLF001

    def _turn(self, plan: Plan, before_waiting: Callable[[], None]) -> AbstractContextManager[None]:
        if self.has_turn:
            return nullcontext()
        return Turns(self._root).of(plan.assignment, plan.student, before_waiting=before_waiting)

    @cached_property
    def _late(self) -> Any:  # noqa: ANN401 - nbgrader's preprocessor
        step = AssignLatePenalties(parent=self)
        step.init_plugin()
        return step

    def _with_own_runner(self) -> TwoProcessRunner:
        scratch = Path(self.scratch) if self.scratch else None
        return TwoProcessRunner(Path(self.student_python), scratch=scratch, workers=self._workers)

    @property
    def _workers(self) -> int:
        return self.jobs or len(os.sched_getaffinity(0))

    @property
    def _root(self) -> Path:
        return Path(self.coursedir.root)
