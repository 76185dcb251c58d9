"""A learner asks to have an attempt looked at once more, and the staff of her cohort answers."""

import uuid
from typing import Any

import pytest
from sqlalchemy import Engine, text

from tests.hub.api.service import Service
from tests.hub.world import World, notebook

REASON = "The second test fails though my answer is the same as in the lesson."
ANSWER = "You are right: the test was too strict."
OPEN = "/cohorts/demo/regrade-requests"


def _attempt(service: Service, world: World, engine: Engine, who: str = "ada", source: str = "x = 1") -> str:
    """Hand in and judge an attempt; its id."""
    body = {"notebook": notebook(world.task, text=source)}
    number: str = service.post(f"/exercises/{world.task}/submissions", who, body).json()["id"]
    judged = """
        UPDATE code_submissions SET grading_state = 'graded', status = 'graded', grade = 6, graded_at = now()
        WHERE id = :id
    """
    with engine.begin() as connection:
        connection.execute(text(judged), {"id": number})
        connection.execute(text("DELETE FROM queue.procrastinate_jobs"))
    return number


def _ask(service: Service, number: str, who: str = "ada", reason: str = REASON) -> Any:  # noqa: ANN401
    return service.post(f"/submissions/{number}/regrade-requests", who, {"reason": reason})


def _answer(
    service: Service, request: str, who: str = "ines", decision: str = "kept", words: str = ANSWER
) -> Any:  # noqa: ANN401
    body = {"decision": decision, "answer": words}
    return service.ask("PUT", f"{OPEN}/{request}/answer", who, json=body)


def _scalar(engine: Engine, query: str) -> Any:  # noqa: ANN401
    with engine.connect() as connection:
        return connection.scalar(text(query))


def _log(engine: Engine, request: str) -> list[Any]:
    """What the audit log says of a request: who did what, and the details."""
    query = text("SELECT actor, action, details FROM audit_log WHERE details ->> 'request' = :request")
    with engine.connect() as connection:
        return list(connection.execute(query, {"request": request}).all())


def _code(answer: Any) -> str:  # noqa: ANN401
    code: str = answer.json()["error"]["code"]
    return code


def test_a_learner_asks_and_sees_that_it_is_open(service: Service, world: World, engine: Engine) -> None:
    number = _attempt(service, world, engine)
    answer = _ask(service, number, reason=f"  {REASON}\n")
    assert answer.status_code == 201
    asked = answer.json()
    assert (asked["reason"], asked["decision"], asked["answer"], asked["answered_by"]) == (
        REASON,
        None,
        None,
        None,
    )
    assert service.get(f"/submissions/{number}", "ada").json()["regrade"] == asked
    assert service.get(f"/exercises/{world.task}", "ada").json()["latest"]["regrade"] == asked
    listed = service.get(f"/exercises/{world.task}/submissions", "ada").json()["items"]
    assert [item["regrade"] for item in listed] == [asked]


def test_the_same_words_again_are_the_same_request_and_others_have_to_wait(
    service: Service, world: World, engine: Engine
) -> None:
    number = _attempt(service, world, engine)
    first, again = (_ask(service, number).json() for _ in range(2))
    assert first == again
    other = _ask(service, number, reason="And the third test is unfair as well, I think.")
    assert (other.status_code, _code(other)) == (409, "already_asked")
    assert _scalar(engine, "SELECT count(*) FROM regrade_requests") == 1


def test_a_reason_is_at_least_a_sentence(service: Service, world: World, engine: Engine) -> None:
    number = _attempt(service, world, engine)
    for reason in ("", "unfair", " " * 40, "x" * 2001):
        assert _ask(service, number, reason=reason).status_code == 422
    assert _scalar(engine, "SELECT count(*) FROM regrade_requests") == 0


def test_nobody_asks_about_an_attempt_of_another_or_before_its_result(
    service: Service, world: World, engine: Engine
) -> None:
    number = _attempt(service, world, engine)
    for who in ("bob", "zoe", "eve", "ines"):
        assert _ask(service, number, who).status_code == 404
    body = {"notebook": notebook(world.task, text="x = 2")}
    waiting = service.post(f"/exercises/{world.task}/submissions", "ada", body).json()["id"]
    early = _ask(service, waiting)
    assert (early.status_code, _code(early)) == (409, "not_graded")


