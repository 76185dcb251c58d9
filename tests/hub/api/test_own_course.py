"""A learner's own courses over HTTP: asked for, given up, put away and brought back."""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from db.enums import CourseStatus, RequestState
from db.models import (
    BlueprintModule,
    BlueprintPrerequisite,
    CourseRequest,
    GeneratedCourse,
    User,
    UserArchetype,
)
from tests.factories.course import make_blueprint, make_course, make_generated_module, make_request
from tests.factories.notebook import make_notebook
from tests.hub.api.service import Service
from tests.hub.waiting import until
from tests.hub.world import notebook

FORGET = "DELETE FROM generated_courses WHERE user_id = (SELECT id FROM users WHERE username = 'zoe')"
SNEAKERS = {
    "meta_category": "economic",
    "archetype": "allocator",
    "domain": "Sneakers",
    "words": {"container": "Vault"},
    "tool": "spreadsheets",
}


@pytest.fixture(autouse=True)
def _only_the_worlds_courses(service: Service, engine: Engine) -> None:
    """Put back what the test before did to courses."""
    with engine.begin() as connection:
        connection.execute(
            text(
                "DELETE FROM generated_courses WHERE title LIKE 'Course %' AND NOT EXISTS "
                "(SELECT FROM generated_modules m WHERE m.course_id = generated_courses.id)"
            )
        )
        connection.execute(text(FORGET))
        connection.execute(text("DELETE FROM user_archetypes"))
        connection.execute(text("UPDATE generated_courses SET status = 'active'"))


def ask(service: Service, who: str, key: object = None, **changes: object) -> Any:  # noqa: ANN401
    body = {**SNEAKERS, "idempotency_key": str(key or uuid.uuid4()), **changes}
    return service.post("/courses", who, body)


def person(session: Session, name: str) -> User:
    return session.scalars(select(User).where(User.username == name)).one()


def jobs(engine: Engine) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT args ->> 'request_id', lock FROM queue.procrastinate_jobs WHERE queue_name = :q"),
            {"q": "courses"},
        )
        return [(row[0], row[1]) for row in found]


def add_course(engine: Engine, who: str, *, domain: str, status: CourseStatus) -> str:
    """A made course with the answers behind it."""
    with Session(engine) as session:
        owner = person(session, who)
        course = make_course(session, owner, status=status)
        request = make_request(session, owner, state=RequestState.READY, domain=domain)
        session.execute(
            text("UPDATE course_requests SET id = :c WHERE id = :r"), {"c": course.id, "r": request.id}
        )
        session.commit()
        return str(course.id)


def test_a_course_asked_for_is_queued_with_what_it_is_made_from(service: Service, engine: Engine) -> None:
    answer = ask(service, "zoe")
    assert answer.status_code == 202, answer.text
    asked = answer.json()
    assert (asked["state"], asked["title"], asked["status"]) == ("queued", "The Sneakers Architect", None)
    assert jobs(engine) == [(asked["id"], "own/courses/zoe")]
    with Session(engine) as session:
        stored = session.get_one(CourseRequest, uuid.UUID(asked["id"]))
        assert stored.words == {
            "entity_primary": "Shoe",
            "entity_plural": "Shoes",
            "metric": "Resale price",
            "container": "Vault",
        }
        assert stored.starting_module == 2
    assert service.get(f"/courses/{asked['id']}", "zoe").json() == asked
    assert service.get("/onboarding", "zoe").json()["making"] == asked


def test_the_same_key_gives_the_same_course(service: Service, engine: Engine) -> None:
    key = uuid.uuid4()
    first, second = ask(service, "zoe", key), ask(service, "zoe", key, domain="Origami")
    assert first.json() == second.json()
    assert len(jobs(engine)) == 1
    assert ask(service, "bob", key).json()["id"] != first.json()["id"]


