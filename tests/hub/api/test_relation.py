"""Whom a person follows, mutes and blocks, over HTTP, and whom she can find."""

import json
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from db.enums import Visibility
from db.models import User
from db.repositories.drift import DriftRepository
from hub.services.event import read_event
from tests.factories.activity import make_activity
from tests.hub.api.service import Service

RELATION = ("is_followed", "follows_me", "is_friend", "is_muted", "is_blocked")


def _do(service: Service, who: str, method: str, whom: str, word: str) -> Any:  # noqa: ANN401
    return service.ask(method, f"/people/{whom}/{word}", who)


def _set(service: Service, who: str, whom: str, *words: str) -> dict[str, Any]:
    answer: Any = None
    for word in words:
        method = "DELETE" if word.startswith("un") else "PUT"
        answer = _do(service, who, method, whom, word.removeprefix("un"))
        assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _names(service: Service, who: str, circle: str) -> list[str]:
    found = service.get("/people", who, params={"circle": circle}).json()["items"]
    return [person["username"] for person in found]


def _tell(engine: Engine, name: str, visibility: Visibility) -> None:
    with Session(engine) as session:
        user = session.scalars(select(User).where(User.username == name)).one()
        make_activity(session, user, visibility=visibility)
        session.commit()


def _seen(service: Service, who: str) -> int:
    return len(service.get("/feed", who).json()["items"])


@pytest.mark.parametrize(
    ("words", "is_followed", "is_muted", "is_blocked"),
    [
        (("follow",), True, False, False),
        (("follow", "follow"), True, False, False),
        (("unfollow",), False, False, False),
        (("follow", "unfollow"), False, False, False),
        (("mute",), False, True, False),
        (("mute", "unmute"), False, False, False),
        (("follow", "mute"), True, True, False),
        (("mute", "follow"), True, True, False),
        (("follow", "mute", "unmute"), True, False, False),
        (("follow", "mute", "unfollow"), False, True, False),
        (("follow", "mute", "unfollow", "unmute"), False, False, False),
        (("follow", "mute", "block"), False, False, True),
        (("follow", "block", "unblock"), False, False, False),
        (("mute", "unblock"), False, True, False),
    ],
)
def test_following_muting_and_blocking(
    service: Service, words: tuple[str, ...], *, is_followed: bool, is_muted: bool, is_blocked: bool
) -> None:
    found = _set(service, "ada", "bob", *words)
    assert [found[name] for name in RELATION] == [is_followed, False, False, is_muted, is_blocked]


def test_friends_follow_each_other(service: Service) -> None:
    assert not _set(service, "ada", "bob", "follow")["is_friend"]
    found = _set(service, "bob", "ada", "follow")
    assert (found["follows_me"], found["is_friend"]) == (True, True)
    assert not _set(service, "ada", "bob", "unfollow")["is_friend"]


def test_muting_somebody_without_following_makes_nobody_a_friend(service: Service, engine: Engine) -> None:
    _tell(engine, "ada", Visibility.FRIENDS)
    _set(service, "bob", "ada", "follow")
    assert not _set(service, "ada", "bob", "mute")["is_friend"]
    assert _seen(service, "bob") == 0
    _set(service, "ada", "bob", "follow")
    assert _seen(service, "bob") == 1


@pytest.mark.parametrize("by", ["ada", "bob"])
def test_a_block_hides_both_from_each_other(service: Service, engine: Engine, by: str) -> None:
    _tell(engine, "ada", Visibility.PUBLIC)
    _tell(engine, "bob", Visibility.PUBLIC)
    other = "bob" if by == "ada" else "ada"
    for one, two in (("ada", "bob"), ("bob", "ada")):
        _set(service, one, two, "follow")
        assert _seen(service, one) == 2
    _set(service, by, other, "block")
    for one, two in (("ada", "bob"), ("bob", "ada")):
        assert _seen(service, one) == 1
        assert two not in _names(service, one, "classmates") + _names(service, one, "followed")
        assert _do(service, one, "PUT", two, "follow").status_code == 404
        assert _do(service, one, "PUT", two, "mute").status_code == 404
    _set(service, by, other, "unblock")
    assert _seen(service, other) == 2


def test_who_is_blocked_can_not_tell_it_from_nobody(service: Service) -> None:
    _set(service, "ada", "bob", "block")
    for method in ("PUT", "DELETE"):
        for word in ("follow", "mute", "block"):
            there = _do(service, "bob", method, "ada", word)
            nowhere = _do(service, "bob", method, "nobody", word)
            assert (there.status_code, there.json()) == (nowhere.status_code, nowhere.json())
            assert there.status_code == 404


def test_both_may_block_and_each_may_take_her_own_block_back(service: Service, engine: Engine) -> None:
    _set(service, "ada", "bob", "block")
    with engine.begin() as connection:  # as if both had pressed at once
        connection.execute(
            text("""
                INSERT INTO user_relationships (follower_id, following_id, status)
                SELECT b.id, a.id, 'blocked' FROM users a, users b
                WHERE a.username = 'ada' AND b.username = 'bob'
            """)
        )
    assert _names(service, "bob", "blocked") == ["ada"]
    assert not _set(service, "bob", "ada", "unblock")["is_blocked"]
    assert _do(service, "bob", "PUT", "ada", "follow").status_code == 404
    assert _names(service, "ada", "blocked") == ["bob"]


