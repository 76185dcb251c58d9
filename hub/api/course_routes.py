"""The part of the table of routes that is about courses: what is in them, and how far the person is."""

from http import HTTPStatus
from typing import Final

from hub.api import course, dashboard
from hub.api.route import Route
from hub.api.rule import Rule
from hub.api.schemas import course as course_schema
from hub.api.schemas import dashboard as dashboard_schema
from hub.api.schemas.item import ItemNotebook

_REFUSED = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)

COURSE: Final[tuple[Route, ...]] = (
    Route(
        "GET",
        "/dashboard",
        Rule.MEMBER,
        dashboard.read_dashboard,
        "Show my cohort's pace, my achievements and the time that I spent",
        dashboard_schema.Dashboard,
        query=dashboard_schema.DashboardQuery,
    ),
    Route(
        "POST",
        "/items/{key}/minutes",
        Rule.MEMBER,
        dashboard.count_minute,
        "Count the present minute as spent on a lesson or an exercise",
        dashboard_schema.CountedMinute,
        dashboard_schema.MinuteRequest,
        errors=_REFUSED,
    ),
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
)