def test_staff_sees_open_requests_of_its_cohort_the_oldest_first(
    service: Service, world: World, engine: Engine
) -> None:
    numbers = [_attempt(service, world, engine, who) for who in ("ada", "bob", "zoe")]
    for number, who in zip(numbers, ("ada", "bob", "zoe"), strict=True):
        assert _ask(service, number, who).status_code == 201
    page = service.get(OPEN, "ines").json()
    assert [(item["username"], item["submission_id"]) for item in page["items"]] == [
        ("ada", numbers[0]),
        ("bob", numbers[1]),
    ]
    assert {
        name: page["items"][0][name]
        for name in ("key", "attempt", "latest_attempt", "state", "score", "max_score", "reason", "decision")
    } == {
        "key": world.task,
        "attempt": 1,
        "latest_attempt": 1,
        "state": "graded",
        "score": 6,
        "max_score": 10,
        "reason": REASON,
        "decision": None,
    }
    first = service.get(f"{OPEN}?limit=1", "carl").json()
    rest = service.get(f"{OPEN}?limit=1&before={first['next']}", "carl").json()
    assert [item["username"] for item in (*first["items"], *rest["items"])] == ["ada", "bob"]
    assert rest["next"] is None


def test_keeping_the_score_answers_the_learner_and_is_in_the_log(
    service: Service, world: World, engine: Engine
) -> None:
    number = _attempt(service, world, engine)
    request = _ask(service, number).json()["id"]
    answer = _answer(service, request)
    assert (answer.status_code, answer.json()["decision"], answer.json()["answer"]) == (200, "kept", ANSWER)
    shown = service.get(f"/submissions/{number}", "ada").json()
    assert shown["score"] == 6
    assert (shown["regrade"]["decision"], shown["regrade"]["answer"]) == ("kept", ANSWER)
    assert shown["regrade"]["answered_by"] == answer.json()["answered_by"]
    assert shown["regrade"]["answered_at"] is not None
    assert service.get(OPEN, "ines").json()["items"] == []
    answered = service.get(f"{OPEN}?state=answered", "ines").json()["items"]
    assert [item["id"] for item in answered] == [request]
    ((actor, action, details),) = _log(engine, request)
    assert (actor, action, details["decision"], details["score"]) == (
        "ines",
        "regrade.answered",
        "kept",
        "6.00",
    )
    assert "ada" not in details.values()


def test_the_same_answer_again_changes_nothing_and_another_comes_too_late(
    service: Service, world: World, engine: Engine
) -> None:
    request = _ask(service, _attempt(service, world, engine)).json()["id"]
    first, again = _answer(service, request).json(), _answer(service, request).json()
    assert first == again
    late = _answer(service, request, "carl", decision="marked")
    assert (late.status_code, _code(late)) == (409, "already_answered")
    assert len(_log(engine, request)) == 1


def test_an_attempt_is_sent_to_the_grader_again(service: Service, world: World, engine: Engine) -> None:
    number = _attempt(service, world, engine)
    request = _ask(service, number).json()["id"]
    assert _answer(service, request, decision="regraded").json()["state"] == "queued"
    assert service.get(f"/submissions/{number}", "ada").json()["state"] == "queued"
    jobs = "SELECT string_agg(args ->> 'submission_id', ',') FROM queue.procrastinate_jobs"
    assert _scalar(engine, jobs) == number


def test_an_older_attempt_is_not_put_into_the_gradebook_again(
    service: Service, world: World, engine: Engine
) -> None:
    older = _attempt(service, world, engine)
    _attempt(service, world, engine, source="x = 2")
    request = _ask(service, older).json()["id"]
    assert service.get(OPEN, "ines").json()["items"][0]["latest_attempt"] == 2
    refused = _answer(service, request, decision="regraded")
    assert (refused.status_code, _code(refused)) == (409, "superseded")
    assert _scalar(engine, "SELECT count(*) FROM queue.procrastinate_jobs") == 0
    assert _scalar(engine, "SELECT count(*) FROM regrade_requests WHERE answered_at IS NULL") == 1
    assert _answer(service, request, decision="marked").status_code == 200


def test_a_learner_may_ask_again_after_an_answer(service: Service, world: World, engine: Engine) -> None:
    number = _attempt(service, world, engine)
    _answer(service, _ask(service, number).json()["id"])
    again = _ask(service, number, reason="Thank you, but the first test is also too strict.")
    assert again.status_code == 201
    assert service.get(f"/submissions/{number}", "ada").json()["regrade"] == again.json()


@pytest.mark.parametrize(("who", "status"), [("ada", 403), ("bob", 403), ("zoe", 404), ("eve", 404)])
def test_only_the_staff_of_the_cohort_answers(
    service: Service, world: World, engine: Engine, who: str, status: int
) -> None:
    request = _ask(service, _attempt(service, world, engine)).json()["id"]
    assert _answer(service, request, who).status_code == status
    assert _scalar(engine, "SELECT count(*) FROM regrade_requests WHERE answered_at IS NULL") == 1


def test_a_request_of_another_cohort_is_not_found(service: Service, world: World, engine: Engine) -> None:
    request = _ask(service, _attempt(service, world, engine, "zoe"), "zoe").json()["id"]
    for number in (request, str(uuid.uuid4()), "nonsense"):
        assert _answer(service, number).status_code == 404