def test_the_same_key_sent_twice_at_once_gives_the_same_course(service: Service, engine: Engine) -> None:
    key = uuid.uuid4()
    with ThreadPoolExecutor(1) as pool, Session(engine) as session:
        first = make_request(session, person(session, "zoe"), key=key)
        session.flush()
        second = pool.submit(ask, service, "zoe", key)
        until(lambda: is_held_up(engine))
        number = str(first.id)
        session.commit()
        answer = second.result()
    assert (answer.status_code, answer.json()["id"]) == (202, number)
    assert jobs(engine) == []


def is_held_up(engine: Engine) -> bool:
    """Whether somebody waits until another one's transaction ends."""
    with engine.connect() as connection:
        return connection.execute(text("SELECT FROM pg_locks WHERE NOT granted")).first() is not None


def test_one_course_is_made_at_a_time(service: Service, engine: Engine) -> None:
    first = ask(service, "zoe").json()
    refused = ask(service, "zoe")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "being_made")
    assert service.ask("DELETE", f"/courses/{first['id']}", "zoe").json()["state"] == "cancelled"
    assert service.ask("DELETE", f"/courses/{first['id']}", "zoe").status_code == 200
    assert ask(service, "zoe").status_code == 202
    assert len(jobs(engine)) == 2


def test_ten_courses_in_a_day_are_enough(service: Service) -> None:
    for _ in range(10):
        made = ask(service, "zoe")
        assert made.status_code == 202
        service.ask("DELETE", f"/courses/{made.json()['id']}", "zoe")
    assert ask(service, "zoe").status_code == 429
    assert ask(service, "bob").status_code == 202


def test_what_cannot_be_used_is_refused_and_nothing_is_stored(service: Service, engine: Engine) -> None:
    for changes in (
        {"domain": "<b>"},
        {"words": {"metric": "`"}},
        {"archetype": "x"},
        {"idempotency_key": "x"},
    ):
        answer = ask(service, "zoe", **changes)
        assert answer.status_code == 422, answer.text
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(CourseRequest)) == 0


def test_courses_of_others_look_as_if_they_were_not_there(service: Service, engine: Engine) -> None:
    asked = ask(service, "zoe").json()["id"]
    made = add_course(engine, "bob", domain="Sneakers", status=CourseStatus.ACTIVE)
    for number in (asked, made, str(uuid.uuid4()), "x"):
        assert service.get(f"/courses/{number}", "ada").status_code == 404
        assert service.ask("DELETE", f"/courses/{number}", "ada").status_code == 404
        for action in ("archive", "restore"):
            assert service.post(f"/courses/{number}/{action}", "ada").status_code == 404
    assert service.get(f"/courses/{asked}", "zoe").json()["state"] == "queued"
    assert service.get(f"/courses/{made}", "bob").json()["status"] == "active"


def test_a_course_is_put_away_and_brought_back_in_place_of_the_other(
    service: Service, engine: Engine
) -> None:
    old = add_course(engine, "zoe", domain="Origami", status=CourseStatus.ARCHIVED)
    new = add_course(engine, "zoe", domain="Sneakers", status=CourseStatus.ACTIVE)

    def shown() -> list[str]:
        return [each["id"] for each in service.get("/course", "zoe").json()["personal"]]

    assert shown() == [new]
    for _ in range(2):
        assert service.post(f"/courses/{old}/restore", "zoe").json()["status"] == "active"
        assert shown() == [old]
        assert service.get("/onboarding", "zoe").json()["answers"]["domain"] == "Origami"
    for _ in range(2):
        assert service.post(f"/courses/{old}/archive", "zoe").json()["status"] == "archived"
        assert shown() == []
    with Session(engine) as session:
        said = session.scalars(
            select(UserArchetype).where(UserArchetype.user_id == person(session, "zoe").id)
        )
        assert said.one().domain == "Origami"


def test_a_completed_course_comes_back_completed(service: Service, engine: Engine) -> None:
    number = add_course(engine, "zoe", domain="Origami", status=CourseStatus.ACTIVE)
    with Session(engine) as session:
        course = session.get_one(GeneratedCourse, uuid.UUID(number))
        course.progress_percentage, course.completion_date = 100, course.start_date
        course.status = CourseStatus.COMPLETED
        session.commit()
    assert service.post(f"/courses/{number}/archive", "zoe").json()["status"] == "archived"
    assert service.post(f"/courses/{number}/restore", "zoe").json()["status"] == "completed"


