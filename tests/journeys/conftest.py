"""One running platform for all journeys, and a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.coursewright_lab.browsing import chromium
from tests.journeys.platform import Platform, free_port, start


@pytest.fixture(scope="session")
def state_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder that other accounts can enter, as ``make up`` makes it."""
    folder = tmp_path_factory.mktemp("platform")
    for parent in [folder, *folder.parents][:3]:
        parent.chmod(0o711)
    return folder / "state"


@pytest.fixture(scope="session")
def platform(state_folder: Path) -> Iterator[Platform]:
    """The platform, started once for the session and stopped as with Ctrl-C."""
    running = start(state_folder, free_port())
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; its absence is a failure, not a skip."""
    with chromium() as browser:
        yield browser
