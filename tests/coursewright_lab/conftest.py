"""A fake service for each test, and one Jupyter server shared by all that need a real one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.coursewright_lab.browsing import switch_off_news
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


@pytest.fixture(scope="module")
def full_lab(
    tmp_path_factory: pytest.TempPathFactory, shared_service: RunningService
) -> Iterator[RunningLab]:
    """JupyterLab with the prebuilt front end."""
    folder = tmp_path_factory.mktemp("full-lab")
    switch_off_news(folder)
    options = ("--LabApp.expose_app_in_browser=True", "--CoursewrightLab.first_pause=0.2")
    with running_lab(folder, shared_service.url, *options, lab=True) as running:
        yield running


@pytest.fixture
def first_day(full_lab: RunningLab, shared_service: RunningService) -> None:
    """Make it the first day of a learner."""
    shared_service.state.reset()
    shutil.rmtree(full_lab.root / "courses", ignore_errors=True)
