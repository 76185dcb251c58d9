"""A fake service for each test, and one Jupyter server shared by all that need a real one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.coursewright_lab.running import RunningLab, RunningService, running_lab, running_service


@pytest.fixture
def service() -> Iterator[RunningService]:
    """A fresh fake service."""
    with running_service() as running:
        yield running


@pytest.fixture(scope="module")
def shared_service() -> Iterator[RunningService]:
    """The fake service behind `lab`."""
    with running_service() as running:
        yield running


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, shared_service: RunningService) -> Iterator[RunningLab]:
    """A Jupyter server with the extension."""
    folder: Path = tmp_path_factory.mktemp("lab")
    with running_lab(folder, shared_service.url, "--CoursewrightLab.max_body_bytes=200000") as running:
        yield running
