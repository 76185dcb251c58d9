"""Formgrader's pages that show what a student wrote, or take more from the address than they should."""

import secrets

from nbgrader.server_extensions.formgrader import handlers
from nbgrader.server_extensions.formgrader.base import BaseHandler, check_xsrf
from tornado import web

from hub.formgrader.gradebook import OneRequest


class Entrance(BaseHandler):  # type: ignore[misc]
    """The front door; stock would load, and so run, a configuration from any folder that a link names."""

    @web.authenticated
    @check_xsrf  # type: ignore[untyped-decorator]
    def get(self) -> None:
        """Go to the assignments of this cohort, whatever the address says."""
        self.redirect(f"{self.base_url}/formgrader/manage_assignments")


class SubmissionPage(OneRequest, handlers.SubmissionHandler):  # type: ignore[misc]
    """One submission with its scores and comments."""

    async def prepare(self) -> None:
        """Draw the number that this page's own scripts carry."""
        self.nonce = secrets.token_urlsafe(16)
        await super().prepare()
        self.set_header("Content-Security-Policy", self._policy())

    @property
    def exporter(self) -> object:
        """The renderer, told the nonce of this response."""
        return self.settings["nbgrader_exporter"].with_nonce(self.nonce)

    def _policy(self) -> str:
        return (
            f"script-src 'nonce-{self.nonce}' 'strict-dynamic'; img-src 'self' data:; object-src 'none'; "
            "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
        )


class SubmissionFiles(OneRequest, handlers.SubmissionFilesHandler):  # type: ignore[misc]
    """Files that lie beside a submission: shown, never run with the instructor's rights."""

    @property
    def content_security_policy(self) -> str:
        """An origin of its own for whatever a student handed in."""
        return "sandbox; frame-ancestors 'self'"
