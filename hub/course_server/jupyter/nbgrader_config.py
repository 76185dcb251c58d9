"""Read by formgrader and by every `nbgrader` command on a course server."""

from hub.course_server.nbgrader import settings

c.merge(settings())  # type: ignore[name-defined]  # noqa: F821
