"""Hints over HTTP: kept back, asked for in their order, paid for once."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import Engine, text

from tests.hub.api.service import Service
from tests.hub.world import World

SECRET = "The secret of hint"


def _hints(service: Service, who: str, key: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = service.get(f"/exercises/{key}", who).json()["hints"]
    return found


def _reveal(service: Service, who: str, key: str, number: int | str) -> Any:  # noqa: ANN401
    return service.ask("PUT", f"/exercises/{key}/hints/{number}", who)


def _rows(engine: Engine, query: str) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(text(query)).all())


def test_a_hidden_hint_tells_its_price_and_nothing_else(service: Service, world: World) -> None:
    answer = service.get(f"/exercises/{world.task}", "ada")
    assert SECRET not in answer.text
    assert [
        (hint["number"], hint["percent"], hint["points"], hint["text"]) for hint in answer.json()["hints"]
    ] == [
        (1, 10, 1, None),
        (2, 20, 2, None),
        (3, 0, 0, None),
    ]


def test_no_other_answer_holds_a_hint(service: Service, world: World) -> None:
    for path in ("/course", f"/items/{world.task}/notebook", f"/exercises/{world.task}/submissions"):
        answer = service.get(path, "ada")
        assert answer.status_code == 200
        assert SECRET not in answer.text


def test_a_revealed_hint_is_shown_from_then_on_and_to_nobody_else(service: Service, world: World) -> None:
    answer = _reveal(service, "ada", world.task, 1)
    assert answer.status_code == 200
    assert [hint["text"] for hint in answer.json()["hints"]] == [f"{SECRET} 1.", None, None]
    assert _hints(service, "ada", world.task) == answer.json()["hints"]
    assert [hint["text"] for hint in _hints(service, "bob", world.task)] == [None, None, None]


def test_revealing_a_hint_again_and_at_once_records_it_once(
    service: Service, world: World, engine: Engine
) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: _reveal(service, "ada", world.task, 1), range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["hints"][0]["revealed_at"] for answer in answers}) == 1
    assert _rows(engine, "SELECT number, penalty FROM hint_reveals") == [(1, 10)]


def test_hints_are_shown_one_after_the_other(service: Service, world: World, engine: Engine) -> None:
    _reveal(service, "ada", world.task, 1)
    answer = _reveal(service, "ada", world.task, 3)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "hint_order")
    assert "hint 2" in answer.json()["error"]["message"]
    assert SECRET not in answer.text
    assert _rows(engine, "SELECT number FROM hint_reveals") == [(1,)]
    for number in (2, 3):
        assert _reveal(service, "ada", world.task, number).status_code == 200


def test_a_hint_that_is_none_is_not_found(service: Service, world: World) -> None:
    for number in (0, 4, "one", "9" * 30, "-1", "1.5"):
        assert _reveal(service, "ada", world.task, number).status_code == 404, number
    assert _reveal(service, "ada", world.lesson, 1).status_code == 404


def test_a_hint_of_a_locked_or_foreign_exercise_stays_hidden(service: Service, world: World) -> None:
    locked = _reveal(service, "ada", world.locked_task, 1)
    assert (locked.status_code, locked.json()["error"]["code"]) == (403, "locked")
    assert _reveal(service, "eve", world.task, 1).status_code == 404
    assert SECRET not in locked.text


def test_a_hint_of_an_own_exercise_is_noted_in_its_standing(
    service: Service, world: World, engine: Engine
) -> None:
    for _ in range(2):
        assert _reveal(service, "ada", world.personal_exercise, 1).json()["hints"][0]["points"] == 5
    standing = "SELECT status, attempts, hints_revealed FROM user_progress WHERE exercise_id IS NOT NULL"
    assert _rows(engine, standing) == [("pending", 0, [1])]
    assert _hints(service, "bob", world.personal_exercise)[0]["text"] is None


def test_what_was_paid_for_stays_when_the_task_changes(
    service: Service, world: World, engine: Engine
) -> None:
    for number in (1, 2):
        _reveal(service, "ada", world.task, number)
    before = _rows(engine, f"SELECT hints FROM assessments WHERE slug = '{world.task}'")[0][0]  # noqa: S608
    change = text("UPDATE assessments SET hints = CAST(:hints AS jsonb) WHERE slug = :slug")
    try:
        with engine.begin() as connection:
            hints = '[{"text": "A better first hint.", "penalty": 50}]'
            connection.execute(change, {"hints": hints, "slug": world.task})
        shown = [(hint["percent"], hint["text"]) for hint in _hints(service, "ada", world.task)]
        assert shown == [(10, f"{SECRET} 1."), (20, f"{SECRET} 2.")]
        assert [hint["percent"] for hint in _hints(service, "bob", world.task)] == [50]
    finally:
        with engine.begin() as connection:
            connection.execute(change, {"hints": json.dumps(before), "slug": world.task})


def test_an_exercise_says_why_it_is_locked(service: Service, world: World) -> None:
    assert service.get(f"/exercises/{world.task}", "ada").json()["lock_reason"] is None
    reason = service.get(f"/exercises/{world.locked_task}", "ada").json()["lock_reason"]
    assert reason.startswith("Complete ")
