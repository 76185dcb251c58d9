"""What one person may know of another, over HTTP."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from db.enums import AchievementFact, Visibility
from db.models import User
from tests.factories.achievement import earn, make_achievement
from tests.factories.activity import make_activity
from tests.hub.api.service import Service

PERSONAL = ("email", "bio", "role", "last_login", "last_active_at", "is_hidden", "id")


@pytest.fixture(autouse=True)
def _no_achievements(service: Service, engine: Engine) -> Iterator[None]:
    yield
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM user_achievements"))
        connection.execute(text("DELETE FROM achievements"))


@pytest.fixture
def earned(service: Service, engine: Engine) -> list[str]:
    """Four achievements of bob's, one of them of ada's too, and one of nobody's."""
    slugs = ["alpha", "beta", "gamma", "delta"]
    with Session(engine) as session:
        people = {user.username: user for user in session.scalars(select(User))}
        first = datetime(2026, 11, 1, tzinfo=UTC)
        for place, slug in enumerate(slugs):
            earn(session, people["bob"], slug, first + timedelta(days=place))
        earn(session, people["ada"], "alpha")
        make_achievement(session, "omega", at_least=5)
        make_achievement(session, "old", is_active=False)
        make_achievement(session, "later", AchievementFact.STRATEGIES_BACKTESTED)
        session.commit()
    service.context.shares.forget()
    return slugs


def _feature(service: Service, slug: str, who: str = "bob", method: str = "PUT") -> Any:  # noqa: ANN401
    return service.ask(method, f"/achievements/{slug}/feature", who)


def _profile(service: Service, who: str, whom: str = "bob") -> dict[str, Any]:
    answer = service.get(f"/people/{whom}", who)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _shown(service: Service, who: str) -> list[str]:
    return [each["slug"] for each in _profile(service, who)["featured"]]


def test_a_profile_tells_the_name_and_nothing_private(service: Service) -> None:
    found = _profile(service, "zoe")
    assert (found["username"], found["full_name"], found["is_me"]) == ("bob", "Bob", False)
    assert datetime.fromisoformat(found["since"])
    assert not set(PERSONAL) & set(found)
    assert _profile(service, "bob")["is_me"]


def test_a_profile_shows_what_its_owner_chose_and_to_everybody(service: Service, earned: list[str]) -> None:
    assert _shown(service, "ada") == []
    for slug in ("gamma", "alpha"):
        assert _feature(service, slug).status_code == 200
    assert _shown(service, "ada") == _shown(service, "zoe") == _shown(service, "bob") == ["alpha", "gamma"]
    assert _feature(service, "alpha", method="DELETE").json()["is_featured"] is False
    assert _shown(service, "ada") == ["gamma"]


def test_a_profile_holds_three_achievements(service: Service, earned: list[str]) -> None:
    for slug in earned[:3]:
        for _ in range(2):
            assert _feature(service, slug).status_code == 200
    answer = _feature(service, earned[3])
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "enough_featured")
    _feature(service, earned[0], method="DELETE")
    assert _feature(service, earned[3]).status_code == 200


@pytest.mark.parametrize("slug", ["omega", "beta", "nothing"])
def test_what_was_not_earned_can_not_be_shown(service: Service, earned: list[str], slug: str) -> None:
    for method in ("PUT", "DELETE"):
        assert _feature(service, slug, "ada", method).status_code == 404


def test_achievements_are_listed_with_progress_and_rarity(
    service: Service, earned: list[str], engine: Engine
) -> None:
    with engine.begin() as connection:
        connection.execute(
            text("""
                INSERT INTO user_achievements (user_id, achievement_id, progress)
                SELECT u.id, a.id, '{"have": 2, "need": 5}' FROM users u, achievements a
                WHERE u.username = 'bob' AND a.slug = 'omega'
            """)
        )
        people = connection.scalar(text("SELECT count(*) FROM users WHERE is_active"))
    assert people
    items = {each["slug"]: each for each in service.get("/achievements", "bob").json()["items"]}
    assert list(items) == ["alpha", "beta", "delta", "gamma", "omega"]
    assert (items["omega"]["have"], items["omega"]["need"], items["omega"]["share"]) == (2, 5, 0)
    assert (items["alpha"]["have"], items["alpha"]["share"]) == (None, round(200 / people))
    mine = {each["slug"]: each for each in service.get("/achievements", "ada").json()["items"]}
    assert (mine["omega"]["have"], mine["omega"]["need"]) == (0, 5)
    assert [slug for slug, each in mine.items() if each["earned_at"]] == ["alpha"]


