"""A write that is sent twice, as after a lost answer, counts once; what staff does is on record."""

from typing import Any, Final

import pytest
from sqlalchemy import Engine, text

from tests.hub.api.body import right_body
from tests.hub.api.scene import WHO, WRITTEN, Scene, build_cast
from tests.hub.api.service import Service
from tests.hub.api.table import COLUMNS, ROWS, names

ALLOWED: Final = [
    pytest.param(route, WHO[who], id=f"{route} as {who}")
    for route, row in ROWS.items()
    for who, status in zip(COLUMNS, row, strict=True)
    if not route.startswith("GET ") and status < 300 and who in {"owner", "instructor", "course-server"}
]
ON_RECORD: Final = {
    "POST /cohorts/{demo}/course-server": "course_server.started",
    "PUT /cohorts/{demo}/short-answers/{short_answer}/decision": "short_answer.decided",
    "PUT /cohorts/{demo}/resources/{proposal}/decision": "resource.declined",
    "POST /cohorts/{demo}/assignments/{task}/grading": "grading.queued",
    "PUT /cohorts/{demo}/regrade-requests/{request}/answer": "regrade.answered",
}


@pytest.fixture(scope="module")
def scene(shared_engine_of_world: Engine) -> Scene:
    """The world with everybody in it."""
    build_cast(shared_engine_of_world)
    return Scene(shared_engine_of_world)


def _things(route: str) -> list[str]:
    """What is in the address, and something to grade where that is asked for."""
    return [*names(route), "submission"] if route.endswith("/grading") else names(route)


def _counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table: connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0  # noqa: S608
            for table in (*WRITTEN, "audit_log", "generated_courses")
        }


def _deeds(engine: Engine, after: int) -> list[Any]:
    query = text("SELECT actor, action, actor_id IS NULL FROM audit_log WHERE id > :after ORDER BY id")
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(query, {"after": after})]


def _last_deed(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(text("SELECT max(id) FROM audit_log")) or 0


def _ask(service: Service, route: str, who: str, things: dict[str, str], body: object) -> Any:  # noqa: ANN401
    method, address = route.split(" ", 1)
    options = {} if body is None else {"json": body}
    return service.ask(method, address.format(**things), who, **options)


@pytest.mark.parametrize(("route", "who"), ALLOWED)
def test_a_write_that_is_sent_twice_counts_once(
    service: Service, scene: Scene, engine: Engine, route: str, who: str
) -> None:
    things = scene.set(_things(route))
    body = right_body(route, scene)
    first = _ask(service, route, who, things, body)
    once = _counts(engine)
    again = _ask(service, route, who, things, body)
    assert (first.is_success, again.status_code) == (True, first.status_code)
    assert _counts(engine) == once
    if not route.endswith(("/grading", "/minutes")):  # these tell whether anything was left to do
        assert again.json() == first.json()


@pytest.mark.parametrize(
    ("route", "who"),
    [(route, who) for route, who in (each.values for each in ALLOWED) if "/cohorts/" in str(route)],
)
def test_what_staff_does_is_on_record_once(
    service: Service, scene: Scene, engine: Engine, route: str, who: str
) -> None:
    things = scene.set(_things(route))
    before = _last_deed(engine)
    for _ in range(2):
        assert _ask(service, route, who, things, right_body(route, scene)).is_success
    assert _deeds(engine, before) == [(who, ON_RECORD[route], who == "course-demo")]


def test_a_refused_deed_is_not_on_record(service: Service, scene: Scene, engine: Engine) -> None:
    before = _last_deed(engine)
    for route in ON_RECORD:
        things = scene.set(names(route))
        assert not _ask(service, route, "ada", things, right_body(route, scene)).is_success
    assert _deeds(engine, before) == []
