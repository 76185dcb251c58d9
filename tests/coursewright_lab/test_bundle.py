"""What a learner's browser loads is small, and comes from her own server alone."""

import gzip
import re
from pathlib import Path

import pytest

EXTENSIONS = Path(__file__).parents[2] / "extensions"
LARGEST = 300 * 1024
ORIGIN = re.compile(r"""(?:\b(?:https?|wss?|ftp):)?//(?=[\w-]+\.)[\w.-]+[^\s"'`)>]*""")
NAMES_NOT_ADDRESSES = {"http://www.w3.org/2000/svg", "https://coursewright.dev/events/activity/v1"}
SOURCES = [
    path
    for folder in ("src", "style", "schema")
    for path in sorted((EXTENSIONS / folder).rglob("*"))
    if path.is_file()
]


def test_the_bundle_has_less_than_300_kb_when_packed() -> None:
    built = EXTENSIONS / "coursewright_lab" / "labextension" / "static"
    sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in built.glob("*.js")}
    assert sizes, "run `make setup-dev`"
    assert sum(sizes.values()) < LARGEST, sizes


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(EXTENSIONS).as_posix())
def test_no_source_names_another_origin(path: Path) -> None:
    assert set(ORIGIN.findall(path.read_text("utf-8"))) <= NAMES_NOT_ADDRESSES


@pytest.mark.parametrize(
    "line", ["fetch('https://cdn.example.org/x.js')", 'src="//cdn.example.org/x"', "url(http://a.example/b)"]
)
def test_another_origin_is_recognised(line: str) -> None:
    assert ORIGIN.search(line)
