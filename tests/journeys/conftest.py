"""One running platform for all journeys, and a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.platform import Platform, free_port, start

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


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
    assert CHROMIUM.exists(), "install Debian's package chromium to run the journeys"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()
