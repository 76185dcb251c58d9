"""Logs people in with the names and passwords of our own table."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from jupyterhub.auth import Authenticator
from tornado.web import HTTPError, RequestHandler
from traitlets import Any as AnyTrait
from traitlets import Float, default

from db.outage import is_outage
from hub.course_server.name import is_course_user
from hub.services.login import Login, LoginService
from hub.throttle import Throttle

USERNAME_PATTERN = r"[a-z0-9][a-z0-9._-]{0,49}"
LONGEST_NAME = 50
THREADS = 4


class CoursewrightAuthenticator(Authenticator):  # type: ignore[misc]
    """Name and password against `users`; groups and the admin flag come from our tables."""

    service = AnyTrait(help="A LoginService: finds people and checks passwords.").tag(config=True)
    failure_seconds = Float(
        1.5,
        help="Seconds after which a failed login is answered, however soon it is known: an unknown name then "
        "takes as long as a wrong password; default 1.5.",
    ).tag(config=True)

    @default("manage_groups")
    def _manage_groups_default(self) -> bool:
        return True

    @default("username_pattern")
    def _username_pattern_default(self) -> str:
        return USERNAME_PATTERN

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        """Make the pool in which passwords are hashed."""
        super().__init__(**kwargs)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="login")
        self._throttle = Throttle()

    async def authenticate(self, handler: RequestHandler, data: dict[str, str]) -> dict[str, Any] | None:
        """Return the person's auth model; None, after a fixed time, for every kind of failure."""
        loop = asyncio.get_running_loop()
        answer_at = loop.time() + self.failure_seconds
        name = data.get("username", "").strip().lower()[: LONGEST_NAME + 1]
        address = str(handler.request.remote_ip)
        if not self._throttle.is_free(name, address):
            raise HTTPError(429, "Too many failed logins. Wait five minutes, then try again.")
        service: LoginService = self.service
        login = None
        if re.fullmatch(USERNAME_PATTERN, name) and not is_course_user(name):
            login = await self._ask(lambda: service.log_in(name, data.get("password", "")))
        if login is None:
            self._throttle.fail(name, address)
            await asyncio.sleep(max(0.0, answer_at - loop.time()))
            return None
        self._throttle.succeed(name, address)
        return _model(login)

    async def refresh_user(self, user: Any, handler: RequestHandler | None = None) -> Any:  # noqa: ANN401, ARG002
        """Return fresh groups and admin flag; False, which ends the session, once a person is inactive."""
        if is_course_user(user.name):
            return True
        service: LoginService = self.service
        name: str = user.name
        login = await self._ask(lambda: service.find(name))
        return _model(login) if login else False

    async def _ask(self, question: Any) -> Login | None:  # noqa: ANN401
        try:
            found: Login | None = await asyncio.get_running_loop().run_in_executor(self._pool, question)
        except Exception as error:
            if not is_outage(error):
                raise
            self.log.warning("The database is not answering a login: %s", type(error).__name__)
            raise HTTPError(503, "The database is not answering now. Try again in a few seconds.") from error
        return found


def _model(login: Login) -> dict[str, Any]:
    return {"name": login.username, "admin": login.is_admin, "groups": list(login.groups)}