def test_achievements_are_listed_page_by_page(service: Service, earned: list[str]) -> None:
    first = service.get("/achievements", "ada", params={"limit": 3}).json()
    rest = service.get("/achievements", "ada", params={"limit": 3, "before": first["next"]}).json()
    slugs = [each["slug"] for each in first["items"] + rest["items"]]
    assert slugs == ["alpha", "beta", "delta", "gamma", "omega"]


def test_rarity_is_counted_once_in_a_while(service: Service, earned: list[str], engine: Engine) -> None:
    def share() -> int:
        items = service.get("/achievements", "ada").json()["items"]
        found: int = next(each["share"] for each in items if each["slug"] == "beta")
        return found

    before = share()
    with Session(engine) as session:
        for user in session.scalars(select(User).where(User.username.in_(["ada", "zoe", "eve"]))):
            earn(session, user, "beta")
        session.commit()
    assert share() == before
    service.context.shares.forget()
    assert share() > before


@pytest.mark.parametrize("by", ["ada", "bob"])
def test_a_block_takes_the_profile_away_from_both(service: Service, by: str) -> None:
    other = "bob" if by == "ada" else "ada"
    service.ask("PUT", f"/people/{other}/block", by)
    for who, whom in (("ada", "bob"), ("bob", "ada")):
        for path in (f"/people/{whom}", f"/people/{whom}/feed"):
            there, nowhere = service.get(path, who), service.get(path.replace(whom, "nobody"), who)
            assert (there.status_code, there.json()) == (nowhere.status_code, nowhere.json())
            assert there.status_code == 404


def test_who_hides_has_a_profile_for_herself_alone(service: Service) -> None:
    body = {"default_visibility": "friends", "is_hidden": True}
    service.ask("PUT", "/me/privacy", "bob", json=body)
    assert service.get("/people/bob", "ada").status_code == 404
    assert service.get("/people/bob/feed", "ada").status_code == 404
    assert _profile(service, "bob")["is_me"]
    assert service.get("/people/bob/feed", "bob").status_code == 200


def _tell(engine: Engine, name: str, *visibilities: Visibility) -> None:
    with Session(engine) as session:
        user = session.scalars(select(User).where(User.username == name)).one()
        for visibility in visibilities:
            make_activity(session, user, visibility=visibility)
        session.commit()


def _count(service: Service, path: str, who: str) -> int:
    return len(service.get(path, who).json()["items"])


def test_what_somebody_did_is_read_by_strangers_friends_and_herself(service: Service, engine: Engine) -> None:
    _tell(engine, "bob", *Visibility)
    assert [_count(service, "/people/bob/feed", who) for who in ("zoe", "ada", "bob")] == [1, 1, 3]
    service.ask("PUT", "/people/bob/follow", "ada")
    service.ask("PUT", "/people/ada/follow", "bob")
    assert _count(service, "/people/bob/feed", "ada") == 2
    service.ask("PUT", "/people/bob/mute", "ada")
    assert _count(service, "/people/bob/feed", "ada") == 0
    assert _profile(service, "ada")["is_muted"]


def test_a_cohorts_feed_is_read_by_its_members(service: Service, engine: Engine) -> None:
    for name in ("ada", "bob", "zoe"):
        _tell(engine, name, *Visibility)
    assert _count(service, "/cohorts/demo/feed", "ada") == 4  # her own three and bob's public one
    assert _count(service, "/cohorts/demo/feed", "ines") == 2
    assert service.get("/cohorts/demo/feed", "zoe").status_code == 404
    assert service.get("/cohorts/nothing/feed", "ada").status_code == 404
    first = service.get("/cohorts/demo/feed", "ada", params={"limit": 3}).json()
    rest = service.get("/cohorts/demo/feed", "ada", params={"limit": 3, "before": first["next"]}).json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (3, 1, None)
