"""The dashboard and the time that is spent, over HTTP, with a clock that the tests move."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

from db.claim import Claim
from db.enums import ProgressStatus
from db.models import Achievement, Cohort, User, UserAchievement, UserProgress
from db.repositories.pace import Pace, PaceRepository
from tests.factories.catalogue import make_lesson, make_module
from tests.factories.cohort import make_member
from tests.factories.user import make_user
from tests.hub.api.quiz_world import PassBy, clock
from tests.hub.api.service import Service
from tests.hub.world import World

MINUTE = timedelta(minutes=1)
NIGHT = datetime(2026, 11, 23, 22, 58, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _forgotten(service: Service, engine: Engine) -> Iterator[None]:
    """Take back what these tests add to the world."""
    yield
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM study_time"))
        connection.execute(text("DELETE FROM user_progress"))
        connection.execute(text("DELETE FROM user_achievements"))
        connection.execute(text("DELETE FROM achievements"))
        connection.execute(text("DELETE FROM users WHERE username LIKE 'mate-%'"))


@pytest.fixture
def pass_by(service: Service) -> PassBy:
    """Moves the clock on, from shortly before eleven in the evening."""
    return clock(service, NIGHT)


def _dashboard(service: Service, who: str = "ada", **query: int) -> dict[str, Any]:
    found: dict[str, Any] = service.get("/dashboard", who, params=query).json()
    return found


def _work(service: Service, key: str, who: str = "ada", east: int = 0) -> bool:
    answer = service.post(f"/items/{key}/minutes", who, {"east": east})
    assert answer.status_code == 200, answer.text
    return bool(answer.json()["is_counted"])


def _minutes(service: Service, who: str = "ada") -> dict[str, int]:
    return {each["key"]: each["minutes"] for each in _dashboard(service, who)["time"]["items"]}


def _classmates(session: Session, percents: list[int], slug: str = "demo") -> None:
    cohort = session.query(Cohort).filter_by(slug=slug).one()
    for number, percent in enumerate(percents):
        mate = make_user(session, f"mate-{slug}-{number}")
        make_member(session, cohort, mate)
        _stand(session, mate, percent)


def _stand(session: Session, user: User, percent: int) -> None:
    published = session.scalars(text("SELECT id FROM modules WHERE is_published")).all()
    for module_id in published:
        session.add(
            UserProgress(
                user_id=user.id,
                module_id=module_id,
                status=ProgressStatus.IN_PROGRESS,
                progress_percent=percent,
                time_spent_minutes=0,
            )
        )
    session.flush()


def test_it_is_empty_on_the_first_day(service: Service, pass_by: PassBy) -> None:
    pass_by(timedelta(0))
    found = _dashboard(service)
    assert found["pace"] is None
    assert found["achievements"] == {"count": 0, "earned": [], "nearest": []}
    assert found["time"]["items"] == []
    dates = [day["date"] for day in found["time"]["days"]]
    assert (dates[0], dates[-1], {day["minutes"] for day in found["time"]["days"]}) == (
        "2026-11-17",
        "2026-11-23",
        {0},
    )
    assert _dashboard(service, east=120)["time"]["days"][-1]["date"] == "2026-11-24"


def test_the_pace_is_the_middle_student_and_tells_no_name(service: Service, engine: Engine) -> None:
    with Session(engine) as session:
        _classmates(session, [10, 30, 50])
        ada = session.query(User).filter_by(username="ada").one()
        _stand(session, ada, 40)
        session.commit()
    # ada, bob and three mates; who is inactive does not count, nor do those who teach
    assert _dashboard(service)["pace"] == {"students": 5, "median": 30, "own": 40}
    assert _dashboard(service, "bob")["pace"]["own"] == 0
    assert _dashboard(service, "ines")["pace"] == {"students": 5, "median": 30, "own": None}
    assert "mate" not in service.get("/dashboard", "ada").text


def test_of_fewer_than_five_nothing_is_told(service: Service, engine: Engine) -> None:
    with Session(engine) as session:
        _classmates(session, [10, 30])
        _classmates(session, [10, 20, 30], slug="other")
        session.commit()
    assert _dashboard(service)["pace"] is None
    assert _dashboard(service, "zoe")["pace"] is None
    assert _dashboard(service, "eve")["pace"] is None


def test_who_is_not_in_a_cohort_learns_nothing_of_it(service: Service, engine: Engine) -> None:
    with Session(engine) as session:
        _classmates(session, [10, 30, 50])
        session.commit()
        ids = {name: session.query(User).filter_by(username=name).one().id for name in ("ada", "zoe")}
        demo = session.query(Cohort).filter_by(slug="demo").one().id
    found = {}
    for name, person in ids.items():
        with service.context.begin_as(Claim(person)) as uow:
            found[name] = PaceRepository(uow.session).of(demo)
    assert (found["ada"], found["zoe"]) == (Pace(5, 10, 0), None)


def test_achievements_are_the_latest_and_those_of_which_the_least_is_missing(
    service: Service, engine: Engine
) -> None:
    with Session(engine) as session:
        ada = session.query(User).filter_by(username="ada").one()
        bob = session.query(User).filter_by(username="bob").one()
        for slug in ("first", "second", "near", "far", "gone"):
            session.add(
                Achievement(slug=slug, title=slug.title(), criteria_json={}, is_active=slug != "gone")
            )
        session.flush()
        ids = {slug: session.query(Achievement).filter_by(slug=slug).one().id for slug in _slugs()}
        session.add_all(
            [
                UserAchievement(user_id=ada.id, achievement_id=ids["first"], earned_at=NIGHT - MINUTE),
                UserAchievement(user_id=ada.id, achievement_id=ids["second"], earned_at=NIGHT),
                UserAchievement(user_id=ada.id, achievement_id=ids["far"], progress={"have": 4, "need": 20}),
                UserAchievement(user_id=ada.id, achievement_id=ids["near"], progress={"have": 2, "need": 3}),
                UserAchievement(user_id=ada.id, achievement_id=ids["gone"], progress={"have": 9, "need": 10}),
                UserAchievement(user_id=bob.id, achievement_id=ids["near"], earned_at=NIGHT),
            ]
        )
        session.commit()
    found = _dashboard(service)["achievements"]
    assert (found["count"], [badge["slug"] for badge in found["earned"]]) == (2, ["second", "first"])
    assert [(badge["slug"], badge["have"], badge["need"]) for badge in found["nearest"]] == [
        ("near", 2, 3),
        ("far", 4, 20),
    ]


def _slugs() -> tuple[str, ...]:
    return ("first", "second", "near", "far", "gone")


def test_a_minute_counts_once_however_often_and_for_whatever_it_is_claimed(
    service: Service, world: World, pass_by: PassBy
) -> None:
    pass_by(timedelta(0))
    assert _work(service, world.task) is True
    assert _work(service, world.task) is False
    assert _work(service, world.lesson) is False  # she can't work at two items in one minute
    pass_by(timedelta(seconds=29))
    assert _work(service, world.task) is False  # still the same minute of the clock
    pass_by(timedelta(seconds=1))
    assert _work(service, world.lesson) is True
    assert _minutes(service) == {world.task: 1, world.lesson: 1}
    assert _minutes(service, "bob") == {}


def test_an_hour_has_sixty_minutes_at_most(service: Service, world: World, pass_by: PassBy) -> None:
    for _ in range(30):
        for key in (world.task, world.late_task, world.personal_exercise):
            _work(service, key)
        pass_by(timedelta(seconds=20))
    assert sum(_minutes(service).values()) == 11  # ten minutes of the clock touch eleven of them


def test_minutes_stand_on_the_learners_own_day(service: Service, world: World, pass_by: PassBy) -> None:
    _work(service, world.task, east=60)
    pass_by(2 * MINUTE)
    _work(service, world.task, east=60)
    days = _dashboard(service, east=60)["time"]["days"]
    assert [(day["date"], day["minutes"]) for day in days[-2:]] == [("2026-11-23", 1), ("2026-11-24", 1)]


def test_every_kind_of_item_is_counted_and_keeps_the_sums_of_progress(
    service: Service, engine: Engine, world: World, pass_by: PassBy
) -> None:
    (personal,) = service.get("/course", "ada").json()["personal"]
    own_lesson = personal["modules"][0]["items"][0]["key"]
    for key in (world.lesson, world.task, world.personal_exercise, own_lesson):
        assert _work(service, key)
        pass_by(MINUTE)
    assert _minutes(service) == dict.fromkeys(
        (world.lesson, world.task, world.personal_exercise, own_lesson), 1
    )
    with engine.connect() as connection:
        sums = text("SELECT time_spent_minutes, status FROM user_progress WHERE module_id IS NOT NULL")
        assert connection.execute(sums).all() == [(2, "in-progress")]


def test_a_finished_module_tells_the_time_that_it_took(
    service: Service, engine: Engine, world: World, pass_by: PassBy
) -> None:
    for _ in range(2):
        _work(service, world.lesson)
        pass_by(MINUTE)
    with engine.connect() as connection:
        completed = text("""
            INSERT INTO module_completions (user_id, module_id)
            SELECT u.id, l.module_id FROM users u, lessons l WHERE u.username = 'ada' AND l.slug = :lesson
            RETURNING time_spent_minutes
        """)
        assert connection.scalar(completed, {"lesson": world.lesson}) == 2
        first_attempt = text("""
            INSERT INTO user_progress (user_id, exercise_id, status, attempts, time_spent_minutes)
            SELECT c.user_id, e.id, 'pending', 1, NULL FROM exercises e
            JOIN generated_modules m ON m.id = e.module_id JOIN generated_courses c ON c.id = m.course_id
            JOIN users u ON u.id = c.user_id AND u.username = 'ada'
            RETURNING time_spent_minutes
        """)
        assert connection.scalar(first_attempt) is None
        connection.rollback()


def test_no_time_is_counted_for_what_is_locked_or_not_ones_own(service: Service, world: World) -> None:
    assert service.post(f"/items/{world.locked_task}/minutes", "ada", {}).status_code == 403
    assert service.post(f"/items/{world.task}/minutes", "eve", {}).status_code == 404
    assert service.post(f"/items/{world.personal_exercise}/minutes", "zoe", {}).status_code == 404
    assert service.post(f"/items/{world.task}/minutes", "ada", {"minutes": 600}).status_code == 422
    assert service.post(f"/items/{world.task}/minutes", "ada", {"east": 9000}).status_code == 422


def test_a_lock_names_the_modules_that_open_it(service: Service) -> None:
    course = service.get("/course", "ada").json()
    needs = {module["key"]: module["needs"] for track in course["tracks"] for module in track["modules"]}
    assert needs == {"ledgers": [], "keys": ["ledgers"], "secret": []}


@contextmanager
def _statements(service: Service) -> Iterator[list[str]]:
    """Record what the service asks its database."""
    asked: list[str] = []
    with service.context.begin_as(None) as uow:
        engine = uow.session.get_bind()

    def note(*told: Any) -> None:  # noqa: ANN401
        asked.append(told[2])

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("path", ["/dashboard", "/course"])
def test_the_number_of_statements_does_not_grow_with_what_there_is(
    service: Service, engine: Engine, world: World, pass_by: PassBy, path: str
) -> None:
    with _statements(service) as few:
        assert service.get(path, "ada").status_code == 200
    with Session(engine) as session:
        added = [make_module(session) for _ in range(5)]
        for module in added:
            for _ in range(4):
                make_lesson(session, module)
        _classmates(session, [10, 20, 30, 40])
        session.commit()
        ids = [module.id for module in added]
    for key in (world.lesson, world.task, world.personal_exercise):
        _work(service, key)
        pass_by(MINUTE)
    with _statements(service) as many:
        assert service.get(path, "ada").status_code == 200
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM user_progress"))
        connection.execute(text("DELETE FROM modules WHERE id = ANY (:ids)"), {"ids": ids})
    assert len(many) == len(few) <= 16
