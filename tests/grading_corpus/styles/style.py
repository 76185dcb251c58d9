"""Test cells in the styles of public courses as data, each with a right and a wrong answer.

`change` is a fragment of the message that tells an author what to change, for a cell that the engine refuses
to judge; `instead` is the cell after that change.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from tests.grading_corpus import notebook

TEST = "the-test"


@dataclass(frozen=True)
class Style:
    """One test cell with what stands around it."""

    name: str
    topic: str
    right: str
    wrong: str
    test: str
    given: str = ""
    points: float = 1
    change: str | None = None
    instead: str | None = None

    def __str__(self) -> str:
        return f"{self.topic}: {self.name}"

    def source(self, test: str) -> NotebookNode:
        """The assignment as its author wrote it."""
        return self.submission(self.right, test)

    def submission(self, answer: str, test: str) -> NotebookNode:
        """The assignment with somebody's answer."""
        return notebook.notebook_of(
            [
                notebook.given("given", self.given),
                notebook.solution("answer", answer),
                notebook.graded(TEST, test, self.points),
            ]
        )


def _read(path: Path) -> list[Style]:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return [Style(topic=path.stem, **entry) for entry in data["style"]]


STYLES = [style for path in sorted((Path(__file__).parent / "cells").glob("*.toml")) for style in _read(path)]
