"""Everybody who may ask the service for something, and one of each thing that can be asked for."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.orm import Session

from db.enums import CohortRole, RelationshipStatus, RequestState, ResourceState, UserRole
from db.models import (
    Assessment,
    Cohort,
    Exercise,
    ForumPost,
    GeneratedCourse,
    GeneratedModule,
    Module,
    QuizAttempt,
    QuizSession,
    RegradeRequest,
    ReviewAnswer,
    ReviewCard,
    User,
)
from tests.factories.achievement import earn
from tests.factories.cohort import make_member
from tests.factories.course import make_course, make_exercise, make_generated_module, make_request
from tests.factories.forum import make_reply, make_thread
from tests.factories.notebook import make_notebook
from tests.factories.resource import make_proposal, make_resource
from tests.factories.submission import make_submission
from tests.factories.user import make_follow, make_user
from tests.hub.api.quiz_world import MODULE, build_quiz
from tests.hub.world import World, notebook

WHO: Final[dict[str, str | None]] = {
    "anonymous": None,
    "stranger": "eve",
    "hub-admin": "hal",
    "other-student": "zoe",
    "fellow": "bob",
    "owner": "ada",
    "other-instructor": "olga",
    "instructor": "ines",
    "cohort-admin": "carl",
    "course-server": "course-demo",
    "other-server": "course-other",
}
"""The hub user behind each kind of person."""

OWN_TASK: Final = "own-task"
_REASON: Final = "The second test fails though my answer is right."
WRITTEN: Final = (
    "activity_feed",
    "forum_posts",
    "forum_votes",
    "forum_edits",
    "user_relationships",
    "hint_reveals",
    "regrade_requests",
    "course_requests",
    "code_submissions",
    "lesson_progress",
    "study_time",
    "user_progress",
    "module_completions",
    "outbox",
    "review_answers",
    "review_cards",
    "quiz_sessions",
    "user_achievements",
    "learning_resources",
    "learning_resource_votes",
    "queue.procrastinate_events",
    "queue.procrastinate_jobs",
)


def clear(connection: Connection) -> None:
    """Remove what a test wrote through the service."""
    for table in WRITTEN:
        connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608
    connection.execute(text("UPDATE users SET is_hidden = false, default_visibility = 'friends'"))


def build_cast(engine: Engine) -> None:
    """Add to the world the quiz, an instructor of the other cohort, the hub's admin and ada's own items."""
    build_quiz(engine)
    with Session(engine) as session:
        other = session.scalars(select(Cohort).where(Cohort.slug == "other")).one()
        make_member(session, other, make_user(session, "olga"), CohortRole.INSTRUCTOR)
        make_user(session, "hal", role=UserRole.ADMIN)
        own = make_generated_module(session, make_course(session, _person(session, "ada")))
        lesson = str(own.content_json["lesson"]["key"])
        own.notebook_sha256 = _notebook(session, lesson, "lesson")
        exercise = make_exercise(session, own, OWN_TASK, hints=(5,))
        exercise.notebook_sha256 = _notebook(session, OWN_TASK, "exercise")
        session.commit()


@dataclass(frozen=True)
class Scene:
    """The world as it was built, and in it the things that an address names."""

    engine: Engine

    def set(self, names: list[str]) -> dict[str, str]:
        """Put everything back, make these things and return what stands for each in an address."""
        with Session(self.engine) as session:
            clear(session.connection())
            session.execute(text("DELETE FROM generated_courses WHERE title = 'To be put away'"))
            session.execute(text("UPDATE generated_courses SET status = 'active'"))
            found = {name: str(_THINGS[name](session)) for name in names}
            session.commit()
        return found

    def question(self, key: str) -> str:
        """The id of a question of the quiz."""
        with Session(self.engine) as session:
            return str(_question(session, key).id)

    def reply(self) -> str | None:
        """The id of the reply in the thread, if it is there."""
        with Session(self.engine) as session:
            found = session.scalars(select(ForumPost.id).where(ForumPost.depth == 1)).first()
        return None if found is None else str(found)


def _notebook(session: Session, key: str, kind: str) -> bytes:
    return make_notebook(session, json.dumps(notebook(key, kind)).encode())


def _person(session: Session, name: str) -> User:
    return session.scalars(select(User).where(User.username == name)).one()


def _question(session: Session, key: str) -> Assessment:
    return session.scalars(select(Assessment).where(Assessment.question_key == key)).one()


def _own_lesson(session: Session) -> str:
    statement = select(GeneratedModule.content_json).join(Exercise).where(Exercise.slug == OWN_TASK)
    content: dict[str, Any] = session.scalars(statement).one()
    return str(content["lesson"]["key"])


def _submission(session: Session, who: str = "ada", cohort: str = "demo") -> uuid.UUID:
    task = session.scalars(select(Assessment).where(Assessment.slug == World.task)).one()
    place = session.scalars(select(Cohort).where(Cohort.slug == cohort)).one()
    return make_submission(session, _person(session, who), task, cohort=place, grade=Decimal(6)).id


def _request(session: Session, who: str = "ada", cohort: str = "demo") -> uuid.UUID:
    place = session.scalars(select(Cohort).where(Cohort.slug == cohort)).one()
    request = RegradeRequest(
        submission_id=_submission(session, who, cohort),
        user_id=_person(session, who).id,
        cohort_id=place.id,
        reason=_REASON,
    )
    session.add(request)
    session.flush()
    return request.id


def _sitting(session: Session, who: str = "ada") -> uuid.UUID:
    module = session.scalars(select(Module).where(Module.slug == MODULE)).one()
    began = datetime.now(UTC) - timedelta(minutes=5)
    owner = _person(session, who).id
    sitting = QuizSession(user_id=owner, module_id=module.id, attempt_number=1, started_at=began)
    session.add(sitting)
    session.flush()
    for key in ("choice", "essay"):
        session.add(
            QuizAttempt(session_id=sitting.id, user_id=owner, assessment_id=_question(session, key).id)
        )
    session.flush()
    return sitting.id


def _short_answer(session: Session, who: str = "ada") -> uuid.UUID:
    """A short answer that waits, in a sitting that was submitted."""
    sitting = session.get_one(QuizSession, _sitting(session, who))
    mine = QuizAttempt.session_id == sitting.id
    is_essay = QuizAttempt.assessment_id == _question(session, "essay").id
    answer = session.scalars(select(QuizAttempt).where(mine, is_essay)).one()
    answer.user_answer = "Names are free, so votes must not be."
    session.flush()
    sitting.submitted_at, sitting.points_earned, sitting.points_possible = datetime.now(UTC), 0, 20
    session.flush()
    missed = session.scalars(select(QuizAttempt).where(mine, ~is_essay)).one()
    missed.is_correct, missed.points_earned = False, 0
    session.flush()
    return answer.id


def _card(session: Session) -> uuid.UUID:
    _short_answer(session)
    question = _question(session, "choice")
    card = ReviewCard(
        user_id=_person(session, "ada").id, concept="hashing", assessment_id=question.id, step=0
    )
    session.add(card)
    session.flush()
    return card.id


def _review_answer(session: Session) -> uuid.UUID:
    _short_answer(session)
    answer = ReviewAnswer(
        user_id=_person(session, "ada").id, assessment_id=_question(session, "essay").id, user_answer="So."
    )
    session.add(answer)
    session.flush()
    return answer.id


def _course(session: Session) -> uuid.UUID:
    course = GeneratedCourse(user_id=_person(session, "ada").id, title="To be put away")
    session.add(course)
    session.flush()
    return course.id


def _making(session: Session) -> uuid.UUID:
    return make_request(session, _person(session, "ada"), state=RequestState.QUEUED).id


def _resource(session: Session) -> uuid.UUID:
    module = session.scalars(select(Module).where(Module.slug == MODULE)).one()
    return make_resource(session, module).id


def _proposal(session: Session, who: str = "ada", cohort: str = "demo", **state: ResourceState) -> uuid.UUID:
    module = session.scalars(select(Module).where(Module.slug == MODULE)).one()
    place = session.scalars(select(Cohort).where(Cohort.slug == cohort)).one()
    return make_proposal(session, module, place, _person(session, who), **state).id


def _badge(session: Session) -> str:
    """The slug of an achievement that ada earned."""
    return earn(session, _person(session, "ada"), "first-block").slug


def _thread(session: Session) -> ForumPost:
    """A question of ada's in the module, with a reply of bob's."""
    module = session.scalars(select(Module).where(Module.slug == MODULE)).one()
    thread = make_thread(session, _person(session, "ada"), module)
    make_reply(session, _person(session, "bob"), thread)
    return thread


def _reply(session: Session) -> uuid.UUID:
    thread = _thread(session)
    return session.scalars(select(ForumPost.id).where(ForumPost.root_post_id == thread.id)).one()


def _deleted_thread(session: Session) -> uuid.UUID:
    thread = make_thread(session, _person(session, "ada"))
    thread.deleted_at = datetime.now(UTC)
    session.flush()
    return thread.id


def _thread_of_blocker(session: Session) -> uuid.UUID:
    """A question of zoe's, who blocks ada."""
    zoe = _person(session, "zoe")
    make_follow(session, zoe, _person(session, "ada"), RelationshipStatus.BLOCKED)
    return make_thread(session, zoe).id


