"""Endpoints for the staff of a cohort."""

from hub.api.route import Call


def open_course_server(call: Call) -> object:
    """Start the cohort's course server if needed and tell where it is."""
    return call.context.course_servers.open(call.path["slug"], call.viewer.username)
