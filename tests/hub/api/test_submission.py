"""Handing notebooks in, and reading attempts, over HTTP."""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from db.models import Cohort, User
from db.repositories.extension import ExtensionRepository
from db.repositories.submission import SubmissionRepository
from tests.hub.api.service import Service
from tests.hub.world import World, notebook

MIB = 1024 * 1024


def _submit(service: Service, who: str, key: str, source: str = "", of: str = "") -> Any:  # noqa: ANN401
    return service.post(f"/exercises/{key}/submissions", who, {"notebook": notebook(of or key, text=source)})


def _jobs(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT lock, args FROM queue.procrastinate_jobs ORDER BY id"))
        return [tuple(row) for row in rows]


def _grade(engine: Engine, submission_id: str, state: str) -> None:
    with engine.begin() as connection:
        statement = "UPDATE code_submissions SET grading_state = :state WHERE id = :id"
        connection.execute(text(statement), {"state": state, "id": submission_id})


def test_a_submit_is_stored_as_the_first_attempt_with_its_job(
    service: Service, world: World, engine: Engine
) -> None:
    answer = _submit(service, "ada", world.task, "x = 1")
    submission = answer.json()
    assert answer.status_code == 202
    assert {name: submission[name] for name in ("key", "attempt", "state", "score", "tests")} == {
        "key": world.task,
        "attempt": 1,
        "state": "queued",
        "score": None,
        "tests": [],
    }
    assert _jobs(engine) == [(f"demo/{world.task}/ada", {"submission_id": submission["id"]})]


def test_the_same_notebook_while_it_waits_is_the_same_attempt(
    service: Service, world: World, engine: Engine
) -> None:
    first, again = (_submit(service, "ada", world.task, "x = 1").json() for _ in range(2))
    assert again["id"] == first["id"]
    assert len(_jobs(engine)) == 1


def test_another_notebook_becomes_the_next_attempt(service: Service, world: World, engine: Engine) -> None:
    attempts = [
        _submit(service, "ada", world.task, source).json()["attempt"] for source in ("x = 1", "x = 2")
    ]
    assert attempts == [1, 2]
    assert len(_jobs(engine)) == 2


def test_the_same_notebook_after_its_grading_is_the_next_attempt(
    service: Service, world: World, engine: Engine
) -> None:
    first = _submit(service, "ada", world.task, "x = 1").json()
    _grade(engine, first["id"], "graded")
    assert _submit(service, "ada", world.task, "x = 1").json()["attempt"] == 2


def test_one_press_makes_one_attempt_of_a_notebook_whatever_became_of_it(
    service: Service, world: World, engine: Engine
) -> None:
    def press(key: uuid.UUID, source: str = "x = 1", who: str = "ada") -> str:
        body = {"notebook": notebook(world.task, text=source), "idempotency_key": str(key)}
        answer = service.post(f"/exercises/{world.task}/submissions", who, body)
        assert answer.status_code == 202
        return str(answer.json()["id"])

    one, other = uuid.uuid4(), uuid.uuid4()
    first = press(one)
    _grade(engine, first, "graded")
    assert press(one) == first
    assert len({first, press(one, "x = 2"), press(other), press(one, who="bob")}) == 4


def test_twelve_submits_at_once_give_one_attempt_per_notebook(
    service: Service, world: World, engine: Engine
) -> None:
    with ThreadPoolExecutor(12) as threads:
        sources = [f"x = {number % 4}" for number in range(12)]
        answers = list(threads.map(lambda source: _submit(service, "ada", world.task, source), sources))
    assert {answer.status_code for answer in answers} == {202}
    attempts = sorted({answer.json()["attempt"] for answer in answers})
    assert attempts == list(range(1, len(attempts) + 1))
    assert len(_jobs(engine)) == len(attempts)


def test_the_stored_notebook_is_what_was_sent(service: Service, world: World, engine: Engine) -> None:
    _submit(service, "ada", world.task, "name = 'Größe'")
    with engine.connect() as connection:
        contents = connection.execute(text("SELECT content FROM notebooks")).scalars()
        sent = notebook(world.task, text="name = 'Größe'")
        assert sent in [json.loads(bytes(content)) for content in contents]


def test_an_exercise_of_the_personal_course_is_submitted_too(service: Service, world: World) -> None:
    mine, other = (_submit(service, who, world.personal_exercise).json() for who in ("ada", "bob"))
    assert (mine["attempt"], other["attempt"]) == (1, 1)
    assert service.get(f"/exercises/{world.personal_exercise}", "ada").json()["latest"]["id"] == mine["id"]


@pytest.mark.parametrize(
    "body",
    [
        {"notebook": "text"},
        {"notebook": None},
        {"notebook": {}},
        {"notebook": {"nbformat": 3, "cells": [], "metadata": {}}},
        {"notebook": {"nbformat": 4, "cells": {}, "metadata": {}}},
        {"notebook": {"nbformat": 4, "cells": [{"cell_type": "code"}], "metadata": {}}},
        {"notebook": {"nbformat": 4, "cells": [], "metadata": {}}},
        {"notebook": {"nbformat": 4, "cells": [], "metadata": {"coursewright": ["m01-hash-chain"]}}},
        {"other": 1},
        {"notebook": {}, "score": 100},
        [],
    ],
)
def test_what_is_no_notebook_is_refused_with_what_to_do(
    service: Service, world: World, engine: Engine, body: object
) -> None:
    answer = service.post(f"/exercises/{world.task}/submissions", "ada", body)
    assert answer.status_code == 422
    assert answer.json()["error"]["message"].endswith(".")
    assert _jobs(engine) == []


@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"notebook": ' + b"[" * 100_000, b'{"notebook": "\xff"}', b'{"notebook": NaN}']
)
def test_damaged_json_is_refused(service: Service, world: World, content: bytes) -> None:
    answer = service.ask("POST", f"/exercises/{world.task}/submissions", "ada", content=content)
    assert answer.status_code == 422


