"""The Python that the environments are made with is one that students' servers can run."""

import os
import sys
from pathlib import Path

import pytest

from scripts import interpreter
from scripts.step import SetupError


def test_a_file_below_a_closed_folder_is_not_open_to_all(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    program = closed / "python"
    program.touch(mode=0o755)
    assert not interpreter.is_open_to_all(program)
    assert interpreter.is_open_to_all(Path("/bin/sh"))
    assert not interpreter.is_open_to_all(tmp_path / "none")


def test_a_python_that_was_named_is_kept() -> None:
    found = interpreter.choose(keep=True)
    assert found.path == Path(sys.executable).resolve()
    assert found.version == ".".join(map(str, sys.version_info[:3]))
    assert found.remark == ""


def test_root_prefers_a_python_that_others_can_run(monkeypatch: pytest.MonkeyPatch) -> None:
    here, other = Path(sys.executable).resolve(), Path("/usr/bin/other-python")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(interpreter, "_SYSTEM", (other,))
    monkeypatch.setattr(interpreter, "is_open_to_all", lambda path: path != here)
    monkeypatch.setattr(interpreter, "_inspect", lambda path: interpreter.Interpreter(path, "3.12.1"))
    found = interpreter.choose(keep=False)
    assert found.path == other
    assert str(here.parent) in found.remark
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert interpreter.choose(keep=False).path == here


def test_without_another_python_the_one_at_hand_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(interpreter, "_SYSTEM", ())
    monkeypatch.setattr(interpreter, "is_open_to_all", lambda _path: False)
    assert interpreter.choose(keep=False).path == Path(sys.executable).resolve()


def test_a_python_without_venv_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interpreter, "_inspect", lambda _path: None)
    with pytest.raises(SetupError, match="python3-venv"):
        interpreter.choose(keep=False)
