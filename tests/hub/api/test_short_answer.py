"""Teachers mark short answers over HTTP, and what follows for their students."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from db.access import Access, Role
from db.enums import CohortRole
from db.models import Cohort
from db.unit_of_work import UnitOfWork
from hub.jobs.outbox import Outbox
from tests.factories.cohort import make_member
from tests.factories.user import make_user
from tests.hub.api.quiz_world import MODULE, RIGHT, Taker, build_quiz, by_key
from tests.hub.api.service import Service
from tests.server import engine_of

pytestmark = pytest.mark.usefixtures("quiz")
QUEUE = "/cohorts/demo/short-answers"


@pytest.fixture(scope="module")
def quiz(shared_engine_of_world: Engine) -> None:
    """The module with the quiz, and a second instructor."""
    build_quiz(shared_engine_of_world)
    with Session(shared_engine_of_world) as session:
        cohort = session.scalars(select(Cohort).where(Cohort.slug == "demo")).one()
        make_member(session, cohort, make_user(session, "ivan"), CohortRole.INSTRUCTOR)
        session.commit()


@pytest.fixture
def ada(service: Service) -> Taker:
    """A student of the cohort."""
    return Taker(service)


@pytest.fixture
def ines(service: Service) -> Taker:
    """Her instructor."""
    return Taker(service, "ines")


@pytest.fixture
def outbox(access: Access) -> Iterator[Outbox]:
    """A worker's part that carries promises out."""
    with engine_of(access, Role.WORKER) as engine:
        yield Outbox(lambda: UnitOfWork(engine))


def _waiting(taker: Taker) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = taker.ask("GET", QUEUE).json()["items"]
    return found


def _decide(taker: Taker, answer: dict[str, Any], **decision: Any) -> Any:  # noqa: ANN401
    return taker.ask("PUT", f"{QUEUE}/{answer['id']}/decision", json=decision)


def test_what_a_machine_cannot_decide_waits_for_the_cohorts_teacher(ada: Taker, ines: Taker) -> None:
    assert _waiting(ines) == []
    ada.begin()
    assert _waiting(ines) == []
    ada.take(RIGHT)
    (answer,) = _waiting(ines)
    assert {name: answer[name] for name in ("username", "module", "answer", "points", "max_points")} == {
        "username": "ada",
        "module": MODULE,
        "answer": RIGHT["essay"],
        "points": None,
        "max_points": 10,
    }
    assert answer["marking"] == ["The costs matter."]
    assert answer["model_answer"].startswith("The costs matter")
    assert ada.quiz()["is_waiting"]


def test_an_empty_answer_does_not_wait(ada: Taker, ines: Taker) -> None:
    ada.take(RIGHT | {"essay": "   "})
    assert _waiting(ines) == []


def test_points_and_a_comment_reach_the_student(ada: Taker, ines: Taker) -> None:
    sitting = ada.take(RIGHT)
    (answer,) = _waiting(ines)
    decided = _decide(ines, answer, points=7, comment="Say who pays.").json()
    assert (decided["points"], decided["comment"]) == (7, "Say who pays.")
    assert _waiting(ines) == []
    now = ada.ask("GET", f"/quiz-sessions/{sitting['id']}").json()
    assert (now["earned"], now["waiting"]) == (37, 0)
    result = by_key(now)["essay"]["result"]
    assert (result["is_correct"], result["points"], result["comment"]) == (True, 7, "Say who pays.")
    assert ada.quiz()["earned"] == 37


def test_a_decision_can_pass_a_quiz_and_move_the_bar_once(
    ada: Taker, ines: Taker, outbox: Outbox, engine: Engine
) -> None:
    ada.take(RIGHT | {"choice": "one"})
    assert _percent(engine) == 0
    _decide(ines, _waiting(ines)[0], points=10)
    assert outbox.carry_out() == 1
    assert outbox.carry_out() == 0
    assert ada.quiz()["status"] == "passed"
    assert _percent(engine) > 30


def _percent(engine: Engine) -> float:
    with engine.connect() as connection:
        return float(connection.scalar(text("SELECT progress_percent FROM user_progress")) or 0)


def test_what_a_teacher_finds_wrong_comes_back(
    ada: Taker, ines: Taker, outbox: Outbox, engine: Engine
) -> None:
    ada.take(RIGHT)
    _decide(ines, _waiting(ines)[0], points=0)
    outbox.carry_out()
    with engine.connect() as connection:
        assert connection.scalars(text("SELECT concept FROM review_cards")).all() == ["consensus"]
    assert ada.quiz()["missed"] == 1


def test_the_same_decision_twice_counts_once_and_may_be_changed(
    ada: Taker, ines: Taker, engine: Engine
) -> None:
    ada.take(RIGHT)
    (answer,) = _waiting(ines)
    first, again = (_decide(ines, answer, points=5).json() for _ in range(2))
    assert first == again
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM outbox")) == 1
    assert _decide(ines, answer, points=6).json()["points"] == 6


def test_a_colleagues_decision_is_changed_only_on_purpose_and_both_are_in_the_log(
    ada: Taker, ines: Taker, service: Service, engine: Engine
) -> None:
    ada.take(RIGHT)
    (answer,) = _waiting(ines)
    _decide(ines, answer, points=5)
    ivan = Taker(service, "ivan")
    refused = _decide(ivan, answer, points=9)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "already_decided")
    assert _decide(ivan, answer, points=9, replace=True).json()["points"] == 9
    with engine.connect() as connection:
        log = text(
            "SELECT actor, details->'before', details->'points' FROM audit_log"
            " WHERE subject = :about ORDER BY id"
        )
        noted = connection.execute(log, {"about": f"short answer {answer['id']}"}).all()
    assert noted == [("ines", None, 5), ("ivan", 5, 9)]


def test_no_more_points_than_there_are(ada: Taker, ines: Taker) -> None:
    ada.take(RIGHT)
    (answer,) = _waiting(ines)
    assert _decide(ines, answer, points=11).status_code == 422
    assert _decide(ines, answer, points=-1).status_code == 422
    assert _waiting(ines) == [answer]


def test_nobody_decides_but_the_teachers_of_the_cohort(ada: Taker, ines: Taker, service: Service) -> None:
    Taker(service, "zoe").take(RIGHT)
    ada.take(RIGHT)
    (answer,) = _waiting(ines)
    assert answer["username"] == "ada"
    assert _decide(ada, answer, points=10).status_code == 403
    assert _decide(Taker(service, "zoe"), answer, points=10).status_code == 404
    assert _decide(ines, {"id": uuid4()}, points=10).status_code == 404
    assert _decide(ines, {"id": "nonsense"}, points=10).status_code == 404


def test_an_answer_of_another_cohort_is_not_there(service: Service, ines: Taker, engine: Engine) -> None:
    Taker(service, "zoe").take(RIGHT)
    with engine.connect() as connection:
        stray = connection.scalar(text("SELECT id FROM quiz_attempts WHERE is_correct IS NULL"))
    assert _decide(ines, {"id": stray}, points=10).status_code == 404


def test_answers_are_listed_page_by_page_the_oldest_first(ada: Taker, ines: Taker, service: Service) -> None:
    ada.take(RIGHT)
    Taker(service, "bob").take(RIGHT)
    first = ines.ask("GET", f"{QUEUE}?limit=1").json()
    rest = ines.ask("GET", f"{QUEUE}?limit=1&before={first['next']}").json()
    assert [page["items"][0]["username"] for page in (first, rest)] == ["ada", "bob"]
    assert rest["next"] is None
