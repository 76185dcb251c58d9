"""What one made-up learner did so far: lessons, attempts and a quiz, each at a moment of its own."""

import random
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from curriculum.built import Built, Exercise, Lesson, Module
from curriculum.grading.award import Events
from curriculum.grading.standing import Standing
from curriculum.sample_class.attempt import Attempt, attempts_at
from curriculum.sample_class.quiz import take_quiz
from curriculum.sample_class.source import Learner
from db.enums import GradingState
from db.repositories.catalogue import CatalogueRepository
from db.repositories.cohort import CohortRecord
from db.repositories.completion import CompletionRepository
from db.repositories.grade_event import GradeEventRepository, Grading, Task
from db.repositories.lesson_progress import LessonProgressRepository
from db.repositories.submission import SubmissionRepository, Verdict
from db.repositories.user import Person

LONGEST_SESSION = timedelta(hours=3)


class Silent(Events):
    """Tells nobody: it is all past."""

    def activity_added(self, username: str, activity_id: uuid.UUID) -> None:
        """Leave it at that."""


@dataclass
class Past:
    """Lives through one learner's weeks, up to now."""

    session: Session
    person: Person
    learner: Learner
    cohort: CohortRecord
    dice: random.Random
    at: datetime
    now: datetime
    released: Mapping[str, bytes]

    def live(self, built: Built) -> datetime:
        """Go through the modules in order until she stops or the present is reached; when that was."""
        left = self.learner.stops or 10_000
        for module in built.modules:
            for item in module.items:
                if left == 0 or not self._next_sitting():
                    return self.at
                left -= 1
                if isinstance(item, Lesson):
                    self._read(module, item)
                else:
                    self._solve(item)
            if left == 0 or not self._next_sitting():
                return self.at
            self._take_quiz(module)
        if self.learner.words:
            self._own_course(built)
        return self.at

    def _own_course(self, built: Built) -> None:
        """Then her own course, as far as the time reaches."""
        for module in built.blueprint:
            for exercise in module.exercises:
                if self._next_sitting():
                    self._read_own(exercise)
                    self._solve(exercise)

    def _next_sitting(self) -> bool:
        """Move on to the next time that she sits down; whether that is still in the past."""
        gap = timedelta(days=self.learner.pace * self.dice.uniform(0.3, 1.4))
        evening = (self.at + gap).replace(hour=self.dice.randint(8, 21), minute=self.dice.randint(0, 59))
        if evening > self.now - LONGEST_SESSION:
            return False
        self.at = max(evening, self.at)
        return True

    def _read(self, module: Module, lesson: Lesson) -> None:
        progress = LessonProgressRepository(self.session)
        progress.open(self.person.id, lesson.key, self.at)
        self.at += timedelta(minutes=self.dice.randint(lesson.minutes // 2, lesson.minutes * 2))
        progress.set_completed(self.person.id, lesson.key, self.at)
        self._move_module(module.number)

    def _take_quiz(self, module: Module) -> None:
        self.at = take_quiz(
            self.session, self.person.id, module, care=self.learner.care, dice=self.dice, at=self.at
        )
        self._move_module(module.number)

    def _move_module(self, number: int) -> None:
        standing = Standing(self.session, self.person, self.at, Silent())
        standing.catalogue_module(number)
        standing.award()

    def _read_own(self, exercise: Exercise) -> None:
        _, own = GradeEventRepository(self.session).task_of("", exercise.key, self.person.id) or (None, None)
        if own is None:
            return
        module_id, _ = CompletionRepository(self.session).module_of_exercise(own)
        progress = LessonProgressRepository(self.session)
        progress.open_personal(self.person.id, module_id, self.at)
        self.at += timedelta(minutes=self.dice.randint(20, 50))
        progress.set_personal_completed(self.person.id, module_id, self.at)

    def _solve(self, exercise: Exercise) -> None:
        notebook = self.released.get(exercise.key, exercise.released)
        for attempt in attempts_at(exercise, self.dice, self.learner.care, notebook):
            self.at += timedelta(minutes=self.dice.randint(9, 55))
            self._hand_in(exercise, attempt)

    def _hand_in(self, exercise: Exercise, attempt: Attempt) -> None:
        events, submissions = GradeEventRepository(self.session), SubmissionRepository(self.session)
        task = events.task_of(self.cohort.slug, exercise.key, self.person.id)
        if task is None:
            return
        submission = submissions.create_next(
            user_id=self.person.id,
            cohort_id=self.cohort.id,
            assessment_id=task[0],
            exercise_id=task[1],
            notebook_sha256=CatalogueRepository(self.session).put_notebook(attempt.notebook),
            max_grade=attempt.max_score,
            submitted_at=self.at,
            state=GradingState.GRADING,
        )
        self.at += timedelta(seconds=self.dice.randint(3, 9))
        submissions.record(submission.id, self._verdict(attempt), self.at)
        events.add(self._grading(exercise, submission.id, attempt), self.at)
        self._move(exercise, task)

    def _move(self, exercise: Exercise, task: Task) -> None:
        standing = Standing(self.session, self.person, self.at, Silent())
        title, module_id, _ = GradeEventRepository(self.session).release_of(task)
        standing.task_judged(*task, key=exercise.key, title=title)
        if module_id is not None:
            standing.catalogue_module(module_id)
        elif task[1] is not None:
            standing.generated_module(CompletionRepository(self.session).module_of_exercise(task[1])[0])
        standing.award()

    def _verdict(self, attempt: Attempt) -> Verdict:
        comments = [test["comment"] for test in attempt.tests if test["comment"]]
        return Verdict(
            score=attempt.score,
            max_score=attempt.max_score,
            tests=list(attempt.tests),
            feedback="\n\n".join(comments) or None,
            needs_manual_grade=attempt.needs_manual_grade,
            execution_time_ms=self.dice.randint(120, 900),
            nbgrader_submission_id=self.dice.randbytes(16).hex(),
        )

    def _grading(self, exercise: Exercise, submission_id: uuid.UUID, attempt: Attempt) -> Grading:
        return Grading(
            course=self.cohort.slug,
            assignment=exercise.key,
            user_id=self.person.id,
            score=attempt.score,
            max_score=attempt.max_score,
            needs_manual_grade=attempt.needs_manual_grade,
            payload={
                "submission": str(submission_id),
                "score": str(attempt.score),
                "max_score": str(attempt.max_score),
                "needs_manual_grade": attempt.needs_manual_grade,
                "tests": list(attempt.tests),
            },
        )
