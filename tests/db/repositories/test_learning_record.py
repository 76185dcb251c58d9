"""Completed modules, quiz results, and what a module holds."""

import uuid
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from db.enums import ProgressStatus
from db.models import Module, QuizAttempt, QuizSession, User, UserProgress
from db.repositories.learning_record import LearningRecordRepository
from tests.factories.catalogue import make_lesson, make_module, make_question, make_task
from tests.factories.user import make_user

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def make_progress(session: Session, user: User, module: Module, percent: int) -> None:
    status = ProgressStatus.COMPLETED if percent == 100 else ProgressStatus.IN_PROGRESS
    session.add(
        UserProgress(
            user_id=user.id,
            module_id=module.id,
            status=status,
            progress_percent=Decimal(percent),
            time_spent_minutes=1,
            completed_at=NOON if percent == 100 else None,
        )
    )
    session.flush()


def test_completed_modules_come_in_the_order_of_the_curriculum(session: Session) -> None:
    ada, bob = make_user(session), make_user(session)
    first, second, third = (make_module(session) for _ in range(3))
    make_progress(session, ada, third, 100)
    make_progress(session, ada, second, 50)
    make_progress(session, ada, first, 100)
    make_progress(session, bob, second, 100)
    found = LearningRecordRepository(session).completed_modules(ada.id)
    assert [(module.id, module.completed_at) for module in found] == [(first.id, NOON), (third.id, NOON)]


def test_a_module_is_listed_with_what_is_taught_in_it(session: Session) -> None:
    module, other = make_module(session), make_module(session)
    lesson, question, task = (
        make_lesson(session, module),
        make_question(session, module),
        make_task(session, module),
    )
    gone = make_question(session, module)
    gone.retired_at = NOON
    make_lesson(session, other)
    session.flush()
    found = LearningRecordRepository(session).module_contents(module.id)
    assert found is not None
    assert [each.id for each in found.lessons] == [lesson.id]
    assert {each.id for each in found.assessments} == {question.id, task.id}
    assert LearningRecordRepository(session).module_contents(10**6) is None


def test_quiz_performance_counts_what_waits_for_review_as_not_correct(session: Session) -> None:
    ada, bob = make_user(session), make_user(session)
    module, other = make_module(session), make_module(session)
    for user in (ada, bob):
        sitting = uuid.uuid4()
        session.add(
            QuizSession(
                id=sitting,
                user_id=user.id,
                module_id=module.id,
                attempt_number=1,
                submitted_at=NOON,
                points_earned=10,
                points_possible=30,
            )
        )
        still_open = QuizSession(user_id=user.id, module_id=module.id, attempt_number=2)
        session.add(still_open)
        session.flush()
        asked = make_question(session, module)
        session.add(QuizAttempt(session_id=still_open.id, user_id=user.id, assessment_id=asked.id))
        for is_correct, points in ((True, 10), (False, 0), (None, None)):
            session.add(
                QuizAttempt(
                    session_id=sitting,
                    user_id=user.id,
                    assessment_id=make_question(session, module if points != 0 else other).id,
                    is_correct=is_correct,
                    points_earned=points,
                )
            )
    session.flush()
    found = LearningRecordRepository(session).quiz_performance(ada.id)
    assert [(row.module_id, row.attempts, row.correct, row.accuracy) for row in found] == [
        (module.id, 2, 1, Decimal("50.00")),
        (other.id, 1, 0, Decimal("0.00")),
    ]
