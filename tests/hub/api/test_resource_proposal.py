"""Links that members of a cohort propose over HTTP, and what its staff makes of them."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from db.enums import CohortRole
from db.models import Cohort, Module
from hub.services import resource_proposal
from tests.factories.cohort import make_member
from tests.factories.resource import make_resource
from tests.factories.user import make_user
from tests.hub.api.body import LINK
from tests.hub.api.service import Service

LIST = "/modules/ledgers/resources"
OWN = "/modules/ledgers/resource-proposals"
STAFF = "/cohorts/demo/resources"
REASON = "It asks for money before it explains anything."


@pytest.fixture(scope="module", autouse=True)
def _teachers(shared_engine_of_world: Engine) -> None:
    """A second instructor of the cohort, and one of the other cohort."""
    with Session(shared_engine_of_world) as session:
        for slug, name in (("demo", "ivan"), ("other", "olga")):
            cohort = session.scalars(select(Cohort).where(Cohort.slug == slug)).one()
            make_member(session, cohort, make_user(session, name), CohortRole.INSTRUCTOR)
        session.commit()


def _propose(service: Service, who: str = "ada", path: str = LIST, **changes: object) -> Any:  # noqa: ANN401
    return service.post(path, who, {**LINK, "idempotency_key": str(uuid4()), **changes})


def _items(service: Service, path: str, who: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = service.get(path, who).json()["items"]
    return found


def _decide(
    service: Service,
    number: str,
    decision: str = "approved",
    who: str = "ines",
    cohort: str = "demo",
    **more: object,
) -> Any:  # noqa: ANN401
    body = {"decision": decision, **({"reason": REASON} if decision == "declined" else {}), **more}
    return service.ask("PUT", f"/cohorts/{cohort}/resources/{number}/decision", who, json=body)


def _code(answer: Any) -> tuple[int, str]:  # noqa: ANN401
    return answer.status_code, answer.json()["error"]["code"]


def test_a_proposed_link_waits_and_only_its_author_and_the_staff_see_it(service: Service) -> None:
    answer = _propose(service)
    assert answer.status_code == 201
    proposal = answer.json()
    assert {**proposal, **LINK} == proposal
    assert (proposal["state"], proposal["reason"], proposal["decided_at"]) == ("waiting", None, None)
    assert _items(service, OWN, "ada") == [proposal]
    for who in ("ada", "bob", "ines", "zoe"):
        assert _items(service, LIST, who) == []
    assert _items(service, OWN, "bob") == _items(service, OWN, "ines") == []
    (waiting,) = _items(service, STAFF, "ines")
    assert (waiting["id"], waiting["username"], waiting["module"]) == (proposal["id"], "ada", "ledgers")
    assert _items(service, "/cohorts/other/resources", "olga") == []
    for who in ("ada", "bob", "ines", "zoe"):
        vote = service.ask("PUT", f"/resources/{proposal['id']}/vote", who)
        assert vote.status_code == 404
    assert service.ask("DELETE", f"/resources/{proposal['id']}", "bob").status_code == 404


def test_what_is_approved_is_in_the_list_of_that_cohort_alone(service: Service) -> None:
    number = _propose(service).json()["id"]
    decided = _decide(service, number).json()
    assert (decided["state"], decided["decided_by"], decided["reason"]) == ("approved", "Ines", None)
    assert _items(service, STAFF, "ines") == _items(service, OWN, "ada") == []
    for who in ("ada", "bob", "ines"):
        assert [item["id"] for item in _items(service, LIST, who)] == [number]
    assert _items(service, LIST, "zoe") == []
    assert service.ask("PUT", f"/resources/{number}/vote", "zoe").status_code == 404
    assert service.ask("PUT", f"/resources/{number}/vote", "bob").json()["votes"] == 1


def test_two_cohorts_may_have_the_same_address(service: Service) -> None:
    numbers = [_propose(service, who).json()["id"] for who in ("ada", "zoe")]
    _decide(service, numbers[0])
    _decide(service, numbers[1], who="olga", cohort="other")
    found = [[item["id"] for item in _items(service, LIST, who)] for who in ("ada", "zoe")]
    assert found == [[numbers[0]], [numbers[1]]]


def test_what_staff_adds_is_in_the_list_at_once(service: Service, engine: Engine) -> None:
    answer = _propose(service, "ines").json()
    assert answer["state"] == "approved"
    assert [item["id"] for item in _items(service, LIST, "bob")] == [answer["id"]]
    with engine.connect() as connection:
        decided = connection.scalar(text("SELECT decided_by = added_by FROM learning_resources"))
    assert decided is True


def test_a_declined_link_is_told_to_its_author_with_the_reason(service: Service) -> None:
    number = _propose(service).json()["id"]
    _decide(service, number, "declined")
    (own,) = _items(service, OWN, "ada")
    assert (own["state"], own["reason"]) == ("declined", REASON)
    assert _items(service, LIST, "bob") == []
    assert [item["id"] for item in _items(service, f"{STAFF}?state=declined", "ines")] == [number]
    assert _code(_propose(service, "bob")) == (409, "already_proposed")


def test_an_approved_link_is_taken_away_and_can_come_back(service: Service, engine: Engine) -> None:
    number = _propose(service).json()["id"]
    _decide(service, number)
    assert _code(_decide(service, number, "declined", "ivan")) == (409, "already_decided")
    assert _items(service, LIST, "bob") != []
    assert _decide(service, number, "declined", "ivan", replace=True).json()["state"] == "declined"
    assert _items(service, LIST, "bob") == []
    assert service.ask("PUT", f"/resources/{number}/vote", "bob").status_code == 404
    assert _decide(service, number, replace=True).json()["reason"] is None
    assert _items(service, LIST, "bob") != []
    log = "SELECT actor, action, details ->> 'before' FROM audit_log WHERE subject = :it ORDER BY id"
    with engine.connect() as connection:
        noted = [tuple(row) for row in connection.execute(text(log), {"it": f"resource {number}"})]
    assert noted == [
        ("ines", "resource.approved", "waiting"),
        ("ivan", "resource.declined", "approved"),
        ("ines", "resource.approved", "declined"),
    ]


def test_a_link_is_declined_with_a_reason_and_approved_without_one(service: Service) -> None:
    number = _propose(service).json()["id"]
    assert _decide(service, number, reason=REASON).status_code == 422
    assert _decide(service, number, "declined", reason="No.").status_code == 422
    assert _decide(service, number, "declined", reason=None).status_code == 422
    assert _decide(service, number, "withdrawn").status_code == 422
    assert [item["state"] for item in _items(service, OWN, "ada")] == ["waiting"]


def test_an_author_takes_a_waiting_link_back_and_may_propose_it_again(service: Service) -> None:
    number = _propose(service).json()["id"]
    for _ in range(2):
        answer = service.ask("DELETE", f"/resources/{number}", "ada")
        assert (answer.status_code, answer.json()["state"]) == (200, "withdrawn")
    assert _items(service, OWN, "ada") == _items(service, STAFF, "ines") == []
    assert _items(service, f"{STAFF}?state=withdrawn", "ines") == []
    assert _decide(service, number).status_code == 404
    assert _propose(service).status_code == 201


def test_what_was_decided_cannot_be_taken_back(service: Service) -> None:
    number = _propose(service).json()["id"]
    _decide(service, number)
    assert _code(service.ask("DELETE", f"/resources/{number}", "ada")) == (409, "already_decided")


def test_the_same_key_gives_the_same_link_and_another_one_clashes(service: Service) -> None:
    key = str(uuid4())
    first = _propose(service, idempotency_key=key)
    again = _propose(service, idempotency_key=key, url="https://example.org/other")
    assert first.json() == again.json()
    assert _code(_propose(service)) == (409, "already_proposed")
    assert _propose(service, "bob", idempotency_key=key, url="https://example.org/bobs").status_code == 201


def test_an_address_is_the_same_however_it_is_written(service: Service, engine: Engine) -> None:
    with Session(engine) as session:
        module = session.scalars(select(Module).where(Module.slug == "ledgers")).one()
        make_resource(session, module).url = "https://example.org/known"
        session.commit()
    _propose(service, url="https://example.org/a")
    for url in ("HTTPS://EXAMPLE.org:443/a", " https://example.org/b/../a "):
        assert _code(_propose(service, "bob", url=url)) == (409, "already_proposed")
    assert _code(_propose(service, url="https://Example.org/known")) == (409, "already_listed")
    elsewhere = _propose(service, path="/modules/keys/resources", url="https://example.org/a")
    assert elsewhere.status_code == 201


def test_few_links_of_one_person_wait_at_once(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    most = resource_proposal.MOST_WAITING
    numbers = [_propose(service, url=f"https://example.org/{i}").json()["id"] for i in range(most)]
    refused = _propose(service, url="https://example.org/more")
    assert _code(refused) == (429, "rate_limited")
    assert refused.headers["Retry-After"] == "3600"
    assert _propose(service, "bob", url="https://example.org/more").status_code == 201
    service.ask("DELETE", f"/resources/{numbers[0]}", "ada")
    assert _propose(service, url="https://example.org/again").status_code == 201
    monkeypatch.setattr(resource_proposal, "MOST_IN_A_DAY", most + 1)
    service.ask("DELETE", f"/resources/{numbers[1]}", "ada")
    assert _code(_propose(service, url="https://example.org/last")) == (429, "rate_limited")


def test_at_once_no_more_links_come_to_wait_than_one_after_the_other(service: Service) -> None:
    with ThreadPoolExecutor(8) as pool:
        tries = [pool.submit(_propose, service, url=f"https://example.org/{i}") for i in range(8)]
    statuses = sorted(each.result().status_code for each in tries)
    assert statuses == [201] * resource_proposal.MOST_WAITING + [429] * 3


def test_of_two_people_who_propose_one_address_at_once_one_does(service: Service) -> None:
    with ThreadPoolExecutor(2) as pool:
        tries = [pool.submit(_propose, service, who) for who in ("ada", "bob")]
    assert sorted(each.result().status_code for each in tries) == [201, 409]


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("javascript:alert(document.cookie)", 422),
        ("data:text/html,<script>alert(1)</script>", 422),
        ("https://ada:secret@example.org/", 422),
        ("http://169.254.169.254/latest/meta-data/", 422),
        ("http://localhost:8888/tree", 422),
        ("https://example.org/?q=<script>alert(1)</script>", 201),
    ],
)
def test_only_addresses_of_the_open_web_are_taken(service: Service, url: str, status: int) -> None:
    answer = _propose(service, url=url)
    assert answer.status_code == status
    if status == 422:
        assert answer.json()["error"]["code"] == "invalid_address"
    else:
        assert "<" not in answer.json()["url"]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "  "},
        {"title": "x" * 201},
        {"title": "safe\u202egpj.exe"},
        {"title": "a\0b"},
        {"description": "short"},
        {"description": "x" * 301},
        {"type": "podcast"},
        {"difficulty": "hard"},
        {"state": "approved"},
        {"idempotency_key": "once"},
    ],
)
def test_what_is_said_of_a_link_is_checked(service: Service, changes: dict[str, Any]) -> None:
    assert _code(_propose(service, **changes)) == (422, "invalid")


def test_words_are_kept_as_they_are_on_one_line(service: Service) -> None:
    said = {"title": " <img src=x onerror=alert(1)>\n &amp; ", "description": "'; DROP TABLE users; --"}
    proposal = _propose(service, **said).json()
    assert proposal["title"] == "<img src=x onerror=alert(1)> &amp;"
    assert proposal["description"] == "'; DROP TABLE users; --"


def test_a_hidden_module_and_one_of_nobody_take_no_links(service: Service) -> None:
    for module in ("secret", "nonsense"):
        assert _propose(service, path=f"/modules/{module}/resources").status_code == 404
        assert service.get(f"/modules/{module}/resource-proposals", "ada").status_code == 404
    assert _propose(service, "eve").status_code == 404


def test_lists_are_read_page_by_page(service: Service) -> None:
    numbers = [_propose(service, url=f"https://example.org/{i}").json()["id"] for i in range(4)]
    assert _all(service, OWN, "ada") == numbers[::-1]
    assert _all(service, STAFF, "ines") == numbers
    for number in numbers[1:]:
        _decide(service, number)
    assert _all(service, STAFF, "ines") == numbers[:1]
    assert _all(service, STAFF, "ines", "state=approved") == numbers[:0:-1]


def _all(service: Service, path: str, who: str, query: str = "state=waiting") -> list[str]:
    query = query if path == STAFF else ""
    found, after = [], ""
    for _ in range(9):
        page = service.get(f"{path}?limit=1&{query}{after}", who).json()
        found += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        after = f"&before={page['next']}"
    return found


@pytest.mark.parametrize("path", [OWN, STAFF])
def test_a_cursor_that_is_none_is_refused(service: Service, path: str) -> None:
    assert _code(service.get(path, "ines", params={"before": "x"})) == (422, "invalid")
