"""What staff ask of a cohort over HTTP."""

from sqlalchemy import Engine, text

from tests.hub.api.service import Service
from tests.hub.world import World, notebook


def _path(world: World) -> str:
    return f"/cohorts/demo/assignments/{world.task}/grading"


def _hand_in(service: Service, world: World, engine: Engine, *names: str) -> None:
    for name in names:
        body = {"notebook": notebook(world.task)}
        assert service.post(f"/exercises/{world.task}/submissions", name, body).status_code == 202
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM queue.procrastinate_jobs"))


def _locks(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT lock FROM queue.procrastinate_jobs ORDER BY lock"))
        return list(rows.scalars())


def test_an_instructor_opens_the_course_server(service: Service) -> None:
    answer = service.post("/cohorts/demo/course-server", "ines")
    assert answer.json() == {"url": "/user/course-demo/", "state": "starting"}
    assert service.course_servers.opened == [("demo", "ines")]


def test_an_instructor_queues_everybodys_latest_attempt(
    service: Service, world: World, engine: Engine
) -> None:
    _hand_in(service, world, engine, "ada", "bob", "zoe")
    answer = service.post(_path(world), "ines", {"students": None})
    assert (answer.status_code, answer.json()) == (202, {"queued": 2})
    assert _locks(engine) == [f"demo/{world.task}/{name}" for name in ("ada", "bob")]


def test_what_waits_already_is_not_queued_again(service: Service, world: World, engine: Engine) -> None:
    _hand_in(service, world, engine, "ada")
    assert service.post(_path(world), "carl", {"students": ["ada"]}).json() == {"queued": 1}
    assert service.post(_path(world), "carl", {"students": ["ada"]}).json() == {"queued": 0}


def test_the_course_server_of_the_cohort_may_queue_too(
    service: Service, world: World, engine: Engine
) -> None:
    _hand_in(service, world, engine, "bob")
    assert service.post(_path(world), "course-demo", {"students": ["bob"]}).json() == {"queued": 1}


def test_a_student_of_another_cohort_is_not_found(service: Service, world: World, engine: Engine) -> None:
    _hand_in(service, world, engine, "ada", "zoe")
    answer = service.post(_path(world), "ines", {"students": ["ada", "zoe"]})
    assert answer.status_code == 404
    assert answer.json()["error"]["message"].startswith("zoe ")
    assert _locks(engine) == []


def test_the_course_server_sees_how_far_the_grading_of_its_students_is(
    service: Service, world: World, engine: Engine
) -> None:
    _hand_in(service, world, engine, "ada", "zoe")
    with engine.begin() as connection:
        connection.execute(text("UPDATE code_submissions SET grading_state = 'graded'"))
    service.post(_path(world), "course-demo", {"students": ["ada"]})
    answer = service.get(_path(world), "course-demo")
    assert answer.json() == {"students": {"ada": {"state": "queued", "done": None, "total": None}}}
