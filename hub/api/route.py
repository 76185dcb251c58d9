"""What one entry of the API's table says, and what its endpoint receives."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import TypeVar

from pydantic import BaseModel

from db.unit_of_work import UnitOfWork
from hub.api.context import Context
from hub.api.rule import Asker, Rule
from hub.services.deed import Actor
from hub.services.viewer import Viewer

MIB = 1024 * 1024
Model_T = TypeVar("Model_T", bound=BaseModel)


@dataclass(frozen=True)
class Call:
    """One authorised request, parsed."""

    context: Context
    asker: Asker
    path: Mapping[str, str]
    query: BaseModel | None = None
    body: BaseModel | None = None

    @property
    def viewer(self) -> Viewer:
        """The person who asks; only on routes whose rule demands one."""
        assert self.asker.viewer is not None  # noqa: S101
        return self.asker.viewer

    @property
    def actor(self) -> Actor:
        """Who asks, as the audit log names them."""
        viewer = self.asker.viewer
        return Actor(viewer.id if viewer else None, self.asker.username or "")

    @property
    def now(self) -> datetime:
        """The moment at which the request counts as made."""
        return self.context.clock()

    def begin(self) -> UnitOfWork:
        """Begin a unit of work that acts for who asks, and reaches nobody else's private rows."""
        return self.context.begin_as(self.asker.claim)

    def queried(self, model: type[Model_T]) -> Model_T:
        """Return the query of a route that declares `model` as its query."""
        assert isinstance(self.query, model)  # noqa: S101
        return self.query

    def given(self, model: type[Model_T]) -> Model_T:
        """Return the body of a route that declares `model` as its request."""
        assert isinstance(self.body, model)  # noqa: S101
        return self.body


@dataclass(frozen=True)
class Route:
    """One method on one path: who may use it, what goes in, what comes out, and which function answers."""

    method: str
    path: str
    rule: Rule
    endpoint: Callable[[Call], object]
    summary: str
    response: type[BaseModel] | None = None
    request: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    status: HTTPStatus = HTTPStatus.OK
    body_limit: int = 64 * 1024
    too_large: str = "This request is larger than the API accepts: send less at once."
    errors: tuple[HTTPStatus, ...] = field(default=())
    media_type: str = "application/json"

    @property
    def parameters(self) -> list[str]:
        """The names in the path, in order."""
        return re.findall(r"{(\w+)}", self.path)

    @property
    def pattern(self) -> str:
        """The path as a regular expression with one named group per parameter."""
        return re.sub(r"{(\w+)}", r"(?P<\1>[^/]{1,128})", self.path)
