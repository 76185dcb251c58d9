"""Who gets what from the service, by the table `authorisation.toml`, with a real row behind every address."""

import re
import tomllib
import uuid
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from sqlalchemy import Engine

from hub.api.routes import ROUTES
from tests.hub.api.scene import OWN_TASK, WHO, Scene, build_cast
from tests.hub.api.service import SCOPE, Service
from tests.hub.world import World, notebook

TABLE: Final = tomllib.loads(Path(__file__).with_name("authorisation.toml").read_text("utf-8"))
ROWS: Final[dict[str, list[int]]] = TABLE["routes"]
ANSWERS: Final = {
    "meta_category": "economic",
    "archetype": "allocator",
    "domain": "Sneakers",
    "words": {"container": "Vault"},
    "tool": "spreadsheets",
}
PLAIN_NAMES: Final = frozenset(
    {"lesson", "task", "own_lesson", "own_task", "first", "module", "demo", "other"}
)


def _shape(route: str) -> str:
    """A route without the names of what is in its address."""
    return re.sub(r"{\w+}", "{}", route)


def _names(route: str) -> list[str]:
    return re.findall(r"{(\w+)}", route)


def _body(route: str, scene: Scene) -> object:
    """What a right request to the route holds; None for those that hold nothing."""
    bodies: dict[str, object] = {
        "POST /onboarding/preview": ANSWERS,
        "POST /exercises/{task}/submissions": {"notebook": notebook(World.task)},
        "POST /exercises/{own_task}/submissions": {"notebook": notebook(OWN_TASK)},
        "POST /modules/{module}/quiz/sessions": {"only_missed": False},
        "POST /submissions/{submission}/regrade-requests": {"reason": "The second test is too strict."},
        "PUT /quiz-sessions/{sitting}/answers/{question}": {"answer": None},
        "POST /review/cards/{card}/answers": {"question": scene.question("choice"), "answer": None},
        "PUT /review/answers/{review_answer}/verdict": {"is_correct": True},
        "POST /courses": {**ANSWERS, "idempotency_key": str(uuid.uuid4())},
        "POST /cohorts/{demo}/assignments/{task}/grading": {"students": None},
        "POST /cohorts/{other}/assignments/{task}/grading": {"students": None},
    }
    if route.endswith("/decision"):
        return {"points": 3}
    if route.endswith("/answer"):
        return {"decision": "kept", "answer": "The test is right as it is."}
    return bodies.get(route)


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
    body = _body(route, scene)
    options = {} if body is None else {"json": body}
    if address == "/events":
        return _opened(service, address, by)
    return service.ask(method, address.format(**things), by, **options)


def _opened(service: Service, address: str, by: str | None) -> httpx.Response:
    headers = {"Authorization": f"token of-{by}"} if by else {}
    with httpx.stream("GET", f"{service.url}api/v1{address}", headers=headers, timeout=30) as answer:
        return answer


def test_every_route_stands_in_the_table_and_no_other() -> None:
    served = {_shape(f"{route.method} {route.path}") for route in ROUTES}
    assert {_shape(route) for route in ROWS} == served


def test_the_table_knows_everybody() -> None:
    assert TABLE["who"] == list(WHO)
    assert [route for route, row in ROWS.items() if len(row) != len(WHO)] == []


@pytest.mark.parametrize("route", ROWS)
def test_everybody_gets_what_the_table_says(asked: Service, scene: Scene, route: str) -> None:
    things = scene.set(_names(route))
    found: dict[str, int] = {}
    for who, name in WHO.items():
        answer = _ask(asked, scene, route, name, things)
        found[who] = answer.status_code
        if answer.is_success and not route.startswith("GET "):
            things = scene.set(_names(route))
    assert found == dict(zip(WHO, ROWS[route], strict=True))


@pytest.mark.parametrize("route", [route for route in ROWS if set(_names(route)) - PLAIN_NAMES])
def test_an_id_of_somebody_else_answers_like_one_that_nobody_has(
    asked: Service, scene: Scene, route: str
) -> None:
    things = scene.set(_names(route))
    unknown = {name: value if name in PLAIN_NAMES else str(uuid.uuid4()) for name, value in things.items()}
    for who, status in zip(WHO, ROWS[route], strict=True):
        if status == 404:
            there, nowhere = (_ask(asked, scene, route, WHO[who], each) for each in (things, unknown))
            assert (there.status_code, there.json()) == (nowhere.status_code, nowhere.json())
