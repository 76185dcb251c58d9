"""Submissions that are hostile as files: links, archives, and notebooks that no reader should fall over."""

import copy
import gzip
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from tests.grading_corpus import notebook

SOLUTION = "def double(x):\n    return 2 * x"
WRONG = "def double(x):\n    return x"
TEST = "assert double(2) == 4 and double('ab') == 'abab'"
Json = dict[str, Any]
_MIB = 1 << 20


def source() -> NotebookNode:
    """The assignment: one function, with one test of five points."""
    cells = [notebook.given("given", "import math"), notebook.solution("double", SOLUTION)]
    return notebook.notebook_of([*cells, notebook.graded("test-double", TEST, 5)])


def wrong() -> Json:
    """A submission that deserves nothing."""
    made = copy.deepcopy(source())
    made.cells[1].source = WRONG
    return json.loads(json.dumps(made))  # type: ignore[no-any-return]


def _changed(change: Callable[[Json], object]) -> bytes:
    made = wrong()
    change(made)
    return json.dumps(made).encode()


def _zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("answers.ipynb", bytes(200 * _MIB))
    return packed.getvalue()


def _mark(made: Json) -> Json:
    found: Json = made["cells"][2]["metadata"]["nbgrader"]
    return found


def _forge_pass(made: Json) -> None:
    made["cells"][2].update(source="pass", outputs=[], execution_count=1)


CONTENTS: dict[str, Callable[[], bytes]] = {
    "a zip bomb": _zip_bomb,
    "a gzip bomb": lambda: gzip.compress(bytes(200 * _MIB)),
    "nothing at all": lambda: b"",
    "random bytes": lambda: os.urandom(4096),
    "no end to its brackets": lambda: b"[" * 500_000,
    "deeply nested metadata": lambda: _changed(
        lambda made: made["metadata"].update(deep=json.loads("[" * 900 + "]" * 900))
    ),
    "a number with a million digits": lambda: b'{"cells": [], "nbformat": ' + b"9" * 1_000_000 + b"}",
    "infinity as its format": lambda: (
        b'{"cells": [], "metadata": {}, "nbformat": 1e999, "nbformat_minor": 5}'
    ),
    "a hundred thousand cells": lambda: _changed(
        lambda made: made["cells"].extend([made["cells"][0]] * 100_000)
    ),
    "a cell of thirty megabytes": lambda: _changed(
        lambda made: made["cells"][1].update(source="x = 1\n" * (5 * _MIB))
    ),
    "white space without end": lambda: b" " * (70 * _MIB),
    "text that is no text": lambda: b'{"cells": "\xff\xfe\x00", "nbformat": 4}',
    "a lone surrogate": lambda: _changed(lambda made: made["cells"][1].update(source='x = "\ud800"')),
    "its test replaced by nothing": lambda: _changed(_forge_pass),
    "its test worth a million": lambda: _changed(lambda made: _mark(made).update(points=1e6)),
    "its test worth less than nothing": lambda: _changed(lambda made: _mark(made).update(points=-5)),
    "its test marked as an answer": lambda: _changed(lambda made: _mark(made).update(solution=True)),
    "its test deleted": lambda: _changed(lambda made: made["cells"].pop(2)),
    "its test twice": lambda: _changed(
        lambda made: made["cells"].append({**made["cells"][2], "source": "1"})
    ),
    "a second test of its own": lambda: _changed(
        lambda made: made["cells"].append(json.loads(json.dumps(notebook.graded("mine", "pass", 100))))
    ),
    "a kernel of its own": lambda: _changed(
        lambda made: made["metadata"].update(kernelspec={"name": "../../evil", "argv": ["sh", "-c", "id"]})
    ),
    "limits of its own": lambda: _changed(
        lambda made: made["metadata"].update(
            coursewright={"limits": {"wall_seconds": 1e9}, "imports": ["os"]}
        )
    ),
    "verdicts in its metadata": lambda: _changed(
        lambda made: made["cells"][2]["metadata"].update(coursewright={"outcome": "ok"}, grade=5, score=5)
    ),
}
"""What such a submission is, and its bytes; none of them deserves a point."""


def write(folder: Path, secret: Path) -> dict[str, Path]:
    """Put every hostile file into the folder, links to a secret among them; the path of each by its name."""
    paths = {name: folder / f"{number:02}.ipynb" for number, name in enumerate(CONTENTS)}
    for name, path in paths.items():
        path.write_bytes(CONTENTS[name]())
    special = {
        name: folder / f"{name.replace(' ', '-')}.ipynb"
        for name in ("a link", "a loop", "a pipe", "a folder")
    }
    special["a link"].symlink_to(secret)
    special["a loop"].symlink_to(special["a loop"])
    os.mkfifo(special["a pipe"])
    special["a folder"].mkdir()
    return {**paths, **special}
