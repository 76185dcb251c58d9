"""The activity feed over HTTP."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from db.enums import Visibility
from db.models import Activity, User
from hub.services.feed import format_cursor
from tests.factories.activity import make_activity
from tests.hub.api.service import Service
from tests.hub.world import World


def _tell(
    engine: Engine, name: str, minutes_ago: int = 0, visibility: Visibility = Visibility.PUBLIC
) -> None:
    with Session(engine) as session:
        user = session.scalars(select(User).where(User.username == name)).one()
        activity = make_activity(session, user, visibility=visibility)
        activity.created_at = datetime.now(UTC) - timedelta(minutes=minutes_ago)
        session.commit()


def _names(service: Service, who: str) -> list[str]:
    return [item["username"] for item in service.get("/feed", who).json()["items"]]


def test_the_feed_shows_ones_own_and_classmates_public_items(service: Service, engine: Engine) -> None:
    _tell(engine, "ada", 1)
    _tell(engine, "bob", 2)
    _tell(engine, "bob", 3, Visibility.FRIENDS)
    _tell(engine, "zoe", 4)
    assert _names(service, "ada") == ["ada", "bob"]
    assert _names(service, "zoe") == ["zoe"]
    assert _names(service, "eve") == []


def test_the_feed_is_read_page_by_page(service: Service, engine: Engine) -> None:
    for minutes in range(3):
        _tell(engine, "ada", minutes)
    first = service.get("/feed", "ada", params={"limit": 2}).json()
    rest = service.get("/feed", "ada", params={"limit": 2, "before": first["next"]}).json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
    moments = [item["created_at"] for item in first["items"] + rest["items"]]
    assert moments == sorted(moments, reverse=True)


def test_a_cursor_that_is_none_is_refused(service: Service, engine: Engine) -> None:
    with Session(engine) as session:
        number = session.scalars(select(User.id)).first() or Activity.id
    naive = format_cursor((datetime(2026, 1, 1), number))  # type: ignore[arg-type]  # noqa: DTZ001
    for cursor in ("x", "%00", "YQ==", naive, "é"):
        answer = service.get("/feed", "ada", params={"before": cursor})
        assert answer.status_code == 422, cursor


def test_completing_a_whole_module_is_told(service: Service, world: World, engine: Engine) -> None:
    (personal,) = service.get("/course", "ada").json()["personal"]
    assert service.post(f"/lessons/{world.lesson}/completion", "ada").status_code == 200
    module = service.get("/course", "ada").json()["tracks"][0]["modules"][0]
    assert (module["status"], module["progress_percent"]) == ("in-progress", 33.33)
    assert personal["progress_percent"] == 0
    assert _names(service, "ada") == []


def test_how_well_somebody_passed_is_told_to_nobody_else(service: Service, engine: Engine) -> None:
    _tell(engine, "ada")
    with engine.begin() as connection:
        connection.execute(text("""UPDATE activity_feed SET metadata = '{"title": "A", "score": 71}'"""))
    told = {who: service.get("/feed", who).json()["items"][0]["metadata"] for who in ("ada", "bob")}
    assert told == {"ada": {"title": "A", "score": 71}, "bob": {"title": "A"}}
