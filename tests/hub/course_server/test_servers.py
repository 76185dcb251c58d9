"""Course servers through the API of a real hub."""

import time

import pytest

from db.errors import Unavailable
from hub.course_server.name import course_user
from hub.course_server.servers import HubCourseServers
from hub.services.course_server import ServerState
from tests.hub.course_server.conftest import PATIENCE, TinyHub


def test_a_person_who_never_logged_in_is_let_in(tiny_hub: TinyHub) -> None:
    tiny_hub.servers.share("first", {"ines"})
    assert tiny_hub.servers.admitted("first") == {"ines"}


def test_opening_starts_the_server_and_lets_the_instructor_in(tiny_hub: TinyHub) -> None:
    opened = tiny_hub.servers.open("opened", "ines")
    assert opened.url == "/user/course-opened/formgrader/manage_assignments"
    deadline = time.monotonic() + PATIENCE
    while opened.state is not ServerState.READY and time.monotonic() < deadline:
        opened = tiny_hub.servers.open("opened", "ines")
    assert opened.state is ServerState.READY
    assert tiny_hub.servers.admitted("opened") == {"ines"}


def test_opening_twice_changes_nothing(tiny_hub: TinyHub) -> None:
    for _ in range(2):
        tiny_hub.servers.open("twice", "ines")
    assert tiny_hub.servers.admitted("twice") == {"ines"}


def test_a_share_opens_one_server_only(tiny_hub: TinyHub) -> None:
    tiny_hub.servers.share("mine", {"ines"})
    tiny_hub.servers.share("theirs", {"carl"})
    assert tiny_hub.servers.admitted("mine") == {"ines"}
    found = tiny_hub.servers.hub.ask("GET", "shares", course_user("mine"), "").body["items"]
    assert [item["scopes"] for item in found] == [
        [f"{scope}!server=course-mine/" for scope in ("access:servers", "read:servers", "servers")]
    ]


def test_whoever_leaves_the_staff_loses_access_and_open_terminals(tiny_hub: TinyHub) -> None:
    servers = tiny_hub.servers
    servers.share("leaving", {"ines", "carl"})
    servers.start("leaving")
    servers.share("leaving", {"carl", "dora"})
    assert servers.admitted("leaving") == {"carl", "dora"}
    assert not servers.is_ready("leaving")


def test_a_cohort_nobody_opened_yet_admits_nobody(tiny_hub: TinyHub) -> None:
    assert tiny_hub.servers.admitted("unheard-of") == set()


def test_stopping_a_stopped_server_is_no_error(tiny_hub: TinyHub) -> None:
    tiny_hub.servers.ensure("idle")
    tiny_hub.servers.stop("idle")


def test_a_hub_that_refuses_is_reported_with_what_to_do(tiny_hub: TinyHub) -> None:
    with pytest.raises(Unavailable, match=r"403 .*Try again in a minute\."):
        HubCourseServers.at(tiny_hub.api, "wrong").ensure("demo")


def test_a_hub_that_is_away_is_reported_with_what_to_do() -> None:
    with pytest.raises(Unavailable, match="Try again"):
        HubCourseServers.at("http://127.0.0.1:9/hub/api", "token").ensure("demo")
