"""The table of all routes: nothing is served that is not here."""

from http import HTTPStatus
from typing import Final

from hub.api import cohort, course, event, exercise, feed, health, me, openapi, regrade
from hub.api.route import MIB, Call, Route
from hub.api.rule import Rule
from hub.api.schemas import cohort as cohort_schema
from hub.api.schemas import course as course_schema
from hub.api.schemas import regrade as regrade_schema
from hub.api.schemas.exercise import Exercise, Hints
from hub.api.schemas.feed import FeedPage, FeedQuery
from hub.api.schemas.health import Health
from hub.api.schemas.item import ItemNotebook
from hub.api.schemas.me import Me
from hub.api.schemas.submission import (
    OwnCells,
    Submission,
    SubmissionPage,
    SubmissionQuery,
    SubmissionRequest,
)

_GONE = (HTTPStatus.NOT_FOUND,)
_REFUSED = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)


def _read_openapi(call: Call) -> object:  # noqa: ARG001
    return openapi.document(ROUTES)


ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", "/health", Rule.ANYONE, health.read_health, "Tell whether the service works", Health),
    Route(
        "GET",
        "/openapi.json",
        Rule.ANYONE,
        _read_openapi,
        "Describe this API",
        openapi.Document,
    ),
    Route("GET", "/me", Rule.MEMBER, me.read_me, "Tell who I am", Me),
    Route("GET", "/course", Rule.MEMBER, course.read_course, "Show my courses", course_schema.Course),
    Route(
        "GET",
        "/items/{key}/notebook",
        Rule.MEMBER,
        course.read_notebook,
        "Open a lesson or an exercise",
        ItemNotebook,
        errors=(*_REFUSED, HTTPStatus.CONFLICT),
    ),
    Route(
        "POST",
        "/lessons/{key}/completion",
        Rule.MEMBER,
        course.complete_lesson,
        "Mark a lesson as completed",
        course_schema.Item,
        errors=_REFUSED,
    ),
    Route(
        "DELETE",
        "/lessons/{key}/completion",
        Rule.MEMBER,
        course.reopen_lesson,
        "Mark a lesson as not completed",
        course_schema.Item,
        errors=_REFUSED,
    ),
    Route(
        "GET",
        "/exercises/{key}",
        Rule.MEMBER,
        exercise.read_exercise,
        "Show an exercise and my last attempt",
        Exercise,
        errors=_GONE,
    ),
    Route(
        "PUT",
        "/exercises/{key}/hints/{number}",
        Rule.MEMBER,
        exercise.reveal_hint,
        "Reveal a hint, which costs points of later attempts",
        Hints,
        errors=(*_REFUSED, HTTPStatus.CONFLICT),
    ),
    Route(
        "POST",
        "/exercises/{key}/submissions",
        Rule.MEMBER,
        exercise.submit,
        "Submit a notebook as my next attempt",
        Submission,
        SubmissionRequest,
        status=HTTPStatus.ACCEPTED,
        body_limit=10 * MIB,
        too_large="A notebook may have at most 10 MiB: clear its outputs, save it and submit again.",
        errors=(*_REFUSED, HTTPStatus.CONFLICT),
    ),
    Route(
        "GET",
        "/exercises/{key}/submissions",
        Rule.MEMBER,
        exercise.list_submissions,
        "List my attempts, the newest first",
        SubmissionPage,
        query=SubmissionQuery,
        errors=_GONE,
    ),
    Route(
        "GET",
        "/submissions/{id}",
        Rule.MEMBER,
        exercise.read_submission,
        "Show one of my attempts",
        Submission,
        errors=_GONE,
    ),
    Route(
        "GET",
        "/submissions/{id}/cells",
        Rule.MEMBER,
        exercise.read_cells,
        "Show what I wrote in one of my attempts",
        OwnCells,
        errors=_GONE,
    ),
    Route(
        "POST",
        "/submissions/{id}/regrade-requests",
        Rule.MEMBER,
        exercise.ask_regrade,
        "Ask to have one of my attempts looked at once more",
        regrade_schema.Regrade,
        regrade_schema.RegradeRequest,
        status=HTTPStatus.CREATED,
        errors=(*_REFUSED, HTTPStatus.CONFLICT),
    ),
    Route("GET", "/feed", Rule.MEMBER, feed.read_feed, "List what happened", FeedPage, query=FeedQuery),
    Route(
        "GET",
        "/events",
        Rule.MEMBER,
        event.open_stream,
        "Stream what happens as server-sent events",
        media_type="text/event-stream",
    ),
    Route(
        "POST",
        "/cohorts/{slug}/course-server",
        Rule.COHORT_STAFF,
        cohort.open_course_server,
        "Start the cohort's course server and tell where it is",
        cohort_schema.CourseServer,
        errors=_REFUSED,
    ),
    Route(
        "GET",
        "/cohorts/{slug}/assignments/{name}/grading",
        Rule.COHORT_GRADER,
        cohort.read_grading,
        "Tell how far the grading of students' latest attempts is",
        cohort_schema.GradingProgress,
        errors=_REFUSED,
    ),
    Route(
        "POST",
        "/cohorts/{slug}/assignments/{name}/grading",
        Rule.COHORT_GRADER,
        cohort.grade_assignment,
        "Queue students' latest attempts for grading",
        cohort_schema.GradingQueued,
        cohort_schema.GradingRequest,
        status=HTTPStatus.ACCEPTED,
        errors=_REFUSED,
    ),
    Route(
        "GET",
        "/cohorts/{slug}/regrade-requests",
        Rule.COHORT_STAFF,
        regrade.list_requests,
        "List requests to look at an attempt once more",
        regrade_schema.RegradePage,
        query=regrade_schema.RegradeQuery,
        errors=_REFUSED,
    ),
    Route(
        "PUT",
        "/cohorts/{slug}/regrade-requests/{id}/answer",
        Rule.COHORT_STAFF,
        regrade.answer_request,
        "Answer such a request",
        regrade_schema.StaffRegrade,
        regrade_schema.RegradeAnswer,
        errors=(*_REFUSED, HTTPStatus.CONFLICT),
    ),
)
