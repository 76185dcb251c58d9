"""At least one row in every table."""

import hashlib
import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from db import models
from db.base import Base
from db.enums import (
    AchievementCategory,
    CallOutcome,
    CohortRole,
    InteractionType,
    LlmProvider,
    ProgressStatus,
    RequestState,
    ResourceState,
    TimeWindow,
    Visibility,
    VoteType,
)
from tests.factories.activity import make_activity
from tests.factories.catalogue import make_lesson, make_module, make_question, make_task
from tests.factories.cohort import make_cohort, make_due_time, make_member
from tests.factories.course import (
    make_blueprint,
    make_course,
    make_exercise,
    make_generated_module,
    make_request,
)
from tests.factories.forum import make_reply, make_thread
from tests.factories.resource import make_proposal
from tests.factories.sequence import next_number
from tests.factories.submission import make_submission
from tests.factories.user import make_archetype, make_friends, make_user


def fill_every_table(session: Session) -> None:
    """Store a small world: two people, both curricula, a cohort and all that hangs on them."""
    ada, bob = make_user(session), make_user(session)
    make_archetype(session, ada, entity_primary="Shoe")
    make_friends(session, ada, bob)
    make_activity(session, ada)
    module = make_module(session, requires=(make_module(session),))
    task = make_task(session, module)
    cohort = make_cohort(session)
    make_member(session, cohort, ada, CohortRole.STUDENT)
    make_due_time(session, cohort, str(task.slug), None)
    submission = make_submission(session, ada, task, cohort=cohort, grade=Decimal("7.5"))
    _add(session, *_about_learning(session, ada, module))
    _add(session, *_about_grading(ada, bob, task, cohort, submission))
    _add(session, *_about_others(session, ada, bob, module))
    make_proposal(session, module, cohort, ada)


def _add(session: Session, *rows: Base) -> None:
    for row in rows:
        session.add(row)
        session.flush()


def _about_learning(session: Session, ada: models.User, module: models.Module) -> list[Base]:
    first, second = make_blueprint(session, 1), make_blueprint(session, 2)
    make_request(session, ada, state=RequestState.READY)
    make_request(session, ada)
    own = make_generated_module(session, make_course(session, ada), first)
    exercise = make_exercise(session, own)
    lesson, question = make_lesson(session, module), make_question(session, module)
    sitting = uuid.uuid4()
    return [
        models.BlueprintPrerequisite(blueprint_module_id=second.id, prerequisite_id=first.id),
        models.CourseTag(course_id=own.course_id, tag="high-rigor"),
        models.LessonProgress(user_id=ada.id, lesson_id=lesson.id),
        models.LessonProgress(user_id=ada.id, generated_module_id=own.id),
        models.UserProgress(
            user_id=ada.id, exercise_id=exercise.id, status=ProgressStatus.PASSED, score=90, attempts=1
        ),
        models.UserProgress(
            user_id=ada.id, module_id=module.id, progress_percent=Decimal(0), time_spent_minutes=0
        ),
        models.ModuleCompletion(user_id=ada.id, module_id=module.id, final_score=90),
        models.ModuleCompletion(user_id=ada.id, generated_module_id=own.id),
        models.HintReveal(user_id=ada.id, exercise_id=exercise.id, number=1, penalty=5, hint="Think."),
        models.CodeSubmission(
            user_id=ada.id, exercise_id=exercise.id, github_url="https://github.com/ada/shoes"
        ),
        models.QuizSession(id=sitting, user_id=ada.id, module_id=module.id, attempt_number=1),
        models.QuizAttempt(session_id=sitting, user_id=ada.id, assessment_id=question.id),
        *_study_time(ada, lesson, question, own, exercise),
    ]


def _study_time(
    ada: models.User,
    lesson: models.Lesson,
    task: models.Assessment,
    own: models.GeneratedModule,
    exercise: models.Exercise,
) -> list[Base]:
    when: dict[str, Any] = {"user_id": ada.id, "day": date(2026, 11, 20), "counted_at": datetime.now(UTC)}
    return [
        models.StudyTime(**when, lesson_id=lesson.id),
        models.StudyTime(**when, generated_module_id=own.id),
        models.StudyTime(**when, assessment_id=task.id),
        models.StudyTime(**when, exercise_id=exercise.id),
    ]


