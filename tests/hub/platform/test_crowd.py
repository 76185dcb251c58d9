"""A crowd comes in, and is told of."""

import pytest

from db.access import Access
from db.seed.scale import DatabaseInUse
from hub.platform.crowd import bring_in
from hub.platform.database import Database
from tests.server import TestServer


def test_steps_are_shown_and_a_second_crowd_is_refused(
    fresh_database: Access, postgres: TestServer, capsys: pytest.CaptureFixture[str]
) -> None:
    found = Database(postgres.admin, fresh_database, None)
    rows = bring_in(found, 1_000, 1, is_forced=False)
    assert [(row["what"], row["count"]) for row in rows] == [("activities", 1_000), ("made-up people", 10)]
    assert "activity_feed" in capsys.readouterr().err
    with pytest.raises(DatabaseInUse, match="crowd of 10"):
        bring_in(found, 1_000, 1, is_forced=False)
