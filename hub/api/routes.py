"""The table of all routes: nothing is served that is not here."""

from http import HTTPStatus
from typing import Final

from hub.api import cohort, course, event, health, me, openapi
from hub.api.route import Call, Route
from hub.api.rule import Rule
from hub.api.schemas import cohort as cohort_schema
from hub.api.schemas import course as course_schema
from hub.api.schemas.health import Health
from hub.api.schemas.item import ItemNotebook
from hub.api.schemas.me import Me

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
)
