"""The command line, as an operator of a running platform uses it."""

import os
import subprocess
import sys
from pathlib import Path

from tests.journeys.platform import ROOT, Platform

PASSWORD = "a long enough passphrase"


def add_student(platform: Platform, name: str) -> None:
    """Add a new person and enrol her in the demo cohort, as an operator does."""
    words = ("user", "add", name, f"{name}@example.org", "--password-file", "-")
    coursewright(platform, *words, secret=PASSWORD)
    coursewright(platform, "cohort", "enroll", "demo", name)


def coursewright(platform: Platform, *words: str, secret: str = "", **settings: str) -> str:
    """Run ``coursewright WORDS`` against ``platform``, ``secret`` on standard input; return its output."""
    environment = {
        **os.environ,
        "COURSEWRIGHT_STATE": str(platform.state),
        "COURSEWRIGHT_PORT": str(platform.port),
        **settings,
    }
    done = subprocess.run(
        [str(Path(sys.executable).parent / "coursewright"), *words],
        cwd=ROOT,
        env=environment,
        input=secret + "\n" if secret else "",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
