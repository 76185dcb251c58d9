"""What a course server asks of the platform's service, in its own name."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest


class ServiceError(Exception):
    """The service did not do it; the message is for the instructor."""


@dataclass(frozen=True)
class Service:
    """The platform's API as one cohort's course server sees it."""

    url: str
    slug: str
    token: str = field(repr=False)

    @classmethod
    def from_environment(cls) -> "Service":
        """The service that the hub told this server about."""
        return cls(
            os.environ["COURSEWRIGHT_SERVICE_URL"].rstrip("/"),
            os.environ["COURSEWRIGHT_COHORT"],
            os.environ.get("JUPYTERHUB_API_TOKEN", ""),
        )

    async def queue(self, assignment: str, students: Sequence[str] | None) -> int:
        """Queue the latest submissions of `students` (None: of all) and return how many there are."""
        answer = await self._ask("POST", assignment, {"students": students})
        return int(answer["queued"])

    async def progress(self, assignment: str) -> dict[str, Any]:
        """Return where the grading of the assignment's latest submissions stands, per student."""
        return await self._ask("GET", assignment, None)

    async def _ask(self, method: str, assignment: str, body: object) -> dict[str, Any]:
        request = HTTPRequest(
            f"{self.url}/api/v1/cohorts/{quote(self.slug)}/assignments/{quote(assignment)}/grading",
            method=method,
            headers={"Authorization": f"token {self.token}", "Content-Type": "application/json"},
            body=json.dumps(body) if body is not None else None,
            request_timeout=20,
        )
        try:
            answer = await AsyncHTTPClient().fetch(request)
        except HTTPClientError as error:
            raise ServiceError(_reason(error)) from error
        except OSError as error:
            raise ServiceError("The grading service does not answer. Try again in a minute.") from error
        found: dict[str, Any] = json.loads(answer.body)
        return found


def _reason(error: HTTPClientError) -> str:
    try:
        return str(json.loads(error.response.body if error.response else b"")["error"]["message"])
    except (KeyError, TypeError, ValueError):
        return f"The grading service answered {error.code}. Try again, or tell whoever runs the platform."
