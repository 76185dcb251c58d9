"""Whatever is sent, a route answers as the OpenAPI document says: no 500, no other status, no other shape."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy, one_of
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from sqlalchemy import Engine

from hub.api.openapi import document
from hub.api.routes import ROUTES
from tests.hub.api.scene import Scene, build_cast
from tests.hub.api.service import Service
from tests.hub.api.table import named, names

pytestmark = pytest.mark.journey

EXAMPLES: Final = 20
"""Requests by each person to each route: right ones and wrong ones, about things that exist and others."""
CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
SCHEMA: Final = schemathesis.openapi.from_dict(document(ROUTES).root)
OPERATIONS: Final[dict[str, Any]] = {
    operation.label: operation
    for found in SCHEMA.get_all_operations()
    if isinstance(found, Ok) and (operation := found.ok())
}
STREAM: Final = "GET /events"  # its answer has no end; its own tests read from it
ASKED: Final = [
    pytest.param(label, name, id=f"{label} as {who}")
    for label in OPERATIONS
    for who, name in {"anonymous": None, "student": "ada", "instructor": "ines"}.items()
    if name is None or label != STREAM
]


@pytest.fixture(scope="module")
def scene(shared_engine_of_world: Engine) -> Scene:
    """The world with everybody in it."""
    build_cast(shared_engine_of_world)
    return Scene(shared_engine_of_world)


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    """A client that keeps its connection."""
    with requests.Session() as session:
        session.trust_env = False
        yield session


def _cases(operation: Any, there: dict[str, str]) -> SearchStrategy[Any]:  # noqa: ANN401
    """Requests to the operation, with the ids of what is there and with any others."""
    right, wrong = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
    kinds = [operation.as_strategy(generation_mode=right, path_parameters=there)]
    if operation.body or operation.query:
        kinds.append(operation.as_strategy(generation_mode=wrong, path_parameters=there))
    if there:
        kinds += [operation.as_strategy(generation_mode=mode) for mode in (right, wrong)]
    return one_of(kinds)


@pytest.mark.parametrize(("label", "who"), ASKED)
def test_every_answer_is_one_that_the_document_knows(
    service: Service, scene: Scene, session: requests.Session, label: str, who: str | None
) -> None:
    operation = OPERATIONS[label]
    things = scene.set(names(named(label)))
    there = dict(zip(names(label), things.values(), strict=True))
    headers = {"Authorization": f"token of-{who}"} if who else {}

    @settings(
        max_examples=EXAMPLES if who else 3,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=_cases(operation, there))
    def answers_as_described(case: Any) -> None:  # noqa: ANN401
        case.call_and_validate(f"{service.url}api/v1", session, headers, CHECKS, timeout=30)

    answers_as_described()
