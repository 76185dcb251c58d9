"""Formgrader's autograde buttons: they queue, a worker grades."""

import json
from collections.abc import Sequence

from nbgrader.server_extensions.formgrader.base import BaseApiHandler, check_notebook_dir, check_xsrf
from tornado import web

from hub.formgrader.service import Service, ServiceError


class _Queue(BaseApiHandler):  # type: ignore[misc]
    @property
    def service(self) -> Service:
        """The platform's API."""
        service: Service = self.settings["coursewright_service"]
        return service

    async def queue(self, assignment: str, students: Sequence[str] | None) -> None:
        """Queue and answer in the form that formgrader's page reads."""
        try:
            queued = await self.service.queue(assignment, students)
        except ServiceError as error:
            self.write(json.dumps({"success": False, "queued": 0, "log": "", "error": str(error)}))
            return
        self.write(json.dumps({"success": True, "queued": queued, "log": _sentence(queued)}))


class AutogradeOne(_Queue):
    """Queue one student's latest submission."""

    @web.authenticated
    @check_xsrf  # type: ignore[untyped-decorator]
    @check_notebook_dir  # type: ignore[untyped-decorator]
    async def post(self, assignment_id: str, student_id: str) -> None:
        """Answer at once; the page follows the progress."""
        await self.queue(assignment_id, [student_id])


class AutogradeAll(_Queue):
    """Queue the latest submission of every student."""

    @web.authenticated
    @check_xsrf  # type: ignore[untyped-decorator]
    @check_notebook_dir  # type: ignore[untyped-decorator]
    async def post(self, assignment_id: str) -> None:
        """Answer at once; the page follows the progress."""
        await self.queue(assignment_id, None)


class GradingProgress(_Queue):
    """How far the queue is, for the page to show."""

    @web.authenticated
    @check_xsrf  # type: ignore[untyped-decorator]
    async def get(self, assignment_id: str) -> None:
        """Answer with the service's own figures."""
        try:
            self.write(await self.service.progress(assignment_id))
        except ServiceError as error:
            raise web.HTTPError(503, str(error)) from error


def _sentence(queued: int) -> str:
    if queued == 0:
        return "Nothing to grade: no submission has arrived yet, or it is being graded already."
    noun = "submission is" if queued == 1 else "submissions are"
    return f"{queued} {noun} waiting for the grader. Scores appear in the list as they are done."
