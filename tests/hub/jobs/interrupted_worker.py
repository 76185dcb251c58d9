"""A worker for tests that kills itself at a step: `python interrupted_worker.py STEP`; empty: never."""

import logging
import os
import signal
import sys
from pathlib import Path

from hub.jobs.worker import Worker, serve
from hub.settings import Settings
from tests.server import CopyAccess


class CopySettings(Settings):
    """Settings of a test's copy of the template database, found through the environment."""

    def access(self) -> CopyAccess:
        """The copy, with the template's roles."""
        found = super().access()
        return CopyAccess(found.host, found.port, found.database, found.secret)


def main() -> None:
    """Die without a word at the step named, once: a file in the state folder remembers it."""
    settings = CopySettings.from_env()
    wanted, once = sys.argv[1], settings.state / f"killed-{sys.argv[1]}"

    def on_step(step: str) -> None:
        if step == wanted and not once.exists():
            once.touch()
            os.kill(os.getpid(), signal.SIGKILL)

    logging.basicConfig(level=logging.INFO, stream=Path(settings.state / "worker.log").open("a"))  # noqa: SIM115
    serve(Worker(settings, on_step=on_step).run())


if __name__ == "__main__":
    main()
