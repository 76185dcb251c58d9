"""What people are told while the database is away, and that the service comes back with it."""

from collections.abc import Iterator

import pytest

from db import engine as engines
from db.access import Access
from db.claim import Claim
from tests.hub.api.service import Service, running
from tests.server import TestServer


@pytest.fixture
def stranded() -> Iterator[Service]:
    """A service whose database does not answer."""
    engine = engines.create("postgresql://nobody@127.0.0.1:1/nothing")
    with running(engine) as service:
        yield service
    engine.dispose()


def test_during_an_outage_everybody_is_told_to_try_again(stranded: Service) -> None:
    for path in ("/health", "/me", "/course"):
        answer = stranded.get(path, "ada")
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "5"
        assert answer.json()["error"]["code"] == "unavailable"
        assert "127.0.0.1" not in answer.text


def test_after_a_restart_of_the_database_the_next_request_is_answered(
    service: Service, postgres: TestServer, access: Access
) -> None:
    assert service.get("/me", "ada").status_code == 200
    name = access.database
    postgres.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608
    assert service.get("/me", "ada").status_code == 200


def test_more_than_the_pool_can_take_is_refused_at_once(service: Service) -> None:
    service.context.most_waiting = 0
    answer = service.get("/me", "ada")
    service.context.most_waiting = 200
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_an_unforeseen_error_is_answered_without_its_details(
    service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(claim: Claim | None) -> None:
        raise RuntimeError("the secret is xyz")

    monkeypatch.setattr(service.context, "begin_as", fail)
    answer = service.get("/me", "ada")
    assert answer.status_code == 500
    assert "xyz" not in answer.text
    assert "xyz" in caplog.text