def test_people_are_listed_by_what_one_feels(service: Service) -> None:
    _set(service, "ada", "ines", "follow")
    _set(service, "ada", "zoe", "follow", "mute")
    _set(service, "ada", "carl", "mute")
    _set(service, "ada", "eve", "block")
    assert _names(service, "ada", "classmates") == ["bob", "carl", "ines"]
    assert _names(service, "ada", "followed") == ["ines", "zoe"]
    assert _names(service, "ada", "muted") == ["carl", "zoe"]
    assert _names(service, "ada", "blocked") == ["eve"]
    assert _names(service, "bob", "followed") == []


def test_people_are_listed_page_by_page(service: Service) -> None:
    first = service.get("/people", "ada", params={"limit": 2}).json()
    rest = service.get("/people", "ada", params={"limit": 2, "before": first["next"]}).json()
    assert [person["username"] for person in first["items"] + rest["items"]] == ["bob", "carl", "ines"]
    assert rest["next"] is None


@pytest.mark.parametrize("before", ["", "A b", "-x", "²"])
def test_a_cursor_that_can_be_no_name_is_refused(service: Service, before: str) -> None:
    assert service.get("/people", "ada", params={"before": before}).status_code == 422


@pytest.mark.parametrize("whom", ["nobody", "gone", "BOB ", "course-demo", "b%00b", "²"])
def test_who_is_not_there_can_not_be_followed(service: Service, whom: str) -> None:
    assert _do(service, "ada", "PUT", whom, "follow").status_code == 404


def test_a_name_is_found_in_capitals_too(service: Service) -> None:
    assert _set(service, "ada", "BOB", "follow")["username"] == "bob"
    assert _do(service, "ada", "PUT", "ADA", "follow").json()["error"]["code"] == "oneself"


def test_one_switch_hides_a_person_at_once_and_brings_her_back(service: Service, engine: Engine) -> None:
    _tell(engine, "ada", Visibility.PUBLIC)
    _set(service, "bob", "ada", "follow")
    assert _seen(service, "bob") == 1
    hidden = {"default_visibility": "friends", "is_hidden": True}
    answer = service.ask("PUT", "/me/privacy", "ada", json=hidden)
    assert (answer.status_code, answer.json()) == (200, hidden)
    assert service.get("/me/privacy", "ada").json() == hidden
    assert _seen(service, "bob") == 0
    assert _names(service, "bob", "classmates") == ["carl", "ines"]
    assert _names(service, "bob", "followed") == []
    assert _do(service, "bob", "DELETE", "ada", "follow").status_code == 404
    assert _seen(service, "ada") == 1
    service.ask("PUT", "/me/privacy", "ada", json=hidden | {"is_hidden": False})
    assert _names(service, "bob", "followed") == ["ada"]
    assert _seen(service, "bob") == 0  # it was for everybody, and is for friends now
    _set(service, "ada", "bob", "follow")
    assert _seen(service, "bob") == 1


def test_what_was_shown_to_few_is_not_shown_to_more(service: Service, engine: Engine) -> None:
    for visibility in Visibility:
        _tell(engine, "ada", visibility)
    for chosen, seen in (("public", 1), ("friends", 0), ("public", 0), ("private", 0)):
        body = {"default_visibility": chosen, "is_hidden": False}
        assert service.ask("PUT", "/me/privacy", "ada", json=body).status_code == 200
        assert _seen(service, "bob") == seen, chosen
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT DISTINCT visibility FROM activity_feed")).scalars().all()
    assert rows == ["private"]


def test_others_items_stay_as_they_are(service: Service, engine: Engine) -> None:
    _tell(engine, "bob", Visibility.PUBLIC)
    body = {"default_visibility": "private", "is_hidden": True}
    service.ask("PUT", "/me/privacy", "ada", json=body)
    assert _seen(service, "ines") == 1
    assert service.get("/me/privacy", "bob").json() == {"default_visibility": "friends", "is_hidden": False}


def _told(service: Service, user: str, **more: str) -> tuple[set[str], dict[str, Any]]:
    payload = json.dumps({"type": "people", "user": user, **more})
    listeners = frozenset({"ada", "bob", "zoe", "ines", "eve"})
    event = read_event(service.context.begin_as, payload, listeners)
    assert event is not None
    return set(event.usernames), event.data


def test_who_changed_is_told_to_those_concerned_without_a_name(service: Service) -> None:
    _set(service, "zoe", "ada", "follow")
    assert _told(service, "ada") == ({"ada"}, {})
    assert _told(service, "ada", reach="readers") == ({"ada", "bob", "ines", "zoe"}, {})


def test_the_caches_on_both_sides_are_right(service: Service, engine: Engine) -> None:
    _set(service, "ada", "bob", "mute")
    _set(service, "bob", "ada", "follow")
    _set(service, "bob", "zoe", "block")
    _set(service, "zoe", "ada", "follow", "mute")
    with Session(engine) as session:
        drifted = [drift.cache for drift in DriftRepository(session).find() if drift.rows]
    assert "both sides of relationships" not in drifted
