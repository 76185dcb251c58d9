"""Linking the built front end into an environment."""

import json
from pathlib import Path

import pytest

from coursewright_lab import develop
from coursewright_lab.develop import link_into


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package whose front end was built."""
    package = tmp_path / "extensions" / "coursewright_lab"
    (package / "labextension").mkdir(parents=True)
    (package / "labextension" / "package.json").write_text("{}")
    settings = tmp_path / "extensions" / "jupyter-config" / "server-config"
    settings.mkdir(parents=True)
    (settings / "coursewright_lab.json").write_text(json.dumps({"ServerApp": {}}))
    monkeypatch.setattr(develop, "PACKAGE", package)
    return package


def test_an_environment_sees_the_built_front_end_and_the_settings(built: Path, tmp_path: Path) -> None:
    for _ in ("first", "again"):
        front_end, settings = link_into(tmp_path / "venv")
        assert front_end.resolve() == built / "labextension"
        assert json.loads(settings.read_text()) == {"ServerApp": {}}


def test_links_take_the_place_of_what_an_install_copied(built: Path, tmp_path: Path) -> None:
    copied = tmp_path / "venv" / "share/jupyter/labextensions/coursewright-lab"
    copied.mkdir(parents=True)
    (copied / "old.js").write_text("")
    front_end, _ = link_into(tmp_path / "venv")
    assert front_end.resolve() == built / "labextension"


def test_a_front_end_that_was_not_built_is_named(built: Path, tmp_path: Path) -> None:
    (built / "labextension" / "package.json").unlink()
    with pytest.raises(SystemExit, match="npm run build:prod"):
        link_into(tmp_path / "venv")
