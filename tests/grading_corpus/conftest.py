"""The engine that all corpora are judged by, warm for the whole run of the tests."""

from collections.abc import Iterator

import pytest

from curriculum.grading.two_process_runner import TwoProcessRunner
from hub.settings import Settings
from tests.grading_corpus.plain_runner import PlainRunner, open_plain_runner

STUDENT_PYTHON = Settings.from_env().student_python


@pytest.fixture(scope="session")
def engine() -> Iterator[TwoProcessRunner]:
    """The grading engine in the strongest tier that this machine holds."""
    with TwoProcessRunner(STUDENT_PYTHON) as runner:
        yield runner


@pytest.fixture(scope="session")
def plain_python() -> Iterator[PlainRunner]:
    """One process without a border, which says what plain Python makes of a notebook."""
    with open_plain_runner(STUDENT_PYTHON) as runner:
        yield runner