_THINGS: Final[dict[str, Callable[[Session], object]]] = {
    "fellow": lambda _: "bob",
    "badge": _badge,
    "lesson": lambda _: World.lesson,
    "task": lambda _: World.task,
    "first": lambda _: 1,
    "module": lambda _: MODULE,
    "resource": _resource,
    "cohorts_resource": lambda session: _proposal(session, state=ResourceState.APPROVED),
    "proposal": _proposal,
    "foreign_proposal": lambda session: _proposal(session, "zoe", "other"),
    "thread": lambda session: _thread(session).id,
    "reply": _reply,
    "lonely": lambda session: make_thread(session, _person(session, "ada")).id,
    "deleted": _deleted_thread,
    "of_blocker": _thread_of_blocker,
    "own_lesson": _own_lesson,
    "own_task": lambda _: OWN_TASK,
    "submission": _submission,
    "sitting": _sitting,
    "question": lambda session: _question(session, "choice").id,
    "card": _card,
    "review_answer": _review_answer,
    "course": _course,
    "making": _making,
    "demo": lambda _: "demo",
    "other": lambda _: "other",
    "short_answer": _short_answer,
    "foreign_short_answer": lambda session: _short_answer(session, "zoe"),
    "request": _request,
    "foreign_request": lambda session: _request(session, "zoe", "other"),
}
