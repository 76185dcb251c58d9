"""Nobody can ask for so much that others wait."""

from collections.abc import Iterator

import pytest

from hub.pace import Pace
from tests.hub.api.service import Service
from tests.hub.world import World


@pytest.fixture
def slow(service: Service) -> Iterator[Service]:
    """A service that lets everybody read twice and write once a minute."""
    context = service.context
    before = context.reads, context.writes
    context.reads, context.writes = Pace(most=2, seconds=60), Pace(most=1, seconds=60)
    yield service
    context.reads, context.writes = before


def test_who_reads_too_often_is_told_when_to_go_on(slow: Service) -> None:
    answers = [slow.get("/me", "ada") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].json()["error"]["code"] == "rate_limited"
    assert 50 <= int(answers[-1].headers["Retry-After"]) <= 60


def test_who_writes_too_often_may_still_read_and_others_may_write(slow: Service, world: World) -> None:
    address = f"/lessons/{world.lesson}/completion"
    assert [slow.post(address, "ada").status_code for _ in range(2)] == [200, 429]
    assert slow.get("/me", "ada").status_code == 200
    assert slow.post(address, "bob").status_code == 200


def test_what_is_refused_counts_too(slow: Service) -> None:
    address = "/cohorts/demo/assignments/m01-hash-chain/grading"
    assert [slow.post(address, "ada").status_code for _ in range(2)] == [403, 429]


def test_health_can_be_asked_at_any_time(slow: Service) -> None:
    assert {slow.get("/health").status_code for _ in range(5)} == {200}
