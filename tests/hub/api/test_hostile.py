"""Addresses, queries and bodies that no honest client sends are refused as the OpenAPI document says."""

import json
from collections.abc import Iterator
from typing import Any, Final

import pytest
from sqlalchemy import Engine

from hub.api.openapi import document
from hub.api.routes import ROUTES
from tests.hub.api.body import right_body
from tests.hub.api.scene import WHO, Scene, build_cast
from tests.hub.api.service import Service
from tests.hub.api.table import ROWS, names, shape

PATHS: Final = document(ROUTES).root["paths"]
STREAM: Final = "GET /events"
ASKED: Final = [route for route in ROWS if route != STREAM and any(status < 300 for status in ROWS[route])]
IN_ADDRESS: Final = ("%00", "a%00b", "%FF", "%ED%A0%80", "99999999999999999999", "%F0%9F%98%80", "²")
IN_QUERY: Final = ("", "%00", "a%00b", "%FF", "99999999999999999999", "-1", "x")
IN_BODY: Final[tuple[object, ...]] = (
    "a\0b" * 10,
    "\ud800" * 20,
    10**30,
    -1,
    1e308,
    "x" * 30_000,
    " ",
    None,
    [],
    {"a": "\0"},
    ["\0"],
)
RAW: Final = (b"", b"\xff", b"\0", b"{", b"null", b"[]", b"[" * 50_000, b'{"a": NaN}')


@pytest.fixture(scope="module")
def scene(shared_engine_of_world: Engine) -> Scene:
    """The world with everybody in it."""
    build_cast(shared_engine_of_world)
    return Scene(shared_engine_of_world)


def _operation(route: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        operation
        for path, operations in PATHS.items()
        for method, operation in operations.items()
        if shape(f"{method.upper()} {path}") == shape(route)
    )
    return found


def _addresses(address: str, things: dict[str, str], operation: dict[str, Any]) -> Iterator[str]:
    """The address with each part of it replaced, and with queries that make no sense."""
    for name in things:
        for value in IN_ADDRESS:
            yield address.format(**things | {name: value})
    for parameter in operation["parameters"]:
        if parameter["in"] == "query":
            for value in IN_QUERY:
                yield f"{address.format(**things)}?{parameter['name']}={value}"


def _bodies(body: object) -> Iterator[bytes]:
    """The body with each value in it replaced, and what is no JSON object at all."""
    for place in _places(body):
        for value in IN_BODY:
            changed = json.loads(json.dumps(body))
            inner = changed
            for part in place[:-1]:
                inner = inner[part]
            inner[place[-1]] = value
            yield json.dumps(changed).encode()
    yield from RAW


def _places(value: object, place: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _places(inner, (*place, key))
    elif place:
        yield place


@pytest.mark.parametrize("route", ASKED)
def test_nothing_that_is_sent_breaks_the_service(service: Service, scene: Scene, route: str) -> None:
    operation = _operation(route)
    who = next(
        name for name, status in zip(WHO, ROWS[route], strict=True) if name != "anonymous" and status < 300
    )
    method, address = route.split(" ", 1)
    things = scene.set(names(route))
    body = right_body(route, scene)
    sent = [(each, json.dumps(body).encode()) for each in _addresses(address, things, operation)]
    if body is not None:
        sent += [(address.format(**things), each) for each in _bodies(body)]
    found = [
        (path, content[:80], answer.status_code)
        for path, content in sent
        for answer in [service.ask(method, path, WHO[who], content=content)]
        if answer.status_code >= 500 or str(answer.status_code) not in operation["responses"]
    ]
    assert found == []