def _about_grading(
    ada: models.User,
    bob: models.User,
    task: models.Assessment,
    cohort: models.Cohort,
    submission: models.CodeSubmission,
) -> list[Base]:
    place = {"nbgrader_course_id": cohort.slug, "assignment_name": task.slug}
    return [
        models.NbgraderBinding(**place, assessment_id=task.id),
        models.GradeEvent(
            **place,
            user_id=ada.id,
            idempotency_key=hashlib.sha256(submission.id.bytes).digest(),
            revision=1,
            score=Decimal("7.5"),
            max_score=Decimal(10),
            needs_manual_grade=False,
            payload={},
        ),
        models.GradebookMark(cohort_id=cohort.id, assignment_name=str(task.slug), student_name=ada.username),
        models.OutboxMessage(topic="mail", dedupe_key=str(submission.id), payload={}),
        models.PeerReview(submission_id=submission.id, reviewer_id=bob.id),
        models.HintReveal(user_id=ada.id, assessment_id=task.id, number=1, penalty=5, hint="Think."),
        models.RegradeRequest(
            submission_id=submission.id,
            user_id=ada.id,
            cohort_id=cohort.id,
            reason="The second test fails for me alone.",
        ),
        models.RubricItem(assessment_id=task.id, key="style", title="Style", points=5, order_index=0),
        models.AssignmentExtension(
            cohort_id=cohort.id,
            user_id=ada.id,
            assignment_name=str(task.slug),
            due_at=submission.submitted_at,
        ),
        models.AuditEntry(actor_id=bob.id, actor="bob", action="extension.granted"),
        models.ArchitectureReview(user_id=ada.id, submission_id=submission.id, overall_score=80),
    ]


def _about_others(session: Session, ada: models.User, bob: models.User, module: models.Module) -> list[Base]:
    badge, bot, resource = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    course = make_course(session, bob, visibility=Visibility.PUBLIC)
    reply = make_reply(session, bob, make_thread(session, ada, module))
    return [
        models.Achievement(
            id=badge, slug=str(badge), title="First", criteria_json={}, category=AchievementCategory.SPEED
        ),
        models.UserAchievement(user_id=ada.id, achievement_id=badge, progress={"done": 1}),
        models.LearningResource(
            id=resource,
            module_id=module.id,
            title="Book",
            url="https://example.org/",
            added_by=bob.id,
            state=ResourceState.APPROVED,
        ),
        models.LearningResourceVote(resource_id=resource, user_id=ada.id),
        models.ForumVote(post_id=reply.id, user_id=ada.id, vote_type=VoteType.UPVOTE),
        models.ForumAnchor(post_id=reply.id, item_key="m01-hash-chain", cell_id="a1"),
        models.ForumEdit(post_id=reply.id, content="Like that."),
        models.ForumReport(post_id=reply.id, reporter_id=ada.id, reason="Off topic."),
        models.ReviewCard(
            user_id=ada.id, concept="ledger", assessment_id=make_question(session, module).id, step=0
        ),
        models.ReviewAnswer(user_id=ada.id, assessment_id=make_question(session, module).id),
        models.LlmCall(
            user_id=ada.id,
            purpose="review",
            provider=LlmProvider.OLLAMA,
            model="small",
            outcome=CallOutcome.ANSWERED,
        ),
        models.BotConfiguration(
            id=bot, user_id=ada.id, name="Bot", llm_provider=LlmProvider.OLLAMA, llm_model="small"
        ),
        models.TradingStrategy(bot_config_id=bot, strategy_name="Hold"),
        models.Recommendation(
            user_id=ada.id, recommended_course_id=course.id, score=Decimal("0.5"), batch_id=uuid.uuid4()
        ),
        models.TrendingCourse(
            course_id=course.id,
            velocity_score=Decimal(2),
            rank_position=next_number(),
            time_window=TimeWindow.DAY,
        ),
        models.CourseInteraction(
            user_id=ada.id, course_id=course.id, interaction_type=InteractionType.VIEWED
        ),
    ]