def test_what_is_not_made_cannot_be_put_away_and_what_is_made_not_given_up(
    service: Service, engine: Engine
) -> None:
    asked = ask(service, "zoe").json()["id"]
    for action in ("archive", "restore"):
        answer = service.post(f"/courses/{asked}/{action}", "zoe")
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "not_made")
    made = add_course(engine, "bob", domain="Sneakers", status=CourseStatus.ACTIVE)
    answer = service.ask("DELETE", f"/courses/{made}", "bob")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "already_made")


def test_courses_are_listed_in_pages_newest_first_without_those_given_up(
    service: Service, engine: Engine
) -> None:
    made = [add_course(engine, "zoe", domain="Origami", status=CourseStatus.ARCHIVED) for _ in range(3)]
    gone = ask(service, "zoe").json()["id"]
    service.ask("DELETE", f"/courses/{gone}", "zoe")
    asked = ask(service, "zoe").json()["id"]
    found: list[str] = []
    cursor = ""
    while True:
        page = service.get(f"/courses?limit=3{cursor}", "zoe").json()
        found += [each["id"] for each in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&before={page['next']}"
    assert found == [asked, *made[::-1]]
    assert service.get("/courses?before=x", "zoe").status_code == 422


def test_a_failed_course_is_listed_until_it_is_dismissed(service: Service, engine: Engine) -> None:
    with Session(engine) as session:
        failed = str(make_request(session, person(session, "zoe"), state=RequestState.FAILED).id)
        session.commit()
    (shown,) = service.get("/courses", "zoe").json()["items"]
    assert (shown["id"], shown["state"], shown["error"]) == (failed, "failed", "Try again.")
    assert service.ask("DELETE", f"/courses/{failed}", "zoe").json()["state"] == "cancelled"
    assert service.get("/courses", "zoe").json()["items"] == []


def add_modules(engine: Engine, course: str, *, optional: int, count: int) -> None:
    """Modules one after the other, the first `optional` of them so; each needs the one before."""
    with Session(engine) as session:
        before: BlueprintModule | None = None
        for number in range(1, count + 1):
            blueprint = make_blueprint(session, number)
            if before is not None:
                session.add(
                    BlueprintPrerequisite(blueprint_module_id=blueprint.id, prerequisite_id=before.id)
                )
            owner = session.get_one(GeneratedCourse, uuid.UUID(course))
            module = make_generated_module(session, owner, blueprint)
            module.is_optional = number <= optional
            lesson = notebook(module.content_json["lesson"]["key"], "lesson")
            module.notebook_sha256 = make_notebook(session, json.dumps(lesson).encode())
            before = blueprint
        session.commit()


def test_modules_before_the_one_to_begin_with_are_open_and_lock_nothing(
    service: Service, engine: Engine
) -> None:
    course = add_course(engine, "zoe", domain="Sneakers", status=CourseStatus.ACTIVE)
    add_modules(engine, course, optional=2, count=4)
    (personal,) = service.get("/course", "zoe").json()["personal"]
    modules = personal["modules"]
    assert [module["is_optional"] for module in modules] == [True, True, False, False]
    assert [module["is_locked"] for module in modules] == [False, False, False, True]
    assert modules[3]["lock_reason"] == f"Complete {modules[2]['title']} first."


def test_each_course_has_folders_of_its_own(service: Service, engine: Engine) -> None:
    folders = []
    for _ in range(2):
        for old in service.get("/courses", "zoe").json()["items"]:
            service.post(f"/courses/{old['id']}/archive", "zoe")
        course = add_course(engine, "zoe", domain="Sneakers", status=CourseStatus.ACTIVE)
        add_modules(engine, course, optional=0, count=1)
        (personal,) = service.get("/course", "zoe").json()["personal"]
        module = personal["modules"][0]
        delivered = service.get(f"/items/{module['items'][0]['key']}/notebook", "zoe").json()
        folders.append(delivered["module"].removeprefix(module["key"]))
    assert folders == ["", "-2"]
