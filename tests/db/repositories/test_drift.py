"""What is kept for quick reading is compared with what it follows from, and can be put right."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from curriculum.grading.standing import Standing
from db.enums import VoteType
from db.models import ForumVote, LearningResourceVote, LessonProgress, Module, User
from db.repositories.drift import CACHES, DriftRepository
from db.repositories.quiz import QuizRepository, Verdict
from db.repositories.user import UserRepository
from tests.factories.catalogue import make_lesson, make_module, make_question, make_task
from tests.factories.course import make_blueprint, make_course, make_exercise, make_generated_module
from tests.factories.forum import make_reply, make_thread
from tests.factories.resource import make_resource
from tests.factories.submission import make_submission
from tests.factories.user import make_friends, make_user

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def sound(session: Session) -> Session:
    """A small world in which every cache was kept by the code that is there to keep it."""
    ada, bob = make_user(session), make_user(session)
    make_friends(session, ada, bob)
    module = make_module(session)
    lesson, task = make_lesson(session, module), make_task(session, module)
    make_lesson(session, module)
    make_submission(session, ada, task, grade=Decimal(8))
    _pass_quiz(session, ada, module)
    session.add(LessonProgress(user_id=ada.id, lesson_id=lesson.id, opened_at=NOW, completed_at=NOW))
    own = make_generated_module(session, make_course(session, ada), make_blueprint(session))
    exercise = make_exercise(session, own)
    make_submission(session, ada, exercise, grade=Decimal(50))
    person = UserRepository(session).by_id(ada.id)
    assert person
    standing = Standing(session, person, NOW)
    standing.task_judged(None, exercise.id, key=exercise.slug, title=exercise.title)
    standing.catalogue_module(module.id)
    standing.generated_module(own.id)
    reply = make_reply(session, bob, make_thread(session, ada, module))
    resource = make_resource(session, module)
    session.add(ForumVote(post_id=reply.id, user_id=ada.id, vote_type=VoteType.UPVOTE))
    session.flush()
    session.add(LearningResourceVote(resource_id=resource.id, user_id=ada.id))
    session.flush()
    return session


def _pass_quiz(session: Session, ada: User, module: Module) -> None:
    """One sitting of two questions, one of them right, and another of the one that was missed."""
    questions = [make_question(session, module), make_question(session, module)]
    quizzes = QuizRepository(session)
    for asked in (questions, questions[1:]):
        found = [each for each in quizzes.questions(module.id) if each.id in {q.id for q in asked}]
        sitting = quizzes.begin(ada.id, module.id, found, NOW, is_partial=len(found) == 1)
        assert quizzes.close(sitting.id, NOW)
        last = found[-1].id
        quizzes.judge(sitting.id, {each.id: Verdict(is_correct=True, points=10) for each in found})
        if len(found) > 1:
            quizzes.judge(sitting.id, {last: Verdict(is_correct=False, points=0)})


def drifted(session: Session) -> dict[str, int]:
    return {drift.cache: drift.rows for drift in DriftRepository(session).find() if drift.rows}


def test_nothing_drifts_by_itself(sound: Session) -> None:
    assert drifted(sound) == {}
    assert DriftRepository(sound).mend() == 0


DAMAGES = {
    "progress of modules": "UPDATE user_progress SET progress_percent = 12 WHERE module_id IS NOT NULL",
    "progress of exercises": "UPDATE user_progress SET score = 99 WHERE exercise_id IS NOT NULL",
    "progress of own courses": "UPDATE generated_courses SET progress_percentage = 77",
    "completion of own modules": "UPDATE generated_modules SET is_completed = true, completed_at = now()",
    "points of quizzes": "UPDATE quiz_sessions SET points_earned = 3",
    "votes of posts": "UPDATE forum_posts SET upvotes = upvotes + 1 WHERE depth = 1",
    "replies of threads": "UPDATE forum_posts SET reply_count = 9 WHERE depth = 0",
    "votes of links": "UPDATE learning_resources SET upvotes = 5",
    "both sides of relationships": "UPDATE user_relationships SET is_mutual = false"
    " WHERE id = (SELECT id FROM user_relationships LIMIT 1)",
    "grades as recorded": "WITH s AS (UPDATE code_submissions SET grade = 3 WHERE assessment_id IS NULL"
    " RETURNING id, user_id) INSERT INTO grade_events (idempotency_key, nbgrader_course_id, assignment_name,"
    " user_id, revision, score, max_score, needs_manual_grade, payload) SELECT sha256('x'), 'demo', 'a',"
    " user_id, 1, 50, 100, false, jsonb_build_object('submission', id) FROM s",
}


@pytest.mark.parametrize("name", [cache.name for cache in CACHES])
def test_each_cache_that_drifts_is_found_and_mended(sound: Session, name: str) -> None:
    sound.execute(text(DAMAGES[name]))
    assert name in drifted(sound)
    DriftRepository(sound).mend()
    assert drifted(sound) == {}


def test_a_lesson_that_joins_a_module_moves_everybodys_bar(sound: Session) -> None:
    module = sound.scalar(text("SELECT module_id FROM user_progress WHERE module_id IS NOT NULL"))
    sound.execute(
        text(
            "INSERT INTO lessons (module_id, slug, title, content, order_index)"
            " VALUES (:m, 'new', 'New', 'x', 999)"
        ),
        {"m": module},
    )
    assert drifted(sound) == {"progress of modules": 1}
    DriftRepository(sound).mend()
    stored = sound.scalar(text("SELECT progress_percent FROM user_progress WHERE module_id IS NOT NULL"))
    assert stored == Decimal("60.00")


def test_progress_that_was_never_written_is_missed(sound: Session) -> None:
    sound.execute(text("DELETE FROM user_progress WHERE module_id IS NOT NULL"))
    assert drifted(sound) == {"progress of modules": 1}
    DriftRepository(sound).mend()
    assert drifted(sound) == {}


def test_an_edge_that_forgot_that_its_person_hides_is_found_and_mended(sound: Session) -> None:
    edges = sound.execute(text("UPDATE user_relationships SET is_hidden = true RETURNING id")).all()
    assert drifted(sound) == {"both sides of relationships": len(edges)}
    DriftRepository(sound).mend()
    assert drifted(sound) == {}
