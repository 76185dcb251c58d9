"""Endpoints: the dashboard, and the time that it tells."""

from hub.api.route import Call
from hub.api.schemas.dashboard import DashboardQuery, MinuteRequest
from hub.services import dashboard, study_time
from hub.services.day import Day


def read_dashboard(call: Call) -> object:
    """Return what the dashboard shows beside the courses, the review and the feed."""
    day = Day.of(call.now, call.queried(DashboardQuery).east)
    return dashboard.read_dashboard(call.begin, call.viewer, day)


def count_minute(call: Call) -> object:
    """Count the present minute for the item that the person works at."""
    day = Day.of(call.now, call.given(MinuteRequest).east)
    return study_time.count_minute(call.begin, call.viewer, call.path["key"], day)
