"""A step of the set-up says how it went, and a failure shows the end of its output."""

import sys
from pathlib import Path

import pytest

from scripts import step
from scripts.step import SetupError, Step, run


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(step, "LOG", tmp_path / "tools" / "setup.log")
    return tmp_path / "tools" / "setup.log"


def test_a_step_prints_one_line_with_state_and_time(capsys: pytest.CaptureFixture[str]) -> None:
    with Step("Installer") as current:
        current.state = "unchanged"
    printed = capsys.readouterr().out
    assert printed.count("\n") == 1
    assert printed.split()[:2] == ["Installer", "unchanged"]
    assert printed.endswith(" s\n")


def test_a_step_that_fails_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SetupError), Step("Installer"):
        raise SetupError("no")
    assert "FAILED" in capsys.readouterr().out


def test_a_failed_command_shows_its_last_words_and_what_to_do(log: Path) -> None:
    run([sys.executable, "-c", "print('fine')"], advice="None needed.")
    with pytest.raises(SetupError) as caught:
        run([sys.executable, "-c", "print('it broke'); raise SystemExit(3)"], advice="Mend it.")
    assert "it broke" in str(caught.value)
    assert "fine" not in str(caught.value)
    assert str(caught.value).endswith("Mend it.")
    assert "fine" in log.read_text()


def test_a_missing_program_is_named(log: Path) -> None:
    with pytest.raises(SetupError, match=r"no-such-program cannot be run.* Install it\."):
        run(["no-such-program"], advice="Install it.")
