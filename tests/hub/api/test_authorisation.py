"""Who gets what from the service, by the table `authorisation.toml`, with a real row behind every address."""

import uuid
from typing import Any, Final

import httpx
import pytest
from sqlalchemy import Engine

from hub.api.routes import ROUTES
from tests.hub.api.body import right_body
from tests.hub.api.scene import WHO, Scene, build_cast
from tests.hub.api.service import SCOPE, Service
from tests.hub.api.table import COLUMNS, ROWS, names, shape

PLAIN_NAMES: Final = frozenset(
    {"lesson", "task", "own_lesson", "own_task", "first", "module", "demo", "other", "fellow"}
)


@pytest.fixture(scope="module")
def scene(shared_engine_of_world: Engine) -> Scene:
    """The world with everybody in it."""
    build_cast(shared_engine_of_world)
    return Scene(shared_engine_of_world)


@pytest.fixture
def asked(service: Service) -> Service:
    """The service, and a hub that knows hal as its admin."""
    scopes = [SCOPE, "access:services", "admin:users", "admin:servers"]
    service.hub.models["of-hal"] = {"kind": "user", "name": "hal", "admin": True, "scopes": scopes}
    return service


def _ask(service: Service, scene: Scene, route: str, by: str | None, things: dict[str, str]) -> Any:  # noqa: ANN401
    method, address = route.split(" ", 1)
    body = right_body(route, scene)
    options = {} if body is None else {"json": body}
    if address == "/events":
        return _opened(service, address, by)
    return service.ask(method, address.format(**things), by, **options)


def _opened(service: Service, address: str, by: str | None) -> httpx.Response:
    headers = {"Authorization": f"token of-{by}"} if by else {}
    with httpx.stream("GET", f"{service.url}api/v1{address}", headers=headers, timeout=30) as answer:
        return answer


def test_every_route_stands_in_the_table_and_no_other() -> None:
    served = {shape(f"{route.method} {route.path}") for route in ROUTES}
    assert {shape(route) for route in ROWS} == served


def test_the_table_knows_everybody() -> None:
    assert list(WHO) == COLUMNS
    assert [route for route, row in ROWS.items() if len(row) != len(WHO)] == []


@pytest.mark.parametrize("route", ROWS)
def test_everybody_gets_what_the_table_says(asked: Service, scene: Scene, route: str) -> None:
    things = scene.set(names(route))
    found: dict[str, int] = {}
    for who, name in WHO.items():
        answer = _ask(asked, scene, route, name, things)
        found[who] = answer.status_code
        if answer.is_success and not route.startswith("GET "):
            things = scene.set(names(route))
    assert found == dict(zip(WHO, ROWS[route], strict=True))


@pytest.mark.parametrize("route", [route for route in ROWS if set(names(route)) - PLAIN_NAMES])
def test_an_id_of_somebody_else_answers_like_one_that_nobody_has(
    asked: Service, scene: Scene, route: str
) -> None:
    things = scene.set(names(route))
    unknown = {name: value if name in PLAIN_NAMES else str(uuid.uuid4()) for name, value in things.items()}
    for who, status in zip(WHO, ROWS[route], strict=True):
        if status == 404:
            there, nowhere = (_ask(asked, scene, route, WHO[who], each) for each in (things, unknown))
            assert (there.status_code, there.json()) == (nowhere.status_code, nowhere.json())