def test_text_that_cannot_be_stored_is_refused(service: Service, world: World) -> None:
    content = json.dumps({"notebook": notebook(world.task, text="\ud800")})
    answer = service.ask("POST", f"/exercises/{world.task}/submissions", "ada", content=content)
    assert answer.status_code == 422


def test_the_notebook_of_another_exercise_is_refused_by_name(service: Service, world: World) -> None:
    answer = _submit(service, "ada", world.task, of=world.personal_exercise)
    assert answer.status_code == 409
    assert answer.json()["error"]["code"] == "another_assignment"
    assert world.personal_exercise in answer.json()["error"]["message"]


@pytest.mark.parametrize("is_chunked", [False, True])
def test_a_notebook_over_10_mib_is_refused_with_what_to_do(
    service: Service, world: World, is_chunked: bool
) -> None:
    content = json.dumps({"notebook": notebook(world.task, text="x" * 11 * MIB)}).encode()
    body = iter([content[: 5 * MIB], content[5 * MIB :]]) if is_chunked else content
    answer = service.ask("POST", f"/exercises/{world.task}/submissions", "ada", content=body)
    assert answer.status_code == 413
    assert "clear its outputs" in answer.json()["error"]["message"]


def test_a_notebook_of_9_mib_is_accepted(service: Service, world: World) -> None:
    assert _submit(service, "ada", world.task, "x" * 9 * MIB).status_code == 202


def test_after_the_deadline_the_date_is_told(service: Service, world: World, engine: Engine) -> None:
    answer = _submit(service, "ada", world.late_task)
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "deadline_passed"
    assert "UTC" in answer.json()["error"]["message"]
    assert _jobs(engine) == []
    assert _submit(service, "zoe", world.late_task).status_code == 202  # her cohort set no date


