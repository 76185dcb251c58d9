"""The Course panel, notebooks and finished lessons over HTTP."""

from typing import Any

import pytest

from tests.hub.api.service import Service
from tests.hub.world import VERSION, World


def _modules(service: Service, who: str) -> dict[str, dict[str, Any]]:
    course = service.get("/course", who).json()
    return {module["key"]: module for track in course["tracks"] for module in track["modules"]}


def _items(service: Service, who: str) -> dict[str, dict[str, Any]]:
    return {item["key"]: item for module in _modules(service, who).values() for item in module["items"]}


def test_me_tells_the_roles_of_our_tables(service: Service) -> None:
    assert service.get("/me", "ines").json() == {
        "username": "ines",
        "full_name": "Ines",
        "role": "student",
        "cohorts": [{"slug": "demo", "name": "Demo", "role": "instructor"}],
        "can_grade": True,
    }
    assert service.get("/me", "ada").json()["can_grade"] is False


def test_the_course_shows_every_module_and_the_items_of_published_ones(
    service: Service, world: World
) -> None:
    modules = _modules(service, "ada")
    assert list(modules) == ["ledgers", "keys", "secret"]
    assert (modules["secret"]["lock_reason"], modules["secret"]["items"]) == ("Not published yet.", [])
    assert [item["key"] for item in modules["ledgers"]["items"]] == [
        world.lesson,
        world.task,
        world.late_task,
    ]
    lesson = modules["ledgers"]["items"][0]
    assert (lesson["status"], lesson["minutes"], lesson["version"]) == ("not-started", 10, VERSION)


def test_a_module_is_locked_with_the_reason_until_its_prerequisites_are_completed(service: Service) -> None:
    modules = _modules(service, "ada")
    assert not modules["ledgers"]["is_locked"]
    assert modules["keys"]["is_locked"]
    assert modules["keys"]["lock_reason"] == f"Complete {modules['ledgers']['title']} first."


def test_due_dates_are_those_of_the_own_cohort(service: Service, world: World) -> None:
    mine, others = _items(service, "ada")[world.task], _items(service, "zoe")[world.task]
    assert mine["due_at"] > others["due_at"]


def test_without_a_cohort_only_the_own_course_is_shown(service: Service) -> None:
    course = service.get("/course", "eve").json()
    assert (course["cohort"], course["tracks"]) == (None, [])
    assert len(course["personal"]) == 1


def test_a_personal_course_is_its_owners_alone(service: Service, world: World) -> None:
    (personal,) = service.get("/course", "ada").json()["personal"]
    (other,) = service.get("/course", "bob").json()["personal"]
    assert personal["id"] != other["id"]
    assert [item["key"] for item in personal["modules"][0]["items"]][1:] == [world.personal_exercise]
    assert service.get("/course", "zoe").json()["personal"] == []


def test_opening_an_item_delivers_its_notebook(service: Service, world: World) -> None:
    delivered = service.get(f"/items/{world.task}/notebook", "ada").json()
    assert delivered["notebook"]["metadata"]["coursewright"]["key"] == world.task
    del delivered["notebook"]
    assert delivered == {
        "key": world.task,
        "kind": "exercise",
        "title": delivered["title"],
        "module": "ledgers",
        "filename": f"{world.task}.ipynb",
        "version": VERSION,
    }


@pytest.mark.parametrize("who", ["ada", "zoe", "ines"])
def test_every_member_of_a_cohort_can_open_its_lessons(service: Service, world: World, who: str) -> None:
    assert service.get(f"/items/{world.lesson}/notebook", who).status_code == 200


def test_items_that_are_not_ones_own_look_as_if_they_were_not_there(service: Service, world: World) -> None:
    assert service.get(f"/items/{world.lesson}/notebook", "eve").status_code == 404
    assert service.get(f"/items/{world.hidden_lesson}/notebook", "ada").status_code == 404
    assert service.get(f"/items/{world.personal_exercise}/notebook", "zoe").status_code == 404
    assert service.get("/items/..%2f..%2fsecret/notebook", "ada").status_code == 404


def test_a_locked_item_is_refused_with_the_reason(service: Service, world: World) -> None:
    answer = service.get(f"/items/{world.locked_lesson}/notebook", "ada")
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "locked"
    assert answer.json()["error"]["message"].endswith("first.")


def test_opening_a_lesson_puts_it_in_progress_for_that_person_alone(service: Service, world: World) -> None:
    service.get(f"/items/{world.lesson}/notebook", "ada")
    assert _items(service, "ada")[world.lesson]["status"] == "in-progress"
    assert _items(service, "bob")[world.lesson]["status"] == "not-started"


def test_a_lesson_is_completed_and_reopened(service: Service, world: World) -> None:
    path = f"/lessons/{world.lesson}/completion"
    assert service.post(path, "ada").json()["status"] == "completed"
    assert service.post(path, "ada").json()["status"] == "completed"
    assert _items(service, "ada")[world.lesson]["status"] == "completed"
    assert _items(service, "bob")[world.lesson]["status"] == "not-started"
    assert service.ask("DELETE", path, "ada").json()["status"] == "in-progress"
    assert _items(service, "ada")[world.lesson]["status"] == "in-progress"


def test_a_lesson_of_a_personal_course_is_completed_too(service: Service) -> None:
    (personal,) = service.get("/course", "ada").json()["personal"]
    key = personal["modules"][0]["items"][0]["key"]
    assert service.post(f"/lessons/{key}/completion", "ada").json()["status"] == "completed"
    (personal,) = service.get("/course", "ada").json()["personal"]
    assert personal["modules"][0]["progress_percent"] == 50


def test_an_exercise_is_no_lesson_and_a_locked_lesson_is_not_completed(
    service: Service, world: World
) -> None:
    assert service.post(f"/lessons/{world.task}/completion", "ada").status_code == 404
    assert service.post(f"/lessons/{world.locked_lesson}/completion", "ada").status_code == 403
