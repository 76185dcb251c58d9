"""Where to read on after a module, over HTTP: links in the order of their votes, one vote for each person."""

import uuid
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db.models import Module, User
from tests.factories.resource import make_resource
from tests.hub.api.service import Service

ADDRESS = "/modules/ledgers/resources"


@pytest.fixture
def links(service: Service, engine: Engine) -> dict[str, str]:
    """Three links of one module, one of another and one of a hidden one: their ids by title."""
    with Session(engine) as session:
        modules = {module.slug: module for module in session.scalars(select(Module))}
        people = {user.username: user for user in session.scalars(select(User))}
        made = [
            make_resource(session, modules["ledgers"], "Nobody's"),
            make_resource(
                session, modules["ledgers"], "Bob's and Zoe's", voters=(people["bob"], people["zoe"])
            ),
            make_resource(session, modules["ledgers"], "Bob's", voters=(people["bob"],)),
            make_resource(session, modules["keys"], "Of another module", voters=(people["bob"],)),
            make_resource(session, modules["secret"], "Of a hidden module"),
        ]
        found = {link.title: str(link.id) for link in made}
        session.commit()
    return found


def _read(service: Service, who: str = "ada", query: str = "") -> dict[str, Any]:
    found: dict[str, Any] = service.get(ADDRESS + query, who).json()
    return found


def _vote(service: Service, number: str, who: str = "ada", method: str = "PUT") -> Any:  # noqa: ANN401
    return service.ask(method, f"/resources/{number}/vote", who)


def test_the_links_of_a_module_stand_in_the_order_of_their_votes(
    service: Service, links: dict[str, str]
) -> None:
    page = _read(service)
    assert [(item["title"], item["votes"], item["has_my_vote"]) for item in page["items"]] == [
        ("Bob's and Zoe's", 2, False),
        ("Bob's", 1, False),
        ("Nobody's", 0, False),
    ]
    assert page["next"] is None
    first = page["items"][0]
    assert (first["type"], first["difficulty"], first["description"]) == (
        "article",
        "beginner",
        "Says it in other words.",
    )
    assert [item["has_my_vote"] for item in _read(service, "bob")["items"]] == [True, True, False]


def test_links_are_read_page_by_page(service: Service, links: dict[str, str]) -> None:
    first = _read(service, query="?limit=2")
    rest = _read(service, query=f"?limit=2&before={first['next']}")
    titles = [item["title"] for item in (*first["items"], *rest["items"])]
    assert titles == ["Bob's and Zoe's", "Bob's", "Nobody's"]
    assert rest["next"] is None


def test_links_with_as_many_votes_are_all_listed_once(
    service: Service, engine: Engine, links: dict[str, str]
) -> None:
    with Session(engine) as session:
        module = session.scalars(select(Module).where(Module.slug == "ledgers")).one()
        for _ in range(4):
            make_resource(session, module)
        session.commit()
    seen: list[str] = []
    after = ""
    for _ in range(10):
        page = _read(service, query=f"?limit=1{after}")
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        after = f"&before={page['next']}"
    assert len(seen) == len(set(seen)) == 7


def test_a_person_has_one_vote_and_may_take_it_back(service: Service, links: dict[str, str]) -> None:
    number = links["Nobody's"]
    for _ in range(2):
        answer = _vote(service, number)
        assert (answer.status_code, answer.json()["votes"], answer.json()["has_my_vote"]) == (200, 1, True)
    assert _vote(service, number, "bob").json()["votes"] == 2
    for _ in range(2):
        answer = _vote(service, number, method="DELETE")
        assert (answer.json()["votes"], answer.json()["has_my_vote"]) == (1, False)


def test_a_link_of_a_hidden_module_and_one_that_nobody_has_are_not_there(
    service: Service, links: dict[str, str]
) -> None:
    assert service.get("/modules/secret/resources", "ada").status_code == 404
    for number in (links["Of a hidden module"], str(uuid.uuid4()), "nonsense"):
        assert _vote(service, number).status_code == 404
        assert _vote(service, number, method="DELETE").status_code == 404


def test_who_is_in_no_cohort_neither_reads_nor_votes(service: Service, links: dict[str, str]) -> None:
    assert service.get(ADDRESS, "eve").status_code == 404
    assert _vote(service, links["Bob's"], "eve").status_code == 404


@pytest.mark.parametrize("after", ["x", "1", "1.x", "-1.x", "٣.x", f"9999999999.{uuid.UUID(int=1)}"])
def test_a_cursor_that_is_none_is_refused(service: Service, after: str) -> None:
    answer = service.get(ADDRESS, "ada", params={"before": after})
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid")