def test_who_was_given_more_time_hands_in_after_the_deadline(
    service: Service, world: World, engine: Engine
) -> None:
    later = datetime.now(UTC) + timedelta(days=1)
    with Session(engine) as session:
        ada = session.scalars(select(User.id).where(User.username == "ada")).one()
        demo = session.scalars(select(Cohort.id).where(Cohort.slug == "demo")).one()
        ExtensionRepository(session).grant(demo, world.late_task, ada, later, reason="She was ill.")
        session.commit()
    try:
        assert _submit(service, "ada", world.late_task).status_code == 202
        assert service.get(f"/exercises/{world.late_task}", "ada").json()["due_at"] == _told(later)
        assert _submit(service, "bob", world.late_task).status_code == 403
    finally:
        with Session(engine) as session:
            ExtensionRepository(session).withdraw(demo, world.late_task, ada)
            session.commit()
    assert _submit(service, "ada", world.late_task, "again").status_code == 403


def _told(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def test_an_exercise_of_a_locked_module_is_refused(service: Service, world: World) -> None:
    assert _submit(service, "ada", world.locked_task).json()["error"]["code"] == "locked"


@pytest.mark.parametrize(("who", "status"), [("eve", 404), ("ines", 403), ("carl", 403)])
def test_only_students_of_a_cohort_submit_its_exercises(
    service: Service, world: World, who: str, status: int
) -> None:
    assert _submit(service, who, world.task).status_code == status


def test_a_person_without_a_cohort_is_told_to_enrol(service: Service, world: World) -> None:
    assert _submit(service, "eve", world.personal_exercise).json()["error"]["code"] == "not_enrolled"


def test_a_lesson_is_not_submitted(service: Service, world: World) -> None:
    assert _submit(service, "ada", world.lesson).status_code == 404


def test_attempts_are_listed_newest_first_page_by_page(service: Service, world: World) -> None:
    for number in range(3):
        _submit(service, "ada", world.task, f"x = {number}")
        _submit(service, "bob", world.task, f"y = {number}")
    path = f"/exercises/{world.task}/submissions"
    page = service.get(path, "ada", params={"limit": 2}).json()
    assert ([item["attempt"] for item in page["items"]], page["next"]) == ([3, 2], 2)
    rest = service.get(path, "ada", params={"limit": 2, "before": page["next"]}).json()
    assert ([item["attempt"] for item in rest["items"]], rest["next"]) == ([1], None)
    assert service.get(path, "ada", params={"limit": 0}).status_code == 422


def test_a_submission_is_read_by_its_owner_alone(service: Service, world: World) -> None:
    mine = _submit(service, "ada", world.task).json()["id"]
    assert service.get(f"/submissions/{mine}", "ada").json()["id"] == mine
    for stranger in ("bob", "zoe", "eve", "ines"):
        assert service.get(f"/submissions/{mine}", stranger).status_code == 404
    assert service.get("/submissions/nonsense", "ada").status_code == 404


def test_progress_of_grading_shows_in_the_course(service: Service, world: World, engine: Engine) -> None:
    submission = _submit(service, "ada", world.task).json()
    assert _status(service, world.task) == "pending"
    with Session(engine) as session:
        SubmissionRepository(session).set_progress(submission["id"], 2, 5)
        session.commit()
    seen = service.get(f"/submissions/{submission['id']}", "ada").json()
    assert (seen["done"], seen["total"]) == (2, 5)


def _status(service: Service, key: str) -> str:
    course = service.get("/course", "ada").json()
    items = (item for track in course["tracks"] for module in track["modules"] for item in module["items"])
    return next(str(item["status"]) for item in items if item["key"] == key)


def test_an_exercise_tells_its_last_attempt(service: Service, world: World) -> None:
    path = f"/exercises/{world.task}"
    before = service.get(path, "ada").json()
    assert (before["attempts"], before["latest"], before["points"]) == (0, None, 10)
    latest = _submit(service, "ada", world.task).json()
    after = service.get(path, "ada").json()
    assert (after["attempts"], after["latest"]) == (1, latest)
    assert service.get(path, "bob").json()["latest"] is None
    assert service.get(path, "eve").status_code == 404
