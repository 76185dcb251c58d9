"""A classroom for each grading test, and one warm pair of grading processes for all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.access import Access
from tests.curriculum.grading.pair import Pair
from tests.factories.classroom import Classroom, open_classroom
from tests.server import TestServer


@pytest.fixture
def classroom(postgres: TestServer, fresh_database: Access, tmp_path: Path) -> Iterator[Classroom]:
    """A cohort with a released exercise."""
    with open_classroom(postgres, fresh_database, tmp_path / "state") as room:
        yield room


@pytest.fixture
def essay_classroom(postgres: TestServer, fresh_database: Access, tmp_path: Path) -> Iterator[Classroom]:
    """The same, with an answer that a person grades."""
    with open_classroom(postgres, fresh_database, tmp_path / "state", with_essay=True) as room:
        yield room


@pytest.fixture(scope="session")
def pair() -> Iterator[Pair]:
    """What runs test cells against students' cells, without borders around the processes."""
    with Pair() as running:
        yield running
